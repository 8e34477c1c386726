"""How recipes get at the bytes of files; `app` hands in what carries them."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from genbot.domain.attachments import Attachment, seen
from genbot.domain.files import NotFetched, Proof, Unfit, Weight, Wrong
from genbot.gen.assets import Blob, CreateContentResource, CreateDirectUpload
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained
from genbot.watches.trouble import NotAsked

LONGEST_FILE = 255  # characters of a name
LONGEST_READ = 120.0  # seconds for a finished video; with GEN's answer well below a lease


class Files(Protocol):
    """A source is the id of a file in Slack, or an address on GEN's CDN. `who` is the errand whose
    card tells how far it is. All raise Unfit and NotFetched, which errands know what to do with."""

    async def take(self, source: str, most: int) -> bytes:
        """A small file, whole."""

    async def weigh(self, source: str, *, who: str) -> Weight:
        """Read it once, for what GEN wants to know first."""

    async def read(self, url: str) -> Proof:
        """Read a finished video at GEN once, for which file it is."""

    async def send(
        self, source: str, weight: Weight, to: str, headers: Mapping[str, str], *, who: str
    ) -> None:
        """Read it again, straight to where GEN wants it."""


class Nowhere:
    """Where nothing can be carried: whatever needs a file waits."""

    async def take(self, source: str, most: int) -> bytes:
        raise NotFetched("There is no way to files here.")

    async def weigh(self, source: str, *, who: str) -> Weight:
        raise NotFetched("There is no way to files here.")

    async def read(self, url: str) -> Proof:
        raise NotFetched("There is no way to files here.")

    async def send(
        self, source: str, weight: Weight, to: str, headers: Mapping[str, str], *, who: str
    ) -> None:
        raise NotFetched("There is no way to files here.")


async def proof(files: Files, url: str) -> Proof:
    """Which file is there now, or why nobody can tell."""
    try:
        async with asyncio.timeout(LONGEST_READ):
            return await files.read(url)
    except TimeoutError:
        return Proof(unread="It took too long.")
    except (NotFetched, Unfit) as why:
        return Proof(unread=str(why), wrong=isinstance(why, Wrong))


@contextmanager
def carried() -> Iterator[None]:
    """What is wrong with a file, in the watcher's words: asked again later, or never."""
    try:
        yield
    except NotFetched as why:
        raise NotAsked(str(why)) from why
    except Unfit as why:
        raise Explained(str(why)) from why


async def sent_up(gen: Ask, files: Files, source: str, weight: Weight, *, who: str) -> str:
    """Send it straight to where GEN wants it; returns the `signed_id` that makes a file of it."""
    blob = Blob(
        filename=weight.name,
        byte_size=weight.size,
        checksum=weight.checksum,
        content_type=weight.kind,
    )
    place = await gen(CreateDirectUpload(blob=blob))
    to = place.direct_upload
    await files.send(source, weight, to.url, to.headers, who=who)
    return place.signed_id


async def brought(gen: Ask, files: Files, file: Attachment, *, agent: str, who: str) -> Attachment:
    """The same file, in an agent's library; raises Unfit and NotFetched."""
    try:
        weight = await files.weigh(file.source, who=who)
    except Unfit as why:
        raise Unfit(f"{file.name}: {why}.") from why
    kind = weight.kind or file.kind
    if not kind or not seen(kind):
        raise Unfit(f"{file.name}: the agent takes pictures and videos only.")
    weight = replace(weight, name=(weight.name or file.name)[:LONGEST_FILE], kind=kind)
    signed = await sent_up(gen, files, file.source, weight, who=who)
    made = await gen(CreateContentResource(agent_id=agent, file=signed))
    return replace(
        file, name=weight.name, kind=kind, size=weight.size, signed_id=signed, url=made.url or ""
    )


def as_told(file: Attachment) -> dict[str, str]:
    """A file as the agent is told of it: GEN's own address of it, never Slack's."""
    told = {"signed_id": file.signed_id, "filename": file.name, "content_type": file.kind}
    return {**told, "url": file.url} if file.url else told
