"""An eye on the account at GEN: credits that run low, keys that end, each said in time; its agents' names."""

import logging

from genbot.flows import account, agents, credits
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError, NotAllowed
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
        await self._names()
        try:
            purses = await credits.purses(self._gen, await self._store.read(credits.agents))
            keys = await credits.keys(self._gen)
        except GenError as error:
            _unseen("credits and keys", error)
        else:
            await self._store.unit(credits.noticed, purses)
            await self._store.unit(credits.ending, keys)

    async def _names(self) -> None:
        try:
            named = await account.agents(self._gen)
        except GenError as error:
            _unseen("the agents' names", error)
        else:
            await self._store.unit(agents.told, named)


def _unseen(what: str, error: GenError) -> None:
    """A key that is refused needs somebody; all else passes."""
    level = logging.WARNING if isinstance(error, NotAllowed) else logging.INFO
    log.log(level, "%s could not be looked at: %s", what, error)
