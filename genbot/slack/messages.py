"""What people say to us: by mention, in private, or in the thread of a request."""

import re

from genbot.cards import answers
from genbot.domain.posts import Card
from genbot.flows import ideas
from genbot.slack import commands
from genbot.slack.asks import Command, Said
from genbot.slack.table import Row
from genbot.store import Store, Transaction

GREETING = re.compile(
    r"(hi|hello|hey|hola|hallo|moin|good (morning|afternoon|evening)|thanks?|thank you)\b.{0,20}",
    re.IGNORECASE,
)


async def meant(store: Store, said: Said) -> tuple[Row, Command] | None:
    """What a message asks for; None when it is not for us."""
    if not said.person:
        return None
    row, rest = commands.meant(said.command)
    typed = bool(said.text) and row.name != UNKNOWN
    ours = await _request(store, said)
    if said.mentions and typed:
        return row, rest
    if ours and said.text:
        return Row("refine", "Refine the ideas of this thread.", refine), said.command
    if not said.direct:
        return None
    if not said.text or GREETING.fullmatch(said.text):
        return Row("greet", "Say hello.", greet), said.command
    return row, rest


def refine(tx: Transaction, asked: Command) -> None:
    """A reply goes on with the same conversation."""
    request = ideas.in_thread(tx, asked.place.channel, asked.place.thread)
    if request:
        ideas.refine(tx, request, asked.text, by=asked.user)


def greet(tx: Transaction, asked: Command) -> Card:
    return answers.note(
        f"Hello <@{asked.user}>. Say `ideas 5 late-night tacos` and I ask the agent for five; "
        "say `help` for everything I can do."
    )


async def _request(store: Store, said: Said) -> str | None:
    if not said.place.thread:
        return None
    return await store.read(ideas.in_thread, said.place.channel, said.place.thread)


UNKNOWN = "unknown"
