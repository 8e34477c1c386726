"""The least of Slack and GEN that a bot can live with: every call is answered, nothing is kept."""

import asyncio
import json
from collections.abc import Callable
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

TEAM, BOT, CHANNELS = "T0BENCH", "U0BOT", [f"C0BENCH{n:03d}" for n in range(50)]
Heard = Callable[[str], None]


class World:
    """`heard` is told the envelope of each acknowledgement that comes over the socket."""

    def __init__(self, heard: Heard = lambda envelope: None) -> None:
        self.heard = heard
        self.socket: web.WebSocketResponse | None = None
        self.connected = asyncio.Event()
        self.calls: dict[str, int] = {}
        self.url = ""
        self._names = count(1)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._slack)
        app.router.add_get("/link", self._link)
        app.router.add_route("*", "/v1/{path:.*}", self._gen)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *how: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def send(self, envelope: str, kind: str, payload: dict[str, Any]) -> None:
        """One delivery over the socket."""
        told = {
            "envelope_id": envelope, "type": kind, "payload": payload,
            "accepts_response_payload": True,
        }  # fmt: skip
        if self.socket is not None:
            await self.socket.send_str(json.dumps(told))

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.socket = socket
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT and "envelope_id" in message.data:
                self.heard(json.loads(message.data)["envelope_id"])
        return socket

    async def _slack(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self._counted(f"Slack {method}")
        nth = next(self._names)
        return web.json_response(
            {
                "ok": True, "url": f"{self.url.replace('http', 'ws')}/link", "ts": f"1.{nth:06d}",
                "channel": CHANNELS[0], "message_ts": f"1.{nth:06d}", "team_id": TEAM,
                "user_id": BOT, "bot_id": "B0BOT", "team": "bench",
                "user": {"id": "U0PERSON", "tz": "UTC"} if method == "users.info" else "bot",
                "usergroups": [], "view": {"id": f"V{nth}", "hash": f"{nth}", "blocks": []},
            }
        )  # fmt: skip

    async def _gen(self, request: web.Request) -> web.Response:
        """Runs are running, statuses are taken; whatever else somebody asks is not there."""
        path = request.path
        self._counted(f"GEN {request.method}")
        if request.method == "GET" and "/agent/runs/" in path:
            run = {"run_id": path.rpartition("/")[2], "status": "running", "messages": []}
            return web.json_response({"run": run})
        if request.method == "PUT" and "/status/" in path:
            *_, idea, _, status = path.split("/")
            return web.json_response({"idea": {"id": idea, "status": status}})
        return web.json_response({"error": {"code": "not_found"}}, status=404)

    def _counted(self, what: str) -> None:
        self.calls[what] = self.calls.get(what, 0) + 1
