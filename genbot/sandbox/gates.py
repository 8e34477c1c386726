"""The demo's careful story: a team with rules, money with a limit, and nothing that leaves by mistake."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from genbot.sandbox import reading, tally
from genbot.sandbox.house import GRIDDLE, LEADS, RIGHT, House, lines_with
from genbot.sandbox.reading import Payload
from genbot.sandbox.stage import CHANNEL
from genbot.sandbox.story import CAPTION

SECOND = "/gen ideas 1 street salsa, under 12 seconds"
DOUBT = "I may have published it"
REHEARSAL = "Publish nothing: show here what would go out"
TIMES = "every day 12:00 Berlin"


class Gates(House):
    """Two videos past every gate there is."""

    title = "the gates, kept by the team"
    speed = 200.0

    def chapters(self) -> Sequence[Callable[[], Any]]:
        return (
            *(self.meet, self.ask, self.rules, self.decide, self.access, self.leave),
            *(self.agree, self.undo, self.freeze, self.unsure),
            *(self.budget, self.checks, self.slot, self.record),
        )

    async def rules(self) -> None:
        self.narrator.chapter("Who decides")
        await self.opens(self.bea, "/gen policy videos workspace", "People who may approve")
        await self.accepted(self.bea, groups=f"@{LEADS}")
        await self.bea.form("Saved.")
        self.tell("Bea", f"lets @{LEADS} decide what goes out, in every channel: Pablo and herself")
        await self.opens(self.bea, "/gen policy videos", "As the workspace says")
        await self.accepted(self.bea, groups=f"@{LEADS}", needed="2")
        said = await self.told(self.bea, "2 of @")
        self.tell("Bea", f"wants two of them to agree in {CHANNEL}", lines=said)
        await self.opens(self.bea, "/gen settings", "Rehearsal")
        await self.accepted(self.bea, rehearsal=REHEARSAL)
        self.tell("Bea", "begins with a rehearsal: all is real, only nothing is published")

    async def decide(self) -> None:
        await self.rejects(self._cards[1])
        await self.approves_idea(self._cards[0])
        await self.made()

    async def access(self) -> None:
        self.narrator.chapter("A rehearsal")
        review = await self.in_thread(0, button="Rehearse now")
        await self.press(self.maya, "Rehearse now", on=review)
        no = await self.told(self.maya, "may decide about videos")
        self.tell("Maya", "wants to let it out, and may not", lines=no)
        await self.press(self.maya, "Request access", on=await self.refusal())
        wish = await self.letter(self.bea, "asks to approve videos", button="Allow")
        self.tell("Maya", "asks for the right to")
        await self.press(self.bea, "Allow", on=wish)
        await self.letter(self.maya, "You may approve videos")
        self.tell("Bea", "allows it with one click; it takes two all the same")

    async def leave(self) -> None:
        self.narrator.chapter("People come and go")
        waits = await self.first_yes(0, self.pablo, "Rehearse now")
        self.tell("Pablo", "approves it; one more is needed")
        await self.members(self.bea)
        self.tell("Pablo", f"leaves @{LEADS}: what he approved does not count any more")
        self.tell("Maya", "asks: Why?", lines=await self.why(self.maya, waits))
        for who in (self.bea, self.maya):
            await self.press(who, "Approve", on=waits)
        await self.bea.sees("would be out now", channel=CHANNEL)
        await self.nothing_out()
        self.tell("Bea", "and Maya approve it: it stands in the channel, and nothing is published")

    async def agree(self) -> None:
        self.narrator.chapter("Two approvals, of exactly one thing")
        await self.opens(self.bea, "/gen settings", "Rehearsal")
        await self.accepted(self.bea, rehearsal=[])
        await self.press(self.bea, "Back to review", on=await self.in_thread(0, button="Back to"))
        self.tell("Bea", "ends the rehearsal, and takes the video back to review")
        waits = await self.first_yes(0, self.bea)
        self.tell("Bea", "approves the first video; one more is needed")
        await self.press(self.maya, "Edit or schedule", on=waits)
        await self.accepted(self.maya, caption=CAPTION)
        void = await self.in_thread(0, "does not count any more", button="Approve")
        said = [f"Caption: {CAPTION}", "Bea's approval was of another caption, and is void."]
        self.tell("Maya", "changes the caption, and approves that", lines=said)
        await self.press(self.bea, "Approve", on=void)
        self.tell("Bea", "approves exactly that")

    async def undo(self) -> None:
        going = await self.in_thread(0, button="Undo")
        await self.press(self.maya, "Undo", on=going)
        await self.in_thread(0, "Taken back")
        self.tell("Maya", "has second thoughts: Undo, and nothing has left")

    async def freeze(self) -> None:
        self.narrator.chapter("Frozen")
        await self.bea.types("/gen freeze is the music cleared?", channel=CHANNEL)
        frozen = await self.bea.sees("is the music cleared?", channel=CHANNEL, button="Thaw")
        self.tell("Bea", "freezes the channel", frozen)
        review = await self.in_thread(0, "Frozen by", button="Edit or schedule")
        said = self.barred(review, "❄️")
        self.tell("genbot", "takes Publish now off the first video:", lines=said)
        await self.press(self.bea, "Thaw", on=frozen)
        self.tell("Bea", "knows that it is cleared: thaws")

    async def unsure(self) -> None:
        self.narrator.chapter("An answer that is lost")
        await self.gen("next", lose_publish=True)
        await self.press(self.maya, "Approve", on=await self.first_yes(0, self.bea))
        self.tell("Bea", "and Maya approve it once more: it goes out, and GEN's answer is lost")
        doubt = await self.in_thread(0, DOUBT, button="It is live")
        self.tell("genbot", "does not know, so it does not send it again", doubt)
        [post] = (await self.gen("state"))["published"]
        await self.press(self.bea, "It is live", on=doubt)
        await self.accepted(self.bea, **{"Link to the post": post["post_id"]})
        self.tell("Bea", "looks at TikTok, finds it, and says so")
        await self.confirmed()

    async def budget(self) -> None:
        self.narrator.chapter("Money")
        await self.opens(self.bea, "/gen settings", "Rehearsal")
        await self.accepted(self.bea, budget="1")
        self.tell("Bea", "sets a budget that the first video has used up")
        await self.gen("next", footage=GRIDDLE)
        await self.approves_idea(await self.one_more(SECOND))
        self.now("the second video is held")
        held = await self.bea.sees("Over budget", channel=CHANNEL, button="Allow once")
        self.tell("genbot", "holds the second video:", lines=lines_with("Over budget", held))
        await self.press(self.bea, "Allow once", on=held)
        self.tell("Bea", "allows it once")

    async def checks(self) -> None:
        self.narrator.chapter("A list before it goes out")
        await self.made()
        review = await self.in_thread(1, f"Footage of {GRIDDLE}", button="Edit or schedule")
        self.tell("genbot", "has no Publish now on this one:", lines=self.barred(review, "❌"))
        await self.bea.types(f"/gen slots {TIMES}", channel=CHANNEL)
        await self.bea.sees("Posts every day", channel=CHANNEL)
        self.tell("Bea", f"says when the channel posts: {TIMES}")

    async def slot(self) -> None:
        await self.press(self.maya, "Edit or schedule", on=await self.in_thread(1, button="Edit"))
        form = await self.maya.form("Next posting time")
        taken = await self.press(self.maya, "Next posting time", on=form)
        await self.maya.until("its time in the form", lambda: self._moved_on(form))
        await self.accepted(self.maya, footage=RIGHT)
        self.tell("Maya", "ticks that she has the right to it, and plans it:", lines=[taken.label])
        await self.press(
            self.bea, "Approve", on=await self.in_thread(1, "1 of 2", button="Approve")
        )
        planned = await self.in_thread(1, "It can be moved or cancelled", button="Cancel")
        self.tell("Bea", "approves that, and the second video waits for its time", planned)
        await self.at_gen("approved_to_post", 1)
        self.ended = time.monotonic()

    async def record(self) -> None:
        self.narrator.chapter("The record")
        for video, title in zip(self._videos, self._approved, strict=True):
            receipt = await self.receipt_of(title, video["ts"])
            self.receipts.append(receipt)
            self.tell("Bea", f"asks for the receipt of “{title}”", lines=tally.lines(receipt))
        thread = self.more[0]["ts"]
        await self.maya.sees("Approved for posting", channel=CHANNEL, thread=thread)
        await self.maya.types("/gen credits", channel=CHANNEL)
        self.credits = await self.maya.sees("credits left", channel=CHANNEL)
        self.tell("Maya", "asks what is left", self.credits)

    def _moved_on(self, form: Payload) -> Payload | None:
        now = self.maya.view
        return now if now and now != form and not reading.button(now, "Next posting time") else None

    # How it went.

    def summary(self, state: Payload) -> dict[str, Any]:
        """GEN's figures; beside them, as `seen`, the same ones as people can read them in Slack,
        and those on which the two do not agree."""
        planned = sum(one["status"] == "approved_to_post" for one in state["ideas"])
        counted = super().summary(state) | {"planned": planned, "credits": state["credits"]}
        seen = self.seen()
        differ = [name for name, told in seen.items() if not _alike(counted[name], told)]
        return counted | {"seen": seen, "differ": differ}

    def seen(self) -> dict[str, Any]:
        """What stands in the channel, its threads, the receipts and the statement in the end."""
        return {
            **tally.ideas(self.beneath([self._request, *self.more])),
            "rendered": tally.videos(self.beneath(self._videos)),
            "published": tally.live(self.bea.messages(CHANNEL)),
            "publish_calls": tally.calls(self.receipts),
            "post_ids": self.post_ids,
            "credits": tally.credits(self.credits),
        }

    def good(self, summary: dict[str, Any]) -> bool:
        """One of two was published, once, the other one waits for its time, and both sides say so."""
        counts = [summary[name] for name in ("approved", "published", "publish_calls", "planned")]
        return counts == [2, 1, 1, 1] and self.heard(summary) and not summary["differ"]


def _alike(counted: Any, told: Any) -> bool:
    """Whether both sides say the same; posts are not told in an order."""
    same = sorted if isinstance(told, list) else lambda one: one
    return bool(same(counted) == same(told))
