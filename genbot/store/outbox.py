"""Everything to be said, and the message each slot already has."""

import json
from collections.abc import Callable
from dataclasses import replace
from sqlite3 import Connection
from typing import Any, NamedTuple

from genbot.domain.posts import Card, Place, Post, Say, Upload, Whisper
from genbot.domain.value import value

STANDS = "slot, channel, due, tries, error, thread, user, phase, rev > sent_rev"
AHEAD = 1_000  # more than anything was ever said anew after a copy was made


@value
class Outgoing:
    """One claimed row. `ts` is the message it already has; `doubtful` means an earlier attempt to
    post it may have arrived, so look before posting it again."""

    slot: str
    kind: str  # post | whisper | upload
    channel: str
    thread_ts: str
    user: str
    body: dict[str, Any]
    rev: int
    ts: str | None
    doubtful: bool
    tries: int
    made: float
    ref: str = ""  # of the click it follows from
    hurry: bool = False  # somebody has just done something, and looks at it


@value
class Dead:
    """A post that could not be said in its channel; `there`: earlier words of it can be seen."""

    slot: str
    thread: str
    there: bool
    made: float


class Waiting(NamedTuple):
    """A message as it stands, for who runs the bot; `waits`: its newest words are not said yet."""

    slot: str
    channel: str
    due: float
    tries: int
    error: str
    thread: str
    user: str
    phase: str
    waits: bool

    @property
    def dead(self) -> bool:
        return self.phase == "dead"

    @property
    def sending(self) -> bool:
        return self.phase == "sending"


