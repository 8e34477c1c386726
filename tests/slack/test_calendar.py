"""The calendar over a real socket: opened, turned, a post moved and taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.people import Member
from genbot.domain.posts import Place
from genbot.flows import channels
from genbot.slack import calendar
from genbot.slack.asks import Press
from tests.flows.test_calendar import NOON
from tests.golden.make import scheduled
from tests.races.conftest import all_said
from tests.slack.conftest import BEA, IDEAS, RANDOM, until
from tests.slack.test_history import press
from tests.slack.test_waiting import pressed_at_home


@pytest.fixture
async def post(here):
    out = await here.store.unit(scheduled, "tacos", NOON)
    await here.deliver()
    return out


def shown(workspace):
    return str(workspace.form(BEA)["blocks"])


async def opened(here, workspace, words="", channel=IDEAS):
    await workspace.command(f"calendar {words}", user=BEA, channel=channel)
    await here.router.rest()
    return shown(workspace)


async def test_it_is_opened_and_turned(here, workspace, post):
    assert "11 Jan to 17 Jan 2027" in await opened(here, workspace)
    assert "The tacos story" in shown(workspace)

    assert "18 Jan to 24 Jan 2027" in await press(here, workspace, "later_posts", BEA)
    assert "The tacos story" in await press(here, workspace, "earlier_posts", BEA)
    assert "January 2027" in await press(here, workspace, "turn_calendar", BEA)
    assert "every channel where" in await press(here, workspace, "see_rooms", BEA)
    assert "December 2026" in await press(here, workspace, "earlier_posts", BEA)
    assert "January 2027" in await press(here, workspace, "see_calendar", BEA)


async def test_words_choose_what_is_shown_first(here, workspace, post):
    assert "January 2027" in await opened(here, workspace, "month everywhere")
    assert "every channel where" in shown(workspace)


async def test_a_post_is_moved_in_the_window_and_taken_back(here, workspace, post):
    await opened(here, workspace)
    assert "Leave it as it is" in await press(here, workspace, "move_planned", BEA)
    refused = await workspace.submit(BEA, when={"selected_date_time": int(NOON - 86_400)})
    assert "time has passed" in str(refused)
    await workspace.submit(BEA, when={"selected_date_time": int(NOON + 7200)})
    await here.answered()
    moved = await here.store.read(lambda tx: tx.publications.get(post.id))
    assert moved.due == NOON + 7200
    assert f"{int(NOON + 7200)}" in shown(workspace)

    assert "Nothing is planned" in await press(here, workspace, "cancel_planned", BEA)
    gone = await here.store.read(lambda tx: tx.publications.get(post.id))
    assert gone.state == "cancelled"


async def test_elsewhere_only_who_met_us_sees_it(here, workspace, post):
    direct = workspace.slack.people.direct(BEA).id
    assert "Nothing is planned" in await opened(here, workspace, channel=direct)
    assert "Nothing is planned" in await opened(here, workspace, channel=RANDOM)

    await here.store.unit(channels.met, IDEAS, BEA)
    assert "The tacos story" in await opened(here, workspace, channel=direct)
    assert "Leave it" in await press(here, workspace, "move_planned", BEA)


async def test_weeks_begin_at_midnight_where_the_reader_lives(here, workspace, post):
    sunday = datetime(2027, 1, 10, 23, 30, tzinfo=UTC).timestamp()  # Monday in Berlin
    await here.store.unit(lambda tx: tx.publications.save(replace(post, due=sunday)))
    assert "Nothing is planned" in await opened(here, workspace)

    await here.store.unit(lambda tx: tx.members.save(Member(BEA, "Europe/Berlin")))

    assert "The tacos story" in await opened(here, workspace)
    assert "those of Europe/Berlin" in shown(workspace)
    assert "Nothing is planned" in await press(here, workspace, "earlier_posts", BEA)


async def test_the_home_tab_opens_it(here, workspace, post):
    await here.store.unit(channels.met, IDEAS, BEA)
    await workspace.http.get(f"{workspace.url}/_sandbox/home?user={BEA}")
    await until(lambda: BEA in workspace.slack.windows.homes)

    await pressed_at_home(here, workspace, "open_calendar")

    assert "The tacos story" in shown(workspace)


def pictures(workspace, channel=IDEAS):
    every = [one for one in workspace.slack.board.every() if one.channel == channel]
    return [file["name"] for one in every for file in one.files]


async def test_a_picture_of_it_is_put_where_it_was_asked_for(here, workspace, post):
    await workspace.command("calendar picture month", user=BEA)
    await all_said(here)
    assert pictures(workspace) == ["calendar-month-2027-01-01.png"]

    await opened(here, workspace)
    assert "on its way" in await press(here, workspace, "calendar_picture", BEA)
    await all_said(here)
    assert pictures(workspace)[1:] == ["calendar-week-2027-01-11.png"]


async def test_a_picture_of_every_channel_is_for_one_person_alone(here, workspace, post):
    await here.store.unit(channels.met, IDEAS, BEA)
    await workspace.command("calendar picture everywhere", user=BEA)
    await all_said(here)
    assert "for you alone" in workspace.said(to=BEA)[-1]
    await opened(here, workspace, "everywhere")
    assert "As a picture" not in shown(workspace)

    direct = workspace.slack.people.direct(BEA).id
    await workspace.command("calendar picture", user=BEA, channel=direct)
    await all_said(here)
    assert pictures(workspace) == []
    assert pictures(workspace, direct) == ["calendar-week-2027-01-11.png"]
    await opened(here, workspace, channel=direct)
    assert "on its way" in await press(here, workspace, "calendar_picture", BEA)
    # what was drawn for a private talk is no button of a channel
    stale = Press("k1", BEA, Place(IDEAS), act="calendar_picture", value="|week|1800000000|")
    with pytest.raises(NotNow):
        await here.store.read(calendar._seen, stale)
