"""Walks: the real bot in a sandbox of its own, used through the page, and pictures taken on the way."""

import asyncio
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.town import Town, a_town

PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"
COLOURS = "split[a][b];[a]palettegen=max_colors=256[p];[b][p]paletteuse=dither=none"
SPEED = 60.0  # so that what GEN works on takes a second or two
START = 60  # seconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.walk)


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


@pytest.fixture
def walk(browser: Any, tmp_path: Path) -> Iterator[Walk]:
    """A fresh world; an error on any page of it fails the walk."""
    from tests.browser.page import open_page  # noqa: PLC0415 - skips without playwright

    there, over, found = threading.Event(), threading.Event(), list[Any]()

    async def live() -> None:
        try:
            async with a_town(speed=SPEED) as town:
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
        yield Walk(found[0], visit, found[1], album)
        for page in pages:
            page.close()
    finally:
        over.set()
        thread.join()
    assert not wrong
