"""How an answer of GEN is read: into its shape, or into the error it stands for."""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import TypeAdapter, ValidationError

from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import (
    GenError,
    Invalid,
    NotAllowed,
    NotFound,
    OutOfCredits,
    Refused,
    SlowDown,
    Unclear,
)
from genbot.gen.shapes import Each
from genbot.gen.words import told

T = TypeVar("T")

LONGEST_WAIT = 3600.0
CODE = re.compile(r"[a-z0-9_]{1,60}")

OK, NOT_OK = range(200, 300), range(400, 500)
# A proxy that gave up, a conflict with what is already there, a request that came too early:
# each may hide an effect, so none of them counts as a plain no.
UNDECIDED = frozenset({408, 409, 425})

# The pages name the same lack of credit differently; to us it is one thing.
CREDIT_CODES = frozenset(
    {
        "usable_gen_credit_required",
        "no_active_credit_purchase",
        "insufficient_credits_for_job",
        "insufficient_credits",
    }
)
STATUSES: dict[int, type[Refused]] = {
    401: NotAllowed,
    402: OutOfCredits,
    403: NotAllowed,
    404: NotFound,
    410: NotFound,
}


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[kind, Each] if get_origin(kind) is list else kind)


def read(call: Endpoint[T], body: bytes) -> T:
    """The answer to `call`; raises Unclear when it has not the promised shape."""
    kind: Any = call.answer
    if kind is bytes:
        return body  # type: ignore[return-value]
    if _is_error(body):
        raise Unclear("an error that says it is an answer", call=call)
    if kind is None:
        return None  # type: ignore[return-value]
    try:
        answer: T = _reader(kind).validate_python(_bare(call, told(body) if body.strip() else None))
    except ValidationError as unfit:
        raise Unclear(f"an answer that does not fit at {_places(unfit)}", call=call) from None
    except (ValueError, RecursionError):
        raise Unclear("an answer that is not JSON", call=call) from None
    return answer


def ready(call: Endpoint[Any]) -> None:
    """Make what reads its answers: that is put off until then, and no two threads may do it."""
    if call.answer not in {None, bytes}:
        _reader(call.answer).rebuild()


def unread(call: Endpoint[Any], body: bytes) -> Any:
    """What GEN said, with every field, also those nobody here knows; a list without its envelope."""
    if call.answer is bytes:
        return body
    try:
        return _bare(call, told(body) if body.strip() else None)
    except (ValueError, RecursionError):
        raise Unclear("an answer that is not JSON", call=call) from None


def fits(kind: type[Endpoint[Any]], answer: Any) -> bool:
    """Whether `answer` is something that calls of this kind are answered with."""
    try:
        _reader(kind.answer).validate_python(answer, strict=True)
    except ValidationError:
        return False
    return True


def _bare(call: Endpoint[Any], told: Any) -> Any:
    """A list may come by itself or in an envelope: as the only list there, or named as in the path."""
    if get_origin(call.answer) is not list or not isinstance(told, dict) or told.get("error"):
        return told
    lists = {name: at for name, at in told.items() if isinstance(at, list)}
    asked = call.path.rpartition("/")[2]
    named = {name: at for name, at in lists.items() if name.endswith(asked)}
    found = list((lists if len(lists) == 1 else named).values())
    return found[0] if len(found) == 1 else told


def _is_error(body: bytes) -> bool:
    """Whether it is what GEN's pages call an error (page "Error Format"), whatever its status says."""
    if not body.startswith(b"{") or b'"error_code"' not in body:
        return False
    with suppress(ValueError, RecursionError):
        found = told(body)
        return bool(found.get("error_code")) and not {"id", "status"} & set(found)
    return False


def _places(unfit: ValidationError) -> str:
    found = unfit.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(".".join(map(str, one["loc"])) or "the top" for one in found[:3])


def trouble(
    call: Endpoint[Any], status: int, headers: Mapping[str, str], body: bytes, now: float
) -> GenError:
    """The error that a status other than success stands for (pages "Error Format")."""
    if status not in NOT_OK or status in UNDECIDED:
        return Unclear(f"GEN answered {status}", call=call)
    code, message = _said(body)
    message = message or f"GEN answered {status}"
    if status == 429:  # noqa: PLR2004
        return SlowDown(wait_told(headers, now), code, status, message, call=call)
    return _kind(status, code)(code, status, message, call=call)


def _kind(status: int, code: str) -> type[Refused]:
    if code in CREDIT_CODES:
        return OutOfCredits
    if code.endswith("not_found"):
        return NotFound  # agents and organizations are "not found" with a 422
    return STATUSES.get(status, Invalid)


def _said(body: bytes) -> tuple[str, str]:
    try:
        said = told(body)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(said, dict):
        return "", ""
    code, message = said.get("error_code"), said.get("error")
    known = isinstance(code, str) and CODE.fullmatch(code)
    return str(code) if known else "", " ".join(str(message or "").split())


def wait_told(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until Retry-After, given as seconds or as a date; None when it says nothing sane.

    A date is counted from the answer's own, because GEN's clock and ours may differ.
    """
    told = headers.get("retry-after", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        theirs = _until(headers.get("date", ""), 0.0)
        seconds = _until(told, theirs if math.isfinite(theirs) else now)
    return min(max(seconds, 0.0), LONGEST_WAIT) if math.isfinite(seconds) else None


def clock(headers: Mapping[str, str]) -> float | None:
    """What time it was at GEN when it answered; None when it does not say, or when the answer was kept
    by somebody on the way."""
    told = _until(headers.get("date", ""), 0.0)
    fresh = headers.get("age", "0").strip() in {"", "0"}
    return told if fresh and math.isfinite(told) else None


def _until(date: str, now: float) -> float:
    try:
        moment = parsedate_to_datetime(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    except (ValueError, OverflowError, TypeError, IndexError):
        return math.nan
