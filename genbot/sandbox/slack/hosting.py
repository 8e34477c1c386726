"""Bytes: uploads taken in, files given out in ranges, and the page itself."""

from __future__ import annotations

import re
from pathlib import Path

from aiohttp import BodyPartReader, web

from genbot.sandbox.slack.errors import Refused
from genbot.sandbox.slack.workspace import SLACK, Slack

PAGE = Path(__file__).parent.parent / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
}
FRESH = {"Cache-Control": "no-store"}


async def upload(request: web.Request) -> web.Response:
    """POST /upload/<id>: step two of an upload, raw bytes or a multipart form, without a token."""
    slack = request.app[SLACK]
    file = slack.files.get(request.match_info["id"])
    if file is None or file["id"] in slack.shared:
        slack.refuse("upload", "file_not_found")
        return web.Response(status=404, text="no such upload")
    content = await _content(request)
    if len(content) != file["size"]:
        slack.refuse("upload", "size_mismatch", f"{len(content)} bytes, {file['size']} announced")
        return web.Response(status=400, text="size mismatch")
    slack.contents[file["id"]] = content
    slack.calls["upload"] += 1
    return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.content.read(-1)
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader):
            return bytes(await part.read(decode=False))
    return b""


async def file(request: web.Request) -> web.StreamResponse:
    """GET /files/<id>/<name>, whole or in a range, so that a video can be wound."""
    slack = request.app[SLACK]
    if not _may_read(request, slack):
        raise web.HTTPFound(f"/?redir={request.path}")
    about = slack.files.get(request.match_info["id"])
    content = slack.contents.get(request.match_info["id"])
    if about is None or content is None:
        raise web.HTTPNotFound(text="no such file")
    headers = {"Accept-Ranges": "bytes", "Content-Type": about["mimetype"], **FRESH}
    if "download" in request.query:
        headers["Content-Disposition"] = "attachment"
    wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("Range", ""))
    if wanted is None or not any(wanted.groups()):
        return web.Response(body=content, headers=headers)
    return _range(content, wanted.group(1), wanted.group(2), headers)


def _may_read(request: web.Request, slack: Slack) -> bool:
    """The page, whose browser says so, and an app with its token and the scope; others are sent to
    the front door, as Slack does."""
    token = request.headers.get("Authorization", "")
    if not token:
        return "Sec-Fetch-Site" in request.headers
    try:
        slack.registry.check(token.removeprefix("Bearer "))
    except Refused:
        return False
    return slack.app.may("files:read")


def _range(content: bytes, first: str, last: str, headers: dict[str, str]) -> web.Response:
    size = len(content)
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or end < start:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    about = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return web.Response(status=206, body=content[start : end + 1], headers=headers | about)


async def page(request: web.Request) -> web.Response:
    """The page at /, its parts below /page/; always fresh."""
    name = request.match_info.get("name", "index.html")
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound(text=f"there is no {name}")
    kind = TYPES.get(path.suffix, "application/octet-stream")
    charset = "utf-8" if kind.startswith("text/") or path.suffix in (".svg", ".json") else None
    return web.Response(body=path.read_bytes(), content_type=kind, charset=charset, headers=FRESH)


ROUTES = [
    web.post("/upload/{id}", upload),
    web.get("/files/{id}/{name}", file),
    web.get("/", page),
    web.get("/page/{name:.+}", page),
]
