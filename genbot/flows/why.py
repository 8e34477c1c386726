"""Why something waits or went on: read for whoever asks, by the rule of this moment."""

from dataclasses import replace

from genbot.cards.idea import LOOKS as IDEAS
from genbot.cards.production import LOOKS as PRODUCTIONS
from genbot.cards.publication import told
from genbot.domain.approvals import Ballot, Gate, Vote, Votes
from genbot.domain.errors import NotYours
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.productions import DECIDED, Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.why import Why
from genbot.flows import approvals, channels
from genbot.store import Transaction

MADE = (IdeaStatus.APPROVE_TO_CREATE, IdeaStatus.READY_FOR_REVIEW)


def of(tx: Transaction, id: str, *, by: str) -> Why:
    """An idea, a video or a post; raises NotHere for one of a channel where they never met us."""
    channels.known(tx, id, by)
    return stands(tx, id, by=by)


def stands(tx: Transaction, id: str, *, by: str) -> Why:
    """The same, wherever it is: for who runs the bot."""
    if idea := tx.ideas.look(id):
        return _idea(tx, idea, by)
    if production := tx.productions.look(id):
        return _video(tx, production, by)
    return _post(tx, tx.publications.get(id), by)


def _idea(tx: Transaction, idea: Idea, by: str) -> Why:
    why = _at(tx, Gate.IDEAS, idea, by, idea.polled)
    if idea.status is IdeaStatus.GENERATED:
        return why
    look = IDEAS[idea.status]
    by = idea.decided_by if look.by_whom else ""
    why = replace(why, verdict=look.verdict, by=by, at=idea.decided_at)
    return replace(why, votes=_yes(idea, alone=idea.status in MADE), noes=_no(idea), void=())


def _video(tx: Transaction, made: Production, by: str) -> Why:
    budget = made.stage is Stage.HELD and made.over
    gate = Gate.BUDGET if budget else Gate.VIDEOS
    why = replace(_at(tx, gate, made, by, made.ballot), title=made.title)
    if budget:
        return why
    if made.stage is Stage.REVIEW:
        return replace(why, checks=made.checks)
    decider = "" if made.stage.working else made.decided_by
    why = replace(why, verdict=PRODUCTIONS[made.stage].state, by=decider, at=made.decided_at)
    if made.stage not in DECIDED:
        return why
    if made.stage is Stage.REJECTED:
        return replace(why, votes=(), noes=_no(tx.ideas.get(made.idea_id)), void=())
    return replace(why, votes=_yes(made, alone=True), noes=(), void=())


def _yes(thing: approvals.Thing, *, alone: bool) -> Votes:
    """Whose yes let it go on; where nobody kept that, who decided last, if that was about it."""
    one = Vote(thing.decided_by, thing.decided_at)
    return thing.approvals or ((one,) if alone and one.by else ())


def _no(idea: Idea) -> Votes:
    """Who has rejected it, or its video, and why."""
    if idea.status is not IdeaStatus.REJECTED:
        return ()
    one = Vote(idea.decided_by, idea.decided_at, idea.reason)
    return idea.ballot.noes if idea.ballot else (one,) if one.by else ()


def _post(tx: Transaction, out: Publication, by: str) -> Why:
    made = tx.productions.get(out.production_id)
    said = Ballot({}, 0, out.votes, noes=out.noes)
    why = replace(
        _at(tx, Gate.VIDEOS, made, by, said), title=out.title or made.title, verdict=told(out).head
    )
    if out.state is PublicationState.SCHEDULED:
        return why
    return replace(why, votes=said.votes, noes=said.noes, void=())  # by all of them it was let out


def _at(tx: Transaction, gate: Gate, thing: approvals.Thing, by: str, said: Ballot | None) -> Why:
    """The rule at this gate, and whose word counts there."""
    here = approvals.standing(tx, gate, thing)
    said = said or Ballot({}, 0)
    every = (*said.said, *said.aside, *said.aside_noes)
    return Why(
        thing.title, thing.channel, here, here.counted(said.votes),
        void=tuple(one.by for one in every if not here.heeds(one.by)),
        left=here.wanted(said.said), noes=here.counted(said.noes),
        refused=_refused(tx, gate, thing, by), reader=by,
    )  # fmt: skip


def _refused(tx: Transaction, gate: Gate, thing: approvals.Thing, by: str) -> str:
    try:
        approvals.may(tx, gate, thing, by)
    except NotYours as no:
        return no.text.removesuffix(" Nothing was changed.")
    return ""
