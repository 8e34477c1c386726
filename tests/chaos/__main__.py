"""`python -m tests.chaos WHAT`: break it, leave it alone, and say how it went."""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain

from tests.chaos import away_table, kills, model
from tests.chaos import soak as soaking
from tests.chaos.fate import COARSE, STEP
from tests.chaos.figures import kinds, swept, table
from tests.chaos.journeys import JOURNEYS, SWEPT
from tests.chaos.laws import broken
from tests.chaos.mutants import MUTANTS
from tests.chaos.planting import hunt
from tests.chaos.sweep import Plan, chance, counted, pairs, play, points, singles


def main() -> int:
    asked = _arguments().parse_args()
    return COMMANDS[asked.what](asked)


def single(asked: argparse.Namespace) -> int:
    """A crash at every point of every journey."""
    names = asked.journey or list(SWEPT)
    found = {name: points(name) for name in names}
    for name, alike in found.items():
        many = counted(alike)
        steps = f"{many[STEP]:>6} steps: {len(alike):>6} different crashes"
        _say(f"  {name:<18}{many[COARSE]:>6} commits and calls {steps}")
    total = sum(counted(alike).total() for alike in found.values())
    _say(f"  {total:,} points, {sum(map(len, found.values())):,} different crashes")
    every = lambda: chain.from_iterable(singles(name, every=asked.all) for name in names)  # noqa: E731
    return _shown("single crashes", swept(every, asked.minutes * 60))


def pair(asked: argparse.Namespace) -> int:
    """Two crashes, the second after the first."""
    names = asked.journey or list(SWEPT)
    every = lambda: _in_turn(names, asked)  # noqa: E731
    return _shown("ordered pairs of crashes", swept(every, asked.minutes * 60))


def _in_turn(names: list[str], asked: argparse.Namespace) -> Iterator[Plan]:
    """One pair of each journey after the other, so that a short time sees all of them."""
    if asked.all:
        return chain.from_iterable(pairs(name) for name in names)
    each = -(-asked.sample // len(names))
    drawn = [pairs(name, each, asked.seed) for name in names]
    return (plan for row in zip(*drawn, strict=True) for plan in row)


def by_chance(asked: argparse.Namespace) -> int:
    """Faults and crashes drawn by seed."""
    seeds = range(asked.seed, asked.seed + asked.seeds)
    every = lambda: chance(seeds, asked.faults, asked.crashes)  # noqa: E731
    figures = swept(every, asked.minutes * 60)
    shown = _shown(f"seeds {seeds.start} to {seeds.stop - 1}", figures)
    _say(*kinds(figures))
    return shown


def steps(asked: argparse.Namespace) -> int:
    """People at random against a small reference model."""
    walked = model.walk(asked.seed, asked.steps, asked.minutes * 60)
    _say(*model.table(walked))
    return len(walked.broken)


def mutants(asked: argparse.Namespace) -> int:
    """Planted faults must be found."""
    survived = 0
    for one in MUTANTS:
        nth, plan, law = hunt(one)
        survived += not nth
        _say(f"  {'killed' if nth else 'SURVIVED':<10}{one.name:<52}{nth:>5}  {plan}  {law[:90]}")
    _say(f"{len(MUTANTS) - survived} of {len(MUTANTS)} mutants killed")
    return survived


def kill(asked: argparse.Namespace) -> int:
    """Real processes, really killed, while people work with them."""
    figures = kills.sweep(asked.seed, asked.kills, asked.minutes, asked.workers, asked.mutant)
    _say(*kills.table(figures))
    return len(figures.broken)


def away(asked: argparse.Namespace) -> int:
    """GEN, Slack, the machine or the process away."""
    return away_table.report(_say)


def soak(asked: argparse.Namespace) -> int:
    """Days of a busy workspace."""
    return soaking.report(soaking.Soak(asked.hours, asked.jobs, asked.requests, asked.seed), _say)


def replay(asked: argparse.Namespace) -> int:
    """One run, told from outside."""
    world = play(Plan.read(asked.plan))
    _say(world.log.told())
    for record in world.records:
        _say(f"  log {record.levelname:<8} {record.name}: {record.getMessage()}")
    wrong = broken(world)
    _say(*(f"BROKEN {what}" for what in wrong or ["nothing: every law holds"]))
    return len(wrong)


def everything(asked: argparse.Namespace) -> int:
    """A share of the time for each."""
    whole = asked.minutes
    wrong = mutants(asked)
    for part, what in ((0.4, single), (0.3, pair), (0.2, by_chance), (0.1, steps)):
        asked.minutes = whole * part
        wrong += what(asked)
    return wrong


def _shown(name: str, figures: object) -> int:
    _say(*table(name, figures))  # type: ignore[arg-type]
    return len(figures.broken)  # type: ignore[attr-defined]


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("what", choices=list(COMMANDS))
    parser.add_argument("plan", nargs="?", help="what a sweep printed, for replay")
    parser.add_argument("--journey", action="append", choices=list(JOURNEYS))
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=float, default=1e12, help="of people at random")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=5000, help="pairs to draw")
    parser.add_argument("--all", action="store_true", help="every pair, or every single point")
    parser.add_argument("--hours", type=int, default=72, help="of virtual time, for soak")
    parser.add_argument("--jobs", type=int, default=10_000, help="posts that wait, for soak")
    parser.add_argument("--requests", type=float, default=6.0, help="an hour by day, for soak")
    parser.add_argument("--faults", type=float, default=0.25)
    parser.add_argument("--crashes", type=int, default=3)
    parser.add_argument("--kills", type=int, default=2000, help="of the real process, in all")
    parser.add_argument("--workers", type=int, default=2, help="worlds at once, for kills")
    parser.add_argument("--mutant", default="", help="planted in the real process, for kills")
    return parser


COMMANDS = {
    "single": single, "pairs": pair, "random": by_chance, "model": steps, "mutants": mutants,
    "away": away, "soak": soak, "kills": kill, "replay": replay, "all": everything,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(min(main(), 1))
