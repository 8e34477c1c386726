"""A pretend Slack workspace: Web API, Socket Mode, forms and files, as strict as the real one."""

from genbot.sandbox.slack.app import slack_app

__all__ = ["slack_app"]
