"""What grows with the years and with the work under way, and what does not."""
