"""The demo's long story: every phase of GEN from Slack, by a real process, and what it says of a gap."""

import asyncio
import json
import sys
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from genbot.sandbox import reading
from genbot.sandbox.narrator import Story
from genbot.sandbox.person import PATIENCE
from genbot.sandbox.serve import patience
from genbot.sandbox.tour import DONE, Tour

NOTHING: dict[str, Any] = {"ideas": [], "generations": [], "publish_calls": 2}
POSTS = [{"status": "completed", "media_url": f"{id}.mp4", "post_id": id} for id in ("1", "2")]


@pytest.mark.walk
async def test_every_phase_is_touched_from_slack() -> None:
    words = ("-m", "genbot", "demo", "--story", "all", "--json", "--speed", "200")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(240):
        out, wrong = await process.communicate()

    *steps, summary = [json.loads(line) for line in out.decode().splitlines()]
    assert process.returncode == 0, (steps[-1], wrong.decode()[-2000:])
    assert {step["type"] for step in steps} == {"step"}
    assert (summary["published"], summary["publish_calls"], summary["missing"]) == (2, 2, [])
    for phase, calls in DONE.items():
        told = summary["phases"][phase]
        assert set(calls) <= set(told["calls"])
        assert len(calls) <= told["operations"] == len(told["calls"]) <= told["of"]


def state(*left_out: str) -> dict[str, Any]:
    phases = {
        phase: {"of": 40, "calls": {call: 2 for call in calls if call not in left_out}}
        for phase, calls in DONE.items()
    }
    return {**NOTHING, "published": POSTS, "phases": phases}


def tour() -> Tour:
    told = Tour(None, None, None, None)  # type: ignore[arg-type]  nobody does anything
    told.post_ids = ["2", "1"]
    return told


def test_it_is_good_when_nothing_was_left_out_and_all_was_heard() -> None:
    whole = tour().summary(state())

    assert tour().good(whole)
    assert not tour().good({**whole, "publish_calls": 3})
    assert not tour().good({**whole, "post_ids": ["1"]})


def test_what_was_left_out_is_named() -> None:
    gap = DONE["edit"][0]
    summary = tour().summary(state(gap))
    screen = StringIO()

    Story(Console(file=screen, width=100), 20, Tour.title).end(summary)

    assert not tour().good(summary)
    assert summary["missing"] == [gap]
    assert f"edit: {len(DONE['edit']) - 1} of GEN's 40 operations" in screen.getvalue()
    assert gap in screen.getvalue()


def test_people_wait_longer_where_the_world_is_slow() -> None:
    assert [patience(speed) for speed in (200, 20, 2)] == [PATIENCE, PATIENCE, 10 * PATIENCE]


def test_a_file_fills_a_field_for_files() -> None:
    field = {"type": "file_input", "action_id": "files"}
    face = {"id": "F1", "name": "face.jpg"}

    assert reading.before(field) == {"type": "file_input", "files": []}
    assert reading.filled(field, [face]) == {"type": "file_input", "files": [face]}
