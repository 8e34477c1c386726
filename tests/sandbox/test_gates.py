"""The demo's careful story, by a real process: every gate holds, and what GEN counts agrees."""

import asyncio
import json
import sys
from io import StringIO

import pytest
from rich.console import Console

from genbot.sandbox.gates import Gates
from genbot.sandbox.narrator import Story as Terminal
from genbot.sandbox.stage import Stage

COUNTED = {
    "ideas": 6,
    "approved": 2,
    "rejected": 1,
    "rendered": 2,
    "published": 1,
    "publish_calls": 1,
    "planned": 1,
}
CHAPTERS = [
    *("The bot connects", "A wish", "Who decides", "A rehearsal", "People come and go"),
    *("Two approvals, of exactly one thing", "Frozen", "An answer that is lost", "Money"),
    *("A list before it goes out", "The record"),
]


@pytest.mark.walk
async def test_every_gate_is_passed_by_people_and_both_sides_count_the_same() -> None:
    words = ("-m", "genbot", "demo", "--story", "gates", "--json")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(240):
        out, wrong = await process.communicate()

    *steps, summary = [json.loads(line) for line in out.decode().splitlines()]
    assert process.returncode == 0, (steps[-1], wrong.decode()[-2000:])
    assert {step["type"] for step in steps} == {"step"}
    assert list(dict.fromkeys(step["chapter"] for step in steps)) == CHAPTERS
    by_gen = {name: summary[name] for name in COUNTED}
    in_slack = {name: summary["seen"][name] for name in COUNTED}
    assert by_gen == in_slack == COUNTED
    assert sorted(summary["post_ids"]) == sorted(summary["seen"]["post_ids"])
    assert summary["credits"] == summary["seen"]["credits"] > 0
    assert summary["differ"] == []


def played() -> Gates:
    told = Gates(None, None, None, None)
    told.post_ids = ["1"]
    return told


def test_it_is_not_good_when_a_post_went_out_twice_or_the_two_sides_do_not_agree() -> None:
    whole = {**COUNTED, "post_ids": ["1"], "differ": []}

    assert played().good(whole)
    assert not played().good({**whole, "publish_calls": 2})
    assert not played().good({**whole, "differ": ["credits"]})


@pytest.mark.parametrize(
    ("differ", "said"),
    [([], "GEN counts what Slack shows."), (["credits"], "GEN counts otherwise than Slack shows:")],
)
def test_whether_both_sides_agree_is_said_in_the_end(differ: list[str], said: str) -> None:
    screen = StringIO()
    summary = {**COUNTED, "journey_seconds": 50.0, "differ": differ}

    Terminal(Console(file=screen, width=100), 200, Gates.title).end(summary)

    assert said in screen.getvalue()
    assert all(name in screen.getvalue() for name in differ)


async def test_a_story_that_nobody_plays_has_no_gen() -> None:
    with pytest.raises(LookupError):
        await Stage(None, None, None, None).gen("state")  # type: ignore[arg-type]
