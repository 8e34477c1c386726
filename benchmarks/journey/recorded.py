"""The calls of a journey as they were made and answered, and a server that answers them once more."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGES = ("/_sandbox", "/link", "/page")  # of people, and the socket


@dataclass(frozen=True, slots=True)
class Call:
    """One call with its answer; a file is known by its size alone."""

    method: str
    path: str
    type: str
    body: bytes
    status: int
    answer: bytes

    @property
    def slack(self) -> bool:
        return self.path.startswith("/api/")


@dataclass
class Recorder:
    """Stands at both doors of the pretend world and writes down what the bot asks there."""

    calls: list[Call] = field(default_factory=list)
    on: bool = False

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)  # first: a form can be read in one way only
        body = await request.read() or bytes(request.content_length or 0)
        ours = not request.path.startswith(PAGES) and request.path != "/"
        if self.on and ours and not isinstance(answer, web.WebSocketResponse):
            whole = isinstance(answer, web.Response) and isinstance(answer.body, bytes)
            told = bytes(answer.body) if whole else bytes(answer.content_length or 0)  # type: ignore[attr-defined]
            kind = request.headers.get("Content-Type", "")
            call = Call(request.method, request.path_qs, kind, body, answer.status, told)
            self.calls.append(call)
        return answer


def answering(calls: Iterable[Call]) -> web.Application:
    """Answers every call as it was answered then."""
    known: dict[tuple[str, str], deque[Call]] = defaultdict(deque)
    for call in calls:
        known[call.method, call.path.partition("?")[0]].append(call)

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        call = known[request.method, request.path].popleft()
        return web.Response(body=call.answer, status=call.status, content_type="application/json")

    app = web.Application(client_max_size=1 << 30)
    app.router.add_route("*", "/{path:.*}", answer)
    return app
