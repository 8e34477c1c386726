"""Takes the pictures of the documentation from the sandbox page, with Debian's Chromium.

In a source tree: `python docs/screenshots/make.py`, or with the beginnings of the names wanted.
"""

import asyncio
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
sys.path.insert(0, str(HERE))

import states  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from genbot.domain.posts import Card  # noqa: E402
from tests.browser import page as browsing  # noqa: E402
from tests.browser.scene import IDEAS, MAYA, PABLO, Scene  # noqa: E402
from tests.journeys.town import Town, a_town  # noqa: E402

TALL = {"width": 1040, "height": 2000}  # as wide as a card likes to be, and never scrolled
COLOURS = "split[a][b];[a]palettegen=max_colors=256[p];[b][p]paletteuse=dither=none"
SECOND = "it => new Promise(done => { it.onseeked = it.onerror = done; it.currentTime = 1 })"
PICTURE = HERE.parents[1] / "genbot" / "sandbox" / "media" / "salsa.jpg"
PATIENCE = 60  # seconds
WISH = "late-night tacos, under 12 seconds"

Wanted = Callable[[str], bool]


def main(names: list[str]) -> None:
    """Take every picture, or those whose names begin like this."""

    def wanted(name: str) -> bool:
        return not names or name.startswith(tuple(names))

    with sync_playwright() as playwright:
        browser = browsing.start_browser(playwright)
        take_states(browser, wanted)
        if any(wanted(f"page-{one}") for one in ("light", "dark", "narrow")):
            take_pages(browser)
        if wanted("sandbox-people"):
            take_people(browser)
        browser.close()


def take_people(browser: Any) -> None:
    """The window for who is in the workspace; one of them has left."""
    scene = Scene()
    page = browsing.open_page(browser, scene.url, MAYA)
    scene.control("deactivate", user=PABLO)
    page.get_by_role("button", name="People and channels…").click()
    keep(page.get_by_role("dialog", name="People and channels"), "sandbox-people")
    page.close()
    scene.close()


def take_states(browser: Any, wanted: Wanted) -> None:
    """One picture for each card, form and Home tab, said by an app that only says what it is told."""
    scene = Scene()
    page = browsing.open_page(browser, scene.url, MAYA)
    page.set_viewport_size(TALL)
    page.add_style_tag(content=".dialog.view { max-height: none !important }")
    page.route("https://cdn.gen.pro/**", lambda route: route.fulfill(path=PICTURE))
    for name, card in states.messages():
        if card and wanted(name):
            take_card(page, scene, name, card)
    for name, card in states.whispers():
        if wanted(name):
            take_whisper(page, scene, name, card)
    for name, view in states.views():
        if wanted(name):
            take_form(page, scene, name, view)
    for name, view in states.homes():
        if wanted(name):
            take_home(browser, scene, name, view)
    scene.close()


def take_card(page: Any, scene: Scene, name: str, card: Card) -> None:
    ts = scene.post(card.text, blocks=list(card.blocks))
    keep(page.locator(f".channel .message[data-ts='{ts}']"), name)
    scene.call("chat.delete", channel=IDEAS, ts=ts)
    page.locator(f".message[data-ts='{ts}']").wait_for(state="detached")


def take_whisper(page: Any, scene: Scene, name: str, card: Card) -> None:
    said = {"channel": IDEAS, "user": MAYA, "text": card.text, "blocks": list(card.blocks)}
    ts = scene.call("chat.postEphemeral", **said)["message_ts"]
    keep(page.locator(f".message[data-ts='{ts}']"), name)


def take_form(page: Any, scene: Scene, name: str, view: Any) -> None:
    scene.act(MAYA, "command", channel=IDEAS, text="/gen form")
    trigger = scene.hear("slash_commands")["trigger_id"]
    scene.call("views.open", trigger_id=trigger, view=view)
    form = browsing.form_on_top(page)
    form.wait_for()
    keep(form, name)
    page.keyboard.press("Escape")
    form.wait_for(state="detached")


def take_home(browser: Any, scene: Scene, name: str, view: Any) -> None:
    scene.call("views.publish", user_id=MAYA, view=view)
    page = browsing.open_page(browser, scene.url, MAYA, "home")
    keep(page, name)
    page.close()


def take_pages(browser: Any) -> None:
    """The whole page while the real bot is at work: ideas decided, a video being made, one shown."""
    with played(being_made, speed=10) as (slack, request):
        for name, look in (("light", {}), ("dark", {"dark": True})):
            page = browsing.open_page(browser, slack, MAYA, IDEAS, thread=request, **look)
            keep(page, f"page-{name}")
            page.close()
    with played(shown, speed=40) as (slack, production):
        page = browsing.open_page(browser, slack, MAYA, IDEAS, thread=production, narrow=True)
        video = page.locator("video").first
        video.scroll_into_view_if_needed()
        video.evaluate(SECOND)
        page.wait_for_timeout(500)  # until the player has stopped saying that it loads
        keep(page, "page-narrow")
        page.close()


async def being_made(town: Town) -> str:
    """Five ideas, three of them decided; the thread of the request."""
    request = await town.asks(WISH, count=5)
    cards = await town.cards(request, count=5)
    await town.presses(town.maya, "Approve", cards[0])
    await town.presses(town.pablo, "Reject", cards[2])
    await town.fills(town.pablo, reason="The hook is weak", note="We opened on a sign last week.")
    production = await town.production(cards[0])
    await town.shows(production, "spent so far")
    return str(request["ts"])


async def shown(town: Town) -> str:
    """A video that waits for a decision; its thread."""
    production, _ = await town.to_review(WISH)
    return str(production["ts"])


@contextmanager
def played(part: Callable[[Town], Any], speed: float) -> Iterator[tuple[str, str]]:
    """A sandbox in which this has happened, for as long as pictures of it are taken."""
    there, over, found = threading.Event(), threading.Event(), list[str]()

    async def play() -> None:
        async with a_town(speed=speed) as town:
            try:
                found.extend((town.world.slack, await part(town)))
            finally:
                there.set()
            await asyncio.to_thread(over.wait, PATIENCE)

    thread = threading.Thread(target=lambda: asyncio.run(play()))
    thread.start()
    there.wait(PATIENCE)
    try:
        yield found[0], found[1]
    finally:
        over.set()
        thread.join()


def keep(what: Any, name: str) -> None:
    """A picture beside this script, with no more colours than it needs."""
    path = HERE / states.file_name(name)
    page = getattr(what, "page", what)
    page.evaluate("() => Promise.all([...document.images].map((one) => one.decode()))")
    what.screenshot(path=path, animations="disabled")
    if shutil.which("ffmpeg"):
        small = path.with_suffix(".small.png")
        command = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-vf", COLOURS, str(small)]
        subprocess.run(command, check=True)  # noqa: S603  our own words
        small.replace(path)
    print(f"{path.name}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
