"""Files into threads: streamed from GEN's CDN straight into Slack, and our own as they are."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from genbot.domain.files import NotFetched, Unfit
from genbot.slack import trouble
from genbot.slack.media import Clip, Media
from genbot.store.outbox import Outgoing

LONGEST = 900.0  # seconds for one video
PATIENCE = 30.0  # for the last step
NO_SCOPE = "missing_scope"


class Uploads:
    """The three steps of an upload (platform notes 2.10). Nothing is seen before the last."""

    def __init__(
        self, client: AsyncWebClient, http: httpx.AsyncClient, media: Media, most: int
    ) -> None:
        self._client, self._http, self._media, self._most = client, http, media, most

    async def send(self, row: Outgoing) -> str:
        """Show the file in its thread; returns the message's ts, or the file's id where Slack does
        not tell it yet.

        Raises Unfit when a card must say it instead, NotFetched while nothing was shown, and what
        the last step raises as it is: then nobody knows.
        """
        try:
            async with asyncio.timeout(LONGEST):
                file = await self._bring(row)
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise NotFetched(type(error).__name__) from error
        except SlackApiError as error:
            raise _before_the_end(error) from error
        async with asyncio.timeout(PATIENCE):
            done = await self._client.files_completeUploadExternal(
                files=[{"id": file, "title": row.body["title"]}],
                channel_id=row.channel,
                thread_ts=row.thread_ts or None,
            )
        return _shared_as(done.get("files") or [], row.channel) or file

    async def _bring(self, row: Outgoing) -> str:
        async with self._opened(row) as clip:
            place = await self._client.files_getUploadURLExternal(
                filename=row.body["name"], length=clip.size
            )
            await self._pour(clip, str(place["upload_url"]))
        return str(place["file_id"])

    @asynccontextmanager
    async def _opened(self, row: Outgoing) -> AsyncIterator[Clip]:
        if content := row.body.get("content"):
            ours = base64.b64decode(content)
            yield Clip(len(ours), _once(ours))
            return
        kind = "sound" if row.body.get("sound") else "video"
        async with self._media.open(row.body["url"], self._most, kind) as clip:
            yield clip

    async def _pour(self, clip: Clip, upload_url: str) -> None:
        headers = {"Content-Length": str(clip.size), "Content-Type": "application/octet-stream"}
        taken = await self._http.post(
            upload_url, content=clip.chunks, headers=headers, timeout=httpx.Timeout(60.0)
        )
        if not taken.is_success:
            raise NotFetched(f"Slack's upload: HTTP {taken.status_code}")


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _before_the_end(error: SlackApiError) -> Exception:
    """What an error means while nothing was shown: it cannot be doubtful."""
    found = trouble.read(error)
    if found.error == NO_SCOPE or found.next is trouble.Next.CARD:
        return Unfit(f"Slack does not take it (it says {found.error})")
    return error if found.next is trouble.Next.SLOWER else NotFetched(found.error)


def _shared_as(files: list[dict[str, Any]], channel: str) -> str:
    for file in files:
        for kind in ("public", "private"):
            for place in ((file.get("shares") or {}).get(kind) or {}).get(channel) or ():
                return str(place.get("ts") or "")
    return ""
