"""Research, from the command to the ideas made from it."""

from genbot.cards.acts import Act, FormName
from genbot.cards.research import MOST_FROM, research_form
from genbot.domain.posts import Block
from genbot.flows import research
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on(
    "research",
    "Have the agent find something out; the price is shown first.",
    usage="research topic [quick|deep]",
)
def ask(tx: Transaction, asked: Command) -> Block:
    return research_form(*research.understand(asked.text))


@forms.on(FormName.RESEARCH, "Start research.")
def start(tx: Transaction, form: Submission) -> None:
    topic, depth = form.text("topic"), form.text("depth")
    research.start(tx, topic, depth, channel=form.place.channel, by=form.user)


@buttons.on(Act.IDEAS_FROM, "Make ideas from what was found.")
def ideas_from(tx: Transaction, press: Press) -> None:
    research.ideas_from(tx, press.id, MOST_FROM, by=press.user)
