"""Watching other people's posts: what may be watched where, and what a scrape brings home (Content Monitoring)."""

import re
from collections.abc import Mapping
from typing import Any

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
_SCRAPE, _SPREAD = 30, 0.35


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
    """A one-time scrape completes; a monitor keeps processing."""
    reason = gen.mishap("fail_monitoring")
    gen.later(gen.world.lasts(2, _SPREAD), lambda: _work(job))
    gen.later(gen.world.lasts(_SCRAPE, _SPREAD), lambda: _end(gen, job, reason))


def _work(job: UserJob) -> None:
    if job.status == "pending":
        job.status = "processing"


def _end(gen: Gen, job: UserJob, reason: str | None) -> None:
    if reason is not None:
        job.status, job.failed_reason = "failed", reason
    elif str(job.data.get("monitoring", False)).lower() == "true":
        job.result = {"scraped": _found(gen, job)}
    else:
        job.status, job.result = "completed", {"scraped": _found(gen, job)}
    job.done = gen.now()


def _found(gen: Gen, job: UserJob) -> int:
    return gen.world.rng.randint(1, _whole(job.data.get("max_results", 20)))


def _whole(value: object) -> int:
    """A whole number; forms bring them as text."""
    text_ = str(value)
    return int(text_) if re.fullmatch(r"-?\d+", text_) and not isinstance(value, bool) else -1
