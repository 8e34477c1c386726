"""What people want while the process is killed around them: one errand each, pursued to its end."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from genbot.sandbox import reading
from tests.chaos.kills_crew import Crew, Payload, a_moment, slot_of

HELP = ("retry_run", "allow_run", "resume_production", "thaw", "send_again")
FILE = re.compile(r"https?://[^\s<>|\"]+\.mp4")
UNSURE = "I may have published it"
PATCH = 6.0  # seconds until somebody looks whether Slack gave up on what they said


@dataclass(frozen=True)
class Offer:
    """A card offers a way on."""

    slot: str
    act: str


@dataclass
class Errand:
    """One wish of somebody, from the command to its end; `waits_for` is empty once it is over."""

    crew: Crew
    kind: str
    topic: str
    channel: str
    waits_for: str = "its turn"
    request: str = ""
    ideas: list[str] = field(default_factory=list)
    production: str = ""
    mending: bool = True
    taken: set[tuple[str, str, str]] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        where = self.production or self.request
        return f"{self.kind} “{self.topic}” {where} waits for {self.waits_for or 'nothing'}"

    async def run(self) -> None:
        await self.asks()
        await KINDS[self.kind](self)
        self.waits_for = ""

    # --- waiting, and mending on the way

    async def until(self, what: str, look: Callable[[], Any]) -> Any:
        self.waits_for = what
        while True:
            found = await self.crew.until(lambda: look() or (self.mending and self._offered()))
            if not isinstance(found, Offer):
                return found
            await self._takes(found)

    def _offered(self) -> Offer | None:
        outs = [slot_of(one) for one in self.publications()]
        for slot in filter(None, (self.request, self.production, *self.crew.freezes(), *outs)):
            for act in HELP:
                found = self.crew.button(slot, act)
                if found and (slot, act, self._as_it_stands(slot)) not in self.taken:
                    return Offer(slot, act)
        return None

    def _as_it_stands(self, slot: str) -> str:
        return reading.words(self.crew.slot(slot) or {})

    async def _takes(self, offer: Offer) -> None:
        """Not twice on the same card as it stands: what was acknowledged is waited for."""
        stands = self._as_it_stands(offer.slot)
        if offer.act == "send_again":
            done = await self._looks_and_says(offer.slot, stands)
        else:
            done = await self.crew.press(self.crew.pablo, offer.slot, offer.act) is not None
        if done:
            self.taken.add((offer.slot, offer.act, stands))

    async def _looks_and_says(self, slot: str, stands: str) -> bool:
        """Somebody looks at the account: is it there?"""
        crew = self.crew
        found = crew.button(slot, "send_again")
        if found is None:
            return False
        if UNSURE in stands:
            self.unsure.add(f"{slot}:{found.value}")
        posts = [one for one in await self.posts() if one["status"] != "failed"]
        if not posts:
            return await crew.press(crew.bea, slot, "send_again", found.value) is not None
        if not posts[0]["post_id"]:
            await a_moment(0.2)  # GEN takes its time
            return False
        about = {"post": posts[0]["post_id"]}
        gone = lambda: crew.button(slot, "it_is_live") is None  # noqa: E731
        return await crew.fill(crew.bea, slot, "it_is_live", lambda view: about, gone)

    async def posts(self) -> list[Payload]:
        """What GEN was asked to publish of this production."""
        ours = set(FILE.findall(" ".join(str(one) for one in self.reviews())))
        return [one for one in (await self.crew.books())["published"] if one["media_url"] in ours]

    def thread(self) -> str:
        return str((self.crew.slot(self.production) or {}).get("ts") or "none")

    def publications(self) -> list[Payload]:
        return self.crew.slots("publication", self.thread()) if self.production else []

    def reviews(self) -> list[Payload]:
        return self.crew.slots("review", self.thread())

    # --- steps

    async def asks(self) -> None:
        crew, count = self.crew, 2 if self.kind == "two" else 1

        def there() -> str | None:
            every = crew.slots("request", channel=self.channel)
            return next((slot_of(one) for one in every if self.topic in one["text"]), None)

        line = f"/gen ideas {count} {self.topic}"
        await crew.types(crew.maya, line, self.channel, there)
        self.request = await self.until("its request's message", there)

        def came() -> list[str] | None:
            ts = str((crew.slot(self.request) or {}).get("ts"))
            found = [slot_of(one) for one in crew.slots("idea", ts)]
            return found if len(found) >= count else None

        self.ideas = await self.until("its ideas", came)

    async def approves(self, nth: int = 0) -> None:
        """Somebody approves the idea, and its video's message comes."""
        crew, idea = self.crew, self.ideas[nth]
        await self.until("an idea to approve", lambda: crew.button(idea, "approve_idea"))
        await crew.press(crew.pablo, idea, "approve_idea")
        self.production = await self.until("a production", lambda: self._made(idea))

    def _made(self, idea: str) -> str | None:
        slot = self.crew.production_of(idea.partition(":")[2])
        return slot if slot and self.crew.slot(slot) else None

    async def reviewed(self, version: int = 1) -> str:
        """The review card of this version, open for a decision."""
        slot = f"review:{self.production.partition(':')[2]}:{version}"
        look = lambda: self.crew.button(slot, "publish_now")  # noqa: E731
        await self.until(f"version {version} to watch", look)
        return slot

    async def publishes(self, review: str) -> None:
        await self.crew.press(self.crew.bea, review, "publish_now")
        await self.until("it to be live", self.live)

    def live(self) -> bool:
        ids = [slot_of(one).partition(":")[2] for one in self.publications()]
        return any(self.crew.slot(f"confirmed:{id}") for id in ids)

    async def fills(self, what: str, slot: str, act: str, answers: Any) -> None:
        """Through a form that opens from this button; until the button is gone."""
        crew = self.crew
        await self.until(f"{act} on {slot}", lambda: crew.button(slot, act))
        gone = lambda: crew.button(slot, act) is None  # noqa: E731
        give = answers if callable(answers) else lambda view: answers
        await crew.fill(crew.bea, slot, act, give, gone)
        await self.until(what, gone)


