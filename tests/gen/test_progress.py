"""Live progress is nice to have: it is read generously, and its absence hurts nobody."""

import httpx
import pytest

from genbot.gen.progress import LARGEST, read_progress
from tests.gen.conftest import Line, says

BASE = "https://progress.example/db/"


async def progress(line: Line, *, base: str = BASE, path: str = "/runs/r 1/live"):
    async with httpx.AsyncClient(transport=httpx.MockTransport(line.answer)) as http:
        return await read_progress(http, base, path)


async def test_a_run_tells_what_it_plans_and_thinks(line):
    line.carries(
        says({"status": "running", "plan": ["Look", "Write"], "thinking": "Tacos…", "messages": []})
    )

    now = await progress(line)

    assert (now.status, now.plan, now.thinking) == ("running", ["Look", "Write"], "Tacos…")
    assert str(line.last.url) == "https://progress.example/db/runs/r%201/live.json"


@pytest.mark.parametrize(
    "plan",
    [
        "Look\nWrite",
        {"10": "Write", "2": "Look"},
        {"-Na": {"text": "Look"}, "-Nb": {"text": "Write"}},
        [{"title": "Look", "done": True}, None, {"step": "Write"}, 5],
    ],
)
async def test_a_plan_is_read_in_any_dress(plan, line):
    line.carries(says({"plan": plan}))

    assert (await progress(line)).plan == ["Look", "Write"]


async def test_what_is_not_there_yet_is_empty(line):
    line.carries(says({"thinking": {"text": "Hm"}, "messages": [{"content": "Hi"}], "status": 4}))

    now = await progress(line)

    assert (now.status, now.plan, now.thinking, now.messages) == ("", [], "Hm", ["Hi"])


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("no"),
        httpx.ReadTimeout("slow"),
        httpx.Response(404),
        httpx.Response(302, headers={"Location": "http://169.254.169.254/"}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, text="null"),
        httpx.Response(200, text="[1]"),
        httpx.Response(200, text="[" * 100_000),
        httpx.Response(200, content=b" " * (LARGEST + 1)),
    ],
)
async def test_on_any_trouble_there_is_none(trouble, line):
    line.carries(trouble)

    assert await progress(line) is None


@pytest.mark.parametrize(
    ("base", "path"), [("", "runs/r1"), (BASE, ""), (BASE, "../secrets"), (BASE, "a/../../b")]
)
async def test_it_looks_nowhere_it_was_not_sent(base, path, line):
    assert await progress(line, base=base, path=path) is None
    assert line.requests == []
