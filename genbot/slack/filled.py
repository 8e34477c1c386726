"""What the inputs of a form hold, read off Slack's state of them, and what they were shown with."""

from collections.abc import Mapping
from typing import Any

from genbot.domain.attachments import Attachment
from genbot.domain.value import value
from genbot.slack.emoji import drawn

State = Mapping[str, Any]
SEVERAL = ("options", "users", "conversations")  # after `selected_` and `initial_`
SINGLE = ("option", "date_time", "conversation", "user", "channel")
WRITTEN = "plain_text_input"


@value
class File:
    """A file that somebody put into Slack; `url` gives its bytes to whoever has our token."""

    id: str
    name: str
    kind: str  # as Slack tells it: "image/png"
    size: int
    url: str

    @property
    def attachment(self) -> Attachment:
        """The same, as something to give to the agent."""
        return Attachment(self.id, self.name, self.kind, self.size)


def held(state: State) -> tuple[str, ...]:
    """What an input holds, whatever its type, as words; of files their ids."""
    if "files" in state:
        return tuple(str(one["id"]) for one in state["files"] or ())
    return _told(state, "selected_", "value")


def shown(element: State) -> tuple[str, ...]:
    """What an input held before anybody touched it, in the same words."""
    return _told(element, "initial_", "initial_value")


def labels(state: State) -> dict[str, str]:
    """What people read of each option that was chosen, by its value."""
    one = state.get("selected_option")
    chosen = state.get("selected_options") or ([one] if one else [])
    return {_word(one): drawn(str((one.get("text") or {}).get("text") or "")) for one in chosen}


def files(state: State) -> tuple[File, ...]:
    """The files that somebody put into an input."""
    return tuple(map(file, state.get("files") or ()))


def file(told: State) -> File:
    """A file as Slack describes it, in a form as in a message."""
    url = told.get("url_private_download") or told.get("url_private") or ""
    name, kind = told.get("name") or told.get("title") or "file", told.get("mimetype") or ""
    return File(str(told["id"]), str(name), str(kind), int(told.get("size") or 0), str(url))


def _told(state: State, prefix: str, value: str) -> tuple[str, ...]:
    if state.get("type") == WRITTEN and isinstance(state.get(value), str):
        return (drawn(state[value]),)
    for several in SEVERAL:
        if prefix + several in state:
            return tuple(_word(one) for one in state[prefix + several] or ())
    for name in (value, *(prefix + one for one in SINGLE)):
        if state.get(name) is not None:
            return (_word(state[name]),)
    return ()


def _word(held: Any) -> str:
    return str(held["value"] if isinstance(held, dict) else held)
