"""One message at a time: posted, updated, whispered, and looked for again when in doubt."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from genbot.cards.kit import small
from genbot.cards.text import escape, shorten
from genbot.domain.value import value
from genbot.slack.pacer import Pacer
from genbot.slack.rooms import PEOPLE
from genbot.store.outbox import Outgoing

EVENT = "genbot_post"
LOOK_BACK = 900.0  # seconds before it was said: clocks differ, ours by ten minutes at worst
PAGE, MOST_PAGES = 100, 10
PLAIN = 3_000
POST, UPDATE, WHISPER = "chat.postMessage", "chat.update", "chat.postEphemeral"
UPLOAD = "files.completeUploadExternal"
QUIET = {"unfurl_links": False, "unfurl_media": False, "link_names": False}


class Wait(Exception):
    """Not yet, or it would be faster than Slack allows."""

    def __init__(self, method: str, seconds: float) -> None:
        super().__init__(method, seconds)
        self.method, self.seconds = method, seconds


@value
class Found:
    """A message of ours, and which revision it shows (0: that cannot be seen)."""

    ts: str
    rev: int
    channel: str = ""  # where Slack put it: a person's id means their private talk only at first


class Letters:
    """Slack's calls for rows of the outbox. Each raises Wait when its bucket is empty."""

    def __init__(self, client: AsyncWebClient, pacer: Pacer) -> None:
        self._client, self._pacer = client, pacer

    async def deliver(self, row: Outgoing, body: Mapping[str, Any]) -> Found:
        """Say `body` as this row's message. A video's row is said in words here."""
        words = {"text": body["text"], "blocks": list(body.get("blocks") or ())}
        name = POST if row.kind == "upload" else method(row)
        self.pace(name, row.channel, hurry=row.hurry)
        where = {"channel": row.channel, **({"ts": row.ts} if row.ts else {})}
        if row.thread_ts and not row.ts:
            where["thread_ts"] = row.thread_ts
        if name == WHISPER:
            said = {**where, **words, "user": row.user, "link_names": False}
            return Found(str((await self._client.api_call(name, json=said))["message_ts"]), row.rev)
        about = {"event_type": EVENT, "event_payload": {"slot": row.slot, "rev": row.rev}}
        said = {**where, **words, **QUIET, "metadata": about}
        answer = await self._client.api_call(name, json=said)
        return Found(str(answer["ts"]), row.rev, str(answer.get("channel") or ""))

    async def find(self, row: Outgoing) -> Found | None:
        """The message that an earlier attempt may have left: by its metadata, a file by its name."""
        if row.kind == "whisper" or row.channel.startswith(PEOPLE):
            return None  # cannot be looked for; once too often is better than never
        async for message in self._since(row):
            about = (message.get("metadata") or {}).get("event_payload") or {}
            if about.get("slot") == row.slot:
                return Found(str(message["ts"]), int(about.get("rev") or 0))
            files = message.get("files") or () if row.kind == "upload" else ()
            if any(_is(file, row.body) for file in files):
                return Found(str(message["ts"]), row.rev)
        return None

    def pace(self, name: str, channel: str, *, hurry: bool = False) -> None:
        if (seconds := self._pacer.wait(name, channel, hurry=hurry)) > 0:
            raise Wait(name, seconds)

    async def _since(self, row: Outgoing) -> AsyncIterator[dict[str, Any]]:
        """Messages of the row's thread or channel from when it was first said."""
        cursor = ""
        for _ in range(MOST_PAGES):
            self.pace(where(row), row.channel)
            page = await self._client.api_call(
                where(row), params=_asked(row, cursor), http_verb="GET"
            )
            for message in page.get("messages") or ():
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def method(row: Outgoing) -> str:
    """What Slack calls the way to deliver this row."""
    if row.kind != "post":
        return WHISPER if row.kind == "whisper" else UPLOAD
    return UPDATE if row.ts else POST


def where(row: Outgoing) -> str:
    """What Slack calls the way to look for this row."""
    return "conversations.replies" if row.thread_ts else "conversations.history"


def plainer(body: Mapping[str, Any]) -> dict[str, Any]:
    """The words alone, short enough for certain."""
    return {"text": shorten(str(body.get("text") or ""), PLAIN) or "…", "blocks": []}


def because(body: Mapping[str, Any], why: str) -> dict[str, Any]:
    """What is said instead of a video, with the reason: whoever approves should know it."""
    reason = escape(f"Not shown here, because {why}.")
    if not body.get("blocks"):
        return {**body, "text": f"{body['text']} {reason}"}
    return {**body, "blocks": [*body["blocks"], small(reason)]}


def _asked(row: Outgoing, cursor: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"channel": row.channel, "limit": PAGE, "include_all_metadata": True}
    asked["oldest"] = f"{max(0.0, row.made - LOOK_BACK):.6f}"
    if row.thread_ts:
        asked["ts"] = row.thread_ts
    return {**asked, "cursor": cursor} if cursor else asked


def _is(file: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return file.get("name") == body.get("name") and file.get("title") == body.get("title")
