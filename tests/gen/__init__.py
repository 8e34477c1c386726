"""The client of GEN: its calls, its answers, its errors."""
