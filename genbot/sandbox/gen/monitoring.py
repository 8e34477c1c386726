"""Watching other people's posts: what may be watched where, and what a scrape brings home (Content Monitoring)."""

import re
from collections.abc import Mapping
from typing import Any

from genbot.sandbox.gen import news
from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import one_of, refuse, text
from genbot.sandbox.gen.sheets import UserJob
from genbot.sandbox.gen.state import Gen

SEARCHES = {
    "tiktok": ("username", "hashtag", "keyword"),
    "instagram": ("username", "hashtag"),
    "youtube": ("username", "hashtag", "keyword"),
}
_DAYS = (0, 1, 7, 30, 90, 180)
_SCRAPE, _SPREAD, _DAY = 30, 0.35, 86_400
_POST, _COMMENT = 1.5, 0.2  # credits: $0.015 and $0.002, where a dollar is a hundred credits here


def check(data: Mapping[str, Any]) -> None:
    platform = one_of(data, "platform", tuple(SEARCHES))
    search = one_of(data, "type", ("username", "hashtag", "keyword"))
    if search not in SEARCHES[platform]:
        refuse(f"{platform} does not support searching by {search}")
    value = text(data, "value", 300)
    mark = {"username": "@", "hashtag": "#"}.get(search, "")
    if not value.startswith(mark):
        refuse(f"value of a {search} must start with {mark}")
    if "days" in data and _whole(data["days"]) not in _DAYS:
        refuse(f"days must be one of: {', '.join(str(day) for day in _DAYS)}")
    if "max_results" in data and not 1 <= _whole(data["max_results"]) <= 50:
        refuse("max_results must be between 1 and 50")
    if "country" in data and not re.fullmatch(r"[A-Za-z]{2}", str(data["country"])):
        refuse("country must be a two-letter code")
    for name in ("monitoring", "comment_monitoring"):
        if name in data and str(data[name]).lower() not in {"true", "false"}:
            refuse(f"{name} must be true or false")


def schedule(gen: Gen, agent: Agent, job: UserJob) -> None:
    """A one-time scrape completes; a monitor keeps processing, and looks again every day."""
    reason = gen.mishap("fail_monitoring")
    gen.later(gen.world.lasts(2, _SPREAD), lambda: _work(gen, job))
    gen.later(gen.world.lasts(_SCRAPE, _SPREAD), lambda: _end(gen, job, reason))


def changed(gen: Gen, job: UserJob) -> None:
    """A monitor that is told to stop between two looks has nothing left to do."""
    if job.done is not None and not _again(job):
        _tell(gen, job, "completed")


def _work(gen: Gen, job: UserJob) -> None:
    if job.status == "pending":
        _tell(gen, job, "processing")


def _end(gen: Gen, job: UserJob, reason: str | None = None) -> None:
    if job.status in {"completed", "failed"}:
        return None
    job.done = gen.now()
    found = _found(gen, job)
    reason = reason or _paid(gen, job, found)
    if reason is not None:
        job.failed_reason = reason
        return _tell(gen, job, "failed")
    before = (job.result or {}).get("scraped", 0)
    job.result = {"scraped": before + found}
    if not _again(job):
        return _tell(gen, job, "completed")
    gen.later(gen.world.lasts(_DAY, 0.01), lambda: _end(gen, job))
    return None


def _again(job: UserJob) -> bool:
    return str(job.data.get("monitoring", False)).lower() == "true"


def _paid(gen: Gen, job: UserJob, found: int) -> str | None:
    """Take what this look costs; answers why it cannot be paid, if so."""
    comments = str(job.data.get("comment_monitoring", False)).lower() == "true"
    cost = found * (_POST + (_COMMENT * gen.world.rng.randint(2, 40) if comments else 0))
    purse = gen.purse(gen.agents[job.agent_id])
    if cost > purse.generic:
        return "The workspace ran out of credits for this scrape."
    purse.generic -= cost
    return None


def _tell(gen: Gen, job: UserJob, status: str) -> None:
    job.status = status
    news.tell(gen, job.agent_id, "user_job", status, user_job_id=job.id)


def _found(gen: Gen, job: UserJob) -> int:
    return gen.world.rng.randint(1, _whole(job.data.get("max_results", 20)))


def _whole(value: object) -> int:
    """A whole number; forms bring them as text."""
    text_ = str(value)
    return int(text_) if re.fullmatch(r"-?\d+", text_) and not isinstance(value, bool) else -1
