"""What is frozen at this moment, for everything that is about to go out."""

from dataclasses import replace

from genbot.cards.text import ended, escape, moment, person, plain
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.freezes import EVERYWHERE, Freeze
from genbot.store import Transaction

PLAN_IT = "Choose a time, and it waits."


def over(tx: Transaction, channel: str) -> Freeze | None:
    """The freeze that stops this channel's posts: the wide one first, because it lasts longer."""
    for id in (EVERYWHERE, channel):
        found = tx.freezes.look(id)
        if found and found.on:
            return found
    return None


def plainly(found: Freeze) -> str:
    """That publishing is frozen, and why, without any of Slack's notation."""
    where = "in every channel" if found.wide else "in this channel"
    why = f": {plain(found.reason, 200)}" if found.reason else ""
    return ended(f"Publishing is frozen {where}{why}")


def refuse(tx: Transaction, channel: str, *, form: bool) -> None:
    """Raises, with who froze it and why, when something would go out of this channel now.

    It does not wait instead: who presses "now" would look for the post in vain, and be surprised by it
    whenever somebody thaws. With a time it is a plan, and a plan can wait.
    """
    found = over(tx, channel)
    if found is None:
        return
    if form:  # Slack shows what is wrong with a form as plain text
        raise BadForm(when=f"{plainly(found)} {PLAN_IT}")
    where = "in every channel" if found.wide else "in this channel"
    who = f" by {person(found.by)}" if found.by else ""
    why = f": {escape(found.reason, 300)}" if found.reason else ""
    raise NotNow(
        f"Publishing is frozen {where}{who} since {moment(found.at)}{why}\n"
        "Nothing was published. It can be scheduled, and goes out at its time when that is over."
    )


def went_well(tx: Transaction, channel: str) -> None:
    """A post is out: the next failure is the first one again."""
    found = tx.freezes.look(channel)
    if found and found.failures:
        tx.freezes.save(replace(found, failures=0))
