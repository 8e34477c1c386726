"""What preflight counts: posts in any 24 hours, and whose footage an idea uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain.ideas import Asset, Source
from genbot.domain.preflight import DAY, creators, in_a_day, inspired

TIMES = st.lists(st.integers(0, 4 * 24).map(lambda hour: hour * 3600.0), max_size=40)


@given(TIMES, st.integers(0, 4 * 24))
def test_as_many_as_the_fullest_24_hours_around_it_hold(others, hour):
    at = hour * 3600.0
    every = [at, *others]
    fullest = max(
        sum(begin <= one < begin + DAY for one in every)
        for begin in (at - DAY + 3600.0 * back for back in range(1, 25))
    )

    assert in_a_day(at, others) == fullest


@given(TIMES)
def test_who_adds_no_post_above_the_limit_never_has_more_in_any_24_hours(wanted):
    planned = []
    for at in wanted:
        if in_a_day(at, planned) <= 3:
            planned.append(at)

    assert all(sum(begin <= one < begin + DAY for one in planned) <= 3 for begin in planned)


SOURCES = (
    Source(url="https://tiktok.com/@nightgriddle/video/73", creator="@NightGriddle"),
    Source(url="https://x.yz/1", creator="Salsa Club"),
)


@pytest.mark.parametrize(
    ("asset", "whose"),
    [
        (Asset(source="agent library"), []),
        (Asset(source="trend scan", url="https://cdn.gen.pro/a.mp4"), []),
        (Asset(source="clip of @nightgriddle."), ["@nightgriddle"]),
        (Asset(source="https://www.tiktok.com/@taco.tia/video/9"), ["@taco.tia"]),
        (Asset(url="https://tiktok.com/@Taco_Tia/video/9"), ["@taco_tia"]),
        (Asset(source="nightgriddle"), ["@nightgriddle"]),
        (Asset(source="https://x.yz/1"), ["@salsa club"]),
        (Asset(source="filmed by @santiago"), []),
        (Asset(source="mail us at taco@example.com"), []),
        (Asset(description="like @nightgriddle does it"), []),
    ],
)
def test_footage_of_others_is_what_was_chosen_and_has_a_name(asset, whose):
    assert creators([asset, asset], SOURCES, ["@Santiago"]) == whose


def test_what_only_inspired_it_is_nobodys_footage():
    assert creators([], SOURCES, []) == []
    assert inspired([*SOURCES, Source()]) == ["@NightGriddle", "@Salsa Club"]
