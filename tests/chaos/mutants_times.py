"""Faults planted where time passes: reminders, what time decides, posting times, accounts, credits."""

from dataclasses import replace
from typing import Any

from genbot.domain.approvals import Standing
from genbot.domain.errors import NotNow
from genbot.domain.productions import Production, Stage
from genbot.domain.reminders import Reminder
from genbot.domain.waiting import Matter
from genbot.domain.watches import Kind
from genbot.flows import approvals, linked, publications, reminders, schedule, slots, steps, topups
from genbot.store.watches import Watches
from tests.chaos.gen import GenWorld
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


def _nothing(*given: Any, **more: Any) -> None:
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


def _not_exchanged() -> list[Swap]:
    """It is looked at whether there is an account, not at which."""
    real = linked.elsewhere
    return [(linked, "elsewhere", lambda out, known: real(replace(out, accounts=()), known))]


def _any_account() -> list[Swap]:
    """What was approved does not say for which account; it goes where the last one saw it go. Nobody
    exchanges it once more, for then all of them would be asked anew."""
    real, another = Production.sealed, GenWorld.another_account

    def sealed(self: Production, wish: Any) -> Any:
        return {**real(self, wish), "accounts": []}

    def once(self: GenWorld) -> None:
        if self.account == "@s":
            another(self)

    return [(Production, "sealed", sealed), (GenWorld, "another_account", once)]


def _old_approvals() -> list[Swap]:
    """Who approved it for the old time has approved it for the new one, too."""
    real = publications.move

    def move(tx: Any, id: str, due: float, **more: Any) -> Any:
        before = tx.publications.get(id)
        out = real(tx, id, due, **more)
        votes = tuple(one for one in before.votes if one.by != more["by"])
        return tx.publications.save(replace(out, approvals=(*votes, *out.approvals)))

    return [(publications, "move", move)]


def _old_time() -> list[Swap]:
    """It is not taken from the list of what is due."""
    real = Watches.drop

    def drop(self: Watches, kind: Any, subject: str) -> bool:
        return kind != Kind.PUBLICATION and real(self, kind, subject)

    return [(Watches, "drop", drop)]


def _deaf() -> list[Swap]:
    return [(approvals, "against", lambda here, noes: "")]


TIMES = [
    Mutant("an account that was exchanged for another is posted to", _not_exchanged,
           undisturbed("exchanged")),
    Mutant("a yes for one account counts for another", _any_account, undisturbed("exchanged")),
    Mutant("a posting time on which people vote is given away",
           lambda: [(slots, "voted", lambda tx: [])], undisturbed("voted_slot")),
    Mutant("a form gives a posting time away and does not ask",
           lambda: [(schedule, "_settled", _nothing)], undisturbed("voted_slot")),
    Mutant("a move keeps the approvals of the old time", _old_approvals, undisturbed("moved")),
    Mutant("what was moved goes out at the old time", _old_time, undisturbed("moved")),
    Mutant("a strict rule ignores a no", _deaf, undisturbed("turned")),
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
