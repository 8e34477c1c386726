"""Let one approved version out: now, at a time, not after all, or never twice."""

from dataclasses import replace
from typing import Any

from genbot.cards.text import byline, clean, escape
from genbot.domain import faces
from genbot.domain.approvals import Ballot, Gate, Vote, Votes
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.events import PublicationMoved
from genbot.domain.files import EXCHANGED
from genbot.domain.productions import Production
from genbot.domain.publications import ASKING, SWAPPED, Publication, PublicationState, Wish
from genbot.domain.watches import Kind
from genbot.flows import (
    approvals,
    banners,
    channels,
    freezes,
    lifecycle,
    pasted,
    policies,
    preflight,
    steps,
)
from genbot.flows.countdown import ahead, as_shown, begun, least
from genbot.store import Transaction

S = PublicationState
MOST_PASTED = 1_000  # characters
CHANGED = "That plan was changed or decided since. Please look at the card as it is now."
BACK = "Take it back to review, and everybody decides anew."
LOUD = {S.LIVE, S.FAILED, S.UNSURE, S.HELD}  # the channel hears of these


def publish(
    tx: Transaction,
    production_id: str,
    version: int,
    *,
    by: str,
    form: Wish | None = None,
    rehearsal: bool = False,
    face: str = "",
) -> Publication | None:
    """Approve exactly this version with exactly this caption and time, and send it on its way, or
    (None) wait for the others who have to approve the same. Who saw a rehearsal approves that. Without
    a form it is approved as its card showed it: raises Stale when that had another face."""
    production = tx.productions.get(production_id)
    channels.rehearses(tx, production.channel, rehearsal=rehearsal)
    policies.check(tx, production.channel, Gate.VIDEOS, by)
    if version != production.version:
        raise NotNow("There is a newer version of this video. Please look at that one.")
    if form is None:
        faces.check(production, face)
    wish = form or Wish(production.caption, thumbnail=production.thumbnail)
    wish = replace(wish, caption=clean(wish.caption))  # what nobody can see is not published
    return _approve(tx, production, wish, by, typed=form is not None)


def agree(tx: Transaction, production_id: str, nth: int, *, by: str) -> Publication | None:
    """One more approval of exactly what the others approved; raises NotNow when that was changed."""
    production = tx.productions.get(production_id)
    ballot = production.ballot
    if ballot is None or not ballot.asks(production.version, nth):
        raise NotNow(CHANGED)
    return _approve(tx, production, production.planned, by, typed=False)


def _approve(
    tx: Transaction, production: Production, wish: Wish, by: str, *, typed: bool
) -> Publication | None:
    here = approvals.may(tx, Gate.VIDEOS, production, by)
    production.move("approve", at=tx.now)  # raises when it is too late for any
    if not wish.due:
        freezes.refuse(tx, production.channel, form=typed)
    production = replace(production, rehearsal=channels.find(tx, production.channel).rehearsal)
    preflight.refuse(tx, production, wish, typed=typed)
    vote = Vote(by, tx.now)
    ballot = approvals.cast(here, production.ballot, production.sealed(wish), vote)
    out = None
    if ballot.missing:
        steps.keep(tx, production.polled(ballot), "approved by one", by=by)
    else:
        out = _approved(tx, production, wish, ballot, by)
    if wish.due:
        banners.replanned(tx, production.agent_id, production.handles)
    return out


def _approved(
    tx: Transaction, production: Production, wish: Wish, ballot: Ballot, by: str
) -> Publication:
    _lifecycle(tx, production.idea_id, "approve_video", by, rehearsal=production.rehearsal)
    production = production.move(
        "approve", at=tx.now, caption=wish.caption, decided_by=by, decided_at=tx.now, note="",
        ballot=None, approvals=ballot.votes,
    )  # fmt: skip
    steps.keep(tx, production, "approved", by=by)
    out = replace(_made(tx, production, wish, by), approvals=ballot.votes, noes=ballot.noes)
    tx.watch(Kind.PUBLICATION, out.id, tx.now if out.handed_over else out.due)
    return keep(tx, out, "approved", by=by)


def cancel(tx: Transaction, id: str, *, by: str, attempt: int = 0) -> Publication:
    """Undo, as long as it is ours to undo: the video goes back to review."""
    before = _allowed(tx, id, by, attempt)
    if before.state is S.CANCELLED:
        raise NotNow(f"It was taken back already{byline(before.decided_by, before.decided_at)}.")
    if before.doubtful and before.state is S.HELD:
        raise NotNow("It may be out already. Say first whether it is live; then it can be changed.")
    return _back(tx, before, "cancelled", by)


