"""The vocabulary of a journey: the real bot in a pretend world, people in it, and both its books."""

import asyncio
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from genbot.manifest import manifest
from genbot.sandbox import reading
from genbot.sandbox.person import Declined, Person, at_slack
from genbot.sandbox.pretend import Plan, Pretend, pretend
from genbot.sandbox.slack import PATIENCE

MAYA, PABLO, BEA = "U0MARKETER", "U0PRODUCER", "U0BRANDOWN"
IDEAS, LAUNCHES = "#video-ideas", "#launches"
T = TypeVar("T")
BOT = [sys.executable, "-m", "genbot", "run"]
SPEED = 200.0
POST_ID = re.compile(r"\b\d{19}\b")

Payload = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """A call at which the bot dies, before it has any effect or with its answer on the way; or, when
    it is not deadly, a call whose answer is lost."""

    call: str  # the beginning of "POST /api/chat.postMessage", with any ids as in the path
    nth: int = 1
    effect: bool = True
    deadly: bool = True


class Reaper:
    """Stands at both doors of the pretend world and kills the bot at the moments it was given."""

    def __init__(self, *moments: Moment) -> None:
        self.moments = list(moments)
        self.kills = 0
        self.world: Pretend | None = None
        self._seen: Counter[Moment] = Counter()

    async def __call__(self, request: web.Request, handler: Any) -> web.StreamResponse:
        moment = self._due(f"{request.method} {request.path}")
        if moment is None or self.world is None:
            return await handler(request)
        self.moments.remove(moment)
        answer = await handler(request) if moment.effect else web.Response(status=503)
        if moment.deadly:
            await self.power_cut()
        elif request.transport is not None:
            request.transport.abort()
        return answer

    async def power_cut(self) -> None:
        """`kill -9`; the bot comes back by itself."""
        assert self.world is not None
        self.kills += 1
        self.world.bot.kill()
        await self.world.bot.ended()

    def _due(self, call: str) -> Moment | None:
        meant = [moment for moment in self.moments if re.match(moment.call, call)]
        self._seen.update(meant)
        return next((moment for moment in meant if self._seen[moment] >= moment.nth), None)


