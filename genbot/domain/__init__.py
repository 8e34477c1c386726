"""What is true: frozen values, tables of moves, facts. Standard library only."""
