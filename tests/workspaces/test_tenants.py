"""What goes wrong in one workspace is told there, tried again, and no trouble of its neighbours."""

import pytest

from genbot.config import of_workspace, valid
from genbot.domain.settings import Settings
from genbot.store import Store
from genbot.workspaces.tenant import Tenant
from tests.slack.conftest import MAYA, until
from tests.workspaces.conftest import SALSA, TACO


@pytest.fixture
async def open(estate):
    estate.agree(TACO, SALSA)
    await estate.start()
    return estate


async def test_a_database_that_another_genbot_has_is_said_and_the_neighbour_works(open, caplog):
    taken = Store(
        open.folder / f"{TACO}.db", announce=lambda event: [], settings=Settings(),
        now=open.now, new_id=lambda: "",
    )  # fmt: skip
    status, page = await open.install(TACO)
    assert (status, "in use by another genbot" in page) == (503, True)

    assert (await open.install(SALSA))[0] == 200
    await open[SALSA].command("help")
    await until(lambda: open[SALSA].said(to=MAYA))
    assert (await open.ready()) == (200, {TACO: ["stopped"], SALSA: []})

    taken.close()
    assert (await open.install(TACO))[0] == 200


async def test_an_error_of_ours_is_told_as_one(open, caplog):
    (open.folder / f"{TACO}.db").mkdir()

    status, page = await open.install(TACO)

    assert (status, "An error of ours" in page) == (503, True)
    assert "it is not at work" in caplog.text


async def test_a_token_that_the_disk_does_not_take(open):
    (open.folder / f"{TACO}.db.token.new").mkdir()

    status, page = await open.install(TACO)

    assert (status, "The disk here took nothing" in page) == (500, True)


async def test_who_is_not_started_yet_is_waited_for_no_longer_than_that(open):
    tenant = Tenant(of_workspace(valid(open.settings), TACO))

    assert not await tenant.ready(0.0)
    assert await tenant.ails() == ["stopped"]
    assert not tenant.over
    await tenant.stop()
