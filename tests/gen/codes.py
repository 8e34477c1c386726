"""GEN's documented no's, pinned in tests/contract/errors.txt, and each as the client reads it."""

import json
from pathlib import Path

from genbot.gen.answers import trouble
from genbot.gen.errors import GenError
from genbot.gen.setup import GetMe

PINNED = Path(__file__).parents[1] / "contract" / "errors.txt"
BARE = [(400, ""), (401, ""), (402, ""), (403, ""), (404, ""), (422, ""), (422, "brand_new_code")]
"""Statuses without a code, or with one that no page knows."""

UNSAID = "It is what it is"


def documented() -> list[tuple[int, str]]:
    lines = PINNED.read_text(encoding="utf-8").splitlines()
    return [(int(status), code) for status, code in map(str.split, lines)]


def body(code: str, message: str = UNSAID) -> bytes:
    told = {"error": message, "error_code": code} if code else {"error": message}
    return json.dumps(told).encode()


def said_no(status: int, code: str, message: str = UNSAID) -> GenError:
    """What the client makes of such an answer."""
    return trouble(GetMe(), status, {}, body(code, message), 0.0)