class Outbox:
    def __init__(self, db: Connection, new_id: Callable[[], str]) -> None:
        self._db, self._new_id = db, new_id
        self._hurried: set[str] = set()  # a restart may forget them: then they only take longer

    def put(self, say: Say, now: float, ref: str = "", *, hurry: bool = False) -> None:
        """Say it, or bring the message that already says it up to date; the same words cost nothing,
        and newer words for what waits keep its turn, unless somebody looks at it (`hurry`)."""
        if hurry and not isinstance(say, Whisper):
            self._hurried.add(say.slot)
            sql = "UPDATE outbox SET due = ? WHERE slot = ? AND rev > sent_rev AND phase = 'ready'"
            self._db.execute(sql, (now, say.slot))
        match say:
            case Post() if say.if_said and not self._has(say.slot):
                return
            case Post():
                self._put(say.slot, "post", say, _body(say.card), now, ref)
            case Upload():
                body: dict[str, Any] = {"url": say.url, "name": say.name, "title": say.title}
                body |= {"fallback": _body(say.fallback), "sound": say.sound}
                body |= {"content": say.content} if say.content else {}
                self._put(say.slot, "upload", say, body, now, ref)
            case Whisper():
                slot = f"whisper:{self._new_id()}"
                self._put(slot, "whisper", say, _body(say.card), now, ref, say.user)

    def promise(
        self, slot: str, say: Post | Whisper, now: float, until: float, ref: str = ""
    ) -> None:
        """Say it unless it is forgotten first: at `until`, or when the next process starts. To the
        rest of us it looks like something in hand, and is found like that after a crash."""
        user = say.user if isinstance(say, Whisper) else ""
        self._put(slot, "whisper" if user else "post", say, _body(say.card), now, ref, user)
        self._change(slot, phase="sending", due=until)

    def forget(self, slot: str) -> None:
        """Nothing is to be said here any more."""
        self._db.execute("DELETE FROM outbox WHERE slot = ?", (slot,))

    def _has(self, slot: str) -> bool:
        sql = "SELECT 1 FROM outbox WHERE slot = ?"
        return self._db.execute(sql, (slot,)).fetchone() is not None

    def _put(
        self, slot: str, kind: str, say: Say, body: dict[str, Any], now: float, ref: str,
        user: str = "",
    ) -> None:  # fmt: skip
        text = json.dumps(body, ensure_ascii=False)
        self._db.execute(
            "INSERT INTO outbox (slot, kind, channel, thread, user, body, due, made, since, ref) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slot) DO UPDATE SET "
            "body = excluded.body, rev = rev + 1, ref = excluded.ref, "
            "since = CASE WHEN rev > sent_rev AND phase != 'dead' THEN since ELSE excluded.since END, "
            "due = CASE WHEN rev > sent_rev AND phase != 'dead' THEN due ELSE excluded.due END, "
            "phase = CASE WHEN phase = 'dead' AND ts IS NOT NULL THEN 'ready' ELSE phase END "
            "WHERE body != excluded.body AND kind != 'upload'",
            (slot, kind, say.place.channel, say.place.thread, user, text, now, now, now, ref),
        )

    def claim(self, now: float, limit: int, lease: float) -> list[Outgoing]:
        """Due rows whose thread exists, in the order they were first said, leased to the caller.

        The plus keeps SQLite from reading every message there ever was in that order.
        """
        rows = self._db.execute(
            "SELECT o.slot, o.kind, o.channel, CASE WHEN p.slot IS NULL THEN o.thread ELSE p.ts END,"
            " o.user, o.body, o.rev, o.ts, o.phase = 'sending' AND o.ts IS NULL, o.tries, o.made, o.ref "
            "FROM outbox o LEFT JOIN outbox p ON p.slot = o.thread "
            "WHERE o.rev > o.sent_rev AND o.phase != 'dead' AND o.due <= ? "
            "AND (p.slot IS NULL OR p.ts IS NOT NULL) ORDER BY +o.seq LIMIT ?",
            (now, limit),
        ).fetchall()
        for row in rows:
            self._change(row[0], phase="sending", due=now + lease)
        return [replace(_outgoing(row), hurry=row[0] in self._hurried) for row in rows]

    def sent(self, slot: str, rev: int, ts: str, now: float) -> None:
        """It shows revision `rev` as message `ts`; if more was said meanwhile, it is due again."""
        newest = "SELECT rev <= ? FROM outbox WHERE slot = ?"
        if self._db.execute(newest, (rev, slot)).fetchone() == (1,):
            self._hurried.discard(slot)
        self._change(slot, sent_rev=rev, ts=ts, phase="ready", due=now, tries=0, error="")

    def moved(self, slot: str, channel: str) -> None:
        """It is a message of this channel, and can be changed only there."""
        self._change(slot, channel=channel)

    def later(self, slot: str, due: float, error: str, *, posted: bool = True) -> None:
        """A try failed. With `posted=False` it is known that Slack did not take it."""
        self.back(slot, due, error, doubtful=posted)
        self._db.execute("UPDATE outbox SET tries = tries + 1 WHERE slot = ?", (slot,))

    def back(self, slot: str, due: float, error: str = "", *, doubtful: bool) -> None:
        """Not its turn yet: nothing was tried, or Slack only asked for time."""
        phase = "sending" if doubtful else "ready"
        self._change(slot, phase=phase, due=due, error=error)

    def anew(self, slot: str, now: float) -> None:
        """The message is gone: the next round posts a new one in this slot."""
        self._change(slot, ts=None, phase="ready", due=now, sent_rev=0, since=now)

    def dead(self, slot: str, error: str) -> None:
        """It cannot be said there, nor can anything beneath it."""
        self._change(slot, phase="dead", error=error)
        sql = "UPDATE outbox SET phase = 'dead', error = ? WHERE thread = ? AND ts IS NULL"
        self._db.execute(sql, (error, slot))

    def dead_in(self, channel: str, errors: tuple[str, ...]) -> list[Dead]:
        """What could not be said in this channel for one of these reasons."""
        rows = self._db.execute(
            "SELECT slot, thread, ts IS NOT NULL, made FROM outbox WHERE phase = 'dead' "
            "AND channel = ? AND error IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (channel, json.dumps(errors)),
        ).fetchall()
        return [Dead(slot, thread, bool(there), made) for slot, thread, there, made in rows]

    def revive(self, slot: str, now: float) -> None:
        """It can be said after all; whether an early attempt arrived is looked for first."""
        self._change(slot, phase="sending", due=now, tries=0, error="", since=now)

    def slot_at(self, channel: str, ts: str) -> str | None:
        """Which slot this message of ours is."""
        sql = "SELECT slot FROM outbox WHERE channel = ? AND ts = ?"
        row = self._db.execute(sql, (channel, ts)).fetchone()
        return str(row[0]) if row else None

    def ts_of(self, slot: str) -> str | None:
        row = self._db.execute("SELECT ts FROM outbox WHERE slot = ?", (slot,)).fetchone()
        return row[0] if row else None

    def wake(self, now: float) -> None:
        """After a start: what the last process had in hand is due at once (and doubtful)."""
        self._db.execute("UPDATE outbox SET due = ? WHERE phase = 'sending'", (now,))

    def doubt(self) -> None:
        """This is an older copy: what it has not said may have been said after it was made."""
        self._db.execute(
            "UPDATE outbox SET phase = 'sending', rev = rev + ? "
            "WHERE rev > sent_rev AND phase != 'dead' AND ts IS NULL",
            (AHEAD,),
        )

    def expect(self, slot: str, place: Place, since: float) -> None:
        """This message may be there already without our knowing: look for it, back to `since`,
        before it is said for the first time."""
        self._db.execute(
            "INSERT INTO outbox (slot, kind, channel, thread, body, rev, phase, due, made, since) "
            "VALUES (?, 'post', ?, ?, '{\"text\": \"\"}', 0, 'sending', ?, ?, ?) ON CONFLICT (slot) DO NOTHING",
            (slot, place.channel, place.thread, since, since, since),
        )

    def again(self, slot: str, now: float) -> None:
        """Say it once more: this is an older copy, and the message may show what came after it."""
        sql = (
            "UPDATE outbox SET since = CASE WHEN rev > sent_rev THEN since ELSE ? END, "
            "rev = rev + ?, due = ? WHERE slot = ? AND phase != 'dead'"
        )
        self._db.execute(sql, (now, AHEAD, now, slot))

    def waiting(self) -> list[Waiting]:
        """What is not said yet, and what cannot be; what is due first above."""
        sql = f"SELECT {STANDS} FROM outbox WHERE rev > sent_rev ORDER BY due"
        return [Waiting(*row) for row in self._db.execute(sql).fetchall()]

    def look(self, slot: str) -> Waiting | None:
        """How one message stands; None when there is none of this name."""
        row = self._db.execute(f"SELECT {STANDS} FROM outbox WHERE slot = ?", (slot,)).fetchone()
        return Waiting(*row) if row else None

    def hurry(self, slot: str, now: float) -> None:
        """It need not wait for its next try any longer."""
        self._db.execute("UPDATE outbox SET due = min(due, ?) WHERE slot = ?", (now, slot))

    def oldest(self) -> float | None:
        """Since when what has waited longest waits to be said; None when all is said."""
        sql = "SELECT min(since) FROM outbox WHERE rev > sent_rev AND phase != 'dead'"
        since: float | None = self._db.execute(sql).fetchone()[0]
        return since

    def counts(self) -> tuple[int, int]:
        """How many messages wait to be said, and how many cannot be."""
        sql = "SELECT phase = 'dead', count(*) FROM outbox WHERE rev > sent_rev GROUP BY 1"
        found = dict(self._db.execute(sql).fetchall())
        return found.get(0, 0), found.get(1, 0)

    def stuck(self, before: float) -> bool:
        """Whether something that may be said has been due since `before`."""
        sql = (
            "SELECT 1 FROM outbox o LEFT JOIN outbox p ON p.slot = o.thread "
            "WHERE o.rev > o.sent_rev AND o.phase != 'dead' AND o.due <= ? "
            "AND (p.slot IS NULL OR p.ts IS NOT NULL) LIMIT 1"
        )
        return self._db.execute(sql, (before,)).fetchone() is not None

    def _change(self, slot: str, **columns: Any) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        self._db.execute(f"UPDATE outbox SET {names} WHERE slot = ?", (*columns.values(), slot))


def _outgoing(row: tuple[Any, ...]) -> Outgoing:
    slot, kind, channel, thread, user, body, rev, ts, doubtful, tries, made, ref = row
    words = json.loads(body)
    return Outgoing(
        slot, kind, channel, thread, user, words, rev, ts, bool(doubtful), tries, made, ref
    )


def _body(card: Card) -> dict[str, Any]:
    return {"text": card.text, "blocks": card.blocks}
