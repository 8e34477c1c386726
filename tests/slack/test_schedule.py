"""A time for a post, over a real socket: the slot that is offered, and what has to be said twice."""

from dataclasses import replace

import pytest

from genbot.cards.slots import close
from genbot.cards.text import escape
from genbot.domain.publications import PublicationState
from genbot.domain.slots import read
from genbot.flows import slots
from genbot.flows.schedule import YEAR
from tests.deciding import decides
from tests.golden.make import rendered, scheduled
from tests.races.conftest import all_said, at_once
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO
from tests.slack.test_history import press

FRIDAY = 1_800_028_800.0  # 15 January 2027, 16:00 UTC; the clock of these tests stands at 08:00
MINUTE, DAY = 60, 86_400


def due(at):
    return {"selected_date_time": int(at)}


def tick(key):
    return {"selected_options": [{"value": key}]}


@pytest.fixture
async def video(here):
    """A video in review, in a channel that likes to post on weekdays."""
    await here.store.unit(slots.keep, IDEAS, read("weekdays 16:00", "UTC"), by=MAYA)
    made = await here.store.unit(rendered, "tacos")
    await all_said(here)
    return made


async def posts(here):
    return await here.store.read(lambda tx: tx.publications.find())


async def opened(here, workspace, user=BEA):
    await workspace.press(workspace.message("Ready to watch"), "open_publish", user=user)
    await here.router.rest()


async def sent(here, workspace, user=BEA, **filled):
    told = await workspace.submit(user, **filled)
    await here.answered()
    return str(told), str((workspace.form(user) or {}).get("blocks"))


async def test_one_click_takes_the_next_free_slot(here, workspace, video):
    card = workspace.message("Ready to watch")
    assert "Schedule: Fri 15 Jan, 16:00" in str(card.blocks)
    assert "goes to TikTok on Fri 15 Jan, 16:00 (UTC) with the caption" in str(card.blocks)

    await workspace.press(card, "take_slot", user=BEA)
    await here.answered()

    [out] = await posts(here)
    assert (out.due, out.scheduled, out.by) == (FRIDAY, True, BEA)
    second = await here.store.unit(rendered, "salsa")
    assert second.offer.at == FRIDAY + 3 * DAY


async def test_of_two_in_one_instant_the_second_is_offered_the_next(here, workspace, video):
    first = workspace.message("Ready to watch")
    await here.store.unit(rendered, "salsa")
    await all_said(here)
    second = workspace.message("Ready to watch")
    assert first.ts != second.ts

    await at_once(
        here.store,
        workspace.press(first, "take_slot", user=BEA),
        workspace.press(second, "take_slot", user=PABLO),
    )
    await here.answered()

    [out] = await posts(here)
    loser = BEA if out.by == PABLO else PABLO
    offered = [one for one in workspace.slack.board.every() if one.only_for == loser][-1]
    assert "less than an hour away" in offered.text
    assert "was not scheduled" in offered.text
    assert "Schedule: Mon 18 Jan, 16:00" in str(offered.blocks)
    await workspace.press(offered, "take_slot", user=loser)
    await here.answered()
    assert {one.due for one in await posts(here)} == {FRIDAY, FRIDAY + 3 * DAY}


async def test_a_slot_that_has_passed_is_not_taken(here, workspace, video, clock):
    clock.at = FRIDAY

    await workspace.press(workspace.message("Ready to watch"), "take_slot", user=BEA)
    await here.answered()

    assert await posts(here) == []
    assert "That posting time has passed." in workspace.said(to=BEA)[-1]


async def test_the_form_takes_it_over_and_keeps_what_was_typed(here, workspace, video):
    await opened(here, workspace)
    typed = {"type": "plain_text_input", "value": "Hand-made words"}
    workspace.slack.windows.top(BEA).values["caption"]["value"] = typed

    shown = await press(here, workspace, "fill_slot", BEA)
    assert str(int(FRIDAY)) in shown
    assert "Its time is still to come." in shown
    assert "The caption has 15 of 2,200 characters." in shown
    await sent(here, workspace)

    [out] = await posts(here)
    assert (out.due, out.caption) == (FRIDAY, "Hand-made words")


async def test_two_within_an_hour_are_said_twice(here, workspace, video):
    await here.store.unit(scheduled, "salsa", FRIDAY)
    await opened(here, workspace)
    _, shown = await sent(here, workspace, when=due(FRIDAY + 20 * MINUTE))
    assert "“The salsa story” goes out from the same account" in shown
    assert "It goes out at once." not in shown
    assert "Its time is still to come." in shown
    assert "Post 2 of at most 15 in 24 hours." in shown
    assert len(await posts(here)) == 1

    # a tick is for this time, and for no other
    key = f"near:{FRIDAY + 20 * MINUTE:.0f}"
    _, shown = await sent(
        here, workspace, when=due(FRIDAY + 30 * MINUTE), **{f"sure {key}": tick(key)}
    )
    assert "less than an hour away" in shown
    assert len(await posts(here)) == 1

    key = f"near:{FRIDAY + 30 * MINUTE:.0f}"
    await sent(here, workspace, **{f"sure {key}": tick(key)})
    assert [one.due for one in await posts(here)] == [FRIDAY, FRIDAY + 30 * MINUTE]
    assert workspace.form(BEA) is None


