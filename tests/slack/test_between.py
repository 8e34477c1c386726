"""Talks between people: commands can be typed there, and no app can ever say anything."""

import pytest

from genbot.sandbox.slack.people import Channel
from tests.slack.conftest import MAYA, PABLO

BETWEEN = "D0BETWEEN00"


@pytest.fixture(autouse=True)
def between(workspace):
    """Where Maya and Pablo write to each other."""
    talk = Channel(BETWEEN, "", "", PABLO, {MAYA, PABLO})
    workspace.slack.people.channels[BETWEEN] = talk


async def requests(here):
    return await here.store.read(lambda tx: tx.requests.find())


@pytest.mark.parametrize("typed", ["help", "status", "credits", "xyzzy"])
async def test_whoever_types_there_is_answered_in_their_talk_with_us(here, workspace, typed):
    await workspace.command(typed, channel=BETWEEN)
    await here.deliver()

    assert len(workspace.private(MAYA)) == 1


async def test_nothing_is_begun_where_nobody_could_see_it(here, workspace):
    await workspace.command("help", channel=BETWEEN)
    await here.deliver()

    await workspace.command("ideas 3 tacos", channel=BETWEEN)
    await here.deliver()

    assert "between people" in workspace.private(MAYA)[-1]
    assert await requests(here) == []


async def test_what_was_said_to_us_tells_which_talk_is_ours(here, workspace):
    mine = workspace.slack.people.direct(MAYA).id
    await workspace.act(MAYA, "say", channel=mine, text="help")

    await workspace.command("ideas 3 tacos", channel=BETWEEN)
    await here.deliver()

    assert "between people" in workspace.private(MAYA)[-1]
    assert await requests(here) == []
    await workspace.command("ideas 3 tacos", channel=mine)
    assert [asked.channel for asked in await requests(here)] == [mine]


async def test_the_first_time_it_is_told_that_nothing_can_be_shown_there(here, workspace):
    await workspace.command("ideas 3 tacos", channel=BETWEEN)
    await here.deliver()

    [said] = workspace.private(MAYA)
    assert "between people" in said
    assert "/invite" not in said


async def test_a_message_of_such_a_talk_makes_no_ideas_either(here, workspace):
    await workspace.command("help", channel=BETWEEN)
    ts = (await workspace.act(MAYA, "say", channel=BETWEEN, text="Tacos at night?"))["ts"]
    await here.deliver()

    asked = {"channel": BETWEEN, "ts": ts, "callback_id": "make_ideas"}
    await workspace.act(MAYA, "shortcut", **asked)
    await here.deliver()

    assert "between people" in workspace.private(MAYA)[-1]
    assert workspace.form() is None