def void(tx: Transaction, out: Publication, why: str, *, by: str) -> Publication:
    """What it was approved as is not true any more: the video goes back to review, and says why."""
    return _back(tx, out, "voided", by, why)


def _back(tx: Transaction, out: Publication, news: str, by: str, why: str = "") -> Publication:
    gone = {"wrong": True, "unread": EXCHANGED} if out.error == SWAPPED else {}
    production = tx.productions.get(out.production_id).move("cancel", at=tx.now, note=why, **gone)
    out = out.move("cancel", decided_by=by, decided_at=tx.now, ended=tx.now, error=why)
    tx.watches.drop(Kind.PUBLICATION, out.id)
    steps.keep(tx, replace(production, decided_by="", decided_at=0.0), "back to review", by=by)
    _lifecycle(tx, out.idea_id, "cancel", by, rehearsal=out.rehearsal)
    out = keep(tx, out, news, by=by)
    banners.replanned(tx, out.agent_id, out.accounts)
    return out


def _lifecycle(tx: Transaction, idea_id: str, verb: str, by: str, *, rehearsal: bool) -> None:
    """Of a rehearsal GEN hears nothing: there the video waits for review."""
    if not rehearsal:
        lifecycle.tell(tx, lifecycle.move(tx, tx.ideas.get(idea_id), verb, by=by), verb, by=by)


def move(tx: Transaction, id: str, due: float, *, by: str, attempt: int = 0) -> Publication:
    """Another time, approved by whoever moves it. What several people approved they approved for
    its time."""
    out = _allowed(tx, id, by, attempt)
    approvals.may(tx, Gate.VIDEOS, tx.productions.get(out.production_id), by)
    if policies.rule(tx, out.channel, Gate.VIDEOS).needed > 1:
        raise NotNow(
            "More than one person approved it for exactly this time. Cancel it, and the video is in "
            "review again, where another time can be approved."
        )
    if due <= tx.now:
        raise BadForm(when="That time has passed. Choose one that is still to come.")
    if why := preflight.against(tx, out, due):
        raise BadForm(when=why)
    mine = (Vote(by, tx.now),)
    out = out.move("move", due=due, scheduled=True, by=by, error="", approvals=mine, noes=())
    tx.watches.drop(Kind.PUBLICATION, id)
    tx.watch(Kind.PUBLICATION, id, due)
    out = keep(tx, out, "moved", by=by)
    banners.replanned(tx, out.agent_id, out.accounts)
    return out


def send_again(tx: Transaction, id: str, *, by: str, attempt: int = 0) -> Publication:
    """A person says that it is not out: a new attempt, at its time or at once if that has passed."""
    before = _allowed(tx, id, by, attempt)
    channels.rehearses(tx, before.channel, rehearsal=before.rehearsal)
    here = approvals.may(tx, Gate.VIDEOS, tx.productions.get(before.production_id), by)
    noes = tuple(vote for vote in before.noes if vote.by != by)
    if why := approvals.against(here, noes):
        raise NotNow(f"{why} {BACK}")
    ahead = before.scheduled and before.due > tx.now
    if not ahead:
        freezes.refuse(tx, before.channel, form=False)
    if why := preflight.again(tx, before, before.due if ahead else tx.now):
        raise NotNow(f"{escape(why, 400)} Nothing was sent.")
    out = before.move(
        "send_again", attempt=before.attempt + 1,
        due=before.due if ahead else tx.now + tx.settings.undo,
        scheduled=ahead, handed_over=False, job="", error="", red=False,
        pressed=0.0 if ahead else tx.boot, left=0 if ahead else begun(tx.settings.undo), decided_by=by, decided_at=tx.now,
        approvals=_with(before, Vote(by, tx.now)), noes=noes,
    )  # fmt: skip
    tx.watch(Kind.PUBLICATION, id, out.due)
    return keep(tx, out, "sent again", by=by)


def _with(out: Publication, vote: Vote) -> Votes:
    """Its approvals, with the one of who sends it again."""
    others = (one for one in out.votes if one.by != vote.by)
    return (*others, vote)


def it_is_live(tx: Transaction, id: str, post: str, *, by: str, attempt: int = 0) -> Publication:
    """A person looked and found it."""
    out = _allowed(tx, id, by, attempt)
    out.move("it_is_live")  # raises when that is not in doubt any more
    post = pasted.where(tx, out, post[:MOST_PASTED])
    return _out(tx, id, "it_is_live", post_id=post, decided_by=by, decided_at=tx.now)


