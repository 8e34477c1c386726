"""What genbot does now and then, as app.py has it: reminders, who belongs to the workspace, the account."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from genbot.app import ACCOUNT, REMINDERS, ROSTER
from genbot.flows import people, reminders
from genbot.heartbeat import Round
from genbot.slack.roster import MOST, Roster
from genbot.watches.account import Account

if TYPE_CHECKING:
    from tests.chaos.life import Life

SOON, SELDOM = 10, 1800.0  # beats without anything to do; seconds between two looks from then on


class Quiet:
    """Whether a look is worth its while: not often where nothing was found and nothing has changed."""

    def __init__(self, life: "Life") -> None:
        self._life, self._idle, self._looked = life, 0, 0.0
        self._before: object = None

    def __call__(self, look: Callable[[Any], object]) -> bool:
        kept, now = self._life.store.kept(), self._life.world.now()
        self._idle = 0 if kept != self._before else self._idle + 1
        self._before = kept
        if self._idle > SOON and now - self._looked < SELDOM:
            return False
        self._looked = now
        return bool(self._life.store._read(look))


class Seldom:
    """Each comes at its own beat. Whether a beat would find something is looked at from outside, so
    that those which would not are no points at which to crash. Where nothing was found ten times and
    nothing has changed since, a beat is looked at only each half hour; and the groups are asked for
    only once in each life, and while there is something that Slack could not tell."""

    def __init__(self, life: "Life", client: Any, gen: Any, guarded: Callable[..., Round]) -> None:
        self._life, self._world, self._asked = life, life.world, False
        self._waits, self._people, self._crowds = Quiet(life), Quiet(life), Quiet(life)
        self._roster = roster = Roster(client, life.store, self._world.now)
        self._beat(REMINDERS, self._reminds, guarded("reminders", self._remind))
        self._beat(ROSTER, self._asks, guarded("roster", roster.round))
        account = Account(gen, life.store).round
        self._beat(ACCOUNT, lambda: self._world.gen.left is not None, guarded("account", account))

    def _beat(
        self, every: float, wanted: Callable[[], bool], round: Round,
        under_way: "asyncio.Task[Any] | None" = None,
    ) -> None:  # fmt: skip
        def due() -> None:
            task = under_way
            if not self._life.alive or self._life.stopping:
                return
            if (task is None or task.done()) and wanted():
                task = self._life.run(round())
            self._beat(every, wanted, round, task)

        self._world.later(every, due)

    async def _remind(self) -> None:
        store = self._life.store
        if found := await store.read(reminders.look):
            await store.unit(reminders.see_to, found)

    def _reminds(self) -> bool:
        return self._waits(reminders.look)

    def _asks(self) -> bool:
        members, due, now = self._world.members, self._roster._due, self._world.now()
        if not members.any:
            return False
        if due["groups"] <= now and (not self._asked or members.news):
            self._asked = True
            return True
        if due["channels"] <= now and self._crowds(lambda tx: people.uncounted(tx, MOST)):
            return True
        return due["people"] <= now and self._people(lambda tx: people.unsure(tx, MOST))
