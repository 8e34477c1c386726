"""An eye on the account at GEN: credits that run low, keys that end, each said in time."""

import logging

from genbot.flows import credits
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.store import Store

log = logging.getLogger(__name__)


class Account:
    """`round()` looks once; what cannot be seen now is seen the next time. `soon()` looks when nobody
    knows what is left for an agent: after the start, and when it is new here; once for each."""

    def __init__(self, gen: Ask, store: Store) -> None:
        self._gen, self._store = gen, store
        self._asked: set[str] = set()

    async def soon(self) -> None:
        unknown = set(await self._store.read(credits.unknown)) - self._asked
        if unknown:
            self._asked |= unknown
            await self.round()

    async def round(self) -> None:
        try:
            purses = await credits.purses(self._gen, await self._store.read(credits.agents))
            keys = await credits.keys(self._gen)
        except GenError as error:
            log.info("credits and keys could not be looked at: %s", type(error).__name__)
            return
        await self._store.unit(credits.noticed, purses)
        await self._store.unit(credits.ending, keys)
