"""The demo's story: three people take a wish to two confirmed posts, and it is told as it happens."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import aiohttp

from genbot.sandbox import reading
from genbot.sandbox.narrator import Narrator
from genbot.sandbox.person import PATIENCE, Declined, NeverSaw, Person, at_slack
from genbot.sandbox.reading import NotThere, Payload
from genbot.sandbox.stage import CHANNEL, Stage, Untrue

PEOPLE = ("U0MARKETER", "U0PRODUCER", "U0BRANDOWN")
WISH = "/gen ideas 5 late-night tacos, under 12 seconds"
CAPTION = "The 2 a.m. rule: if the grill is on, you are not going home yet. 🌮 #tacotok #sanantonio"
POST_ID = re.compile(r"\b\d{19}\b")
APPROVED = {"approve_to_create", "ready_for_review", "approved_to_post", "posted"}
LOG_LINES = 25


async def play(
    slack: str,
    gen: str,
    narrator: Narrator,
    log: Sequence[str],
    patience: float = PATIENCE,
    which: type["Story"] | None = None,
) -> bool:
    """The whole story; True when it went as it should, by the record of the pretend GEN."""
    team = at_slack(slack, *PEOPLE, patience=patience)
    async with team as (maya, pablo, bea), aiohttp.ClientSession() as http:
        story = (which or Story)(maya, pablo, bea, narrator)
        story.gen, story.slack = partial(_control, http, gen), partial(_control, http, slack)
        story.read = partial(_read, http, slack)
        finished = await _told(story, narrator, log)
        summary = story.summary(await story.gen("state"))
    narrator.end(summary)
    return finished and story.good(summary)


async def _told(story: "Story", narrator: Narrator, log: Sequence[str]) -> bool:
    try:
        for chapter in story.chapters():
            await chapter()
    except NeverSaw as never:
        narrator.trouble(story.step, str(never), never.seen, list(log)[-LOG_LINES:])
    except (Declined, NotThere, Untrue, TimeoutError, aiohttp.ClientError) as trouble:
        narrator.trouble(story.step, str(trouble), story.maya.seen(), list(log)[-LOG_LINES:])
    else:
        return True
    return False


class Story(Stage):
    """The journey of two videos."""

    title = "from a wish to a confirmed post"
    speed = 20.0  # how much faster than life it is told, when nobody says

    def __init__(self, maya: Person, pablo: Person, bea: Person, narrator: Narrator) -> None:
        super().__init__(maya, pablo, bea, narrator)
        self.post_ids: list[str] = []
        self._request: Payload = {}
        self._cards: list[Payload] = []
        self._approved: list[str] = []  # titles
        self._videos: list[Payload] = []  # production messages

    def chapters(self) -> Sequence[Callable[[], Any]]:
        return (self.meet, self.ask, self.decide, self.change, self.make, self.publish, self.hear)

    async def ask(self) -> None:
        self.narrator.chapter("A wish")
        self.now("the request appears")
        await self.maya.types(WISH, channel=CHANNEL)
        self.tell("Maya", f"types {WISH} in {CHANNEL}")
        self._request = await self.maya.sees("late-night tacos", channel=CHANNEL)
        self.tell("genbot", "answers at once, and keeps this message current:", self._request)
        self.now("five idea cards arrive")
        self._cards = await self.maya.until("five idea cards in the thread", self._five_cards)
        self.tell("genbot", "brings five ideas into the thread:")
        for card in self._cards:
            self.tell("", _title(card), lines=[_hook(card)])

    async def decide(self) -> None:
        self.narrator.chapter("Decisions")
        self.now("two people approve the same idea")
        first, second, third = self._cards[:3]
        await self._both_approve(first)
        self.now("Pablo approves another idea")
        await self._sees_decided(self.pablo, "Approve", third, "Approved")
        self.tell("Pablo", f"approves “{name_of(third)}”")
        self._approved = [name_of(first), name_of(third)]
        await self.rejects(second)

    async def rejects(self, card: Payload) -> None:
        self.now("Maya rejects an idea with a reason")
        await self.maya.presses("Reject", on=card)
        await self.maya.form("reason", "note")
        await self.accepted(
            self.maya, reason="The hook is weak", note="We opened on a sign last week."
        )
        await self._sees(self.maya, card, "Rejected", "The hook is weak")
        self.tell("Maya", f"rejects “{name_of(card)}”: the hook is weak")

    async def change(self) -> None:
        self.now("Maya asks for a change and sees the new card")
        old = self._cards[3]
        await self.maya.presses("Change", on=old)
        await self.accepted(self.maya, wish="make it punchier")
        self.tell("Maya", f"asks for a change of “{name_of(old)}”: make it punchier")
        known = {reading.words(card) for card in self._cards}

        def look() -> Payload | None:
            shown = self.maya.find(channel=CHANNEL, thread=self._thread, button="Approve")
            return next((card for card in shown if reading.words(card) not in known), None)

        new = await self.maya.until("the refined idea's card", look)
        self.tell("genbot", f"puts the new version in its place: {_title(new)}", lines=[_hook(new)])

    async def make(self) -> None:
        self.narrator.chapter("Two videos are made")
        for title in self._approved:
            self.now(f"the production of “{title}” appears")
            self._videos.append(await self._production(title))
            self.tell("genbot", f"makes “{title}”; one card shows every step and what it costs")
        for title, video in zip(self._approved, self._videos, strict=True):
            self.now(f"the video of “{title}” arrives in its thread")
            seen = await self.bea.sees(channel=CHANNEL, thread=video["ts"], file=True)
            file = seen["files"][0]
            size = int(file.get("size") or 0) // 1000
            self.tell("genbot", f"shows the video in the thread: {file['name']}, {size} kB")

    async def publish(self) -> None:
        self.narrator.chapter("The brand owner's word")
        self.now("Bea publishes the first video as shown")
        review = await self._review(self._videos[0])
        pressed = await self.bea.presses("Publish now", on=review)
        asked = [f"The dialog asks: {pressed.confirm}"] if pressed.confirm else []
        self.tell("Bea", f"watches “{self._approved[0]}” and publishes it as shown", lines=asked)
        self.now("Bea edits the second caption and publishes it")
        review = await self._review(self._videos[1])
        await self.bea.presses("Edit or schedule", on=review)
        await self.accepted(self.bea, caption=CAPTION)
        said = [f"Caption: {CAPTION}"]
        self.tell(
            "Bea", f"rewrites the caption of “{self._approved[1]}”, then publishes it", lines=said
        )

    async def hear(self) -> None:
        self.narrator.chapter("Out in the world")
        for _ in self._approved:
            await self.confirmed()
        self.ended = time.monotonic()

    async def confirmed(self) -> None:
        """One more post is out, as the channel reads."""
        self.now("a confirmation with its post id is said in the channel")
        post_id, message = await self.maya.until("a post id in the channel", self._new_post)
        self.post_ids.append(post_id)
        self.tell("genbot", f"confirms in {CHANNEL}:", message)

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
        self.tell(first.name, f"approves “{name_of(card)}”")
        told = [f"Only visible to {second.name.split()[0]}: {reading.as_read(said)}"]
        self.tell(second.name, "presses Approve on the same card in the same moment", lines=told)

    async def _sees_decided(self, who: Person, label: str, card: Payload, verdict: str) -> None:
        await who.presses(label, on=card)
        await self._sees(who, card, verdict)

    async def _sees(self, who: Person, card: Payload, *verdict: str) -> None:
        """The same card shows a verdict now, and nothing to press."""

        def look() -> bool | None:
            now = who.find(*verdict, channel=CHANNEL, thread=self._thread)
            return any(one["ts"] == card["ts"] and not reading.buttons(one) for one in now) or None

        await who.until(f"“{verdict[0]}” on the card of “{name_of(card)}”", look)

    async def _production(self, title: str) -> Payload:
        def look() -> Payload | None:
            found = self.pablo.find(title, channel=CHANNEL)
            return next((one for one in found if reading.begins(one, title)), None)

        return await self.pablo.until(f"the production of “{title}”", look)

    async def _review(self, video: Payload) -> Payload:
        return await self.bea.sees(channel=CHANNEL, thread=video["ts"], button="Publish now")

    def _new_post(self) -> tuple[str, Payload] | None:
        for message in self.maya.messages(CHANNEL):
            for post_id in POST_ID.findall(reading.words(message)):
                if post_id not in self.post_ids:
                    return post_id, message
        return None

    # How it went.

    def summary(self, state: Payload) -> dict[str, Any]:
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
            "journey_seconds": round(self.ended - self.began, 2),
        }

    def good(self, summary: dict[str, Any]) -> bool:
        """Everything that was approved was published, once."""
        counts = {summary["approved"], summary["published"], summary["publish_calls"]}
        return counts == {2} and self.heard(summary)

    def heard(self, summary: dict[str, Any]) -> bool:
        """The channel read the ids of all posts, and of no other."""
        return sorted(summary["post_ids"]) == sorted(self.post_ids)


def _title(card: Payload) -> str:
    """ "3. The grill never sleeps": the first bold line of an idea card."""
    bold = re.search(r"\*(\d+\..+?)\*", reading.words(card))
    return reading.as_read(bold[1]) if bold else reading.as_read(str(card.get("text", "")))


def name_of(card: Payload) -> str:
    """What an idea is called, without its number."""
    return _title(card).split(". ", 1)[-1]


def _hook(card: Payload) -> str:
    quote = re.search(r"^(?:>|&gt;)(.+)$", reading.words(card), re.MULTILINE)
    return reading.as_read(quote[1]) if quote else ""


async def _read(http: aiohttp.ClientSession, slack: str, path: str) -> str:
    """What is in a file, as somebody opens it on the page."""
    async with http.get(slack + path, headers={"Sec-Fetch-Site": "same-origin"}) as answer:
        return await answer.text()


async def _control(http: aiohttp.ClientSession, service: str, what: str, **orders: Any) -> Payload:
    """What happened there, or an order for what comes next."""
    url = f"{service}/_sandbox/{what}"
    how = http.post(url, json=orders) if orders else http.get(url)
    async with how as answer:
        told: Payload = await answer.json()
        return told
