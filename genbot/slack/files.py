"""Files on their way: read where they are, weighed, sent on piece by piece, never wholly in memory."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
from slack_sdk.web.async_client import AsyncWebClient

from genbot.domain.files import NotFetched, Proof, Unfit, Weight
from genbot.slack import trouble
from genbot.slack.films import Film
from genbot.slack.media import Clip, Media

ONE_GIGABYTE = 1024**3
AT_ONCE = 4  # large files on their way; the others wait for their turn
LONGEST = 3600.0  # seconds for one way of one file
PATIENCE = 20.0  # seconds for Slack to say where a file is
SAID_EACH = 2.0  # seconds between two words about how far it is
UNSEEN = {
    "missing_scope": "I may not read files yet: whoever installed me has to install me again",
    "file_not_found": "I cannot see that file: invite me into its channel, then try again",
    "file_deleted": "somebody deleted it in Slack",
}
Heard = Callable[[str, str, int, int], Awaitable[object]]


class Files:
    """What recipes get to carry files with. A source is the id of a file in Slack, or an address.

    `slack` and `cdn` fetch from their hosts only; `heard(who, step, done, size)` is told how far the
    file of an errand is, `now` is a clock for not telling it too often.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        http: httpx.AsyncClient,
        slack: Media,
        cdn: Media,
        heard: Heard,
        now: Callable[[], float],
    ) -> None:
        self._client, self._http, self._slack, self._cdn = client, http, slack, cdn
        self._heard, self._now = heard, now
        self._under_way = 0

    async def take(self, source: str, most: int) -> bytes:
        """A small file, whole; raises Unfit and NotFetched."""
        async with self._open(source, most) as clip:
            return b"".join([piece async for piece in clip.chunks])

    async def weigh(self, source: str, *, who: str) -> Weight:
        """Read it once, for its size and its MD5; raises Unfit and NotFetched."""
        digest = hashlib.md5(usedforsecurity=False)
        with self._turn():
            told = await self._known(source, ONE_GIGABYTE)
            async with self._open(source, ONE_GIGABYTE) as clip:
                async for piece in self._told(clip, who, "read"):
                    digest.update(piece)
        checksum = base64.b64encode(digest.digest()).decode()
        name, kind = str(told.get("name") or ""), str(told.get("mimetype") or "")
        return Weight(clip.size, checksum, name, kind)

    async def read(self, url: str) -> Proof:
        """Read a finished video at GEN once, at once: nobody's file keeps it waiting; raises Unfit
        and NotFetched."""
        digest, film = hashlib.sha256(), Film()
        async with self._open(url, ONE_GIGABYTE, "video") as clip:
            async for piece in clip.chunks:
                digest.update(piece)
                film.feed(piece)
        return Proof(digest.hexdigest(), clip.size, film=film.kind, seconds=film.seconds)

    async def send(
        self, source: str, weight: Weight, to: str, headers: Mapping[str, str], *, who: str
    ) -> None:
        """Read it again, straight to where GEN wants it; raises Unfit and NotFetched."""
        if not (to.startswith("https://") or self._cdn.trusts(to)):
            raise Unfit("GEN's place for files is not a safe one")
        sized = {**headers, "Content-Length": str(weight.size)}
        with self._turn():
            async with self._open(source, weight.size) as clip:
                if clip.size != weight.size:
                    raise Unfit("it changed while I was reading it")
                told = self._told(clip, who, "sent")
                taken = await self._http.put(to, content=told, headers=sized, timeout=60.0)
        if not taken.is_success:
            raise NotFetched("GEN's place for files did not take it.")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One of a few places for large files."""
        if self._under_way >= AT_ONCE:
            raise NotFetched("Other files go first.")
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    @asynccontextmanager
    async def _open(self, source: str, most: int, kind: str = "") -> AsyncIterator[Clip]:
        """Its bytes; of what it is only a `kind` of media.py is looked at."""
        try:
            async with asyncio.timeout(LONGEST):
                told = await self._known(source, most)
                url = str(told.get("url_private_download") or told.get("url_private") or source)
                place = self._slack if told else self._cdn
                way = place.open(url, most, kind) if kind else place.fetch(url, most)
                async with way as clip:
                    if told and clip.size != told.get("size"):
                        raise Unfit("Slack gave me something other than the file")
                    yield clip
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise NotFetched("The file did not come through.") from error

    async def _known(self, source: str, most: int) -> dict[str, Any]:
        """What Slack says of a file now (people may have deleted it since); of an address nothing."""
        if "://" in source:
            return {}
        try:
            async with asyncio.timeout(PATIENCE):
                told = (await self._client.files_info(file=source))["file"]
        except Exception as error:
            raise _unseen(trouble.read(error).error) from error
        if told.get("is_external"):
            raise Unfit("it lies outside of Slack; save it there first")
        if int(told.get("size") or 0) > most:
            raise Unfit("it is too large")
        return dict(told)

    async def _told(self, clip: Clip, who: str, step: str) -> AsyncIterator[bytes]:
        done, next_word = 0, self._now() + SAID_EACH
        async for piece in clip.chunks:
            yield piece
            done += len(piece)
            if self._now() >= next_word:
                next_word = self._now() + SAID_EACH
                await self._heard(who, step, done, clip.size)


def _unseen(error: str) -> Exception:
    why = UNSEEN.get(error)
    return Unfit(why) if why else NotFetched("Slack does not give me the file at the moment.")
