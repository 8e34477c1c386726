"""Three people with one aim, who mend what they see and press again what was not taken."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tests.chaos.board import Dict, Message
from tests.chaos.people import BEA, MAYA, PABLO, PATIENCE, Person, a_while, settles, text
from tests.chaos.world import GaveUp, World

HELP = ("retry_run", "allow_run", "resume_production")
Done = Callable[[], Any]
BEGINS = 7  # letters of a title by which two are told apart
MOST_TRIES = 200  # of one gesture that nothing acknowledges


class Team:
    """What the three can do together."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.maya, self.pablo, self.bea = (Person(world, id) for id in (MAYA, PABLO, BEA))
        self.mending, self.mended = True, 0
        self.keeper = self.bea  # who looks after posts that wait for a person

    def slot(self, kind: str) -> list[Message]:
        every = self.world.slack.board.messages
        return [one for one in every if one.slot.startswith(f"{kind}:")]

    async def until(self, done: Done, patience: float = PATIENCE) -> Any:
        """Wait for it, mending on the way whatever a card offers to mend; raises GaveUp."""
        end = self.world.now() + patience
        while not (found := done()):
            if self.world.now() >= end:
                raise GaveUp("in vain")
            if not (self.mending and await self._mend()):
                await self.world.slack.board.change(120.0)
        return found

    async def press(self, who: Person, act: str, gone: Done | None = None) -> None:
        """Press this button until it was taken: acknowledged, or no longer there."""
        message, element = await self.until(lambda: who.button(act))
        for _ in range(MOST_TRIES):
            if await who.press(message, element):
                return
            await a_while()
            again = who.button(act, lambda one, of=message: one is of)
            if again is None or (gone and gone()):
                return
            message, element = again
        raise GaveUp(f"{act} is never acknowledged")

    async def fill(self, who: Person, act: str, form: str, answers: Done) -> None:
        """Open a form, fill it in, send it; from the beginning when that comes to nothing."""
        for _ in range(MOST_TRIES):
            found = await self._offered(who, act)
            if found is None:
                return  # it was taken although nobody said so
            if who.board.window(who.id, form) is None:
                await who.press(*found)
                await a_while(5.0)
            window = who.board.window(who.id, form)
            if window and await who.submit(window, **answers()) is True:
                return
            await a_while()
        raise GaveUp(f"{form} could not be sent")

    async def _offered(self, who: Person, act: str) -> tuple[Message, Dict] | None:
        with suppress(GaveUp):
            found: tuple[Message, Dict] = await self.until(lambda: who.button(act), 1800.0)
            return found
        return None

    async def _mend(self) -> bool:
        for act in HELP:
            if (found := self.maya.button(act)) and await self._again_at_most(found, self.maya):
                return True
        who = self.keeper
        if (found := who.button("thaw")) and await self._again_at_most(found, who):
            return True
        if found := who.button("send_again"):
            return await self._look_and_say(*found)
        return False

    async def _again_at_most(self, found: tuple[Message, Dict], who: Person) -> bool:
        """Not twice at the same card as it stands, unless nobody acknowledged it."""
        message, element = found
        for action in reversed(self.world.actions):
            same = action.message is message and action.what == element["action_id"]
            if same and action.before == (message.says(), message.versions) and action.acked:
                return False
        self.mended += 1
        if self.mended > MOST_TRIES:
            raise GaveUp("mending without end")
        if not await who.press(message, element):
            await a_while()
        return True

    async def _look_and_say(self, message: Message, element: Dict) -> bool:
        """Somebody looks at the account: is it there?"""
        live = self.keeper.button("it_is_live", lambda one: one is message)
        known = " ".join(one.says() for one in self.world.slack.board.messages)
        posts = [
            one
            for one in self.world.gen.posts.values()
            if one.status != "failed" and f"73{one.id}" not in known
        ]
        if len(self.slot("review")) > 1:  # of several videos only this one's
            posts = [
                one for one in posts if _letters(one.about["caption"]) in _letters(message.text)
            ]
        if live is None or not posts:
            return await self._again_at_most((message, element), self.keeper)
        post = posts[-1]
        found = {"post": text(f"73{post.id}")}
        await self.fill(self.keeper, "it_is_live", "live_form", lambda: found)
        return True

    # --- steps

    async def asks(self, topic: str = "late tacos", count: int = 2) -> list[Message]:
        """Ideas are asked for, and arrive."""

        def asked() -> bool:
            return any(topic in one.text for one in self.slot("request"))

        for _ in range(MOST_TRIES):
            if asked():
                break
            if await self.maya.type(f"ideas {count} {topic}"):
                await self.until(asked)
            else:
                await a_while(60.0)
        await self.until(lambda: len(self.slot("idea")) >= count)
        return self.slot("idea")

    async def sets(self, who: Person, gate: str = "", **wanted: Dict) -> None:
        """The settings as they are, but for this; again until they were taken."""
        for _ in range(MOST_TRIES):
            if await settles(who, 10.0, gate, **wanted) is True:
                return
            await a_while()
        raise GaveUp("the settings are never taken")

    async def approves(self) -> None:
        await self.press(self.pablo, "approve_idea", lambda: self.slot("production"))
        await self.until(lambda: self.bea.button("open_publish"))

    def live(self) -> bool:
        return any("live on TikTok" in one.text for one in self.slot("confirmed"))


def _letters(text: str) -> str:
    """How a caption begins, whatever stands between its letters."""
    return "".join(filter(str.isalnum, text.rpartition("“")[2]))[:BEGINS]
