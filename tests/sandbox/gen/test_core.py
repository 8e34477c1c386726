"""The whole setup of an agent in one flat object."""

import pytest

from genbot.sandbox.gen.cast import QUIET, SANTIAGO
from tests.sandbox.gen.conftest import Visitor

CORE = f"/agents/{SANTIAGO}/core"
INVALID = (422, "validation_error")


async def test_a_setup_tells_voice_and_accounts(visitor: Visitor) -> None:
    core = await visitor.ask("GET", CORE)
    quiet = await visitor.ask("GET", f"/agents/{QUIET}/core")

    assert (core["agent_id"], core["default_user_voice"]["name"]) == (SANTIAGO, "Mateo")
    assert core["linked_accounts"][0]["platform"] == "tiktok"
    assert quiet["linked_accounts"] == []
    assert await visitor.refused("GET", "/agents/nobody/core") == (404, "not_found")


async def test_only_what_is_sent_changes(visitor: Visitor) -> None:
    before = await visitor.ask("GET", CORE)

    told = await visitor.ask("PATCH", CORE, {"brand_name": "Santi", "personality": "Loud."})

    after = await visitor.ask("GET", CORE)
    assert told["personality"] == {"status": "ok", "data": "Loud."}
    assert told["brand"]["data"] == {"brand_name": "Santi"}
    assert after == {**before, "brand_name": "Santi", "personality": "Loud."}


async def test_keywords_alone_are_mirrored_into_what_is_monitored(visitor: Visitor) -> None:
    await visitor.ask("PATCH", CORE, {"keywords": ["salsa"]})

    core = await visitor.ask("GET", CORE)

    assert core["monitored"] == [{"handle": "salsa", "item_type": "keyword"}]


async def test_accounts_are_kept_added_and_dropped_by_the_list(visitor: Visitor) -> None:
    before = (await visitor.ask("GET", CORE))["linked_accounts"][0]
    kept = {"id": before["id"], "url": before["url"], "display_name": "Santi"}

    await visitor.ask(
        "PATCH", CORE, {"linked_accounts": [kept, {"url": "https://instagram.com/s"}]}
    )
    both = (await visitor.ask("GET", CORE))["linked_accounts"]
    await visitor.ask(
        "PATCH", CORE, {"linked_accounts": [{"id": both[1]["id"], "url": both[1]["url"]}]}
    )
    last = (await visitor.ask("GET", CORE))["linked_accounts"]

    assert (both[0]["id"], both[0]["display_name"]) == (before["id"], "Santi")
    assert both[1]["platform"] == "instagram"
    assert [account["id"] for account in last] == [both[1]["id"]]


async def test_an_unknown_voice_fails_its_own_section_only(visitor: Visitor) -> None:
    body = {"goal": "sales", "default_user_voice": {"voice_id": "nobody"}}

    told = await visitor.ask("PATCH", CORE, body, expect=207)

    assert (told["brand"]["status"], told["voice"]["status"]) == ("ok", "error")
    assert (await visitor.ask("GET", CORE))["goal"] == "sales"


@pytest.mark.parametrize("section", ["brand", "personality"])
async def test_a_section_can_be_away_once(visitor: Visitor, section: str) -> None:
    body = {"goal": "sales", "personality": "Dry."}
    await visitor.control("next", fail_section=section)

    told = await visitor.ask("PATCH", CORE, body, expect=207)
    again = await visitor.ask("PATCH", CORE, body)

    assert [name for name, one in told.items() if one["status"] == "error"] == [section]
    assert {one["status"] for one in again.values()} == {"ok"}


@pytest.mark.parametrize(
    "body",
    [
        {"brandname": "typo"},
        {"description": "x" * 501},
        {"personality": "x" * 20_001},
        {"identity_type": "ghost"},
        {"shortform": "yes"},
        {"keywords": "salsa"},
        {"keywords": [1]},
        {"monitored": [{"handle": "a", "item_type": "smell"}]},
        {"monitored": [{"handle": "a"}]},
        {"monitored": ["a"]},
        {"research_topics": [{"topic": "x"}] * 21},
        {"research_topics": [{"topic": "x" * 501}]},
        {"linked_accounts": [{"platform": "tiktok"}]},
        {"linked_accounts": [{"url": "https://a.example", "colour": "red"}]},
        {"linked_accounts": [{"url": "https://a.example", "id": 1}]},
        {"default_user_voice": {"voice_id": "x", "source": "the moon"}},
    ],
)
async def test_what_the_canvas_would_not_save_is_refused_whole(
    visitor: Visitor, body: dict
) -> None:
    before = await visitor.ask("GET", CORE)

    assert await visitor.refused("PATCH", CORE, {**body, "goal": "changed"}) == INVALID

    assert await visitor.ask("GET", CORE) == before
