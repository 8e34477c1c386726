"""How long Slack asked to be left alone, kept on disk: the next process was asked too."""

from genbot.slack.pacer import LONGEST_HOLD, scope
from genbot.store import Transaction

MARK = "pause:"


def keep(tx: Transaction, method: str, channel: str, seconds: float) -> None:
    """Until then this method (in this channel) is left alone; a shorter pause ends no longer one."""
    name, until = f"{MARK}{method}:{scope(method, channel)}", tx.now + seconds
    before = float(tx.marks.get(name) or 0.0)
    tx.marks.set(name, str(max(until, min(before, tx.now + LONGEST_HOLD))))


def left(tx: Transaction) -> list[tuple[str, str, float]]:
    """Method, channel, and how many seconds are left; never more than Slack can ask for, whatever
    happened to the clock."""
    found = []
    for name, until in tx.marks.begin_with(MARK):
        method, _, channel = name.removeprefix(MARK).partition(":")
        if (seconds := float(until) - tx.now) > 0:
            found.append((method, channel, min(seconds, LONGEST_HOLD)))
    return found
