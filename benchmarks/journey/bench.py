"""Journeys in the sandbox, from the wish to the confirmed post; then their calls once more, in a line."""

import asyncio
import json
import pickle
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, web

from benchmarks import progress
from benchmarks.found import Cell, Flame, Found, Goal, Row, Size, Table
from benchmarks.journey.recorded import Call, Recorder, answering
from benchmarks.process import Process, environment
from genbot.manifest import manifest
from genbot.sandbox.person import Person, at_slack
from genbot.sandbox.pretend import Plan, Pretend, pretend

BOT = (sys.executable, "-m", "benchmarks.journey.counted", "run")
MAYA, BEA, ROOM = "U0MARKETER", "U0BRANDOWN", "#video-ideas"
SPEED, PATIENCE, MOST = 100.0, 240.0, 10  # ideas in one request
SETTINGS = {
    "GENBOT_UNDO": "0",
    "GENBOT_PROGRESS_URL": "",
    "GENBOT_LOG_LEVEL": "WARNING",
    "GENBOT_POSTS_A_DAY": "10000",  # TikTok's limit would hold the rest until tomorrow
}


@dataclass(frozen=True, slots=True)
class Went:
    """So many journeys: processor and clock, and what the bot did for them."""

    number: int
    cpu: float
    wall: float
    commits: int
    calls: Sequence[Call]
    straight: float
    stacks: Mapping[str, float]

    def each(self, what: float) -> float:
        return what / self.number


def run(size: Size) -> Found:
    every = [(number, _tried(number)) for number in size.of((1,), (2,), (1, 10, 100))]
    found = [one for _, one in every if one]
    late = [f"{number} at once: no end in {PATIENCE:g} s" for number, one in every if not one]
    if not found:
        return Found("journey", "A whole journey", ABOUT, [], left_out=late)
    table = Table("For each journey", [_row(one) for one in found], NOTE)
    many = found[-1]
    ratio = many.cpu / many.straight
    goal = Goal(
        f"CPU of {many.number} journeys against a straight line", "at most 2 times",
        f"{ratio:.2f} times", ratio <= 2.0, STRAIGHT,
    )  # fmt: skip
    where = Table("Which calls, for all of them", _kinds(many.calls))
    flames = _flames(size.of(0, 0, 10))
    return Found(
        "journey", "A whole journey", ABOUT, [table, where], [goal], flames=flames, left_out=late
    )


def _flames(number: int) -> list[Flame]:
    """Of journeys that are not measured: to look costs something too."""
    went = _tried(number, looking=True) if number else None
    title = f"Where the processor time of {number} journeys goes"
    return [Flame("journey", title, LOOKED, went.stacks)] if went else []


STRAIGHT = (
    "The straight line keeps nothing, draws nothing and never has to look whether something is ready. What "
    "genbot does besides, its commits and its looks, is counted in the tables below. Tried: fewer idle connections to GEN, "
    "and one turn of the loop for all that a commit has done, made no difference that could be measured; what Slack tells "
    "of our own cards is acknowledged before Bolt sees it (about a twentieth). aiohttp beneath httpx would save a tenth, but it "
    "repeats a PUT or DELETE by itself when a kept connection turns out closed, and what writes is to be sent once."
)
ABOUT = (
    "From `/gen ideas` to the post that is live, in the sandbox at a hundred times its speed: ideas come, "
    "all are approved at once, their videos are made, and each is published. All calls that the bot made "
    "to GEN and Slack are then made again by a script, one after the other, with the same clients "
    "(httpx, slack_sdk) and the same bodies and answers; it hears no clicks, keeps nothing, decides "
    "nothing and knows when all is ready."
)
NOTE = (
    "CPU of the bot's process from the wish to the last post, with its heartbeat; commits that changed "
    "something. Slack's pace is lifted: in life, waiting merges updates of one message."
)
LOOKED = (
    "From when the bot runs to the last post, as seen about a thousand times a second; hover over a box of "
    "the file itself for its share. About a third are the clients that speak to GEN (httpx) and Slack "
    "(slack_sdk), which the straight line pays too. About a third is the writer's thread: stories that "
    "read, decide and draw, and their durable commits. The rest is what finds what is due and hands it "
    "on, and the loop that waits for all of it."
)


def _tried(number: int, *, looking: bool = False) -> Went | None:
    """None where the machine is too slow for so many."""
    progress.now(f"journey: {number} at once")
    try:
        return asyncio.run(_went(number, looking=looking))
    except TimeoutError:
        return None


