"""What can be typed after `/gen`, one function each."""

import asyncio
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from genbot.cards import answers, forms
from genbot.cards.freezes import freeze_card
from genbot.cards.overview import status_card
from genbot.cards.text import escape
from genbot.domain.errors import NotHere, Refusal
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.posts import Block, Card
from genbot.flows import account, channels, freeze, ideas, overview
from genbot.slack.asks import Ask, Command
from genbot.slack.table import Row, Table
from genbot.store import Transaction

SLASH = "/gen"
Named = Sequence[tuple[str, str]]
LONGEST_NAME = 200  # comparing takes time, and everybody else would wait for it
ALIKE = 0.5  # names less alike than this are not offered
commands = Table()


@commands.on("ideas", "Ask the agent for fresh video ideas.", usage="ideas [how many] topic")
def ask_for_ideas(tx: Transaction, asked: Command) -> None:
    place = asked.place
    ideas.request(tx, asked.text, channel=place.channel, by=asked.user, thread=place.thread)


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
    "Set up this channel: its agent, templates, who may approve, what is announced.",
    needs=offers,
    loading="This channel",
)
def settings(tx: Transaction, asked: Ask, offered: tuple[Named, Named]) -> Block:
    return forms.settings_form(channels.find(tx, asked.place.channel), *offered)


@commands.on(
    "freeze",
    "Stop everything that would be published in this channel, or everywhere, until somebody thaws.",
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
    return freeze_card(event, asked.place.channel)


def _everywhere(text: str) -> tuple[bool, str]:
    """Whether all channels are meant, and what was said after that."""
    word, _, rest = text.strip().partition(" ")
    return (True, rest) if word.lower() == EVERYWHERE else (False, text)


@commands.on("help", "Show what I can do.")
def help(tx: Transaction, asked: Ask) -> Card:
    rows = [(f"{SLASH} {row.usage or row.name}", row.help) for row in commands]
    return answers.help_card(rows)


def unknown(tx: Transaction, asked: Command) -> Card:
    """Offer the nearest verb; what was typed is shown back so that nothing has to be typed twice."""
    word, _, rest = asked.text.partition(" ")
    names = [row.name for row in commands]
    near = get_close_matches(word.lower()[:LONGEST_NAME], names, n=1, cutoff=ALIKE)
    if near:
        meant = escape(f"{SLASH} {near[0]} {rest}".strip(), 300)
        return answers.note(f"I do not know that word. Did you mean `{meant}`?")
    verbs = ", ".join(f"`{name}`" for name in names)
    return answers.note(
        f"I do not know that word. I know {verbs}. For example: `{SLASH} ideas 5 late-night tacos`"
    )


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


def chosen(text: str, agents: Named) -> tuple[str, str]:
    """The one agent somebody means by an id, a name, or a part of a name; raises Refusal."""
    wanted = text.strip().strip("`\"'").casefold()[:LONGEST_NAME]
    for exact in (0, 1):
        found = [agent for agent in agents if agent[exact].casefold() == wanted]
        if len(found) == 1:
            return found[0]
    parts = [agent for agent in agents if wanted in agent[1].casefold()]
    if len(parts) == 1:
        return parts[0]
    if len(parts) > 1:
        names = ", ".join(escape(name, 60) for _, name in parts[:5])
        raise Refusal(f"More than one agent fits: {names}. Say which, or type `{SLASH} use`.")
    raise NotHere(f"I see no agent of that name.{_nearest(wanted, agents)}")


def _nearest(wanted: str, agents: Named) -> str:
    def alike(agent: tuple[str, str]) -> float:
        return SequenceMatcher(None, wanted, agent[1].casefold()).ratio()

    best = max(agents, key=alike, default=None)
    if best is None or alike(best) < ALIKE:
        return f" Type `{SLASH} use` to see them all."
    return f" Did you mean *{escape(best[1], 80)}*? Type `{SLASH} use` to see them all."
