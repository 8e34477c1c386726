"""A pretend GEN over real HTTP, a visitor with the key, and a clock that moves by hand."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.world import World
from tests.conftest import Clock, plain_http
from tests.sandbox.gen.stranger import Stranger

KEY = {"X-API-Key": "sandbox-key"}
LONG = 3600.0


class Visitor:
    """Somebody who talks to the pretend GEN as any program would."""

    def __init__(self, client: TestClient[Any, Any], clock: Clock) -> None:
        self.client = client
        self.clock = clock
        self.origin = str(client.make_url("")).rstrip("/")

    async def ask(
        self, verb: str, path: str, body: Any = None, *, expect: int = 200, **more: Any
    ) -> Any:
        """The answer's body, after its status was as expected."""
        more.setdefault("headers", KEY)
        if body is not None:
            more["json"] = body
        async with self.client.request(verb, f"/v1{path}", **more) as answer:
            said = await answer.text()
            assert answer.status == expect, said
            return await answer.json() if said else None

    async def refused(self, verb: str, path: str, body: Any = None, **more: Any) -> tuple[int, str]:
        """The status and the code of a refusal, whose shape is always the same."""
        more.setdefault("headers", KEY)
        if body is not None:
            more["json"] = body
        async with self.client.request(verb, f"/v1{path}", **more) as answer:
            said = await answer.json()
            assert set(said) == {"error", "error_code"}
            assert said["error"]
            return answer.status, said["error_code"]

    async def control(self, what: str, **body: Any) -> Any:
        async with self.client.post(f"/_sandbox/{what}", json=body) as answer:
            return await answer.json()

    async def state(self) -> Any:
        async with self.client.get("/_sandbox/state") as answer:
            return await answer.json()

    async def fetch(self, url: str, **headers: str) -> aiohttp.ClientResponse:
        answer = await self.client.session.get(url, headers=headers)
        await answer.read()
        return answer

    def time_passes(self, seconds: float = LONG) -> None:
        self.clock.pass_(seconds)

    async def talk(self, message: str, conversation: str | None = None) -> Any:
        """A whole turn: the message, the wait, and the finished run."""
        body = {"message": message, "agent_id": SANTIAGO}
        more = {"conversation_id": conversation} if conversation else {}
        started = await self.ask("POST", "/agent/run", body | more, expect=202)
        self.time_passes()
        return await self.ask("GET", f"/agent/runs/{started['run_id']}")

    async def clone(self, slug: str = "tiktok-montage", agent: str = SANTIAGO) -> "Vidsheet":
        path = f"/templates/spreadsheets/{slug}/clone"
        sheet = await self.ask("POST", path, {"agent_id": agent}, expect=201)
        return Vidsheet(self, sheet, agent)

    async def image(self) -> int:
        """A content resource that is a picture, brought along by hand."""
        form = aiohttp.FormData()
        form.add_field(
            "content_resource[file]", b"jpeg", filename="a.jpg", content_type="image/jpeg"
        )
        path = f"/content_resources?agent_id={SANTIAGO}"
        made = await self.ask("POST", path, expect=201, data=form)
        return int(made["content_resource"]["id"])


class Vidsheet:
    """One engine and the paths into it."""

    def __init__(self, visitor: Visitor, sheet: Any, agent: str) -> None:
        self.visitor, self.sheet, self.agent = visitor, sheet, agent
        self.path = f"/autocontentengine/{sheet['id']}"
        self.row = sheet["spreadsheet_rows"][0]

    def cell(self, title: str) -> Any:
        columns = self.sheet["spreadsheet_columns"]
        column = next(each for each in columns if each["title"] == title)
        cells = self.row["spreadsheet_cells"]
        return next(cell for cell in cells if cell["column_id"] == column["id"])

    async def ask(self, verb: str, path: str, body: Any = None, **more: Any) -> Any:
        mark = "&" if "?" in path else "?"
        there = f"{self.path}{path}{mark}agent_id={self.agent}"
        return await self.visitor.ask(verb, there, body, **more)

    async def refused(self, verb: str, path: str, body: Any = None, **more: Any) -> tuple[int, str]:
        there = f"{self.path}{path}?agent_id={self.agent}"
        return await self.visitor.refused(verb, there, body, **more)

    async def write(self, **values: str) -> None:
        for title, value in values.items():
            path = f"/cells/{self.cell(title.replace('_', ' '))['id']}"
            await self.ask("PATCH", path, {"spreadsheet_cell": {"value": value}})

    async def generate(self, place: str, kind: str, **data: Any) -> Any:
        """Generate at a path like /cells/7 or /cells/7/layers/8, and wait until it is over."""
        wanted = {"generation_type": kind, "data": data}
        begun = await self.ask("POST", f"{place}/generate", wanted, expect=201)
        self.visitor.time_passes()
        return await self.visitor.ask("GET", f"/generations/{begun['generation_id']}")

    async def fill(self) -> None:
        """Give every layer of a montage something to show."""
        video = self.cell("VIDEO")
        first, second, voice, captions = (
            f"/cells/{video['id']}/layers/{layer['id']}" for layer in video["video_layers"]
        )
        for clip in (first, second):
            await self.generate(clip, "video_from_text", **CLIP)
        spoken = await self.generate(voice, "speech_from_text", **SPEECH)
        source = spoken["output_resources"][0]["id"]
        await self.generate(captions, "captions", model="gemini", source_resource_id=source)

    async def render(self) -> Any:
        final = f"/cells/{self.cell('FINAL VIDEO')['id']}/render"
        begun = await self.ask("POST", final, expect=201)
        self.visitor.time_passes()
        return await self.visitor.ask("GET", f"/generations/{begun['generation_id']}")


CLIP = {"model": "kling_1_6", "prompt": "Tacos, slowly", "aspect_ratio": "9:16", "duration": 5}
SPEECH = {
    "voice_method": "my_voices",
    "voice_id": "21m00Tcm4TlvDq8ikWAM",
    "script": "Two. The usual.",
}


@pytest.fixture
async def visitor(clock: Clock) -> AsyncIterator[Visitor]:
    async with TestClient(TestServer(gen_app(World(seed=7, speed=1, clock=clock)))) as client:
        yield Visitor(client, clock)


@pytest.fixture
async def stranger(clock: Clock) -> AsyncIterator[Stranger]:
    async with (
        TestServer(gen_app(World(seed=7, speed=1, clock=clock))) as server,
        plain_http(base_url=str(server.make_url(""))) as http,
    ):
        yield Stranger(http, clock)
