"""Makes things: generations begin, take their time, and end with outputs, a reason, or a stop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from genbot.sandbox.gen import credits, news
from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import refuse
from genbot.sandbox.gen.media import store_output
from genbot.sandbox.gen.sheets import LIVE, Cell, Filled, Generation, Sheet
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.wording import captions, worded

_MEDIANS = {
    "text": 4,
    "image_from_text": 15,
    "speech_from_text": 12,
    "lipsync": 60,
    "captions": 15,
    "media": 1,
    "render": 45,
}
_VIDEO = 90
_SPREAD = 0.35
_QUEUED = 0.15

_OUTPUT = {"image_from_text": "image", "speech_from_text": "audio", "captions": "captions"}


@dataclass(frozen=True, slots=True)
class Job:
    """Where something is made and for whom."""

    agent: Agent
    sheet: Sheet
    place: Filled


def begin(gen: Gen, job: Job, kind: str, data: dict[str, Any]) -> Generation:
    """Charge, write down, and set going."""
    cost = credits.RENDER if kind == "render" else credits.generation(kind, data)
    charge = gen.charge(job.agent, cost)
    made = Generation(gen.number(), job.agent.id, kind, data, charge)
    made.failed_reason = None
    gen.generations[made.id] = made
    job.place.jobs.append(made.id)
    job.place.shown = made.id
    job.place.updated = gen.now()
    gen.jobs[made.id] = job
    _set_going(gen, job, made)
    return made


def stop(gen: Gen, made: Generation) -> None:
    """Credits refunded, status stopped; what is over cannot be stopped."""
    if made.status not in LIVE:
        refuse(f"Generation is already {made.status}.")
    _refund(made)
    made.status = "stopped"
    made.attempt += 1
    _tell(gen, made)


def go_on(gen: Gen, made: Generation) -> None:
    """Credits charged anew, status pending."""
    if made.status != "stopped":
        refuse(f"Only a stopped generation can be continued; this one is {made.status}.")
    job = gen.jobs[made.id]
    cost = credits.RENDER if made.kind == "render" else credits.generation(made.kind, made.data)
    made.charge = gen.charge(job.agent, cost)
    made.status = "pending"
    _set_going(gen, job, made)


def _set_going(gen: Gen, job: Job, made: Generation) -> None:
    lasts = gen.world.lasts(_MEDIANS.get(made.kind, _VIDEO), _SPREAD)
    reason = gen.mishap("fail_generation")
    attempt = made.attempt

    def at(share: float, effect: Callable[[], None]) -> None:
        gen.later(lasts * share, lambda: effect() if made.attempt == attempt else None)

    at(_QUEUED, lambda: _work(gen, made))
    if reason:
        at(1, lambda: _fail(gen, made, reason))
    else:
        at(1, lambda: _complete(gen, job, made))


def _work(gen: Gen, made: Generation) -> None:
    made.status = "processing"
    _tell(gen, made)


def _fail(gen: Gen, made: Generation, reason: str) -> None:
    made.status, made.failed_reason = "failed", reason
    _refund(made)
    _tell(gen, made)


def _complete(gen: Gen, job: Job, made: Generation) -> None:
    made.status = "completed"
    if made.charge:
        made.charge.settle(gen.actual(made.charge.paid))
    if made.kind == "text":
        made.result = worded(str(made.data["prompt"]), gen.world.rng)
        if isinstance(job.place, Cell):
            job.place.value = made.result
    elif made.kind == "media":
        made.outputs = [int(str(made.data["content_resource_id"]))]
    else:
        _put_out(gen, job, made)
    job.place.updated = gen.now()
    _tell(gen, made)


def _put_out(gen: Gen, job: Job, made: Generation) -> None:
    kind = _OUTPUT.get(made.kind, "video")
    if kind == "captions":
        made.result = {"captions": captions(str(made.data.get("text", "")))}
    resource = store_output(gen, job.agent, made, kind)
    resource.sheet_id = job.sheet.id
    made.outputs = [resource.id]


def _refund(made: Generation) -> None:
    if made.charge:
        made.charge.refund()


def _tell(gen: Gen, made: Generation) -> None:
    news.tell(gen, made.agent_id, "generation", made.status, generation_id=made.id)
