"""Stop everything that would go out, here or everywhere, and let it go again: never late unasked."""

from dataclasses import replace

from genbot.cards.text import byline, clean
from genbot.domain.approvals import Gate
from genbot.domain.errors import NotHere, NotNow
from genbot.domain.events import FreezeMoved
from genbot.domain.freezes import EVERYWHERE, TOO_MANY, Freeze
from genbot.domain.productions import Stage
from genbot.domain.publications import ASKING, Publication, PublicationState
from genbot.domain.watches import Kind
from genbot.flows import banners, channels, freezes, gate, policies, publications
from genbot.store import Transaction

S = PublicationState
LONGEST_REASON = 300
SHARED = ("C", "G")  # what channels' ids begin with; private talks begin with D
WHY = f"{TOO_MANY} posts in a row were not published. Look why before more of them go out."


def freeze(
    tx: Transaction, channel: str, reason: str, *, by: str, everywhere: bool = False
) -> FreezeMoved:
    """Nothing goes out from this commit on; what is planned stays planned, and says so."""
    found = _switch(tx, channel, by, everywhere=everywhere)
    if found.on:
        raise NotNow(f"That is frozen already{byline(found.by, found.at)}. Nothing was changed.")
    return _stop(tx, found, channel, " ".join(clean(reason).split())[:LONGEST_REASON], by)


def thaw(
    tx: Transaction, channel: str, *, by: str, everywhere: bool = False, nth: int = 0
) -> FreezeMoved:
    """What is still to come goes out at its time; what was missed meanwhile asks a person."""
    found = _switch(tx, channel, by, everywhere=everywhere)
    if not found.on or nth not in {0, found.nth}:
        raise NotNow(_not_frozen(tx, found, channel))
    found = replace(found, on=False, thawed_by=by, thawed_at=tx.now, failures=0)
    tx.freezes.save(found)
    missed = tuple(out for one in _planned(tx, found) if (out := _let_go(tx, one, by)))
    rooms = dict.fromkeys((*found.said_in, channel))
    still = tuple(one for one in rooms if freezes.over(tx, one))
    _refresh(tx, found)
    event = FreezeMoved(found, by, missed=missed, still=still)
    tx.tell(event)
    return event


def struck(tx: Transaction, channel: str) -> None:
    """A post failed; after too many in a row the channel freezes by itself."""
    found = tx.freezes.look(channel) or Freeze(channel)
    found = tx.freezes.save(replace(found, failures=found.failures + 1))
    if found.failures >= TOO_MANY and not found.on:
        _stop(tx, found, channel, WHY, "")


def _stop(tx: Transaction, found: Freeze, channel: str, reason: str, by: str) -> FreezeMoved:
    found = replace(
        found, on=True, nth=found.nth + 1, by=by, at=tx.now, reason=reason,
        thawed_by="", thawed_at=0.0,
    )  # fmt: skip
    planned = _planned(tx, found)
    here = (channel,) if channel.startswith(SHARED) else ()
    said_in = tuple(dict.fromkeys((*here, *(out.channel for out in planned))))
    found = tx.freezes.save(replace(found, said_in=said_in))
    for out in planned:
        publications.keep(tx, out, "frozen", by=by)
    _refresh(tx, found)
    event = FreezeMoved(found, by, tuple(planned), tuple(_gone(tx, found)))
    tx.tell(event)
    return event


def _let_go(tx: Transaction, out: Publication, by: str) -> Publication | None:
    """Let one post go on; returns it when it missed its time and a person has to say."""
    if freezes.over(tx, out.channel):
        publications.keep(tx, out, "still frozen", by=by)
        return None
    if out.due > tx.now:
        tx.watch(Kind.PUBLICATION, out.id, tx.now if out.handed_over else out.due)
        publications.keep(tx, replace(out, error=""), "thawed", by=by)
        return None
    tx.watches.drop(Kind.PUBLICATION, out.id)
    why = f"{gate.kept_back(out) or 'Publishing was frozen when it was due'}."
    out = publications.keep(tx, out.move("missed", decided_by="", error=why), "missed", by=by)
    return replace(out, title=out.title or tx.productions.get(out.production_id).title)


def _planned(tx: Transaction, found: Freeze) -> list[Publication]:
    """What has not left yet."""
    if found.wide:
        return tx.publications.find(state=S.SCHEDULED)
    return tx.publications.find(state=S.SCHEDULED, channel=found.id)


def _refresh(tx: Transaction, found: Freeze) -> None:
    """The cards of what somebody could want to let out, for the first time or once more."""
    where = {} if found.wide else {"channel": found.id}
    banners.refresh(tx, tx.productions.find(stage=Stage.REVIEW, **where))
    banners.stopped(tx, tx.publications.find(state=ASKING, **where))


def _gone(tx: Transaction, found: Freeze) -> list[Publication]:
    """What GEN has already, so that nobody believes it stopped."""
    every = tx.publications.find(state=(S.SENDING, S.WAITING))
    return [out for out in every if found.wide or out.channel == found.id]


def _switch(tx: Transaction, channel: str, by: str, *, everywhere: bool) -> Freeze:
    """The switch, when this person may turn it."""
    if not everywhere and not channel.startswith(SHARED):
        raise NotHere("Please do this in the channel it is about. Nothing was changed.")
    if everywhere:
        channels.everywhere(tx, by)
    elif by not in tx.settings.admins:
        policies.check(tx, channel, Gate.VIDEOS, by)
    id = EVERYWHERE if everywhere else channel
    return tx.freezes.look(id) or Freeze(id)


def _not_frozen(tx: Transaction, found: Freeze, channel: str) -> str:
    other = freezes.over(tx, channel)
    if other and other.wide and not found.wide:
        return "Publishing is frozen everywhere. `/gen thaw everywhere` lets it go on."
    if found.on:
        return "It was frozen anew since. Please look at the newest message about it."
    if found.thawed_at:
        return f"That was thawed already{byline(found.thawed_by, found.thawed_at)}."
    return "Nothing is frozen here, and nothing was changed."
