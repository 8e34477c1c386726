"""What people see when GEN says no, and how they go on from there."""

import pytest

from genbot.sandbox import reading
from tests.journeys.town import IDEAS, LAUNCHES, Payload, Town, a_town

pytestmark = pytest.mark.processes


async def stuck(town: Town, topic: str, button: str) -> Payload:
    """A request in its own words, once it offers this button."""
    await town.asks(topic, channel=CHANNELS[topic])
    return await town.maya.sees(topic, channel=CHANNELS[topic], button=button)


CHANNELS = {
    "night tacos": IDEAS,
    "day tacos": LAUNCHES,
    "noon tacos": IDEAS,
    "dawn tacos": LAUNCHES,
}


async def test_ideas_wait_for_credits_for_permission_and_for_better_luck() -> None:
    async with a_town() as town:
        await town.credits(0)
        held = await stuck(town, "night tacos", "Continue")
        assert "no credits" in reading.words(held)
        await town.credits(5000)
        await town.presses(town.maya, "Continue", held)
        await town.cards(held)

        await town.order(approval=True)
        asking = await stuck(town, "day tacos", "Allow")
        await town.presses(town.maya, "Allow", asking)
        await town.cards(asking)

        await town.order(fail_run="The model was overloaded.")
        failed = await stuck(town, "noon tacos", "Try again")
        assert "The model was overloaded." in reading.words(failed)
        await town.presses(town.maya, "Try again", failed)
        await town.cards(failed)

        await town.order(revoke_key=True)
        refused = await stuck(town, "dawn tacos", "Try again")
        assert "Nothing you had is lost" in reading.words(refused)


async def test_a_video_goes_on_from_the_step_that_failed_and_from_where_credits_ended() -> None:
    async with a_town() as town:
        request = await town.asks("late-night tacos")
        (card,) = await town.cards(request)
        await town.order(fail_generation="The voice was busy.")
        await town.presses(town.maya, "Approve", card)
        production = await town.production(card)
        failed = await town.shows(production, "The voice was busy.", button="Retry")

        await town.credits(0)
        await town.presses(town.pablo, "Retry", failed)
        held = await town.shows(production, "no credits", button="Continue")
        await town.credits(5000)
        await town.presses(town.pablo, "Continue", held)

        await town.beneath(production, button="Publish now")
        made = (await town.gen())["generations"]
        assert [one["status"] for one in made].count("failed") == 1
        done = [one["type"] for one in made if one["status"] == "completed"]
        assert len(done) == len(set(done))


async def test_a_video_that_was_exchanged_at_gen_is_not_published() -> None:
    async with a_town(GENBOT_UNDO="0.5") as town:
        production, review = await town.to_review("late-night tacos")
        assert "exactly this file (SHA-256" in reading.words(review)
        await town.order(exchange_video=True)
        await town.presses(town.bea, "Publish now", review)
        failed = await town.beneath(production, "not the one that was approved", button="Try again")
        assert (await town.gen())["published"] == []

        await town.order(exchange_video=True)
        await town.presses(town.bea, "Try again", failed)
        await town.is_live(production)


async def test_a_post_that_was_refused_is_tried_again_by_a_person() -> None:
    async with a_town(GENBOT_UNDO="0.5") as town:
        production, review = await town.to_review("late-night tacos")
        await town.order(fail_publish="TikTok did not like the sound.")
        await town.presses(town.bea, "Publish now", review)
        failed = await town.beneath(
            production, "TikTok did not like the sound.", button="Try again"
        )
        await town.maya.sees("was not published", channel=IDEAS)

        await town.presses(town.bea, "Try again", failed)
        await town.is_live(production)

        posts = (await town.gen())["published"]
        assert [post["status"] for post in posts] == ["failed", "completed"]
