"""Who may come in, what is counted, and what a second knock with the same key brings."""

import aiohttp
import pytest

from genbot.sandbox.gen.cast import SANTIAGO, STRANGER
from tests.sandbox.gen.conftest import KEY, Visitor

IDEAS = {"message": "5 ideas about tacos", "agent_id": SANTIAGO}


@pytest.mark.parametrize("headers", [KEY, {"Authorization": "Bearer sandbox-key"}])
async def test_the_key_opens_by_either_header(visitor: Visitor, headers: dict[str, str]) -> None:
    assert (await visitor.ask("GET", "/me", headers=headers))["name"] == "Maya Marks"


@pytest.mark.parametrize(
    "headers", [{}, {"X-API-Key": "wrong"}, {"Authorization": "Basic sandbox-key"}]
)
async def test_any_other_key_is_unauthorized(visitor: Visitor, headers: dict[str, str]) -> None:
    assert await visitor.refused("GET", "/me", headers=headers) == (401, "unauthorized")


async def test_a_revoked_key_opens_nothing(visitor: Visitor) -> None:
    await visitor.control("next", revoke_key=True)

    assert await visitor.refused("GET", "/agents") == (401, "unauthorized")


async def test_an_unknown_path_and_a_wrong_verb_are_told_in_the_usual_shape(
    visitor: Visitor,
) -> None:
    assert await visitor.refused("GET", "/nothing") == (404, "not_found")
    assert await visitor.refused("DELETE", "/me") == (405, "method_not_allowed")


@pytest.mark.parametrize("body", ["{", "[1]", '"text"'])
async def test_a_body_that_is_no_object_is_refused(visitor: Visitor, body: str) -> None:
    headers = {**KEY, "Content-Type": "application/json"}

    refusal = await visitor.refused("POST", "/agent/run", data=body, headers=headers)

    assert refusal == (422, "validation_error")


async def test_an_agent_must_exist_and_be_ours(visitor: Visitor) -> None:
    assert await visitor.refused("GET", "/agents/nobody") == (422, "agent_not_found")
    assert await visitor.refused("GET", f"/agents/{STRANGER}") == (403, "permission_denied")
    assert await visitor.refused("DELETE", f"/agents/{STRANGER}") == (403, "forbidden")
    assert await visitor.refused("GET", "/agent/ideas") == (422, "validation_error")


async def test_the_same_idempotency_key_brings_the_same_run(visitor: Visitor) -> None:
    headers = {**KEY, "Idempotency-Key": "req-1"}

    first = await visitor.ask("POST", "/agent/run", IDEAS, headers=headers, expect=202)
    second = await visitor.ask("POST", "/agent/run", IDEAS, headers=headers, expect=202)

    assert first == second
    assert len((await visitor.state())["runs"]) == 1


async def test_after_a_day_the_same_idempotency_key_starts_a_new_run(visitor: Visitor) -> None:
    headers = {**KEY, "Idempotency-Key": "req-1"}
    first = await visitor.ask("POST", "/agent/run", IDEAS, headers=headers, expect=202)

    visitor.time_passes(24 * 3600)

    second = await visitor.ask("POST", "/agent/run", IDEAS, headers=headers, expect=202)
    assert first["run_id"] != second["run_id"]


async def test_a_refused_call_leaves_its_idempotency_key_free(visitor: Visitor) -> None:
    headers = {**KEY, "Idempotency-Key": "req-1"}
    await visitor.control("credits", generic=0)
    await visitor.refused("POST", "/agent/run", IDEAS, headers=headers)

    await visitor.control("credits", generic=100)

    await visitor.ask("POST", "/agent/run", IDEAS, headers=headers, expect=202)


async def test_links_begin_with_the_host_that_was_asked(visitor: Visitor) -> None:
    agent = await visitor.ask("GET", f"/agents/{SANTIAGO}")

    assert agent["primary_avatar_url"].startswith(f"{visitor.origin}/cdn/")


async def test_the_engine_answers_to_the_word_newer_clients_use(visitor: Visitor) -> None:
    sheet = await visitor.clone()

    found = await visitor.ask("GET", f"/vidsheet/{sheet.sheet['id']}?agent_id={SANTIAGO}")

    assert found["id"] == sheet.sheet["id"]


async def test_every_call_is_counted_under_its_pattern(visitor: Visitor) -> None:
    await visitor.ask("GET", f"/agents/{SANTIAGO}")
    await visitor.refused("GET", "/agents/nobody")

    assert (await visitor.state())["calls"] == {"GET /v1/agents/{agent_id}": 2}


async def test_a_lost_answer_still_had_its_effect(visitor: Visitor) -> None:
    await visitor.control("faults", spec="reset_after:1")
    with pytest.raises(aiohttp.ClientError):
        await visitor.ask("POST", "/agent/run", IDEAS)
    await visitor.control("faults", spec="")

    assert [run["purpose"] for run in (await visitor.state())["runs"]] == ["ideas"]


async def test_a_reset_brings_back_the_first_morning(visitor: Visitor) -> None:
    await visitor.talk("5 ideas about tacos")
    await visitor.control("next", revoke_key=True)

    await visitor.control("reset")

    state = await visitor.state()
    assert (state["credits"], state["runs"], state["ideas"]) == (5000, [], [])
    await visitor.ask("GET", "/me")


async def test_an_unknown_instruction_is_not_swallowed(visitor: Visitor) -> None:
    assert not (await visitor.control("next", explode=True))["ok"]
    assert not (await visitor.control("faults", spec="500:2"))["ok"]
    assert not (await visitor.control("credits", organization="nowhere"))["ok"]
