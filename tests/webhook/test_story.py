"""The real bot, called by GEN through a whole story, as an operator switches it on."""

import pytest

from tests.webhook.measure import counted


@pytest.mark.processes
async def test_a_story_is_told_to_its_end_while_gen_calls() -> None:
    found = await counted(calls=True, speed=50)

    on, tried, status = found.said.splitlines()
    assert "on. GEN calls http://127.0.0.1:" in on
    assert "GEN's call arrived." in tried
    assert "on. Last call " in status
    assert found.good
    assert found.jobs["posts"] == 2
