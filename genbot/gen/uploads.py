"""A file of up to a gigabyte on its way to GEN: announced, sent in pieces, made a resource."""

import asyncio
import base64
import hashlib
import mimetypes
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from genbot.gen.assets import (
    ONE_GIGABYTE,
    Blob,
    ContentResource,
    CreateContentResource,
    CreateDirectUpload,
    Destination,
)
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained, NotSent, Unclear

PIECE = 2**18


async def upload(
    ask: Ask,
    http: httpx.AsyncClient,
    file: Path,
    agent_id: str,
    *,
    folder_id: str | None = None,
    content_type: str = "",
) -> ContentResource:
    """The resource that this file became (page "Content Resources": direct upload in three steps).

    Never more than a piece of it is in memory. Raises Explained for a file of more than 1 GB, and
    any GenError on the way; nothing is kept at GEN before the last step.
    """
    kind = content_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    blob = await asyncio.to_thread(_announced, file, kind)
    prepared = await ask(CreateDirectUpload(blob=blob))
    await _put(http, prepared.direct_upload, file, blob.byte_size)
    made = CreateContentResource(agent_id=agent_id, file=prepared.signed_id, folder_id=folder_id)
    return await ask(made)


def _announced(file: Path, kind: str) -> Blob:
    size = file.stat().st_size
    if size > ONE_GIGABYTE:
        raise Explained(f"{file.name} has {size:,} bytes; GEN takes up to {ONE_GIGABYTE:,}.")
    return Blob(filename=file.name, byte_size=size, checksum=_checksum(file), content_type=kind)


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False))
    return base64.b64encode(digest.digest()).decode()


async def _put(http: httpx.AsyncClient, to: Destination, file: Path, size: int) -> None:
    headers = {**to.headers, "Content-Length": str(size)}
    try:
        answer = await http.put(to.url, content=_pieces(file), headers=headers, timeout=60)
    except httpx.ConnectError as never:
        raise NotSent("could not reach the place for the file") from never
    except httpx.HTTPError as cut:
        raise Unclear(f"the file was not taken ({type(cut).__name__})") from cut
    if not answer.is_success:
        raise Unclear(f"the place for the file answered {answer.status_code}")


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    opened = await asyncio.to_thread(file.open, "rb")
    with opened:
        while piece := await asyncio.to_thread(opened.read, PIECE):
            yield piece
