"""The client sends what the pages ask for, repeats reads only, and never tells a secret."""

import asyncio
import json
import threading

import httpx
import pytest
from pydantic import SecretStr

from genbot.gen.answers import read
from genbot.gen.client import LARGEST_ANSWER
from genbot.gen.convert import CloneTemplate, GetSheet
from genbot.gen.edit import GenerateCell, MassUpdateCells
from genbot.gen.errors import (
    GenError,
    Invalid,
    NotAllowed,
    NotFound,
    NotSent,
    OutOfCredits,
    SlowDown,
    Unclear,
)
from genbot.gen.export import Publish, PublishData
from genbot.gen.ideas import GetRun, StartRun
from genbot.gen.setup import CreateAgent, GetMe, NewAgent
from tests.gen.conftest import KEY, refuses, says

START = StartRun(agent_id="a1", message="Five ideas about tacos")
STARTED = {"run_id": "r1", "conversation_id": "c1", "status": "running", "firebase_path": "p"}
ACCEPTED = {"generation_id": 7, "status": "pending"}


async def test_a_read_arrives_with_key_query_and_typed_answer(gen, line):
    line.carries(says({"id": 12, "spreadsheet_rows": None, "brand_new": True}))

    sheet = await gen(GetSheet(sheet_id=12, agent_id="a 1", with_execution_cost=True))

    assert sheet.id == "12"
    assert sheet.spreadsheet_rows == []
    assert str(line.last.url) == (
        "https://api.gen.pro/v1/autocontentengine/12?agent_id=a+1&with_execution_cost=true"
    )
    assert line.last.headers["X-API-Key"] == KEY


async def test_the_agent_lives_on_its_own_host_and_gets_only_what_was_said(gen, line):
    line.carries(says(STARTED, 202))

    started = await gen(START)

    assert started.run_id == "r1"
    assert str(line.last.url) == "https://agent.gen.pro/v1/agent/run"
    assert json.loads(line.last.content) == {"message": START.message, "agent_id": "a1"}


async def test_the_engine_has_the_name_it_was_configured_with(make_gen, line):
    gen = make_gen(engine="vidsheet", api_url="http://localhost:1/v1/")
    line.carries(says({"id": 12}))

    await gen(GetSheet(sheet_id=12, agent_id="a1"))

    assert line.last.url.path == "/v1/vidsheet/12"


async def test_charged_calls_carry_their_key_and_others_never_do(gen, line):
    line.carries(says(STARTED, 202), says({"user_job_id": 3}, 201))
    post = PublishData(media_url="https://cdn.gen.pro/v.mp4", description="Tacos")

    await gen(START, key="once")
    await gen(Publish(agent_id="a1", data=post), key="once")

    assert line.requests[0].headers["Idempotency-Key"] == "once"
    assert "Idempotency-Key" not in line.requests[1].headers


async def test_an_empty_answer_is_enough_where_none_is_promised(gen, line):
    line.carries(httpx.Response(200))

    assert await gen(MassUpdateCells(sheet_id=1, agent_id="a1", cells=[])) is None


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadError("cut"),
        httpx.ConnectError("refused"),
        httpx.Response(503),
        refuses(429),
        refuses(429, Retry_After="2"),
        httpx.Response(200, text="<html>"),
    ],
)
async def test_a_read_is_asked_again_when_trouble_may_pass(trouble, gen, line):
    line.carries(trouble, says({"run_id": "r1", "status": "running"}))

    run = await gen(GetRun(run_id="r1"))

    assert run.status == "running"
    assert len(line.pauses) == 1


async def test_a_read_gives_up_after_growing_pauses(gen, line):
    line.carries(httpx.Response(502))

    with pytest.raises(Unclear):
        await gen(GetRun(run_id="r1"))

    assert len(line.requests) == 4
    assert line.pauses == sorted(line.pauses)
    assert 0.25 <= line.pauses[0] <= 0.5


async def test_who_keeps_waits_on_disk_gets_them_all(make_gen, line):
    gen = make_gen(longest_pause=0.0)
    line.carries(refuses(429, Retry_After="2"))

    with pytest.raises(SlowDown) as slow:
        await gen(GetMe())

    assert (slow.value.wait, line.pauses) == (2, [])


async def test_a_short_wait_is_kept_and_a_long_one_is_handed_back(gen, line):
    line.carries(refuses(429, Retry_After="3"), refuses(429, Retry_After="120"))

    with pytest.raises(SlowDown) as slow:
        await gen(GetMe())

    assert slow.value.wait == 120
    assert len(line.pauses) == 1
    assert line.pauses[0] >= 3


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (httpx.ReadError("cut"), Unclear),
        (httpx.ReadTimeout("slow"), Unclear),
        (httpx.WriteError("cut"), Unclear),
        (httpx.RemoteProtocolError("gone"), Unclear),
        (httpx.ConnectError("refused"), NotSent),
        (httpx.ConnectTimeout("far"), NotSent),
        (httpx.PoolTimeout("full"), NotSent),
        (httpx.Response(500), Unclear),
        (httpx.Response(302, headers={"Location": "https://elsewhere.example/"}), Unclear),
        (httpx.Response(408), Unclear),
        (httpx.Response(201, text="<html>Fine</html>"), Unclear),
        (httpx.Response(201, json={"status": "pending"}), Unclear),
        (httpx.Response(201, json=[1]), Unclear),
        (httpx.Response(201, text="[" * 100_000), Unclear),
        (httpx.Response(201, content=b" " * (LARGEST_ANSWER + 1)), Unclear),
        (refuses(401, "unauthorized"), NotAllowed),
        (refuses(403, "permission_denied"), NotAllowed),
        (refuses(404, "not_found"), NotFound),
        (refuses(422, "agent_not_found"), NotFound),
        (refuses(422, "validation_error"), Invalid),
        (refuses(422, "usable_gen_credit_required"), OutOfCredits),
        (refuses(422, "no_active_credit_purchase"), OutOfCredits),
        (refuses(403, "insufficient_credits_for_job"), OutOfCredits),
        (refuses(429), SlowDown),
        (httpx.Response(418, text="teapot"), Invalid),
        (says(["no"], 400), Invalid),
    ],
)
async def test_a_write_is_sent_once_and_its_trouble_has_a_name(trouble, error, gen, line):
    line.carries(trouble)

    with pytest.raises(GenError) as raised:
        await gen(START, key="k")

    assert type(raised.value) is error
    assert raised.value.call is START
    assert len(line.requests) == 1
    assert line.pauses == []


