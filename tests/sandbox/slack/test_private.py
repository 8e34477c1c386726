"""Private channels: an app that is not in one is not told that it exists."""

import pytest

from tests.sandbox.slack.conftest import IDEAS, MAYA, PABLO, RANDOM, SCOPES, Desk, a_manifest

READS = [*SCOPES, "groups:history", "groups:read"]
EVENTS = ["message.channels", "message.groups", "member_joined_channel"]
allowed = pytest.mark.parametrize("manifest", [a_manifest(scopes=READS, events=EVENTS)])


async def hidden(desk: Desk, channel: str) -> None:
    assert (await desk.control("channel", channel=channel, private=True))["ok"]


@allowed
@pytest.mark.parametrize(
    ("method", "asked"),
    [
        ("chat.postMessage", {"text": "Hi"}),
        ("chat.postEphemeral", {"text": "Hi", "user": MAYA}),
        ("conversations.info", {}),
        ("conversations.history", {}),
        ("conversations.members", {}),
    ],
)
async def test_what_the_app_is_not_in_does_not_exist_for_it(
    desk: Desk, method: str, asked: dict[str, str]
) -> None:
    await hidden(desk, RANDOM)

    assert (await desk.call(method, channel=RANDOM, **asked))["error"] == "channel_not_found"
    listed = await desk.call("conversations.list", types="public_channel,private_channel")
    assert RANDOM not in {one["id"] for one in listed["channels"]}


@allowed
async def test_once_invited_it_is_a_channel_like_another(desk: Desk) -> None:
    await hidden(desk, RANDOM)
    link = await desk.connect()

    await desk.act(MAYA, "join", channel=RANDOM)
    assert (await link.event("member_joined_channel"))["channel_type"] == "G"
    await desk.act(PABLO, "say", channel=RANDOM, text="For us alone")

    heard = await link.event("message")
    assert (heard["channel_type"], heard["user"]) == ("group", PABLO)
    assert (await desk.call("chat.postMessage", channel=RANDOM, text="Hi"))["ok"]
    about = (await desk.call("conversations.info", channel=RANDOM))["channel"]
    assert (about["is_private"], about["is_member"]) == (True, True)


async def test_rights_for_public_channels_are_none_for_private_ones(desk: Desk) -> None:
    await hidden(desk, IDEAS)

    for method, needed in (
        ("conversations.history", "groups:history"),
        ("conversations.members", "groups:read"),
    ):
        refused = await desk.call(method, channel=IDEAS)
        assert (refused["error"], refused["needed"]) == ("missing_scope", needed)


@allowed
async def test_its_name_is_not_told_to_apps(desk: Desk) -> None:
    await hidden(desk, IDEAS)
    link = await desk.connect()

    typed = desk.act(MAYA, "command", channel=IDEAS, text="/gen help")
    _, envelope = await desk.while_(typed, link)

    assert envelope["payload"]["channel_name"] == "privategroup"


@allowed
async def test_who_is_in_it_reads_that_it_was_hidden_and_archived(desk: Desk) -> None:
    link = await desk.connect()

    await desk.control("channel", channel=IDEAS, user=MAYA, private=True)
    told = await link.event("message")
    assert (told["subtype"], told["channel_type"]) == ("channel_convert_to_private", "group")
    await desk.control("channel", channel=IDEAS, archived=True)
    assert (await link.event("message"))["subtype"] == "group_archive"
    await desk.control("channel", channel=IDEAS, private=False, archived=False)
    assert (await link.event("message"))["subtype"] == "channel_convert_to_public"
    assert (await link.event("message"))["subtype"] == "channel_unarchive"
