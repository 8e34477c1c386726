"""What an operator types to look at genbot's database and to mend what hangs, and how it is told."""
