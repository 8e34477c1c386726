"""GEN as typed values: its endpoints, its answers, its refusals, and one function that asks."""
