"""Forms on people's screens: opened, brought up to date, filled in when GEN has answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError

from genbot.cards import answers
from genbot.domain.posts import Block
from genbot.slack import asks, trouble
from genbot.slack.asks import Ask
from genbot.slack.homes import Homes
from genbot.slack.identity import code
from genbot.slack.once import broken, kept, window
from genbot.slack.table import Row
from genbot.slack.tools import Tools

log = logging.getLogger(__name__)
SLACK_PATIENCE = 10.0  # for Slack, to show a form
Given = Callable[[Row, Ask], Awaitable[tuple[Any, ...]]]
Sorry = Callable[[BaseException, str], str]


class Screens:
    """`given` asks GEN what a form needs, `sorry` makes the sentence for an error."""

    def __init__(self, tools: Tools, given: Given, sorry: Sorry) -> None:
        self._store, self._client = tools.store, tools.client
        self._given, self._sorry = given, sorry
        self.homes = Homes(tools)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show(self, row: Row, ask: Ask, view: Block) -> None:
        """Open a form, or show it in the window in which it was asked for; then fill it in."""
        if view["type"] == "home":
            await self.homes.show(ask.user)
            return
        try:
            window_id, shown = await self._put(ask, view)
        except Exception as error:  # noqa: BLE001  whoever asked is told, whatever it was
            log.warning("the form of %s could not be opened: %s", row.name, code(error))
            await self._store.unit(broken, ask)
            return
        await self.complete(row, ask, window_id, shown)

    async def complete(self, row: Row, ask: Ask, window_id: str, shown: str = "") -> None:
        """The form is on the screen: fill in what GEN is asked for, and the promise is kept."""
        if row.loading:
            await self._fill(row, ask, window_id, shown)
        await self._store.unit(kept, ask)

    async def _put(self, ask: Ask, view: Block) -> tuple[str, str]:
        """The window, and Slack's mark of what it shows. Two quick presses in one window are shown in
        the order in which they were decided: the older page never comes last."""
        if ask.window:
            async with self._turns.setdefault(ask.window, asyncio.Lock()):
                return ask.window, await self._update(ask, ask.window, view)
        async with asyncio.timeout(SLACK_PATIENCE):
            sealed = asks.seal(view, ask.place)
            opened = await self._client.views_open(trigger_id=ask.trigger, view=sealed)
        return str(opened["view"]["id"]), str(opened["view"].get("hash") or "")

    async def _update(self, ask: Ask, window_id: str, view: Block, shown: str = "") -> str:
        """Slack refuses a whole window for one picture it cannot fetch; then it is shown without. With
        the mark of what is `shown` it is refused when the window shows something else by now."""
        sealed = asks.seal(view, ask.place)
        only: dict[str, Any] = {"hash": shown} if shown else {}
        show = partial(self._client.views_update, view_id=window_id, **only)
        async with asyncio.timeout(SLACK_PATIENCE):
            try:
                answer = await show(view=sealed)
            except SlackApiError as error:
                if trouble.read(error).next is not trouble.Next.PLAINER:
                    raise
                log.info("a form is shown without its pictures: %s", code(error))
                answer = await show(view=plainer(sealed))
        return str(answer["view"].get("hash") or "")

    async def _fill(self, row: Row, ask: Ask, window_id: str, shown: str) -> None:
        try:
            given = await self._given(row, ask)
            view = window(await self._store.read(row.run, ask, *given))
        except Exception as error:  # noqa: BLE001  the person is told, whatever it was
            view = window(answers.note(self._sorry(error, row.name)))
        try:
            await self._update(ask, window_id, view, shown)
        except Exception as error:  # noqa: BLE001  closed, or turned to something else meanwhile
            log.info("the form of %s could not be filled in: %s", row.name, code(error))
            if trouble.read(error).next is trouble.Next.PLAINER:  # else it would go on waiting
                await self._say(ask, window_id, self._sorry(error, row.name), shown)

    async def _say(self, ask: Ask, window_id: str, words: str, shown: str) -> None:
        try:
            await self._update(ask, window_id, window(answers.note(words)), shown)
        except Exception as error:  # noqa: BLE001  closed
            log.info("a form stays as it is: %s", code(error))


def plainer(view: Block) -> Block:
    """The same window without its pictures."""
    blocks = [block for block in view["blocks"] if block["type"] != "image"]
    return {**view, "blocks": [_bare(block) for block in blocks]}


def _bare(block: Block) -> Block:
    pictured = (block.get("accessory") or {}).get("type") == "image"
    return {name: at for name, at in block.items() if name != "accessory"} if pictured else block
