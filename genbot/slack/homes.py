"""Home tabs on people's screens: shown at a visit, and anew when what they show has changed."""

import asyncio
import logging

from genbot.domain.posts import Block
from genbot.slack import home, trouble
from genbot.slack.identity import code
from genbot.slack.tools import Tools

log = logging.getLogger(__name__)
PATIENCE = 10.0  # for Slack


class Homes:
    """`show()` answers a visit; `round()` keeps up to date what somebody may be looking at. Neither
    asks GEN for anything: what is left there is looked at anyway."""

    def __init__(self, tools: Tools) -> None:
        self._store, self._client = tools.store, tools.client

    async def show(self, user: str) -> None:
        view = await self._store.read(home.home, user)
        if await self._put(user, view):
            await self._store.unit(home.shown, user, view)

    async def round(self) -> None:
        for user in await self._store.read(home.looking):
            view = await self._store.read(home.changed, user)
            if view is None:
                continue
            if not await self._put(user, view):
                return  # Slack is away: the others would fare no better
            await self._store.unit(home.shown, user, view, visit=False)

    async def _put(self, user: str, view: Block) -> bool:
        """False when Slack is away. A view it does not want is not shown to it again and again."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._client.views_publish(user_id=user, view=view)
        except Exception as error:  # noqa: BLE001  it is drawn anew at the next visit
            log.info("the Home tab could not be shown: %s", code(error))
            return not trouble.read(error).down
        return True
