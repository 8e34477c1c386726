"""A person at the pretend Slack, over HTTP: types, presses what a label says, fills forms, reads."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

import aiohttp

from genbot.sandbox import reading
from genbot.sandbox.reading import Button, NotThere, Payload

T = TypeVar("T")
Look = Callable[[], T | None]

PATIENCE = 30.0  # seconds a person waits for what they expect


class NeverSaw(TimeoutError):
    """Somebody waited for something that did not come; `seen` is what they saw instead."""

    def __init__(self, who: str, wanted: str, seen: Iterable[str]) -> None:
        super().__init__(f"{who} waited for {wanted}, in vain")
        self.seen = list(seen)


class Declined(RuntimeError):
    """The pretend Slack did not do it: the app was away, too slow, or there is no such thing."""


class Person:
    """One pair of eyes and hands. What is seen is kept up to date by the page's own event stream."""

    def __init__(
        self, http: aiohttp.ClientSession, slack: str, user: str, patience: float = PATIENCE
    ) -> None:
        self.user = user
        self.patience = patience
        self.name = user
        self.notices: list[str] = []
        self.errors: dict[str, str] = {}  # beneath the fields of the form sent last
        self.view: Payload | None = None
        self.home: Payload | None = None
        self.bot_online = False
        self.directs: list[str] = []  # channels of their private talks
        self._http = http
        self._slack = slack
        self._channels: dict[str, str] = {}
        self._messages: dict[tuple[str, str], Payload] = {}
        self._news = asyncio.Event()

    def __str__(self) -> str:
        return self.name

    # Reading.

    def channel(self, name: str) -> str:
        """The id of a channel people call `#name`; an id is taken as it is."""
        return self._channels.get(name.removeprefix("#"), name)

    def messages(self, channel: str, thread: str = "") -> list[Payload]:
        """What they see now, oldest first: a channel's top level, or the replies of one thread."""
        place = self.channel(channel)
        return [
            message
            for (where, ts), message in sorted(self._messages.items())
            if where == place and _beneath(message, ts) == thread
        ]

    def find(
        self, *wanted: str, channel: str, thread: str = "", button: str = "", file: bool = False
    ) -> list[Payload]:
        """The messages on which all these words can be read, which have this button, or a file."""
        return [
            message
            for message in self.messages(channel, thread)
            if all(reading.reads(message, words) for words in wanted)
            and (not button or reading.button(message, button))
            and (not file or message.get("files"))
        ]

    def whispers(self) -> list[str]:
        """What was said to them alone, oldest first."""
        every = sorted(self._messages.items())
        return [reading.words(one) for _, one in every if one.get("ephemeral")]

    async def sees(
        self,
        *wanted: str,
        channel: str,
        thread: str = "",
        button: str = "",
        file: bool = False,
        within: float = 0.0,
    ) -> Payload:
        """The newest message like that; waits for it. Raises NeverSaw."""

        def look() -> Payload | None:
            found = self.find(*wanted, channel=channel, thread=thread, button=button, file=file)
            return found[-1] if found else None

        things = [
            *(f"“{words}”" for words in wanted),
            *([f"a button “{button}”"] if button else []),
        ]
        things += ["a file"] if file else []
        place = "the thread" if thread else f"#{channel.removeprefix('#')}"
        return await self.until(f"{' and '.join(things)} in {place}", look, within)

    async def until(self, wanted: str, look: Look[T], within: float = 0.0) -> T:
        """What `look` finds, as soon as it finds something; raises NeverSaw when that takes too long."""
        try:
            async with asyncio.timeout(within or self.patience):
                while (found := look()) is None:
                    self._news.clear()
                    await self._news.wait()
                return found
        except TimeoutError:
            raise NeverSaw(self.name, wanted, self.seen()) from None

    def seen(self, last: int = 12) -> list[str]:
        """The newest things on their screen, in short."""
        newest = sorted(self._messages.items())[-last:]
        lines = [reading.words(message)[:300] for _, message in newest]
        return [*lines, *(f"[notice] {notice}" for notice in self.notices[-3:])]

    # Doing.

    async def types(self, text: str, *, channel: str, thread: str = "") -> Payload:
        """Write a command, or words into the channel or one of its threads."""
        if text.startswith("/"):
            return await self.act("command", channel=self.channel(channel), text=text)
        place: Payload = {"channel": self.channel(channel), "text": text}
        return await self.act("say", **place, **({"thread_ts": thread} if thread else {}))

    async def presses(self, label: str, *, on: Payload) -> Button:
        """Press the button that says so on a message, on the open form or on the Home tab."""
        found = reading.button(on, label)
        if found is None:
            drawn = ", ".join(f"“{one.label}”" for one in reading.buttons(on)) or "none"
            raise NotThere(f"no button “{label}” on “{reading.words(on)[:200]}”; drawn: {drawn}")
        place = {"view_id": on["id"]} if "id" in on else {"channel": on["channel"], "ts": on["ts"]}
        await self.act("press", **place, **found.press)
        return found

    async def form(self, *names: str, within: float = 0.0, words: bool = True) -> Payload:
        """The form they have open, once it has fields (or `words`) by these names."""

        def look() -> Payload | None:
            view = self.view
            return view if view and all(reading.has(view, one, words) for one in names) else None

        return await self.until(f"a form with {', '.join(names) or 'anything'}", look, within)

    async def fills(self, **answers: Any) -> bool:
        """Fill the open form's fields and send it; False: not accepted, `errors` says why."""
        view = await self.form(*answers, words=False)
        values = {
            one.block_id: {one.action_id: reading.before(one.element)}
            for one in reading.fields(view)
        }
        for name, answer in answers.items():
            one = reading.field(view, name)
            values[one.block_id] = {one.action_id: reading.filled(one.element, answer)}
        sent = await self.act("submit", view_id=view["id"], values=values)
        self.errors = sent.get("errors") or {}
        return not self.errors

    async def picks(self, shortcut: str, *, on: Payload) -> None:
        """Choose a shortcut, by its callback id, from the menu of a message."""
        await self.act("shortcut", callback_id=shortcut, channel=on["channel"], ts=on["ts"])

    async def brings(self, name: str, content: bytes, *, channel: str = "") -> Payload:
        """Drop a file into a channel, and see the message; without one, have it for a form."""
        place = {"channel": self.channel(channel)} if channel else {}
        sent = base64.b64encode(content).decode()
        told = await self.act("upload", name=name, base64=sent, **place)
        if channel:
            return await self.sees(name, channel=channel, file=True)
        return {"id": told["file_id"], "name": name}

    async def closes(self) -> None:
        """Close the open form without sending it."""
        view = await self.form()
        await self.act("close", view_id=view["id"])

    async def act(self, do: str, **what: Any) -> Payload:
        """Anything the page can do; raises Declined when the pretend Slack says no."""
        async with self._http.post(
            f"{self._slack}/_sandbox/act", json={"user": self.user, "do": do, **what}
        ) as answer:
            told: Payload = await answer.json()
        if not told.get("ok") and not told.get("errors"):
            raise Declined(f"{self.name}: {do} was declined: {told.get('error')}")
        return told

    # Being there.

    async def look_around(self) -> None:
        """Read everything that is there already, as somebody does who opens the page."""
        hello = await self._get("hello")
        self.name = hello["me"].get("real_name") or self.user
        self._channels = {one["name"]: one["id"] for one in hello["channels"]}
        self.directs = [one["id"] for one in hello["channels"] if one["is_im"]]
        self._hear({"type": "bot", "online": hello["bot"]["online"]})
        for channel in [one["id"] for one in hello["channels"]]:
            for message in (await self._get("messages", channel=channel))["messages"]:
                await self._read(channel, message)

    async def _read(self, channel: str, message: Payload) -> None:
        self._keep(channel, message)
        if message.get("reply_count"):
            thread = await self._get("replies", channel=channel, ts=message["ts"])
            for reply in thread["messages"]:
                self._keep(channel, reply)

    async def _get(self, what: str, **query: str) -> Payload:
        query["user"] = self.user
        async with self._http.get(f"{self._slack}/_sandbox/{what}", params=query) as answer:
            told: Payload = await answer.json()
            return told

    def live(self) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """The stream of what happens from now on."""
        forever = aiohttp.ClientTimeout(total=None, sock_read=None)
        url = f"{self._slack}/_sandbox/events"
        return self._http.get(url, params={"user": self.user}, timeout=forever)

    async def listen(self, stream: aiohttp.ClientResponse) -> None:
        """Take in what the stream tells, for as long as it does."""
        async for line in stream.content:
            if line.startswith(b"data: "):
                self._hear(json.loads(line[6:]))

    def _hear(self, event: Payload) -> None:
        match event["type"]:
            case "message" | "changed":
                self._keep(event["channel"], event["message"])
            case "deleted":
                self._messages.pop((event["channel"], event["ts"]), None)
            case "view":
                self.view = event["view"]
            case "view_closed" if self.view and self.view["id"] == event["view_id"]:
                self.view = None
            case "home":
                self.home = event["view"]
            case "notice":
                self.notices.append(event["text"])
            case "bot":
                self.bot_online = event["online"]
        self._news.set()

    def _keep(self, channel: str, message: Payload) -> None:
        self._messages[channel, message["ts"]] = {**message, "channel": channel}
        self._news.set()


