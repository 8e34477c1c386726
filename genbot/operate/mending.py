"""What an operator does about one thing that hangs: try it now, or give up on it; beside a running bot.

It is a story like any other, in one transaction of a second connection: SQLite lets one writer in at
a time, every later step of the bot looks again at what is true by then, and its next beat, half a
second later, finds what was written. So there is no door to open, and it works without a bot too.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from genbot.cards.announce import announce
from genbot.cards.answers import note
from genbot.cards.text import ended, escape, moment, room
from genbot.domain.events import Mended
from genbot.domain.posts import Place, Post
from genbot.domain.publications import PublicationState
from genbot.domain.settings import Settings
from genbot.domain.value import value
from genbot.domain.watches import Kind, Phase, Watch
from genbot.operate.meant import subject
from genbot.operate.reasons import spoken
from genbot.operate.records import Unreadable, reading
from genbot.operate.upkeep import opened
from genbot.slack.away import concerned
from genbot.store import Transaction
from genbot.store.outbox import Waiting
from genbot.store.transaction import commit
from genbot.watches import kinds
from genbot.watches.ending import lost_sight
from genbot.watches.kind import GivenUp

AGAIN = "tried again now by whoever runs genbot"
DROPPED = "given up on by whoever runs genbot"
UNSAFE = (
    "It may have gone out already: GEN was asked and has not answered. Nothing is sent again from "
    "here; its card asks a person as soon as that is certain."
)


class NotMended(Unreadable):
    """Nothing was changed; the text says why, and what to do instead."""


KINDS = kinds()


@value
class Hand:
    """Who does it (`by`: their name on this machine), and under which reference."""

    by: str
    ref: str
    now: Callable[[], float]
    new_id: Callable[[], str]
    settings: Settings

    def retry(self, database: Path, id: str) -> str:
        """See to it now; says what that was. Raises NotMended."""
        with self._beside(database) as tx:
            found = _found(tx, id)
            said = _retried(tx, found)
            self._tell(tx, AGAIN, found, "")
            return said

    def drop(self, database: Path, id: str, why: str) -> str:
        """Give up on it, and let what it belongs to say so; says what that was. Raises NotMended."""
        with self._beside(database) as tx:
            found = _found(tx, id)
            said = _dropped(tx, found, f"Whoever runs me gave up on this. {why}".strip())
            self._tell(tx, DROPPED, found, why)
            return said

    @contextmanager
    def _beside(self, database: Path) -> Iterator[Transaction]:
        with reading(database) as tx:
            foreign = tx.foreign()
        if foreign:
            raise NotMended(
                f"{database} is of another version of genbot: run the one it belongs to. "
                "Nothing was changed."
            )
        with closing(opened(database)) as conn, commit(conn):
            tx = Transaction(conn, announce, self.settings, self.new_id)
            tx.now, tx.ref = self.now(), self.ref
            yield tx

    def _tell(self, tx: Transaction, did: str, found: Watch | Waiting, why: str) -> None:
        about, what = (
            (found.subject, f"watch {found.kind}")
            if isinstance(found, Watch)
            else (subject(found.slot), f"message {found.slot}")
        )
        tx.tell(Mended(about, did, what, self.by, why))


def _found(tx: Transaction, id: str) -> Watch | Waiting:
    """A watch by its number or by what it is about, or a message by its name."""
    if id.isdigit() and (watch := tx.watches.get(int(id))):
        return watch
    if row := tx.outbox.look(id):
        return row
    about = [one for one in tx.watches.all() if one.subject == id]
    if len(about) == 1:
        return about[0]
    if about:
        named = ", ".join(f"{one.id} ({one.kind})" for one in about)
        raise NotMended(f"Several things of {id} are unfinished at GEN. Which one: {named}?")
    out = tx.publications.look(id)
    if out and out.state in {PublicationState.UNSURE, PublicationState.HELD}:
        raise NotMended(f"{id} waits for a person: answer on its card. Nothing was changed.")
    raise NotMended(
        f"Nothing called {id} waits. `genbot watches` and `genbot outbox` show what does."
    )


def _free(watch: Watch) -> None:
    """Raises NotMended while its outcome is unknown, or somebody has it in hand."""
    if watch.phase is Phase.ASKING and not KINDS[watch.kind].repeatable:
        raise NotMended(f"{UNSAFE} Nothing was changed.")
    if watch.owner:
        raise NotMended(
            f"The bot has watch {watch.id} in hand at this moment. Try again in a minute, or, when "
            "no bot runs, start it: it sees to this first. Nothing was changed."
        )


def _retried(tx: Transaction, found: Watch | Waiting) -> str:
    if isinstance(found, Waiting):
        return _said_again(tx, found)
    _free(found)
    out = tx.publications.look(found.subject) if found.kind is Kind.PUBLICATION else None
    if out and found.phase is Phase.READY and out.due > tx.now:
        when = spoken(moment(out.due))
        raise NotMended(f"It goes out {when}, not before; its card moves it. Nothing was changed.")
    tx.watches.change(found, due=tx.now)
    does = "looked at" if found.phase is Phase.WAITING else "asked for"
    return f"Watch {found.id}: {found.kind} of {found.subject} is {does} now."


def _said_again(tx: Transaction, row: Waiting) -> str:
    _unsaid(tx, row)
    for slot in (row.slot, row.thread):  # beneath a message that cannot be said nothing can
        above = tx.outbox.look(slot)
        if above and above.dead:
            tx.outbox.revive(slot, tx.now)
    tx.outbox.hurry(row.slot, tx.now)
    return f"{row.slot} is said now, unless Slack has it already."


def _unsaid(tx: Transaction, row: Waiting) -> None:
    if not row.waits:
        raise NotMended(f"{row.slot} was said already. Nothing was changed.")
    if row.sending and not row.error and row.due > tx.now:
        raise NotMended(
            f"{row.slot} is being said at this moment. Try again in two minutes. Nothing was changed."
        )


def _dropped(tx: Transaction, found: Watch | Waiting, why: str) -> str:
    if isinstance(found, Waiting):
        return _unsaid_for_good(tx, found)
    _free(found)
    lost_sight(tx, KINDS[found.kind], found, GivenUp(ended(why)))
    return f"Watch {found.id}: {found.kind} of {found.subject} is given up on; its card says so."


def _unsaid_for_good(tx: Transaction, row: Waiting) -> str:
    _unsaid(tx, row)
    who = row.user or concerned(tx, row.slot)
    tx.outbox.dead(row.slot, DROPPED)
    if not who or row.channel[:1] in {"D", "U", "W"}:
        return f"{row.slot} will not be said. Nobody could be told."
    text = (
        f"A message of mine in {room(row.channel)} could not be said, and whoever runs me gave up on "
        f"it ({escape(row.error or 'no error', 100)}). What was decided is kept; `/gen status` there "
        "shows how things stand."
    )
    tx.say(Post(f"note:{tx.new_id()}", Place(who), note(text)))
    return f"{row.slot} will not be said; {who} is told so."
