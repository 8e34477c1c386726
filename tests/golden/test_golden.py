"""Databases of every released version, with things in every state, driven to the end by today's code."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from genbot.cards.announce import announce as cards
from genbot.domain.errands import ErrandState
from genbot.domain.errors import NotNow
from genbot.domain.ideas import IdeaStatus, RunState
from genbot.domain.productions import RESTING, Stage, TaskState
from genbot.domain.publications import PublicationState
from genbot.domain.watches import Phase
from genbot.flows import errands, ideas, productions, publications, restored
from genbot.gen.edit import GetLayer
from genbot.gen.export import Publish
from genbot.gen.ideas import ListConversationRuns, StartResearch
from genbot.gen.jobs import RunStarted
from genbot.gen.sheets import Layer
from genbot.operate import records
from genbot.store.schema import migrations
from tests.gen.answers import all_goes_well, idea
from tests.gen.fake import FakeGen
from tests.golden.make import BEA
from tests.watches.conftest import World

GOLDEN = sorted(Path(__file__).parent.glob("*.sql"))
golden = pytest.mark.parametrize("text", GOLDEN, ids=lambda path: path.stem)
U, E = PublicationState, ErrandState


@pytest.fixture
def announce():
    return cards


@pytest.fixture
def new_id():
    """Other names than those that are in the databases already."""
    numbers = count(1)
    return lambda: f"new{next(numbers):04d}"


@pytest.fixture
def gen():
    fake = FakeGen()
    all_goes_well(fake, idea("late", "One more"))
    fake.will(ListConversationRuns, [])
    fake.will(StartResearch, RunStarted(run_id="r8", conversation_id="c8"))
    fake.will(GetLayer, Layer(id="81"))
    return fake


@pytest.fixture
def settings(settings):
    """Everything goes out on one day."""
    return replace(settings, posts_a_day=1_000)


@pytest.fixture
def world(make_store, gen, clock, tmp_path):
    """Opens a copy of a golden database, as if the program had just been upgraded."""

    def opened(text, *, sealed=True):
        with closing(sqlite3.connect(tmp_path / "genbot.db")) as conn:
            conn.executescript(text.read_text(encoding="utf-8"))
            if (
                sealed
                and conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'marks'").fetchone()
            ):
                [head] = conn.execute("SELECT value FROM marks WHERE name = 'head'").fetchone()
                (tmp_path / "genbot.db.seal").write_text(head)
        return World(make_store, gen, clock)

    return opened


def states(every, attribute):
    return {getattr(one, attribute) for one in every}


async def test_the_newest_holds_things_in_every_state(world):
    world = world(GOLDEN[-1])

    assert states(await world.all("runs"), "state") == set(RunState)
    assert states(await world.all("ideas"), "status") == set(IdeaStatus)
    made = await world.all("productions")
    assert states(made, "stage") == set(Stage)
    assert {task.state for one in made for task in one.tasks} == set(TaskState)
    assert states(await world.all("publications"), "state") == set(U)
    assert states(await world.all("errands"), "state") == set(ErrandState)
    assert {phase for _, phase in await world.phases()} == {phase.value for phase in Phase}


@golden
async def test_nothing_is_lost_when_it_is_opened(world, text, tmp_path):
    before = text.read_text(encoding="utf-8")

    opened = world(text)

    kept = await opened.store.read(lambda tx: len(tx.journal.latest(10_000)))
    assert kept == before.count('INSERT INTO "journal"')
    assert "whole" in records.verify(tmp_path / "genbot.db")
    assert await opened.do(restored.see_to) is None


@golden
async def test_everything_is_found_by_what_it_is_called(world, text):
    store = world(text).store

    for shelf, said in (("ideas", "title"), ("requests", "topic"), ("productions", "title")):
        for one in await store.read(lambda tx, shelf=shelf: getattr(tx, shelf).find()):
            words, where = getattr(one, said).split(), [one.channel]
            found = await store.read(lambda tx: getattr(tx, shelf).holding(words, 1_000, where))  # noqa: B023
            assert one in found


@golden
@pytest.mark.parametrize("sealed", [True, False], ids=["upgraded", "restored"])
async def test_todays_code_drives_everything_to_the_end(world, gen, text, sealed, tmp_path):
    world = world(text, sealed=sealed)
    live = sum(one.state is U.LIVE for one in await world.all("publications"))
    await world.do(restored.see_to)

    for _ in range(6):
        await world.passes(700_000)
        await everybody_decides(world)
    await world.passes(700_000)

    assert await world.phases() == set()
    assert {run.state.over for run in await world.all("runs")} == {True}
    assert states(await world.all("ideas"), "status") <= {IdeaStatus.POSTED, IdeaStatus.REJECTED}
    assert {one.stage.over for one in await world.all("productions")} == {True}
    assert states(await world.all("publications"), "state") <= {U.LIVE, U.CANCELLED}
    assert {one.state for one in await world.all("errands")} <= {E.DONE, E.STOPPED}
    posted = sum(one.state is U.LIVE for one in await world.all("publications"))
    asked = sum(one.job == "j1" for one in await world.all("publications"))
    assert live < posted
    assert len(gen.asked(Publish)) <= asked
    assert "whole" in records.verify(tmp_path / "genbot.db")


async def everybody_decides(world):
    """People answer everything that waits for them, the way that goes on."""
    for run in await world.all("runs"):
        await decided(world, RUNS.get(run.state), run.id)
    for one in await world.all("ideas"):
        await decided(world, IDEAS.get(one.status), one.id, one.version)
    for made in await world.all("productions"):
        await decided(world, VIDEOS.get(made.stage), made.id, made.version)
    for out in await world.all("publications"):
        await decided(world, POSTS.get(out.state), out.id)
    for errand in await world.all("errands"):
        await decided(world, ERRANDS.get(errand.state), errand.id)


RUNS = {
    RunState.APPROVAL: lambda tx, id, by: ideas.answer_run(tx, id, True, by=by),
    RunState.FAILED: ideas.retry_run,
    RunState.HELD: ideas.retry_run,
}
IDEAS = {
    IdeaStatus.GENERATED: lambda tx, id, version, by: ideas.decide(
        tx, id, version, "approve", by=by
    )
}
VIDEOS = dict.fromkeys(RESTING, lambda tx, id, version, by: productions.resume(tx, id, by=by))
VIDEOS[Stage.REVIEW] = lambda tx, id, version, by: publications.publish(
    tx, id, version, by=by, form=publications.Wish(f"The story of {id}")
)
POSTS = dict.fromkeys((U.UNSURE, U.HELD, U.FAILED), publications.send_again)
POSTS[U.REHEARSED] = publications.cancel

ERRANDS = dict.fromkeys((E.FAILED, E.HELD, E.UNSURE), errands.again)
ERRANDS[E.APPROVAL] = lambda tx, id, by: errands.answer(tx, id, "yes", by=by)


async def decided(world, story, *args):
    if story:
        with suppress(NotNow):
            await world.do(story, *args, by=BEA)


def test_the_newest_golden_database_has_todays_schema():
    newest = GOLDEN[-1].read_text(encoding="utf-8")

    assert {name for name in migrations.names if f"'{name}'" not in newest} == set(), (
        "python -m tests.golden.make VERSION"
    )


async def test_what_was_paid_before_there_was_a_ledger_is_in_it(world):
    before = next(path for path in GOLDEN if "schema5" in path.stem)
    opened = world(before)

    def paid(tx):
        channels = {made.channel for made in tx.productions.find()}
        return sum(tx.ledger.spent(channel, 0.0) for channel in channels)

    made = await opened.all("productions")
    assert await opened.store.read(paid) == sum(one.credits for one in made) > 0
    assert await opened.store.read(lambda tx: tx.ledger.usual()) > 0
