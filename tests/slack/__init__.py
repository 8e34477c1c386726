"""Slack's room: what people do is done once and answered, what is said arrives once."""
