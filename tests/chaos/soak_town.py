"""People of a busy workspace: by day they ask, approve, publish and change their minds; at night a few."""

import asyncio
import heapq
from itertools import count

from tests.chaos.board import Dict, Message
from tests.chaos.people import BEA, MAYA, PABLO, Person, boxes, choice, moment, text
from tests.chaos.world import World

LOOKS = 60.0  # seconds between two looks at what is new
THINKS = 1200.0  # seconds, the median until somebody decides
KINDS = ("idea", "review", "publication", "production", "request")
Turn = tuple[float, int, Message]


class Town:
    """`lives(hours)` and everybody goes about their business; chance is the world's."""

    def __init__(self, world: World, requests: float) -> None:
        self.world, self.rng, self.requests = world, world.rng, requests
        self.maya, self.pablo, self.bea = (Person(world, id) for id in (MAYA, PABLO, BEA))
        self._turns: list[Turn] = []
        self._order, self._topics = count(), count()
        self._seen = 0

    async def lives(self, hours: float) -> None:
        end = self.world.now() + hours * 3600.0
        while self.world.now() < end:
            await asyncio.sleep(LOOKS)
            if self.rng.random() < self.requests * self._awake() * LOOKS / 3600.0:
                await self.maya.type(
                    f"ideas {self.rng.choice((2, 3, 5))} topic{next(self._topics)}x"
                )
            self._see()
            while self._turns and self._turns[0][0] <= self.world.now():
                await self._decide(heapq.heappop(self._turns)[2])

    def _awake(self) -> float:
        """How busy it is at this hour: all day long, with a few at night."""
        return 1.0 if 8 <= self.world.now() / 3600.0 % 24 < 19 else 0.1

    def _see(self) -> None:
        messages = self.world.slack.board.messages
        for message in messages[self._seen :]:
            if message.slot.partition(":")[0] in KINDS:
                self._later(message)
        self._seen = len(messages)

    def _later(self, message: Message) -> None:
        at = self.world.now() + THINKS / self._awake() ** 0.5 * self.rng.lognormvariate(0.0, 0.8)
        heapq.heappush(self._turns, (at, next(self._order), message))

    async def _decide(self, message: Message) -> None:
        """One of its buttons, or none; what is not ready to be decided is looked at again."""
        offered = {one["action_id"]: one for one in message.buttons()}
        kind = message.slot.partition(":")[0]
        if kind == "production" and not {"resume_production"} & set(offered):
            return
        wish = self.rng.random()
        match kind:
            case "idea" if "approve_idea" in offered and wish < 0.55:
                await self.pablo.press(message, offered["approve_idea"])
            case "idea" if "reject_idea" in offered and wish < 0.85:
                form = {"reason": choice("hook"), "note": text("too slow")}
                await self._fill(self.pablo, message, offered["reject_idea"], form)
            case "review" if "open_publish" in offered:
                await self._review(message, offered, wish)
            case "publication" if "cancel_post" in offered and wish < 0.3:
                await self.bea.press(message, offered["cancel_post"])
            case "request" if "retry_run" in offered:
                await self.maya.press(message, offered["retry_run"])
            case "production":
                await self.pablo.press(message, offered["resume_production"])

    async def _review(self, message: Message, offered: dict[str, Dict], wish: float) -> None:
        if wish < 0.5:
            await self.bea.press(message, offered["publish_now"])
        elif wish < 0.8:
            due = self.world.now() + 3600.0 * self.rng.uniform(1.0, 30.0)
            form = {
                "caption": text(f"Later #tacos {message.ts}"),
                "media_type": choice("VIDEO"),
                "when": moment(due),
            }
            await self._fill(self.bea, message, offered["open_publish"], form)
        elif wish < 0.9 and "reject_video" in offered:
            form = {"reason": choice("off_brand")}
            await self._fill(self.bea, message, offered["reject_video"], form)
        elif "change_video" in offered:
            await self._fill(self.bea, message, offered["change_video"], {"wish": text("brighter")})
        if self.rng.random() < 0.2:  # who cancels publishes later
            self._later(message)

    async def _fill(
        self, who: Person, message: Message, element: Dict, form: dict[str, Dict]
    ) -> None:
        if not await who.press(message, element):
            return
        await asyncio.sleep(10.0)
        window = who.board.window(who.id)
        if window is None:
            return
        for block in window.view["blocks"]:
            if block.get("block_id") == "redo":
                form["redo"] = boxes([block["element"]["options"][0]["value"]])
        if await who.submit(window, **form) is not True:
            window.open = False
