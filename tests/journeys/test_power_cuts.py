"""The bot's process is killed (`kill -9`) at chosen moments and comes back: nothing lost, nothing twice."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.journeys.town import IDEAS, Moment, Town, a_town

pytestmark = pytest.mark.processes

POST, UPDATE = "POST /api/chat.postMessage", "POST /api/chat.update"
PARTS = r"POST /v1/autocontentengine/\d+/cells/\d+/(layers/\d+/)?generate"


@asynccontextmanager
async def a_town_where_it_dies_at(*moments: Moment) -> AsyncIterator[Town]:
    """At the end every one of the moments has come, and nothing can be seen twice."""
    async with a_town(*moments, GENBOT_UNDO="1") as town:
        yield town
        assert town.reaper.moments == []
        assert await town.repeated() == []


async def charged(town: Town) -> Counter[str]:
    """What GEN was paid for, by what it was."""
    books = await town.gen()
    paid = [run["purpose"] for run in books["runs"]]
    return Counter([*paid, *(made["type"] for made in books["generations"])])


async def test_while_ideas_are_asked_for() -> None:
    async with a_town_where_it_dies_at(
        Moment("POST /v1/agent/run"),
        Moment("GET /v1/agent/runs/"),
        Moment(POST, nth=3),  # the second of the idea cards
    ) as town:
        await town.maya.until("the bot", lambda: town.maya.bot_online or None)
        await town.maya.types("/gen ideas 3 late-night tacos", channel=IDEAS)
        await town.reaper.power_cut()  # the command was acknowledged, so it counts

        request = await town.maya.sees("late-night tacos", channel=IDEAS)
        cards = await town.cards(request, count=3)

        assert town.reaper.kills == 4
        assert len({card["ts"] for card in cards}) == 3
        assert await charged(town) == {"ideas": 1}
        await town.maya.sees("3 ideas", "3 waiting", channel=IDEAS)


async def test_while_a_video_is_made() -> None:
    async with a_town_where_it_dies_at(
        Moment(r"POST /v1/templates/.*/clone"),
        Moment("PATCH /v1/autocontentengine/"),
        Moment(PARTS, nth=1),
        Moment(PARTS, nth=4, effect=False),
        Moment("GET /v1/generations/"),
        Moment(r"POST /v1/autocontentengine/\d+/cells/\d+/render"),
    ) as town:
        request = await town.asks("late-night tacos")
        (card,) = await town.cards(request)
        await town.presses(town.pablo, "Approve", card)
        await town.reaper.power_cut()  # the click was acknowledged, so it counts

        production = await town.production(card)
        await town.beneath(production, button="Publish now")

        assert town.reaper.kills == 7
        assert max((await charged(town)).values()) == 1  # nothing was paid for twice


async def test_while_the_video_is_shown() -> None:
    async with a_town_where_it_dies_at(
        Moment("POST /api/files.getUploadURLExternal"),
        Moment("POST /upload/"),
        Moment("POST /api/files.completeUploadExternal"),
    ) as town:
        production, _ = await town.to_review("late-night tacos")

        shown = town.bea.find(channel=production["channel"], thread=production["ts"], file=True)
        assert len(shown) == 1


async def test_between_the_publish_click_and_the_confirmation() -> None:
    async with a_town_where_it_dies_at(Moment(r"GET /v1/user_jobs/\d+")) as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        await town.reaper.power_cut()  # Undo can still be pressed
        await town.beneath(production, "GEN is publishing it")
        said = (await town.slack())["calls"]["chat.postMessage"]
        town.reaper.moments.append(Moment(f"{POST}", nth=1))  # the confirmation
        post_id = await town.is_live(production)

        books = await town.gen()
        assert said < (await town.slack())["calls"]["chat.postMessage"]
        assert [post["post_id"] for post in books["published"]] == [post_id]
        assert books["publish_calls"] == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_at_the_publish_call_itself(*, arrived: bool) -> None:
    async with a_town_where_it_dies_at(Moment("POST /v1/user_jobs", effect=arrived)) as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)

        doubt = await town.beneath(production, "I may have published it", button="It is live")
        assert (await town.gen())["publish_calls"] == int(arrived)

        await (says_it_is_live if arrived else sends_it_again)(town, doubt)
        await town.is_live(production)
        books = await town.gen()
        assert books["publish_calls"] == len(books["published"]) == 1


async def says_it_is_live(town: Town, doubt: dict[str, Any]) -> None:
    """Bea looks at the account, finds the post, and copies its id."""
    post = await town.on_tiktok()
    await town.presses(town.bea, "It is live", doubt)
    await town.fills(town.bea, post=post["post_id"])


async def sends_it_again(town: Town, doubt: dict[str, Any]) -> None:
    """Bea looks at the account and finds nothing."""
    await town.presses(town.bea, "Not live, send again", doubt)
