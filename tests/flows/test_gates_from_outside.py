"""Gates, judged from outside: whatever people do in whatever order, nothing passes without enough of them.

What is known here is what people were answered and what the documents promise; none of it is asked
of the code that decides.
"""

import asyncio
import shutil
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from genbot.domain.approvals import Rule
from genbot.domain.settings import Settings
from genbot.store import Store
from tests.conftest import Clock, silent
from tests.flows.oracle import ANA, HOUR, IDEAS, PABLO, PEOPLE, TEAM, VIDEOS, Town
from tests.golden.make import BEA, MAYA, arrived, rendered

MANY = 5  # of each, one after the other
person = st.sampled_from(PEOPLE)
rule = st.builds(
    Rule,
    people=st.sampled_from([(), PEOPLE, (ANA, BEA, PABLO), (MAYA, BEA), (ANA,)]),
    groups=st.sampled_from([(), (), (TEAM,)]),
    needed=st.sampled_from([1, 2, 2, 3]),
    own=st.sampled_from([True, True, False]),
    one_no=st.booleans(),
    expire=st.sampled_from([0, 0, 0, 30]),
    expired=st.just("reject"),
)
gates = st.sampled_from([IDEAS, VIDEOS, VIDEOS, VIDEOS])
turn = st.sampled_from(
    [
        {"one_no": True},
        {"one_no": False},
        {"needed": 1},
        {"needed": 2},
        {"own": True},
        {"own": False},
    ]
)
yes = st.tuples(st.just("yes"), gates, person)
later = st.sampled_from([95 * HOUR, 99 * HOUR])
step = st.one_of(
    yes, yes, yes,
    st.tuples(st.just("everybody"), gates, st.permutations(PEOPLE)),
    st.tuples(st.just("strict"), person, rule),
    st.tuples(st.just("but"), gates, person, turn),
    st.tuples(st.just("outvoted"), person, st.permutations(PEOPLE)),
    st.tuples(st.just("alone"), person, person, later),
    st.tuples(st.just("no"), gates, person),
    st.tuples(st.just("edit"), person, st.sampled_from("xy"), st.sampled_from([0.0, 90 * HOUR])),
    st.tuples(st.just("old"), person, st.integers(1, 3)),
    st.tuples(st.just("rules"), gates, rule),
    st.tuples(st.sampled_from(["joins", "quits", "goes", "comes"]), person),
    st.tuples(st.sampled_from(["freeze", "thaw", "thaw", "recover", "cancel", "again"]), person),
    st.tuples(st.just("move"), person, later),
    st.tuples(st.just("wait"), st.sampled_from([1.0, 1.0, 31.0])),
    st.tuples(st.just("send")),
    st.tuples(st.just("send")),
)  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, as_installed):
    """A database with ideas to decide about and videos in review."""
    path = tmp_path_factory.mktemp("prepared") / "genbot.db"
    shutil.copytree(as_installed.parent, path.parent, dirs_exist_ok=True)
    ids = count(1)
    store = opened(path, Clock(), lambda: f"id{next(ids):04d}")

    async def story():
        ideas = [await store.unit(arrived, f"taco {nth}") for nth in range(MANY)]
        return ideas, [await store.unit(video, nth) for nth in range(MANY)]

    ideas, videos = asyncio.run(story())
    store.close()
    return path, ideas, videos


def video(tx, nth):
    """With a caption of its own, because no two may go out with the same."""
    made = rendered(tx, f"salsa {nth}")
    return tx.productions.save(replace(made, caption=f"Salsa {nth}"))


def opened(path, clock, new_id):
    known = Settings(agent="agent-santiago", undo=30.0, posts_a_day=1_000)
    return Store(path, announce=silent, settings=known, now=clock, new_id=new_id)


TWO = Rule(people=PEOPLE, needed=2)


@example(first=(TWO, TWO), steps=[("outvoted", ANA, PEOPLE)])
@example(first=(TWO, TWO), steps=[("alone", ANA, BEA, 95 * HOUR)])
@given(first=st.tuples(rule, rule), steps=st.lists(step, min_size=25, max_size=40))
@settings(
    max_examples=40,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
def test_nothing_passes_a_gate_without_enough_who_may(prepared, tmp_path, first, steps):
    path, ideas, videos = prepared
    here = tmp_path / "one"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(path.parent, here)
    ids, clock = count(1), Clock()
    store = opened(here / path.name, clock, lambda: f"new{next(ids):04d}")
    try:
        with asyncio.Runner() as runner:
            town = Town(lambda *a, **k: runner.run(store.unit(*a, **k)), clock, ideas, videos)
            for gate_, one in zip((IDEAS, VIDEOS), first, strict=True):
                town.rules(gate_, one)
            for name, *more in steps:
                getattr(town, name)(*more)
                town.looks()
    finally:
        store.close()
