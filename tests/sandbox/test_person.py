"""A person at the pretend Slack finds things by the words on them, and waits for what they expect."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from genbot.sandbox import reading
from genbot.sandbox.narrator import Lines
from genbot.sandbox.person import Declined, NeverSaw, Person, at_slack
from genbot.sandbox.reading import NotThere
from genbot.sandbox.slack import slack_app
from genbot.sandbox.stage import Stage
from genbot.sandbox.world import World
from tests.sandbox.slack.conftest import a_manifest
from tests.sandbox.small_bot import FORM, REASONS, field, option, small_bot

MAYA, PABLO = "U0MARKETER", "U0PRODUCER"


@pytest.fixture
async def slack() -> AsyncIterator[str]:
    """A pretend Slack with the small bot connected to it."""
    server = TestServer(slack_app(World(seed=3), a_manifest()))
    await server.start_server()
    url = str(server.make_url("")).rstrip("/")
    handler = AsyncSocketModeHandler(small_bot(f"{url}/api/"), "xapp-sandbox")
    await handler.connect_async()
    yield url
    await handler.close_async()
    await server.close()


@pytest.fixture
async def people(slack: str) -> AsyncIterator[list[Person]]:
    async with at_slack(slack, MAYA, PABLO, patience=60) as both:
        yield both


@pytest.fixture
async def maya(people: list[Person]) -> Person:
    return people[0]


@pytest.fixture
async def card(maya: Person) -> dict[str, Any]:
    """A request was made, and its idea card has come into the thread."""
    await maya.types("/gen ideas 5 tacos", channel="#video-ideas")
    request = await maya.sees("ideas 5 tacos", channel="#video-ideas")
    return await maya.sees(channel="#video-ideas", thread=request["ts"], button="Approve")


async def test_words_on_a_card_are_found_whatever_emoji_and_capitals(card: dict[str, Any]) -> None:
    assert "*1. Tacos &amp; more*" in reading.words(card)
    assert [one.label for one in reading.buttons(card)] == ["✅ Approve", "Reject…"]
    assert reading.button(card, "reject") == reading.buttons(card)[1]
    assert reading.button(card, "Publish") is None


async def test_a_private_answer_is_seen_by_its_reader_only(
    people: list[Person], card: dict[str, Any]
) -> None:
    maya, pablo = people

    await maya.presses("Approve", on=card)
    whispered = await maya.until("a private answer", lambda: maya.whispers() or None)

    assert whispered == ["Already approved."]
    assert pablo.whispers() == []


async def test_a_form_is_filled_by_labels_and_keeps_what_was_in_it(
    maya: Person, card: dict[str, Any]
) -> None:
    await maya.presses("Reject", on=card)
    await maya.form("Why?", "Anything to add?")

    hasty = await maya.fills(reason="The hook is weak", note="no")
    assert not hasty
    assert maya.errors == {"note": "Say a little more."}

    assert await maya.fills(reason="not our brand", note="too loud")
    seen = await maya.sees(
        "Rejected: brand, Tacos, too loud", channel="#video-ideas", thread=card["thread_ts"]
    )
    assert seen["ts"] == card["ts"]
    await maya.until("the form to close", lambda: maya.view is None or None)


async def test_someone_who_arrives_later_sees_what_was_said_before(
    slack: str, card: dict[str, Any]
) -> None:
    async with at_slack(slack, PABLO) as (pablo,):
        assert pablo.find("tacos", channel="#video-ideas", thread=card["thread_ts"])
        assert pablo.bot_online
        assert pablo.name == "Pablo Ruiz"


async def test_waiting_ends_with_what_was_seen_instead(maya: Person, card: dict[str, Any]) -> None:
    with pytest.raises(NeverSaw, match="Maya Marks waited for “burgers” in #video-ideas") as never:
        await maya.sees("burgers", channel="#video-ideas", within=0.05)

    assert any("Tacos" in line for line in never.value.seen)


async def test_what_is_not_drawn_can_not_be_pressed(maya: Person, card: dict[str, Any]) -> None:
    with pytest.raises(NotThere, match="drawn: “✅ Approve”, “Reject…”"):
        await maya.presses("Publish", on=card)


async def test_a_button_that_was_drawn_anew_is_pressed_where_it_is_now(
    people: list[Person], card: dict[str, Any]
) -> None:
    maya, pablo = people
    stage = Stage(maya, pablo, pablo, Lines())
    before = {**card, "blocks": [{**one, "block_id": "before"} for one in card["blocks"]]}

    await stage.press(maya, "Approve", on=before)

    await maya.until("a private answer", lambda: maya.whispers() or None)


async def test_a_command_nobody_knows_is_declined(maya: Person) -> None:
    with pytest.raises(Declined, match="unknown_command"):
        await maya.types("/dance", channel="#video-ideas")


def test_a_field_nobody_touched_holds_what_it_came_with() -> None:
    reason, caption, note = reading.fields(FORM)

    assert reading.before(caption.element) == {"type": "plain_text_input", "value": "Tacos"}
    assert reading.before(reason.element) == {"type": "static_select", "selected_option": None}
    assert reading.before(note.element) == {"type": "plain_text_input", "value": None}


def test_choices_are_made_by_their_words() -> None:
    boxes = field("parts", "Parts", type="checkboxes", options=[*REASONS, option("Both", "both")])

    held = reading.filled(boxes["element"], ["the hook", "Both"])

    assert [one["value"] for one in held["selected_options"]] == ["hook", "both"]
    with pytest.raises(NotThere, match="no choice “Nothing”"):
        reading.filled(boxes["element"], "Nothing")


def test_notation_is_read_as_it_is_shown() -> None:
    said = "*Published* by <@U0MARKETER> at <!date^0^{time}|14:02> · <https://x.org|look> &amp; _smile_"
    assert reading.as_read(said) == "Published by U0MARKETER at 14:02 · look & smile"
