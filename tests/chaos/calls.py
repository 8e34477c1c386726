"""GEN's calls to genbot: early, late, twice, in a flood, about nothing, or forged; at any moment."""

import asyncio
import json
from typing import TYPE_CHECKING

from pydantic import SecretStr

from genbot.webhook.address import seal

if TYPE_CHECKING:
    from tests.chaos.world import World

SECRET, AGENT = SecretStr("canary-webhook-" + "s" * 32), "agent-santiago"
HOW = ("named", "twice", "flood", "nothing", "junk", "forged")
FLOOD = 30


async def call(world: "World", which: int, how: str) -> None:
    """GEN, or somebody who pretends to be GEN, calls about any job there ever was."""
    jobs = [*world.gen.runs, *world.gen.generations, *world.gen.posts]
    named = jobs[which % len(jobs)] if jobs and how != "nothing" else "x"
    body = json.dumps({"event": "generation.completed", "generation_id": named}).encode()
    told = "0" * 64 if how == "forged" else seal(SECRET, AGENT)
    world.note("gen", "calls", how=how, about=named)
    for _ in range({"twice": 2, "flood": FLOOD}.get(how, 1)):
        if world.life and world.life.alive:
            about = b"\xff" + body[:9] if how == "junk" else body
            world.life.run(world.life.hears(AGENT, told, about))
        if how == "flood":
            await asyncio.sleep(0.2)


async def all_the_time(world: "World") -> None:
    """Until somebody stops it."""
    which = 0
    while True:
        for how in HOW:
            await call(world, which, how)
            await asyncio.sleep(3.0)
            which += 1
