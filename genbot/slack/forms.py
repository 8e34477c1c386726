"""What forms do when they are sent, one function each; BadForm goes back into the form."""

from genbot.cards.acts import FormName
from genbot.cards.forms import move_form, publish_form
from genbot.cards.slots import SURE
from genbot.domain.attachments import Attachment
from genbot.domain.budgets import Budget
from genbot.domain.channels import Channel
from genbot.domain.doubts import Doubted
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.faces import told
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.posts import Block
from genbot.domain.publications import Wish
from genbot.flows import (
    budgets,
    channels,
    freeze,
    ideas,
    preflight,
    productions,
    publications,
    rehearsals,
    schedule,
)
from genbot.slack.asks import Submission
from genbot.slack.table import Table
from genbot.store import Transaction

forms = Table()


@forms.on(FormName.REJECT_IDEA, "Reject an idea, with a reason.")
def reject_idea(tx: Transaction, form: Submission) -> None:
    ideas.decide(tx, form.id, form.version, "reject", by=form.user, reason=reason(form))


@forms.on(FormName.CHANGE_IDEA, "Send an idea back with a wish.")
def change_idea(tx: Transaction, form: Submission) -> None:
    ideas.change(tx, form.id, form.version, form.text("wish"), by=form.user)


@forms.on(FormName.DETAILS, "Nothing: it can only be read.")
def details(tx: Transaction, form: Submission) -> None:
    return None


@forms.on(FormName.CHANGE_VIDEO, "Have parts of a video made again.")
def change_video(tx: Transaction, form: Submission) -> None:
    wish, redo = form.text("wish"), form.many("redo")
    productions.change(tx, form.id, form.version, wish, redo, by=form.user)


@forms.on(FormName.REJECT_VIDEO, "Reject a video, with a reason.")
def reject_video(tx: Transaction, form: Submission) -> None:
    nth = form.value.split(":")[2:3]  # which plan was seen; a form of an older version knew none
    seen = int(nth[0]) if nth and nth[0].isdecimal() else 0
    shown = told(form.value)
    productions.reject(tx, form.id, form.version, reason(form), by=form.user, nth=seen, face=shown)


@forms.on(FormName.DENY_OVER, "Do not let a video go over budget, with a reason.")
def deny_over(tx: Transaction, form: Submission) -> None:
    productions.deny(tx, form.id, form.version, reason(form), by=form.user)


@forms.on(FormName.TEMPLATE, "Make a video from another template.")
def choose_template(tx: Transaction, form: Submission) -> None:
    productions.choose_template(tx, form.id, form.text("template"), by=form.user)


@forms.on(FormName.PUBLISH, "Publish a video as the form says.")
def publish(tx: Transaction, form: Submission) -> Block | None:
    return _published(tx, form, rehearsal=False)


@forms.on(FormName.REHEARSE, "In a rehearsal: show a video as the form says.")
def rehearse(tx: Transaction, form: Submission) -> Block | None:
    return _published(tx, form, rehearsal=True)


def _published(tx: Transaction, form: Submission, *, rehearsal: bool) -> Block | None:
    typed, ticked = wish(form), sure(form)
    try:
        schedule.publish(
            tx, form.id, form.version, typed, sure=ticked, by=form.user, rehearsal=rehearsal
        )
    except Doubted as asked:
        made = preflight.filled_in(tx, productions.find(tx, form.id), typed)
        return publish_form(made, typed, asked.doubts)
    return None


def sure(form: Submission) -> set[str]:
    """What was ticked after it had been warned of."""
    return {key for block, keys in form.filled.items() if block.startswith(SURE) for key in keys}


def wish(form: Submission) -> Wish:
    """What the publish form holds."""
    return Wish(
        form.text("caption"),
        form.text("title"),
        form.text("media_type") or "VIDEO",
        form.moment("when"),
        "gen" in form.many("handover"),
        form.text("thumbnail"),
        form.many("footage"),
    )


@forms.on(FormName.MOVE, "Give a post another time.")
def move_post(tx: Transaction, form: Submission) -> Block | None:
    due = form.moment("when")
    if not due:
        raise BadForm(when="Choose a date and a time.")
    try:
        schedule.move(tx, form.id, due, sure=sure(form), by=form.user, attempt=form.version)
    except Doubted as asked:
        return move_form(publications.find(tx, form.id), due, asked.doubts)
    return None


@forms.on(FormName.LIVE, "Say where a post is that went out after all.")
def it_is_live(tx: Transaction, form: Submission) -> None:
    post = form.text("post")
    publications.it_is_live(tx, form.id, post, by=form.user, attempt=form.version)


@forms.on(FormName.FREEZE, "Stop publishing, here or everywhere.")
def stop_publishing(tx: Transaction, form: Submission) -> None:
    everywhere, channel = form.text("where") == EVERYWHERE, form.place.channel
    freeze.freeze(tx, channel, form.text("reason"), by=form.user, everywhere=everywhere)


@forms.on(FormName.SETTINGS, "Keep the settings of a channel.")
def set_up(tx: Transaction, form: Submission) -> None:
    before = channels.find(tx, form.id)
    agent = form.text("agent")
    known = before.agent_name if agent == before.agent_id else ""
    templates = {
        block.removeprefix("template_"): slug
        for block in form.filled
        if block.startswith("template_") and (slug := form.text(block))
    }
    wanted = Channel(
        form.id,
        agent,
        known or form.label("agent"),
        templates,
        "announce" in form.many("announce"),
        _budget(form, "budget", before.budget),
        _budget(form, "person_budget", before.person_budget),
        slots=before.slots,
        rehearsal=_rehearsal(form, before),
    )
    rehearsals.set_up(tx, wanted, by=form.user)
    productions.weigh_anew(tx, form.id, by=form.user)


def _rehearsal(form: Submission, before: Channel) -> bool:
    """What was ticked; who left that tick as it was shown does not take back what others did since."""
    ticked = form.many("rehearsal")
    return before.rehearsal if ticked == form.shown.get("rehearsal", ()) else "on" in ticked


@forms.on(FormName.REQUEST, "Ask for ideas.")
def request(tx: Transaction, form: Submission) -> None:
    channel, count = form.text("channel"), form.text("count")
    if not channel:
        raise BadForm(channel="Choose the channel where the ideas should appear.")
    if not count.isdecimal():
        raise BadForm(count="Say how many as a whole number.")
    video_type = form.text("video_type")
    ideas.ask_for(
        tx, form.text("topic"), int(count[:9]), channel=channel, by=form.user,
        video_type=int(video_type) if video_type.isdecimal() else 0,
        requirements=form.text("requirements"), files=_given(form),
    )  # fmt: skip


def _given(form: Submission) -> list[Attachment]:
    """The files of the message that the form is about, and those that were put into the form."""
    offered = [Attachment(id, form.label("given", id)) for id in form.many("given")]
    return offered + [one.attachment for one in form.attached.get("files", ())]


def _budget(form: Submission, name: str, before: Budget | None) -> Budget | None:
    """What was filled in; a form that was opened before there were budgets leaves them alone."""
    if name not in form.filled:
        return before
    return budgets.read(form.text(name), form.text(f"{name}_period"), name)


def old(tx: Transaction, form: Submission) -> None:
    """A form nobody draws any more."""
    raise Refusal("That form is from an older version of me. Please open it again.")


def reason(form: Submission) -> str:
    """The short reason by its name, and after a colon what was added to it."""
    chosen, note = form.text("reason"), form.text("note").strip()
    return f"{chosen}:{note}" if note else chosen
