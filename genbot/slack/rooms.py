"""Where a person's private talk with us is: Slack tells it with the first message to them."""

from genbot.store import Transaction

MARK = "talk:"
PEOPLE = ("U", "W")  # what people's ids begin with; their private talks begin with D


def keep(tx: Transaction, person: str, room: str) -> None:
    """Words to this person were put there."""
    if tx.marks.get(MARK + person) != room:
        tx.marks.set(MARK + person, room)


def of(tx: Transaction, channel: str) -> str:
    """The channel, which for a person is their private talk once it is known."""
    return (tx.marks.get(MARK + channel) if channel.startswith(PEOPLE) else "") or channel
