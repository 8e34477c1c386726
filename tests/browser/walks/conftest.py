"""Walks: the real bot in a sandbox of its own, used through the page, and pictures taken on the way."""

import asyncio
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.walks import walked
from tests.journeys.town import Moment, Town, a_town

PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"
COLOURS = "split[a][b];[a]palettegen=max_colors=256[p];[b][p]paletteuse=dither=none"
START = 60  # seconds
WENT = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walks with a loop of their own come first: a page of Playwright's is driven by a loop that
    stays with its thread until all is over."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.walk)
    items.sort(key=lambda item: not (here in item.path.parents and _has_loop(item)))


def _has_loop(item: pytest.Item) -> bool:
    return asyncio.iscoroutinefunction(getattr(item, "function", None))


@dataclass
class Walk:
    """A page of the sandbox (`visit`), its books (`town`, asked with `ask`), and where pictures go."""

    town: Town
    visit: Callable[..., Any]
    loop: asyncio.AbstractEventLoop
    album: Path

    def ask(self, work: Any) -> Any:
        """What a coroutine of the town answers: `walk.ask(walk.town.gen())`."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(START)

    def gen(self, verb: str, path: str, **body: Any) -> Any:
        """Somebody else uses GEN."""
        return self.ask(self._gen(verb, path, body))

    async def _gen(self, verb: str, path: str, body: dict[str, Any]) -> Any:
        headers, url = {"X-API-Key": "sandbox-key"}, f"{self.town.world.gen}/v1{path}"
        async with self.town.http.request(verb, url, headers=headers, json=body) as answer:
            assert answer.ok, await answer.text()
            return await answer.json()

    def picture(self, what: Any, name: str) -> Path:
        """Of a message, a form or the page; in docs/screenshots with GENBOT_PICTURES=1, else thrown away."""
        from tests.browser.page import screenshot  # noqa: PLC0415 - skips without playwright

        getattr(what, "page", what).mouse.move(0, 0)  # what is under it would show its tools
        path = screenshot(what, self.album / f"{name}.png")
        if self.album == PICTURES and shutil.which("ffmpeg"):
            small = path.with_suffix(".small.png")
            command = ["ffmpeg", "-v", "error", "-y", "-i", path, "-vf", COLOURS, small]
            subprocess.run(command, check=True)
            small.replace(path)
        return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.when == "call":
        item.stash[WENT] = report.passed
    return report


@pytest.fixture
def speed() -> float:
    """How much faster than in the real world everything at GEN goes."""
    return 60.0  # so that what GEN works on takes a second or two


@pytest.fixture
def settings() -> dict[str, str]:
    """More of the bot's environment."""
    return {}


@pytest.fixture
def moments() -> tuple[Moment, ...]:
    """Calls at which the bot dies, or whose answer is lost."""
    return ()


@pytest.fixture
def walk(
    request: Any,
    browser: Any,
    tmp_path: Path,
    speed: float,
    patience: float,
    settings: dict[str, str],
    moments: tuple[Moment, ...],
) -> Iterator[Walk]:
    """A fresh world; an error on any page of it fails the walk, and so does a use of anything else
    than was recorded (with GENBOT_WALKED=1 it is recorded anew)."""
    from tests.browser.page import open_page  # noqa: PLC0415 - skips without playwright

    there, over, found = threading.Event(), threading.Event(), list[Any]()

    async def live() -> None:
        try:
            async with a_town(*moments, speed=speed, patience=patience, **settings) as town:
                await town.maya.until("the bot", lambda: town.maya.bot_online or None)
                found.extend((town, asyncio.get_running_loop()))
                there.set()
                await asyncio.to_thread(over.wait)
        finally:
            there.set()

    thread = threading.Thread(target=lambda: asyncio.run(live()))
    thread.start()
    there.wait(START)
    pages, wrong = [], []

    def visit(*args: Any, **more: Any) -> Any:
        page = open_page(browser, found[0].world.slack, *args, **more)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        pages.append(page)
        return page

    try:
        album = PICTURES if os.environ.get("GENBOT_PICTURES") else tmp_path
        walk = Walk(found[0], visit, found[1], album)
        yield walk
        for page in pages:
            page.close()
        if request.node.stash.get(WENT, False):
            _compare(request.node, walked.used(walk.ask(walk.town.slack())))
    finally:
        over.set()
        thread.join()
    assert not wrong


def _compare(node: pytest.Item, uses: list[str]) -> None:
    name = f"{node.path.name}::{node.name}"
    if os.environ.get("GENBOT_WALKED"):
        walked.record(name, uses)
    assert walked.recorded().get(name) == uses, "record it: GENBOT_WALKED=1, without -n"
