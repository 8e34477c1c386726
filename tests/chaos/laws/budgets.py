"""Budgets: what would pass one waits for somebody who may allow it, and nothing waits without need."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from genbot.domain.budgets import PERIODS
from genbot.domain.history import Entry
from genbot.domain.productions import WORKING
from tests.chaos.gen import COST
from tests.chaos.laws.book import law
from tests.chaos.laws.frozen import ON_THE_WAY
from tests.chaos.laws.oracle import VIDEOS, Book
from tests.chaos.world import World

EVER = float("inf")
HOUR = 3600.0
ALLOWED = "allowed over budget"
GUESS = 375.0  # credits of a video, by GEN's guide: a clip of 5 s 300, a voice 15, captions 10, the render 50


@dataclass
class Rules:
    """What all, and each person, may spend."""

    budgets: tuple[tuple[float, float] | None, ...] = (None, None)  # credits, seconds


@dataclass
class Stretch:
    """From a moment in which a production begins or goes on to the one in which it rests."""

    id: str
    by: str
    at: float
    rules: Rules
    allowed: str  # who let it go on over budget
    beside: list["Stretch"]  # what is under way then
    until: float = EVER


@dataclass
class Spending:
    """What the journal tells of it, read once, and what GEN took for it."""

    world: World
    stretches: list[Stretch] = field(default_factory=list)
    held: list[Stretch] = field(default_factory=list)  # what a budget kept from beginning
    going: dict[str, Stretch] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = {one.id: one.by for one in self.world.judged.things["productions"]}
        rules = Rules()
        for entry in self.world.judged.journal:
            if entry.event == "ChannelSet":
                rules = _rules(entry)
            elif entry.event == "ProductionMoved":
                self._moved(entry, people[entry.subject], rules)

    def _moved(self, entry: Entry, by: str, rules: Rules) -> None:
        before = self.going.get(entry.subject)
        works = entry.fact["stage"] in WORKING
        anew = entry.fact["news"] == "template chosen"
        if before and (anew or not works):
            before.until = entry.at
            del self.going[entry.subject]
        allowed = entry.by if entry.fact["news"] == ALLOWED else ""
        others = list(self.going.values())
        here = Stretch(entry.subject, by, entry.at, rules, allowed, others)
        if works and (anew or not before):
            self.going[here.id] = here
            self.stretches.append(here)
        elif entry.fact["news"] == "over budget":
            self.held.append(here)


def _rules(entry: Entry) -> Rules:
    budgets = (one and (one[0], PERIODS[one[1]]) for one in entry.fact["budgets"])
    return Rules(tuple(budgets))


def _costs(world: World) -> dict[str, list[float]]:
    """By production, when GEN finished something that is paid for."""
    costs: dict[str, list[float]] = defaultdict(list)
    for work in world.gen.generations.values():
        if work.at(world.now()) == "completed":
            costs[_whose(work.about["key"])].append(work.ends)
    return costs


def _whose(key: str) -> str:
    return key.removeprefix("task:").partition(".")[0]


@law
def no_budget_is_passed_unasked(world: World) -> Iterator[str]:
    """What is begun is within the budget, with all that was spent and all that others will spend."""
    told, costs = Spending(world), _costs(world)
    for one in told.stretches:
        for budget, others, spenders in _limits(world, one):
            if one.allowed or budget is None:
                continue
            credits, seconds = budget
            spent = _between(costs, spenders, one.at - seconds, one.at)
            taken = sum(_between(costs, [it.id], one.at, it.until) for it in (*others, one))
            if spent + taken > credits:
                yield f"{one.id} was begun: {spent} were spent, {taken} were to be, of {credits}"


@law
def nothing_waits_without_need(world: World) -> Iterator[str]:
    """What is held would have passed the budget, as far as anybody could know then."""
    told, costs = Spending(world), _costs(world)
    parts = max((len(one.tasks) for one in world.judged.things["productions"]), default=0) + 1
    for one in told.held:
        limits = [limit for limit in _limits(world, one) if limit[0]]
        for budget, others, spenders in limits:
            credits, seconds = budget or (0.0, 0.0)
            spent = _between(costs, spenders, one.at - seconds - HOUR, one.at)
            each = parts * COST if _learned(told, costs, parts, (*others, one)) else GUESS
            if spent + (len(others) + 1) * each > credits:
                break
        else:
            yield f"{one.id} was held, and nothing would have been passed"


def _learned(
    told: Spending, costs: dict[str, list[float]], parts: int, ones: Iterable[Stretch]
) -> bool:
    """Whether a whole video was there before the first of these was begun, to tell what one costs."""
    ids = {one.id for one in ones}
    first = min(one.at for one in (*told.stretches, *told.held) if one.id in ids)
    return any(sum(at <= first for at in ats) >= parts for ats in costs.values())


def _limits(
    world: World, one: Stretch
) -> Iterator[tuple[tuple[float, float] | None, list[Stretch], list[str]]]:
    """Each budget, with what is under way beside this one and whose spending counts for it."""
    people = {made.id: made.by for made in world.judged.things["productions"]}
    everybody, each = one.rules.budgets
    yield everybody, one.beside, list(people)
    theirs = [it for it in one.beside if it.by == one.by]
    yield each, theirs, [id for id, by in people.items() if by == one.by]


def _between(
    costs: dict[str, list[float]], whose: Iterable[str], after: float, until: float
) -> float:
    return sum(COST for id in whose for at in costs.get(id, ()) if after < at <= until)


@law
def only_who_may_changes_what_may_be_spent(world: World) -> Iterator[str]:
    """Budgets, and whether it is a rehearsal, are changed by who keeps the rules there."""
    book, ruled = Book(world), dict[str, object]()
    for nth, entry in enumerate(world.judged.journal):
        if entry.event != "ChannelSet":
            continue
        now = (entry.fact["budgets"], entry.fact.get("rehearsal", False))
        before = ruled.get(entry.subject, ([None, None], False))
        keeps = book.asks(nth, entry.subject, VIDEOS)
        if now != before and not book.admits(keeps, entry.by, entry.at):
            yield f"{entry.by} changed what may be spent"
        ruled[entry.subject] = now


@law
def nothing_is_made_of_what_rests(world: World) -> Iterator[str]:
    """GEN is asked for parts of a video only while that video is being made, or somebody had wanted
    that one part in the studio."""
    wanted = {entry.subject: entry.at for entry in reversed(world.judged.journal)
              if entry.event == "ErrandMoved"}  # fmt: skip
    made: dict[str, list[Stretch]] = defaultdict(list)
    for one in Spending(world).stretches:
        made[one.id].append(one)
    for work in world.gen.generations.values():
        kind, _, whose = work.about["key"].partition(":")
        if kind == "errand" and wanted.get(whose.partition(":")[0], work.ends) <= work.began:
            continue
        spans = made[_whose(work.about["key"])]
        if not any(one.at <= work.began <= one.until + ON_THE_WAY for one in spans):
            yield f"{work.about['key']} was asked for while that video rested"
