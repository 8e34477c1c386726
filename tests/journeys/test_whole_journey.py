"""The whole journey with the real bot: from a wish to a confirmed post, and the roads beside it."""

import time

import pytest

from genbot.sandbox import reading
from genbot.sandbox.person import Person
from tests.journeys.town import IDEAS, LAUNCHES, Moment, Payload, a_town, title_of

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("private", [False, True])
async def test_from_a_wish_to_a_confirmed_post(private: bool) -> None:
    async with a_town(GENBOT_UNDO="0.5") as town:
        await town.at_slack("channel", channel=IDEAS, private=private)
        request = await town.asks("late-night tacos, under 12 seconds")
        (card,) = await town.cards(request)
        await town.presses(town.maya, "Approve", card)
        production = await town.production(card)
        video = await town.beneath(production, file=True)
        assert video["files"][0]["mimetype"] == "video/mp4"

        review = await town.beneath(production, button="Publish now")
        await town.presses(town.bea, "Publish now", review)
        post_id = await town.is_live(production)

        books = await town.gen()
        (post,) = books["published"]
        assert books["publish_calls"] == 1
        assert post["post_id"] == post_id
        assert reading.plain(post["description"]) in reading.plain(reading.words(review))
        assert await town.repeated() == []
        assert (await town.slack())["refused"] == []


async def test_ideas_are_refined_in_the_thread_until_one_fits() -> None:
    async with a_town() as town:
        request = await town.asks("street tacos", count=3)
        cards = await town.cards(request, count=3)
        before = {reading.words(card) for card in cards}

        await town.maya.types("make 2 funnier", channel=IDEAS, thread=request["ts"])
        place = {"channel": IDEAS, "thread": request["ts"]}

        def refined() -> list[str] | None:
            shown = town.maya.find(button="Approve", **place)
            now = {reading.words(card): card["ts"] for card in shown}
            return [ts for words, ts in now.items() if words not in before] or None

        (ts,) = await town.maya.until("the refined idea", refined)
        assert ts in {card["ts"] for card in cards}

        await town.presses(town.pablo, "Reject", cards[0])
        await town.fills(town.pablo, reason="Wrong topic", note="we did this in May")
        await town.maya.sees("Rejected", "Wrong topic", "we did this in May", **place)
        await town.maya.sees("street tacos", "1 rejected", "2 waiting", channel=IDEAS)


async def test_a_changed_video_needs_a_new_approval() -> None:
    async with a_town(GENBOT_UNDO="0.5") as town:
        production, first = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Change", first)
        form = await town.bea.form("wish", "redo")
        (part, *_) = reading.field(form, "redo").element["options"]
        await town.fills(town.bea, wish="more sizzle", redo=part["text"]["text"])

        second = await town.beneath(production, "Version 2", button="Publish now")
        assert second["ts"] != first["ts"]
        await loses_its_buttons(town.bea, first)

        await town.presses(town.bea, "Publish now", second)
        await town.is_live(production)
        books = await town.gen()
        assert books["publish_calls"] == 1
        renders = [made for made in books["generations"] if made["type"] == "render"]
        assert len(renders) == 2


async def test_a_post_is_undone_then_scheduled_and_goes_out_at_its_time() -> None:
    async with a_town(GENBOT_UNDO="20") as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        leaving = await town.beneath(production, "Goes out", button="Undo")
        await town.presses(town.bea, "Undo", leaving)
        review = await town.beneath(production, button="Edit or schedule")
        assert (await town.gen())["publish_calls"] == 0

        await town.presses(town.bea, "Edit or schedule", review)
        await town.bea.form("caption", "when")
        assert not await town.bea.fills(caption="Tacos at last", when=int(time.time()) - 60)
        assert "passed" in town.bea.errors["when"]
        due = int(time.time()) + 3
        await town.fills(town.bea, caption="Tacos at last", when=due)
        await town.beneath(production, "Goes out", button="Cancel")

        await town.is_live(production)
        post = await town.on_tiktok()
        assert post["description"] == "Tacos at last"
        assert post["at"] >= due


async def test_a_channel_needs_an_agent_and_an_invitation() -> None:
    async with a_town() as town:
        here = {"channel": LAUNCHES}
        await town.insists(town.maya, lambda: town.maya.types("/gen use nobody", **here))
        await hears(town.maya, "no agent of that name")

        await town.maya.types("/gen use luma", **here)
        await hears(town.maya, "This channel works with luma")
        request = await town.asks("night creams", **here)
        (card,) = await town.cards(request)

        assert "Agent: luma" in reading.words(request)
        assert title_of(card) in {idea["title"] for idea in (await town.gen())["ideas"]}

        await town.maya.types("/gen ideas 1 day creams", channel="#random")
        await town.maya.sees("I cannot speak in", channel=town.maya.directs[0])


async def loses_its_buttons(who: Person, card: Payload) -> None:
    """Nothing can be decided on it any more."""

    def look() -> bool | None:
        shown = who.messages(card["channel"], card["thread_ts"])
        return any(one["ts"] == card["ts"] and not reading.buttons(one) for one in shown) or None

    await who.until("a card without buttons", look)


async def hears(who: Person, words: str) -> None:
    """Something only they can read."""
    await who.until(f"a private “{words}”", lambda: _heard(who, words))


def _heard(who: Person, words: str) -> bool | None:
    return any(words in said for said in who.whispers()) or None


async def test_the_bot_finishes_what_it_acknowledged_before_it_stops() -> None:
    async with a_town(GENBOT_UNDO="0.5") as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        town.world.bot.ask_to_end()
        assert await town.world.bot.ended() == 0

        await town.is_live(production)  # it was brought back

        assert (await town.gen())["publish_calls"] == 1
        assert await town.repeated() == []


async def test_an_answer_that_was_lost_makes_the_post_unsure_and_a_person_decides() -> None:
    lost = Moment("POST /v1/user_jobs", deadly=False)
    async with a_town(lost, GENBOT_UNDO="0.5") as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        doubt = await town.beneath(production, "Look first", button="Not live, send again")
        await town.presses(town.bea, "Hold", doubt)

        held = await town.beneath(production, "On hold", button="It is live")
        post = await town.on_tiktok()
        await town.presses(town.bea, "It is live", held)
        link = f"https://www.tiktok.com/@santiago_after_dark/video/{post['post_id']}"
        await town.fills(town.bea, post=link)

        assert await town.is_live(production) == post["post_id"]
        assert (await town.gen())["publish_calls"] == 1
