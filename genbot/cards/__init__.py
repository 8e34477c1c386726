"""What is said: pure functions from what is true to what people see in Slack."""
