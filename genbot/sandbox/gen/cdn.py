"""The pretend CDN: public, with byte ranges, gone when deleted."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from genbot.sandbox.gen.media import MEDIA, clip_bytes, file_bytes, linked
from genbot.sandbox.gen.state import Gen

_TYPES = {".mp4": "video/mp4", ".jpg": "image/jpeg", ".m4a": "audio/mp4"}
_CHUNK = 256 * 1024


def attach(app: web.Application, gen: Gen) -> None:
    files = Files(gen)
    app.router.add_get("/cdn/covers/{name}", files.still)
    app.router.add_get("/cdn/library/{name}", files.still)
    app.router.add_get("/cdn/{folder:outputs|thumbnails|uploads}/{name:.+}", files.stored)
    app.router.add_put("/cdn/direct/{key}", files.receive)


@dataclass(frozen=True, slots=True)
class Files:
    """Everything that is fetched without a key."""

    gen: Gen

    async def still(self, request: web.Request) -> web.StreamResponse:
        """A file of the media folder: covers, and the footage ideas choose from."""
        name = request.match_info["name"]
        if Path(name).suffix not in _TYPES or not (MEDIA / name).is_file():
            raise web.HTTPNotFound
        return await _send(request, clip_bytes(name), _TYPES[Path(name).suffix])

    async def stored(self, request: web.Request) -> web.StreamResponse:
        """What was generated or uploaded, until it is deleted."""
        self.gen.catch_up()
        resource = linked(self.gen, request.raw_path)
        if resource is None:
            raise web.HTTPNotFound
        if request.match_info["folder"] == "thumbnails":
            return await _send(request, file_bytes(resource, thumbnail=True), "image/jpeg")
        return await _send(request, file_bytes(resource), resource.content_type, resource.padding)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """The second step of a direct upload: the very bytes that were announced."""
        blob = self.gen.uploads.get(request.match_info["key"])
        data = await request.read()
        if blob is None:
            raise web.HTTPForbidden(reason="The upload address is not known")
        digest = base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()
        if (len(data), digest) != (blob["byte_size"], blob["checksum"]):
            raise web.HTTPBadRequest(reason="The file is not the one that was announced")
        blob["data"] = data
        return web.Response()


async def _send(
    request: web.Request, body: bytes, content_type: str, padding: int = 0
) -> web.StreamResponse:
    """All of it or the range that was asked for; `padding` zeros behind it make a file huge."""
    size = len(body) + padding
    try:
        wanted = request.http_range
    except ValueError:
        return _unsatisfiable(size)
    begin, end, _ = wanted.indices(size)
    partial = wanted.start is not None or wanted.stop is not None
    if partial and begin >= end:
        return _unsatisfiable(size)
    headers = {"Accept-Ranges": "bytes", "Content-Type": content_type}
    if partial:
        headers["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    status = 206 if partial else 200
    if padding:
        return await _pour(
            request,
            web.StreamResponse(status=status, headers=headers),
            body[begin:end],
            end - begin,
        )
    return web.Response(body=body[begin:end], status=status, headers=headers)


async def _pour(
    request: web.Request, answer: web.StreamResponse, body: bytes, length: int
) -> web.StreamResponse:
    """A huge file, never held in memory."""
    answer.content_length = length
    await answer.prepare(request)
    if request.method == "HEAD":
        return answer
    await answer.write(body)
    left = length - len(body)
    while left > 0:
        await answer.write(bytes(min(left, _CHUNK)))
        left -= _CHUNK
    return answer


def _unsatisfiable(size: int) -> web.Response:
    return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
