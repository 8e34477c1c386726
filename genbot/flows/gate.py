"""The gate: what is looked at once more in the transaction in which a post leaves."""

from dataclasses import replace

from genbot.domain.approvals import Gate
from genbot.domain.ideas import IdeaStatus
from genbot.domain.preflight import Accounts, Known
from genbot.domain.productions import Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.watches import Hitch
from genbot.flows import approvals, channels, freezes, preflight, publications, rehearsals
from genbot.flows.publications import keep
from genbot.store import Transaction

S = PublicationState
KEPT_BACK = {
    Hitch.SILENT: "GEN did not answer when I tried to send it",
    Hitch.BUSY: "GEN asked me to come back later when I tried to send it",
    Hitch.UNREAD: "I could not read the video at GEN when I tried to send it",
    Hitch.EARLY: "This machine's clock and GEN's did not agree about the time when I tried to send it",
    Hitch.ASLEEP: "This machine fell asleep when I was about to send it",
}
NOT_RUNNING = "I was not running when it was due"


def sealed(tx: Transaction, id: str) -> Publication | None:
    """It, when it may go out once its account and its file were looked at again: that takes too long
    for the gate."""
    out = tx.publications.look(id)
    if out is None or out.state is not S.SCHEDULED or freezes.over(tx, out.channel):
        return None
    return None if _red(tx, out) or _late(tx, out) else out


def passed(tx: Transaction, id: str) -> Publication | None:
    """It, when it may go out now; else what stops it is written down.

    It checks what is true now, not what was true when the button was pressed: approved, this
    version, this file, not cancelled, not frozen, not too late.
    """
    out = tx.publications.look(id)
    if out is None or out.state is not S.SCHEDULED:
        return None
    if freezes.over(tx, out.channel):
        keep(tx, out, "stopped by a freeze")
        return None
    red = _red(tx, out)
    if why := red or _late(tx, out):
        _hold(tx, out, why, red=bool(red))
        return None
    return out


def stop(tx: Transaction, id: str, why: str, told: Known | None = None) -> None:
    """Something stands against it that no transaction has time to look at; what GEN told of its
    agent's accounts is kept, so that its review shows them."""
    out = tx.publications.get(id)
    if told is not None:
        production = tx.productions.get(out.production_id)
        tx.productions.save(replace(production, accounts=Accounts(told, tx.now)))
    _hold(tx, out, why, red=True)


def _hold(tx: Transaction, out: Publication, why: str, *, red: bool) -> None:
    """A person says what becomes of it; until then nothing does."""
    keep(tx, out.move("missed", decided_by="", error=why, red=red), "red" if red else "missed")


def send(tx: Transaction, id: str) -> Publication | None:
    """Through the gate, in the transaction that commits the call: None when it must not go out, and
    for a rehearsal, which ends here: GEN is never asked."""
    out = passed(tx, id)
    if out is None:
        return None
    if out.rehearsal:
        rehearsals.play(tx, out)
        return None
    ahead = out.handed_over and out.due > tx.now  # else there is nothing left for GEN to hold
    return keep(tx, out.move("send", handed_over=ahead), "sending")


def _red(tx: Transaction, out: Publication) -> str:
    """What stands against it by now, and what to do; empty when nothing does."""
    production, idea = tx.productions.get(out.production_id), tx.ideas.get(out.idea_id)
    status = IdeaStatus.READY_FOR_REVIEW if out.rehearsal else IdeaStatus.APPROVED_TO_POST
    approved = idea.status is status and production.stage is Stage.PUBLISHING
    now = (production.version, production.video_url, production.sha256)
    if not approved or now != (out.version, out.media_url, out.sha256):
        return "The approval no longer fits this video."
    rehearsal = channels.find(tx, out.channel).rehearsal
    if rehearsal != out.rehearsal:
        return rehearsals.SWITCHED[rehearsal]
    here = approvals.standing(tx, Gate.VIDEOS, production)
    if why := approvals.too_few(here, out.votes):
        return f"{why} Whoever may approve can send it."
    if why := approvals.against(here, out.noes):
        return f"{why} {publications.BACK}"
    if why := "" if out.rehearsal else preflight.full(tx, out):
        return f"{why} Send it later, or take it back to review."
    return ""


def _late(tx: Transaction, out: Publication) -> str:
    """Why it is too late to go out unasked; empty when it is not."""
    if tx.now - out.due > tx.settings.grace:
        return f"{kept_back(out) or NOT_RUNNING}, and I did not want to post it late unasked."
    return ""


def kept_back(out: Publication) -> str:
    """What kept it from leaving when it was tried; empty when it never was."""
    return next((words for hitch, words in KEPT_BACK.items() if out.error.startswith(hitch)), "")
