"""The demo's careful story, by a real process: every gate holds, and what GEN counts agrees."""

import asyncio
import json
import sys

import pytest

from genbot.sandbox.gates import Gates
from genbot.sandbox.stage import Stage


@pytest.mark.walk
async def test_every_gate_is_passed_by_people_and_nothing_goes_out_twice() -> None:
    words = ("-m", "genbot", "demo", "--story", "gates", "--json", "--speed", "200")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(240):
        out, wrong = await process.communicate()

    *steps, summary = [json.loads(line) for line in out.decode().splitlines()]
    assert process.returncode == 0, (steps[-1], wrong.decode()[-2000:])
    assert {step["type"] for step in steps} == {"step"}
    told = {step["chapter"] for step in steps}
    assert {"Money", "Two approvals, of exactly one thing", "Frozen"} <= told
    assert (summary["approved"], summary["published"], summary["publish_calls"]) == (2, 2, 2)
    assert len(set(summary["post_ids"])) == 2


async def test_it_is_not_good_when_a_post_went_out_twice() -> None:
    told = Gates(None, None, None, None)  # type: ignore[arg-type]  nobody does anything
    told.post_ids = ["1", "2"]
    whole = {"approved": 2, "published": 2, "publish_calls": 2, "post_ids": ["2", "1"]}

    assert told.good(whole)
    assert not told.good({**whole, "publish_calls": 3})


async def test_a_story_that_nobody_plays_has_no_gen() -> None:
    with pytest.raises(LookupError):
        await Stage(None, None, None, None).gen("state")  # type: ignore[arg-type]
