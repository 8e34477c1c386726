"""What should never be, as people meet it: refused with a reason and what to do, and nothing is lost.

More of the kind, each where its subject is: a negative budget (`test_buttons_and_forms.py`), a post
moved or undone at its due second and a clock put back or forward (`tests/races/test_due_second.py`,
`tests/watches/test_clocks.py`), times that have passed (`test_schedule.py`).
"""

from datetime import UTC, datetime

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.productions import Stage
from genbot.domain.slots import read
from genbot.flows import policies, productions, slots
from genbot.slack.roster import Roster
from tests.deciding import decides
from tests.golden.make import rendered
from tests.races.conftest import all_said
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, until
from tests.slack.test_policies import people, shown
from tests.slack.test_policies import press as in_window

LEADS = "S0BRANDLEAD"
COUNT = "1 of 2 approvals"


async def video(here, topic="tacos"):
    made = await here.store.unit(rendered, topic)
    await all_said(here)
    return made


def card(workspace, words="Ready to watch"):
    """The newest message that shows these words."""
    every = workspace.slack.board.every()
    return [one for one in every if words in f"{one.text} {one.blocks}"][-1]


async def pressed(here, workspace, act, user, words="Ready to watch"):
    await workspace.press(card(workspace, words), act, user=user)
    await here.answered()


async def posts(here):
    return await here.store.read(lambda tx: tx.publications.find())


@pytest.mark.parametrize(
    ("filled", "why"),
    [
        ({"people": people(BEA, PABLO), "needed": "3"}, "Only 2 people may decide, so 3 can never"),
        (
            {"people": people(MAYA), "needed": "1", "counts": {"selected_options": []}},
            "When one of them asks for it, too few are left",
        ),
    ],
)
async def test_a_rule_that_nobody_could_keep_is_not_taken(here, workspace, filled, why):
    """Three of two; only one person, who may be whoever asked. The form stays, and can be mended."""
    await workspace.command("policy")
    await here.router.rest()
    await in_window(here, workspace, "change_rule", f"{IDEAS}|videos")

    refused = await workspace.submit(**filled)

    assert why in str(refused)
    assert "*A video is published*" in shown(workspace)
    assert (await here.store.read(policies.of, IDEAS)).rules == {}
    await workspace.submit(people=people(BEA, PABLO), needed="1")
    await here.answered()
    assert "*Saved.*" in shown(workspace)


async def test_a_group_that_no_longer_exists_decides_nothing_and_the_refusal_says_so(
    here, workspace, clock
):
    await Roster(here.client, here.store, clock).round()
    await here.store.unit(decides(IDEAS, videos=Rule(groups=(LEADS,))))
    made = await video(here)
    await workspace.control("group", handle="brand-leads", disabled=True)
    await until(lambda: _gone(here, LEADS))

    await pressed(here, workspace, "publish_now", BEA)

    assert (
        "Nobody who may decide about videos in this channel is left" in workspace.said(to=BEA)[-1]
    )
    assert "/gen policy" in workspace.said(to=BEA)[-1]
    assert (await here.store.read(productions.find, made.id)).stage is Stage.REVIEW
    await workspace.command("policy")
    await here.router.rest()
    assert "nobody who is still here" in shown(workspace).lower()
    assert "Too few of them are left for that." in shown(workspace)


async def _gone(here, group):
    return (await here.store.read(lambda tx: tx.groups.look(group))).gone


async def test_the_word_of_an_approver_who_left_the_workspace_does_not_count(
    here, workspace, clock
):
    await here.store.unit(decides(IDEAS, videos=Rule((BEA, PABLO, MAYA), needed=2)))
    await video(here)
    await pressed(here, workspace, "publish_now", BEA)
    await Roster(here.client, here.store, clock).round()
    await workspace.control("deactivate", user=BEA)
    await until(lambda: _left(here, BEA))

    await pressed(here, workspace, "agree", PABLO, COUNT)
    assert await posts(here) == []
    assert f"<@{PABLO}>" in str(card(workspace, COUNT).blocks)
    await pressed(here, workspace, "agree", MAYA, COUNT)

    [out] = await posts(here)
    assert [vote.by for vote in out.approvals] == [PABLO, MAYA]


async def _left(here, user):
    member = await here.store.read(lambda tx: tx.members.look(user))
    return member is not None and member.gone


def at(*when):
    return datetime(*when, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("today", "button", "due"),
    [
        (at(2027, 3, 27, 12), "Sun 28 Mar, 03:00", at(2027, 3, 28, 1)),  # 02:00 to 03:00 is skipped
        (at(2027, 10, 30, 12), "Sun 31 Oct, 02:30", at(2027, 10, 31, 0, 30)),  # and comes twice
    ],
)
async def test_a_posting_time_in_an_hour_that_is_skipped_or_comes_twice(
    here, workspace, clock, today, button, due
):
    """The button says what will be, in the zone of the channel; and that comes once."""
    clock.at = today
    await here.store.unit(slots.keep, IDEAS, read("Sun 02:30", "Europe/Berlin"), by=MAYA)
    await video(here)
    assert f"Schedule: {button}" in str(card(workspace).blocks)

    await pressed(here, workspace, "take_slot", BEA)

    assert [out.due for out in await posts(here)] == [due]
    await video(here, "salsa")
    assert f"Schedule: {button}" not in str(card(workspace).blocks)


async def test_who_edits_while_another_approves_hears_that_it_is_on_its_way(here, workspace):
    made = await video(here)
    await workspace.press(card(workspace), "open_publish", user=MAYA)
    await here.router.rest()
    await pressed(here, workspace, "publish_now", BEA)

    await workspace.submit(MAYA, caption="Better words.")
    await here.answered()

    [out] = await posts(here)
    assert (out.by, out.caption) == (BEA, made.caption)
    told = workspace.said(to=MAYA)[-1]
    assert f"This video is approved now, decided by <@{BEA}>: too late for that." in told


async def test_who_approves_while_another_edits_approves_nothing_they_did_not_see(here, workspace):
    """Two have to. The second presses a card that shows the first one's plan; by then it is another."""
    await here.store.unit(decides(IDEAS, videos=Rule(needed=2)))
    await video(here)
    await pressed(here, workspace, "publish_now", BEA)
    seen = card(workspace, COUNT)
    await workspace.press(seen, "open_publish", user=MAYA)
    await here.router.rest()
    await workspace.submit(MAYA, caption="Better words.")
    await here.router.rest()

    await workspace.press(seen, "agree", user=PABLO)
    await here.answered()

    assert "changed or decided since" in workspace.said(to=PABLO)[-1]
    assert await posts(here) == []
    now = str(card(workspace, COUNT).blocks)
    assert f"what <@{BEA}> said of it does not count any more" in now
    assert "Better words." in now
