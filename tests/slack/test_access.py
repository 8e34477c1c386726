"""Asking for access over a real socket: from the refusal to the answer, also after a long time."""

import asyncio

import pytest

from genbot.domain.approvals import Gate
from genbot.domain.ideas import IdeaStatus
from genbot.flows import policies
from tests.deciding import decides
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, with_an_idea


@pytest.fixture
async def refused(here, workspace):
    """Pablo has pressed Approve where Bea and Maya decide."""
    idea = await with_an_idea(here)
    await here.store.unit(decides(IDEAS, ideas=[BEA], videos=[BEA, MAYA]))
    await workspace.press(workspace.message(idea.title), "approve_idea", user=PABLO)
    await here.answered()
    return idea


async def asks(here, workspace):
    whisper = workspace.message(f"Only <@{BEA}> may decide about ideas")
    assert whisper.only_for == PABLO
    await workspace.press(whisper, "request_access", user=PABLO)
    await here.answered()


def card(workspace, user):
    direct = workspace.slack.people.direct(user).id
    return next(one for one in workspace.slack.board.every()
                if one.channel == direct and "asks to approve ideas" in one.text)  # fmt: skip


async def test_a_refusal_becomes_the_right_to_decide_in_two_clicks(here, workspace, refused):
    await asks(here, workspace)
    assert f"I asked <@{BEA}>, <@{MAYA}>" in workspace.said(to=PABLO)[-1]

    await workspace.press(card(workspace, BEA), "allow_access", user=BEA)
    await here.answered()

    assert "You may approve ideas" in workspace.private(PABLO)[-1]
    for user in (BEA, MAYA):
        assert card(workspace, user).text.startswith(f"Allowed by <@{BEA}>")
    assert (await here.store.read(policies.rule, IDEAS, Gate.IDEAS)).people == (BEA, PABLO)
    await workspace.press(workspace.message("The 2 a.m. verdict"), "approve_idea", user=PABLO)
    await here.answered()
    idea = await here.store.read(lambda tx: tx.ideas.get(refused.id))
    assert (idea.status, idea.decided_by) == (IdeaStatus.APPROVE_TO_CREATE, PABLO)


async def test_two_clicks_at_once_are_one_answer(here, workspace, refused):
    await asks(here, workspace)

    await asyncio.gather(
        workspace.press(card(workspace, BEA), "allow_access", user=BEA),
        workspace.press(card(workspace, MAYA), "decline_access", user=MAYA),
    )
    await here.answered()

    second = [one for user in (BEA, MAYA) for one in workspace.private(user) if "already by" in one]
    assert len(second) == 1
    answers = [one for one in workspace.private(PABLO) if "approve ideas" in one]
    assert len(answers) == 1


async def test_asking_again_says_that_it_is_asked(here, workspace, refused):
    await asks(here, workspace)
    await asks(here, workspace)

    assert "You asked" in workspace.said(to=PABLO)[-1]
    assert len([one for one in workspace.private(BEA) if "asks to approve" in one]) == 1


async def test_the_button_of_another_channel_asks_for_nothing(here, workspace, refused):
    whisper = workspace.message(f"Only <@{BEA}> may decide about ideas")
    block = next(one for one in whisper.blocks if one["type"] == "actions")
    block["elements"][0]["value"] = "|C0RANDOM000|ideas"
    await workspace.press(whisper, "request_access", user=PABLO)
    await here.answered()

    assert "from another place" in workspace.said(to=PABLO)[-1]
    assert await here.store.read(lambda tx: tx.accesses.find()) == []
