"""A minute of what `python -m tests.chaos` does for hours, always the same minute."""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.chaos.away import Absence, Size, away
from tests.chaos.away_table import expected
from tests.chaos.away_world import DAY
from tests.chaos.calls import HOW
from tests.chaos.fate import COARSE
from tests.chaos.journeys import JOURNEYS, SWEPT
from tests.chaos.laws import broken
from tests.chaos.model import quietly, seeded
from tests.chaos.soak import Soak
from tests.chaos.sweep import Plan, chance, over, pairs, play, points, singles

pytestmark = [pytest.mark.chaos, pytest.mark.filterwarnings("ignore")]

SHORT = ("publish", "reject_video")  # of the others fewer


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_journey_ends_well_when_nothing_goes_wrong(journey):
    assert broken(play(Plan(journey))) == []


@pytest.mark.parametrize("journey", SWEPT)
def test_a_crash_at_any_of_many_points_loses_nothing_and_repeats_nothing(journey):
    every = list(singles(journey))
    many = 30 if journey in SHORT else 5

    assert over(every[1 :: max(1, len(every) // many)]).broken == []


@pytest.mark.parametrize("journey", ["ideas", "publish"])
def test_crashes_that_are_taken_for_one_leave_one_and_the_same_world(journey):
    many = [alike for alike in points(journey) if len(alike) > 1]

    for first, *_, last in many[:: len(many) // 8]:
        assert after(journey, first) == after(journey, last)


def after(journey, cut):
    """What was seen from outside, except for where it crashed."""
    told = play(Plan(journey, frozenset({cut}))).log.told()
    return [line for line in told.splitlines() if "CRASH" not in line]


def test_crashes_on_both_sides_of_a_call_are_never_taken_for_one():
    labels = play(Plan("publish")).fate.labels

    for alike in points("publish"):
        there = [labels[number] for kind, number in alike if kind == COARSE]
        assert sum(label.startswith(("GEN", "slack", "ack")) for label in there) <= 1


@pytest.mark.parametrize("journey", ["publish", "unsure_out", "cancel", "refine"])
def test_two_crashes_in_a_row_lose_nothing_either(journey):
    assert over(pairs(journey, sample=20)).broken == []


def test_a_quarter_of_all_calls_goes_wrong_and_everything_ends_in_a_true_state():
    figures = over(chance(range(1, 49), share=0.25, crashes=3))

    assert figures.broken == []
    assert len(figures.faults) >= 40


def test_gen_calls_about_every_kind_of_job_in_every_way_while_it_is_under_way():
    world = play(Plan("called", seed=2))  # here each job takes longer than all the ways to call
    shelves = (world.gen.runs, world.gen.generations, world.gen.posts)
    calls = [(seen.at, *seen.about.values()) for seen in world.log.all("calls")]

    for jobs in shelves:
        going = {
            how for at, how, id in calls if id in jobs and jobs[id].began <= at < jobs[id].ends
        }
        assert going == {*HOW} - {"nothing"}


def test_people_at_random_cannot_make_it_do_anything_twice():
    run_state_machine_as_test(seeded(1), settings=quietly(12))


def test_the_same_plan_is_the_same_run_to_the_last_line():
    plan = Plan("publish", seed=5, share=0.25, crashes=2)
    play(plan)

    assert play(plan).log.told() == play(plan).log.told()


@pytest.mark.parametrize("plan", ["parts_fail/-/388/0.25/3", "change_video/-/853/0.25/3"])
def test_a_plan_that_once_broke_a_law_breaks_none_any_more(plan):
    assert broken(play(Plan.read(plan))) == []


@pytest.mark.parametrize(
    "absence", [Absence("both", "silent"), Absence("asleep", lasts=DAY)], ids=str
)
def test_an_absence_loses_nothing_and_is_said_once_at_each_end(absence):
    it = away(absence, Size(4, 3, 3))

    assert it.lost == []
    assert (it.late, it.unsure, it.too_fast) == (0, 0, 0)
    assert it.asked == it.missed > 0
    assert len(it.lines) == expected(absence)


def test_some_busy_hours_leave_nothing_late_and_nothing_open():
    soak = Soak(hours=2, jobs=300, requests=2.0).run()

    assert (soak.wrong, soak.errors()) == ([], [])
    assert max(one.live for one in soak.marks) >= 300
    assert max(soak.late) < 2.0
    assert soak.grown() == []
