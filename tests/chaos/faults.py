"""Misbehaviour by seed: what the pretend GEN and Slack may do instead of answering properly."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import GenError, NotAllowed, NotFound, NotSent, SlowDown, Unclear

BEFORE, AFTER, NEVER = "before", "after", "never"  # the effect: when the answer was lost


@dataclass(frozen=True, slots=True)
class Fault:
    """`effect` says whether it was done nevertheless; `takes` how long the caller is kept."""

    name: str
    effect: bool = False
    takes: float = 0.05
    status: int = 0  # HTTP; 0 when there is no answer at all
    header: str | None = None  # Retry-After
    body: str = ""
    wait: float | None = None  # what the header means


SLACK = [
    Fault("refused"),
    Fault("reset before"),
    Fault("reset after", effect=True),
    Fault("never answers", takes=3600.0),
    Fault("never answers, done", effect=True, takes=3600.0),
    Fault("slow", effect=True, takes=8.0, status=200),
    Fault("429 in seconds", status=429, header="7", wait=7.0),
    Fault("429 for a minute", status=429, header="60", wait=60.0),
    Fault("429 without a time", status=429),
    Fault("429 with a date", status=429, header="Wed, 21 Oct 2026 07:28:00 GMT"),
    Fault("429 negative", status=429, header="-5"),
    Fault("429 huge", status=429, header="99999999", wait=3600.0),
    *(Fault(f"{code} before", status=code, body="{}") for code in (500, 502, 503, 504)),
    *(Fault(f"{code} after", effect=True, status=code, body="{}") for code in (500, 502, 503, 504)),
    Fault("an HTML page before", status=503, body="<html>down</html>"),
    Fault("an HTML page after", effect=True, status=200, body="<html>proxy</html>"),
    Fault("truncated", effect=True, status=200, body='{"ok": tr'),
    Fault("internal_error before", status=200, body='{"ok": false, "error": "internal_error"}'),
    Fault("internal_error after", True, status=200, body='{"ok": false, "error": "fatal_error"}'),
    Fault("ratelimited in the body", status=200, body='{"ok": false, "error": "ratelimited"}'),
]

# What GEN's client makes of them, as tests/gen proves: each name is a thing that happens on a wire.
GEN = [
    *(Fault(f"GEN {why}") for why in ("refused", "has no address", "no room in the pool")),
    *(Fault(f"GEN {why}", takes=1.0, status=1) for why in ("reset before", "500 before", "502 before")),
    *(Fault(f"GEN {why}", effect=True, takes=2.0, status=1) for why in (
        "reset after", "500 after", "503 after", "504 after", "409", "an HTML page", "truncated",
        "the wrong type", "NaN", "10 MB",
    )),
    Fault("GEN never answers", takes=60.0, status=1),
    Fault("GEN never answers, done", effect=True, takes=60.0, status=1),
    Fault("GEN slow", effect=True, takes=40.0, status=200),
    Fault("GEN 429 in seconds", status=429, wait=20.0),
    Fault("GEN 429 without a time", status=429),
    Fault("GEN 429 huge", status=429, wait=3600.0),
]  # fmt: skip
LOOKS = [
    Fault("GEN 401 to a look", status=401),
    Fault("GEN 404 to a look", status=404),
    Fault("GEN an unknown status", status=201),
    Fault("GEN a state gone backwards", status=202),
]


@dataclass
class Faults:
    """`draw` decides for one call; nothing goes wrong any more once `share` is 0."""

    rng: Random
    share: float = 0.0
    away: set[str] = field(default_factory=set)  # names of the first fault of who cannot be reached
    planned: dict[str, list[Fault]] = field(default_factory=dict)  # by call name, for journeys

    def draw(self, call: str, kinds: Sequence[Fault]) -> Fault | None:
        if kinds[0].name in self.away:
            return kinds[0]
        if planned := self.planned.get(call):
            return planned.pop(0)
        if not self.share or self.rng.random() >= self.share:
            return None
        return self.rng.choice(kinds)


def raised(fault: Fault, call: Endpoint[object]) -> GenError:
    """The error that a GEN client makes of a fault."""
    match fault.status:
        case 0:
            return NotSent(fault.name, call=call)
        case 429:
            return SlowDown(fault.wait, call=call)
        case 401:
            return NotAllowed("unauthorized", 401, "This key was revoked", call=call)
        case 404:
            return NotFound("not_found", 404, "There is no such thing", call=call)
        case _:
            return Unclear(fault.name, call=call)
