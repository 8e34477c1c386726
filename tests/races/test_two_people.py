"""Two people in the same instant: one decides, the other reads who was first, whatever the order."""

from typing import Any

import pytest

from genbot.domain.ideas import IdeaStatus
from genbot.domain.productions import Stage
from tests.races.conftest import acts, all_said, at_once, shown
from tests.slack.conftest import MAYA, PABLO, option, with_an_idea


async def one(stage: Any, shelf: str) -> Any:
    (only,) = await stage.store.read(lambda tx: getattr(tx, shelf).find())
    return only


@pytest.fixture
async def idea(here, workspace):
    """An idea's card; Pablo has the form open that rejects it."""
    await with_an_idea(here)
    card = workspace.message("The 2 a.m. verdict")
    await workspace.press(card, "reject_idea", user=PABLO)
    await here.router.rest()
    return card


@pytest.mark.parametrize("first", [MAYA, PABLO])
async def test_approve_and_reject_an_idea(here, workspace, idea, first):
    approves = workspace.press(idea, "approve_idea", user=MAYA)
    rejects = workspace.submit(user=PABLO, reason=option("hook"))
    both = [approves, rejects] if first == MAYA else [rejects, approves]

    answers = await at_once(here.store, *both)
    await all_said(here)

    decided = await one(here, "ideas")
    wanted = IdeaStatus.APPROVE_TO_CREATE if first == MAYA else IdeaStatus.REJECTED
    assert (decided.status, decided.decided_by) == (wanted, first)
    made = await here.store.read(lambda tx: tx.productions.find())
    assert len(made) == (first == MAYA)
    assert all(answer["ok"] for answer in answers)
    second = PABLO if first == MAYA else MAYA
    (note,) = workspace.said(to=second)
    assert f"<@{first}>" in note
    assert workspace.said(to=first) == []
    assert not acts(shown(workspace, idea)) & {"approve_idea", "reject_idea"}
    assert f"<@{first}>" in str(shown(workspace, idea).blocks)


@pytest.mark.parametrize("first", [MAYA, PABLO])
async def test_publish_and_change_a_video(here, workspace, review, first):
    await workspace.press(review, "change_video", user=PABLO)
    await here.router.rest()
    made = await one(here, "productions")
    publishes = workspace.press(review, "publish_now", user=MAYA)
    redo = {"selected_options": [{"value": made.tasks[0].id}]}
    changes = workspace.submit(user=PABLO, wish="brighter", redo=redo)

    await at_once(here.store, *([publishes, changes] if first == MAYA else [changes, publishes]))
    await all_said(here)

    made = await one(here, "productions")
    posts = await here.store.read(lambda tx: tx.publications.find())
    assert len(posts) == (first == MAYA)
    assert made.stage is (Stage.PUBLISHING if first == MAYA else Stage.GENERATING)
    (note,) = workspace.said(to=PABLO if first == MAYA else MAYA)
    assert "moment" in note or f"<@{first}>" in note
    assert not acts(shown(workspace, review)) & {"publish_now", "change_video"}
    assert f"<@{first}>" in str(shown(workspace, review).blocks) or first == PABLO


async def test_two_approvals_of_one_video_are_one_post(here, workspace, review):
    both = [workspace.press(review, "publish_now", user=who) for who in (MAYA, PABLO)]

    await at_once(here.store, *both)
    await all_said(here)

    assert (await one(here, "publications")).by == MAYA
    assert workspace.said(to=MAYA) == []
    assert len(workspace.said(to=PABLO)) == 1
