"""Freeze and thaw by what is typed, pressed and filled in, over a real socket."""

from tests.slack.conftest import BEA, IDEAS, MAYA, option

STOP = "Publishing is frozen in this channel"
GO_ON = "Publishing goes on here"


async def frozen(here):
    return await here.store.read(lambda tx: [one.id for one in tx.freezes.find() if one.on])


async def test_typed_it_is_said_in_the_channel_with_a_button_to_end_it(here, workspace):
    await workspace.command("freeze the brand <!channel> asked")
    await here.deliver()

    message = workspace.message(STOP)
    assert message.channel == IDEAS
    assert "the brand &lt;!channel&gt; asked" in str(message.blocks)
    assert await frozen(here) == [IDEAS]

    await workspace.press(message, "thaw", user=BEA)
    await here.deliver()

    assert await frozen(here) == []
    assert workspace.message(GO_ON).ts == message.ts


async def test_thaw_typed_is_answered_to_the_one_who_typed_it(here, workspace):
    await workspace.command("freeze")
    await workspace.command("thaw", user=BEA)
    await here.deliver()

    assert GO_ON in workspace.said(to=BEA)[0]


async def test_what_another_freeze_still_stops_is_not_said_to_go_on(here, workspace):
    for words in ("freeze everywhere", "freeze", "thaw"):
        await workspace.command(words)
        await here.deliver()
    assert "Publishing is still frozen in every channel" in workspace.said(to=MAYA)[-1]

    for words in ("freeze", "thaw everywhere"):
        await workspace.command(words)
        await here.deliver()
    assert "Publishing is still frozen in this channel" in workspace.said(to=MAYA)[-1]
    assert not [one for one in workspace.said() if "goes on" in one]


async def test_everywhere_is_the_first_word(here, workspace):
    await workspace.command("freeze Everywhere new logo")
    await here.deliver()

    assert await frozen(here) == ["everywhere"]
    assert "new logo" in str(workspace.message("frozen in every channel").blocks)

    await workspace.command("thaw")
    await here.deliver()
    assert "/gen thaw everywhere" in workspace.said(to=MAYA)[0]

    await workspace.press(workspace.message("frozen in every channel"), "thaw")
    assert await frozen(here) == []


async def test_the_form_does_what_the_command_does(here, workspace):
    await workspace.command("status")
    await here.deliver()
    await workspace.press(workspace.message("Nothing is going on here"), "open_freeze")
    await here.router.rest()

    await workspace.submit(where=option("everywhere"), reason="new logo")
    await here.deliver()

    assert await frozen(here) == ["everywhere"]
    assert "new logo" in str(workspace.message("frozen in every channel").blocks)


async def test_in_a_private_talk_everything_can_be_frozen_and_is_answered_there(here, workspace):
    direct = workspace.slack.people.direct(MAYA).id
    await workspace.command("freeze", channel=direct)
    await workspace.command("freeze everywhere", channel=direct)
    await workspace.command("thaw everywhere", channel=direct)
    await here.deliver()

    refused, stopped, gone_on = workspace.private(MAYA)
    assert "in the channel it is about" in refused
    assert "frozen in every channel" in stopped
    assert "goes on everywhere" in gone_on
