"""What the bot reads when somebody asks or time goes by, each timed on a database in this process."""

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.acks.world import CHANNELS
from benchmarks.scale.family import AGENT, PERSON
from genbot.cards.announce import announce
from genbot.cards.overview import status_card
from genbot.domain.settings import Settings
from genbot.flows import countdown, history, overview, reminders, waiting
from genbot.slack import home
from genbot.store import Store, Transaction

HERE = CHANNELS[3]
LEASE, ROUND = 300.0, 32
Look = Callable[[Transaction], object]
LOOKS: Mapping[str, Look] = {  # as their doors do it, drawn as well where people see it
    "/gen status": lambda tx: status_card(overview.status(tx, HERE)),
    "Home": lambda tx: home.home(tx, PERSON),
    "/gen waiting": lambda tx: waiting.of(tx, PERSON),
    "find, usual word": lambda tx: history.find(tx, "tacos", channel=HERE, by=PERSON),
    "find, rare word": lambda tx: history.find(tx, "part 0000003", channel=HERE, by=PERSON),
    "find, number": lambda tx: history.find(tx, "idea 1", channel=HERE, by=PERSON),
    "reminders": reminders.look,
    "countdown": countdown.look,
}
ROUNDS: Mapping[str, Look] = {  # the two that come twice a second, when nothing is due
    "watcher": lambda tx: tx.watches.claim(tx.now, ROUND, LEASE, "bench"),
    "postman": lambda tx: tx.outbox.claim(tx.now, ROUND, LEASE),
}


async def timed(path: Path, times: int) -> dict[str, float]:
    """Milliseconds of processor time of each, in the middle of so many."""
    settings = Settings(agent=AGENT)
    store = Store(path, announce=announce, settings=settings, now=time.time, new_id=lambda: "x")
    with closing(store):
        looks = {name: await _each(store.read, look, times) for name, look in LOOKS.items()}
        rounds = {name: await _each(store.unit, look, times) for name, look in ROUNDS.items()}
    return {**looks, **rounds}


async def _each(door: Callable[..., object], look: Look, times: int) -> float:
    took: list[float] = []

    def timed(tx: Transaction) -> None:
        began = time.thread_time()
        look(tx)
        took.append(time.thread_time() - began)

    for _ in range(times + 1):  # the first one reads what is not in memory yet
        await door(timed)  # type: ignore[misc]
    return round(1000 * median(took[1:]), 2)