async def test_a_refusal_says_what_gen_said(gen, line):
    line.carries(refuses(422, "validation_error", "Prompt is\n missing"))

    with pytest.raises(Invalid) as no:
        await gen(START)

    assert (no.value.code, no.value.status) == ("validation_error", 422)
    assert str(no.value) == "StartRun: Prompt is missing"


async def test_no_error_repeats_a_secret(gen, line):
    own = "eleven-labs-key"
    call = CreateAgent(agent=NewAgent(name="Luma", eleven_lab_api_key=SecretStr(own)))
    line.carries(refuses(422, "invalid_api_key", f"{own} is no key and {KEY} is yours"))

    with pytest.raises(Invalid) as no:
        await gen(call)

    assert json.loads(line.last.content)["agent"]["eleven_lab_api_key"] == own
    shown = f"{no.value} {no.value!r} {no.value.args} {no.value.call!r} {call.model_dump_json()}"
    assert own not in shown
    assert KEY not in shown


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "ключ"])
def test_a_key_no_header_can_carry_is_refused_unseen(key, make_gen):
    with pytest.raises(ValueError, match="GEN's key") as refused:
        make_gen(key=SecretStr(key))

    assert not key or key not in str(refused.value)


async def test_gen_may_not_keep_us_waiting_for_ever(make_gen):
    async def never(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError(request)

    http = httpx.AsyncClient(transport=httpx.MockTransport(never))
    gen = make_gen(http=http, patience=0.01)

    with pytest.raises(Unclear, match=r"no answer within 0\.01 seconds"):
        await gen(CloneTemplate(slug="tiktok-montage", agent_id="a1"))


async def test_a_hanging_read_leaves_time_to_ask_again(gen, line):
    line.carries(says(STARTED, 202), says({"id": 12}))

    await gen(START)
    await gen(GetSheet(sheet_id=12, agent_id="a1"))

    write, read = (request.extensions["timeout"]["read"] for request in line.requests)
    assert (write, read) == (60.0, 15.0)


async def test_a_forbidden_model_never_leaves_the_machine(line):
    with pytest.raises(ValueError, match="Model: one of gemini_2_0_flash"):
        GenerateCell(
            sheet_id=1,
            cell_id=2,
            agent_id="a1",
            generation_type="text",
            data={"prompt": "Hook", "model": "parrot"},
        )

    assert line.requests == []


async def test_the_time_at_gen_is_carried_on_by_a_clock_that_nobody_sets(make_gen, line):
    boot = [100.0]
    gen = make_gen(boot=lambda: boot[0])
    assert gen.theirs() is None
    line.carries(
        httpx.Response(200, json={"id": 12}, headers={"Date": "Fri, 15 Jan 2027 08:00:00 GMT"}),
        httpx.Response(200, json={"id": 12}, headers={"Date": "at eight"}),
        httpx.Response(
            200, json={"id": 12}, headers={"Date": "Fri, 15 Jan 2027 07:00:00 GMT", "Age": "3600"}
        ),
        httpx.Response(404, json={"id": 12}, headers={"Date": "Fri, 15 Jan 2027 08:01:00 GMT"}),
    )

    for told in (1_800_000_000.0, 1_800_000_010.0, 1_800_000_020.0):
        await gen(GetSheet(sheet_id=12, agent_id="a1"))
        assert gen.theirs() == told
        boot[0] += 10
    with pytest.raises(NotFound):
        await gen(GetSheet(sheet_id=12, agent_id="a1"))
    assert gen.theirs() == 1_800_000_060.0


async def test_a_large_answer_is_read_while_others_have_their_turn(make_gen, line):
    reading, others = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slowly(call, body):
        loop.call_soon_threadsafe(reading.set)
        assert others.wait(20), "nobody else had a turn"
        return read(call, body)

    rows = [{"id": number, "spreadsheet_cells": [None]} for number in range(9000)]
    line.carries(says({"id": 12, "spreadsheet_rows": rows}))
    asked = asyncio.create_task(make_gen(read=slowly)(GetSheet(sheet_id=12, agent_id="a1")))
    async with asyncio.timeout(20):
        await reading.wait()
        others.set()
        sheet = await asked

    assert len(sheet.spreadsheet_rows) == 9000
