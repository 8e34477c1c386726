"""Phase 5 (and monitoring): render a row, publish a video, follow background jobs."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from genbot.sandbox.gen import making, monitoring, news
from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import Answer, Ask, missing, one_of, refuse, text
from genbot.sandbox.gen.lookup import asked_cell
from genbot.sandbox.gen.media import linked
from genbot.sandbox.gen.sheets import Cell, Filled, UserJob
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_CAPTION = 2200
_QUEUED, _POSTING, _SPREAD = 2, 12, 0.35


@table.on("POST", "/autocontentengine/{sheet_id}/cells/{cell_id}/render", charged=True)
def render(gen: Gen, ask: Ask) -> Answer:
    """Every layer of the row's video cell must have something to show."""
    sheet, row, cell = asked_cell(gen, ask)
    if cell.role != "final_video":
        refuse("Only a cell of the final_video column can be rendered")
    video = row.cell("video")
    if video is None or not _parts(video):
        refuse("The row has nothing to render")
    for part in _parts(video):
        if not _is_made(gen, part):
            refuse(f"The layer {_name(part)} has no completed output yet")
    job = making.Job(gen.agents[sheet.agent_id], sheet, cell)
    made = making.begin(gen, job, "render", {"video_cell_id": video.id})
    return Answer({"generation_id": made.id, "status": made.status}, 201)


@table.on("POST", "/user_jobs")
def create_user_job(gen: Gen, ask: Ask) -> Answer:
    """Publishing is never deduplicated: two calls are two posts (NOTES, Behaviour)."""
    agent = gen.agent(ask)
    gen.purse(agent).open("no_active_credit_purchase")
    wanted = ask.body.get("user_job", ask.body)
    if not isinstance(wanted, dict):
        refuse("user_job must be an object")
    kind = one_of(wanted, "user_job_type", ("publish_content", "train_social"))
    data = _parsed(wanted)
    job = UserJob(gen.number(), agent.id, kind, data, gen.now())
    if kind == "publish_content":
        _check_post(gen, agent, data, ask.host)
        gen.user_jobs[job.id] = job
        _schedule_post(gen, job)
        if gen.orders.pop("lose_publish", False):
            return Answer({"error": "Bad gateway", "error_code": "bad_gateway"}, 502)
    else:
        monitoring.check(data)
        gen.user_jobs[job.id] = job
        monitoring.schedule(gen, agent, job)
    return Answer({"user_job_id": job.id}, 201)


@table.on("GET", "/user_jobs/{id}")
def get_user_job(gen: Gen, ask: Ask) -> Answer:
    """A publication comes plain, a scrape wrapped: both occur (NOTES, Quarrels)."""
    job = _user_job(gen, ask)
    look = {
        "id": job.id,
        "user_job_type": job.kind,
        "status": job.status,
        "result": job.result,
        "failed_reason": job.failed_reason,
    }
    return Answer(look if job.kind == "publish_content" else {"user_job": look})


