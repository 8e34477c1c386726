"""What can be typed after `/gen`, one function each."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from genbot.cards import answers, forms
from genbot.cards.freezes import freeze_card, thawed_card
from genbot.cards.overview import status_card
from genbot.cards.text import escape
from genbot.domain.errors import Refusal
from genbot.domain.events import FreezeMoved
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.posts import Block, Card
from genbot.flows import account, channels, freeze, history, ideas, overview
from genbot.flows.account import ALIKE, LONGEST_NAME, chosen
from genbot.slack.asks import Ask, Command
from genbot.slack.table import Row, Table
from genbot.store import Transaction

SLASH = "/gen"
Named = Sequence[tuple[str, str]]
commands = Table()


@commands.on(
    "ideas",
    "Ask the agent for fresh video ideas.",
    usage="ideas [how many] topic [as type] [; requirements]",
)
def ask_for_ideas(tx: Transaction, asked: Command) -> None:
    place, files = asked.place, [one.attachment for one in asked.files]
    ideas.request(
        tx, asked.text, channel=place.channel, by=asked.user, thread=place.thread, files=files
    )


@commands.on("status", "See what is running, waiting and scheduled in this channel.")
def status(tx: Transaction, asked: Command) -> Card:
    return status_card(overview.status(tx, asked.place.channel))


@commands.on(
    "use",
    "Choose the GEN agent that speaks in this channel.",
    usage="use [agent]",
    needs=account.agents,
)
def use(tx: Transaction, asked: Command, agents: Named) -> Card | None:
    channel = asked.place.channel
    if not asked.text:
        return answers.agents_card(agents, channels.find(tx, channel).agent_id)
    id, name = chosen(asked.text, agents)
    channels.bind(tx, channel, id, name, by=asked.user)
    return None


async def offers(gen: Any) -> tuple[Named, Named]:
    """What the settings form lets people choose from: agents, and templates."""
    agents, templates = await asyncio.gather(account.agents(gen), account.templates(gen))
    return agents, templates


@commands.on(
    "settings",
    "Set up this channel: its agent, templates, budgets, what is announced.",
    needs=offers,
    loading="This channel",
)
def settings(tx: Transaction, asked: Ask, offered: tuple[Named, Named]) -> Block:
    return forms.settings_form(channels.find(tx, asked.place.channel), *offered)


@commands.on(
    "freeze",
    "Stop everything that would be published here, or everywhere, until somebody thaws.",
    usage="freeze [everywhere] [reason]",
)
def stop_publishing(tx: Transaction, asked: Command) -> Card | None:
    everywhere, reason = _everywhere(asked.text)
    where = asked.place.channel
    event = freeze.freeze(tx, where, reason, by=asked.user, everywhere=everywhere)
    return None if where in event.freeze.said_in else freeze_card(event, where)


@commands.on(
    "thaw",
    "Let publishing go on; what missed its time meanwhile asks first.",
    usage="thaw [everywhere]",
)
def go_on_publishing(tx: Transaction, asked: Command) -> Card:
    everywhere, _ = _everywhere(asked.text)
    event = freeze.thaw(tx, asked.place.channel, by=asked.user, everywhere=everywhere)
    return thawed(tx, event, asked)


def thawed(tx: Transaction, event: FreezeMoved, asked: Ask) -> Card:
    """Everything that was missed, for the one who thawed; of one channel only what is in it."""
    here = asked.place.channel
    if not event.freeze.wide or (here in event.still and not event.missed):
        return freeze_card(event, here)
    return thawed_card(event, history.rooms(tx, here, asked.user))


def _everywhere(text: str) -> tuple[bool, str]:
    """Whether all channels are meant, and what was said after that."""
    word, _, rest = text.strip().partition(" ")
    return (True, rest) if word.lower() == EVERYWHERE else (False, text)


@commands.on("help", "Show what I can do, or how one command is used.", usage="help [command]")
def help(tx: Transaction, asked: Command) -> Card:
    word = asked.text.strip().removeprefix(SLASH).strip().lower()
    if row := commands.get(word) or commands.get(_near(word, ALIKE)):
        return answers.note(f"`{SLASH} {row.usage or row.name}`  {row.help}")
    known = ((said, commands.get(said.partition(" ")[0])) for said in FIRST)
    first = [(f"{SLASH} {said}", row.help) for said, row in known if row]
    return answers.help_card(first, len([*commands]))


def whole_help() -> Block:
    """The window with every command."""
    known = {name for _, names in SUBJECTS for name in names}
    more = [row.name for row in commands if row.name not in known]
    every = [*SUBJECTS, ("More", more)]
    return answers.help_view([(head, [*_usages(names)]) for head, names in every])


FIRST = ("ideas 5 late-night tacos", "status", "waiting", "calendar", "credits", "freeze", "use")

# How the help is grouped; what is in no group comes at its end.
SUBJECTS: tuple[tuple[str, Sequence[str]], ...] = (
    ("Ideas", ("ideas", "research", "monitor", "monitors")),
    ("The agent", ("ask", "conversations", "title", "remember", "forget", "preferences")),
    ("Videos", ("status", "video", "templates", "engines", "studio", "assets")),
    ("The gates", ("waiting", "policy", "freeze", "thaw", "calendar", "slots")),
    ("The record", ("history", "receipt", "credits")),
    ("Setting up", ("use", "settings", "agents", "agent", "avatars", "voices", "help")),
)


def _usages(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if row := commands.get(name):
            yield f"{SLASH} {row.usage or row.name}", row.help


def unknown(tx: Transaction, asked: Command) -> Card:
    """Offer the nearest verb; what was typed is shown back so that nothing has to be typed twice."""
    if near := nearest(asked.text, ALIKE):
        return answers.note(f"I do not know that word. Did you mean `{escape(near, 300)}`?")
    verbs = ", ".join(f"`{row.name}`" for row in commands)
    return answers.note(
        f"I do not know that word. I know {verbs}. For example: `{SLASH} ideas 5 late-night tacos`, "
        f"or `{SLASH} ask` and a question."
    )


def nearest(text: str, alike: float) -> str:
    """What was typed with the nearest command in place of its first word; empty when none is near."""
    word, _, rest = text.partition(" ")
    near = _near(word, alike)
    return f"{SLASH} {near} {rest}".strip() if near else ""


def _near(word: str, alike: float) -> str:
    names = [row.name for row in commands]
    return next(iter(get_close_matches(word.lower()[:LONGEST_NAME], names, n=1, cutoff=alike)), "")


def outsider(tx: Transaction, asked: Ask) -> None:
    """Somebody of another organisation, in a channel that is shared with theirs."""
    raise Refusal("Only people of the organisation that installed me can do this here.")


def meant(asked: Command) -> tuple[Row, Command]:
    """The handler of what was typed, and the words after the verb; nothing typed means help."""
    verb, _, rest = asked.text.strip().partition(" ")
    row = commands.get(verb.lower() or "help")
    if row is None:
        return Row("unknown", "", unknown), asked.after(asked.text.strip())
    return row, asked.after(rest.strip())
