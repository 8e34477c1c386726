"""Waking hours are those on somebody's own clock, also on the days on which it is put forward or back."""

from datetime import datetime

import pytest

from genbot.domain.people import awake


@pytest.mark.parametrize(
    ("utc", "up"),
    [
        ("2027-03-27T06:59", False),  # 7:59 in Berlin, the day before summer time
        ("2027-03-27T07:00", True),
        ("2027-03-28T05:59", False),  # 7:59 once more, an hour of sleep less
        ("2027-03-28T06:00", True),
        ("2027-03-28T17:59", True),
        ("2027-03-28T18:00", False),
        ("2027-10-30T06:00", True),
        ("2027-10-31T06:00", False),  # 7:00, after an hour that came twice
        ("2027-10-31T07:00", True),
        ("2027-10-31T18:59", True),
        ("2027-10-31T19:00", False),
    ],
)
def test_they_follow_the_clock_on_the_wall(utc, up):
    assert awake("Europe/Berlin", datetime.fromisoformat(f"{utc}:00+00:00").timestamp()) == up