def hold(tx: Transaction, id: str, *, by: str, attempt: int = 0) -> Publication:
    """Nothing happens to it until a person says so."""
    out = _allowed(tx, id, by, attempt).move("hold", decided_by=by, decided_at=tx.now)
    return keep(tx, out, "held", by=by)


def find(tx: Transaction, id: str) -> Publication:
    return tx.publications.get(id)


def not_sent(tx: Transaction, id: str, why: str) -> None:
    """GEN is known not to have taken it: nothing has left. The card keeps the first reason, so that
    it stands still however often this is tried."""
    out = tx.publications.get(id)
    keep(tx, out.move("not_sent", error=out.error or why), "waiting for GEN")


def delayed(tx: Transaction, id: str, why: str) -> None:
    """Say that GEN keeps us waiting, or that it answers again."""
    out = tx.publications.look(id)
    if out and out.error != why and out.state is S.WAITING:
        keep(tx, replace(out, error=why), "delayed" if why else "going on")


def sent(tx: Transaction, id: str, job: str) -> None:
    keep(tx, tx.publications.get(id).move("sent", job=job, error=""), "sent")


def live(tx: Transaction, id: str, post_id: str) -> None:
    """The platform confirmed it."""
    _out(tx, id, "live", post_id=post_id)


def early(tx: Transaction, id: str) -> float:
    """Seconds of the moment of Undo that are still to come, though its time is here: somebody has put
    the clock forward."""
    out = tx.publications.look(id)
    return ahead(tx, out) if out and out.state is S.SCHEDULED else 0.0


def waits(tx: Transaction, id: str, seconds: float) -> None:
    """Give that moment back; its card counts it down."""
    out = replace(tx.publications.get(id), due=tx.now + seconds, left=least(seconds))
    keep(tx, out, "clock moved")


def failed(tx: Transaction, id: str, reason: str) -> None:
    out = tx.publications.get(id).move("failed", error=reason, ended=tx.now)
    keep(tx, out, "failed")


def doubted(tx: Transaction, out: Publication, why: str) -> None:
    """We are an older copy of ourselves: whatever became of it, a person must say."""
    tx.watches.drop(Kind.PUBLICATION, out.id)
    keep(tx, out.move("restored", error=why), "in doubt")


def unsure(tx: Transaction, id: str, why: str) -> None:
    """It may be out. Only a person can say, after looking."""
    keep(tx, tx.publications.get(id).move("unsure", error=why), "unsure")


def keep(tx: Transaction, out: Publication, news: str, *, by: str = "") -> Publication:
    waits = out.state is S.SCHEDULED or out.state in ASKING
    stop = freezes.over(tx, out.channel) if waits else None
    out = tx.publications.save(as_shown(tx, replace(out, freeze=stop)))
    tx.hurries |= out.state is not S.SCHEDULED  # its card must not go on promising Undo
    loud = out.state in LOUD and channels.find(tx, out.channel).announce
    production, idea = tx.productions.get(out.production_id), tx.ideas.get(out.idea_id)
    tx.tell(PublicationMoved(out, production, idea, news, loud, by))
    return out


def _out(tx: Transaction, id: str, verb: str, **changes: Any) -> Publication:
    out = tx.publications.get(id).move(verb, ended=tx.now, error="", **changes)
    production = tx.productions.get(out.production_id).move("posted", at=tx.now)
    steps.keep(tx, production, "published")
    idea = lifecycle.move(tx, tx.ideas.get(out.idea_id), "posted")
    lifecycle.tell(tx, idea, "posted")
    freezes.went_well(tx, out.channel)
    return keep(tx, out, "live", by=out.decided_by)


def _allowed(tx: Transaction, id: str, by: str, attempt: int = 0) -> Publication:
    """It, when this person may decide about the attempt they saw (0: whichever it is)."""
    out = tx.publications.get(id)
    policies.check(tx, out.channel, Gate.VIDEOS, by)
    if attempt and attempt != out.attempt:
        raise NotNow("This post was tried again since. Please look at its card as it is now.")
    return out


def _made(tx: Transaction, production: Production, wish: Wish, by: str) -> Publication:
    return Publication(
        tx.new_id(), production.id, production.idea_id, production.channel, production.agent_id,
        production.version, by, tx.now, wish.due or tx.now + tx.settings.undo, wish.caption,
        production.video_url, wish.title, wish.media_type, wish.thumbnail,
        sha256=production.sha256, scheduled=bool(wish.due), rehearsal=production.rehearsal,
        handed_over=wish.handed_over and not production.rehearsal, footage=wish.footage,
        accounts=production.handles, left=0 if wish.due else begun(tx.settings.undo),
        pressed=0.0 if wish.due else tx.boot,
    )  # fmt: skip
