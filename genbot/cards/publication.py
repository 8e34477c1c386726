"""The publication card: one approved version on its way out, and the questions it may leave."""

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.approvals import approved_by
from genbot.cards.banners import BANNER, frozen
from genbot.cards.freezes import frozen_by, why
from genbot.cards.slots import close
from genbot.cards.text import (
    byline,
    credit,
    ended,
    escape,
    lasting,
    line,
    link,
    moment,
    plain,
)
from genbot.cards.why import why_button
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Idea
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production
from genbot.domain.publications import SWAPPED, Publication, PublicationState
from genbot.domain.value import value

U = PublicationState
TO_THE_SECOND = "{time_secs}"
A_FEW = 5  # seconds: fewer of them are not counted
OVER = {U.CANCELLED, U.REHEARSED}  # what they say about a rehearsal stands in the card itself


@value
class Told:
    """What a card says about a publication: a headline, what it means, what can be pressed."""

    sign: str
    head: str
    body: str = ""
    buttons: tuple[Block, ...] = ()
    who: str = ""  # by whom, and when


def publication_card(publication: Publication, production: Production, idea: Idea) -> Card:
    """Where this post stands; it never looks more certain than it is."""
    freeze, planned = publication.freeze, publication.state is U.SCHEDULED
    shown = stands(publication, freeze)
    title = line(publication.title or production.title, 160)
    return kit.card(
        f"{shown.head}{shown.who}: “{title}”.",
        kit.section(f"{_head(shown)}\n{shown.body}".rstrip()),
        frozen(freeze) if freeze and not planned else None,
        kit.small(UNTIL) if freeze and not planned else None,
        kit.small(BANNER) if publication.rehearsal and publication.state not in OVER else None,
        kit.small(f"“{title}”", *_facts(publication)),
        kit.actions(*shown.buttons, why_button(_value(publication))),
    )


def confirmed_card(publication: Publication, production: Production, idea: Idea) -> Card:
    """What the channel hears once: it is out."""
    title = line(publication.title or production.title, 160)
    return kit.card(
        f"“{title}” is live on TikTok. {ended(_post(publication))}",
        kit.section(f"🚀  *“{title}” is live on TikTok*\n{_post(publication)}"),
        kit.small(
            f"Approved by {approved_by(publication)}",
            moment(publication.ended) if publication.ended else "",
            credit(production.credits),
        ),
    )


UNTIL = "Nothing is sent again until that is over."


def _head(told: Told) -> str:
    return f"{told.sign}  *{told.head}*{told.who}"


def stands(publication: Publication, freeze: Freeze | None) -> Told:
    """How it stands under this freeze, which stops only what is still planned."""
    if freeze and publication.state is U.SCHEDULED:
        return _frozen(publication, freeze)
    return told(publication)


def told(publication: Publication) -> Told:
    """How it stands, when nothing is frozen."""
    match publication.state:
        case U.SCHEDULED | U.SENDING if publication.error:
            return _kept_waiting(publication)
        case U.SCHEDULED:
            return _scheduled(publication)
        case U.SENDING:
            return Told("📤", "Being sent to GEN", "It cannot be taken back any more.")
        case U.WAITING:
            return _waiting(publication)
        case U.LIVE:
            return Told("✅", "Live on TikTok", _post(publication))
        case U.FAILED:
            return _failed(publication)
        case U.UNSURE:
            return _unsure(publication)
        case U.HELD:
            return _held(publication)
        case U.CANCELLED | U.REHEARSED:
            return _not_out(publication)


def _not_out(publication: Publication) -> Told:
    """It is over, and nothing was published."""
    if publication.state is U.REHEARSED:
        back = _cancel(publication, "Back to review")
        return Told("🎭", "Rehearsed", "It was shown in this channel as it would look.", (back,))
    who = byline(publication.decided_by, publication.decided_at)
    why = f"{escape(publication.error, 300)}\n" if publication.error else ""
    body = f"{why}Nothing was published. It is in review again."
    return Told("↩️", "Taken back", body, who=who)


def _frozen(publication: Publication, freeze: Freeze) -> Told:
    """It is planned and cannot leave; true before its time and after it."""
    body = (
        f"{why(freeze)}\nIt was to go out {moment(publication.due)}. If that is over when it is thawed, "
        "I ask before anything is sent. Nothing has left."
    )
    return Told("❄️", frozen_by(freeze), body.lstrip("\n"), _until_then(publication))


def _scheduled(publication: Publication) -> Told:
    if publication.at_once:
        return Told("📤", "Goes out now", f"Nothing has left yet.{_near(publication)}")
    if not publication.scheduled:
        when = moment(publication.due or publication.made, TO_THE_SECOND)
        left, near = _left(publication), _near(publication)
        body = f"{left}Nothing has left yet. Undo brings it back to review.{near}"
        return Told("⏱️", f"Goes out at {when}", body, _until_then(publication))
    body = "Nothing has left yet. It can be moved or cancelled until then."
    if publication.handed_over:
        body = "GEN is about to hold the schedule. Until then it can be moved or cancelled."
    head = f"Goes out {moment(publication.due)}"
    return Told("📅", head, body, _until_then(publication))


def _left(publication: Publication) -> str:
    """True until the card is drawn anew: who reads "more than 10 s" has them."""
    if not publication.left:
        return ""
    if publication.left < A_FEW:
        return "*A few seconds* to take it back. "
    return f"*More than {lasting(publication.left)}* to take it back. "


