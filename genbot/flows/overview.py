"""What is going on: in a channel, or everywhere."""

from dataclasses import dataclass, replace

from genbot.domain.channels import Channel
from genbot.domain.freezes import EVERYWHERE, Freeze
from genbot.domain.ideas import Board, Idea, IdeaStatus, RunState
from genbot.domain.overview import Overview
from genbot.domain.productions import RESTING, WORKING, Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import channels, policies, waiting
from genbot.flows.lifecycle import board
from genbot.store import Transaction

S = PublicationState
MOST = 20  # of each kind: a message holds 50 blocks


def status(tx: Transaction, channel: str) -> Overview:
    """Everything unfinished in this channel, and what went out lately."""
    found = _overview(tx, (channel,), channels.find(tx, channel))
    return replace(found, standings=policies.standings(tx, channel))


def home(tx: Transaction, user: str) -> Overview:
    """The same for all channels of this person, and for no other."""
    theirs = channels.theirs(tx, user)
    return replace(_overview(tx, theirs, None), mine=tuple(waiting.of(tx, user)))


def _overview(tx: Transaction, where: tuple[str, ...], channel: Channel | None) -> Overview:
    find = _Finder(tx, where)
    scheduled = find.publications(S.SCHEDULED)
    sending = find.publications(S.SENDING, S.WAITING)
    asking = find.publications(S.UNSURE, S.HELD, S.FAILED)
    out = tuple(find.publications(S.LIVE, S.REHEARSED, most=5)[::-1])
    ideas = [tx.ideas.get(one.idea_id) for one in (*scheduled, *sending, *asking, *out)]
    return Overview(
        channel=channel,
        asked=find.boards(),
        ideas=find.ideas(),
        working=find.productions(*WORKING),
        resting=find.productions(*RESTING),
        review=find.productions(Stage.REVIEW),
        scheduled=tuple(sorted(scheduled, key=lambda one: one.due)),
        sending=sending,
        asking=asking,
        out=out,
        freezes=find.freezes(),
        titles={idea.id: idea.title for idea in ideas},
    )


@dataclass(frozen=True, slots=True)
class _Finder:
    """The newest of each kind in these channels."""

    tx: Transaction
    where: tuple[str, ...]

    def boards(self) -> tuple[Board, ...]:
        states = tuple(state for state in RunState if not state.over)
        asked = dict.fromkeys(run.request_id for run in self.tx.runs.find(state=states))
        boards = [board(self.tx, request_id) for request_id in asked]
        return tuple(one for one in boards if one.request.channel in self.where)[:MOST]

    def ideas(self) -> tuple[Idea, ...]:
        every = self.tx.ideas.find(status=IdeaStatus.GENERATED, channel=self.where)
        return tuple(every[-MOST:])

    def productions(self, *stages: Stage) -> tuple[Production, ...]:
        return tuple(self.tx.productions.find(stage=stages, channel=self.where)[-MOST:])

    def publications(self, *states: S, most: int = MOST) -> tuple[Publication, ...]:
        return tuple(self.tx.publications.find(state=states, channel=self.where)[-most:])

    def freezes(self) -> tuple[Freeze, ...]:
        looked = map(self.tx.freezes.look, (*self.where, EVERYWHERE))
        return tuple(one for one in looked if one and one.on)[:MOST]
