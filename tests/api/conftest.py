"""A pretend GEN on a thread of its own, and an operator's shell in front of it."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any
from urllib.request import Request, urlopen

import pytest
from aiohttp.test_utils import TestServer
from click.testing import CliRunner, Result

from genbot.cli import main
from genbot.config import Config
from genbot.sandbox.gen import gen_app
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.sandbox.world import World

PATIENT = 30


class Pretence:
    """GEN, with its books."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._server = TestServer(gen_app(World(seed=1, speed=200)))
        self._run(self._server.start_server())
        self.url = str(self._server.make_url("")).rstrip("/")

    def _run(self, work: Any) -> Any:
        doing: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return doing.result(PATIENT)

    def control(self, what: str, **body: Any) -> None:
        data = json.dumps(body).encode()
        with urlopen(Request(f"{self.url}/_sandbox/{what}", data), timeout=PATIENT):  # noqa: S310
            pass

    @property
    def calls(self) -> dict[str, int]:
        with urlopen(f"{self.url}/_sandbox/state", timeout=PATIENT) as answer:  # noqa: S310
            told: dict[str, int] = json.load(answer)["calls"]
            return told

    def close(self) -> None:
        self._run(self._server.close())


@pytest.fixture
def gen() -> Iterator[Pretence]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    pretence = Pretence(loop)
    yield pretence
    pretence.close()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENT)
    loop.close()


@pytest.fixture
def shell(gen: Pretence, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Callable[..., Result]:
    """Type `genbot api …`; what is typed after it is read from standard input."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    known = {
        "GEN_API_KEY": "sandbox-key",
        "GEN_AGENT_ID": SANTIAGO,
        "GEN_API_URL": f"{gen.url}/v1",
        "GEN_AGENT_URL": f"{gen.url}/v1",
    }

    def type_(*words: str, stdin: str | None = None, **more: str) -> Result:
        return CliRunner().invoke(main, ["api", *words], input=stdin, env=known | more)

    return type_
