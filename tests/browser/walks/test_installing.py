"""Installing, walked in a real browser: from *Add to Slack* to a workspace in which the bot is at work."""

import os

import pytest

from genbot.store.token_file import TokenFile
from tests.browser.walks.conftest import PICTURES
from tests.workspaces.conftest import SALSA, TACO, estate

__all__ = ["estate"]
pytest.importorskip("playwright")


class Album:
    """Where pictures go; thrown away unless they are asked for."""

    def __init__(self, page, folder):
        self.page, self.folder = page, folder

    async def picture(self, name):
        await self.page.screenshot(path=self.folder / f"{name}.png", animations="disabled")


@pytest.fixture
async def page():
    from playwright.async_api import async_playwright  # noqa: PLC0415 - skips without it

    from tests.browser.page import CHROMIUM, QUIETLY  # noqa: PLC0415 - skips without it

    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield await browser.new_page(viewport={"width": 390, "height": 420})
        await browser.close()


async def test_an_admin_installs_it_and_another_is_not_known_yet(estate, page, tmp_path):
    album = Album(page, PICTURES if os.environ.get("GENBOT_PICTURES") else tmp_path)
    estate.agree(TACO)
    await estate.start()

    await page.goto(f"{estate.genbot}/slack/install")
    await album.picture("install-begin")
    await page.get_by_role("link", name="Add to Slack").click()
    await page.locator("select").select_option(label="Taco Team")
    await page.get_by_role("button", name="Allow").click()
    await page.get_by_role("heading", name="genbot is in Taco Team").wait_for()
    await album.picture("install-done")
    assert TokenFile(estate.folder / f"{TACO}.db").read().name == "Taco Team"

    await page.reload()
    await page.get_by_role("heading", name="Please begin again").wait_for()
    await page.get_by_role("link", name="Begin again").click()
    await page.get_by_role("link", name="Add to Slack").click()
    await page.locator("select").select_option(label="Salsa Team")
    await page.get_by_role("button", name="Allow").click()
    await page.get_by_role("heading", name="genbot does not know Salsa Team yet").wait_for()
    await album.picture("install-not-agreed")
    assert not TokenFile(estate.folder / f"{SALSA}.db").path.exists()
