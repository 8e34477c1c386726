"""What people do, in Slack's shapes: a command, a button and a form in turn."""

import json
from itertools import count
from typing import Any

from benchmarks.acks.world import CHANNELS, TEAM

Payload = dict[str, Any]
KINDS = ("slash_commands", "interactive", "interactive")  # of the socket's envelopes
USER = {"id": "U0PERSON", "username": "maya", "name": "maya", "team_id": TEAM}
ABOUT = {"api_app_id": "A0BENCH", "token": "t", "is_enterprise_install": False, "enterprise": None}


class Deliveries:
    """One after the other, none twice; a form rejects one idea each, by its number."""

    def __init__(self) -> None:
        self._turn, self._idea = count(), count()

    def next(self) -> tuple[str, Payload]:
        """The kind of its envelope, and what is in it."""
        nth = next(self._turn)
        make = (self._command, self._button, self._form)[nth % 3]
        return KINDS[nth % 3], make(nth)

    def _command(self, nth: int) -> Payload:
        return {
            "token": "t", "team_id": TEAM, "team_domain": "bench", "api_app_id": "A0BENCH",
            "channel_id": CHANNELS[nth % len(CHANNELS)], "channel_name": "bench",
            "user_id": USER["id"], "user_name": "maya", "command": "/gen", "text": "status",
            "is_enterprise_install": "false", "trigger_id": f"{nth}.1", "response_url": "",
        }  # fmt: skip

    def _button(self, nth: int) -> Payload:
        channel = CHANNELS[nth % len(CHANNELS)]
        return {
            **ABOUT, "type": "block_actions", "user": USER, "team": {"id": TEAM},
            "trigger_id": f"{nth}.2", "channel": {"id": channel, "name": "bench"},
            "container": {"type": "message", "channel_id": channel, "message_ts": f"2.{nth:06d}"},
            "message": {"ts": f"2.{nth:06d}", "text": ""}, "state": {"values": {}},
            "actions": [
                {
                    "type": "button", "action_id": "idea_details", "block_id": "b",
                    "value": f"kept{nth % len(CHANNELS)}:1", "action_ts": f"{nth}.3",
                    "text": {"type": "plain_text", "text": "Details"},
                }
            ],
        }  # fmt: skip

    def _form(self, nth: int) -> Payload:
        idea = next(self._idea)
        chosen = {"text": {"type": "plain_text", "text": "Wrong topic"}, "value": "topic"}
        view = {
            "id": f"V{nth}", "hash": f"{nth}", "type": "modal", "callback_id": "reject_idea_form",
            "private_metadata": json.dumps([f"i{idea}:1", CHANNELS[idea % len(CHANNELS)], ""]),
            "state": {"values": {"reason": {"value": {"type": "static_select", "selected_option": chosen}}}},
            "blocks": [], "title": {"type": "plain_text", "text": "Reject"}, "team_id": TEAM,
        }  # fmt: skip
        return {
            **ABOUT, "type": "view_submission", "user": USER, "team": {"id": TEAM},
            "trigger_id": f"{nth}.4", "view": view, "response_urls": [],
        }  # fmt: skip
