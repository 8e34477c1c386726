"""One browser for all stories, a fresh workspace for each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.scene import Scene


@pytest.fixture(scope="package")  # its event loop must end with these tests
def browser() -> Iterator[Any]:
    from tests.browser.page import start_browser, sync_api  # noqa: PLC0415 - skips without it

    with sync_api.sync_playwright() as playwright:
        browser = start_browser(playwright)
        yield browser
        browser.close()


@pytest.fixture
def scene(patience: float) -> Iterator[Scene]:
    scene = Scene(patience)
    yield scene
    scene.close()


@pytest.fixture
def visit(browser: Any, scene: Scene) -> Iterator[Callable[..., Any]]:
    """Open pages of this workspace; an error on any of them fails the story."""
    from tests.browser.page import open_page  # noqa: PLC0415 - skips without playwright

    pages, wrong = [], []

    def visit(*args: Any, **more: Any) -> Any:
        page = open_page(browser, scene.url, *args, **more)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        pages.append(page)
        return page

    yield visit
    for page in pages:
        page.unroute_all(behavior="ignoreErrors")  # what it still asked for is nobody's any more
        page.close()
    assert not wrong
