"""Weeks and months: each begins where the one before it ends, whatever the year."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain.calendar import LATEST, Leaf, Span

MOMENTS = st.floats(0, LATEST)
SPANS = st.sampled_from(Span)


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


@given(SPANS, MOMENTS)
def test_pages_follow_each_other_without_a_gap(span, now):
    leaf = Leaf(span, 0.0, "C0").at(now)

    assert leaf.begins <= now < leaf.ends
    assert leaf.later().begins == leaf.ends
    assert leaf.later().earlier() == leaf
    assert Leaf.read(str(leaf), 0.0) == leaf
    assert Leaf.read(f"{leaf}|post|3", 0.0) == leaf


@given(st.text(max_size=40) | st.sampled_from(["|week|nan|", "|month|inf|", "|week|-9e99|C"]))
def test_whatever_a_button_carries_is_a_page(text):
    leaf = Leaf.read(text, 1_800_000_000.0)

    assert leaf.begins < leaf.ends
