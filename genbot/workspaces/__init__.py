"""Several workspaces in one process: each has its own bot, database, token, GEN key and agent."""
