"""Avatars: the form with an agent's pictures, and what is done when it is sent."""

from genbot.cards import avatars as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.agents import Faces
from genbot.domain.posts import Block
from genbot.flows import agents, avatars
from genbot.slack.agents import agent_of
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


def _named(tx: Transaction, asked: Command) -> tuple[str, str]:
    return agents.which(tx, asked.text.strip(), asked.place.channel)


@commands.on(
    "avatars",
    "See the pictures of an agent; add one, show one first, delete some.",
    usage="avatars [agent]",
    needs=avatars.meant,
    about=_named,
    loading="Pictures",
)
def see(tx: Transaction, asked: Command, faces: Faces) -> Block:
    return cards.avatars_form(faces)


def _where(tx: Transaction, press: Press) -> tuple[str, str]:
    """The agent, and the picture after which the page begins."""
    id, _, after = press.value.partition("|")
    return id, after


@buttons.on(
    Act.SEE_AVATARS,
    "See the pictures of an agent.",
    needs=avatars.shown,
    about=_where,
    loading="Pictures",
)
def see_page(tx: Transaction, press: Press, faces: Faces) -> Block:
    return cards.avatars_form(faces)


@forms.on(FormName.AVATARS, "Have GEN add, choose and delete pictures of an agent.")
def change(tx: Transaction, form: Submission) -> None:
    agent, place = agent_of(form), form.place.channel
    primary = form.text("primary") if form.changed("primary") else ""
    brought = form.attached.get("file", ())
    if primary or form.many("drop") or not brought:
        avatars.change(tx, agent, primary, form.many("drop"), channel=place, by=form.user)
    for one in brought:
        avatars.add(tx, agent, one.id, one.name, one.kind, channel=place, by=form.user)
