"""People and user groups: listed as Slack lists them, and told of when they change."""

import pytest

from tests.sandbox.slack.conftest import BEA, MAYA, PABLO, SCOPES, Desk, a_manifest

READS = [*SCOPES, "usergroups:read"]
EVENTS = ["user_change", "subteam_created", "subteam_updated", "subteam_members_changed"]
MOVES = ["member_joined_channel", "member_left_channel"]
strict = pytest.mark.parametrize("manifest", [a_manifest(scopes=READS, events=EVENTS)])


async def groups(desk: Desk, **asked: bool) -> dict[str, list[str] | None]:
    every = (await desk.call("usergroups.list", **asked))["usergroups"]
    return {one["handle"]: one.get("users") for one in every}


async def test_groups_need_their_scope(desk: Desk) -> None:
    assert (await desk.call("usergroups.list"))["error"] == "missing_scope"


@strict
async def test_groups_are_listed_with_their_people_when_asked(desk: Desk) -> None:
    assert await groups(desk) == {"brand-leads": None, "editors": None}
    assert (await groups(desk, include_users=True))["brand-leads"] == [BEA, PABLO]

    await desk.control("group", handle="editors", disabled=True)

    assert set(await groups(desk)) == {"brand-leads"}
    assert set(await groups(desk, include_disabled=True)) == {"brand-leads", "editors"}


@strict
async def test_what_changes_is_told(desk: Desk) -> None:
    link = await desk.connect()

    await desk.control("group", handle="@brand-leads", people=[MAYA, PABLO])
    joined = await link.event("subteam_members_changed")
    assert (joined["added_users"], joined["removed_users"]) == ([MAYA], [BEA])
    assert (await link.event("subteam_updated"))["subteam"]["users"] == [MAYA, PABLO]
    await desk.control("group", handle="night-shift", people=[BEA])
    assert (await link.event("subteam_created"))["subteam"]["handle"] == "night-shift"
    await desk.control("deactivate", user=BEA)
    assert (await link.event("user_change"))["user"]["deleted"]
    await desk.control("travel", user=MAYA, tz="Asia/Tokyo")
    assert (await link.event("user_change"))["user"]["tz"] == "Asia/Tokyo"

    refused = await desk.control("group", handle="editors", people=["U0STRANGER"])
    assert refused["error"] == "invalid_users"
    assert (await desk.control("deactivate", user="U0STRANGER"))["error"] == "user_not_found"


@strict
async def test_who_has_left_can_be_asked_about_but_does_nothing(desk: Desk) -> None:
    await desk.control("deactivate", user=BEA)

    gone = (await desk.call("users.info", user=BEA))["user"]
    assert gone["deleted"]
    assert "tz" not in gone
    assert (await desk.act(BEA, "say", channel="C0VIDEOIDEAS", text="Hi"))["ok"] is False
    await desk.control("reactivate", user=BEA)
    assert (await desk.call("users.info", user=BEA))["user"]["tz"] == "Europe/Berlin"


async def test_who_is_in_a_channel_needs_the_right_for_its_kind(desk: Desk) -> None:
    talk = f"D{MAYA[1:]}"
    assert (await desk.call("conversations.members", channel="C0VIDEOIDEAS"))["ok"]
    refused = await desk.call("conversations.members", channel=talk)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "im:read")
    assert (await desk.call("conversations.members", channel="C0NONE"))["error"] == (
        "channel_not_found"
    )


@pytest.mark.parametrize("manifest", [a_manifest(scopes=[*READS, "channels:read"], events=MOVES)])
async def test_who_comes_into_a_channel_and_leaves_it_is_told_where_the_app_is(desk: Desk) -> None:
    link = await desk.connect()

    await desk.control("channel", channel="random", people=[MAYA])  # the app is not there
    await desk.control("channel", channel="launches", people=[MAYA, PABLO])
    left = await link.event("member_left_channel")
    assert (left["user"], left["channel"]) == (BEA, "C0LAUNCHES0")
    await desk.control("channel", channel="launches", people=[MAYA, PABLO, BEA])
    assert (await link.event("member_joined_channel"))["user"] == BEA

    assert (await desk.control("channel", channel="no", people=[]))["error"] == "channel_not_found"
    refused = await desk.control("channel", channel="launches", people=["U0STRANGER"])
    assert refused["error"] == "invalid_users"
