"""Puts the pretend GEN together: who may come in, what is counted, which door leads where."""

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import web

from genbot.sandbox.faults import misbehave
from genbot.sandbox.gen import asks, cdn, control, convert, edit, export, ideas, news, setup
from genbot.sandbox.gen.asks import Answer, File, Refused
from genbot.sandbox.gen.pushed import Progress
from genbot.sandbox.gen.state import IDEMPOTENT_FOR, Gen
from genbot.sandbox.gen.table import Operation, Reply, Table
from genbot.sandbox.world import World

logger = logging.getLogger(__name__)

GEN = web.AppKey("gen", Gen)

_LARGEST_UPLOAD = 64 * 1024 * 1024
_ENGINE = "/autocontentengine"
_OTHER_WORD = "/vidsheet"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


PHASES = {
    "setup": setup.table,
    "ideas": ideas.table,
    "convert": convert.table,
    "edit": edit.table,
    "export": export.table,
}


def operations() -> Table:
    """All of them, phase by phase."""
    return Table(row for table in PHASES.values() for row in table)


def gen_app(world: World) -> web.Application:
    """Both of GEN's hosts under /v1, the CDN, the progress paths, and the controls."""
    gen = Gen(world)
    order = [_note(gen), misbehave(world.faults, _complaint), _say_no]
    app = web.Application(middlewares=order, client_max_size=_LARGEST_UPLOAD)
    app[GEN] = gen
    gen.phases = {
        phase: [f"{row.verb} /v1{row.path}" for row in table] for phase, table in PHASES.items()
    }
    for operation in operations():
        for path in _spellings(operation.path):
            app.router.add_route(operation.verb, f"/v1{path}", _door(gen, operation))
    cdn.attach(app, gen)
    Progress(gen).attach(app)
    app.cleanup_ctx.append(_news_round(gen))
    control.attach(app, gen)
    return app


def _news_round(gen: Gen) -> Callable[[web.Application], AsyncIterator[None]]:
    """Carries news to webhooks for as long as the application runs."""

    async def carry(app: web.Application) -> AsyncIterator[None]:
        walking = asyncio.create_task(news.carry_news(gen))
        yield
        walking.cancel()
        await asyncio.gather(walking, return_exceptions=True)

    return carry


def _spellings(path: str) -> tuple[str, ...]:
    """The vendor's newer clients call the engine by another word (NOTES, The vendor's clients)."""
    if path.startswith(_ENGINE):
        return path, _OTHER_WORD + path.removeprefix(_ENGINE)
    return (path,)


def _door(gen: Gen, operation: Operation) -> Handler:
    async def open_door(request: web.Request) -> web.StreamResponse:
        gen.catch_up()
        gen.admit(_token(request))
        ask = await asks.read(request)
        key = request.headers.get("Idempotency-Key", "") if operation.charged else ""
        reply = _known(gen, request.path, key) or await _reply(gen, operation, ask)
        if key and isinstance(reply, Answer):
            gen.replies.setdefault((request.path, key), (gen.now(), reply))
        return _response(reply, str(request.url.origin()))

    return open_door


async def _reply(gen: Gen, operation: Operation, ask: asks.Ask) -> Reply:
    reply = operation.operate(gen, ask)
    return await reply if inspect.isawaitable(reply) else reply


def _known(gen: Gen, path: str, key: str) -> Answer | None:
    """The same answer for 24 hours (NOTES, Behaviour); a refusal is not kept, nothing was done."""
    at, answer = gen.replies.get((path, key), (0.0, None))
    if answer is not None and gen.now() - at >= IDEMPOTENT_FOR:
        del gen.replies[path, key]
        return None
    return answer


def _token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return request.headers.get("X-API-Key") or (token if scheme.lower() == "bearer" else "")


def _response(reply: Reply, origin: str) -> web.StreamResponse:
    if isinstance(reply, File):
        headers = {"Content-Disposition": f'attachment; filename="{reply.name}"'}
        return web.Response(body=reply.data, content_type=reply.content_type, headers=headers)
    if reply.body is None:
        return web.Response(status=reply.status)
    return web.json_response(_absolute(reply.body, origin), status=reply.status)


def _absolute(body: Any, origin: str) -> Any:
    """Links are kept as paths, because the host is known only when somebody asks."""
    if isinstance(body, dict):
        return {name: _absolute(value, origin) for name, value in body.items()}
    if isinstance(body, list):
        return [_absolute(value, origin) for value in body]
    if isinstance(body, str) and body.startswith("/cdn/"):
        return origin + body
    return body


def _note(gen: Gen) -> Any:
    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        call = f"{request.method} {_pattern(request)}"
        if not request.path.startswith("/_sandbox/"):
            gen.calls[call] += 1
        response = await handler(request)
        logger.info("%s -> %d", call, response.status)
        return response

    return note


def _pattern(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else request.path


@web.middleware
async def _say_no(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as no:
        status, body = no.status, {"error": no.message, "error_code": no.code}
    except web.HTTPException as no:
        codes = {404: "not_found", 405: "method_not_allowed", 413: "validation_error"}
        status, body = no.status, {"error": no.reason, "error_code": codes.get(no.status, "error")}
    return web.json_response(body, status=status)


def _complaint(status: int) -> dict[str, Any]:
    code = "rate_limited" if status == 429 else "internal_error"
    return {"error": "Something went wrong on our side.", "error_code": code}
