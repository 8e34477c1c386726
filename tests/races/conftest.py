"""The stage of the door's tests, lent to those of races, and a way to make two things meet in one commit."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from genbot.cards.acts import Act
from genbot.store import Store
from genbot.watches import kinds
from genbot.watches.watcher import Watcher
from tests.gen.answers import all_goes_well
from tests.gen.answers import idea as an_idea
from tests.golden import make
from tests.slack.conftest import Stage, Workspace, announce, gen, here, stage, until, workspace

__all__ = ["announce", "gen", "here", "stage", "workspace"]

REVIEW, LEAVING = "Ready to watch", "Goes out"


@asynccontextmanager
async def held(store: Store) -> AsyncIterator[None]:
    """The writer is busy until the block ends; what arrives meanwhile is committed together."""
    begun, gate = threading.Event(), threading.Event()
    busy = asyncio.create_task(store.unit(lambda tx: (begun.set(), gate.wait(20))))
    await until(begun.is_set)
    try:
        yield
    finally:
        gate.set()
        await busy


async def queued(store: Store, many: int) -> None:
    """Return when so many units wait for the writer."""
    await until(lambda: store._units.qsize() >= many)


async def at_once(store: Store, *doings: Any) -> list[Any]:
    """Do them in this order, and have them meet in one commit."""
    async with held(store):
        tasks = []
        for number, doing in enumerate(doings, 1):
            tasks.append(asyncio.create_task(doing))
            await queued(store, number)
    return await asyncio.gather(*tasks)


async def all_said(stage: Stage) -> None:
    """Let time pass until everything that is to be said was said."""
    for _ in range(200):
        await stage.answered()
        if not await stage.store.read(lambda tx: tx.outbox.waiting()):
            return
        stage.clock.pass_(1.5)
    raise AssertionError(await stage.store.read(lambda tx: tx.outbox.waiting()))


def shown(workspace: Workspace, message: Any) -> Any:
    """The message as it is now."""
    return workspace.slack.board.find(message.channel, message.ts)


def acts(message: Any) -> set[str]:
    """What the buttons of a message do."""
    return {act for act in Act if f"'action_id': '{act}'" in str(message.blocks)}


@pytest.fixture
async def review(here: Stage, workspace: Workspace) -> Any:
    """A video that waits for a decision: its card."""
    await here.store.unit(make.rendered, "tacos")
    await all_said(here)
    return workspace.message(REVIEW)


@pytest.fixture
def watcher(here: Stage, gen: Any) -> Watcher:
    """Time's own door, driven by the test."""
    all_goes_well(gen, an_idea("gen1"))
    return Watcher(gen, here.store, kinds(), boot=here.clock, jitter=lambda: 1.0)
