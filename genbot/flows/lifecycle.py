"""One idea's way through GEN's lifecycle: moved here, pushed to GEN, told to people."""

from genbot.domain.approvals import Votes
from genbot.domain.events import IdeaDecided
from genbot.domain.ideas import Board, Idea
from genbot.domain.watches import Kind
from genbot.store import Transaction


def board(tx: Transaction, request_id: str) -> Board:
    """A request with its runs and ideas, as its message shows them."""
    ideas = sorted(tx.ideas.find(request_id=request_id), key=lambda idea: idea.number)
    runs = tx.runs.find(request_id=request_id)
    return Board(tx.requests.get(request_id), tuple(runs), tuple(ideas))


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
