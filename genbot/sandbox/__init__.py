"""The pretend world: GEN, Slack and a page to look at them; imports nothing of genbot."""
