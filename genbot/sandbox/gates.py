"""The demo's careful story: two have to approve, money has a limit, and nothing leaves by mistake."""

from collections.abc import Callable, Sequence
from typing import Any

from genbot.sandbox import reading
from genbot.sandbox.person import Person
from genbot.sandbox.reading import Payload
from genbot.sandbox.stage import CHANNEL
from genbot.sandbox.story import CAPTION, Story, name_of

DOUBT = "I may have published it"


class Gates(Story):
    """Two videos past every gate there is."""

    title = "the gates, kept by the team"

    def chapters(self) -> Sequence[Callable[[], Any]]:
        return (
            *(self.meet, self.rules, self.ask, self.first, self.over_budget),
            *(self.agree, self.undo, self.freeze, self.unsure, self.hear, self.receipt),
        )

    async def rules(self) -> None:
        self.narrator.chapter("The rules of the house")
        self.now("/gen policy videos")
        await self.bea.types("/gen policy videos", channel=CHANNEL)
        await self.bea.form("People who may approve")
        both = [self.bea.user, self.maya.user]
        await self.accepted(self.bea, people=both, needed="2")
        await self.bea.until("the new rule", lambda: self._whispered(self.bea, "2 of"))
        self.tell("Bea", "says that two have to approve what goes public: herself and Maya")

    async def first(self) -> None:
        self.narrator.chapter("Money")
        await self._approves(self._cards[0])
        await self._made(self._approved[0])

    async def over_budget(self) -> None:
        self.now("/gen settings")
        await self.bea.types("/gen settings", channel=CHANNEL)
        await self.bea.form("Budget of this channel")
        await self.accepted(self.bea, budget="1")
        self.tell("Bea", "sets a budget that the first video has used up")
        await self._approves(self._cards[1])
        self.now("the second video is held")
        held = await self.bea.sees("Over budget", channel=CHANNEL, button="Allow once")
        self.tell("genbot", "holds the second video and asks", held)
        await self.bea.presses("Allow once", on=held)
        self.tell("Bea", "allows it once")
        await self._made(self._approved[1])

    async def agree(self) -> None:
        self.narrator.chapter("Two approvals, of exactly one thing")
        review = await self._review(self._videos[0])
        await self.bea.presses("Publish now", on=review)
        waits = await self._in_thread(0, "1 of 2 approvals", button="Approve")
        self.tell("Bea", "approves the first video; one more is needed", waits)
        await self.maya.presses("Edit or schedule", on=waits)
        await self.accepted(self.maya, caption=CAPTION)
        void = await self._in_thread(0, "does not count any more", button="Approve")
        said = [f"Caption: {CAPTION}", "Bea's approval was of another caption, and is void."]
        self.tell("Maya", "changes the caption, and approves that", lines=said)
        await self.bea.presses("Approve", on=void)
        self.tell("Bea", "approves exactly that")

    async def undo(self) -> None:
        self.now("Undo")
        going = await self._in_thread(0, button="Undo")
        await self.maya.presses("Undo", on=going)
        await self._in_thread(0, "Taken back")
        self.tell("Maya", "has second thoughts: Undo, and nothing has left")

    async def freeze(self) -> None:
        self.narrator.chapter("Frozen")
        await self.bea.types("/gen freeze is the music cleared?", channel=CHANNEL)
        frozen = await self.bea.sees("is the music cleared?", channel=CHANNEL, button="Thaw")
        self.tell("Bea", "freezes the channel", frozen)
        review = await self._review(self._videos[0])
        await self.maya.presses("Publish now", on=review)
        no = await self.maya.until(
            "a private no", lambda: self._whispered(self.maya, "Publishing is frozen")
        )
        self.tell(
            "Maya", "tries to publish", lines=[f"Only visible to Maya: {reading.as_read(no)}"]
        )
        await self.bea.presses("Thaw", on=frozen)
        self.tell("Bea", "knows that it is cleared: thaws")
        await self._both(0, "the first video goes out")
        live = await self._in_thread(0, "Live on TikTok")
        self.tell("genbot", "tells that it is out, once", live)

    async def unsure(self) -> None:
        self.narrator.chapter("An answer that is lost")
        await self.gen("next", lose_publish=True)
        await self._both(1, "the second video is approved, and GEN's answer is lost")
        doubt = await self._in_thread(1, DOUBT, button="It is live")
        self.tell("genbot", "does not know, so it does not send it again", doubt)
        state = await self.gen("state")
        post = next(one for one in state["published"] if one["post_id"] not in self._first(state))
        await self.bea.presses("It is live", on=doubt)
        await self.accepted(self.bea, **{"Link to the post": post["post_id"]})
        self.tell("Bea", "looks at TikTok, finds it, and says so")

    async def receipt(self) -> None:
        self.narrator.chapter("The record")
        self.now("/gen receipt")
        await self.bea.types(f"/gen receipt {self._approved[0]}", channel=CHANNEL)
        told = await self.bea.until(
            "the receipt", lambda: self._whispered(self.bea, "The receipt of")
        )
        self.tell("Bea", "asks for a receipt of the first", lines=[reading.as_read(told)])

    # How they do things.

    async def _approves(self, card: Payload) -> None:
        self.now(f"Pablo approves “{name_of(card)}”")
        await self._sees_decided(self.pablo, "Approve", card, "Approved")
        self.tell("Pablo", f"approves the idea “{name_of(card)}”")
        self._approved.append(name_of(card))

    async def _made(self, title: str) -> None:
        self.now(f"the video of “{title}”")
        self._videos.append(await self._production(title))
        await self.bea.sees(channel=CHANNEL, thread=self._videos[-1]["ts"], file=True)
        self.tell("genbot", f"makes “{title}” and shows it in the thread")

    async def _both(self, which: int, what: str) -> None:
        """Maya approves it as it is shown, then Bea."""
        review = await self._review(self._videos[which])
        await self.maya.presses("Publish now", on=review)
        waits = await self._in_thread(which, "1 of 2 approvals", button="Approve")
        await self.bea.presses("Approve", on=waits)
        self.tell("Maya", f"and Bea approve it: {what}")

    async def _in_thread(self, which: int, *words: str, button: str = "") -> Payload:
        self.now(f"“{(*words, button)[0]}” in the thread")
        thread = self._videos[which]["ts"]
        return await self.bea.sees(*words, channel=CHANNEL, thread=thread, button=button)

    def _whispered(self, who: Person, words: str) -> str | None:
        return next((said for said in reversed(who.whispers()) if words in said), None)

    def _first(self, state: Payload) -> set[str]:
        """The posts the channel has heard of, or will by itself."""
        return {one["post_id"] for one in state["published"][:1]}
