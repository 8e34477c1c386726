"""Talk with the agent: by command, by form, by mention, and in the threads that go on."""

from genbot.cards.acts import Act, FormName
from genbot.cards.talk import ask_form
from genbot.domain.posts import Block
from genbot.flows import talks
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on("ask", "Ask the agent anything; its thread goes on.", usage="ask question")
def ask(tx: Transaction, asked: Command) -> Block | None:
    if not asked.text:
        return ask_form()
    question(tx, asked)
    return None


def question(tx: Transaction, asked: Command) -> None:
    """Words to the agent; said in a message, they are answered in its thread."""
    place, files = asked.place, [one.attachment for one in asked.files]
    thread = place.thread or asked.ts
    talks.ask(tx, asked.text, channel=place.channel, by=asked.user, thread=thread, files=files)


@buttons.on(Act.OPEN_ASK, "Ask the agent with a form.")
def open_ask(tx: Transaction, press: Press) -> Block:
    return ask_form()


@buttons.on(Act.ASK_THIS, "Ask the agent what was taken for a command.")
def ask_this(tx: Transaction, press: Press) -> None:
    place = press.place
    talks.ask(tx, press.value, channel=place.channel, by=press.user, thread=place.thread)


@forms.on(FormName.ASK, "Ask the agent.")
def asked(tx: Transaction, form: Submission) -> None:
    files = [one.attachment for one in form.attached.get("files", ())]
    question = form.text("question")
    talks.ask(tx, question, channel=form.place.channel, by=form.user, files=files)