async def publish(errand: Errand) -> None:
    await errand.approves()
    await errand.publishes(await errand.reviewed())


async def cancel(errand: Errand) -> None:
    """Publish, undo when there is time for it, publish."""
    crew = errand.crew
    await errand.approves()
    review = await errand.reviewed()
    await crew.press(crew.bea, review, "publish_now")

    def undo() -> str | None:
        outs = [slot_of(one) for one in errand.publications()]
        return next((slot for slot in outs if crew.button(slot, "cancel_post")), None)

    if not isinstance(slot := await errand.until("Undo", lambda: undo() or errand.live()), str):
        return
    await crew.press(crew.bea, slot, "cancel_post")
    back = lambda: crew.button(review, "publish_now") or errand.live()  # noqa: E731
    if await errand.until("it to be back in review", back) is not True:
        await errand.publishes(review)


async def schedule(errand: Errand) -> None:
    """With another caption, in three seconds."""
    await errand.approves()
    review = await errand.reviewed()
    words = f"Tonight: {errand.topic}"
    soon = lambda view: {"caption": words, "when": int(time.time()) + 3}  # noqa: E731
    await errand.fills("its approval", review, "open_publish", soon)
    await errand.until("it to be live", errand.live)


async def reject(errand: Errand) -> None:
    why = {"reason": "Wrong topic", "note": errand.topic}
    await errand.fills("its rejection", errand.ideas[0], "reject_idea", why)


async def refine(errand: Errand) -> None:
    """Words in the thread, once more when Slack gave up on delivering them; then on to the review."""
    crew, idea = errand.crew, errand.ideas[0]
    before = errand._as_it_stands(idea)
    shown = crew.slot(idea) or {}
    while True:
        await crew.says(crew.maya, f"make 1 punchier, {errand.topic}", shown)
        changed = lambda: errand._as_it_stands(idea) != before  # noqa: E731
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(errand.until("the refined idea", changed), PATCH)
                break
            lost = str((await crew.books(crew.slack))["lost"])
            if errand.topic in lost.partition("make 1 punchier")[2]:
                break
        if changed():
            break
    await errand.approves()
    review = await errand.reviewed()
    why = {"reason": "Not our brand", "note": errand.topic}
    await errand.fills("its rejection", review, "reject_video", why)


async def change(errand: Errand) -> None:
    """One part is made again, and that version is published."""
    await errand.approves()
    review = await errand.reviewed()

    def again(view: Payload) -> Payload:
        (part, *_) = reading.field(view, "redo").element["options"]
        return {"wish": "more sizzle", "redo": part["text"]["text"]}

    await errand.fills("the change", review, "change_video", again)
    await errand.publishes(await errand.reviewed(2))


async def stop(errand: Errand) -> None:
    """Stopped in the middle, and continued."""
    crew, errand.mending = errand.crew, False
    await errand.approves()
    await crew.press(crew.pablo, errand.production, "stop_production")
    errand.mending = True
    await errand.publishes(await errand.reviewed())


async def two(errand: Errand) -> None:
    """Two ideas; two people press the same button in the same moment; both videos go out."""
    crew = errand.crew
    first = errand.ideas[0]
    press = lambda who: crew.press(who, first, "approve_idea")  # noqa: E731
    await asyncio.gather(press(crew.maya), press(crew.pablo))
    await errand.approves(1)
    await errand.publishes(await errand.reviewed())
    errand.production = await errand.until("a production", lambda: errand._made(first))
    await errand.publishes(await errand.reviewed())


async def trouble(errand: Errand) -> None:
    """GEN fails the next part, and the next post."""
    await errand.crew.order(fail_generation=True)
    await errand.approves()
    review = await errand.reviewed()
    await errand.crew.order(fail_publish=True)
    await errand.publishes(review)


KINDS: dict[str, Callable[[Errand], Awaitable[None]]] = {
    "publish": publish, "cancel": cancel, "schedule": schedule, "reject": reject,
    "refine": refine, "change": change, "stop": stop, "two": two, "trouble": trouble,
}  # fmt: skip
WEIGHTS = {"publish": 4, "cancel": 2, "schedule": 2, "trouble": 2}
