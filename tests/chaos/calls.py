"""GEN's calls to genbot: early, late, twice, in a flood, about nothing, or forged; at any moment."""

import asyncio
import json
from itertools import cycle
from typing import TYPE_CHECKING

from pydantic import SecretStr

from genbot.webhook.address import seal

if TYPE_CHECKING:
    from tests.chaos.world import World

SECRET, AGENT = SecretStr("canary-webhook-" + "s" * 32), "agent-santiago"
HOW = ("named", "twice", "flood", "nothing", "junk", "forged")
FLOOD = 8  # faster than genbot takes them in
SOON, LATER = 1.0, 5.0  # seconds between two calls, about what is new and about any


def named(world: "World") -> list[str]:
    """Every job that GEN ever had, in the order of a journey."""
    return [*world.gen.runs, *world.gen.generations, *world.gen.posts]


async def call(world: "World", which: int, how: str) -> None:
    """GEN, or somebody who pretends to be GEN, calls about any job there ever was."""
    jobs = named(world)
    about = jobs[which % len(jobs)] if jobs and how != "nothing" else "x"
    body = json.dumps({"event": "generation.completed", "generation_id": about}).encode()
    told = "0" * 64 if how == "forged" else seal(SECRET, AGENT)
    world.note("gen", "calls", how=how, about=about)
    for _ in range({"twice": 2, "flood": FLOOD}.get(how, 1)):
        if world.life and world.life.alive:
            sent = b"\xff" + body[:9] if how == "junk" else body
            world.life.run(world.life.hears(AGENT, told, sent))
        if how == "flood":
            await asyncio.sleep(0.2)


async def all_the_time(world: "World") -> None:
    """About each new job in every way there is, then about any, until somebody stops it."""
    known = eager = 0
    for which, how in enumerate(cycle(HOW)):
        jobs = len(named(world))
        known, eager = jobs, len(HOW) if jobs > known else eager - 1
        await call(world, jobs - 1 if eager > 0 else which, how)
        await asyncio.sleep(SOON if eager > 0 else LATER)
