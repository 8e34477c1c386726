"""History typed, pressed and mentioned, over a real socket."""

import pytest

from genbot.flows import ideas
from tests.slack.conftest import BEA, IDEAS, MAYA, RANDOM, with_an_idea
from tests.slack.test_messages import US, settled

LAUNCHES = "C0LAUNCHES0"


@pytest.fixture
async def idea(here):
    return await with_an_idea(here)


async def press(here, workspace, act, user=MAYA):
    form = workspace.form(user)
    block, element = next(
        (block["block_id"], one)
        for block in form["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == act
    )
    await workspace.act(
        user, "press", view_id=form["id"], block_id=block, action_id=act, value=element["value"]
    )
    await here.answered()
    return str(workspace.form(user)["blocks"])


async def test_typed_it_is_told_to_the_one_who_asked(here, workspace, idea):
    await here.store.unit(ideas.decide, idea.id, 1, "reject", by=BEA, reason="seen")
    await workspace.command("history 2 a.m. VERDICT")
    await here.deliver()

    [said] = workspace.said(to=MAYA)
    assert "What happened to idea 1, “The 2 a.m. verdict”" in said
    assert f"*Idea rejected* by <@{BEA}>: We have done this" in said


async def test_in_its_thread_nothing_need_be_said(here, workspace, idea):
    card = workspace.message("Idea 1.")
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} history", thread_ts=card.thread_ts)
    await settled(here, workspace)

    assert "What happened to the request “tacos”" in workspace.said(to=MAYA)[0]


async def test_among_several_one_is_chosen_and_read_in_a_window(here, workspace, idea):
    await workspace.command("ideas 3 the verdict of Salsa")
    await workspace.command("history verdict")
    await here.deliver()
    choice = workspace.message("2 things are called that")
    assert choice.only_for == MAYA

    await workspace.press(choice, "see_history")
    await here.router.rest()

    assert "Idea 1, “The 2 a.m. verdict”" in str(workspace.form()["blocks"])


async def test_a_long_one_is_turned_in_its_window(here, workspace, idea):
    def back_and_forth(tx):
        for nth in range(1, 60, 2):
            ideas.change(tx, idea.id, nth, f"Wish {nth}.", by=BEA)
            one = tx.ideas.get(idea.id)
            tx.ideas.save(one.move("keep"))

    await here.store.unit(back_and_forth)
    await workspace.command(f"history {idea.id}")
    await here.deliver()
    await workspace.press(workspace.message("What happened to"), "see_history")
    await here.router.rest()
    shown = str(workspace.form()["blocks"])
    assert "Wish 59." in shown
    assert "Wish 1." not in shown

    assert "Wish 1." in await press(here, workspace, "earlier_history")
    assert "Wish 59." in await press(here, workspace, "later_history")


async def test_the_details_of_an_idea_lead_to_its_history(here, workspace, idea):
    await here.store.unit(ideas.change, idea.id, 1, "Shorter!", by=BEA)
    await here.store.unit(lambda tx: tx.ideas.save(tx.ideas.get(idea.id).move("keep")))
    await workspace.press(workspace.message("Idea 1."), "idea_details")
    await here.router.rest()

    assert "Shorter!" in await press(here, workspace, "see_history")


async def test_who_never_met_us_there_learns_nothing(here, workspace, idea):
    for words in (idea.id, "verdict", "idea 1"):
        await workspace.command(f"history {words}", user=BEA, channel=RANDOM)
    await here.deliver()

    said = workspace.private(BEA)
    assert len(said) == 3
    assert all("Nothing here is called that" in one for one in said)


async def test_without_words_it_says_what_can_be_said(here, workspace):
    await workspace.command("history")
    await here.deliver()

    assert "idea 3" in workspace.said(to=MAYA)[0]


async def test_of_another_channel_by_its_name(here, workspace, idea):
    """Typed, or said to us: Slack tells which channel is meant."""
    await workspace.command("freeze The brand asked.", channel=LAUNCHES)
    await workspace.command(f"history <#{LAUNCHES}>")
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} history <#{LAUNCHES}>")
    await settled(here, workspace)

    said = [one for one in workspace.said(to=MAYA) if f"<#{LAUNCHES}>" in one]
    assert len(said) == 2
    assert all("The brand asked." in one for one in said)


@pytest.mark.parametrize("words", ["#launches", f"<#{LAUNCHES}>"])
async def test_of_a_channel_that_is_none_of_theirs_it_says_what_to_do(here, workspace, idea, words):
    """Also where Slack sends bare names, because the app there is older than its manifest."""
    await workspace.command("freeze The brand asked.", channel=LAUNCHES, user=BEA)
    await workspace.command(f"history {words}")
    await here.deliver()

    assert workspace.said(to=MAYA)[-1].endswith("type `/gen history channel` in it.")
