"""What went wrong between us and Slack, sorted by what the postman may do next."""

from collections.abc import Mapping
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError

from genbot.domain.value import value
from genbot.slack.pacer import retry_after


class Next(Enum):
    """What follows from an error."""

    SLOWER = auto()  # not taken; Slack says when to come back
    AGAIN = auto()  # not taken, and may be later
    DOUBT = auto()  # nobody knows whether it was taken
    ANEW = auto()  # the message to be changed is gone or closed
    ORPHAN = auto()  # the message it answers is gone
    ELSEWHERE = auto()  # nothing can be said there
    PLAINER = auto()  # Slack does not take these blocks: our bug
    CARD = auto()  # the file cannot be uploaded: say it with a card


# platform notes 5.5; the words are Slack's
NEXT = {
    Next.SLOWER: {"ratelimited", "rate_limited", "message_limit_exceeded"},
    Next.DOUBT: {"internal_error", "fatal_error", "service_unavailable", "request_timeout"},
    Next.ANEW: {
        "message_not_found", "cant_update_message", "edit_window_closed", "streaming_state_conflict",
    },
    Next.ORPHAN: {"thread_not_found"},
    Next.ELSEWHERE: {
        "channel_not_found", "not_in_channel", "is_archived", "is_inactive", "restricted_action",
        "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel", "restricted_action_thread_locked",
        "user_not_in_channel", "messages_tab_disabled", "posting_to_channel_denied",
        "cannot_reply_to_message", "cannot_dm_bot", "user_not_found", "user_disabled",
        "user_not_visible",
        "as_user_not_supported", "ekm_access_denied", "invalid_channel",
    },
    Next.PLAINER: {
        "invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long",
        "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema", "no_text",
        "invalid_arguments", "markdown_text_conflict", "too_many_attachments", "block_mismatch",
    },
    Next.CARD: {
        "file_upload_size_restricted", "file_uploads_disabled", "storage_limit_reached",
        "file_type_not_allowed", "file_uploads_except_images_disabled", "file_update_failed",
        "unknown_subtype", "blocked_file_type",
    },
}  # fmt: skip
# Nobody gets anything said with these; they are mended in Slack's settings, not by waiting.
LOCKED_OUT = {
    "token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed",
    "missing_scope", "not_allowed_token_type", "access_denied", "org_login_required",
}  # fmt: skip
BY_WORD = {word: next for next, words in NEXT.items() for word in words}


MOST_TRIES = 6  # before something is said in another way, and somebody is told


@value
class Trouble:
    """`down` tells that Slack itself did not answer; `hold` is how long it wants to be left alone."""

    next: Next
    error: str
    down: bool = False
    hold: float = 0.0

    def lasts(self, tries: int) -> bool:
        """After so many tries in vain it is no passing trouble of Slack's."""
        return not self.down and self.next is not Next.SLOWER and tries >= MOST_TRIES


def read(error: Exception) -> Trouble:
    """What an exception of a call to Slack means. What is not understood is a doubt."""
    if isinstance(error, SlackApiError):
        return _answered(error.response)
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | httpx.ConnectError | httpx.ConnectTimeout):
        return Trouble(Next.AGAIN, name, down=True)
    return Trouble(Next.DOUBT, name, down=True)


def _answered(response: Any) -> Trouble:
    """Slack's answer, as the SDK hands it over: its own object, or aiohttp's when it was no JSON."""
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    data = getattr(response, "data", None)
    word = str(data.get("error") or "") if isinstance(data, Mapping) else ""
    headers = getattr(response, "headers", None) or {}
    if status == HTTPStatus.TOO_MANY_REQUESTS or BY_WORD.get(word) is Next.SLOWER:
        return Trouble(Next.SLOWER, word or "ratelimited", hold=_hold(headers))
    if not word or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Trouble(Next.DOUBT, word or f"HTTP {status}", down=True)
    down = word in LOCKED_OUT or BY_WORD.get(word) is Next.DOUBT
    return Trouble(BY_WORD.get(word, Next.AGAIN), word, down=down)


def _hold(headers: Mapping[str, str]) -> float:
    found = [value for name, value in headers.items() if name.lower() == "retry-after"]
    return retry_after(found[0] if found else None)