async def test_what_is_wrong_is_said_before_what_is_in_doubt(here, workspace, video):
    await here.store.unit(scheduled, "salsa", FRIDAY)
    await opened(here, workspace)

    told, _ = await sent(here, workspace, when=due(FRIDAY), caption=" ")
    assert "needs a caption" in told
    told, _ = await sent(here, workspace, when=due(FRIDAY - DAY), caption="Words")
    assert "That time has passed" in told
    told, _ = await sent(here, workspace, when=due(FRIDAY + YEAR))
    assert "more than a year away" in told


async def test_a_schedule_is_handed_to_gen_only_when_said_twice(here, workspace, video):
    await opened(here, workspace)
    _, shown = await sent(here, workspace, when=due(FRIDAY), handover=tick("gen"))
    assert "GEN posts it even while I am down. Nobody can undo, move or freeze it then." in shown
    assert await posts(here) == []

    key = f"hand:{FRIDAY:.0f}"
    await sent(here, workspace, **{f"sure {key}": tick(key)})
    [out] = await posts(here)
    assert out.handed_over


@pytest.mark.parametrize("calendar", [False, True])
async def test_a_post_is_moved_close_to_another_only_when_said_twice(here, workspace, calendar):
    out = await here.store.unit(scheduled, "tacos", FRIDAY)
    await here.store.unit(scheduled, "salsa", FRIDAY + DAY)
    await all_said(here)
    if calendar:
        await workspace.command("calendar", user=BEA)
        await here.router.rest()
        await press(here, workspace, "move_planned", BEA)
    else:
        card = next(
            one for one in workspace.slack.board.every() if f"{out.id}:1" in str(one.blocks)
        )
        await workspace.press(card, "move_post", user=BEA)
        await here.router.rest()

    near = FRIDAY + DAY - 10 * MINUTE
    _, shown = await sent(here, workspace, when=due(near))
    assert "“The salsa story” goes out" in shown
    assert (await posts(here))[0].due == FRIDAY
    key = f"near:{near:.0f}"
    await sent(here, workspace, **{f"sure {key}": tick(key)})
    assert (await posts(here))[0].due == near


async def test_only_what_is_of_the_same_account_and_still_to_come_is_close(here):
    out = await here.store.unit(scheduled, "tacos", FRIDAY)
    other = await here.store.unit(rendered, "salsa")

    def close(tx, **changed):
        tx.publications.save(replace(out, **changed))
        return slots.near(tx, other)(FRIDAY + 1)

    assert (await here.store.unit(close)).id == out.id
    assert await here.store.unit(close, agent_id="agent-luma") is None
    assert await here.store.unit(close, state=PublicationState.FAILED) is None
    live = {"state": PublicationState.LIVE, "ended": here.clock() - 10}
    assert await here.store.unit(close, **live) is None  # it went out long before
    just = await here.store.unit(lambda tx: slots.near(tx, other)(here.clock() + 60))
    assert just.id == out.id


async def test_of_several_the_one_next_to_it_is_named(here):
    for title, at in (("tacos", -40 * MINUTE), ("churros", 10 * MINUTE), ("grill", 30 * MINUTE)):
        await here.store.unit(scheduled, title, FRIDAY + at)
    made = await here.store.unit(rendered, "salsa")

    near = await here.store.unit(lambda tx: slots.near(tx, made)(FRIDAY))

    assert near.when == FRIDAY + 10 * MINUTE


async def test_what_is_planned_in_another_channel_is_not_named(here):
    out = await here.store.unit(scheduled, "tacos", FRIDAY)
    made = await here.store.unit(rendered, "salsa")

    def story(tx):
        tx.publications.save(replace(out, channel="C0RANDOM000"))
        return close(slots.near(tx, made)(FRIDAY), made.channel)

    assert "A post of another channel goes out" in await here.store.unit(story)


async def test_who_may_not_approve_takes_no_slot(here, workspace, video):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))

    await workspace.press(workspace.message("Ready to watch"), "take_slot", user=MAYA)
    await here.answered()

    assert await posts(here) == []
    assert f"Only <@{BEA}>" in workspace.said(to=MAYA)[-1]


async def test_a_code_that_only_slack_draws_has_to_be_meant(here, workspace, video):
    """Emoji go out as themselves; those of a workspace are pictures that TikTok does not have."""
    words = "Tacos :fire: by :taco_team:, at 3:00:10"
    await opened(here, workspace)
    _, form = await sent(here, workspace, caption=words)
    assert f"TikTok has no emoji called {escape(':taco_team:')}, so these letters go out." in form
    assert await posts(here) == []

    await sent(here, workspace, caption=f"{words} :salsa:", **{"sure codes::taco_team:": tick("codes::taco_team:")})  # fmt: skip
    assert await posts(here) == []
    key = "codes::taco_team: :salsa:"
    await sent(here, workspace, caption=f"{words} :salsa:", **{f"sure {key}": tick(key)})

    [out] = await posts(here)
    assert out.caption == "Tacos 🔥 by :taco_team:, at 3:00:10 :salsa:"
