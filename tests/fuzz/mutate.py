"""Plain mutation, seeded: what a stranger, a broken proxy or a tired intern could send instead."""

import copy
import math
import random
from typing import Any

NASTY = (
    "<!channel>", "<!here|x>", "<@U0BRANDOWN>", "<!subteam^S1>", "<http://evil|bank.com>", "<#C0|x>",
    "&lt;!channel&gt;", "&", "<", ">", "|", "\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b[2J",
    "\ud800", "\U000e0041", "\r\n", "\u2028", "*_~`", "```", ">>>", ":taco:", "@channel", "%s", "{}",
    "'; DROP TABLE ideas;--", "../../etc/passwd", "${jndi:x}", "👨‍👩‍👧‍👦", "א", "e\u0301", "\u0665",
    "-1", "1e999", "9" * 400, "0x10", "NaN", "null", "true", "[]", "{}", '"', "\\", "id0001:1", ":",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 10**400, 1e308, math.nan, math.inf, "", [], {}, [[]], [{}], {"": {}},
)  # fmt: skip


class Mutator:
    """One stream of chance; the same seed gives the same inputs."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def text(self, corpus: tuple[str, ...]) -> str:
        """One of these texts, changed in one to four places; seldom very long."""
        text = self.chance.choice(corpus)
        for _ in range(self.chance.randint(1, 4)):
            text = self._edit(text)
        if self.chance.random() < 0.002:
            text = (text or "x") * (100_000 // (len(text) or 1))
        return text

    def value(self, seed: Any, times: int = 3) -> Any:
        """This JSON value with one to `times` of its parts changed, lost or doubled."""
        made = copy.deepcopy(seed)
        for _ in range(self.chance.randint(1, times)):
            made = self._spoil(made)
        return made

    def data(self, seed: bytes) -> bytes:
        made = bytearray(seed)
        for _ in range(self.chance.randint(1, 6)):
            at = self.chance.randrange(len(made) + 1)
            if self.chance.random() < 0.5:
                made[at : at + self.chance.randint(0, 8)] = self.chance.randbytes(3)
            else:
                del made[at : at + self.chance.randint(1, 20)]
        return bytes(made)

    def _edit(self, text: str) -> str:
        at = self.chance.randint(0, len(text))
        match self.chance.randrange(6):
            case 0:
                return text[:at] + self.chance.choice(NASTY) + text[at:]
            case 1:
                return text[:at] + text[at + self.chance.randint(1, 9) :]
            case 2:
                return text[:at] + text[: self.chance.randint(0, 30)] + text[at:]
            case 3:
                return text[:at] + chr(self.chance.randrange(0x3000)) + text[at + 1 :]
            case 4:
                return text[:at]
            case _:
                return self.chance.choice(NASTY) * self.chance.randint(1, 9)

    def _spoil(self, value: Any) -> Any:
        if isinstance(value, dict) and value and self.chance.random() < 0.9:
            key = self.chance.choice(list(value))
            if self.chance.random() < 0.1:
                del value[key]
            else:
                value[key] = self._spoil(value[key])
            return value
        if isinstance(value, list) and value and self.chance.random() < 0.9:
            at = self.chance.randrange(len(value))
            value[at] = self._spoil(value[at])
            return value * 2 if self.chance.random() < 0.05 else value
        if isinstance(value, str) and self.chance.random() < 0.6:
            return self.text((value,))
        return copy.deepcopy(self.chance.choice(VALUES))
