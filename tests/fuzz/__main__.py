"""`python -m tests.fuzz --minutes M` prints a table: inputs, inputs per second, broken promises."""

import argparse
import logging
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.fuzz.calls import Calls
from tests.fuzz.door import Door
from tests.fuzz.mutate import Mutator
from tests.fuzz.targets import Life, Target, every_target

SHARES = {"words": 3.0, "typed commands": 3.0, "payloads": 3.0, "HTTP headers": 3.0}
BATCH = 200


def run(seed: int, seconds: float) -> tuple[Counter[str], Counter[str], list[str]]:
    """Fuzz every target for its share of the time; inputs, seconds used, and what broke."""
    logging.disable(logging.CRITICAL)  # the bot says in its log what it could not read
    targets = everything()
    whole = sum(SHARES.get(name, 1.0) for name in targets)
    inputs: Counter[str] = Counter()
    used: Counter[str] = Counter()
    broken: list[str] = []
    for name, target in targets.items():
        began = time.monotonic()
        end = began + seconds * SHARES.get(name, 1.0) / whole
        while time.monotonic() < end:
            broken += batch(name, target, seed, inputs[name])
            inputs[name] += BATCH
        used[name] = time.monotonic() - began  # type: ignore[assignment]
    return inputs, used, broken


def everything() -> dict[str, Target]:
    """Every target, those with a loop of their own too."""
    doors: dict[str, Target] = {
        "deliveries, through the door": Door(),
        "GEN's calls": Calls(Life()),
    }
    return {**every_target(), **doors}


def batch(name: str, target: Target, seed: int, first: int) -> list[str]:
    """Inputs from here on; each is repeated alone by its own seed."""
    broken = []
    for number in range(first, first + BATCH):
        try:
            target(Mutator(seed * 1_000_000_007 + number))
        except Exception:  # noqa: BLE001  that is what we are looking for
            broken.append(f"{name} {seed} {number}\n{traceback.format_exc()[-1500:]}")
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--replay", nargs=3, metavar=("TARGET", "SEED", "NUMBER"))
    told = parser.parse_args()
    if told.replay:
        name, seed, number = told.replay
        everything()[name](Mutator(int(seed) * 1_000_000_007 + int(number)))
        return 0
    with ProcessPoolExecutor(told.workers) as pool:
        seeds = range(told.seed, told.seed + told.workers)
        done = list(pool.map(run, seeds, [told.minutes * 60] * told.workers))
    return report(done)


def report(done: list[tuple[Counter[str], Counter[str], list[str]]]) -> int:
    inputs = sum((one[0] for one in done), Counter[str]())
    used = sum((one[1] for one in done), Counter[str]())
    broken = [each for one in done for each in one[2]]
    for name, made in inputs.items():
        print(f"{name:36} {made:>12,} inputs {made / used[name]:>10,.0f}/s per process")  # noqa: T201
    print(f"{'all':36} {sum(inputs.values()):>12,} inputs, {len(broken)} broken promises")  # noqa: T201
    for each in {one.splitlines()[-1]: one for one in broken}.values():
        print(f"\n{each}")  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
