"""JSON read so that every word of it can be kept and shown."""

import json
import re
from typing import Any

HALF = re.compile("\\\\u[dD][89a-fA-F]|[\ud800-\udfff]")


def told(body: bytes | str) -> Any:
    """What JSON says; raises ValueError or RecursionError. A half character (`\\ud800` alone), which
    could be neither kept nor sent, becomes a question mark."""
    if isinstance(body, bytes):
        body = body.decode(json.detect_encoding(body), "surrogatepass")
    found = json.loads(body)
    return whole(found) if HALF.search(body) else found


def whole(value: Any) -> Any:
    """The same with question marks for half characters."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {whole(key): whole(inner) for key, inner in value.items()}
    return [whole(inner) for inner in value] if isinstance(value, list) else value
