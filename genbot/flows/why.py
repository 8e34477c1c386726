"""Why something waits or went on: read for whoever asks, by the rule of this moment."""

from dataclasses import replace

from genbot.cards.idea import LOOKS as IDEAS
from genbot.cards.production import LOOKS as PRODUCTIONS
from genbot.cards.publication import told
from genbot.domain.approvals import Ballot, Gate, Votes
from genbot.domain.errors import NotYours
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.why import Why
from genbot.flows import approvals, channels, policies
from genbot.store import Transaction


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
    ours = idea.ballot and idea.ballot.seal == {"version": idea.version}
    why = _at(tx, Gate.IDEAS, idea, by, _votes(idea.ballot if ours else None))
    if idea.status is IdeaStatus.GENERATED:
        return why
    verdict = IDEAS[idea.status].verdict
    return replace(why, verdict=verdict, by=idea.decided_by, at=idea.decided_at)


def _video(tx: Transaction, made: Production, by: str) -> Why:
    budget = made.stage is Stage.HELD and made.over
    gate = Gate.BUDGET if budget else Gate.VIDEOS
    why = replace(_at(tx, gate, made, by, _votes(made.ballot)), title=made.title)
    if budget:
        return why
    if made.stage is Stage.REVIEW:
        return replace(why, checks=made.checks)
    verdict = PRODUCTIONS[made.stage].state
    return replace(why, verdict=verdict, by=made.decided_by, at=made.decided_at)


def _post(tx: Transaction, out: Publication, by: str) -> Why:
    made = tx.productions.get(out.production_id)
    why = _at(tx, Gate.VIDEOS, made, by, out.votes)
    held = out.state is PublicationState.SCHEDULED
    void = why.void if held else ()  # what is out was let out by all of them
    votes = why.votes if held else out.votes
    return replace(
        why, title=out.title or made.title, verdict=told(out).head, votes=votes, void=void
    )


def _at(tx: Transaction, gate: Gate, thing: Idea | Production, by: str, votes: Votes) -> Why:
    """The rule at this gate, and whose word counts there."""
    here = policies.standing(tx, thing.channel, gate)
    asker = approvals.asker(tx, thing.request_id)
    return Why(
        thing.title, thing.channel, here, here.counted(votes, asker),
        void=tuple(one.by for one in votes if not here.heeds(one.by, asker)),
        left=here.wanted(votes, asker),
        refused=_refused(tx, gate, thing, by), reader=by,
    )  # fmt: skip


def _votes(ballot: Ballot | None) -> Votes:
    return ballot.votes if ballot else ()


def _refused(tx: Transaction, gate: Gate, thing: Idea | Production, by: str) -> str:
    try:
        approvals.may(tx, thing.channel, gate, by, thing.request_id)
    except NotYours as no:
        return no.text.removesuffix(" Nothing was changed.")
    return ""
