"""What an operator can read from the database while the bot runs: watches, outbox, journal, proof."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from genbot.cards.text import several
from genbot.domain.history import Entry
from genbot.domain.settings import Settings
from genbot.operate.far import Far, counted, unseen
from genbot.operate.tables import Sheet
from genbot.store import Transaction
from genbot.store.chain import Verdict
from genbot.store.seal import Seal

Look = Callable[[Transaction], Sheet]
WATCHES = ("id", "due", "kind", "subject", "phase", "job", "errors", "error", "asked", "ref")
OUTBOX = ("id", "due", "channel", "state", "tries", "error")
JOURNAL = ("id", "at", "event", "subject", "by", "fact", "ref")

OTHER = "It is of another version of genbot: an older one is brought up to date when `genbot run` starts."
MANY = 500  # rows of what waits, the first of which are due first
LATE = 180.0  # seconds after which what is due should have been taken up: longer than a lease
LIMPS = (
    "genbot runs, but what was due three minutes ago is not taken up: it is paused, very busy, or "
    "cannot write. `genbot doctor`, /healthz, /readyz and the log tell which; a restart loses nothing."
)


class Unreadable(Exception):
    """The database is not there or cannot be read; the text says which and what to do."""


class Broken(Unreadable):
    """The journal or the database is not as it was written; the text says where."""


@contextmanager
def reading(path: Path) -> Iterator[Transaction]:
    """The database as it is now, read-only; needs no lock, so the bot may be running."""
    if path.is_dir():
        raise Unreadable(
            "Several workspaces are here. Say which one is meant: `genbot --workspace T0123ABCD …`; "
            "`genbot workspace list` shows them."
        )
    if not path.is_file():
        raise Unreadable(
            f"There is no database at {path}. `genbot run` makes it; GENBOT_DATABASE says where."
        )
    try:
        conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
        with closing(conn):
            yield told_nobody(conn)
    except sqlite3.DatabaseError as error:
        mend = OTHER if str(error).startswith("no such ") else "`genbot doctor` looks closer."
        raise Unreadable(f"{path} cannot be read: {error}. {mend}") from None


def ails(path: Path, tx: Transaction, now: float) -> str:
    """Why nothing goes on at all, whatever the thing is; empty while a bot sees to everything."""
    if not running(path):
        return "No genbot runs on this database: nothing goes on until `genbot run`."
    if tx.watches.late(now - LATE) or tx.outbox.stuck(now - LATE):
        return LIMPS
    return ""


def running(path: Path) -> bool:
    """Whether the bot that opened this database last is still there. Its lock is not tried: a bot
    that starts at that moment would think another has it."""
    try:
        os.kill(int(Path(f"{path}.lock").read_text(encoding="ascii")), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def told_nobody(conn: sqlite3.Connection) -> Transaction:
    """The database through our eyes, saying nothing to anybody."""
    return Transaction(conn, lambda _: (), Settings(), lambda: "")


def watches(tx: Transaction) -> Sheet:
    """Everything unfinished at GEN, what is due first above; what is in hand now has no time."""
    rows = tuple(
        (
            one.id, None if one.owner else instant(one.due), one.kind.value, one.subject, one.phase.value,
            one.job or None, one.tries or None, (one.error or None) if one.tries else None,
            instant(one.asked), one.ref or None,
        )
        for one in tx.watches.all()
    )  # fmt: skip
    return Sheet("Unfinished at GEN", WATCHES, rows, MANY)


def outbox(tx: Transaction) -> Sheet:
    """Everything still to be said in Slack, what is due first above; what cannot be said has no time."""
    rows = tuple(
        (
            one.slot, None if one.dead else instant(one.due), one.channel, "dead" if one.dead else "waiting",
            one.tries or None, one.error or None,
        )
        for one in tx.outbox.waiting()
    )  # fmt: skip
    return Sheet("Still to be said", OUTBOX, rows, MANY)


def journal(tx: Transaction, subject: str | None, count: int) -> Sheet:
    """What happened: the newest entries, or everything about one subject; oldest first."""
    entries = tx.journal.of(subject) if subject else tx.journal.latest(count)
    return Sheet("What happened", JOURNAL, tuple(_entry(one) for one in entries))


def looked(path: Path, look: Look) -> Sheet:
    """How it is now."""
    with reading(path) as tx:
        return look(tx)


def followed(path: Path, look: Look, pause: Callable[[], object]) -> Iterator[Sheet]:
    """How it is now, and again after each change, without end; `pause` waits between two looks.

    Between them nothing is held open, and what nobody has changed is not read again.
    """
    with reading(path) as tx:
        seen = None
        while True:
            if (version := tx.version()) != seen:
                seen = version
                yield look(tx)
            pause()


def growing(subject: str | None, count: int) -> Look:
    """The journal to be followed: first its newest entries, then what is new each time."""
    last = -1

    def look(tx: Transaction) -> Sheet:
        nonlocal last
        head = tx.journal.head().id
        if last < 0:
            sheet = journal(tx, subject, count)
            last = max([head, *(int(str(row[0])) for row in sheet.rows)])
            return sheet
        new = tx.journal.after(last)
        last = max([last, *(one.id for one in new)])
        rows = tuple(_entry(one) for one in new if not subject or one.subject == subject)
        return Sheet("What happened", JOURNAL, rows)

    return look


def verify(path: Path, known: str = "", far: Far = unseen) -> str:
    """What the whole journal and the whole file look like; raises Broken, naming the first bad entry.

    `known` is the hash of an entry that was noted earlier, for example on paper: it must be there.
    """
    with reading(path) as tx:
        verdict = tx.journal.verified(partial(counted, far, "Reading the journal"))
        fits = not Path(f"{path}.seal").is_file() or _sealed(path, tx)
        there = not known or tx.journal.has(known)
        far("Reading the whole file", 0, 0)
        damage = tx.damage()
    if verdict.broken is not None:
        raise Broken(
            f"Entry {verdict.broken} of the journal is broken: {verdict.why}. "
            f"The {verdict.entries:,} entries before it are as they were written."
        )
    if not fits:
        raise Broken(
            f"{path}.seal knows a newer entry than the journal: entries were taken off its end, or "
            "this is an older copy. `genbot run` would ask a person about every open post."
        )
    if not there:
        raise Broken(f"No entry has the hash {known}: the journal was written anew, or pruned.")
    if damage:
        raise Broken(f"{path} is damaged: {damage}. Restore a backup.")
    return _whole(verdict)


def _sealed(path: Path, tx: Transaction) -> bool:
    with closing(Seal(path, reading=True)) as seal:
        return seal.fits(tx.journal)


def _whole(verdict: Verdict) -> str:
    return (
        "The journal is whole: "
        f"{several(verdict.entries, 'entry', 'entries')}, each as it was written.\n"
        f"The newest is {verdict.last.id}, {verdict.last.hash}\n"
        "The database is whole as well."
    )


def at(when: float, form: str = "%m-%d %H:%M:%S") -> str:
    """An instant in the time zone of this machine."""
    return datetime.fromtimestamp(when, UTC).astimezone().strftime(form) if when else ""


def instant(when: float) -> datetime | None:
    """An instant in UTC; None for never."""
    return datetime.fromtimestamp(when, UTC) if when else None


def _entry(one: Entry) -> tuple[object, ...]:
    said = {name: value for name, value in one.fact.items() if value not in ("", None, [], 0)}
    return one.id, instant(one.at), one.event, one.subject, one.by or None, said, one.ref or None
