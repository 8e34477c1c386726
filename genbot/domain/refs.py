"""What buttons and forms carry of a thing, so that it can be found again after any restart."""

import json
from typing import Any

from genbot.domain.errors import Refusal

OLD = "That is from an older version of me. Please open it again."


def packed(*parts: Any) -> str:
    """Plain JSON; a button carries up to 2,000 characters, a form 3,000."""
    return json.dumps(parts, ensure_ascii=False)


def unpacked(ref: str, count: int) -> list[Any]:
    """The parts again; raises Refusal for what an older version packed differently."""
    try:
        parts = json.loads(ref)
    except ValueError:
        raise Refusal(OLD) from None
    if not isinstance(parts, list) or len(parts) != count:
        raise Refusal(OLD)
    return parts
