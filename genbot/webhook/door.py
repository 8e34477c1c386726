"""Where GEN calls: any body, in any order, any number of times; a call is only a hint to look sooner."""

import asyncio
import re

from aiohttp import web
from pydantic import SecretStr

from genbot.flows import hints
from genbot.flows.hints import Hint
from genbot.store import Store
from genbot.webhook.address import PATH, fits

LARGEST = 1_000_000  # bytes of a body
READ = 65_536  # bytes in which ids are looked for
PATIENCE = 5.0  # seconds for a whole body: nobody keeps the door open by sending slowly
MOST_WORDS, MOST_HINTS = 500, 100  # of a body; between two rounds
WORD = re.compile(rb"[\w-]{1,64}", re.ASCII)


class Door:
    """Calls are answered at once and taken to the store by `round`, many in one transaction.

    Nothing that is lost here is missed: without a call, looks come at their usual pace.
    """

    def __init__(self, store: Store, secret: SecretStr, patience: float = PATIENCE) -> None:
        self._store, self._secret, self._patience = store, secret, patience
        self._heard: list[Hint] = []

    def routes(self) -> list[web.RouteDef]:
        """`POST /gen/<agent>/<secret>`."""
        return [web.post(PATH, self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """202 whatever is said, 404 to who does not know the address, 413 and 408 to floods."""
        agent = request.match_info["agent"]
        if not fits(self._secret, agent, request.match_info["seal"]):
            return web.Response(status=404)
        try:
            async with asyncio.timeout(self._patience):
                body = await _beginning(request)
        except TimeoutError:
            return web.Response(status=408)
        if body is None:
            return web.Response(status=413)
        self.hear(agent, body)
        return web.Response(status=202)

    def hear(self, agent: str, body: bytes) -> None:
        """Keep what may be meant until the next round; of a flood, only that there was one."""
        words = {word.decode() for word in WORD.findall(body)}
        if len(self._heard) >= MOST_HINTS or len(words) > MOST_WORDS:
            words = set()
        hint = Hint(agent, frozenset(words))
        if hint not in self._heard:
            self._heard.append(hint)

    async def round(self) -> None:
        """Tell the store; half a second of calls is one transaction."""
        if self._heard:
            heard, self._heard = self._heard, []
            await self._store.unit(hints.heard, heard)


async def _beginning(request: web.Request) -> bytes | None:
    """As much of the body as is looked at; all of it is read, unless it is too large."""
    body, size = b"", 0
    async for chunk in request.content.iter_chunked(READ):
        size += len(chunk)
        if size > LARGEST:
            return None
        body += chunk[: READ - len(body)]
    return body
