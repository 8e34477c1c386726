"""How the people of the careful story do things: they open windows, read, agree, and come and go."""

import asyncio
import json
from typing import Any

from genbot.sandbox import reading
from genbot.sandbox.person import Person
from genbot.sandbox.reading import Payload
from genbot.sandbox.stage import CHANNEL, Untrue
from genbot.sandbox.story import Story, name_of

LEADS = "brand-leads"
GRIDDLE = "@nightgriddle"
HEADS, LIST = ("The rule", "Approved by"), "Before it goes out"
RIGHT = f"I have the right to use footage of {GRIDDLE}"


class House(Story):
    """A team with rules, and the gestures of it."""

    def __init__(self, *cast: Any) -> None:
        super().__init__(*cast)
        self.more: list[Payload] = []  # requests after the first one
        self.receipts: list[Payload] = []
        self.credits: Payload = {}  # the statement of what is left

    async def opens(self, who: Person, line: str, *words: str) -> Payload:
        """The window behind a command."""
        self.now(line)
        await who.types(line, channel=CHANNEL)
        return await who.form(*words)

    async def told(self, who: Person, words: str) -> list[str]:
        """What is said to them alone, once it is."""
        self.now(f"“{words}”, to {who.name} alone")
        said = await who.until(f"“{words}”, in private", lambda: _newest(who.whispers(), words))
        return [f"To {who.name.partition(' ')[0]} alone: {_first(said)}"]

    async def letter(self, who: Person, words: str, button: str = "") -> Payload:
        """A private message from genbot."""
        self.now(f"“{words}” in a private message to {who.name}")
        return await who.sees(words, channel=who.directs[0], button=button)

    async def in_thread(self, which: int, *words: str, button: str = "") -> Payload:
        """The newest card like that beneath a video."""
        self.now(f"“{(*words, button)[0]}” in the thread")
        thread = self._videos[which]["ts"]
        return await self.bea.sees(*words, channel=CHANNEL, thread=thread, button=button)

    async def approves_idea(self, card: Payload) -> None:
        self.now(f"Pablo approves “{name_of(card)}”")
        await self.press(self.pablo, "Approve", on=card)
        self._approved.append(name_of(card))
        self.tell("Pablo", f"approves the idea “{name_of(card)}”")

    async def made(self) -> None:
        """The newest of the approved ideas becomes a video."""
        title = self._approved[-1]
        self.now(f"the video of “{title}”")
        self._videos.append(await self._production(title))
        await self.bea.sees(channel=CHANNEL, thread=self._videos[-1]["ts"], file=True)
        self.tell("genbot", f"makes “{title}” and shows it in the thread")

    async def first_yes(self, which: int, who: Person, label: str = "Publish now") -> Payload:
        """Approve as it is shown; the card counts it and waits for another one."""
        await self.press(who, label, on=await self.in_thread(which, button=label))
        return await self.in_thread(which, "1 of 2 approvals", button="Approve")

    async def why(self, who: Person, on: Payload) -> list[str]:
        """Press Why?, and read how it stands, which rule it is, and who has approved."""
        self.now("Why?")
        await self.press(who, "Why?", on=on)
        view = await who.form(*HEADS)
        await who.closes()
        said = [reading.as_read(one) for one in reading.words(view).splitlines()]
        return [one for one in said[: said.index(LIST)] if one and one not in {"Why?", *HEADS}][1:]

    def barred(self, review: Payload, sign: str) -> list[str]:
        """What stands against a video, as its card says; raises Untrue when it could go out."""
        if reading.button(review, "Publish now"):
            raise Untrue("what is red can be published")
        return lines_with(sign, review)

    async def members(self, *people: Person) -> None:
        """Somebody else changes who is in the group."""
        ids = [one.user for one in people]
        await self.slack("control", do="group", handle=LEADS, people=ids)

    async def refusal(self) -> Payload:
        """What Maya reads of who may, with the way to ask for it."""
        thread = self._videos[-1]["ts"]
        return await self.maya.sees(channel=CHANNEL, thread=thread, button="Request access")

    async def one_more(self, line: str) -> Payload:
        """Pablo asks for one idea more; its card."""
        self.now(line)
        await self.pablo.types(line, channel=CHANNEL)
        self.tell("Pablo", f"types {line}")
        topic = line.split(maxsplit=3)[3]
        request = await self.pablo.sees(topic, channel=CHANNEL)
        card = await self.pablo.sees(channel=CHANNEL, thread=request["ts"], button="Approve")
        self.more.append(request)
        return card

    def beneath(self, heads: list[Payload]) -> list[Payload]:
        """All that stands in these threads now."""
        threads = [self.bea.messages(CHANNEL, one["ts"]) for one in heads]
        return [one for each in threads for one in each]

    async def nothing_out(self) -> None:
        """Raises Untrue when GEN was asked to publish anything so far."""
        if calls := (await self.gen("state"))["publish_calls"]:
            raise Untrue(f"nothing should be out yet, but GEN was asked to publish {calls} times")

    async def at_gen(self, status: str, count: int) -> None:
        """Wait until as many ideas have this status at GEN; raises TimeoutError."""
        self.now(f"{count} ideas are {status} at GEN")
        async with asyncio.timeout(self.bea.patience):
            while True:
                told = [one["status"] for one in (await self.gen("state"))["ideas"]]
                if told.count(status) == count:
                    return
                await asyncio.sleep(0.1)

    async def receipt_of(self, title: str, thread: str) -> Payload:
        """The receipt of an idea, as the file for machines has it."""
        self.now(f"/gen receipt {title}")
        await self.bea.types(f"/gen receipt {title}", channel=CHANNEL)

        def look() -> Payload | None:
            found = self.bea.find("Receipt", "JSON", channel=CHANNEL, thread=thread, file=True)
            return found[-1]["files"][0] if found else None

        file = await self.bea.until("the receipt for machines", look)
        told: Payload = json.loads(await self.read(file["url_private"]))
        return told


def lines_with(words: str, message: Payload) -> list[str]:
    """The lines of a card on which this stands, each once."""
    said = map(reading.as_read, reading.words(message).splitlines())
    return [one for one in dict.fromkeys(said) if words in one]


def _newest(said: list[str], words: str) -> str | None:
    return next((one for one in reversed(said) if reading.plain(words) in reading.plain(one)), None)


def _first(said: str) -> str:
    return reading.as_read(said).partition("\n")[0]
