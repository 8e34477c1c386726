"""How the pretend Slack says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A call Slack refuses: the documented error code, the reasons, and what else it answers."""

    def __init__(self, error: str, *reasons: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.reasons = reasons
        self.more = more

    def answer(self) -> dict[str, Any]:
        said: dict[str, Any] = {"ok": False, "error": self.error, **self.more}
        if self.reasons:
            said["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in self.reasons]}
        return said


class NoAnswer(Exception):
    """The app did not take a command or a click: `operation_timeout` or `dispatch_failed`."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error
