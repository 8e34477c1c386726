"""A GEN that answers what a test told it to, and remembers what it was asked."""

import copy
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from genbot.gen.answers import fits
from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import GenError

T = TypeVar("T")
C = TypeVar("C", bound=Endpoint[Any])


@dataclass(frozen=True)
class Asked:
    """One call that arrived, and the Idempotency-Key it came with."""

    call: Endpoint[Any]
    key: str | None


class FakeGen:
    """An `Ask`. The last answer told for a kind of call is given again and again.

    An answer may be a value, an error to raise, or a function of the call.
    """

    def __init__(self) -> None:
        self.log: list[Asked] = []
        self._told: dict[type[Endpoint[Any]], list[Any]] = defaultdict(list)

    def will(
        self,
        kind: type[Endpoint[T]],
        *answers: T | BaseException | Callable[[Any], T],
    ) -> None:
        """From now on answer calls of this kind so; forgets what was told for it before."""
        for answer in answers:
            if not isinstance(answer, BaseException) and not callable(answer):
                _must_fit(kind, answer)
        self._told[kind] = list(answers)

    async def __call__(self, call: Endpoint[T], /, *, key: str | None = None) -> T:
        self.log.append(Asked(call, key))
        call.wire()  # what could not be sent to GEN cannot be sent here
        told = self._told[type(call)]
        assert told, f"nobody told what GEN answers to {call!r}"
        answer = told.pop(0) if len(told) > 1 else told[0]
        if isinstance(answer, BaseException):
            raise _about(answer, call)
        if callable(answer):
            answer = answer(call)
            _must_fit(type(call), answer)
        return answer

    @property
    def calls(self) -> list[Endpoint[Any]]:
        return [one.call for one in self.log]

    def asked(self, kind: type[C]) -> list[C]:
        """All calls of this kind so far, oldest first."""
        return [call for call in self.calls if isinstance(call, kind)]

    def keys(self, kind: type[Endpoint[Any]]) -> list[str | None]:
        return [one.key for one in self.log if isinstance(one.call, kind)]


def _about(error: BaseException, call: Endpoint[Any]) -> BaseException:
    error = copy.copy(error)
    if isinstance(error, GenError):
        error.call = call
    return error


def _must_fit(kind: type[Endpoint[Any]], answer: Any) -> None:
    assert fits(kind, answer), f"{kind.__name__} is never answered with {answer!r}"
