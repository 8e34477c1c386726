"""The controls under /_sandbox/: what happened so far, and one-shot instructions for unhappy paths."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from genbot.sandbox.gen import cast
from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.looks import conversation_look
from genbot.sandbox.gen.media import exchange_video
from genbot.sandbox.gen.runs import Idea, Run
from genbot.sandbox.gen.sheets import Generation, UserJob
from genbot.sandbox.gen.state import KEY, Gen

ORDERS = (
    "fail_generation",
    "fail_publish",
    "hang_publish",
    "lose_publish",
    "fail_run",
    "fail_monitoring",
    "fail_section",
    "approval",
    "render_size",
    "footage",
    "end_stream",
)


def attach(app: web.Application, gen: Gen) -> None:
    controls = Controls(gen)
    app.router.add_get("/_sandbox/state", controls.state)
    app.router.add_post("/_sandbox/reset", controls.reset)
    app.router.add_post("/_sandbox/faults", controls.faults)
    app.router.add_post("/_sandbox/credits", controls.credits)
    app.router.add_post("/_sandbox/next", controls.next)


@dataclass(frozen=True, slots=True)
class Controls:
    """What a person or a test may do to the pretend GEN from outside; needs no key."""

    gen: Gen

    async def state(self, request: web.Request) -> web.Response:
        self.gen.catch_up()
        return web.json_response(state_look(self.gen))

    async def reset(self, request: web.Request) -> web.Response:
        self.gen.reset()
        return web.json_response({"ok": True})

    async def faults(self, request: web.Request) -> web.Response:
        faults = self.gen.world.faults
        try:
            faults.change(str((await _body(request)).get("spec", "")))
        except ValueError as wrong:
            return _refused(str(wrong))
        return web.json_response({"ok": True, "rates": faults.rates})

    async def credits(self, request: web.Request) -> web.Response:
        """Set what is left, and whether anything was ever bought."""
        self.gen.catch_up()
        body = await _body(request)
        owner = self.gen.organizations.get(str(body.get("organization", cast.HOME)))
        if owner is None or not isinstance(body.get("generic", 0), int | float):
            return _refused('send {"generic": a number, "purchased": true or false}')
        owner.purse.generic = body.get("generic", owner.purse.generic)
        owner.purse.purchased = bool(body.get("purchased", owner.purse.purchased))
        return web.json_response({"ok": True, "generic": owner.purse.generic})

    async def next(self, request: web.Request) -> web.Response:
        """Instructions for whatever comes next of their kind; revoking the key and exchanging the
        newest video work at once."""
        wanted = await _body(request)
        revoked, exchanged = wanted.pop("revoke_key", False), wanted.pop("exchange_video", False)
        if unknown := sorted(set(wanted) - set(ORDERS)):
            return _refused(f"no such instruction: {', '.join(unknown)}")
        if revoked:
            self.gen.keys[KEY].revoked = self.gen.now()
        if exchanged and not exchange_video(self.gen):
            return _refused("no video is finished yet")
        self.gen.orders.update(wanted)
        return web.json_response({"ok": True, "waiting": self.gen.orders})


def state_look(gen: Gen) -> dict[str, Any]:
    """Everything a test, a demo or a curious person wants to compare."""
    posts = [job for job in gen.user_jobs.values() if job.kind == "publish_content"]
    home = gen.organizations.get(cast.HOME)
    return {
        "credits": home.purse.generic if home else 0,
        "published": [_post(job, posts) for job in posts],
        "publish_calls": len(posts),
        "scrapes": [_scrape(job) for job in gen.user_jobs.values() if job.kind == "train_social"],
        "agents": [_agent(agent) for agent in gen.agents.values()],
        "runs": [_run(run) for run in gen.runs.values()],
        "conversations": [conversation_look(talk) for talk in gen.conversations.values()],
        "ideas": [_idea(idea) for idea in gen.ideas.values()],
        "generations": [_made(made) for made in gen.generations.values()],
        "calls": dict(gen.calls),
        "phases": {phase: _phase(gen, every) for phase, every in gen.phases.items()},
        "faults": dict(gen.world.faults.seen),
        "orders": gen.orders,
    }


def _phase(gen: Gen, every: list[str]) -> dict[str, Any]:
    """How many operations a phase has, and how often those were called that were."""
    return {"of": len(every), "calls": {one: gen.calls[one] for one in every if gen.calls[one]}}


def _agent(agent: Agent) -> dict[str, Any]:
    faces = [{"id": one.id, "is_primary": one.is_primary} for one in agent.avatars]
    return {"id": agent.id, "name": agent.name, "core": agent.core, "avatars": faces}


def _run(run: Run) -> dict[str, Any]:
    told = {"run_id": run.id, "conversation_id": run.conversation_id, "purpose": run.purpose}
    return {**told, "status": run.status, "credits": run.charge.paid}


def _scrape(job: UserJob) -> dict[str, Any]:
    return {"id": job.id, "status": job.status, "asked": job.data, "result": job.result}


def _idea(idea: Idea) -> dict[str, Any]:
    return {"id": idea.id, "title": idea.draft.title, "status": idea.status}


def _made(made: Generation) -> dict[str, Any]:
    return {"id": made.id, "type": made.kind, "status": made.status, "credits": made.cost}


def _post(job: UserJob, posts: list[UserJob]) -> dict[str, Any]:
    """A publication; `calls` counts how often the same file went out with the same caption."""
    same = [each for each in posts if _content(each) == _content(job)]
    return {
        "user_job_id": job.id,
        "agent_id": job.agent_id,
        "media_url": job.data.get("media_url"),
        "description": job.data.get("description"),
        "post_id": (job.result or {}).get("post_id"),
        "status": job.status,
        "failed_reason": job.failed_reason,
        "at": job.done,
        "calls": len(same),
    }


def _content(job: UserJob) -> tuple[Any, Any]:
    return job.data.get("media_url"), job.data.get("description")


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        body = {}
    return body if isinstance(body, dict) else {}


def _refused(why: str) -> web.Response:
    return web.json_response({"ok": False, "error": why}, status=422)
