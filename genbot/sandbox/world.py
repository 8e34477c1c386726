"""The pretend world's seed, clock and pace, shared by every pretend service in it."""

import math
import random
import string
import time
import uuid
from collections.abc import Callable

from genbot.sandbox.faults import Faults

_ALPHABET = string.ascii_uppercase + string.digits


class World:
    """One seed, one clock, one pace. The same seed and the same questions give the same world."""

    def __init__(
        self,
        seed: int = 7,
        speed: float = 1.0,
        faults: Faults | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if not 0 < speed < math.inf:
            raise ValueError(f"the world's speed must be more than 0, not {speed}")
        self.seed = seed
        self.speed = speed
        self.faults = faults or Faults(seed=seed)
        self.rng = random.Random(seed)
        self._clock = clock
        self._ids = self.stream("ids")

    def now(self) -> float:
        """Seconds since 1970, as real as the clock that was handed in."""
        return self._clock()

    def lasts(self, median_s: float, sigma: float = 0.35) -> float:
        """How long something takes this time: half of them less than the median, a few far more."""
        return self.rng.lognormvariate(math.log(median_s), sigma) / self.speed

    def id(self, prefix: str) -> str:
        """A new name of ten letters and digits behind the prefix, as Slack's ids look."""
        return prefix + "".join(self._ids.choices(_ALPHABET, k=10))

    def uuid(self) -> str:
        """A new name in the shape of a UUID, as GEN's run and conversation ids look."""
        return str(uuid.UUID(int=self._ids.getrandbits(128), version=4))

    def stream(self, name: str) -> random.Random:
        """Chance of its own for one purpose, unmoved by what else happens in the world."""
        return random.Random(f"{self.seed}:{name}")
