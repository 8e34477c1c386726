"""Phase 2 as the texts print it: runs, conversations, ideas, research and monitoring."""

import json
from typing import Any

import pytest

from genbot.sandbox.gen.cast import SANTIAGO
from tests.conftest import Clock

STARTED = "run_id conversation_id status firebase_path"


MESSAGES = (
    "Generate 5 content ideas grounded in this weeks trends",
    "Make idea 1 punchier. Drop idea 3.",
    "remember: always use statement hooks, never questions",
    "forget: that rule about statement hooks",
    "What performed best last week in my niche?",
)


async def test_what_can_be_said_to_the_agent(ask, ids, stranger):
    talk: dict[str, Any] = {}
    for message in MESSAGES:
        body = {"message": message, "agent_id": SANTIAGO, **talk}
        ids["run"] = (await ask("POST /v1/agent/run", body, status=202, says=STARTED))["run_id"]
        done = await stranger.poll(
            "GET /v1/agent/runs/{run}", says="run_id conversation_id status messages"
        )
        assert done["status"] == "completed"
        assert {"role", "content", "data"} <= set(done["messages"][-1])
        talk = {"conversation_id": done["conversation_id"]}


async def test_everything_that_can_come_with_a_message(ask, stranger):
    whole = {
        "message": "Make 3 ideas from this",
        "agent_id": SANTIAGO,
        "attachments": ["https://cdn.gen.pro/outputs/render_xyz.mp4"],
        "context": {"vidsheet_id": 48213},
        "debug": True,
    }
    await ask("POST /v1/agent/run", whole, status=202, says=STARTED)
    for strange in ("no address", {"signed_id": "never uploaded"}, 7):
        body = {**whole, "attachments": [strange]}
        await stranger.refused("POST /v1/agent/run", body, 422, "validation_error")


async def test_a_run_that_waits_is_approved_or_rejected(ask, ids, stranger, clock: Clock):
    for approved, end in ((True, "completed"), (False, "failed")):
        await stranger._http.post("/_sandbox/next", json={"approval": True})
        body = {"message": MESSAGES[0], "agent_id": SANTIAGO}
        ids["run"] = (await ask("POST /v1/agent/run", body, status=202))["run_id"]
        clock.pass_(3600)
        waiting = await ask("GET /v1/agent/runs/{run}")
        assert waiting["status"] == "awaiting_approval"
        await ask("POST /v1/agent/runs/{run}/approve", {"approved": approved})
        assert (await stranger.poll("GET /v1/agent/runs/{run}"))["status"] == end


async def test_conversations(ask, ids, stranger):
    body = {"message": MESSAGES[0], "agent_id": SANTIAGO}
    started = await ask("POST /v1/agent/run", body, status=202)
    ids |= {"run": started["run_id"], "talk": started["conversation_id"]}
    await stranger.poll("GET /v1/agent/runs/{run}")
    listed = await ask("GET /v1/agent/conversations?agent_id={agent}", says="conversations")
    look = {"id", "agent_id", "title", "pinned", "created_at", "updated_at", "run_count"}
    assert look <= set(listed["conversations"][0])
    await ask("GET /v1/agent/conversations/{talk}", says=" ".join(look))
    said = await ask("GET /v1/agent/conversations/{talk}/messages", says="role content")
    assert [one["role"] for one in said] == ["user", "assistant"]
    await ask("GET /v1/agent/conversations/{talk}/runs", says="run_id status")
    await ask("PATCH /v1/agent/conversations/{talk}", {"title": "Tacos", "pinned": True})
    await ask("DELETE /v1/agent/conversations/{talk}")
    await ask("GET /v1/agent/conversations/{talk}", status=404)
    await ask("GET /v1/agent/runs/{run}", status=404)
    assert await ask("GET /v1/agent/ideas?agent_id={agent}")


