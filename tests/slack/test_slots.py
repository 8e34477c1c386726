"""Posting slots over a real socket: typed, filled in, refused with a reason."""

from dataclasses import replace

import pytest

from genbot.domain.people import Member
from genbot.flows import channels
from tests.slack.conftest import BEA, IDEAS, MAYA
from tests.slack.test_history import press

SAID = "Mon Wed Fri 15:00, Sat 11:00 Europe/Berlin"


async def kept(here):
    return str((await here.store.read(channels.find, IDEAS)).slots or "")


async def typed(here, workspace, words, user=MAYA):
    await workspace.command(f"slots {words}", user=user)
    await here.answered()
    return (workspace.said(to=user) or [""])[-1]


async def test_they_are_typed_and_said_back(here, workspace):
    assert "works with the usual agent" in await typed(here, workspace, SAID)
    assert await kept(here) == SAID
    assert f"Posts {SAID}" in str(workspace.message("works with").blocks)

    refused = await typed(here, workspace, "Mon @here")
    assert "I do not understand “" in refused
    assert "@here" not in refused  # nobody is called
    assert await kept(here) == SAID

    await typed(here, workspace, "Tue 9:00")
    assert await kept(here) == "Tue 09:00 Europe/Berlin"
    await typed(here, workspace, "none")
    assert await kept(here) == ""


async def test_they_are_filled_in_and_what_is_wrong_stands_at_its_field(here, workspace):
    await here.store.unit(lambda tx: tx.members.save(Member(BEA, "America/New_York")))
    await typed(here, workspace, "", BEA)
    assert "America/New_York" in str(workspace.form(BEA)["blocks"])

    wrong = await workspace.submit(BEA, slots="Mon 3pm", zone="Atlantis")
    assert "do not know that zone" in str(wrong)
    wrong = await workspace.submit(BEA, slots="Mon 30:00", zone="Berlin")
    assert "30:00 is no time of day" in str(wrong)
    await workspace.submit(BEA, slots="Mon 3pm", zone="Berlin")
    await here.answered()
    assert await kept(here) == "Mon 15:00 Europe/Berlin"


async def test_the_calendar_leads_there_and_settings_leave_them(here, workspace):
    await typed(here, workspace, SAID)
    await workspace.command("calendar", user=BEA)
    await here.router.rest()
    assert "Mon Wed Fri 15:00, Sat 11:00" in await press(here, workspace, "open_slots", BEA)

    await workspace.command("settings", user=BEA)
    await here.router.rest()
    await workspace.submit(BEA)
    await here.answered()
    assert await kept(here) == SAID


@pytest.mark.parametrize("words", ["", SAID])
async def test_a_channel_without_an_agent_has_none(here, workspace, words):
    await here.store.unit(lambda tx: setattr(tx, "settings", replace(tx.settings, agent="")))
    told = await typed(here, workspace, words)

    assert "No GEN agent is bound" in told