def _near(publication: Publication) -> str:
    """Said where it can still be taken back, and nothing is asked twice for it."""
    other = publication.near
    return f"\n⚠️  {close(other, publication.channel)}" if other else ""


def _kept_waiting(publication: Publication) -> Told:
    """GEN is away. The same words before, during and after each try: nothing has changed until it
    is too late to go out unasked."""
    due = f"It was to go out {moment(publication.due)}.\n" if publication.scheduled else ""
    after = (
        "It can be moved or cancelled until" if publication.scheduled else "It can be undone until"
    )
    body = f"{_delay(publication)}{due}{after} GEN has it. If it gets late, I ask first."
    return Told("⏱️", "Goes out when GEN takes it", body, _until_then(publication))


def _until_then(publication: Publication) -> tuple[Block, ...]:
    if not publication.scheduled:
        return (_cancel(publication, "Undo"),)
    move = kit.button("Move…", Act.MOVE_POST, _value(publication))
    return move, _cancel(publication, "Cancel")


def _waiting(publication: Publication) -> Told:
    if publication.handed_over:
        body = "It is in GEN's hands and cannot be taken back from here."
        return Told("📅", f"GEN will post it {moment(publication.due)}", body)
    return Told("📤", "GEN is publishing it", f"{_delay(publication)}The post id follows here.")


def _delay(publication: Publication) -> str:
    """Why it takes longer than it should."""
    return f"⚠️  {escape(publication.error, 300)}\n" if publication.error else ""


def _failed(publication: Publication) -> Told:
    why = escape(publication.error, 600) or "GEN gave no reason."
    return Told("⚠️", "It was not published", f"{why}\n{KEPT}", _try_again(publication))


def _try_again(publication: Publication) -> tuple[Block, ...]:
    again = kit.button("Try again", Act.SEND_AGAIN, _value(publication), "primary")
    return again, _cancel(publication, "Back to review")


KEPT = "Video and caption are kept. Try again, or go back to change something."
NOT_THAT = (
    "Find out at GEN who changed it. Once the right one is back, *Try again* sends it. *Back to review* voids "
    "what was approved; *Render again* there makes a new version to approve."
)


def _unsure(publication: Publication) -> Told:
    why = escape(publication.error, 400) or "GEN's answer was lost."
    body = f"{ended(why)} {UNSURE}"
    buttons = (
        kit.button("It is live…", Act.IT_IS_LIVE, _value(publication), "primary"),
        _again(publication, "Not live, send again"),
        kit.button("Hold", Act.HOLD_POST, _value(publication)),
    )
    return Told("❓", "I may have published it. Look first", body, buttons)


UNSURE = (
    "So it may be on TikTok or not, and I will not send it again by myself.\n"
    "Please look at the account, then tell me."
)


def _held(publication: Publication) -> Told:
    """Held by a person who was not sure, or by us because its time had passed."""
    if publication.red and publication.error == SWAPPED:
        return Told("⏸️", "It was not sent", f"{SWAPPED}\n{NOT_THAT}", _try_again(publication))
    if not publication.doubtful:
        body = f"It was due {moment(publication.due)}. Nothing was sent."
        if publication.error:
            body = f"{escape(publication.error, 400)}\n{body}"
        back = _cancel(publication, "Back to review")
        head = "It was not sent" if publication.red else "It missed its time"
        return Told("⏸️", head, body, (_late(publication), back))
    live = kit.button("It is live…", Act.IT_IS_LIVE, _value(publication), "primary")
    who = byline(publication.decided_by, publication.decided_at)
    body = f"Held{who}. Nobody has said yet whether it is on TikTok."
    return Told("⏸️", "On hold", body, (live, _again(publication, "Not live, send again")))


def _again(publication: Publication, label: str) -> Block:
    sure = kit.confirm(
        "Send it again?",
        "If the first one is live after all, the account will have it twice. "
        "Only send it again when you have looked and it is not there.",
        "I looked, send it",
        "Not yet",
        "danger",
    )
    return kit.button(label, Act.SEND_AGAIN, _value(publication), "danger", sure)


def _late(publication: Publication) -> Block:
    caption = plain(publication.caption, 110, "")
    words = f"the caption “{caption}”" if caption else "no caption"
    if publication.rehearsal:
        sure = kit.confirm("Rehearse it now?", f"It is shown with {words}.", "Rehearse now")
        return kit.button("Rehearse now", Act.SEND_AGAIN, _value(publication), "primary", sure)
    sure = kit.confirm("Publish it now?", f"It goes to TikTok with {words}.", "Publish now")
    return kit.button("Publish now", Act.SEND_AGAIN, _value(publication), "primary", sure)


def _cancel(publication: Publication, label: str) -> Block:
    return kit.button(label, Act.CANCEL_POST, _value(publication))


def _value(publication: Publication) -> str:
    return f"{publication.id}:{publication.attempt}"


def _post(publication: Publication) -> str:
    if not publication.post_id:
        return "GEN gave no post id."
    return f"Post id: {link(publication.post_id) or line(publication.post_id, 120)}"


def _facts(publication: Publication) -> tuple[str, ...]:
    attempt = f"attempt {publication.attempt}" if publication.attempt > 1 else ""
    by = f"approved by {approved_by(publication)}"
    return f"version {publication.version}", by, attempt