@dataclass
class Town:
    """One pretend world with its three people."""

    world: Pretend
    http: aiohttp.ClientSession
    maya: Person
    pablo: Person
    bea: Person
    reaper: Reaper

    # What people do.

    async def insists(self, who: Person, doing: Any) -> Any:
        """Do it, and do it again when the bot was away: that is what people do."""
        for _ in range(5):
            await who.until("the bot to be there", lambda: who.bot_online or None)
            try:
                return await doing()
            except Declined:
                await asyncio.sleep(0.05)
        return await doing()

    async def presses(self, who: Person, label: str, on: Payload) -> None:
        await self.insists(who, lambda: who.presses(label, on=on))

    async def asks(self, topic: str, count: int = 1, channel: str = IDEAS) -> Payload:
        """Maya asks for ideas; the request's message."""
        line = f"/gen ideas {count} {topic}"
        await self.insists(self.maya, lambda: self.maya.types(line, channel=channel))
        return await self.maya.sees(topic, channel=channel)

    async def cards(self, request: Payload, count: int = 1) -> list[Payload]:
        """The idea cards in a request's thread, once there are as many, waiting for a decision."""

        def look() -> list[Payload] | None:
            place = {"channel": request["channel"], "thread": request["ts"]}
            found = self.maya.find(button="Approve", **place)
            return found if len(found) == count else None

        return await self.maya.until(f"{count} idea cards", look)

    async def production(self, card: Payload) -> Payload:
        """The message of the video that an approved idea becomes."""
        title = title_of(card)

        def look() -> Payload | None:
            found = self.maya.find(title, channel=card["channel"])
            return next((one for one in found if one["ts"] != card["thread_ts"]), None)

        return await self.maya.until(f"the production of {title}", look)

    async def shows(self, production: Payload, *words: str, **more: Any) -> Payload:
        """The production's own message, once these words are on it."""

        def look() -> Payload | None:
            found = self.maya.find(*words, channel=production["channel"], **more)
            return next((one for one in found if one["ts"] == production["ts"]), None)

        return await self.maya.until(f"{words} on the production", look)

    async def beneath(self, production: Payload, *words: str, **more: Any) -> Payload:
        """The newest message like that in a production's thread."""
        place = {"channel": production["channel"], "thread": production["ts"]}
        return await self.bea.sees(*words, **place, **more)

    async def fills(self, who: Person, **answers: Any) -> None:
        """Fill the form that opens, and send it."""
        await who.form(*answers)
        assert await who.fills(**answers), who.errors

    async def is_live(self, production: Payload) -> str:
        """The post id that the channel reads."""

        def look() -> str | None:
            said = self.maya.find("is live on TikTok", channel=production["channel"])
            ids = [post_id for one in said for post_id in POST_ID.findall(reading.words(one))]
            return ids[-1] if ids else None

        return await self.maya.until("a confirmation with its post id", look)

    async def on_tiktok(self) -> Payload:
        """The one post that GEN was ever asked for, once it can be seen there; GEN takes its time."""

        async def look() -> Payload | None:
            (post,) = (await self.gen())["published"]
            return post if post["post_id"] else None

        return await self.comes(look)

    async def comes(self, look: Callable[[], Awaitable[T | None]]) -> T:
        """What is looked for again and again, as nobody in Slack hears of it."""
        async with asyncio.timeout(60):
            while True:
                if (found := await look()) is not None:
                    return found
                await asyncio.sleep(0.05)

    async def to_review(self, topic: str, channel: str = IDEAS) -> tuple[Payload, Payload]:
        """From a wish to a video that waits for a decision: its production and its review card."""
        request = await self.asks(topic, channel=channel)
        (card,) = await self.cards(request)
        await self.presses(self.maya, "Approve", card)
        production = await self.production(card)
        await self.beneath(production, file=True)
        return production, await self.beneath(production, button="Publish now")

    # What the books say.

    async def gen(self) -> Payload:
        return await self._get(f"{self.world.gen}/_sandbox/state")

    async def slack(self) -> Payload:
        return await self._get(f"{self.world.slack}/_sandbox/state")

    async def order(self, **what: Any) -> None:
        """Tell the pretend GEN what goes wrong next."""
        await self._post(f"{self.world.gen}/_sandbox/next", what)

    async def credits(self, generic: float) -> None:
        await self._post(f"{self.world.gen}/_sandbox/credits", {"generic": generic})

    async def at_slack(self, do: str, **more: Any) -> None:
        """Something happens in the workspace: somebody leaves, a group changes."""
        await self._post(f"{self.world.slack}/_sandbox/control", {"do": do, **more})

    async def faults(self, spec: str) -> None:
        await self._post(f"{self.world.gen}/_sandbox/faults", {"spec": spec})

    async def _get(self, url: str) -> Payload:
        async with self.http.get(url) as answer:
            told: Payload = await answer.json()
            return told

    async def _post(self, url: str, what: Payload) -> None:
        async with self.http.post(url, json=what) as answer:
            assert answer.status == 200, await answer.text()

    async def repeated(self) -> list[str]:
        """What can be seen more than once; should always be empty."""
        seen: Counter[str] = Counter()
        for message in (await self.slack())["messages"]:
            told = (message.get("metadata") or {}).get("event_payload") or {}
            seen.update([f"{told['slot']}"] if told.get("slot") else [])
            seen.update(
                f"{message.get('thread_ts')} {one['name']}" for one in message.get("files") or []
            )
        return [what for what, times in seen.items() if times > 1]


@asynccontextmanager
async def a_town(
    *moments: Moment, speed: float = SPEED, patience: float = PATIENCE, **settings: str
) -> AsyncIterator[Town]:
    """A fresh world with the bot running; it dies at these moments and comes back by itself."""
    reaper = Reaper(*moments)
    plan = Plan(manifest(), BOT, speed=speed, witness=reaper, settings=settings, patience=patience)
    async with pretend(plan) as world, aiohttp.ClientSession() as http:
        reaper.world = world
        world.bot.keep()
        try:
            async with at_slack(world.slack, MAYA, PABLO, BEA, patience=120) as people:
                yield Town(world, http, *people, reaper)
        except BaseException:
            print("The bot's log:", *world.bot.log, sep="\n")  # noqa: T201  pytest shows it
            raise


def title_of(card: Payload) -> str:
    """The title on an idea's card, without its number."""
    found = re.search(r"\*\d+\. (.+?)\*", reading.words(card))
    assert found, reading.words(card)
    return reading.as_read(found[1])
