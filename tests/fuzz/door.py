"""The whole door without a network: signature, Bolt, router, stories and store, one delivery after another."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from multidict import CIMultiDict
from slack_sdk.web.async_client import AsyncWebClient

from genbot.cards.announce import announce
from genbot.domain.settings import Settings
from genbot.gen.errors import NotSent
from genbot.slack import asks
from genbot.slack.http import Events
from genbot.slack.router import Router, build_app
from genbot.slack.tools import Tools
from genbot.store import Store
from tests.fuzz.mutate import Mutator
from tests.fuzz.samples import PAYLOADS
from tests.golden.make import STORIES

SECRET, TEAM = "secret", "T0SANDBOX0"
TYPES = {"press": "block_actions", "submission": "view_submission", "shortcut": "shortcut"}
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class QuietSlack(AsyncWebClient):
    """Knows who we are, and takes everything."""

    async def api_call(self, api_method: str, **more: Any) -> Any:
        return {"ok": True, "team_id": TEAM, "user_id": "U0GENBOT", "view": {"id": "V1"}}


async def no_gen(call: Any, key: str | None = None) -> Any:
    raise NotSent("GEN is away")


class Body:
    def __init__(self, data: bytes) -> None:
        self._data = data

    async def iter_chunked(self, size: int) -> AsyncIterator[bytes]:
        for start in range(0, len(self._data), size):
            yield self._data[start : start + size]


def delivery(mutator: Mutator) -> tuple[bytes, str]:
    """A delivery of any kind with something wrong in it, and its content type."""
    kind = mutator.chance.choice(list(PAYLOADS))
    told = mutator.value(PAYLOADS[kind])
    if kind == "command":
        plain = told if isinstance(told, dict) else {"text": told}
        words = {name: str(asks.whole(value)) for name, value in plain.items()}
        body, typed = urlencode({"command": "/gen", "team_id": TEAM, **words}).encode(), FORM
    else:
        head = {"type": TYPES.get(kind, "event_callback"), "team": {"id": TEAM}}
        whole = json.dumps({**head, **told} if isinstance(told, dict) else told)
        body, typed = whole.encode(), JSON
        if kind in TYPES:
            body, typed = urlencode({"payload": whole}).encode(), FORM
    return (mutator.data(body) if mutator.chance.random() < 0.1 else body), typed


class Door:
    """One bot for all inputs; its clock moves a second with each."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        self.now, ids = 1_800_000_000.0, count(1)
        self.loop.run_until_complete(self._open(Path(self.folder.name), ids))

    async def _open(self, folder: Path, ids: Any) -> None:
        self.store = Store(
            folder / "a.db", announce=announce, settings=Settings(agent="a"),
            now=lambda: self.now, new_id=lambda: f"id{next(ids):04d}",
        )  # fmt: skip
        for topic, story in STORIES.items():
            await self.store.unit(story, topic)
        client = QuietSlack("xoxb-1")
        self.router = Router(Tools(self.store, no_gen, client, lambda: "ref"))
        self.events = Events(build_app(self.router, client), SECRET, lambda: self.now)

    def __call__(self, mutator: Mutator) -> None:
        """Whatever Slack signed: never a 500, and nothing escapes."""
        body, kind = delivery(mutator)
        assert self.loop.run_until_complete(self._knock(body, kind)) < 500

    async def _knock(self, body: bytes, kind: str) -> int:
        self.now += 1
        stamp = str(int(self.now))
        told = f"v0:{stamp}:".encode() + body
        sign = "v0=" + hmac.new(SECRET.encode(), told, sha256).hexdigest()
        headers = {
            "X-Slack-Signature": sign,
            "X-Slack-Request-Timestamp": stamp,
            "Content-Type": kind,
        }
        request = SimpleNamespace(content=Body(body), headers=CIMultiDict(headers), query_string="")
        answer = await self.events.take(request)  # type: ignore[arg-type]
        await self.router.rest()
        return answer.status

    def close(self) -> None:
        self.store.close()
        self.loop.close()
        self.folder.cleanup()
