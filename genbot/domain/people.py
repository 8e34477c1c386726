"""People and user groups of the workspace, as Slack last told of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One person; whoever is not known is taken to be here, on UTC."""

    id: str
    zone: str = "UTC"  # IANA name, as Slack has it: their waking hours, their weeks
    gone: bool = False  # left the workspace: their word does not count any more
    seen: float = 0.0  # when Slack told so, in epoch seconds


@dataclass(frozen=True, slots=True)
class Group:
    """A Slack user group ("@brand-leads"), and who is in it."""

    id: str
    handle: str
    people: tuple[str, ...] = ()
    gone: bool = False  # disabled or deleted: it names nobody
    seen: float = 0.0
