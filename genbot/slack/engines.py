"""Engines: listed, made from nothing, copied to another agent."""

from genbot.cards.acts import Act, FormName
from genbot.cards.engines import Named, copy_form, engines_card, new_form
from genbot.domain.posts import Block, Card
from genbot.flows import account, engines
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on(
    "engines",
    "See the engines made here; make one from nothing, or copy one to another agent.",
    usage="engines [new [title]]",
)
def listed(tx: Transaction, asked: Command) -> Card | Block:
    word, _, title = asked.text.partition(" ")
    if word.lower() == "new":
        return new_form(" ".join(title.split()))
    return engines_card(engines.listed(tx, asked.place.channel))


@buttons.on(Act.NEW_ENGINE, "Make an engine from nothing.")
def new(tx: Transaction, press: Press) -> Block:
    return new_form()


@forms.on(FormName.NEW_ENGINE, "Make an engine with these columns.")
def make(tx: Transaction, form: Submission) -> None:
    default = "yes" in form.many("default")
    title, typed = form.text("title"), form.text("columns")
    engines.start(tx, title, typed, default=default, channel=form.place.channel, by=form.user)


@buttons.on(
    Act.COPY_ENGINE,
    "Copy an engine to another agent.",
    needs=account.agents,
    loading="Copy this engine",
)
def choose(tx: Transaction, press: Press, agents: Named) -> Block:
    return copy_form(engines.find(tx, press.id), agents)


@forms.on(FormName.COPY_ENGINE, "Copy an engine for an agent.")
def copy(tx: Transaction, form: Submission) -> None:
    target, name = form.text("agent"), form.label("agent")
    engines.copy(tx, form.id, target, name, channel=form.place.channel, by=form.user)
