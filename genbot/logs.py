"""One log line format for people and one for machines; no secret comes through either."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

from genbot import trace
from genbot.config import Config

GONE = "…"
SHORTEST = 6  # a shorter value is no secret, and would eat words
SHAPES = (
    re.compile(r"\b(?:xox[a-z]+|xapp|xwfp)-[\w.-]+"),
    re.compile(r"https?://hooks\.slack(?:-gov)?\.com/[^\s\"'<>|]+"),
    re.compile(r"https?://files\.slack(?:-gov)?\.com/upload/[^\s\"'<>|]+"),
    re.compile(r"https?://[^\s\"'<>|/]+/(?:respond|upload)/[^\s\"'<>|]+"),
    re.compile(r"(?<=/gen/)[^\s\"'<>|/]+/[0-9a-f]{64}"),
    re.compile(r"wss?://[^\s\"'<>|]+"),
    re.compile(r"(?<=[?&])(?:token|ticket|api_key|key|signature)=[^&\s\"'<>|]+", re.IGNORECASE),
    re.compile(
        r"(?:authorization|x-api-key|x-slack-signature)[\"']?\s*[:=]\s*[\"']?"
        r"(?:(?:bearer|basic)\s+)?[^\s\"',}]+",
        re.IGNORECASE,
    ),
)
QUIET = ("slack_bolt", "slack_sdk", "apscheduler", "httpx", "httpcore", "aiohttp.access", "asyncio")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
OURS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Veil:
    """Takes secrets out of a text: the known ones by value, all others by their shape."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: list[str] = []
        self.hide(secrets)

    def hide(self, secrets: Iterable[str]) -> None:
        """From now on these too."""
        known = {one for one in secrets if len(one) >= SHORTEST}
        self._secrets = sorted(known.union(self._secrets), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, GONE)
        for shape in SHAPES:
            text = shape.sub(GONE, text)
        return text


class Human(logging.Formatter):
    """`12:04:31 warning store: The disk is full.`, then a traceback where there is one."""

    def __init__(self, veil: Veil) -> None:
        super().__init__()
        self._veil = veil

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        level = "" if record.levelno == logging.INFO else f"{record.levelname.lower()} "
        # A line break in somebody else's words must not look like a line of ours.
        says = CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", record.getMessage())
        extra = "".join(f" {name}={value!r}" for name, value in _extra(record).items())
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        line = f"{at} {level}{_room(record)}: {says}{extra}"
        return self._veil("\n".join(filter(None, (line, trace.replace("\n", "\n    ")))))


class Json(logging.Formatter):
    """One JSON object per line: `at`, `level`, `room`, `says`, and `trace` where there is one."""

    def __init__(self, veil: Veil) -> None:
        super().__init__()
        self._veil = veil

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "room": _room(record),
            "says": self._veil(record.getMessage()),
        }
        for name, value in _extra(record).items():
            plain = isinstance(value, int | float | None)
            line.setdefault(name, value if plain else self._veil(str(value)))
        if record.exc_info:
            line["trace"] = self._veil(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def set_up(config: Config, stream: TextIO | None = None) -> Veil:
    """Send every log line of this process through one veiled handler (standard error by default);
    its veil, for secrets that are learned later."""
    out = stream or sys.stderr
    human = config.genbot_log == "human" or (config.genbot_log == "auto" and out.isatty())
    veil = Veil(config.secrets)
    handler = logging.StreamHandler(out)
    handler.setFormatter(Human(veil) if human else Json(veil))
    handler.addFilter(_is_news)
    handler.addFilter(_belongs)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(config.genbot_log_level)
    for name in QUIET:  # at DEBUG, slack_sdk writes down whole frames and every response URL
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # A round that takes long is skipped twice a second; `/healthz` tells of it when it does not end.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
    return veil


def _is_news(record: logging.LogRecord) -> bool:
    """What strangers send to a port that is no HTTP is answered with 400 and is none: anybody could
    fill the log with it."""
    error = record.exc_info[0] if record.exc_info else None
    return error is None or error.__module__ != "aiohttp.http_exceptions"


def _belongs(record: logging.LogRecord) -> bool:
    """Each line says which click it follows from, if it does from one, and where there are several,
    which workspace it is about."""
    if ref := trace.current():
        record.ref = ref
    if workspace := trace.workspace():
        record.workspace = workspace
    return True


def _room(record: logging.LogRecord) -> str:
    return record.name.removeprefix("genbot.")


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in OURS}
