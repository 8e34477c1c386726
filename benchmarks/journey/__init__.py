"""What a whole journey costs the bot, beside a script that only makes the same calls."""