async def test_the_status_of_an_idea(ask, ids, stranger):
    body = {"message": MESSAGES[0], "agent_id": SANTIAGO}
    ids["run"] = (await ask("POST /v1/agent/run", body, status=202))["run_id"]
    await stranger.poll("GET /v1/agent/runs/{run}")
    [idea, *_] = await ask("GET /v1/agent/ideas?agent_id={agent}&status=generated")
    assert {"url", "type", "description", "usage", "source", "clip_range"} <= set(
        idea["data"]["selected_assets"][0]
    )
    assert {
        "video_title", "total_duration", "aspect_ratio", "global_extracted_assets", "timeline_layers",
    } <= set(idea["data"]["project_manifest"])  # fmt: skip
    assert {"type", "url", "creator", "watch_count", "like_count", "what_was_used"} <= set(
        idea["data"]["inspiration_sources"][0]
    )
    ids["idea"] = idea["id"]
    flow = ("approve_to_create", "ready_for_review", "approved_to_post", "posted")
    for status in flow:
        assert (await ask("POST /v1/agent/ideas/{idea}/status"))["status"] == status
    for status in (*flow, "generated", "change_idea", "change_video", "rejected"):
        ids["status"] = status
        assert (await ask("PUT /v1/agent/ideas/{idea}/status/{status}"))["status"] == status


@pytest.mark.parametrize("depth", ["quick", "default", "deep"])
async def test_research(ask, ids, stranger, depth):
    body = {"topic": "late-night tacos", "depth": depth, "agent_id": SANTIAGO}
    ids["run"] = (await ask("POST /v1/research", body, status=202, says=STARTED))["run_id"]
    done = await stranger.poll("GET /v1/agent/runs/{run}")
    assert (done["status"], bool(done["messages"][-1]["content"])) == ("completed", True)


SCRAPES = (
    {
        "platform": "instagram", "type": "username", "value": "@fashionbrand", "days": 30,
        "max_results": 50, "monitoring": True,
    },
    {
        "platform": "youtube", "type": "hashtag", "value": "#cooking", "max_results": 50,
        "monitoring": False,
    },
    {
        "platform": "tiktok", "type": "keyword", "value": "ai tools", "days": 7, "country": "us",
        "monitoring": True, "comment_monitoring": True,
    },
)  # fmt: skip


@pytest.mark.parametrize("data", SCRAPES)
async def test_content_monitoring(ask, ids, data, clock: Clock):
    form = {"user_job[user_job_type]": "train_social", "user_job[data]": json.dumps(data)}
    made = await ask(
        "POST /v1/user_jobs?agent_id={agent}", form=form, status=201, says="user_job_id"
    )
    ids["job"] = made["user_job_id"]
    changed = {
        "platform": "instagram", "type": "username", "value": "@fashionbrand", "days": "7",
        "max_results": "50", "monitoring": "true",
    }  # fmt: skip
    told = await ask("PUT /v1/user_jobs/{job}?agent_id={agent}", form=changed, says="user_job_id")
    assert told == made
    clock.pass_(600)
    now = await ask("GET /v1/user_jobs/{job}?agent_id={agent}")
    assert now["user_job"]["status"] == "processing"


PLATFORMS = [
    (platform, kind, value, not (platform == "instagram" and kind == "keyword"))
    for platform in ("tiktok", "instagram", "youtube")
    for kind, value in (("username", "@creator"), ("hashtag", "#topic"), ("keyword", "plain text"))
]


@pytest.mark.parametrize(("platform", "kind", "value", "yes"), PLATFORMS)
@pytest.mark.parametrize("days", [0, 1, 7, 30, 90, 180])
async def test_the_platform_table(ask, platform, kind, value, yes, days):
    data = {"platform": platform, "type": kind, "value": value, "days": days, "max_results": 1}
    form = {"user_job[user_job_type]": "train_social", "user_job[data]": json.dumps(data)}
    await ask("POST /v1/user_jobs?agent_id={agent}", form=form, status=201 if yes else 422)


async def test_a_one_time_scrape_completes(ask, ids, stranger):
    form = {"user_job[user_job_type]": "train_social", "user_job[data]": json.dumps(SCRAPES[1])}
    made = await ask("POST /v1/user_jobs?agent_id={agent}", form=form, status=201)
    ids["job"] = made["user_job_id"]
    done = await stranger.poll("GET /v1/user_jobs/{job}?agent_id={agent}")
    assert done["user_job"]["status"] == "completed"
    await stranger.refused(
        "PUT /v1/user_jobs/{job}?agent_id={agent}", {"days": 7}, 422, "job_status_invalid"
    )
    await stranger.refused(
        "PUT /v1/user_jobs/999?agent_id={agent}", {"days": 7}, 404, "user_job_not_found"
    )
