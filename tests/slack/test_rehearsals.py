"""A rehearsal by what is ticked, pressed and filled in, over a real socket."""

from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from tests.golden.make import rendered
from tests.slack.conftest import BEA, IDEAS, MAYA, option

ON = {"selected_options": [{"value": "on", "text": {"type": "plain_text", "text": "x"}}]}
OFF = {"selected_options": []}


async def ticked(here, workspace, tick, user=MAYA, **more):
    await workspace.command("settings", user=user)
    await here.router.rest()
    agent = option("agent-sofia")
    await workspace.submit(agent=agent, rehearsal=tick, user=user, **more)
    await here.deliver()


async def is_one(here):
    return await here.store.read(lambda tx: tx.channels.get(IDEAS).rehearsal)


async def reviewed(here, workspace):
    """A video in review, and its card."""
    await here.store.unit(rendered, "tacos")
    await said(here)
    return workspace.message("Ready to watch")


async def said(here):
    """Everything that is to be said is in the channel: it is paced, so time passes."""
    for _ in range(8):
        here.clock.pass_(2.0)
        await here.deliver()


async def the(here, shelf):
    [one] = await here.store.read(lambda tx: getattr(tx, shelf).find())
    return one


async def test_the_tick_is_kept_and_told(here, workspace):
    await ticked(here, workspace, ON)
    assert await is_one(here)
    [told] = [one for one in workspace.slack.board.every() if one.only_for == MAYA]
    assert "nothing is published" in str(told.blocks)

    await ticked(here, workspace, OFF)
    assert not await is_one(here)


async def test_who_did_not_touch_the_tick_takes_nothing_back(here, workspace):
    """The form of one was open while another ticked it."""
    await workspace.command("settings")
    await here.router.rest()
    await ticked(here, workspace, ON, user=BEA)

    await workspace.submit(agent=option("agent-sofia"), rehearsal=OFF, budget="300")

    assert await is_one(here)


async def test_from_the_card_to_the_channel_and_back(here, workspace):
    await ticked(here, workspace, ON)
    review = await reviewed(here, workspace)
    assert "nothing is published" in str(review.blocks)

    await workspace.press(review, "open_publish", user=BEA)
    await here.router.rest()
    assert "Rehearse this video" in str(workspace.form(BEA)["title"])
    await workspace.submit(caption="Words", media_type=option("VIDEO"), user=BEA)
    await here.deliver()

    out = await the(here, "publications")
    assert (out.rehearsal, out.caption) == (True, "Words")
    assert (await the(here, "productions")).stage is Stage.PUBLISHING
    await workspace.press(workspace.message("Goes out at"), "cancel_post", user=BEA)
    await said(here)
    await workspace.press(workspace.message("Ready to watch"), "rehearse", user=BEA)
    posts = await here.store.read(lambda tx: tx.publications.find(state=PublicationState.SCHEDULED))
    assert [one.rehearsal for one in posts] == [True]


async def test_an_old_card_lets_nothing_out_by_mistake(here, workspace):
    await ticked(here, workspace, ON)
    review = await reviewed(here, workspace)
    blocks = review.blocks
    await ticked(here, workspace, OFF)

    review.blocks = blocks  # somebody's Slack still shows what was there before
    await workspace.press(review, "rehearse", user=BEA)
    await here.deliver()

    assert "no rehearsal any more" in workspace.said(to=BEA)[-1]
    assert await here.store.read(lambda tx: tx.publications.find()) == []
