"""Real SIGKILLs of the real `genbot run`: worlds of a few hundred each, while people keep working.

The process speaks Socket Mode over a real WebSocket and HTTP with the pretend Slack and GEN of
`genbot.sandbox`, and keeps a real SQLite file (`synchronous=FULL`). It dies at instants drawn by
seed, and exactly at calls, before or after their effect; it comes back by itself. Most starts are
forked from a process that has imported genbot already (`kills_fork`), a share is plain. Slack's rate
limits are off in these worlds, for they do not run faster when the world does: other sweeps have
them. What must be true at the end is in `kills_laws`, read in both outside books first.
"""

import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Self

from genbot.manifest import manifest
from genbot.sandbox import pretend as sandbox
from genbot.sandbox.person import at_slack
from tests.chaos.disk import swapped
from tests.chaos.figures import gathered
from tests.chaos.kills_crew import Crew, a_moment
from tests.chaos.kills_errands import KINDS, WEIGHTS, Errand
from tests.chaos.kills_fork import ForkedBot, a_nursery
from tests.chaos.kills_laws import Ended, Judged, broken, busy
from tests.chaos.kills_reaper import Reaper
from tests.journeys.town import BEA, BOT, IDEAS, LAUNCHES, MAYA, PABLO

SPEED = 400.0
AFTERWARDS = 240.0  # seconds in which everything must end once nobody kills any more
TOPICS = ("tacos", "salsa", "grill", "churros", "market", "brunch", "street", "recipe")


@dataclass(frozen=True)
class World:
    """What is wanted of one world."""

    seed: int
    kills: int = 250
    mean: float = 0.5  # seconds between two kills at chance instants
    plain: float = 0.1  # the share of starts that are not forked
    errands: int = 8  # at once
    seconds: float = 1e9
    mutant: str = ""
    at: str = ""  # the one call to die at, each time; otherwise anywhere
    kinds: tuple[str, ...] = tuple(KINDS)
    folder: Path | None = None  # where its database is kept when a law is broken


@dataclass
class Figures:
    """What one world, or many, came to."""

    worlds: int = 0
    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    tally: Counter[str] = field(default_factory=Counter)
    ages: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __iadd__(self, more: "Figures") -> Self:
        self.worlds, self.seconds = self.worlds + more.worlds, self.seconds + more.seconds
        self.kills, self.tally = self.kills + more.kills, self.tally + more.tally
        self.ages, self.broken = self.ages + more.ages, self.broken + more.broken
        return self


def play(wanted: World) -> Figures:
    """One world from its first start to its judgement; a broken one leaves its story in a file."""
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix=f"kills-{wanted.seed}-", dir=wanted.folder))
    with a_nursery(wanted.mutant) as nursery:
        ForkedBot.nursery, ForkedBot.plain = nursery, wanted.plain
        ForkedBot.chance = random.Random(f"{wanted.seed}:starts")
        with swapped(sandbox, "Bot", ForkedBot):
            ended = asyncio.run(_played(wanted, folder / "genbot.db"))
    figures = _figures(ended)
    figures.seconds = time.monotonic() - began
    if wrong := broken(ended):
        story = folder / "story.txt"
        (folder / "gen.json").write_text(json.dumps(ended.gen, indent=1))
        (folder / "slack.json").write_text(json.dumps(ended.slack, indent=1))
        story.write_text("\n".join([*(f"BROKEN {one}" for one in wrong), "", *_story(ended)]))
        figures.broken = [f"seed {wanted.seed}: {one}  ({story})" for one in wrong]
    else:
        shutil.rmtree(folder)
    return figures


async def _played(wanted: World, database: Path) -> Ended:
    log: list[str] = []
    reaper = Reaper(wanted.seed, wanted.mean, wanted.at)
    async with _a_world(wanted, database, reaper, log) as (world, crew):
        hunt = asyncio.create_task(reaper.hunt(wanted.kills, wanted.seconds))
        errands = await _at_work(crew, wanted, hunt)
        await _to_the_end(errands, database)
        await world.bot.stop()
        judged = Judged(database)
        books = await crew.books(), await crew.books(world.slack)
        verified = _verify(database)
        done = [errand for errand, _ in errands]
        return Ended(*books, crew, reaper, done, judged, verified, log)


@asynccontextmanager
async def _a_world(wanted: World, database: Path, reaper: Reaper, log: list[str]) -> Any:
    plan = sandbox.Plan(
        manifest(), BOT, speed=SPEED, seed=wanted.seed, database=database, limits=False,
        witness=reaper, echo=log.append, settings={"GENBOT_UNDO": "1.5", "GENBOT_POSTS_A_DAY": "10000"},
    )  # fmt: skip
    async with sandbox.pretend(plan) as world:
        reaper.bot = world.bot
        async with at_slack(world.slack, MAYA, PABLO, BEA) as people:
            crew = Crew(*people, world.slack, world.gen, database, reaper.began)
            await crew.credits(1e9)
            world.bot.keep()
            yield world, crew


Working = list[tuple[Errand, asyncio.Task[None]]]


