"""Agents, avatars, organizations, keys and profiles."""

import aiohttp
import pytest

from genbot.sandbox.gen.cast import HOME, LUMA, NEXT_DOOR, QUIET, SANTIAGO
from tests.sandbox.gen.conftest import Visitor

INVALID = (422, "validation_error")


async def test_the_first_morning_has_three_agents_and_five_thousand_credits(
    visitor: Visitor,
) -> None:
    agents = await visitor.ask("GET", "/agents")
    homes = await visitor.ask("GET", "/organizations")

    assert [agent["name"] for agent in agents] == ["santiago", "luma", "quiet"]
    assert [home["available_credit"]["generic"] for home in homes] == [5000]
    assert [place["id"] for place in await visitor.ask("GET", "/workspaces")] == [HOME]
    assert await visitor.ask("GET", "/agents?workspace_id=1") == []


async def test_an_agent_is_made_changed_and_deleted(visitor: Visitor) -> None:
    made = await visitor.ask("POST", "/agents", {"agent": {"name": "Nona"}}, expect=201)
    path = f"/agents/{made['agent']['id']}"
    voice = {"source": "public", "voice_id": "w4lterGr5mTnBf2XoKds"}
    wanted = {
        "description": "Cooks.",
        "time_zone": "Europe/Rome",
        "default_user_voice_attributes": voice,
    }

    changed = await visitor.ask("PATCH", path, {"agent": wanted})
    with_home = await visitor.ask("GET", f"{path}?with_organization_uuid=true")
    await visitor.ask("DELETE", path)

    assert changed["agent"]["default_user_voice"]["name"] == "Walter"
    assert (with_home["description"], with_home["time_zone"]) == ("Cooks.", "Europe/Rome")
    assert with_home["organization_uuid"]
    assert await visitor.refused("GET", path) == (422, "agent_not_found")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"agent": {}}, (422, "agent_creation_failed")),
        ({"agent": {"name": "A"}, "organization_id": "1"}, (422, "organization_not_found")),
        ({"agent": {"name": "A", "eleven_lab_api_key": "bad"}}, (422, "invalid_api_key")),
    ],
)
async def test_a_wrong_agent_is_not_made(visitor: Visitor, body: dict, refusal: tuple) -> None:
    assert await visitor.refused("POST", "/agents", body) == refusal
    assert len(await visitor.ask("GET", "/agents")) == 3


@pytest.mark.parametrize(
    ("voice", "refusal"),
    [({}, (422, "voice_id_required")), ({"voice_id": "x"}, (404, "user_voice_resource_not_found"))],
)
async def test_a_voice_must_exist(visitor: Visitor, voice: dict, refusal: tuple) -> None:
    body = {"agent": {"default_user_voice_attributes": voice}}

    assert await visitor.refused("PATCH", f"/agents/{LUMA}", body) == refusal


async def test_avatars_come_go_and_one_is_first(visitor: Visitor) -> None:
    path = f"/agents/{SANTIAGO}/avatars"
    form = aiohttp.FormData()
    form.add_field(
        "agent_avatars_attributes[][file]", b"png", filename="a.png", content_type="image/png"
    )
    form.add_field("agent_avatars_attributes[][degod_avatar_id]", "7")
    await visitor.ask("POST", path, data=form)
    before = await visitor.ask("GET", path)

    await visitor.ask("PATCH", f"{path}/{before[1]['id']}")
    after = await visitor.ask("GET", path)
    rest = await visitor.ask("GET", f"{path}?cursor={after[0]['id']}")
    await visitor.ask("DELETE", f"{path}/{before[0]['id']}_{before[2]['id']}")

    assert [avatar["is_primary"] for avatar in before] == [True, False, False]
    assert before[2]["degod_avatar_id"] == "7"
    assert after[0]["id"] == before[1]["id"]
    assert [avatar["id"] for avatar in rest] == [avatar["id"] for avatar in after[1:]]
    assert len(await visitor.ask("GET", path)) == 1
    assert await visitor.refused("PATCH", f"{path}/1") == (422, "avatar_update_failed")
    text = aiohttp.FormData()
    text.add_field("agent_avatars_attributes[]", b"x", filename="a.txt", content_type="text/plain")
    assert await visitor.refused("POST", path, data=text) == (422, "avatar_creation_failed")


async def test_a_new_organization_has_never_bought_a_credit(visitor: Visitor) -> None:
    form = {"organization[name]": "Second"}
    made = await visitor.ask("POST", "/organizations", expect=201, data=form)
    home = made["organization_id"]
    agent = {"organization_id": home, "agent": {"name": "Nona"}}
    nona = (await visitor.ask("POST", "/agents", agent, expect=201))["agent"]["id"]

    run = await visitor.refused("POST", "/agent/run", {"message": "hi", "agent_id": nona})
    path = f"/organizations/{home}"
    await visitor.ask("PATCH", path, data={"organization[name]": "Renamed"})

    assert run == (422, "usable_gen_credit_required")
    assert (await visitor.ask("GET", path))["name"] == "Renamed"
    await visitor.ask("DELETE", path)
    assert await visitor.refused("GET", path) == (422, "organization_not_found")
    assert await visitor.refused("GET", f"/agents/{nona}") == (422, "agent_not_found")
    next_door = await visitor.refused("GET", f"/organizations/{NEXT_DOOR}")
    assert next_door == (422, "organization_not_found")


async def test_a_key_opens_until_it_ends_or_is_revoked(visitor: Visitor) -> None:
    short = await visitor.ask("POST", "/persisted_tokens", {"expires_in": 60}, expect=201)
    long = await visitor.ask("POST", "/persisted_tokens", {"name": "n8n"}, expect=201)
    await visitor.ask("GET", "/me", headers={"X-API-Key": short["token"]})

    visitor.time_passes(60)

    expired = await visitor.refused("GET", "/me", headers={"X-API-Key": short["token"]})
    assert expired == (401, "unauthorized")
    await visitor.ask(
        "PATCH", f"/persisted_tokens/{long['id']}", {"persisted_token": {"name": "new"}}
    )
    await visitor.ask("DELETE", f"/persisted_tokens/{long['id']}/revoke")
    listed = {key["name"]: key for key in await visitor.ask("GET", "/persisted_tokens")}
    assert {name: key["status"] for name, key in listed.items()} == {
        "sandbox": "active",
        short["name"]: "expired",
        "new": "revoked",
    }
    assert "token" not in listed["new"]
    assert listed[short["name"]]["last_used_at"]
    told = await visitor.ask("DELETE", "/persisted_tokens/revoke_all")
    assert told == {"message": "Successfully revoked 1 tokens"}
    assert await visitor.refused("GET", "/me") == (401, "unauthorized")


async def test_a_profile_is_made_replaced_and_removed(visitor: Visitor) -> None:
    path = f"/agent/profile?agent_id={QUIET}"

    made = await visitor.ask("POST", path, {"identity": {"name": "Q"}}, expect=201)
    replaced = await visitor.ask("PUT", path, {"voice": {"tone": "low"}})
    again = await visitor.refused("POST", path, {})
    await visitor.ask("DELETE", path)

    assert made["identity"] == {"name": "Q"}
    assert (replaced["identity"], replaced["voice"]) == ({}, {"tone": "low"})
    assert again == INVALID
    assert await visitor.ask("GET", path) == {"identity": {}, "voice": {}, "brand": {}}
    assert await visitor.refused("PUT", path, {"brand": "red"}) == INVALID
