"""What is going on: in a channel, or everywhere."""

from dataclasses import replace

from genbot.cards.overview import MOST
from genbot.domain.channels import Channel
from genbot.domain.credits import DAY
from genbot.domain.freezes import EVERYWHERE, Freeze
from genbot.domain.ideas import Board, Idea, IdeaStatus, RunState
from genbot.domain.overview import Overview
from genbot.domain.productions import RESTING, WORKING, Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.value import value
from genbot.flows import channels, credits, policies, waiting
from genbot.flows.lifecycle import boards
from genbot.store import Transaction

S = PublicationState
OPEN = tuple(state for state in RunState if not state.over)
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
    asked, working = find.boards(), find.working()
    return Overview(
        channel=channel,
        asked=asked,
        ideas=find.ideas(),
        working=working,
        also_made=find.being_made() - len(asked) - len(working),
        resting=find.productions(*RESTING),
        review=find.productions(Stage.REVIEW),
        scheduled=tuple(sorted(scheduled, key=lambda one: one.due)),
        sending=sending,
        asking=asking,
        out=out,
        freezes=find.freezes(),
        titles={idea.id: idea.title for idea in ideas},
    )


@value
class _Finder:
    """What there is of each kind in these channels, oldest first: all that waits for people, and the
    first few of what may be thousands."""

    tx: Transaction
    where: tuple[str, ...]

    def boards(self) -> tuple[Board, ...]:
        """The first few: their boards are large, and there may be thousands."""
        open = self.tx.runs.first(4 * MOST, state=OPEN, channel=self.where)
        few = list(dict.fromkeys(run.request_id for run in open))[:MOST]
        return tuple(boards(self.tx, few))

    def working(self) -> tuple[Production, ...]:
        """The first few, as well."""
        return tuple(self.tx.productions.first(MOST, stage=tuple(WORKING), channel=self.where))

    def being_made(self) -> int:
        """How many of both there are."""
        requests = self.tx.runs.count("request_id", state=OPEN, channel=self.where)
        return requests + self.tx.productions.count(stage=tuple(WORKING), channel=self.where)

    def ideas(self) -> tuple[Idea, ...]:
        return tuple(self.tx.ideas.find(status=IdeaStatus.GENERATED, channel=self.where))

    def productions(self, *stages: Stage) -> tuple[Production, ...]:
        return tuple(self.tx.productions.find(stage=stages, channel=self.where))

    def publications(self, *states: S) -> tuple[Publication, ...]:
        return tuple(self.tx.publications.find(state=states, channel=self.where))

    def out(self) -> tuple[Publication, ...]:
        """The last few, the newest first."""
        since, states = self.tx.now - LATELY, (S.LIVE, S.REHEARSED)
        found = self.tx.publications.latest("ended", since, OUT, channel=self.where, state=states)
        return tuple(found)

    def freezes(self) -> tuple[Freeze, ...]:
        looked = map(self.tx.freezes.look, (*self.where, EVERYWHERE))
        return tuple(one for one in looked if one and one.on)
