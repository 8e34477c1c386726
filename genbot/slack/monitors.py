"""Watching other people's posts, from the command to the questions about it."""

from genbot.cards.acts import Act, FormName
from genbot.cards.monitors import change_form, monitor_form, monitors_card, question_form
from genbot.domain.errors import BadForm
from genbot.domain.monitors import Search, understand
from genbot.domain.posts import Block, Card
from genbot.flows import monitors
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on(
    "monitor",
    "Have the agent read other people's posts, once or every day; the price is shown first.",
    usage="monitor @creator|#tag|words on tiktok|instagram|youtube [30d] [us] [max 50] [comments] [ongoing]",
)
def monitor(tx: Transaction, asked: Command) -> Block:
    search, strange = understand(asked.text)
    trouble = ""
    if asked.text:
        try:
            search.check()
        except BadForm as wrong:
            trouble = wrong.text
    return monitor_form(search, strange, trouble)


@commands.on("monitors", "See whose posts are read for this channel; change or stop that.")
def listed(tx: Transaction, asked: Command) -> Card:
    return monitors_card(monitors.listed(tx, asked.place.channel))


@buttons.on(Act.OPEN_MONITOR, "Say whose posts the agent should read.")
def open_monitor(tx: Transaction, press: Press) -> Block:
    return monitor_form(Search())


@buttons.on(Act.CHANGE_MONITOR, "Change what is read.")
def change_monitor(tx: Transaction, press: Press) -> Block:
    return change_form(monitors.find(tx, press.id))


@buttons.on(Act.STOP_MONITOR, "Stop reading somebody's posts.")
def stop_monitor(tx: Transaction, press: Press) -> None:
    monitors.stop(tx, press.id, by=press.user)


@buttons.on(Act.ASK_ABOUT, "Ask the agent about the posts it has read.")
def ask_about(tx: Transaction, press: Press) -> Block:
    return question_form(monitors.find(tx, press.id))


@forms.on(FormName.MONITOR, "Have posts read.")
def start(tx: Transaction, form: Submission) -> None:
    monitors.start(tx, _search(form), channel=form.place.channel, by=form.user)


@forms.on(FormName.CHANGE_MONITOR, "Have posts read differently.")
def change(tx: Transaction, form: Submission) -> None:
    monitors.change(tx, form.id, _search(form), by=form.user)


@forms.on(FormName.ASK_ABOUT, "Ask the agent about posts.")
def ask(tx: Transaction, form: Submission) -> None:
    monitors.ask(tx, form.id, form.text("question"), by=form.user)


def _search(form: Submission) -> Search:
    """What was filled in; a number that is none is refused at its field."""
    days, most, more = form.text("days"), form.text("most"), form.many("more")
    return Search(
        " ".join(form.text("value").split()),
        form.text("platform"),
        int(days[:9]) if days.isdecimal() else 0,
        form.text("country").strip().lower(),
        int(most[:9]) if most.isdecimal() else 0,
        "comments" in more,
        "ongoing" in more,
    )
