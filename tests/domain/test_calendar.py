"""Weeks and months: each begins where the one before it ends, whatever the year."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain.calendar import LATEST, Leaf, Span

MOMENTS = st.floats(0, LATEST)
SPANS = st.sampled_from(Span)
# An hour from UTC or half a day, summer time at midnight, half hours, and no such place
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "America/Santiago",
     "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Moon/Crater", "../etc", ""]
)  # fmt: skip


def at(year, month, day, hour=0):
    return datetime(year, month, day, hour, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("span", "now", "begins", "ends"),
    [
        (Span.WEEK, at(2026, 11, 21, 22), at(2026, 11, 16), at(2026, 11, 23)),
        (Span.WEEK, at(2026, 11, 23), at(2026, 11, 23), at(2026, 11, 30)),
        (Span.WEEK, at(2027, 1, 1), at(2026, 12, 28), at(2027, 1, 4)),
        (Span.MONTH, at(2026, 12, 31, 23), at(2026, 12, 1), at(2027, 1, 1)),
        (Span.MONTH, at(2028, 2, 29), at(2028, 2, 1), at(2028, 3, 1)),
    ],
)
def test_a_page_holds_its_moment(span, now, begins, ends):
    leaf = Leaf(span, 0.0).at(now)

    assert (leaf.begins, leaf.ends) == (begins, ends)


@given(SPANS, MOMENTS, ZONES)
def test_pages_follow_each_other_without_a_gap(span, now, zone):
    leaf = Leaf(span, 0.0, "C0", zone).at(now)

    assert leaf.begins <= now < leaf.ends
    assert leaf.later().begins == leaf.ends
    assert leaf.later().earlier() == leaf
    assert Leaf.read(str(leaf), 0.0, zone) == leaf
    assert Leaf.read(f"{leaf}|post|3", 0.0, zone) == leaf


@given(SPANS, MOMENTS, ZONES, ZONES)
def test_a_page_is_the_same_for_who_has_travelled(span, now, zone, other):
    leaf = Leaf(span, 0.0, "C0", zone).at(now)

    assert Leaf.read(str(leaf), 0.0, other).first == leaf.first


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("Europe/Berlin", -2), ("America/New_York", 4), ("Asia/Kolkata", -5.5), ("Moon/Crater", 0)],
)
def test_a_week_begins_at_midnight_where_the_reader_lives(zone, hours):
    now = at(2026, 10, 22, 12)  # Thursday; clocks in Berlin go back on Sunday

    leaf = Leaf(Span.WEEK, 0.0, zone=zone).at(now)

    assert leaf.begins == at(2026, 10, 19) + hours * 3600
    assert leaf.ends - leaf.begins == (7 * 24 + (zone == "Europe/Berlin")) * 3600
    assert (leaf.first.isoformat(), leaf.last.isoformat()) == ("2026-10-19", "2026-10-25")


@given(st.text(max_size=40) | st.sampled_from(["|week|nan|", "|month|inf|", "|week|-9e99|C"]))
def test_whatever_a_button_carries_is_a_page(text):
    leaf = Leaf.read(text, 1_800_000_000.0)

    assert leaf.begins < leaf.ends
