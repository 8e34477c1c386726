"""genbot: from a Slack command to a confirmed post."""

__version__ = "0.1.0"
