"""How recipes get at the bytes of files; `app` hands in what carries them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from genbot.domain.files import NotFetched, Unfit, Weight
from genbot.gen.assets import Blob, CreateDirectUpload
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained
from genbot.watches.trouble import NotAsked


class Files(Protocol):
    """A source is the id of a file in Slack, or an address on GEN's CDN. `who` is the errand whose
    card tells how far it is. All raise Unfit and NotFetched, which errands know what to do with."""

    async def take(self, source: str, most: int) -> bytes:
        """A small file, whole."""

    async def weigh(self, source: str, *, who: str) -> Weight:
        """Read it once, for what GEN wants to know first."""

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

    async def send(
        self, source: str, weight: Weight, to: str, headers: Mapping[str, str], *, who: str
    ) -> None:
        raise NotFetched("There is no way to files here.")


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
