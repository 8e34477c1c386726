"""A pretend Slack workspace: Web API, Socket Mode, forms and files, as strict as the real one."""

from genbot.sandbox.slack.app import PATIENCE, slack_app

__all__ = ["PATIENCE", "slack_app"]
