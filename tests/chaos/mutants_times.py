"""Faults planted where time passes: reminders, what time decides, posting times, accounts, credits."""

from dataclasses import replace
from typing import Any

from genbot.domain.approvals import Standing
from genbot.domain.errors import NotNow
from genbot.domain.productions import Stage
from genbot.domain.reminders import Reminder
from genbot.domain.waiting import Matter
from genbot.flows import linked, reminders, slots, steps, topups
from tests.chaos.planting import Mutant, Swap, undisturbed


def _decided_too() -> list[Swap]:
    """What was approved and is not out yet is taken for what waits."""
    found = reminders._as_waiting
    waiting = reminders._waiting

    def as_waiting(thing: Any) -> Any:
        if getattr(thing, "stage", "") == Stage.PUBLISHING:
            return reminders._as(Matter.VIDEO, thing, thing.version, thing.title)
        return found(thing)

    def every(tx: Any) -> Any:
        yield from waiting(tx)
        for made in tx.productions.find(stage=Stage.PUBLISHING):
            yield as_waiting(made), made

    return [(reminders, "_as_waiting", as_waiting), (reminders, "_waiting", every)]


def _over_decided() -> list[Swap]:
    def reject(tx: Any, it: Any) -> None:
        steps.keep(tx, replace(it.thing, stage=Stage.REJECTED, ballot=None), "rejected")

    return [*_decided_too(), (reminders, "_remind", _nothing), (reminders, "_expire", reject)]


def _nothing(*given: Any) -> None:
    """Nothing is said."""


def _all_of_them() -> list[Swap]:
    return [(Standing, "wanted", lambda here, *said: here.people)]


def _uncounted() -> list[Swap]:
    told = reminders._told

    def again(tx: Any, it: Any, who: str, count: int, slot: str) -> None:
        told(tx, it, who, 0, slot)

    return [(reminders, "_told", again), (reminders, "QUIET", 1)]


def _too_soon() -> list[Swap]:
    def expires(row: Reminder, rule: Any, at: float, hour: float) -> bool:
        return at - row.since >= 5 * hour

    return [(Reminder, "expires", expires)]


def _given_twice() -> list[Swap]:
    return [(slots, "near", lambda tx, one: lambda at: None)]


def _twice() -> list[Swap]:
    real = topups.go_on

    def go_on(tx: Any, channel: str, found: Any, *, nth: int, by: str) -> Any:
        try:
            return real(tx, channel, found, nth=nth, by=by)
        except NotNow:
            for made in tx.productions.find(stage=Stage.GENERATING):
                steps.keep(tx, made, "resumed", by=by)
            return tx.shortages.get(channel)

    return [(topups, "go_on", go_on)]


TIMES = [
    Mutant("what is decided is reminded of", lambda: [*_decided_too(), (reminders, "_expire", _nothing)], undisturbed("leaver")),
    Mutant("time decides what is decided", _over_decided, undisturbed("leaver")),
    Mutant("who has said yes is reminded", _all_of_them, undisturbed("reminded")),
    Mutant("nobody counts the reminders", _uncounted, undisturbed("reminded")),
    Mutant("reminded at night", lambda: [(reminders, "awake", lambda zone, at: True)],
           undisturbed("reminded")),
    Mutant("time decides where nobody said so", _too_soon, undisturbed("reminded")),
    Mutant("a posting time is given twice", _given_twice, undisturbed("slots")),
    Mutant("nobody looks at the account before a post",
           lambda: [(linked, "elsewhere", lambda out, known: "")], undisturbed("account_gone")),
    Mutant("Continue all begins everything once more", _twice, undisturbed("short")),
]  # fmt: skip
