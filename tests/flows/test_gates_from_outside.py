"""Gates, judged from outside: whatever people do in whatever order, nothing passes without enough of them.

What is known here is what people were answered and what the documents promise; none of it is asked
of the code that decides.
"""

import asyncio
import shutil
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genbot.domain.approvals import Rule
from genbot.domain.settings import Settings
from genbot.store import Store
from tests.conftest import Clock, silent
from tests.flows.oracle import ANA, HOUR, IDEAS, PABLO, PEOPLE, TEAM, VIDEOS, Town
from tests.golden.make import BEA, MAYA, arrived, rendered

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
yes = st.tuples(st.just("yes"), gates, person)
step = st.one_of(
    yes, yes, yes,
    st.tuples(st.just("everybody"), gates, st.permutations(PEOPLE)),
    st.tuples(st.just("strict"), person, rule),
    st.tuples(st.just("no"), gates, person),
    st.tuples(st.just("edit"), person, st.sampled_from("xy"), st.sampled_from([0.0, 90 * HOUR])),
    st.tuples(st.just("old"), person, st.integers(1, 3)),
    st.tuples(st.just("rules"), gates, rule),
    st.tuples(st.sampled_from(["joins", "quits", "goes", "comes"]), person),
    st.tuples(st.sampled_from(["freeze", "thaw", "thaw", "recover", "cancel", "again"]), person),
    st.tuples(st.just("move"), person, st.sampled_from([95 * HOUR, 99 * HOUR])),
    st.tuples(st.just("wait"), st.sampled_from([1.0, 1.0, 31.0])),
    st.tuples(st.just("send")),
    st.tuples(st.just("send")),
)  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, as_installed):
    """A database with an idea to decide about and a video in review."""
    path = tmp_path_factory.mktemp("prepared") / "genbot.db"
    shutil.copytree(as_installed.parent, path.parent, dirs_exist_ok=True)
    ids = count(1)
    store = opened(path, Clock(), lambda: f"id{next(ids):04d}")

    async def story():
        return await store.unit(arrived, "tacos"), await store.unit(rendered, "salsa")

    idea, made = asyncio.run(story())
    store.close()
    return path, idea, made


def opened(path, clock, new_id):
    known = Settings(agent="agent-santiago", undo=30.0, posts_a_day=1_000)
    return Store(path, announce=silent, settings=known, now=clock, new_id=new_id)


@given(first=st.tuples(rule, rule), steps=st.lists(step, min_size=25, max_size=40))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
def test_nothing_passes_a_gate_without_enough_who_may(prepared, tmp_path, first, steps):
    path, idea, made = prepared
    here = tmp_path / "one"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(path.parent, here)
    ids, clock = count(1), Clock()
    store = opened(here / path.name, clock, lambda: f"new{next(ids):04d}")
    try:
        with asyncio.Runner() as runner:
            town = Town(lambda *a, **k: runner.run(store.unit(*a, **k)), clock, idea, made)
            for gate_, one in zip((IDEAS, VIDEOS), first, strict=True):
                town.rules(gate_, one)
            for name, *more in steps:
                getattr(town, name)(*more)
                town.looks()
    finally:
        store.close()
