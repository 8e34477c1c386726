"""Crashes that are alike: between two points at which nothing that outlives a crash has changed, one stands for both."""

from tests.chaos.fate import COARSE, STEP, Cut, Fate
from tests.chaos.life import LIVING
from tests.chaos.world import World


class Witness(Fate):
    """Compares, from point to point of an undisturbed run, what a crash there would leave behind.

    `alike` has all points in their order; those in one list leave one and the same world.
    """

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.alike: list[list[Cut]] = []
        self._left: object = None

    def here(self, label: str) -> bool:
        self._look(COARSE)
        return super().here(label)

    def step(self) -> bool:
        self._look(STEP)
        return super().step()

    def _look(self, kind: str) -> None:
        left = _left_behind(self.world)
        if left != self._left:
            self.alike.append([])
        self.alike[-1].append((kind, self.count[kind]))
        self._left = left


def _left_behind(world: World) -> object:
    """Equal for two points of a run only if no step but genbot's own has run between them, and those
    committed nothing, sent nothing, logged nothing, drew no number and touched no timer."""
    loop, life = world.loop, world.life
    assert life
    others = loop.steps - world.fate.count[STEP]
    woken = [one for one in loop._ready if one._context.get(LIVING) is None]  # type: ignore[attr-defined]
    timers = loop._scheduled.copy(), loop._timer_cancelled_count  # type: ignore[attr-defined]
    disk = life.number, life.store.kept(), life.store._sealed
    chance = hash((world.rng.getstate(), world.faults.rng.getstate())), repr(world._ids)
    grown = [
        len(one)
        for one in (
            world.log.lines, world.records, world.lost, world.gen.calls, world.gen.holds,
            world.slack.calls, world.slack.holds, *world.faults.planned.values(),
        )
    ]  # fmt: skip
    return loop.time(), world.slept, others, woken, timers, disk, chance, grown
