"""Going through what waits for somebody: one window, one thing at a time, one word at the end."""

from genbot.cards.acts import Act, FormName
from genbot.cards.waiting import live_view, reject_view, summary_card, waiting_view
from genbot.domain.posts import Block, Card
from genbot.domain.waiting import GATES, Tour
from genbot.flows import waiting
from genbot.slack.asks import Ask, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms, reason
from genbot.slack.table import Row
from genbot.store import Transaction

VERBS = {
    Act.WAITING_YES: "yes",
    Act.WAITING_NO: "no",
    Act.WAITING_AGAIN: "again",
    Act.WAITING_HOLD: "hold",
    Act.WAITING_BACK: "back",
}


@commands.on("waiting", "Go through everything that waits for your decision.")
@buttons.on(Act.OPEN_WAITING, "Go through everything that waits for your decision.")
def begin(tx: Transaction, asked: Ask) -> Block:
    return waiting_view(waiting.begin(tx, asked.user))


@buttons.on(Act.NEXT_WAITING, "Leave this as it is, and see the next.")
def onward(tx: Transaction, press: Press) -> Block:
    return waiting_view(waiting.onward(tx, Tour.read(press.value), press.user))


@buttons.on(Act.LAST_WAITING, "See the one before.")
def backward(tx: Transaction, press: Press) -> Block:
    return waiting_view(waiting.backward(tx, Tour.read(press.value), press.user))


@buttons.on(Act.SEE_WAITING, "Not to reject it: see it again.")
def again(tx: Transaction, press: Press) -> Block:
    return waiting_view(waiting.again(tx, Tour.read(press.value), press.user))


@buttons.on(Act.WAITING_YES, "Approve this, and see the next.")
@buttons.on(Act.WAITING_AGAIN, "Send this again, and see the next.")
@buttons.on(Act.WAITING_HOLD, "Leave this doubtful post alone, and see the next.")
@buttons.on(Act.WAITING_BACK, "Take this post back to review, and see the next.")
def decide(tx: Transaction, press: Press) -> Block:
    tour = Tour.read(press.value)
    return waiting_view(waiting.decide(tx, tour, VERBS[Act(press.act)], press.user))


@buttons.on(Act.WAITING_ACCESS, "Ask to decide where you were just refused.")
def ask_access(tx: Transaction, press: Press) -> Block:
    tour, channel, gate = f"||{press.value}".rsplit("|", 2)
    there = Tour.read(tour.removeprefix("||"))
    return waiting_view(waiting.ask_access(tx, there, channel, gate, press.user))


@buttons.on(Act.WAITING_NO, "Say why this is not wanted, or tell the agent no.")
def reject(tx: Transaction, press: Press) -> Block:
    tour = Tour.read(press.value)
    if tour.matter not in GATES:
        return decide(tx, press)
    one_no = waiting.one_no(tx, tour)
    return reject_view(tour, waiting.title(tx, tour), one_no=one_no)


@buttons.on(Act.WAITING_LIVE, "Say where this post is, and see the next.")
def say_where(tx: Transaction, press: Press) -> Block:
    return live_view(Tour.read(press.value))


@forms.on(FormName.REJECT_WAITING, "Reject this with a reason, and see the next.")
def rejected(tx: Transaction, form: Submission) -> Block:
    tour = Tour.read(form.value)
    return waiting_view(waiting.decide(tx, tour, "no", form.user, reason(form)))


@forms.on(FormName.LIVE_WAITING, "Say where this post is, and see the next.")
def found(tx: Transaction, form: Submission) -> Block:
    tour = Tour.read(form.value)
    return waiting_view(waiting.decide(tx, tour, "live", form.user, form.text("post")))


@forms.on(FormName.WAITING, "Say once what was decided.")
def done(tx: Transaction, form: Submission) -> Card | None:
    stop = waiting.over(tx, Tour.read(form.value), form.user)
    return summary_card(stop) if stop.tour.decided or stop.told.changed else None


# Closing the window, in whichever of its states, is as good as Done.
WINDOWS = {FormName.WAITING, FormName.REJECT_WAITING, FormName.LIVE_WAITING}
CLOSED = Row("waiting", "Say once what was decided.", done)
