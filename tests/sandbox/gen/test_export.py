"""Rendering a row, publishing its video, and following both to their end."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from genbot.sandbox.gen.cast import QUIET, SANTIAGO
from tests.sandbox.gen.conftest import KEY, Vidsheet, Visitor

INVALID = (422, "validation_error")
JOBS = f"/user_jobs?agent_id={SANTIAGO}"


@pytest.fixture
async def sheet(visitor: Visitor) -> Vidsheet:
    sheet = await visitor.clone()
    await sheet.fill()
    return sheet


async def a_video(visitor: Visitor) -> str:
    sheet = await visitor.clone()
    await sheet.fill()
    return (await sheet.render())["output_resources"][0]["url"]


def a_post(url: str, **changes: Any) -> dict[str, Any]:
    data = {
        "platform": "tiktok",
        "media_url": url,
        "description": "The $2 taco at 2am #tacotok",
        "schedule_type": "now",
        "media_type": "VIDEO",
    }
    return {"user_job_type": "publish_content", "data": json.dumps(data | changes)}


async def published(visitor: Visitor, body: dict[str, Any]) -> Any:
    job = await visitor.ask("POST", JOBS, body, expect=201)
    visitor.time_passes()
    return await visitor.ask("GET", f"/user_jobs/{job['user_job_id']}?agent_id={SANTIAGO}")


async def test_a_render_puts_the_video_into_the_final_cell(
    visitor: Visitor, sheet: Vidsheet
) -> None:
    made = await sheet.render()

    output = made["output_resources"][0]
    assert (made["user_job_type"], made["status"]) == ("render", "completed")
    assert "/cdn/outputs/render_" in output["url"]
    final = await sheet.ask("GET", f"/cells/{sheet.cell('FINAL VIDEO')['id']}")
    assert final["default_user_job"]["output_resources"][0]["url"] == output["url"]


async def test_the_newest_video_can_be_exchanged_for_another_and_back(
    visitor: Visitor, sheet: Vidsheet
) -> None:
    assert (await visitor.control("next", exchange_video=True))["ok"] is False

    older, newest = [(await sheet.render())["output_resources"][0]["url"] for _ in range(2)]
    before = [await (await visitor.fetch(url)).read() for url in (older, newest)]
    await visitor.control("next", exchange_video=True)
    after = [await (await visitor.fetch(url)).read() for url in (older, newest)]
    await visitor.control("next", exchange_video=True)

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]
    assert await (await visitor.fetch(newest)).read() == before[1]


async def test_two_renders_are_two_files(visitor: Visitor, sheet: Vidsheet) -> None:
    first, second = await sheet.render(), await sheet.render()

    urls = [made["output_resources"][0]["url"] for made in (first, second)]
    bodies = [await (await visitor.fetch(url)).read() for url in urls]
    assert urls[0] != urls[1]
    assert bodies[0] != bodies[1]


async def test_a_layer_without_output_cannot_be_rendered(visitor: Visitor) -> None:
    sheet = await visitor.clone()

    final = f"/cells/{sheet.cell('FINAL VIDEO')['id']}/render"

    assert await sheet.refused("POST", final) == INVALID
    assert await sheet.refused("POST", f"/cells/{sheet.cell('VIDEO')['id']}/render") == INVALID


async def test_a_layer_whose_file_was_deleted_cannot_be_rendered(
    visitor: Visitor, sheet: Vidsheet
) -> None:
    layer = (await sheet.ask("GET", f"/cells/{sheet.cell('VIDEO')['id']}"))["video_layers"][0]
    resource = layer["default_user_job"]["output_resources"][0]["id"]
    await visitor.ask("DELETE", f"/content_resources/{resource}?agent_id={SANTIAGO}")

    final = f"/cells/{sheet.cell('FINAL VIDEO')['id']}/render"

    assert await sheet.refused("POST", final) == INVALID


async def test_a_failed_render_is_free_and_can_be_repeated(
    visitor: Visitor, sheet: Vidsheet
) -> None:
    before = (await visitor.state())["credits"]
    await visitor.control("next", fail_generation=True)

    failed = await sheet.render()

    assert failed["status"] == "failed"
    assert failed["failed_reason"]
    assert (await visitor.state())["credits"] == before
    assert (await sheet.render())["status"] == "completed"


async def test_a_render_can_be_huge(visitor: Visitor, sheet: Vidsheet) -> None:
    await visitor.control("next", render_size=2_000_000_000)
    url = (await sheet.render())["output_resources"][0]["url"]

    async with visitor.client.session.head(url) as answer:
        length = answer.headers["Content-Length"]
    last = await visitor.fetch(url, Range="bytes=1999999990-")

    assert length == "2000000000"
    assert (last.status, await last.read()) == (206, bytes(10))


async def test_a_post_goes_out_and_has_a_post_id(visitor: Visitor) -> None:
    job = await published(visitor, a_post(await a_video(visitor)))

    assert (job["user_job_type"], job["status"]) == ("publish_content", "completed")
    assert len(job["result"]["post_id"]) == 19
    assert job["result"]["post_id"].startswith("7")
    state = await visitor.state()
    assert state["publish_calls"] == 1
    assert state["published"][0]["post_id"] == job["result"]["post_id"]


async def test_two_calls_are_two_posts_whatever_the_key(visitor: Visitor) -> None:
    body = a_post(await a_video(visitor))
    headers = {**KEY, "Idempotency-Key": "once"}

    first = await visitor.ask("POST", JOBS, body, headers=headers, expect=201)
    second = await visitor.ask("POST", JOBS, body, headers=headers, expect=201)

    assert first != second
    assert [post["calls"] for post in (await visitor.state())["published"]] == [2, 2]


async def test_a_scheduled_post_waits_for_its_time(visitor: Visitor) -> None:
    tomorrow = datetime.fromtimestamp(visitor.clock(), UTC) + timedelta(days=1)
    body = a_post(
        await a_video(visitor),
        schedule_type="scheduled",
        scheduled_time=tomorrow.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )

    early = await published(visitor, body)
    visitor.time_passes(24 * 3600)
    late = await visitor.ask("GET", f"/user_jobs/{early['id']}?agent_id={SANTIAGO}")

    assert (early["status"], late["status"]) == ("pending", "completed")


async def test_a_post_may_fail_with_a_reason(visitor: Visitor) -> None:
    url = await a_video(visitor)
    await visitor.control("next", fail_publish="TikTok says no.")

    failed = await published(visitor, a_post(url))
    fine = await published(visitor, a_post(url))

    assert (failed["status"], failed["failed_reason"]) == ("failed", "TikTok says no.")
    assert (failed["result"], fine["status"]) == (None, "completed")


async def test_a_post_may_hang(visitor: Visitor) -> None:
    url = await a_video(visitor)
    await visitor.control("next", hang_publish=True)

    assert (await published(visitor, a_post(url)))["status"] == "processing"


async def test_an_answer_may_be_lost_although_the_post_goes_out(visitor: Visitor) -> None:
    url = await a_video(visitor)
    await visitor.control("next", lose_publish=True)
    await visitor.ask("POST", JOBS, a_post(url), expect=502)
    visitor.time_passes()

    [post] = (await visitor.state())["published"]
    assert (post["status"], post["media_url"]) == ("completed", url)
    await visitor.ask("POST", JOBS, a_post(url), expect=201)


async def test_a_video_deleted_before_its_time_is_not_posted(visitor: Visitor) -> None:
    url = await a_video(visitor)
    videos = await visitor.ask("GET", f"/content_resources?agent_id={SANTIAGO}&type=video")
    job = await visitor.ask("POST", JOBS, a_post(url), expect=201)
    await visitor.ask("DELETE", f"/content_resources/{videos[0]['id']}?agent_id={SANTIAGO}")
    visitor.time_passes()

    ended = await visitor.ask("GET", f"/user_jobs/{job['user_job_id']}?agent_id={SANTIAGO}")

    assert ended["status"] == "failed"
    assert (await visitor.fetch(url)).status == 404


@pytest.mark.parametrize(
    "change",
    [
        {"platform": "myspace"},
        {"description": "x" * 2201},
        {"description": ""},
        {"media_url": "https://elsewhere.example/cdn/a.mp4"},
        {"media_url": None},
        {"media_type": "SMELL"},
        {"schedule_type": "someday"},
        {"schedule_type": "scheduled"},
        {"schedule_type": "scheduled", "scheduled_time": "soon"},
        {"schedule_type": "scheduled", "scheduled_time": "2020-01-01T00:00:00Z"},
        {"timezone_offset": "UTC"},
        {"title": 7},
        {"thumbnail_url": "https://elsewhere.example/a.jpg"},
    ],
)
async def test_a_post_with_a_wrong_field_is_refused(visitor: Visitor, change: dict) -> None:
    url = await a_video(visitor)

    assert await visitor.refused("POST", JOBS, a_post(url, **change)) == INVALID

    assert (await visitor.state())["publish_calls"] == 0


async def test_data_must_be_a_json_string(visitor: Visitor) -> None:
    body = a_post(await a_video(visitor))

    assert (
        await visitor.refused("POST", JOBS, {**body, "data": json.loads(body["data"])}) == INVALID
    )
    assert await visitor.refused("POST", JOBS, {**body, "data": "{"}) == INVALID
    assert await visitor.refused("POST", JOBS, {**body, "data": "[]"}) == INVALID
    assert await visitor.refused("POST", JOBS, {**body, "user_job_type": "shout"}) == INVALID


async def test_an_agent_without_tiktok_cannot_post(visitor: Visitor) -> None:
    body = a_post(await a_video(visitor))

    assert await visitor.refused("POST", f"/user_jobs?agent_id={QUIET}", body) == INVALID


async def test_without_any_purchase_nothing_is_posted(visitor: Visitor) -> None:
    body = a_post(await a_video(visitor))
    await visitor.control("credits", purchased=False)

    assert await visitor.refused("POST", JOBS, body) == (422, "no_active_credit_purchase")


async def test_publishing_is_free(visitor: Visitor) -> None:
    url = await a_video(visitor)
    await visitor.control("credits", generic=0)

    assert (await published(visitor, a_post(url)))["status"] == "completed"


SCRAPE = {"platform": "tiktok", "type": "keyword", "value": "ai tools", "days": 7, "country": "us"}


def a_scrape(**changes: Any) -> aiohttp.FormData:
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("user_job[user_job_type]", "train_social")
    form.add_field("user_job[data]", json.dumps({**SCRAPE, **changes}))
    return form


async def test_a_scrape_ends_and_a_monitor_goes_on(visitor: Visitor) -> None:
    once = await visitor.ask("POST", JOBS, expect=201, data=a_scrape(max_results=5))
    always = await visitor.ask("POST", JOBS, expect=201, data=a_scrape(monitoring=True))
    visitor.time_passes()

    ended, running = [
        (await visitor.ask("GET", f"/user_jobs/{job['user_job_id']}?agent_id={SANTIAGO}"))[
            "user_job"
        ]
        for job in (once, always)
    ]

    assert (ended["status"], running["status"]) == ("completed", "processing")
    assert 1 <= ended["result"]["scraped"] <= 5


@pytest.mark.parametrize(
    "change",
    [
        {"platform": "instagram"},
        {"platform": "radio"},
        {"type": "username"},
        {"type": "hashtag"},
        {"days": 5},
        {"max_results": 51},
        {"country": "USA"},
        {"monitoring": "maybe"},
        {"value": ""},
    ],
)
async def test_a_wrong_search_is_refused(visitor: Visitor, change: dict) -> None:
    assert await visitor.refused("POST", JOBS, data=a_scrape(**change)) == INVALID


async def test_a_monitor_can_be_changed_while_it_lives(visitor: Visitor) -> None:
    job = await visitor.ask("POST", JOBS, expect=201, data=a_scrape())
    path = f"/user_jobs/{job['user_job_id']}?agent_id={SANTIAGO}"

    changed = await visitor.ask("PUT", path, data={"type": "hashtag", "value": "#ai", "days": "30"})
    wrong = await visitor.refused("PUT", path, data={"days": "4"})
    visitor.time_passes()
    over = await visitor.refused("PUT", path, data={"days": "30"})

    assert changed == job
    assert (wrong, over) == (INVALID, (422, "job_status_invalid"))
    nobody = await visitor.refused("PUT", f"/user_jobs/1?agent_id={SANTIAGO}", data={"days": "1"})
    assert nobody == (404, "user_job_not_found")
    assert await visitor.refused("GET", f"/user_jobs/1?agent_id={SANTIAGO}") == (404, "not_found")


async def test_a_monitor_looks_every_day_until_it_is_told_to_stop(visitor: Visitor) -> None:
    job = await visitor.ask("POST", JOBS, expect=201, data=a_scrape(monitoring=True))
    path = f"/user_jobs/{job['user_job_id']}?agent_id={SANTIAGO}"
    counts = []
    for _ in range(3):
        visitor.time_passes(90_000)
        counts.append((await visitor.ask("GET", path))["user_job"]["result"]["scraped"])
    assert counts == sorted(set(counts))

    await visitor.ask("PUT", path, data={"monitoring": "false"})
    stopped = (await visitor.ask("GET", path))["user_job"]
    visitor.time_passes(200_000)

    assert stopped["status"] == "completed"
    assert (await visitor.ask("GET", path))["user_job"] == stopped


async def test_what_a_look_finds_is_paid_or_ends_it(visitor: Visitor) -> None:
    before = await credits(visitor)
    data = a_scrape(monitoring=True, comment_monitoring=True)
    job = await visitor.ask("POST", JOBS, expect=201, data=data)
    path = f"/user_jobs/{job['user_job_id']}?agent_id={SANTIAGO}"
    visitor.time_passes(3600)
    after = await credits(visitor)
    await visitor.control("credits", generic=0)
    visitor.time_passes(90_000)
    ended = (await visitor.ask("GET", path))["user_job"]

    assert after < before
    assert (ended["status"], "credits" in ended["failed_reason"]) == ("failed", True)


async def credits(visitor: Visitor) -> float:
    every = await visitor.ask("GET", "/organizations")
    return max(one["available_credit"]["generic"] for one in every)
