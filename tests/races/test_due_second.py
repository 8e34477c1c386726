"""A click in the very second a post is due: before, inside and after each commit and the call itself."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from genbot.domain.publications import PublicationState
from genbot.gen.export import Publish
from genbot.gen.jobs import UserJobCreated
from genbot.watches import kinds
from genbot.watches.turn import LEASE
from genbot.watches.watcher import Watcher
from tests.gen.answers import all_goes_well
from tests.gen.answers import idea as an_idea
from tests.golden import make
from tests.races.conftest import LEAVING, all_said, at_once, held, queued, shown
from tests.slack.conftest import BEA, PABLO

MOMENTS = (
    "before claim", "after claim", "before GetAgentCore", "after GetAgentCore",
    "before _commit_asking", "after _commit_asking", "before Publish",
    "after Publish", "before _answered", "after _answered",
)  # fmt: skip
OURS = MOMENTS[:5]  # until the asking is committed it is ours to take back
SENT = 1


class Witnessed:
    """The way to the store and to GEN, on which something else happens at one chosen moment."""

    def __init__(self, store: Any, gen: Any) -> None:
        self.store, self.gen = store, gen
        self.moment, self.doing = "", lambda: None
        self.passed: list[str] = []

    async def _at(self, moment: str) -> None:
        self.passed.append(moment)
        if moment == self.moment:
            self.moment = ""
            await self.doing()

    async def unit(self, story: Callable[..., Any], *args: Any) -> Any:
        name = "claim" if story.__name__ == "<lambda>" else story.__name__
        await self._at(f"before {name}")
        result = await self.store.unit(story, *args)
        await self._at(f"after {name}")
        return result

    async def read(self, story: Callable[..., Any], *args: Any) -> Any:
        return await self.store.read(story, *args)

    async def __call__(self, call: Any, /, *, key: str | None = None) -> Any:
        name = type(call).__name__
        await self._at(f"before {name}")
        result = await self.gen(call, key=key)
        await self._at(f"after {name}")
        return result


@pytest.fixture
async def post(here, workspace, gen, clock):
    """The card of a post that has a time; nothing else is left to do."""
    all_goes_well(gen, an_idea("gen1"))
    await here.store.unit(make.scheduled, "tacos", clock() + 5_000)
    await to_the_end(here, Watcher(gen, here.store, kinds(), boot=clock, jitter=lambda: 1.0), 5)
    return workspace.message(LEAVING)


@pytest.fixture
def way(here, gen):
    return Witnessed(here.store, gen)


@pytest.fixture
def watcher(here, way, clock):
    return Watcher(way, way, kinds(), boot=lambda: 0.0, jitter=lambda: 1.0)


async def due(here) -> None:
    out = await the_post(here)
    here.clock.at = max(here.clock.at, out.due)


async def the_post(here) -> Any:
    (out,) = await here.store.read(lambda tx: tx.publications.find())
    return out


async def to_the_end(here, watcher, minutes: int = 20) -> None:
    """Whatever is still due happens, and everything is said."""
    for _ in range(minutes):
        await watcher.round()
        await watcher.drain()
        here.clock.pass_(60)
    await all_said(here)


async def test_these_are_all_the_moments_a_post_passes_on_its_way(here, post, way, watcher):
    await due(here)

    await watcher.round()
    await watcher.drain()

    assert tuple(way.passed) == MOMENTS


@pytest.mark.parametrize("moment", MOMENTS)
async def test_undo(here, workspace, post, way, watcher, gen, moment):
    await due(here)
    way.moment, way.doing = moment, lambda: workspace.press(post, "cancel_post", user=BEA)

    await watcher.round()
    await watcher.drain()
    assert way.moment == "", f"{moment} never came; {way.passed}"
    await to_the_end(here, watcher)

    out, notes = await the_post(here), workspace.said(to=BEA)
    if moment in OURS:
        assert (out.state, len(gen.asked(Publish)), notes) == (PublicationState.CANCELLED, 0, [])
        assert "cancel_post" not in str(shown(workspace, post).blocks)
    else:
        assert (out.state, len(gen.asked(Publish))) == (PublicationState.LIVE, SENT)
        assert len(notes) == 1


@pytest.mark.parametrize("moment", MOMENTS)
async def test_move(here, workspace, post, way, watcher, gen, moment, clock):
    await workspace.press(post, "move_post", user=BEA)
    await here.router.rest()
    await due(here)
    later = int(clock()) + 5_000
    way.moment = moment
    way.doing = lambda: workspace.submit(user=BEA, when={"selected_date_time": later})

    await watcher.round()
    await watcher.drain()
    assert way.moment == ""
    moved = (await the_post(here)).due == later
    early = len(gen.asked(Publish))
    clock.at = max(clock(), later)
    await to_the_end(here, watcher)

    assert (moved, early) == ((True, 0) if moment in OURS else (False, SENT))
    assert (await the_post(here)).state is PublicationState.LIVE
    assert len(gen.asked(Publish)) == SENT
    assert len(workspace.said(to=BEA)) == (not moved)


@pytest.mark.parametrize("first", ["the click", "the watcher"])
async def test_in_one_commit_the_first_decides(here, workspace, post, way, watcher, gen, first):
    await due(here)
    click = workspace.press(post, "cancel_post", user=BEA)
    way.moment = "before _commit_asking"
    arrived = asyncio.Event()
    go = asyncio.Event()

    async def waits() -> None:
        arrived.set()
        await go.wait()

    way.doing = waits
    await watcher.round()
    await arrived.wait()
    async with held(here.store):
        if first == "the click":
            pressing = asyncio.create_task(click)
            await queued(here.store, 1)
        go.set()
        await queued(here.store, 2 if first == "the click" else 1)
        if first == "the watcher":
            pressing = asyncio.create_task(click)
            await queued(here.store, 2)
    await pressing
    await to_the_end(here, watcher)

    sent = len(gen.asked(Publish))
    state = (await the_post(here)).state
    assert (state, sent) == (
        (PublicationState.CANCELLED, 0) if first == "the click" else (PublicationState.LIVE, SENT)
    )


async def test_an_undo_of_one_and_a_move_of_another_do_not_both_count(here, workspace, post, clock):
    await workspace.press(post, "move_post", user=PABLO)
    await here.router.rest()
    later = {"selected_date_time": int(clock()) + 5_000}

    await at_once(
        here.store,
        workspace.press(post, "cancel_post", user=BEA),
        workspace.submit(user=PABLO, when=later),
    )
    await all_said(here)

    assert (await the_post(here)).state is PublicationState.CANCELLED
    assert workspace.said(to=BEA) == []
    assert len(workspace.said(to=PABLO)) == 1


async def test_a_due_post_is_asked_for_once_by_two_watchers(here, post, gen, clock):
    """Two rounds in the same instant, as two processes would have them."""
    gen.will(Publish, UserJobCreated(user_job_id="j1"))
    twins = [Watcher(gen, here.store, kinds(), boot=clock, jitter=lambda: 1.0) for _ in range(2)]
    await due(here)

    await asyncio.gather(*(one.round() for one in twins))
    await asyncio.gather(*(one.drain() for one in twins))

    assert len(gen.asked(Publish)) == SENT
    assert (await the_post(here)).state is PublicationState.WAITING


@pytest.mark.parametrize("moment", ["before Publish", "after Publish", "before _answered"])
async def test_a_post_in_hand_for_longer_than_its_lease_is_not_begun_again(
    here, post, way, watcher, gen, clock, moment
):
    """The machine slept while GEN was being asked; the answer still comes."""

    async def sleeps() -> None:
        clock.pass_(LEASE + 1)
        await watcher.round()

    await due(here)
    way.moment, way.doing = moment, sleeps
    await watcher.round()
    await watcher.drain()
    await to_the_end(here, watcher)

    assert way.moment == ""
    assert (await the_post(here)).state is PublicationState.LIVE
    assert len(gen.asked(Publish)) == SENT


async def test_an_answer_that_came_while_another_took_over_is_followed_to_its_end(
    here, post, way, watcher, gen, clock
):
    """The other has claimed what was in hand too long, and finds it answered."""
    other = Witnessed(here.store, gen)
    heir = Watcher(other, other, kinds(), boot=clock, jitter=lambda: 1.0)
    claimed, answered = asyncio.Event(), asyncio.Event()

    async def waits() -> None:
        claimed.set()
        await answered.wait()

    async def takes_over() -> None:
        clock.pass_(LEASE + 1)
        await heir.round()
        await claimed.wait()

    await due(here)
    other.moment, other.doing = "before _commit_asking", waits
    way.moment, way.doing = "before _answered", takes_over
    await watcher.round()
    await watcher.drain()
    answered.set()
    await heir.drain()
    await to_the_end(here, heir)

    assert (await the_post(here)).state is PublicationState.LIVE
    assert len(gen.asked(Publish)) == SENT


async def test_a_clock_that_is_put_back_sends_nothing_twice(here, post, watcher, gen, clock):
    """By an hour, after it left and before anybody told that it is out."""
    await due(here)
    await watcher.round()
    await watcher.drain()
    clock.pass_(-3600)

    await to_the_end(here, watcher, 90)

    assert len(gen.asked(Publish)) == SENT
    assert (await the_post(here)).state is PublicationState.LIVE


async def test_a_clock_that_is_put_back_before_makes_it_wait(here, post, watcher, gen, clock):
    out = await the_post(here)
    clock.at = out.due - 60
    clock.pass_(-3600)

    await to_the_end(here, watcher, 60)
    assert clock() < out.due
    assert gen.asked(Publish) == []
    await to_the_end(here, watcher)
    assert len(gen.asked(Publish)) == SENT


async def test_a_clock_that_is_put_far_forward_asks_a_person(here, post, watcher, gen, clock):
    """Nothing is sent unasked, also when the clock is put right again."""
    out = await the_post(here)
    clock.at = out.due - 1800
    clock.pass_(3600)
    await to_the_end(here, watcher, 2)
    assert (await the_post(here)).state is PublicationState.HELD

    clock.pass_(-3600)
    await to_the_end(here, watcher, 60)
    assert (await the_post(here)).state is PublicationState.HELD
    assert gen.asked(Publish) == []
