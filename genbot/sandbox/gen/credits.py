"""What work costs: an estimate is taken first, the difference settled after, all of it given back on failure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from genbot.sandbox.gen.asks import Refused

RENDER = 50
REFINE = 35
CHAT = 7
RESEARCH = {"quick": 25, "default": 35, "deep": 60}

_VIDEO = {"veo": 60, "sora": 55}
_LETTERS_A_MINUTE = 900


@dataclass(slots=True)
class Purse:
    """An organization's credits. Without a purchase nothing can be done at all."""

    generic: float
    purchased: bool = True

    def open(self, code: str = "usable_gen_credit_required") -> None:
        """Refuse those who never bought a credit."""
        if not self.purchased:
            raise Refused(422, code, "GEN credits are required to use the API.")

    def charge(self, estimate: float) -> "Charge":
        self.open()
        if estimate > self.generic:
            short = f"This job needs about {estimate:g} credits; {self.generic:g} are left."
            raise Refused(422, "insufficient_credits_for_job", short)
        self.generic -= estimate
        return Charge(self, estimate)


@dataclass(slots=True)
class Charge:
    """Credits taken for one job."""

    purse: Purse
    paid: float

    def settle(self, cost: float) -> None:
        """The job is done and cost this much; never more than was left."""
        cost = min(cost, self.paid + self.purse.generic)
        self.purse.generic += self.paid - cost
        self.paid = cost

    def refund(self) -> None:
        self.settle(0)


def ideas(count: int) -> int:
    """Five ideas are about 59 credits (NOTES, Behaviour)."""
    return 19 + 8 * count


def generation(kind: str, data: Mapping[str, Any]) -> int:
    """What a creation card costs, by its type, model and length (NOTES, Behaviour)."""
    if kind.startswith("video_from"):
        return _seconds(data) * _VIDEO.get(str(data.get("model")).split("_", maxsplit=1)[0], 50)
    if kind == "speech_from_text":
        return max(5, math.ceil(30 * len(str(data.get("script", ""))) / _LETTERS_A_MINUTE))
    flat = {"text": 3, "image_from_text": 10, "lipsync": 200, "captions": 10, "media": 0}
    return flat[kind]


def _seconds(data: Mapping[str, Any]) -> int:
    return int(str(data.get("duration", 5)).removesuffix("s"))