async def _at_work(crew: Crew, wanted: World, hunt: asyncio.Task[None]) -> Working:
    """So many errands at once, each followed by another, for as long as the process is killed."""
    chance, every = random.Random(f"{wanted.seed}:errands"), Working()
    channels = [crew.maya.channel(name) for name in (IDEAS, LAUNCHES)]
    running: set[asyncio.Task[None]] = set()
    for nth in count():
        while len(running) >= wanted.errands and not hunt.done():
            _, left = await asyncio.wait({*running, hunt}, return_when=asyncio.FIRST_COMPLETED)
            running = left - {hunt}
        if hunt.done():
            break
        kind = chance.choices(wanted.kinds, [WEIGHTS.get(one, 1) for one in wanted.kinds])[0]
        topic = f"{chance.choice(TOPICS)} number {nth}x"
        errand = Errand(crew, kind, topic, chance.choice(channels))
        task = asyncio.create_task(errand.run())
        every.append((errand, task))
        running.add(task)
    hunt.result()
    return every


async def _to_the_end(errands: Working, database: Path) -> None:
    """Everybody finishes; then everything is said and seen to. Whoever cannot is told by the laws."""
    tasks = [task for _, task in errands]
    _, late = await asyncio.wait(tasks, timeout=AFTERWARDS)
    for task in late:
        task.cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    for (errand, _), end in zip(errands, ends, strict=True):
        if isinstance(end, Exception):
            errand.waits_for += f", and stumbled: {end!r}"
    with suppress(TimeoutError):
        async with asyncio.timeout(AFTERWARDS):
            while busy(database):
                await a_moment(0.2)


def _verify(database: Path) -> str:
    from genbot.operate import records  # noqa: PLC0415

    try:
        return records.verify(database)
    except records.Unreadable as wrong:
        return str(wrong)


def _figures(ended: Ended) -> Figures:
    kills = Counter(one.where for one in ended.reaper.kills)
    deeds = ended.crew.deeds
    tally = Counter({
        "errands": len(ended.errands),
        "deeds acknowledged": sum(one.acked for one in deeds),
        "deeds not acknowledged": sum(not one.acked for one in deeds),
        "forms a crash swallowed": ended.crew.swallowed,
        "publish calls": ended.gen["publish_calls"],
        "videos published": len(ended.posts),
        "put to a person": sum(one.fact.get("state") == "unsure" for one in ended.judged.journal),
        "seen by people as unsure": sum(len(one.unsure) for one in ended.errands),
        "messages": len(ended.slack["messages"]),
        "kills of plain starts": sum(one.plain for one in ended.reaper.kills),
        "commits judged": len(ended.judged.journal),
    })  # fmt: skip
    return Figures(1, 0.0, kills, tally, [one.age for one in ended.reaper.kills])


def _story(ended: Ended) -> Iterator[str]:
    yield from (str(errand) for errand in ended.errands)
    told = [(one.at, str(one)) for one in (*ended.reaper.kills, *ended.crew.deeds)]
    told += [(at, f"{at:8.3f} s  GEN is asked to publish {m}") for at, m in ended.reaper.published]
    yield from (line for _, line in sorted(told))
    yield from ("", "The log:", *ended.log)


def sweep(seed: int, kills: int, minutes: float, workers: int, mutant: str = "") -> Figures:
    """So many kills in worlds of one seed after the other, divided among processes."""
    until = time.monotonic() + minutes * 60
    spawn = get_context("fork")
    queue, left = spawn.SimpleQueue(), spawn.Value("i", kills)
    each = -(-kills // workers)
    crew = [
        spawn.Process(target=_part, args=(seeds, each, left, until, mutant, queue))
        for seeds in (range(seed + nth, 10**9, workers) for nth in range(workers))
    ]
    began = time.monotonic()
    figures = gathered(crew, queue, Figures())
    figures.seconds = time.monotonic() - began
    return figures


def _part(seeds: range, each: int, left: Any, until: float, mutant: str, queue: Any) -> None:
    figures = Figures()
    for seed in seeds:
        with left.get_lock():
            kills = min(World.kills, each, left.value)
            left.value -= kills
        if kills <= 0 or time.monotonic() >= until:
            break
        one = _safely(World(seed, kills, seconds=until - time.monotonic(), mutant=mutant))
        figures += one
        shown = f"  seed {seed}: {sum(one.kills.values())} kills, {one.seconds:.0f} s"
        sys.stdout.write("\n".join([shown, *(f"    BROKEN {law}" for law in one.broken)]) + "\n")
        sys.stdout.flush()
    queue.put(figures)


def _safely(wanted: World) -> Figures:
    """A world that cannot even be judged counts as broken; the others go on."""
    try:
        return play(wanted)
    except Exception as error:  # noqa: BLE001
        why = "".join(traceback.format_exception(error)[-3:])
        return Figures(1, broken=[f"seed {wanted.seed} could not be judged: {why}"])


def table(figures: Figures) -> Iterator[str]:
    """Readable lines."""
    kills = sum(figures.kills.values())
    ages = sorted(figures.ages)
    asked, out = figures.tally["put to a person"], figures.tally["videos published"]
    yield "kill -9 of the real process"
    rows = {
        "kills": f"{kills:,} in {figures.worlds} worlds",
        "speed": f"{kills / figures.seconds:.2f} kills/s over {figures.seconds:,.0f} s",
        "age at death": f"median {ages[len(ages) // 2]:.2f} s" if ages else "",
        "before it was 0.3 s old": f"{sum(age < 0.3 for age in ages):,}",
        **{name: f"{many:,}" for name, many in figures.tally.items()},
        "share put to a person": f"{asked / max(1, out):.1%} of what was published",
        "BROKEN LAWS": f"{len(figures.broken):,}",
    }
    yield from (f"  {label:<26}{value}" for label, value in rows.items())
    for where, many in figures.kills.most_common():
        yield f"    {where:<78}{many:>6,}"
    yield from (f"    {one}" for one in figures.broken[:40])
