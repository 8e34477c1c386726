"""The one place that makes writing calls to GEN, and knows crashes, retries, patience, giving up.

READY ──commit──▶ ASKING ──ask GEN, commit──▶ WAITING ──look, look, look──▶ finish, or fail
                     │
                     └─ found like this after a crash, or the answer was unclear: what is repeatable
                        looks whether GEN has it and asks again; the rest becomes unsure
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from genbot import trace
from genbot.domain.watches import Hitch, Kind, Phase, Watch
from genbot.flows import hints, installation, thrift
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotFound, NotSent, Refused, SlowDown, Unclear
from genbot.store import CannotWrite, Store, Transaction
from genbot.watches import lines, turn, when
from genbot.watches.check import Against, against, early, stands
from genbot.watches.ending import lost_sight
from genbot.watches.kind import Asking, Begun, Done, Failed, News, Strange, WatchKind
from genbot.watches.outage import Outage
from genbot.watches.trouble import GOES_ON, NotAsked, exactly, sight, told, wait_of

log = logging.getLogger(__name__)

AT_ONCE = 32  # calls under way; the rest waits its turn
DELAYED = 4  # errors in a row after which people are told
MOST_TRIES = 400  # of a call that never gets an answer: with the longest pause, over six hours
SEND_WINDOW = 5.0  # between the commit and the call of what must not be repeated


class Watcher:
    """`round()` begins everything that is due and returns; `drain()` waits for what it began.

    `pace` shortens the waits between looks where the world runs faster; `boot` is a clock that
    goes on while the machine sleeps, `jitter` a random factor around 1.
    """

    def __init__(
        self,
        gen: Ask,
        store: Store,
        kinds: dict[Kind, WatchKind[Any, Any]],
        *,
        boot: Callable[[], float],
        jitter: Callable[[], float],
        pace: float = 1.0,
    ) -> None:
        self._gen, self._store, self._kinds = gen, store, kinds
        self._boot, self._jitter, self._pace = boot, jitter, pace
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._outage = Outage(boot)

    async def round(self) -> int:
        """Claim what is due and begin it; returns how much that was.

        What is in hand stays there, also for longer than its lease (the machine slept), and when it
        is due again already: nobody would begin what is claimed now before the next lease ended.
        """
        most, ours = self._outage.room(AT_ONCE), list(self._busy)
        room = most - len(ours)
        if room <= 0:
            return 0
        claimed = await self._store.unit(
            lambda tx: turn.taken(tx, room, ours, full=most == AT_ONCE)
        )
        for watch in claimed:
            task = asyncio.create_task(self._attend(watch), name=f"{watch.kind}:{watch.subject}")
            self._busy[watch.id] = task
            task.add_done_callback(partial(self._busy.pop, watch.id))
        return len(claimed)

    async def drain(self) -> None:
        """Wait until everything begun is written down."""
        while self._busy:
            await asyncio.wait(self._busy.values())

    async def _attend(self, watch: Watch) -> None:
        trace.follow(watch.ref)
        try:
            if watch.phase is Phase.WAITING:
                await self._look(watch)
            elif not await early(self._kinds[watch.kind], watch, self._store):
                await self._ask(watch)
        except CannotWrite:
            log.debug("%s %s: seen to again when its lease ends", watch.kind, watch.subject)
        except Exception as error:
            log.exception("%s %s: postponed after an error of ours", watch.kind, watch.subject)
            await self._store.unit(self._postpone, watch, error)

    # --- asking

    async def _ask(self, watch: Watch) -> None:
        kind = self._kinds[watch.kind]
        if why := await against(kind, watch, self._store, self._gen, self._outage):
            await self._store.unit(self._held_back, watch, why)
            lines.held_back(watch, why)
        elif asking := await self._store.unit(self._commit_asking, watch):
            await self._speak(kind, asking)

    async def _speak(self, kind: WatchKind[Any, Any], asking: Asking) -> None:
        watch = asking.watch
        try:
            answer = await self._call(kind, asking)
        except (NotSent, SlowDown, NotAsked) as error:
            self._outage.note(error, asking.since)
            await self._store.unit(self._not_sent, watch, error)
        except Refused as error:
            lines.refused(watch, error)
            await self._store.unit(self._refused, watch, error)
        except BaseException as error:
            self._outage.note(error, asking.since)
            lines.unclear(watch, error, repeatable=kind.repeatable)
            await self._store.unit(self._unclear, watch, error)
            if not isinstance(error, Unclear):
                raise
        else:
            self._outage.note(None, asking.since)
            await self._store.unit(self._answered, asking, answer)
            lines.answered(watch, answer)

    def _held_back(self, tx: Transaction, watch: Watch, why: Against) -> None:
        left = stands(tx, self._kinds[watch.kind], watch, why)
        if isinstance(left, Failed):
            self._refused(tx, watch, left)
        elif left:
            self._not_sent(tx, watch, left)

    def _commit_asking(self, tx: Transaction, watch: Watch) -> Asking | None:
        kind, found = self._kinds[watch.kind], tx.watches.get(watch.id)
        if found is None or found.phase is Phase.WAITING or installation.gone(tx):
            return None  # dropped or answered since it was claimed, or nobody has us any more
        if found.phase is Phase.ASKING and not kind.repeatable:
            tx.watches.drop(watch.kind, watch.subject)
            kind.unsure(tx, watch.subject, "I was stopped while I was telling GEN.")
            tx.wished = True
            return None
        thing = kind.begin(tx, watch.subject)
        if thing is None:
            tx.watches.drop(watch.kind, watch.subject)
            return None
        doubtful = found.doubtful or found.phase is Phase.ASKING
        tx.watches.change(watch, phase=Phase.ASKING, doubtful=doubtful, asked=tx.now)
        asking = replace(found, phase=Phase.ASKING, doubtful=doubtful, asked=tx.now)
        return Asking(asking, thing, self._boot())

    async def _call(self, kind: WatchKind[Any, Any], asking: Asking) -> Begun | Done[Any]:
        looking = asking.watch.doubtful
        if looking and (known := await sight(kind.recall(self._gen, asking.thing))):
            return known
        if not kind.repeatable:
            await self._outage.knock(self._gen)
            if self._boot() - asking.since > SEND_WINDOW:
                raise NotAsked(Hitch.ASLEEP)
        return await kind.ask(self._gen, asking.thing)

    def _answered(self, tx: Transaction, asking: Asking, answer: Begun | Done[Any]) -> None:
        watch, kind = asking.watch, self._kinds[asking.watch.kind]
        wanted = tx.watches.get(watch.id) is not None
        if isinstance(answer, Done):
            self._ended(tx, watch, asking.thing, answer)
        elif not wanted:
            kind.unwanted(tx, watch.subject, answer.job)
            tx.wished = True
        else:
            due = tx.now + when.first(tx, kind, asking.thing, watch.asked) * self._jitter()
            tx.watches.change(
                watch, phase=Phase.WAITING, job=answer.job, due=due, tries=0, doubtful=False,
                agent=kind.agent(asking.thing), looked=tx.now, hinted=0.0,
                asked=tx.now,  # a machine may have slept since the asking was committed
            )  # fmt: skip
            if watch.tries >= DELAYED:
                kind.delayed(tx, watch.subject, "")
            kind.asked(tx, watch.subject, answer)

    def _not_sent(self, tx: Transaction, watch: Watch, error: Exception) -> None:
        thrift.heard(tx, error)
        if tx.watches.get(watch.id) is None:
            return
        kind = self._kinds[watch.kind]
        tx.watches.change(watch, phase=Phase.READY)
        kind.not_sent(tx, watch.subject, f"{told(error)} {GOES_ON}")
        self._postpone(tx, watch, error)

    def _refused(self, tx: Transaction, watch: Watch, error: Refused | Failed) -> None:
        if tx.watches.drop(watch.kind, watch.subject):
            self._kinds[watch.kind].fail(tx, watch.subject, error)
            tx.wished = True

    def _unclear(self, tx: Transaction, watch: Watch, error: BaseException) -> None:
        kind = self._kinds[watch.kind]
        if tx.watches.get(watch.id) is None:
            kind.unwanted(tx, watch.subject, "")
            tx.wished = True
            return
        if kind.repeatable:
            tx.watches.change(watch, phase=Phase.READY, doubtful=True)
            self._postpone(tx, watch, error)
        else:
            tx.watches.drop(watch.kind, watch.subject)
            kind.unsure(tx, watch.subject, Hitch.LOST)

    # --- looking

    async def _look(self, watch: Watch) -> None:
        kind = self._kinds[watch.kind]
        thing = await self._store.read(kind.load, watch.subject)
        if thing is None:
            await self._store.unit(lambda tx: tx.watches.drop(watch.kind, watch.subject))
            return
        began = self._boot()
        try:
            found = await kind.look(self._gen, thing, watch.job)
        except (NotSent, SlowDown, Unclear, NotAsked) as error:
            self._outage.note(error, began)
            await self._store.unit(self._unanswered, watch, error)
            return
        except Refused as error:
            await self._store.unit(self._unseen, watch, error)
            return
        self._outage.note(None, began)
        await self._store.unit(self._looked, watch, thing, found, began)
        lines.looked(watch, found)

    def _looked(self, tx: Transaction, watch: Watch, thing: Any, found: Any, began: float) -> None:
        kind, known = self._kinds[watch.kind], tx.watches.get(watch.id)
        if known is None:
            return
        strange = found.said if isinstance(found, Strange) else ""
        if watch.tries >= DELAYED or strange != watch.error:
            kind.delayed(tx, watch.subject, strange)
        if isinstance(found, Done | Failed):
            self._ended(tx, watch, thing, found)
            return
        age = tx.now - watch.asked - (self._boot() - began)  # when GEN was asked
        if age > kind.patience(thing):
            why = Failed(f"GEN was still working on it after {age / 3600:.0f} hours.")
            lost_sight(tx, kind, watch, why, seen=True)
            return
        meanwhile = known.hinted if known.hinted > watch.hinted else 0.0
        wait = when.following(tx, kind, thing, watch, called=bool(meanwhile)) * self._jitter()
        key, _ = kind.usual(tx, thing)
        tx.watches.change(
            watch, due=tx.now + wait, tries=0, looked=tx.now, hinted=meanwhile,
            learns=f"{key}/" if key else "", error=strange,
        )  # fmt: skip
        if isinstance(found, News):
            kind.news(tx, watch.subject, found.of)

    def _ended(self, tx: Transaction, watch: Watch, thing: Any, how: Done[Any] | Failed) -> None:
        """Drop first, so that the ending may watch the same thing anew."""
        kind = self._kinds[watch.kind]
        hints.ended(tx, watch)
        if not tx.watches.drop(watch.kind, watch.subject):
            return
        tx.wished = True
        if isinstance(how, Failed):
            kind.fail(tx, watch.subject, how)
            return
        key, _ = kind.usual(tx, thing)
        lasted = tx.now - watch.asked
        if key and watch.asked and self._outage.unbroken(lasted):
            tx.durations.add(key, lasted, tx.now)  # else nobody looked when it ended
        kind.finish(tx, watch.subject, how.result)

    def _unanswered(self, tx: Transaction, watch: Watch, error: Exception) -> None:
        thrift.heard(tx, error)
        self._postpone(tx, watch, error)

    def _unseen(self, tx: Transaction, watch: Watch, error: Refused) -> None:
        """GEN refuses a look, which says nothing about what we asked it for."""
        kind = self._kinds[watch.kind]
        if kind.unseen_is_doubt or (watch.tries >= MOST_TRIES and isinstance(error, NotFound)):
            lost_sight(tx, kind, watch, error)
        else:
            self._postpone(tx, watch, error)

    # --- trouble

    def _postpone(self, tx: Transaction, watch: Watch, error: BaseException) -> None:
        """Back-off is for errors: 1, 2, 4 … 60 seconds, or what GEN asked for if that is longer.

        After a few people are told; after hours it has failed, visibly, with a button.
        """
        kind, why = self._kinds[watch.kind], told(error)
        if watch.tries >= MOST_TRIES:
            lost_sight(tx, kind, watch, Failed(f"{why} I tried for hours."))
            return
        if watch.tries >= DELAYED:
            kind.delayed(tx, watch.subject, f"{why} {GOES_ON}")
        backoff = min(60.0, 2.0 ** min(watch.tries, 16)) * self._jitter() / self._pace
        due = tx.now + max(wait_of(error), backoff)
        tx.watches.change(watch, due=due, tries=watch.tries + 1, error=exactly(error))
