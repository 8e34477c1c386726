"""Where a person's private talk with us is: Slack tells it with the first message between us."""

from genbot.store import Transaction

MARK = "talk:"
PEOPLE = ("U", "W")  # what people's ids begin with
TALKS = "D"  # what ids of private talks begin with: with us, or between people
BETWEEN = "Slack lets no app speak in private talks between people."


def keep(tx: Transaction, person: str, room: str) -> None:
    """Words to this person were put there, or came from there."""
    if tx.marks.get(MARK + person) != room:
        tx.marks.set(MARK + person, room)


def of(tx: Transaction, channel: str) -> str:
    """The channel, which for a person is their private talk once it is known."""
    return (tx.marks.get(MARK + channel) if channel.startswith(PEOPLE) else "") or channel


def between(tx: Transaction, person: str, channel: str) -> bool:
    """Whether this is a private talk of theirs with somebody else, as far as is known."""
    return channel.startswith(TALKS) and of(tx, person) not in {person, channel}
