"""Agents, from the list of them to the end of one."""

from collections.abc import Callable, Sequence

from genbot.cards import agents as cards
from genbot.cards import setup
from genbot.cards.acts import Act, FormName
from genbot.domain.agents import Portrait
from genbot.domain.errands import What
from genbot.domain.posts import Block
from genbot.flows import agents, channels, errands
from genbot.flows.agents import Listed, Named
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


def _new(tx: Transaction, asked: Command) -> bool:
    """Whether a new one is wanted; then only from somebody who may."""
    wanted = asked.text.split()[:1] == ["new"]
    if wanted:
        errands.allowed(tx, What.NEW_AGENT, asked.place.channel, "", asked.user)
    return wanted


@commands.on(
    "agents",
    "See every agent, what it is and where it speaks; let one speak here, or make a new one.",
    usage="agents [new [name]]",
    needs=agents.offered,
    about=_new,
    loading="Agents",
)
def see_all(tx: Transaction, asked: Command, found: Listed | Named) -> Block:
    if isinstance(found, list):
        return cards.new_form(asked.text.partition(" ")[2].strip(), found)
    return _list(tx, asked.place.channel, asked.user, found)


def _page(tx: Transaction, press: Press) -> int:
    return int(press.value) if press.value.isdecimal() else 0


@buttons.on(
    Act.MORE_AGENTS, "Turn the list of agents.", needs=agents.listed, about=_page, loading="Agents"
)
def see_more(tx: Transaction, press: Press, found: Listed) -> Block:
    return _list(tx, press.place.channel, press.user, found)


def _list(tx: Transaction, channel: str, user: str, found: Listed) -> Block:
    every, page, of = found
    current = channels.find(tx, channel).agent_id
    return cards.list_view(every, page, of, current, agents.rooms(tx, user))


PARTS: dict[str, Callable[[Portrait, Sequence[str]], Block]] = {
    "edit": lambda seen, rooms: setup.agent_form(seen),
    "personality": lambda seen, rooms: setup.personality_form(seen),
    "watched": lambda seen, rooms: setup.watched_form(seen),
    "accounts": lambda seen, rooms: setup.own_accounts_form(seen),
    "rename": lambda seen, rooms: cards.rename_form(seen.agent),
    "delete": lambda seen, rooms: cards.delete_form(seen.agent, rooms),
}
"""What can be typed after an agent's name, and the form it opens."""


def _understood(text: str) -> tuple[str, str]:
    """The name of an agent, and the part of it that is to be changed."""
    name, _, last = text.strip().rpartition(" ")
    return (name, last.lower()) if last.lower() in PARTS else (text.strip(), "")


def _named(tx: Transaction, asked: Command) -> tuple[str, str]:
    return agents.which(tx, _understood(asked.text)[0], asked.place.channel)


@commands.on(
    "agent",
    "See who the agent of this channel is, or another one, and change it.",
    usage=f"agent [name] [{'|'.join(PARTS)}]",
    needs=agents.meant,
    about=_named,
    loading="Agent",
)
def see(tx: Transaction, asked: Command, seen: Portrait) -> Block:
    rooms = agents.rooms(tx, asked.user).get(seen.agent.id, ())
    return PARTS.get(_understood(asked.text)[1], cards.portrait_view)(seen, rooms)


def _id(tx: Transaction, press: Press) -> str:
    return press.id


@buttons.on(
    Act.SEE_AGENT, "See who an agent is.", needs=agents.portrait, about=_id, loading="Agent"
)
def see_one(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.portrait_view(seen, agents.rooms(tx, press.user).get(seen.agent.id, ()))


def _maker(tx: Transaction, press: Press) -> None:
    errands.allowed(tx, What.NEW_AGENT, press.place.channel, "", press.user)


@buttons.on(
    Act.NEW_AGENT,
    "Make a new agent.",
    needs=agents.workspaces,
    about=_maker,
    loading="New agent",
)
def open_new(tx: Transaction, press: Press, workspaces: Named) -> Block:
    return cards.new_form("", workspaces)


@forms.on(FormName.NEW_AGENT, "Have GEN make a new agent.")
def make(tx: Transaction, form: Submission) -> None:
    told = (form.text(one) for one in ("name", "description", "time_zone", "workspace"))
    agents.make(tx, *told, channel=form.place.channel, by=form.user)


def keeper(what: What) -> Callable[[Transaction, Press], str]:
    """Reads which agent a press is about, for somebody who may have such a thing done to it."""

    def read(tx: Transaction, press: Press) -> str:
        errands.allowed(tx, what, press.place.channel, press.id, press.user)
        return press.id

    return read


@buttons.on(
    Act.RENAME_AGENT,
    "Give an agent another name or time zone.",
    needs=agents.portrait,
    about=keeper(What.RENAME_AGENT),
    loading="Name and time zone",
)
def open_rename(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.rename_form(seen.agent)


@forms.on(FormName.RENAME_AGENT, "Have GEN rename an agent.")
def rename(tx: Transaction, form: Submission) -> None:
    changes = {one: form.text(one) for one in ("name", "time_zone") if form.changed(one)}
    agents.rename(tx, agent_of(form), changes, channel=form.place.channel, by=form.user)


@buttons.on(
    Act.DELETE_AGENT,
    "Delete an agent; asks for its name first.",
    needs=agents.portrait,
    about=keeper(What.DELETE_AGENT),
    loading="Delete this agent",
)
def open_delete(tx: Transaction, press: Press, seen: Portrait) -> Block:
    return cards.delete_form(seen.agent, agents.rooms(tx, press.user).get(seen.agent.id, ()))


@forms.on(FormName.DELETE_AGENT, "Have GEN delete an agent.")
def delete(tx: Transaction, form: Submission) -> None:
    agents.end(tx, agent_of(form), form.text("name"), channel=form.place.channel, by=form.user)


def agent_of(form: Submission) -> tuple[str, str]:
    """The id and the name of the agent a form is about."""
    id, _, name = form.value.partition("|")
    return id, name
