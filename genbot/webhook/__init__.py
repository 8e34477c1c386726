"""GEN calls us when something changes: the door for its calls, and the operator's hand on it."""
