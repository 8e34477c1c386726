"""The words of these tests: a pretend wire, and a GEN client at its end."""

import random
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from genbot.gen.client import Gen

KEY = "gen_secret_key"
NOW = 1_000_000.0
Answer = httpx.Response | Exception


class Line:
    """The wire: gives the told answers in order, the last one for ever, and keeps the requests."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.pauses: list[float] = []
        self._answers: list[Answer] = [httpx.Response(200, json={})]

    def carries(self, *answers: Answer) -> None:
        self._answers = list(answers)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def make_gen(line: Line) -> Callable[..., Gen]:
    def make(**other: Any) -> Gen:
        told: dict[str, Any] = {
            "http": httpx.AsyncClient(transport=httpx.MockTransport(line.answer)),
            "key": SecretStr(KEY),
            "sleep": line.pause,
            "rng": random.Random(7),  # the same pauses in every run
            "now": lambda: NOW,
        }
        return Gen(**told | other)

    return make


@pytest.fixture
def gen(make_gen: Callable[..., Gen]) -> Gen:
    return make_gen()


def says(told: Any, status: int = 200, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=told, headers=named)


def refuses(status: int, code: str = "", message: str = "No.", **headers: str) -> httpx.Response:
    return says({"error": message, "error_code": code}, status, **headers)
