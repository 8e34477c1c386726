"""What people say to us: by mention, in private, or in a thread that goes on with the agent."""

import re

from genbot.cards import answers
from genbot.cards.talk import unknown_card
from genbot.domain.posts import Card
from genbot.flows import ideas, threads
from genbot.slack import commands, talks
from genbot.slack.asks import Command, Said
from genbot.slack.table import Row
from genbot.store import Store, Transaction

GREETING = re.compile(
    r"(hi|hello|hey|hola|hallo|moin|good (morning|afternoon|evening)|thanks?|thank you)\b.{0,20}",
    re.IGNORECASE,
)
TO_ANOTHER = re.compile(r"<@[A-Z0-9]+>")
UNKNOWN = "unknown"
SURE = 0.8  # a word this much like a command was most likely meant as one, not as a question


async def meant(store: Store, said: Said) -> tuple[Row, Command] | None:
    """What a message asks for; None when it is not for us."""
    if not said.person:
        return None
    row, rest = commands.meant(said.command)
    typed = bool(said.text) and row.name != UNKNOWN
    if said.mentions and typed:
        return row, rest
    goes_on = await _thread(store, said)
    if not said.text or GREETING.fullmatch(said.text):
        greets = Row("greet", "Say hello.", greet)
        return (greets, said.command) if said.direct else None
    if goes_on and (said.direct or not TO_ANOTHER.match(said.text)):
        return GOES_ON[goes_on], said.command
    if not said.direct or goes_on:
        return None
    return (row, rest) if typed else (_question(said.text), said.command)


def refine(tx: Transaction, asked: Command) -> None:
    """A reply goes on with the same conversation."""
    request = threads.request(tx, asked.place.channel, asked.place.thread)
    if request:
        files = [one.attachment for one in asked.files]
        ideas.refine(tx, request, asked.text, by=asked.user, files=files)


def greet(tx: Transaction, asked: Command) -> Card:
    return answers.note(
        f"Hello <@{asked.user}>. Say `ideas 5 late-night tacos` and I ask the agent for five; "
        "ask a question and it answers; say `help` for everything I can do."
    )


def nearly(tx: Transaction, asked: Command) -> Card:
    """A command with a slip in it costs nothing; a question is one press away."""
    word = asked.text.partition(" ")[0]
    meant = commands.nearest(asked.text, SURE)
    return unknown_card(word, meant, asked.text, files=bool(asked.files))


GOES_ON = {
    "request": Row("refine", "Refine the ideas of this thread.", refine),
    "talk": Row("ask", "Go on with the conversation of this thread.", talks.question),
}


def _question(text: str) -> Row:
    """Whatever is no command is a question, unless it looks like a command with a slip in it."""
    if not text.endswith("?") and commands.nearest(text, SURE):
        return Row("nearly", "Offer the command that was meant.", nearly)
    return Row("ask", "Ask the agent.", talks.question)


async def _thread(store: Store, said: Said) -> str:
    if not said.place.thread:
        return ""
    return await store.read(threads.heard, said.place.channel, said.place.thread)
