"""Fetching files: only from hosts we were told, never from inside our own network."""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from genbot.domain.files import NotFetched, Unfit, Wrong
from genbot.domain.value import value
from genbot.slack.films import EBML

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
MOST_REDIRECTS = 3
TIMEOUT = httpx.Timeout(30.0)
HTTPS = 443
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.FORBIDDEN}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
ENOUGH, LONGEST_BOX = 64, 4096  # bytes
SOUND = {b"M4A ", b"M4B "}
NEITHER = {b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"crx "}
SUNG = (b"ID3", b"OggS", b"fLaC")
# What MP3 and AAC frames begin with; other bytes after the first one are no sound, or a text's mark.
FRAMES = {bytes((0xFF, second)) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xF1, 0xF9)}
# `is_global` calls addresses global that nobody in the world can have (RFC 4291, 3879, 8215, 9637).
UNICAST = ipaddress.ip_network("2000::/3")
EXAMPLES = ipaddress.ip_network("3fff::/20")


@value
class Clip:
    """A file on its way: its exact size, and its bytes, never more of them than that."""

    size: int
    chunks: AsyncIterator[bytes]


class Media:
    """`hosts` may be fetched from with https. One written with its port (`127.0.0.1:8000`) may use
    plain http and a private address; one that begins with a dot stands for all below it. They are
    shown the `token` of the moment, and nobody else is.

    `http` should be made with `trust_env=False`: a proxy would decide for us where a name leads.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        hosts: Iterable[str],
        resolve: Resolve | None = None,
        *,
        token: Callable[[], str | None] | None = None,
    ) -> None:
        self._http, self._hosts = http, tuple(hosts)
        self._resolve = resolve or addresses
        self._token = token

    def trusts(self, url: str) -> bool:
        """Whether it leads to one of our own machines."""
        try:
            return self._checked(url)[1]
        except Unfit:
            return False

    @asynccontextmanager
    async def open(self, url: str, most: int, kind: str = "video") -> AsyncIterator[Clip]:
        """The video (or sound) at `url`; raises Unfit when it may not be had, is gone, larger than
        `most`, or something else than that, whatever its name or its sender says."""
        async with self.fetch(url, most) as clip:
            head = await _beginning(clip.chunks)
            fits, noun = KINDS[kind]
            if not fits(head):
                raise Wrong(f"it is not {noun}")
            yield Clip(clip.size, _whole(head, clip.chunks))

    @asynccontextmanager
    async def fetch(self, url: str, most: int) -> AsyncIterator[Clip]:
        """The file at `url`, whatever it is; raises Unfit when it may not be had, is gone, or larger
        than `most`."""
        response = await self._get(url)
        try:
            yield Clip(_size(response, most), response.aiter_raw())
        finally:
            await response.aclose()

    async def _get(self, url: str) -> httpx.Response:
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._http.send(
                await self._request(url), stream=True, follow_redirects=False
            )
            if not response.is_redirect:
                return response
            await response.aclose()
            url = urljoin(url, response.headers.get("location", ""))
        raise Unfit("it is redirected too often")

    async def _request(self, url: str) -> httpx.Request:
        """A request to one checked address, so that the name cannot lead elsewhere meanwhile."""
        parts, trusted = self._checked(url)
        host, port = parts.hostname or "", parts.port or (HTTPS if parts.scheme == "https" else 80)
        found = await self._resolve(host, port)
        if not found:
            raise NotFetched(f"{host} has no address")
        if not trusted and not all(public(ipaddress.ip_address(one)) for one in found):
            raise Unfit("its host is in a private network")
        address = f"[{found[0]}]" if ":" in found[0] else found[0]
        target = parts._replace(netloc=f"{address}:{port}", fragment="").geturl()
        headers = {"Host": parts.netloc, "Accept-Encoding": "identity"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token()}"
        return self._http.build_request(
            "GET", target, headers=headers, timeout=TIMEOUT, extensions={"sni_hostname": host}
        )

    def _checked(self, url: str) -> tuple[SplitResult, bool]:
        """The parts of an address we may fetch, and whether it is one of our own machines."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            raise Unfit("its address cannot be read") from None
        if parts.username is not None or not host:
            raise Unfit("its address is not a plain one")
        if f"{host}:{port}" in self._hosts and parts.scheme in {"http", "https"}:
            return parts, True
        if parts.scheme != "https" or port not in {None, HTTPS}:
            raise Unfit("its address is not a plain https one")
        if not any(host == one or (one[:1] == "." and host.endswith(one)) for one in self._hosts):
            raise Unfit("its host is not one I may fetch from")
        return parts, False


def public(address: Address) -> bool:
    """Whether an address is out in the world, looking through the ways to wrap another in it."""
    inner = _wrapped(address) if isinstance(address, ipaddress.IPv6Address) else None
    if inner is not None:
        return public(inner)
    if address.version == 6 and (address not in UNICAST or address in EXAMPLES):  # noqa: PLR2004
        return False
    return address.is_global and not address.is_multicast


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    low = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in NAT64 or int(address) >> 32 == 0:
        return low
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


async def addresses(host: str, port: int) -> Sequence[str]:
    """Where a name leads, asked of the system once."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def is_video(head: bytes) -> bool:
    """Whether a file begins as MP4, QuickTime, WebM or Matroska do. A web page or a script that
    only has the right word in the right place does not: its first box would be absurdly long."""
    if head.startswith(EBML):
        return b"webm" in head or b"matroska" in head
    return _boxed(head) and head[8:12] not in NEITHER | SOUND


def is_sound(head: bytes) -> bool:
    """Whether a file begins as MP3, AAC, M4A, WAV, Ogg or FLAC do, or is a film, which has sound."""
    wave = head[:4] == b"RIFF" and head[8:12] == b"WAVE"
    boxed = _boxed(head) and head[8:12] not in NEITHER
    return head.startswith(SUNG) or head[:2] in FRAMES or wave or boxed


KINDS = {"video": (is_video, "a video"), "sound": (is_sound, "sound")}


def _boxed(head: bytes) -> bool:
    """Whether its first box is one of a film, with no more than a brand in it."""
    box = int.from_bytes(head[:4])
    return 16 <= box <= LONGEST_BOX and box % 4 == 0 and head[4:8] == b"ftyp"  # noqa: PLR2004


async def _beginning(chunks: AsyncIterator[bytes]) -> bytes:
    """As many of the first chunks as it takes to tell what it is."""
    head = b""
    while len(head) < ENOUGH and (more := await anext(chunks, b"")):
        head += more
    return head


async def _whole(head: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield head
    async for chunk in chunks:
        yield chunk


def _size(response: httpx.Response, most: int) -> int:
    if response.status_code in GONE:
        raise Wrong("it is not there any more")
    if response.status_code != HTTPStatus.OK:
        raise NotFetched(f"HTTP {response.status_code}")
    length = response.headers.get("content-length", "")
    if not length.isdecimal() or int(length) == 0 or "content-encoding" in response.headers:
        raise Unfit("its size is not told")
    if int(length) > most:
        raise Unfit("it is too large")
    return int(length)