async def _went(number: int, *, looking: bool = False) -> Went:
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        counted, stacks = home / "commits", home / "stacks"
        told = {"BENCH_COMMITS": str(counted)} | ({"BENCH_STACKS": str(stacks)} if looking else {})
        plan = Plan(
            manifest(), BOT, speed=SPEED, witness=web.middleware(recorder), limits=False,
            database=home / "genbot.db", settings={**SETTINGS, **told},
        )  # fmt: skip
        async with pretend(plan) as town:
            await _rich(town.gen)
            await town.bot.start()
            cpu, wall = await _lived(town, recorder, number)
            town.bot.ask_to_end()
            await town.bot.ended()
        commits = int(counted.read_text(encoding="utf-8"))
        seen = json.loads(stacks.read_text(encoding="utf-8")) if looking else {}
        straight = await _straight(recorder.calls, home)
    return Went(number, cpu, wall, commits, recorder.calls, straight, seen)


async def _rich(gen: str) -> None:
    """What the pretend GEN begins with pays for a dozen videos."""
    async with (
        ClientSession() as http,
        http.post(f"{gen}/_sandbox/credits", json={"generic": 1e6}) as answer,
    ):
        answer.raise_for_status()


async def _lived(town: Pretend, recorder: Recorder, number: int) -> tuple[float, float]:
    async with at_slack(town.slack, MAYA, BEA, patience=PATIENCE) as (maya, bea):
        await maya.until("the bot", lambda: maya.bot_online or None)
        process = Process(town.bot.pid or 0)
        recorder.on, before, began = True, process.cpu, time.monotonic()
        await _asked(maya, number)
        await asyncio.gather(*(_approved(maya, card) for card in await _cards(maya, number)))
        async with asyncio.timeout(PATIENCE):
            await _published(bea, number)
        recorder.on = False
        return process.cpu - before, time.monotonic() - began


async def _asked(maya: Person, number: int) -> None:
    for nth in range(0, number, MOST):
        await maya.types(f"/gen ideas {min(MOST, number - nth)} tacos {nth}", channel=ROOM)


async def _cards(maya: Person, number: int) -> list[dict[str, object]]:
    def look() -> list[dict[str, object]] | None:
        requests = [one for one in maya.messages(ROOM) if "tacos" in str(one)]
        found = [
            card for one in requests for card in maya.find(button="Approve", channel=ROOM, thread=one["ts"])
        ]  # fmt: skip
        return found if len(found) >= number else None

    return await maya.until(f"{number} ideas", look)


async def _approved(maya: Person, card: dict[str, object]) -> None:
    await maya.presses("Approve", on=card)


async def _published(bea: Person, number: int) -> None:
    """Each as soon as it can be."""
    pressed: set[str] = set()
    while len(_live(bea)) < number:
        for one in list(bea.messages(ROOM)):
            for card in bea.find(button="Publish now", channel=ROOM, thread=one["ts"]):
                if card["ts"] not in pressed:
                    pressed.add(card["ts"])
                    await bea.presses("Publish now", on=card)
        await asyncio.sleep(0.1)


def _live(bea: Person) -> list[dict[str, object]]:
    return bea.find("is live on TikTok", channel=ROOM)


async def _straight(calls: Sequence[Call], home: Path) -> float:
    file = home / "calls"
    file.write_bytes(pickle.dumps(list(calls)))
    runner = web.AppRunner(answering(calls), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://{}:{}".format(*runner.addresses[0][:2])
    script = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.journey.straight", str(file), url,
        stdout=asyncio.subprocess.PIPE, env=environment(), cwd=home,
    )  # fmt: skip
    told, _ = await script.communicate()
    await runner.cleanup()
    cpu: float = json.loads(told)["cpu"]
    return cpu


def _row(one: Went) -> Row:
    gen = sum(not call.slack for call in one.calls)
    return {
        "journeys at once": one.number, "CPU, ms": round(1000 * one.each(one.cpu)),
        "straight line, ms": round(1000 * one.each(one.straight)),
        "times": round(one.cpu / one.straight, 2), "commits": round(one.each(one.commits), 1),
        "GEN calls": round(one.each(gen), 1), "Slack calls": round(one.each(len(one.calls) - gen), 1),
        "wall, s": round(one.wall, 1),
    }  # fmt: skip


def _kinds(calls: Sequence[Call]) -> list[dict[str, Cell]]:
    kinds: dict[str, int] = {}
    for call in calls:
        steps = [
            part for part in call.path.partition("?")[0].split("/") if part.isalpha() or "." in part
        ]
        name = f"{'Slack' if call.slack else 'GEN'} {call.method} {'/'.join(steps[1:])}"
        kinds[name] = kinds.get(name, 0) + 1
    most = sorted(kinds.items(), key=lambda one: -one[1])[:12]
    return [{"call": name, "times": times} for name, times in most]
