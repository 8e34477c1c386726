"""The laws of a no: whose it is, what it ends, and that nothing goes on over one that ends it."""

from collections.abc import Iterator

from genbot.domain.history import Entry
from tests.chaos.laws.book import law
from tests.chaos.laws.oracle import BUDGET, IDEAS, VIDEOS, Book, Things, about, ended_at, sent
from tests.chaos.world import World

FORMS = {IDEAS: "reject_idea_form", VIDEOS: "reject_video_form", BUDGET: "deny_over_form"}
ONE_OF_SEVERAL = {"rejected by one": VIDEOS, "denied by one": BUDGET}


def _gate(entry: Entry) -> str:
    """At which gate somebody's no was taken there; empty where it is about something else."""
    return ended_at(entry) or ONE_OF_SEVERAL.get(str(entry.fact.get("news")), "")


@law
def one_no_ends_nothing_where_it_may_not(world: World) -> Iterator[str]:
    """Where the rule says so, people's noes end a thing only once there can be no yeses enough."""
    book, things = Book(world), Things(world)
    for nth, entry in enumerate(world.judged.journal):
        gate = _gate(entry)
        if not entry.by or not gate or entry.fact.get("news") in ONE_OF_SEVERAL:
            continue
        thing = things.at(gate, entry.subject)
        asks = book.asks(nth, thing.channel, gate)
        noes = {one.user for one in world.actions if one.topic == FORMS[gate]
                and one.at <= entry.at and about(one).startswith(f"{thing.id}:")
                and book.might(one, thing.channel, gate)}  # fmt: skip
        left = (
            book.surely(asks, entry.at) - noes - ({things.asked(thing)} if not asks.own else set())
        )
        over = len(noes) >= asks.needed if asks.open else len(left) < asks.needed
        if not asks.one_no and not over:
            yield f"{thing.id} was ended by {sorted(noes)}, and {asks.needed} could say yes"


@law
def every_no_is_by_who_may_say_it(world: World) -> Iterator[str]:
    """By their own hand, and by somebody who might decide then."""
    book, things = Book(world), Things(world)
    for nth, entry in enumerate(world.judged.journal):
        gate = _gate(entry)
        if not entry.by or not gate:
            continue
        thing = things.at(gate, entry.subject)
        hand = any(one.user == entry.by and one.topic == FORMS[gate] and one.at <= entry.at
                   and about(one).startswith(f"{thing.id}:") for one in world.actions)  # fmt: skip
        if not hand or not book.admits(book.asks(nth, thing.channel, gate), entry.by, entry.at):
            yield f"{entry.by} said no to {thing.id} at {gate}, and may not"


@law
def only_what_waits_is_denied(world: World) -> Iterator[str]:
    """A no to a budget ends what that budget holds, and nothing that went on since."""
    waits: dict[str, bool] = {}
    for entry in world.judged.journal:
        if entry.event != "ProductionMoved":
            continue
        if entry.fact["news"] == "denied over budget" and not waits.get(entry.subject):
            yield f"{entry.subject} was denied, and no budget held it"
        held = entry.fact["stage"] == "held"
        over = entry.fact["news"] == "over budget" or waits.get(entry.subject, False)
        waits[entry.subject] = held and over


@law
def nothing_goes_out_over_a_no_that_ends_it(world: World) -> Iterator[str]:
    """Where a rejection by one ends it when it leaves, none stands against it of somebody who may
    decide."""
    book, things = Book(world), Things(world)
    for seen, nth, let in sent(world):
        if let is None:
            continue
        out = things.posts[let.subject]
        asks, asked = (
            book.asks(nth, out.channel, VIDEOS),
            things.asked(things.made[out.production_id]),
        )
        noes = {one[0] for one in let.fact.get("noes", ())}
        heard = book.surely(asks, let.at) if not asks.open else noes
        against = noes & heard - (set() if asks.own else {asked})
        if asks.one_no and against:
            yield f"{seen.about['media']} was published over the no of {sorted(against)}"
