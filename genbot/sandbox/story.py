"""The demo's story: three people take a wish to two confirmed posts, and it is told as it happens."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from genbot.sandbox import reading
from genbot.sandbox.narrator import Narrator
from genbot.sandbox.person import PATIENCE, Declined, NeverSaw, Person, at_slack
from genbot.sandbox.reading import NotThere, Payload

PEOPLE = ("U0MARKETER", "U0PRODUCER", "U0BRANDOWN")
CHANNEL = "#video-ideas"
WISH = "/gen ideas 5 late-night tacos, under 12 seconds"
CAPTION = "The 2 a.m. rule: if the grill is on, you are not going home yet. 🌮 #tacotok #sanantonio"
POST_ID = re.compile(r"\b\d{19}\b")
APPROVED = {"approve_to_create", "ready_for_review", "approved_to_post", "posted"}
LOG_LINES = 25


class Untrue(AssertionError):
    """Something was seen that should not be."""


async def play(
    slack: str,
    gen: str,
    narrator: Narrator,
    log: Sequence[str],
    patience: float = PATIENCE,
) -> bool:
    """The whole story; True when everything that was approved was published exactly once."""
    team = at_slack(slack, *PEOPLE, patience=patience)
    async with team as (maya, pablo, bea), aiohttp.ClientSession() as http:
        story = Story(maya, pablo, bea, narrator)
        finished = await _told(story, narrator, log)
        summary = _summary(await _state(http, gen), story)
    narrator.end(summary)
    return finished and _exactly_once(summary, story)


async def _told(story: "Story", narrator: Narrator, log: Sequence[str]) -> bool:
    try:
        for chapter in story.chapters():
            await chapter()
    except NeverSaw as never:
        narrator.trouble(story.step, str(never), never.seen, list(log)[-LOG_LINES:])
    except (Declined, NotThere, Untrue, aiohttp.ClientError) as trouble:
        narrator.trouble(story.step, str(trouble), story.maya.seen(), list(log)[-LOG_LINES:])
    else:
        return True
    return False


class Story:
    """Maya wants videos, Pablo makes them, Bea answers for the brand."""

    def __init__(self, maya: Person, pablo: Person, bea: Person, narrator: Narrator) -> None:
        self.maya, self.pablo, self.bea = maya, pablo, bea
        self.step = "the bot comes online"
        self.began = self.ended = time.monotonic()
        self.post_ids: list[str] = []
        self._narrator = narrator
        self._request: Payload = {}
        self._cards: list[Payload] = []
        self._approved: list[str] = []  # titles
        self._videos: list[Payload] = []  # production messages

    def chapters(self) -> Sequence[Callable[[], Any]]:
        return (self.meet, self.ask, self.decide, self.change, self.make, self.publish, self.hear)

    async def meet(self) -> None:
        self._narrator.chapter("The bot connects")
        await self.maya.until("genbot to come online", lambda: self.maya.bot_online or None)
        self._tell("genbot", "is online in Slack, over a WebSocket")
        self.began = time.monotonic()

    async def ask(self) -> None:
        self._narrator.chapter("A wish")
        self._now("the request appears")
        await self.maya.types(WISH, channel=CHANNEL)
        self._tell("Maya", f"types {WISH} in {CHANNEL}")
        self._request = await self.maya.sees("late-night tacos", channel=CHANNEL)
        self._tell("genbot", "answers at once, and keeps this message current:", self._request)
        self._now("five idea cards arrive")
        self._cards = await self.maya.until("five idea cards in the thread", self._five_cards)
        self._tell("genbot", "brings five ideas into the thread:")
        for card in self._cards:
            self._tell("", _title(card), lines=[_hook(card)])

    async def decide(self) -> None:
        self._narrator.chapter("Decisions")
        self._now("two people approve the same idea")
        first, second, third = self._cards[:3]
        await self._both_approve(first)
        self._now("Pablo approves another idea")
        await self._sees_decided(self.pablo, "Approve", third, "Approved")
        self._tell("Pablo", f"approves “{_name(third)}”")
        self._approved = [_name(first), _name(third)]
        self._now("Maya rejects an idea with a reason")
        await self.maya.presses("Reject", on=second)
        await self.maya.form("reason", "note")
        await self._accepted(
            self.maya, reason="The hook is weak", note="We opened on a sign last week."
        )
        await self._sees(self.maya, second, "Rejected", "The hook is weak")
        self._tell("Maya", f"rejects “{_name(second)}”: the hook is weak")

    async def change(self) -> None:
        self._now("Maya asks for a change and sees the new card")
        old = self._cards[3]
        await self.maya.presses("Change", on=old)
        await self._accepted(self.maya, wish="make it punchier")
        self._tell("Maya", f"asks for a change of “{_name(old)}”: make it punchier")
        known = {reading.words(card) for card in self._cards}

        def look() -> Payload | None:
            shown = self.maya.find(channel=CHANNEL, thread=self._thread, button="Approve")
            return next((card for card in shown if reading.words(card) not in known), None)

        new = await self.maya.until("the refined idea's card", look)
        self._tell(
            "genbot", f"puts the new version in its place: {_title(new)}", lines=[_hook(new)]
        )

    async def make(self) -> None:
        self._narrator.chapter("Two videos are made")
        for title in self._approved:
            self._now(f"the production of “{title}” appears")
            self._videos.append(await self._production(title))
            self._tell("genbot", f"makes “{title}”; one card shows every step and what it costs")
        for title, video in zip(self._approved, self._videos, strict=True):
            self._now(f"the video of “{title}” arrives in its thread")
            seen = await self.bea.sees(channel=CHANNEL, thread=video["ts"], file=True)
            file = seen["files"][0]
            size = int(file.get("size") or 0) // 1000
            self._tell("genbot", f"shows the video in the thread: {file['name']}, {size} kB")

    async def publish(self) -> None:
        self._narrator.chapter("The brand owner's word")
        self._now("Bea publishes the first video as shown")
        review = await self._review(self._videos[0])
        pressed = await self.bea.presses("Publish now", on=review)
        asked = [f"The dialog asks: {pressed.confirm}"] if pressed.confirm else []
        self._tell("Bea", f"watches “{self._approved[0]}” and publishes it as shown", lines=asked)
        self._now("Bea edits the second caption and publishes it")
        review = await self._review(self._videos[1])
        await self.bea.presses("Edit or schedule", on=review)
        await self._accepted(self.bea, caption=CAPTION)
        said = [f"Caption: {CAPTION}"]
        self._tell(
            "Bea", f"rewrites the caption of “{self._approved[1]}”, then publishes it", lines=said
        )

    async def hear(self) -> None:
        self._narrator.chapter("Out in the world")
        for _ in self._approved:
            self._now("a confirmation with its post id is said in the channel")
            post_id, message = await self.maya.until("a post id in the channel", self._new_post)
            self.post_ids.append(post_id)
            self._tell("genbot", f"confirms in {CHANNEL}:", message)
        self.ended = time.monotonic()

    # How they look at things.

    @property
    def _thread(self) -> str:
        return str(self._request["ts"])

    def _five_cards(self) -> list[Payload] | None:
        cards = self.maya.find(channel=CHANNEL, thread=self._thread, button="Approve")
        return cards if len(cards) == 5 else None

    async def _both_approve(self, card: Payload) -> None:
        """The first click counts; the other one gets a private answer."""
        both = (self.maya, self.pablo)
        await asyncio.gather(*(one.presses("Approve", on=card) for one in both))
        await self._sees(self.maya, card, "Approved")

        def late() -> tuple[Person, str] | None:
            told = [(one, said) for one in both for said in one.whispers() if "already" in said]
            return told[0] if told else None

        second, said = await self.maya.until("a private answer to the second click", late)
        first = self.pablo if second is self.maya else self.maya
        self._tell(first.name, f"approves “{_name(card)}”")
        told = [f"Only visible to {second.name.split()[0]}: {reading.as_read(said)}"]
        self._tell(second.name, "presses Approve on the same card in the same moment", lines=told)

    async def _sees_decided(self, who: Person, label: str, card: Payload, verdict: str) -> None:
        await who.presses(label, on=card)
        await self._sees(who, card, verdict)

    async def _sees(self, who: Person, card: Payload, *verdict: str) -> None:
        """The same card shows a verdict now, and nothing to press."""

        def look() -> bool | None:
            now = who.find(*verdict, channel=CHANNEL, thread=self._thread)
            return any(one["ts"] == card["ts"] and not reading.buttons(one) for one in now) or None

        await who.until(f"“{verdict[0]}” on the card of “{_name(card)}”", look)

    async def _accepted(self, who: Person, **answers: Any) -> None:
        if not await who.fills(**answers):
            raise Untrue(f"the form was not accepted: {who.errors}")

    async def _production(self, title: str) -> Payload:
        def look() -> Payload | None:
            found = self.pablo.find(title, channel=CHANNEL)
            return next((one for one in found if one["ts"] != self._thread), None)

        return await self.pablo.until(f"the production of “{title}”", look)

    async def _review(self, video: Payload) -> Payload:
        return await self.bea.sees(channel=CHANNEL, thread=video["ts"], button="Publish now")

    def _new_post(self) -> tuple[str, Payload] | None:
        for message in self.maya.messages(CHANNEL):
            for post_id in POST_ID.findall(reading.words(message)):
                if post_id not in self.post_ids:
                    return post_id, message
        return None

    def _now(self, step: str) -> None:
        self.step = step

    def _tell(
        self, who: str, what: str, message: Payload | None = None, lines: Sequence[str] = ()
    ) -> None:
        shown = [reading.as_read(str(message.get("text", "")))] if message else []
        self._narrator.step(who, what, [self._named(line) for line in (*shown, *lines)])

    def _named(self, line: str) -> str:
        for one in (self.maya, self.pablo, self.bea):
            line = line.replace(one.user, one.name)
        return line


def _title(card: Payload) -> str:
    """ "3. The grill never sleeps": the first bold line of an idea card."""
    bold = re.search(r"\*(\d+\..+?)\*", reading.words(card))
    return reading.as_read(bold[1]) if bold else reading.as_read(str(card.get("text", "")))


def _name(card: Payload) -> str:
    return _title(card).split(". ", 1)[-1]


def _hook(card: Payload) -> str:
    quote = re.search(r"^(?:>|&gt;)(.+)$", reading.words(card), re.MULTILINE)
    return reading.as_read(quote[1]) if quote else ""


async def _state(http: aiohttp.ClientSession, gen: str) -> Payload:
    async with http.get(f"{gen}/_sandbox/state") as answer:
        told: Payload = await answer.json()
        return told


def _summary(state: Payload, story: Story) -> dict[str, Any]:
    """Figures of the pretend GEN, the independent witness; the bot is not asked."""
    ideas = [idea for idea in state["ideas"] if idea["status"] != "change_idea"]
    renders = [one for one in state["generations"] if one["type"] == "render"]
    posts = [one for one in state["published"] if one["status"] == "completed"]
    return {
        "ideas": len(ideas),
        "approved": sum(idea["status"] in APPROVED for idea in ideas),
        "rejected": sum(idea["status"] == "rejected" for idea in ideas),
        "rendered": sum(one["status"] == "completed" for one in renders),
        "published": len({one["media_url"] for one in posts}),
        "publish_calls": state["publish_calls"],
        "post_ids": [one["post_id"] for one in posts],
        "journey_seconds": round(story.ended - story.began, 2),
    }


def _exactly_once(summary: dict[str, Any], story: Story) -> bool:
    counts = {summary["approved"], summary["published"], summary["publish_calls"]}
    return counts == {2} and sorted(summary["post_ids"]) == sorted(story.post_ids)
