"""Somebody who presses every button, opens every form, and writes whatever they like into it.

The real router, stories, store and watcher, before a pretend GEN over HTTP; only Slack's network is
left out. Time is one clock for all of them, so a walk is the same each time.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from genbot.cards.announce import announce
from genbot.domain.settings import Settings
from genbot.gen.client import Gen
from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.world import World
from genbot.slack import asks
from genbot.slack.router import Router
from genbot.slack.tools import Tools
from genbot.store import Store
from genbot.watches import kinds
from genbot.watches.watcher import Watcher
from tests.cards.reading import everything
from tests.conftest import Clock, plain_http
from tests.turns import next_turn

CHANNEL, MAYA, ME = "C0VIDEOIDEAS", "U0MARKETER", "U0GENBOT"
REFERENCE = "k7f2"  # what only a bug of ours is given
Payload = dict[str, Any]


class Screen(AsyncWebClient):
    """Takes everything Slack is sent, and keeps the windows."""

    def __init__(self) -> None:
        super().__init__("xoxb-1")
        self.windows: list[Payload] = []

    async def api_call(self, api_method: str, **more: Any) -> Any:
        view = (more.get("json") or {}).get("view") or {}
        if view:
            self.windows.append(json.loads(view) if isinstance(view, str) else view)
        return {"ok": True, "team_id": "T0", "user_id": ME, "view": {"id": f"V{len(self.windows)}"}}


class Crawler:
    """One person in one channel. `said` is everything they could read so far."""

    def __init__(self, store: Store, gen: Gen, clock: Clock) -> None:
        self.store, self.clock, self.screen = store, clock, Screen()
        self.router = Router(Tools(store, gen, self.screen, lambda: REFERENCE))
        self.watcher = Watcher(gen, store, kinds(), boot=clock, jitter=lambda: 1.0)
        self.said: dict[str, None] = {}  # in order, each once
        self._numbers = count(1)

    # What a person does.

    async def types(self, text: str) -> list[Payload]:
        """After `/gen`; the windows that open."""
        body = {"channel_id": CHANNEL, "user_id": MAYA, "text": text, "trigger_id": self._new()}
        return await self._do(self.router.command, body)

    async def writes(self, text: str, thread: str = "") -> list[Payload]:
        """A message that mentions us, or one in a thread."""
        event = {
            "type": "app_mention", "user": MAYA, "text": f"<@{ME}> {text}", "channel": CHANNEL,
            "ts": self._new(), "thread_ts": thread,
        }  # fmt: skip
        return await self._do(self.router.event, {"event": event, "event_id": self._new()})

    async def presses(self, button: Payload, window: Payload | None = None) -> list[Payload]:
        action = {**button, "action_ts": self._new()}
        if option := next(iter(button.get("options") or ()), None):
            action["selected_option"] = option
        body = {
            "user": {"id": MAYA}, "trigger_id": self._new(), "actions": [action],
            "channel": {"id": CHANNEL}, "message": {"ts": "1.2"}, "container": {},
        }  # fmt: skip
        if window:
            body |= {"view": {**window, "id": self._new()}, "message": None}
        return await self._do(self.router.press, body)

    async def sends(self, form: Payload, text: str | None, *, odd: bool = False) -> list[Payload]:
        """The form with this in all its inputs, or (None) as it is; `odd`: with choices it never had."""
        values = {
            block["block_id"]: {"value": _state(block["element"], text, odd)}
            for block in form["blocks"]
            if block["type"] == "input"
        }
        view = {**form, "id": self._new(), "state": {"values": values}}
        body = {"user": {"id": MAYA}, "trigger_id": self._new(), "view": view}
        return await self._do(self.router.submit, body)

    async def waits(self, seconds: float) -> None:
        """Time passes, and everything due has its turn."""
        end = self.clock() + seconds
        for _ in range(400):
            while await self.watcher.round():
                await self.watcher.drain()
            due = await self.store.read(next_turn)
            if due is None or due > end:
                break
            self.clock.at = max(due, self.clock())
        self.clock.at = max(end, self.clock())
        self._read(*await self.cards())

    # What is there to be pressed.

    async def cards(self) -> list[Payload]:
        """Every message as it would be shown, the newest last."""
        sql = "SELECT body FROM outbox ORDER BY seq"
        rows = await self.store.read(lambda tx: tx._db.execute(sql).fetchall())
        bodies = [json.loads(body) for (body,) in rows]
        return [body.get("fallback", body) for body in bodies]

    async def buttons(self) -> dict[str, Payload]:
        """One button of each sort on the cards."""
        return {one["action_id"]: one for card in await self.cards() for one in pressable(card)}

    async def _do(self, way: Any, body: Payload) -> list[Payload]:
        before = len(self.screen.windows)
        told: list[Payload] = []

        async def ack(**more: Any) -> None:
            told.append(more)

        try:
            await way(ack, body, ME)
        except asks.Unreadable as wrong:
            self._read({"unreadable": str(wrong)})
        await self.router.rest()
        self.clock.pass_(1)
        windows = self.screen.windows[before:]
        self._read(*told, *windows)
        return windows + [one["view"] for one in told if "view" in one]

    def _read(self, *shown: Payload) -> None:
        self.said |= {json.dumps(one, ensure_ascii=False): None for one in shown if one}

    def _new(self) -> str:
        return f"1800000000.{next(self._numbers):06d}"


def pressable(shown: Payload) -> Iterator[Payload]:
    """Whatever can be pressed on a card or in a window."""
    for one in everything(shown.get("blocks") or []):
        if one.get("type") in {"button", "overflow"} and one.get("action_id") and "url" not in one:
            yield one


def _state(element: Payload, text: str | None, odd: bool) -> Payload:
    kind = element["type"]
    if kind in {"plain_text_input", "email_text_input", "url_text_input", "number_input"}:
        return {"type": kind, "value": element.get("initial_value") if text is None else text}
    if kind == "file_input":
        file = {"id": "F0TACOS0001", "name": text or "a.mp3", "mimetype": "audio/mpeg", "size": 9}
        return {"type": kind, "files": [file]}
    if kind in {"static_select", "radio_buttons", "overflow"}:
        options = element.get("options") or [
            option for group in element.get("option_groups", []) for option in group["options"]
        ]
        chosen = {**options[0], "value": text or "no such"} if odd else options[0]
        return {
            "type": kind,
            "selected_option": chosen if odd else element.get("initial_option", chosen),
        }
    if kind in {"checkboxes", "multi_static_select"}:
        options = element.get("options") or []
        chosen = [{**options[0], "value": text or "no such"}] if odd and options else options[:1]
        return {
            "type": kind,
            "selected_options": chosen if odd else element.get("initial_options", chosen),
        }
    if kind == "datetimepicker":
        return {"type": kind, "selected_date_time": 1_900_000_000}
    if "users" in kind:
        return {"type": kind, "selected_users": [MAYA]}
    return {"type": kind, "selected_conversation": CHANNEL, "selected_conversations": [CHANNEL]}


@asynccontextmanager
async def a_crawl(folder: Path, start: float = 1_800_000_000.0) -> AsyncIterator[Crawler]:
    """A fresh world."""
    clock, ids = Clock(start), count(1)
    server = TestServer(gen_app(World(seed=5, clock=clock)))
    await server.start_server()
    url = f"{str(server.make_url('')).rstrip('/')}/v1"
    store = Store(
        folder / "crawl.db", announce=announce, now=clock, new_id=lambda: f"id{next(ids):05d}",
        settings=Settings(agent=SANTIAGO, admins=(MAYA,)),
    )  # fmt: skip
    try:
        async with plain_http() as http:
            await http.post(f"{server.make_url('/_sandbox/credits')}", json={"generic": 10**6})
            key = SecretStr("sandbox-key")
            yield Crawler(store, Gen(http, key=key, api_url=url, agent_url=url), clock)
    finally:
        store.close()
        await server.close()
