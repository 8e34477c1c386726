"""A pretend Slack that a browser can open, and a small app connected to it over a real WebSocket."""

import asyncio
import json
import queue
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
from aiohttp import web

from genbot.sandbox.slack import slack_app
from genbot.sandbox.world import World

MAYA, PABLO, BEA = "U0MARKETER", "U0PRODUCER", "U0BRANDOWN"
IDEAS, LAUNCHES, RANDOM = "C0VIDEOIDEAS", "C0LAUNCHES0", "C0RANDOM000"
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "genbot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "genbot"},
        "slash_commands": [
            {
                "command": "/gen",
                "description": "Ideas and videos",
                "usage_hint": "ideas 5 tacos | help",
            }
        ],
        "shortcuts": [
            {"type": "global", "callback_id": "new", "name": "New ideas", "description": "A form"},
            {"type": "message", "callback_id": "make", "name": "Make ideas", "description": ""},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands",
                "chat:write",
                "channels:history",
                "im:history",
                "files:read",
                "files:write",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "message.channels", "message.im"]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
Payload = dict[str, Any]


class Scene:
    """Everything runs on a thread of its own, so that a test can drive the browser from its own."""

    def __init__(self, patience: float = 20.0) -> None:
        self.heard: queue.Queue[Payload] = queue.Queue()
        self.answers: dict[str, Callable[[Payload], Payload | None]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._await(self._open(patience))

    def _await(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _open(self, patience: float) -> None:
        app = slack_app(World(seed=1, speed=1.0), MANIFEST, limits=False, patience=patience)
        app.router.add_route("*", "/_sandbox/bot", self._plug)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._http = aiohttp.ClientSession()
        await self._connect()

    async def _plug(self, request: web.Request) -> web.Response:
        if request.method == "POST":
            await self._hang_up()
        return web.json_response({"ok": True})

    async def _connect(self) -> None:
        opened = await self._call("apps.connections.open", {}, "xapp-sandbox")
        self._socket = await self._http.ws_connect(opened["url"])
        await self._socket.receive()  # hello
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for frame in self._socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                await self._take(json.loads(frame.data))

    async def _take(self, envelope: Payload) -> None:
        payload = envelope.get("payload") or {}
        answer = self.answers.get(str(payload.get("type") or envelope["type"]))
        said = answer(payload) if answer else None
        if said != {"ack": False}:
            told = {"envelope_id": envelope["envelope_id"]} | ({"payload": said} if said else {})
            await self._socket.send_json(told)
        self.heard.put(payload | {"envelope": envelope["type"]})

    async def _call(self, method: str, body: Payload, token: str = "xoxb-sandbox") -> Payload:
        headers = {"Authorization": f"Bearer {token}"}
        async with self._http.post(
            f"{self.url}/api/{method}", json=body, headers=headers
        ) as answer:
            told: Payload = await answer.json()
        assert told["ok"], told
        return told

    def call(self, method: str, **body: Any) -> Payload:
        """The app calls Slack's Web API."""
        told: Payload = self._await(self._call(method, body))
        return told

    def post(self, text: str, channel: str = IDEAS, **more: Any) -> str:
        """The app says something; returns the message's ts."""
        return str(self.call("chat.postMessage", channel=channel, text=text, **more)["ts"])

    def hear(self, kind: str) -> Payload:
        """The next payload of this kind that the app was sent."""
        while True:
            payload = self.heard.get(timeout=30)
            if kind in (payload.get("type"), payload["envelope"]):
                return payload

    def control(self, do: str, **more: Any) -> None:
        self._await(self._post("control", {"do": do, **more}))

    def act(self, user: str, do: str, **more: Any) -> Payload:
        """Somebody else does something on a page of their own."""
        told: Payload = self._await(self._post("act", {"user": user, "do": do, **more}))
        return told

    async def _post(self, path: str, body: Payload) -> Payload:
        async with self._http.post(f"{self.url}/_sandbox/{path}", json=body) as answer:
            told: Payload = await answer.json()
            return told

    def share(self, name: str, content: bytes, channel: str = IDEAS, **more: Any) -> None:
        """The app uploads a file in Slack's three steps."""
        self._await(self._share(name, content, {"channel_id": channel, **more}))

    async def _share(self, name: str, content: bytes, where: Payload) -> None:
        asked = {"filename": name, "length": len(content)}
        place = await self._call("files.getUploadURLExternal", asked)
        async with self._http.post(place["upload_url"], data=content) as answer:
            assert answer.status == 200
        files = [{"id": place["file_id"], "title": name}]
        await self._call("files.completeUploadExternal", {"files": files, **where})

    def hang_up(self) -> None:
        """The app goes away."""
        self._await(self._hang_up())

    async def _hang_up(self) -> None:
        await self._socket.close()
        await self._listening

    def come_back(self) -> None:
        self._await(self._connect())

    def close(self) -> None:
        self._await(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _close(self) -> None:
        await self._hang_up()
        await self._http.close()
        await self._runner.cleanup()
