"""What a story may do inside one committed unit: shelves, telling, watching, saying."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from genbot.domain.access import Access
from genbot.domain.approvals import Policy
from genbot.domain.channels import Channel
from genbot.domain.errands import Errand
from genbot.domain.events import Event
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Idea, Request, Run
from genbot.domain.people import Group, Member
from genbot.domain.posts import Say
from genbot.domain.prices import Recipe
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.reminders import Reminder
from genbot.domain.settings import Settings
from genbot.domain.shortages import Shortage
from genbot.domain.talks import Talk
from genbot.domain.watches import Kind
from genbot.store.durations import Durations
from genbot.store.journal import Inbox, Journal
from genbot.store.ledger import Ledger
from genbot.store.marks import Marks
from genbot.store.outbox import Outbox
from genbot.store.retention import Retention
from genbot.store.schema import migrations
from genbot.store.shelf import Shelf
from genbot.store.watches import Watches

Announce = Callable[[Event], Iterable[Say]]
STEP = 2_000  # pages that are copied between two words about it


@contextmanager
def commit(db: Connection) -> Iterator[None]:
    """All of it or nothing, durable when the block ends."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


class Transaction:
    """`now` is the same throughout a unit, and so are `boot`, on the clock that no hand moves, and
    `ref`, of the click it follows from; `said`, `wished` and `wondered` tell whether somebody must be
    woken: who says it in Slack, who asks GEN, who asks Slack who is there. `hurries`: somebody has
    done this and looks at it, so what it says overtakes what nobody waits for."""

    said = wished = wondered = hurries = False

    def __init__(
        self, db: Connection, announce: Announce, settings: Settings, new_id: Callable[[], str]
    ) -> None:
        self._db, self._announce = db, announce
        self.settings, self.new_id = settings, new_id
        self.now, self.boot, self.ref = 0.0, 0.0, ""
        self.requests = Shelf(db, "requests", Request, "channel", "thread")
        self.runs = Shelf(db, "runs", Run, "request_id", "state", "channel")
        self.ideas = Shelf(db, "ideas", Idea, "request_id", "gen_id", "channel", "status")
        self.productions = Shelf(db, "productions", Production, "idea_id", "channel", "stage")
        self.publications = Shelf(
            db, "publications", Publication, "production_id", "channel", "state"
        )
        self.channels, self.policies = Shelf(db, "channels", Channel), Shelf(db, "policies", Policy)
        self.freezes, self.recipes = Shelf(db, "freezes", Freeze), Shelf(db, "recipes", Recipe)
        self.reminders = Shelf(db, "reminders", Reminder)
        self.shortages = Shelf(db, "shortages", Shortage)
        self.errands = Shelf(db, "errands", Errand, "channel", "what", "state")
        self.accesses = Shelf(db, "accesses", Access, "channel", "state")
        self.talks = Shelf(db, "talks", Talk, "thread", "channel", "conversation")
        self.members, self.groups = Shelf(db, "members", Member), Shelf(db, "groups", Group)
        self.watches, self.outbox, self.marks = Watches(db), Outbox(db, new_id), Marks(db)
        self.journal, self.inbox, self.ledger = Journal(db, self.marks), Inbox(db), Ledger(db)
        self.durations = Durations(db, settings.pace)
        self.retention = Retention(db, self)

    def tell(self, event: Event) -> None:
        """Write a fact into the journal, and what people read of it into the outbox."""
        self.journal.add(event, self.now, self.ref)
        self.show(event)

    def show(self, event: Event) -> None:
        """Bring what people read up to date; for news too small for the journal."""
        self.say(*self._announce(event))

    def say(self, *words: Say) -> None:
        for one in words:
            self.outbox.put(one, self.now, self.ref, hurry=self.hurries)
            self.said = True

    def watch(
        self, kind: Kind, subject: str, due: float | None = None, *, doubtful: bool = False
    ) -> None:
        """See to it from `due` on; `doubtful` when GEN may have it already."""
        due = self.now if due is None else due
        self.watches.add(kind, subject, due, doubtful=doubtful, ref=self.ref)
        self.wished = True

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that may fail alone: an exception undoes it and nothing else."""
        self._db.execute("SAVEPOINT attempt")  # those within others hide their namesakes
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # some errors have undone everything already
                self._db.execute("ROLLBACK TO attempt")
                self._db.execute("RELEASE attempt")
            raise
        self._db.execute("RELEASE attempt")

    def version(self) -> int:
        """Another number as soon as somebody else has committed something."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def foreign(self) -> bool:
        """Whether another version of the program wrote this database last."""
        return set(migrations.applied(self._db)) != set(migrations.names)

    def damage(self) -> str:
        """What is wrong with the file itself; empty when nothing is."""
        for check in ("quick_check", "foreign_key_check"):
            found = [
                row for row in self._db.execute(f"PRAGMA {check}").fetchall() if row != ("ok",)
            ]
            if found:
                return str(found[0][0])
        return ""

    def copy(self, target: Connection, far: Callable[[int, int], None]) -> None:
        """Everything as it is at this moment, into another database; `far` hears how many pages are
        copied, and of how many."""
        self._db.execute("BEGIN")  # what others commit between two steps is not seen
        self._db.execute("SELECT 1 FROM sqlite_master").fetchone()
        self._db.backup(target, pages=STEP, progress=lambda _, left, all: far(all - left, all))
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()
