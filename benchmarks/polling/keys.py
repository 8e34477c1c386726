"""What it is worth to learn by kind, model and template, when one model is slower than another."""

from collections.abc import Iterator, Sequence
from functools import cache
from statistics import fmean

from benchmarks.found import Row, Size, Table
from benchmarks.polling.durations import World, lognormal
from benchmarks.polling.learned import told
from benchmarks.polling.optimum import frontier
from benchmarks.polling.schedules import WORTH, cost, ours
from genbot.domain.pace import Usual, together

KIND, KNOWN = "clip", 60  # jobs of each of the models that are known already
SEEN = (0, 1, 3, 10, 30, 200)
MODELS = tuple(lognormal(0.3, median) for median in (30.0, 90.0, 270.0))
ALIKE = tuple(lognormal(0.5) for _ in range(3))


def measured(size: Size) -> Table:
    lives, count = size.of(1, 1, 8), size.of(100, 400, 2000)
    every = (
        ("a template of one of three models", MODELS),
        ("a template that makes no difference", ALIKE),
    )
    rows = [row for name, worlds in every for row in _rows(name, worlds, lives, count)]
    return Table("One kind, three models", rows, NOTE)


NOTE = (
    f"{KNOWN} jobs of each of three models are known, 30, 90 and 270 s in the middle, and then some of "
    "another template that behaves like one of them. By its kind: as if there were one history for "
    "all. Dearer: the cost of requests and delay together, over that of the exact optimum. Held: how "
    "often the range that people read was right; it is meant to be in 80 %."
)


def _rows(name: str, worlds: Sequence[World], lives: int, count: int) -> Iterator[Row]:
    for jobs in SEEN:
        wide, narrow = [], []
        for seed in range(lives):
            for nth, world in enumerate(worlds):
                kind, own = _known(worlds, nth, jobs, seed)
                wide.append(_judged(world, kind, count))
                narrow.append(_judged(world, own, count))
        yield {"jobs of": name, "seen": jobs, **_cells("kind", wide), **_cells("key", narrow)}


def _known(worlds: Sequence[World], nth: int, jobs: int, seed: int) -> tuple[Usual, Usual]:
    """What its kind knows, and what its own key does, of a template of the nth model."""
    before = {f"{KIND}/model{one}/old": (world, KNOWN) for one, world in enumerate(worlds)}
    own = f"{KIND}/model{nth}/new" if jobs else f"{KIND}/model{nth}"
    known = told({**before, own: (worlds[nth], jobs), KIND: (worlds[nth], 0)}, seed=seed)
    return known[KIND], known[own]


def _judged(world: World, usual: Usual, count: int) -> tuple[float, float]:
    """How much dearer than the optimum, and how often what is promised holds."""
    ends = world.ends(count)
    early, late = together([usual])
    dearer = cost([ours(usual, 3 * world.reach[1])], ends).at(WORTH) / _least(world, count) - 1
    return dearer, sum(early <= end <= late for end in ends) / count


@cache
def _least(world: World, count: int) -> float:
    """What the exact optimum costs."""
    step = 0.25 * max(1.0, world.reach[1] / 2000)
    return frontier(world, (WORTH,), world.ends(count), step)[0].at(WORTH)


def _cells(by: str, judged: Sequence[tuple[float, float]]) -> Row:
    return {
        f"by its {by}: dearer, %": round(100 * fmean(dearer for dearer, _ in judged), 1),
        f"held by {by}, %": round(100 * fmean(held for _, held in judged)),
    }
