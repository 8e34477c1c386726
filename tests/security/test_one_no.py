"""Where a rejection by one does not end it, one person ends it at no door, whatever they press."""

from genbot.domain.approvals import Rule
from genbot.domain.ideas import IdeaStatus
from genbot.domain.productions import Stage
from genbot.domain.waiting import Tour
from genbot.flows import channels, waiting
from tests.deciding import decides
from tests.flows.test_waiting import over_budget
from tests.golden.make import BEA, CHANNEL
from tests.security.test_authority import DOORS, announce, full, press

__all__ = ["announce", "full"]
ENDED = """
    SELECT id, status FROM ideas WHERE status = 'rejected' UNION
    SELECT id, stage FROM productions WHERE stage = 'rejected'
    OR stage = 'stopped' AND json_extract(body, '$.ballot') IS NOT NULL
"""
"""What somebody's no has ended."""


def waits(tx):
    """What buttons, forms and windows carry of all that waits for a decision at a gate."""
    ideas = tx.ideas.find(status=IdeaStatus.GENERATED)
    made = tx.productions.find(stage=(Stage.REVIEW, Stage.HELD))
    told = [f"{one.id}:{one.version}" for one in (*ideas, *made)]
    return [*told, *(str(Tour().at(one)) for one in waiting.of(tx, BEA))]


def ended_in(tx):
    return dict(tx._db.execute(ENDED).fetchall())


def ends(tx):
    """What each door ended at which one person said all they could say there."""
    return {
        name: ended
        for kind, name in DOORS
        for value in waits(tx)
        if (ended := press(tx, kind, name, BEA, value, look=ended_in))
    }


async def test_it_takes_more_than_one_wherever_it_is_said(full):
    """What is said to the agent is no such door (tests/watches/test_dropped_in_words.py)."""
    await full.unit(over_budget, "the budget")
    await full.unit(channels.met, CHANNEL, BEA)
    doors = {"reject_idea_form", "reject_video_form", "deny_over_form", "reject_waiting_form"}
    assert set(await full.unit(ends)) == doors

    several = Rule(needed=2, one_no=False)
    await full.unit(decides(CHANNEL, ideas=several, videos=several, budget=several))
    assert await full.unit(ends) == {}
