"""What machines read of us: figures in the text of Prometheus, without a secret, a person or a channel."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from http import HTTPStatus
from typing import Any, TypeVar

from aiohttp import web
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from genbot.cards.apology import CODES
from genbot.flows.figures import Figures, taken
from genbot.gen.endpoint import Ask, Endpoint
from genbot.gen.errors import GenError, Refused
from genbot.slack.socket import Bolt
from genbot.slack.tokens import Client
from genbot.store import Store

T = TypeVar("T")
ILLS = ("database", "outbox", "slack", "token")
Ill = Callable[[], Awaitable[Collection[str]]]
SOON = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)  # Slack waits 3 s

disable_created_metrics()  # type: ignore[no-untyped-call]  # as many lines again, for nobody


async def nothing() -> Collection[str]:
    """Nobody told of anything."""
    return ()


class Metrics:
    """Counts what goes by, and looks at the database when it is asked. `failing` are the rounds that
    failed last time."""

    def __init__(self, registry: CollectorRegistry, store: Store, failing: Collection[str]) -> None:
        self.registry, self._store, self._failing = registry, store, failing
        self._acks = Histogram(
            "genbot_ack_seconds", "From Slack's delivery to our answer.",
            ["acknowledged"], buckets=SOON, registry=registry,
        )  # fmt: skip
        self._gen = Counter(
            "genbot_gen_calls", "Calls to GEN, each try, by what came of it.",
            ["call", "outcome"], registry=registry,
        )  # fmt: skip
        self._slack = Counter(
            "genbot_slack_calls", "Calls to Slack by what came of them.",
            ["method", "outcome"], registry=registry,
        )  # fmt: skip
        self._outbox = self._gauge("genbot_outbox_messages", "Messages by how they stand.", "state")
        self._oldest = self._gauge(
            "genbot_outbox_oldest_seconds", "How long the oldest has waited."
        )
        self._watches = self._gauge("genbot_watches", "Unfinished at GEN.", "kind", "phase")
        self._overdue = self._gauge("genbot_watches_overdue", "Looks that are a minute late.")
        self._posts = self._gauge("genbot_posts", "Posts that are not out yet.", "state")
        self._credits = self._gauge(
            "genbot_credits", "Left at GEN when we looked last.", "organization"
        )
        self._rounds = self._gauge("genbot_rounds_failing", "Rounds that failed last time.")
        self._ill = self._gauge("genbot_not_ready", "What keeps us from our work: 1.", "what")

    def _gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(name, says, labels, registry=self.registry)

    def bolt(self, app: Bolt) -> Bolt:
        """The same, timed."""
        return _Timed(app, self._acks)

    def gen(self, ask: Ask) -> Ask:
        """The same, counted."""
        return _Counted(ask, self._gen)

    def client(self, **settings: Any) -> Client:
        """Slack's Web API, counted."""
        return _CountedClient(self._slack, **settings)

    async def page(self, request: web.Request, ill: Ill = nothing) -> web.Response:
        """`/metrics`; `ill` tells what keeps us from our work."""
        await self.look(await ill())
        text = generate_latest(self.registry)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def look(self, wrong: Collection[str] = ()) -> None:
        """Bring up to date what stands in the database, and that this is wrong."""
        self._show(await self._store.read(taken))
        for what in ILLS:
            self._ill.labels(what).set(what in wrong)

    def _show(self, found: Figures) -> None:
        for gauge, figures in (
            (self._outbox, found.outbox), (self._watches, found.watches),
            (self._posts, found.posts), (self._credits, found.credits),
        ):  # fmt: skip
            gauge.clear()
            for labels, value in figures.items():
                gauge.labels(*labels).set(value)
        self._oldest.set(found.oldest)
        self._overdue.set(found.overdue)
        self._rounds.set(len(self._failing))


class _Timed:
    """What takes Slack's deliveries, with the time it takes until each can be acknowledged."""

    def __init__(self, app: Bolt, acks: Histogram) -> None:
        self._app, self._acks = app, acks

    async def async_dispatch(self, req: AsyncBoltRequest, /) -> BoltResponse:
        clock, acknowledged = asyncio.get_running_loop().time, False
        began = clock()
        try:
            response = await self._app.async_dispatch(req)
            acknowledged = response.status == HTTPStatus.OK
        finally:
            self._acks.labels("yes" if acknowledged else "no").observe(clock() - began)
        return response


class _Counted:
    """GEN, with each call counted by what came of it."""

    def __init__(self, ask: Ask, calls: Counter) -> None:
        self._ask, self._calls = ask, calls

    async def __call__(self, call: Endpoint[T], /, *, key: str | None = None) -> T:
        outcome = "cut"
        try:
            answer = await self._ask(call, key=key)
            outcome = "ok"
        except Refused as error:
            outcome = error.code if error.code in CODES else f"refused_{error.status}"
            raise
        except GenError as error:
            outcome = type(error).__name__.lower()
            raise
        finally:
            self._calls.labels(type(call).__name__, outcome).inc()
        return answer


class _CountedClient(Client):
    """Slack's Web API, with each call counted by what came of it."""

    def __init__(self, calls: Counter, **settings: Any) -> None:
        super().__init__(**settings)
        self._calls = calls

    async def api_call(self, api_method: str, **said: Any) -> AsyncSlackResponse:
        outcome = "cut"
        try:
            answer = await super().api_call(api_method, **said)
            outcome = "ok"
        except SlackApiError as error:
            outcome = str(error.response.get("error", "unknown"))
            raise
        except Exception:
            outcome = "unreachable"
            raise
        finally:
            self._calls.labels(api_method, outcome).inc()
        return answer