@table.on("PUT", "/user_jobs/{id}")
def update_user_job(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    job = gen.user_jobs.get(ask.number("id"))
    if job is None or job.agent_id != agent.id or job.kind != "train_social":
        missing("user_job_not_found", "User job not found")
    if job.status not in {"pending", "processing"}:
        refuse("Only pending or processing jobs can be updated.", "job_status_invalid")
    changed = {
        **job.data,
        **{name: value for name, value in ask.body.items() if name != "agent_id"},
    }
    monitoring.check(changed)
    job.data = changed
    monitoring.changed(gen, job)
    return Answer({"user_job_id": job.id})


def _parsed(wanted: dict[str, Any]) -> dict[str, Any]:
    """`data` is a JSON string, also inside a JSON body (Publishing)."""
    try:
        data = json.loads(text(wanted, "data"))
    except ValueError:
        refuse("data is not valid JSON")
    return data if isinstance(data, dict) else refuse("data must be a JSON object in a string")


def _check_post(gen: Gen, agent: Agent, data: dict[str, Any], host: str) -> None:
    one_of(data, "platform", ("tiktok",))
    text(data, "description", _CAPTION)
    one_of({"media_type": "VIDEO", **data}, "media_type", ("VIDEO", "IMAGE"))
    if not _reachable(gen, text(data, "media_url"), host):
        refuse("media_url is not publicly accessible")
    if data.get("thumbnail_url") and not _reachable(gen, text(data, "thumbnail_url"), host):
        refuse("thumbnail_url is not publicly accessible")
    if "title" in data and data["title"] is not None and not isinstance(data["title"], str):
        refuse("title must be a text")
    offset = data.get("timezone_offset", 0)
    if isinstance(offset, bool) or not isinstance(offset, int):
        refuse("timezone_offset must be a number of minutes")
    if one_of(data, "schedule_type", ("now", "scheduled")) == "scheduled":
        _scheduled(gen, data)
    if not agent.posts_to("tiktok"):
        refuse("The agent has no connected TikTok account")


def _scheduled(gen: Gen, data: dict[str, Any]) -> float:
    try:
        at = datetime.fromisoformat(text(data, "scheduled_time"))
    except ValueError:
        refuse("scheduled_time must be an ISO 8601 UTC time")
    seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    return seconds if seconds > gen.now() else refuse("scheduled_time must be in the future")


def _reachable(gen: Gen, url: str, host: str) -> bool:
    """Whether our CDN has it; this world has no other one."""
    parts = urlsplit(url)
    port = host.rpartition(":")[2]
    ours = {host, f"127.0.0.1:{port}", f"localhost:{port}"}
    return parts.scheme in {"http", "https"} and parts.netloc in ours and bool(linked(gen, url))


def _schedule_post(gen: Gen, job: UserJob) -> None:
    wait = 0.0
    if job.data["schedule_type"] == "scheduled":
        wait = _scheduled(gen, job.data) - gen.now()
    reason, hangs = gen.mishap("fail_publish"), gen.order("hang_publish")
    start = wait + gen.world.lasts(_QUEUED, _SPREAD)
    gen.later(start, lambda: _post_begins(gen, job))
    if not hangs:
        end = start + gen.world.lasts(_POSTING, _SPREAD)
        gen.later(end, lambda: _post_ends(gen, job, reason))


def _post_begins(gen: Gen, job: UserJob) -> None:
    job.status = "processing"
    _tell(gen, job)


def _post_ends(gen: Gen, job: UserJob, reason: str | None) -> None:
    if reason is None and linked(gen, str(job.data["media_url"])) is None:
        reason = "The media could not be fetched at post time."
    job.done = gen.now()
    if reason is not None:
        job.status, job.failed_reason = "failed", reason
        return _tell(gen, job)
    number = 7 * 10**18 + gen.world.rng.randrange(10**18)
    job.status, job.result = "completed", {"post_id": str(number)}
    return _tell(gen, job)


def _tell(gen: Gen, job: UserJob) -> None:
    news.tell(gen, job.agent_id, "user_job", job.status, user_job_id=job.id)


def _user_job(gen: Gen, ask: Ask) -> UserJob:
    agent = gen.agent(ask)
    job = gen.user_jobs.get(ask.number("id"))
    return job if job and job.agent_id == agent.id else missing()


def _parts(video: Cell) -> list[Filled]:
    """The layers; of a cell without any, the cell itself."""
    return list(video.layers) or ([video] if video.jobs else [])


def _is_made(gen: Gen, part: Filled) -> bool:
    shown = gen.generations.get(part.shown or 0)
    if shown is None or shown.status != "completed":
        return False
    return bool(shown.result) or any(not gen.resources[id].deleted for id in shown.outputs)


def _name(part: Filled) -> str:
    return getattr(part, "name", "") or str(part.id)
