"""What is mutated: payloads, answers and words as they should be."""

import json
from typing import Any

from tests.gen.answers import SHEET, completed, idea

USER = {"id": "U0MARKETER", "team_id": "T0"}
TEXTS = (
    "ideas 5 late-night tacos, under 12 s", "ideas five tacos", "status", "use Santiago", "settings",
    "help", "", "make 2 punchier, drop 4", "idaes 3 salsa", "The $2 taco at 2am & more <b>bold</b>",
    "many words " * 30, "<@U0GENBOT> ideas 3 tacos", "line one\nline two\n> quoted",
)  # fmt: skip
URLS = (
    "https://cdn.gen.pro/v.mp4",
    "https://www.tiktok.com/@s/video/73?a=b&c=d",
    "http://[::1]/x",
    "7300",
)
ACTION = {"type": "button", "action_id": "approve_idea", "action_ts": "1.2", "value": "id0001:1"}
STATE = {
    "reason": {"value": {"type": "static_select", "selected_option": {"value": "seen", "text": {"text": "x"}}}},
    "note": {"value": {"type": "plain_text_input", "value": "words"}},
    "when": {"value": {"type": "datetimepicker", "selected_date_time": 1_900_000_000}},
    "redo": {"value": {"type": "checkboxes", "selected_options": [{"value": "a"}]}},
    "people": {"value": {"type": "multi_users_select", "selected_users": ["U0BRANDOWN"]}},
}  # fmt: skip
EVENT = {"type": "message", "user": "U0MARKETER", "text": "hi <@U0GENBOT>", "channel": "C0",
         "channel_type": "im", "thread_ts": "1.2", "ts": "1.3", "tab": "home"}  # fmt: skip
VIEW = {"id": "V1", "hash": "h", "type": "modal", "callback_id": "publish_form",
        "private_metadata": json.dumps(["id0001:1", "C0", "1.2"]), "state": {"values": STATE}}  # fmt: skip

PAYLOADS: dict[str, dict[str, Any]] = {
    "command": {"trigger_id": "t", "channel_id": "C0", "user_id": "U0", "text": "ideas 5 tacos"},
    "press": {"user": USER, "trigger_id": "t", "actions": [ACTION], "channel": {"id": "C0"},
              "message": {"ts": "1.2", "thread_ts": "1.1"}, "container": {"channel_id": "C0"}},
    "submission": {"user": USER, "trigger_id": "t", "view": VIEW},
    "shortcut": {"user": USER, "trigger_id": "t", "callback_id": "make_ideas", "action_ts": "1",
                 "channel": {"id": "C0"}, "message": {"text": "tacos <http://x|y>"}},
    "visit": {"event": EVENT, "event_id": "E1"},
    "said": {"event": EVENT, "event_id": "E1"},
    "outsider": {"user": USER, "trigger_id": "t", "channel": {"id": "C0"}},
}  # fmt: skip

SHEET_TOLD = SHEET.model_dump(mode="json")
ANSWERS: dict[str, Any] = {
    "run": completed(idea("i1"), idea("i2")).model_dump(mode="json"),
    "ideas": [idea("i1").model_dump(mode="json")],
    "sheet": SHEET_TOLD,
    "clone": SHEET_TOLD,
    "templates": [{"slug": "a", "title": "A", "tags": ["montage"]}],
    "generation": {"id": "1", "status": "completed", "execution_cost": 3,
                   "output_resources": [{"id": 1, "url": "https://x/y.mp4"}]},
    "job": {"user_job": {"status": "completed", "result": {"post_id": "7"}}, "error": "x",
            "error_code": "y"},
}  # fmt: skip
