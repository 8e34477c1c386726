"""Where people come in and words go out."""