@asynccontextmanager
async def at_slack(
    slack: str, *users: str, patience: float = PATIENCE
) -> AsyncIterator[list[Person]]:
    """These people, with the page open in front of them, until the block ends."""
    async with aiohttp.ClientSession(read_bufsize=2**24) as http:
        people = [Person(http, slack, user, patience) for user in users]
        readers = [await _arrive(person) for person in people]
        try:
            yield people
        finally:
            for reader in readers:
                reader.cancel()
            await asyncio.gather(*readers, return_exceptions=True)


async def _arrive(person: Person) -> asyncio.Task[None]:
    arrived = asyncio.Event()

    async def be_there() -> None:
        while True:
            try:
                async with person.live() as stream:
                    await person.look_around()
                    arrived.set()
                    await person.listen(stream)
            except aiohttp.ClientError:
                await asyncio.sleep(0.2)

    reader = asyncio.create_task(be_there(), name=f"{person.user} reads")
    arrival = asyncio.create_task(arrived.wait())
    await asyncio.wait({reader, arrival}, return_when=asyncio.FIRST_COMPLETED)
    if reader.done():  # it never ends by itself, so something is wrong
        arrival.cancel()
        reader.result()
    return reader


def _beneath(message: Payload, ts: str) -> str:
    parent = str(message.get("thread_ts") or "")
    return "" if parent == ts else parent
