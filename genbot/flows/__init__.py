"""What people can ask for: one synchronous function per story, its first argument the transaction."""
