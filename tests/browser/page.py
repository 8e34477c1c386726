"""What a person does with the sandbox page, in a browser: the verbs of the browser tests and the screenshots."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=30_000)  # ms; a busy machine is no reason to fail

LAPTOP = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
CHROMIUM = Path("/usr/bin/chromium")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def start_browser(playwright: sync_api.Playwright) -> Browser:
    """Debian's Chromium; whoever has none skips, with the reason."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)


def open_page(
    browser: Browser,
    url: str,
    user: str = "U0MARKETER",
    channel: str = "C0VIDEOIDEAS",
    *,
    thread: str = "",
    narrow: bool = False,
    dark: bool = False,
) -> Page:
    """A page of its own on which somebody looks at a channel, or at "home"; ready to be used."""
    page = browser.new_page(
        viewport=NARROW if narrow else LAPTOP, color_scheme="dark" if dark else "light"
    )
    page.set_default_timeout(30_000)
    page.goto("/".join(part for part in (f"{url}/#{user}", channel, thread) if part))
    expect(page.locator("#app:not([aria-busy])")).to_be_attached()
    return page


def act_as(page: Page, user: str) -> None:
    """Become somebody else on the same page."""
    page.locator(f".person[data-user={user}]").click()
    expect(page.locator(f".person[data-user={user}]")).to_have_attribute("aria-checked", "true")


def say(page: Page, text: str) -> None:
    """Write in the channel and press Enter."""
    _write(page.locator(".channel [data-composer]"), text)


def reply(page: Page, text: str) -> None:
    """Write in the open thread and press Enter."""
    _write(page.locator(".thread [data-composer]"), text)


def type_command(page: Page, text: str) -> None:
    """Type a slash command in the channel and press Enter."""
    say(page, text)


def _write(composer: Locator, text: str) -> None:
    composer.fill(text)
    composer.press("Escape")  # whatever the list of suggestions offers, this text is meant
    composer.press("Enter")


def message_with(page: Page, text: str | re.Pattern[str], *, within: str = ".pane") -> Locator:
    """The newest message that says this; `within` is ".channel" or ".thread" where it matters."""
    return page.locator(f"{within} .message").filter(has_text=text).last


def thread(page: Page, message: Locator) -> Locator:
    """Open the thread of a message; the thread pane."""
    bar = message.locator(".thread-bar")
    if bar.count():
        bar.click()
    else:
        message.hover()
        message.get_by_role("button", name="Reply in thread").click()
    pane = page.locator(f".thread[data-thread='{message.get_attribute('data-ts')}']")
    expect(pane.locator(".message").first).to_be_visible()
    return pane


def press(page: Page, label: str, *, in_message: Locator | str | None = None) -> None:
    """Press a button, of this message or of the form on top."""
    where = message_with(page, in_message) if isinstance(in_message, str) else in_message
    _button(where or _top(page), label).click()


def confirm(page: Page, label: str) -> None:
    """Answer "are you sure?"."""
    _button(page.get_by_role("alertdialog"), label).click()


PRICED = r"(?: and make \(about .*\))?"  # what the button of an idea says where a price is known


def _button(where: Locator, label: str) -> Locator:
    said = re.compile(rf"^\s*{re.escape(label)}{PRICED}\s*$")
    return where.locator(".button").filter(has_text=said).last


def _top(page: Page) -> Locator:
    form = form_on_top(page)
    return form if form.count() else page.locator("#app")


def form_on_top(page: Page) -> Locator:
    return page.locator(".view:visible")


def fill_form(page: Page, answers: dict[str, object], *, submit: bool = True) -> None:
    """Answer the questions of the form on top, by their labels, and send it."""
    form = form_on_top(page)
    expect(form).to_be_visible()
    for label, value in answers.items():
        _answer(page, field(form, label), value)
    if submit:
        form.locator("button[type=submit]").click()


def field(form: Locator, label: str) -> Locator:
    """The input block with this label."""
    named = form.page.locator(".input-label").filter(has_text=re.compile(rf"^{re.escape(label)}\b"))
    return form.locator("[data-block=input]").filter(has=named)


def _answer(page: Page, block: Locator, value: object) -> None:
    kind = str(block.locator("[data-element]").first.get_attribute("data-element"))
    if kind.endswith("_select"):
        choose(page, block, *(value if isinstance(value, list | tuple) else [str(value)]))
    elif kind in ("checkboxes", "radio_buttons"):
        for one in value if isinstance(value, list | tuple) else [value]:
            block.get_by_text(str(one), exact=True).click()
    elif kind in ("datepicker", "datetimepicker", "timepicker"):
        _pick_moment(page, block, str(value))
    else:
        block.locator(".typed").fill(str(value))


def choose(page: Page, where: Locator, *labels: str) -> None:
    """Choose from a select menu; several from one that takes several."""
    where.locator(".select").first.click()
    for label in labels:
        page.locator(".popover [role=option]").filter(
            has=page.get_by_text(label, exact=True)
        ).click()
    if page.locator(".popover").count():
        page.keyboard.press("Escape")


def _pick_moment(page: Page, where: Locator, moment: str) -> None:
    """A day as 2026-11-26, a time as 15:00, or both with a space between."""
    for part in moment.split():
        if "-" in part:
            pick_date(page, where.locator(".date-field"), dt.date.fromisoformat(part))
        else:
            where.locator(".time-input").fill(part)
            where.locator(".time-input").press("Enter")


def pick_date(page: Page, button: Locator, day: dt.date) -> None:
    """Walk the calendar to this day, month by month."""
    button.click()
    calendar = page.locator(".calendar")
    while True:
        title = str(calendar.locator(".calendar-title").text_content())
        shown = dt.datetime.strptime(f"1 {title}", "%d %B %Y").replace(tzinfo=dt.UTC).date()
        if shown == day.replace(day=1):
            break
        way = "Next month" if shown < day else "Previous month"
        calendar.get_by_role("button", name=way).click()
    calendar.locator(f"[data-day='{day}']").click()


def screenshot(what: Page | Locator, path: Path) -> Path:
    """A picture of the page, or of one message, once pictures and fonts are there."""
    page = getattr(what, "page", what)
    page.evaluate(
        "() => Promise.all([...document.images].map((it) => it.decode().catch(() => null)))"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    what.screenshot(path=path, animations="disabled")
    return path
