"""Whether the workspace still has the app: while it has not, nothing is asked of GEN, nothing is said."""

from genbot.domain.events import InstallationMoved
from genbot.store import Transaction

MARK = "removed"


def gone(tx: Transaction) -> str:
    """Slack's word for why we are not there any more; empty while we are."""
    return tx.marks.get(MARK)


def removed(tx: Transaction, workspace: str, why: str) -> None:
    """It was removed. What is under way stays as it is, in case it comes back."""
    if not gone(tx):
        tx.marks.set(MARK, why)
        tx.tell(InstallationMoved(workspace, here=False, why=why))


def installed(tx: Transaction, workspace: str, by: str) -> None:
    """This person installed it, for the first time or once more."""
    tx.tell(InstallationMoved(workspace, here=True, by=by))


def found(tx: Transaction, workspace: str) -> None:
    """Slack takes our token: if it was removed, it is there again."""
    if gone(tx):
        tx.marks.drop(MARK)
        tx.tell(InstallationMoved(workspace, here=True))
