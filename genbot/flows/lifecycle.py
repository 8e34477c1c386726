"""One idea's way through GEN's lifecycle: moved here, pushed to GEN, told to people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from genbot.domain.approvals import Votes
from genbot.domain.events import IdeaDecided
from genbot.domain.ideas import Board, Idea, Run
from genbot.domain.watches import Kind
from genbot.store import Transaction

PART = 500  # requests in one read; SQLite knows no statement with more than 32,766 values


def board(tx: Transaction, request_id: str) -> Board:
    """A request with its runs and ideas, as its message shows them."""
    ideas = sorted(tx.ideas.find(request_id=request_id), key=lambda idea: idea.number)
    runs = tx.runs.find(request_id=request_id)
    return Board(tx.requests.get(request_id), tuple(runs), tuple(ideas))


def boards(tx: Transaction, request_ids: Iterable[str]) -> Iterator[Board]:
    """The same of many, in a few reads however many there are."""
    ids = tuple(request_ids)
    for start in range(0, len(ids), PART):
        some = ids[start : start + PART]
        ideas: defaultdict[str, list[Idea]] = defaultdict(list)
        runs: defaultdict[str, list[Run]] = defaultdict(list)
        for idea in sorted(tx.ideas.find(request_id=some), key=lambda idea: idea.number):
            ideas[idea.request_id].append(idea)
        for run in tx.runs.find(request_id=some):
            runs[run.request_id].append(run)
        requests = {request.id: request for request in tx.requests.find(id=some)}
        for id in some:
            yield Board(requests[id], tuple(runs[id]), tuple(ideas[id]))


def move(tx: Transaction, idea: Idea, verb: str, *, by: str = "", reason: str = "") -> Idea:
    """Move it and have GEN told; raises NotNow, naming who was first, when it is too late."""
    at = tx.now if by else 0.0
    return keep(tx, idea.move(verb, by=by, at=at, reason=reason))


def keep(tx: Transaction, idea: Idea) -> Idea:
    """Save it, and have its status pushed to GEN."""
    tx.watch(Kind.IDEA_STATUS, idea.id)
    return tx.ideas.save(idea)


def tell(tx: Transaction, idea: Idea, verb: str, *, by: str = "", votes: Votes = ()) -> None:
    tx.tell(IdeaDecided(board(tx, idea.request_id), idea, verb, by, votes))


def pushed(tx: Transaction, idea_id: str, status: str) -> None:
    """GEN has this status now; if the idea has moved on meanwhile, it is pushed again."""
    if tx.ideas.get(idea_id).status != status:
        tx.watch(Kind.IDEA_STATUS, idea_id)
