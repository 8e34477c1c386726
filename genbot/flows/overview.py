"""What is going on: in a channel, or everywhere."""

from dataclasses import dataclass, replace
from math import inf

from genbot.domain.channels import Channel
from genbot.domain.credits import DAY
from genbot.domain.freezes import EVERYWHERE, Freeze
from genbot.domain.ideas import Board, Idea, IdeaStatus, RunState
from genbot.domain.overview import Overview
from genbot.domain.productions import RESTING, WORKING, Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import channels, credits, policies, waiting
from genbot.flows.lifecycle import boards
from genbot.store import Transaction

S = PublicationState
OUT, LATELY = 5, 30 * DAY  # of what went out


def status(tx: Transaction, channel: str) -> Overview:
    """Everything unfinished in this channel, and what went out lately."""
    found = _overview(tx, (channel,), channels.find(tx, channel))
    return replace(found, standings=policies.standings(tx, channel))


def home(tx: Transaction, user: str) -> Overview:
    """The same for all channels of this person, and for no other."""
    theirs = channels.theirs(tx, user)
    found = _overview(tx, theirs, None)
    return replace(found, mine=tuple(waiting.of(tx, user)), credits=credits.at_hand(tx, theirs))


def _overview(tx: Transaction, where: tuple[str, ...], channel: Channel | None) -> Overview:
    find = _Finder(tx, where)
    scheduled = find.publications(S.SCHEDULED)
    sending = find.publications(S.SENDING, S.WAITING)
    asking = find.publications(S.UNSURE, S.HELD, S.FAILED)
    out = find.out()
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
    """All of each kind in these channels, oldest first."""

    tx: Transaction
    where: tuple[str, ...]

    def boards(self) -> tuple[Board, ...]:
        states = tuple(state for state in RunState if not state.over)
        open = self.tx.runs.find(state=states, channel=self.where)
        return tuple(boards(self.tx, dict.fromkeys(run.request_id for run in open)))

    def ideas(self) -> tuple[Idea, ...]:
        return tuple(self.tx.ideas.find(status=IdeaStatus.GENERATED, channel=self.where))

    def productions(self, *stages: Stage) -> tuple[Production, ...]:
        return tuple(self.tx.productions.find(stage=stages, channel=self.where))

    def publications(self, *states: S) -> tuple[Publication, ...]:
        return tuple(self.tx.publications.find(state=states, channel=self.where))

    def out(self) -> tuple[Publication, ...]:
        """The last few, the newest first."""
        since, states = self.tx.now - LATELY, (S.LIVE, S.REHEARSED)
        found = self.tx.publications.between(
            "ended", since, inf, state=states, channel=self.where
        )  # fmt: skip
        return tuple(sorted(found, key=lambda one: -one.ended)[:OUT])

    def freezes(self) -> tuple[Freeze, ...]:
        looked = map(self.tx.freezes.look, (*self.where, EVERYWHERE))
        return tuple(one for one in looked if one and one.on)
