"""Ideas follow their topic, differ from each other, and stay within their time."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.sandbox.gen.angles import ANGLES
from genbot.sandbox.gen.drafts import VIDEO_TYPES, Draft
from genbot.sandbox.gen.refine import refine
from genbot.sandbox.gen.writer import Brief, write

DICE = st.integers(0, 9999).map(random.Random)


def drafts(topic: str, count: int = 5, **more) -> list[Draft]:
    return write(Brief(topic, **more), count, set(), random.Random(7))


def test_twenty_ideas_are_twenty_different_ones() -> None:
    found = drafts("late-night tacos", 20)

    assert len({draft.title for draft in found}) == 20
    assert len({draft.hook for draft in found}) == 20


def test_the_same_seed_writes_the_same_ideas() -> None:
    assert drafts("salsa") == drafts("salsa")


def test_the_topic_decides_the_world_and_the_agent_helps_out() -> None:
    food, skin, own = drafts("tacos"), drafts("retinol"), drafts("mondays", keywords=["skincare"])

    assert "#foodtok" in str(food)
    assert "#skintok" in str(skin)
    assert "#skintok" in str(own)
    assert "#howitsdone" in str(drafts("tax returns"))


def test_a_wished_video_type_is_kept() -> None:
    assert {draft.video_type for draft in drafts("tacos", video_type=8)} == {8}


def test_every_angle_is_at_home_in_a_documented_video_type() -> None:
    assert {kind for angle in ANGLES for kind in angle.types} == set(VIDEO_TYPES) - {0}


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=80), st.integers(1, 90), st.integers(1, 20), DICE)
def test_any_topic_fits_into_any_length(topic, seconds, count, rng) -> None:
    for draft in write(Brief(topic, seconds=seconds), count, set(), rng):
        assert draft.seconds < max(2, seconds)
        assert draft.hook in draft.script()
        times = [(begin, end) for begin, end, _ in draft.timed()]
        assert times[-1][1] == draft.seconds
        assert all(begin <= end for begin, end in times)


@settings(max_examples=60)
@given(st.text(max_size=80), DICE)
def test_any_wish_makes_a_script_that_still_runs_to_its_end(wish, rng) -> None:
    before = drafts("tacos", 1)[0]

    after = refine(before, wish, Brief("tacos"), rng)

    assert after.hook in after.script()
    assert after.timed()[-1][1] == after.seconds
    assert after != before
