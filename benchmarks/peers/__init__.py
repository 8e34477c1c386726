"""The same small story on what people would use instead: a click, a call, many polls, one message."""
