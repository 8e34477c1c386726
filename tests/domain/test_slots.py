"""Posting slots: read as people write them, and found on the clocks of their zone, whatever those do."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain import zones
from genbot.domain.slots import Misread, Slot, Slots, read, spoken

BERLIN = "Europe/Berlin"
# They leap by an hour, by half an hour, at midnight, over a whole day, and not at all.
ZONES = (BERLIN, "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia",
         "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "America/Caracas", "UTC")  # fmt: skip
SLOT = st.builds(Slot, st.integers(0, 6), st.integers(0, 1439))
SLOTS = st.builds(
    lambda zone, times: Slots(zone, tuple(sorted(times))),
    st.sampled_from(ZONES), st.sets(SLOT, min_size=1, max_size=8),
)  # fmt: skip
MOMENTS = st.integers(946_684_800, 4_102_444_800)  # from 2000 to 2100
# Days on which some clock in these zones leaps.
LEAPS = st.sampled_from([
    datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC),
    datetime(2027, 3, 14, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC),
    datetime(2011, 12, 30, tzinfo=UTC), datetime(2018, 11, 4, tzinfo=UTC),
    datetime(2018, 2, 18, tzinfo=UTC), datetime(2027, 4, 4, tzinfo=UTC),
    datetime(2016, 5, 1, tzinfo=UTC), datetime(2007, 12, 9, tzinfo=UTC),
]).flatmap(lambda day: st.integers(-3 * 86_400, 86_400).map(lambda by: int(day.timestamp()) + by))  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mon Wed Fri 15:00, Sat 11:00 Europe/Berlin", "Mon Wed Fri 15:00, Sat 11:00 Europe/Berlin"),
        ("weekdays at 9am and 5.30 p.m.; weekends 11:00", "weekdays 09:00 17:30, weekends 11:00 UTC"),
        ("every day 18:00 new_york", "every day 18:00 America/New_York"),
        ("Mondays to Wednesdays 8h", "Mon Tue Wed 08:00 UTC"),
        ("fri - mon 12 am", "Mon Fri Sat Sun 00:00 UTC"),
        ("12pm", "On which days?"),
        ("Mon and Tue", "At what time?"),
        ("Mon 15:00 Tue", "At what time?"),
        ("Mon 25:00", "25:00 is no time of day."),
        ("Mon 13pm", "13pm is no time of day."),
        ("Mon 15", "I do not understand “15”."),
        ("Fonday 15:00", "I do not understand “Fonday”."),
        ("Mon 15:00 Berlin Tokyo", "Two time zones are named"),
        ("every day " + " ".join(f"{hour}:00" for hour in range(8)), "These are 56 times a week"),
        ("Mon " * 400, "That is too long"),
        ("Mon 1٣:00", "I do not understand"),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(written, said):
    try:
        told = str(read(written, "UTC"))
    except Misread as why:
        told = str(why)
    assert told.startswith(said)


@pytest.mark.parametrize("nothing", ["", " , ", "on the"])
def test_no_times_are_none(nothing):
    assert read(nothing, BERLIN) is None


@given(SLOTS)
def test_what_is_said_is_read_back(slots):
    assert read(str(slots), "UTC") == slots
    assert read(slots.said, slots.zone) == slots


@given(st.text(max_size=80))
def test_whatever_is_written_is_read_or_refused_in_words(text):
    said = "nothing"
    with suppress(Misread):
        found = read(text, "UTC")
        said = str(found) if found else ""
    assert said == "nothing" or read(said, "UTC") == found


@given(SLOTS, MOMENTS | LEAPS)
def test_each_time_comes_once_in_order_and_on_the_clock_that_was_asked_for(slots, after):
    found = list(islice(slots.following(after), 3 * len(slots.times)))

    assert found[0] > after
    assert all(one < other for one, other in pairwise(found))
    for at in found:
        assert any(at == zones.instant(wanted, slots.zone) for wanted in walls(slots, at, at))
    shown = [zones.wall(at, slots.zone).replace(tzinfo=None) for at in found]
    assert len(set(shown)) == len(found)  # not again when an hour comes twice


@given(SLOTS, MOMENTS | LEAPS)
def test_none_is_lost(slots, after):
    """Whatever the clock would show in the next two weeks is there: at that time, or, where the
    clock skips it, in the first moment after."""
    until = after + 14 * 86_400
    found = [at for at in slots.following(after) if at <= until]

    wanted = {zones.instant(one, slots.zone) for one in walls(slots, after, until)}
    assert found == sorted(at for at in wanted if after < at <= until)
    for one in walls(slots, after, until):
        at = zones.instant(one, slots.zone)
        there = zones.wall(at, slots.zone).replace(tzinfo=None)
        before = zones.wall(at - 1, slots.zone).replace(tzinfo=None)
        assert there == one or before < one < there


def walls(slots, least, most):
    """What the clocks of the zone would have to show, from a day before to a day after."""
    first = datetime.fromtimestamp(least, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    days = int((most - least) // 86_400) + 5
    for day in (first.replace(tzinfo=None) + timedelta(days=nth - 2) for nth in range(days)):
        for slot in slots.times:
            if slot.day == day.weekday():
                yield day + timedelta(minutes=slot.minute)


def test_an_hour_that_is_skipped_and_one_that_comes_twice():
    night = read("Sun 2:30 2:45", BERLIN)
    march, october = (datetime(2027, *day, tzinfo=UTC).timestamp() for day in ((3, 27), (10, 30)))

    skipped = datetime(2027, 3, 28, 1, 0, tzinfo=UTC).timestamp()
    assert night.next(march) == skipped
    assert spoken(skipped, BERLIN) == "Sun 28 Mar, 03:00"
    twice = datetime(2027, 10, 31, 0, 30, tzinfo=UTC).timestamp()
    assert list(islice(night.following(october), 3)) == [
        twice,
        twice + 900,
        twice + 7 * 86_400 + 3600,
    ]


def test_what_is_taken_is_passed_over():
    daily = read("every day 15:00", BERLIN)
    first = daily.next(1_800_000_000)

    assert daily.next(1_800_000_000, lambda at: at == first) == first + 86_400
    assert daily.next(1_800_000_000, lambda at: True) == 0


def test_a_zone_that_nobody_knows_any_more_is_utc():
    assert spoken(0.0, "Mars/Olympus") == "Thu 1 Jan, 00:00"
