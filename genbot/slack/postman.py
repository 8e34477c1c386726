"""Empties the outbox into Slack: in order, side by side, and never twice what it can find."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from genbot import trace
from genbot.domain.files import NotFetched, Unfit
from genbot.flows import installation
from genbot.slack import away, pauses, rooms, trouble
from genbot.slack.letters import POST, Found, Letters, Wait, because, method, plainer, where
from genbot.slack.outage import Outage, Ways
from genbot.slack.pacer import Pacer
from genbot.slack.trouble import MOST_TRIES, Next, Trouble
from genbot.slack.uploads import Uploads
from genbot.store import CannotWrite, Store, Transaction
from genbot.store.outbox import Outgoing

log = logging.getLogger(__name__)
AT_ONCE = 50  # rows claimed in one round
LEASE = 120.0
PATIENCE = 25.0  # for one call of Slack's
LONGEST_PAUSE = 64.0
REFUSED = "Slack did not take it"


class Postman:
    """`round` claims what is due and hands it out, lane by lane; `rest` waits until all is done.

    Somebody calls `round` twice a second, and whenever something was said.
    """

    def __init__(
        self,
        store: Store,
        letters: Letters,
        pacer: Pacer,
        uploads: Uploads,
        now: Callable[[], float],
        ways: Ways | None = None,
    ) -> None:
        self._store, self._letters, self._pacer, self._uploads = store, letters, pacer, uploads
        self._now = now
        self._outage = Outage(now, ways)
        self._remembers = False
        self._lanes: dict[str, deque[Outgoing]] = {}
        self._in_hand: set[str] = set()
        self._walking: set[asyncio.Task[None]] = set()

    async def round(self) -> None:
        """Claim due rows; one at most while Slack is down, to see whether it is back."""
        if not (most := self._outage.most(AT_ONCE)):
            return
        if not self._remembers:
            await self._remember()
        rows = await self._store.unit(_claimed, most)
        for row in rows:
            if row.slot not in self._in_hand:  # a row in hand for longer than its lease stays there
                self._hand_out(row)

    async def _remember(self) -> None:
        """What Slack told the last process to leave alone is left alone by this one too."""
        for name, channel, seconds in await self._store.read(pauses.left):
            self._pacer.hold(name, channel, seconds)
        self._remembers = True

    async def rest(self) -> None:
        """Return when everything in hand is delivered or put back."""
        while self._walking:
            await asyncio.wait(self._walking)

    async def drain(self, patience: float) -> None:
        """At the end: finish what is in hand, or leave it to be found again."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.rest(), patience)
        for task in self._walking:
            task.cancel()

    def _hand_out(self, row: Outgoing) -> None:
        """A video has a lane of its own: it may take minutes, and words must not wait for it. What is
        there already and hurries is next; the order in which messages appear stays as it is."""
        name = row.slot if row.kind == "upload" else row.channel
        self._in_hand.add(row.slot)
        if lane := self._lanes.get(name):
            lane.insert(1 if row.hurry and row.ts else len(lane), row)
            return
        self._lanes[name] = deque([row])
        task = asyncio.create_task(self._walk(name))
        self._walking.add(task)
        task.add_done_callback(self._walking.discard)

    async def _walk(self, name: str) -> None:
        lane = self._lanes[name]
        while lane:
            row = lane[0]
            try:
                await self._see_to(row)
            except CannotWrite:
                log.debug("%s is seen to again", row.slot)
            except Exception:
                log.exception("%s could not be seen to; it is found again", row.slot)
            finally:
                lane.popleft()
        del self._lanes[name]

    async def _see_to(self, row: Outgoing) -> None:
        if row.slot not in self._in_hand:
            return  # put back together with one before it
        trace.follow(row.ref)
        try:
            if row.doubtful and await self._settled(row):
                return
            said = await self._send(row)
        except Wait as wait:
            await self._put_back(row, wait)
        except Unfit as why:
            log.info("%s is shown as a link: %s", row.slot, why)
            await self._instead(row, because(row.body["fallback"], str(why)))
        except NotFetched as why:
            await self._fetch_again(row, str(why))
        except Exception as error:  # noqa: BLE001  whatever it was, it is sorted
            await self._cope(row, trouble.read(error))
        else:
            await self._sent(row, said)

    async def _send(self, row: Outgoing) -> Found:
        if row.kind == "upload":
            self._letters.pace(method(row), row.channel)
            return Found(await self._uploads.send(row), row.rev)
        async with asyncio.timeout(PATIENCE):
            return await self._letters.deliver(row, row.body)

    async def _settled(self, row: Outgoing) -> bool:
        """Look for what an earlier attempt may have left; True when there is nothing to send now."""
        room = await self._store.read(rooms.of, row.channel)
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._letters.find(replace(row, channel=room))
        except Wait:
            raise
        except Exception as error:  # noqa: BLE001
            return await self._cannot_look(row, trouble.read(error))
        if found is None:
            return False

        def settled(tx: Transaction) -> None:
            tx.outbox.sent(row.slot, found.rev or row.rev, found.ts, tx.now)
            tx.outbox.moved(row.slot, room)

        await self._close(row, settled)
        return True

    async def _cannot_look(self, row: Outgoing, why: Trouble) -> bool:
        """Where nobody may read, once too often is better than never; else look again later."""
        blind = why.error == "missing_scope" or why.next in {Next.ELSEWHERE, Next.ORPHAN}
        if blind or why.lasts(row.tries):
            return False
        self._outage.note(why)
        if why.next is Next.SLOWER:
            await self._slower(row, where(row), why)
        else:
            await self._later(row, _pause(row), why.error)
        return True

    async def _close(self, row: Outgoing, story: Callable[[Transaction], None]) -> None:
        """Write down how it ended. It leaves the hand first: once this is committed, a round may
        claim the row for newer words."""
        self._in_hand.discard(row.slot)
        await self._store.unit(story)

    async def _sent(self, row: Outgoing, said: Found) -> None:
        self._outage.over()

        def sent(tx: Transaction) -> None:
            tx.outbox.sent(row.slot, row.rev, said.ts, tx.now)
            if row.channel.startswith(rooms.PEOPLE) and said.channel:
                tx.outbox.moved(row.slot, said.channel)
                rooms.keep(tx, row.channel, said.channel)
            if not row.ts:  # words of ours may be changed where no new ones may be said
                away.back(tx, row.channel)

        await self._close(row, sent)
        log.info("said %s", row.slot, extra={"channel": row.channel, "ts": said.ts})

    async def _later(
        self, row: Outgoing, seconds: float, error: str, *, posted: bool = True
    ) -> None:
        """Put it back. What was doubtful stays so, whatever happened to this attempt."""
        doubt = posted or row.doubtful
        await self._close(
            row, lambda tx: tx.outbox.later(row.slot, tx.now + seconds, error, posted=doubt)
        )

    async def _put_back(self, row: Outgoing, wait: Wait) -> None:
        """Too fast: this row, and all behind it that would wait for the same, come back in turn.
        Until then newer words may replace theirs."""
        lane = self._lanes.get(row.channel, deque()) if method(row) == wait.method else deque()
        same = (one for one in lane if one is not row and method(one) == wait.method)
        behind = [one for one in same if row.hurry or not one.hurry]
        for one in behind:
            self._in_hand.discard(one.slot)
        step = self._pacer.pause(wait.method)

        def back(tx: Transaction) -> None:
            for place, one in enumerate([row, *behind]):
                due = tx.now + wait.seconds + place * step
                tx.outbox.back(one.slot, due, doubtful=one.doubtful)

        await self._close(row, back)

    async def _slower(self, row: Outgoing, called: str, why: Trouble) -> None:
        """Slack says when to come back, and that was no failed try."""
        self._pacer.hold(called, row.channel, why.hold)

        def back(tx: Transaction) -> None:
            pauses.keep(tx, called, row.channel, why.hold)
            tx.outbox.back(row.slot, tx.now + why.hold, why.error, doubtful=row.doubtful)

        await self._close(row, back)

    async def _cope(self, row: Outgoing, why: Trouble, called: str = "") -> None:
        self._outage.note(why)
        if not why.down and why.next is not Next.SLOWER:
            log.info("not said yet: %s: %s", row.slot, why.error, extra={"channel": row.channel})
        match why.next:
            case Next.SLOWER:
                await self._slower(row, called or method(row), why)
            case Next.DOUBT:
                await self._later(row, max(away.SETTLE, _pause(row)), why.error)
            case Next.ANEW if row.ts:
                await self._close(row, lambda tx: tx.outbox.anew(row.slot, tx.now))
            case Next.ORPHAN if row.thread_ts:
                await self._close(row, lambda tx: away.orphaned(tx, row, why.error))
            case Next.ELSEWHERE | Next.ORPHAN:
                log.warning("cannot speak in %s: %s", row.channel, why.error)
                await self._close(row, lambda tx: away.elsewhere(tx, row, why.error))
            case Next.PLAINER:
                log.error("Slack refused the blocks of %s: %s", row.slot, why.error)
                await self._instead(row, plainer(row.body.get("fallback", row.body)))
            case Next.CARD if row.kind == "upload":
                await self._instead(row, _simpler(row))
            case _:
                await self._again(row, why, simpler=not called)

    async def _again(self, row: Outgoing, why: Trouble, *, simpler: bool) -> None:
        """Not taken. After minutes it is tried in a simpler way, and who waits for it is told."""
        if simpler and why.lasts(row.tries):
            await self._instead(row, _simpler(row))
            return
        await self._later(row, _pause(row), why.error, posted=False)
        if why.lasts(row.tries) and row.tries == MOST_TRIES:
            log.error("Slack does not take %s: %s", row.slot, why.error)
            await self._store.unit(away.stuck, row, why.error)

    async def _instead(self, row: Outgoing, body: dict[str, Any]) -> None:
        """Say it with a card where a video cannot be shown, with words where blocks cannot."""
        try:
            async with asyncio.timeout(PATIENCE):
                said = await self._letters.deliver(row, body)
        except Wait as wait:
            await self._put_back(row, wait)
        except Exception as error:  # noqa: BLE001
            why = trouble.read(error)
            if why.next is not Next.PLAINER:
                await self._cope(row, why, POST if row.kind == "upload" else method(row))
            elif body.get("blocks"):
                await self._instead(row, plainer(body))
            else:
                log.error("Slack refused even the words of %s: %s", row.slot, why.error)  # noqa: TRY400
                await self._close(row, lambda tx: tx.outbox.dead(row.slot, why.error))
        else:
            await self._sent(row, said)

    async def _fetch_again(self, row: Outgoing, why: str) -> None:
        if row.tries < MOST_TRIES:
            await self._later(row, max(away.SETTLE, _pause(row)), why, posted=False)
            return
        log.warning("%s is shown as a link: %s", row.slot, why)
        await self._instead(row, because(row.body["fallback"], "I could not fetch it"))


def _claimed(tx: Transaction, most: int) -> list[Outgoing]:
    return [] if installation.gone(tx) else tx.outbox.claim(tx.now, most, LEASE)


def _pause(row: Outgoing) -> float:
    """How long to leave it alone after an error: longer each time, never for long."""
    return min(float(2 ** min(row.tries, 16)), LONGEST_PAUSE)


def _simpler(row: Outgoing) -> dict[str, Any]:
    """What Slack is more likely to take: of a video its card, of a card its words."""
    if row.kind == "upload":
        return because(row.body["fallback"], REFUSED)
    return plainer(row.body)
