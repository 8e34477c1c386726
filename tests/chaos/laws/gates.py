"""The laws of the gates: a policy is never bypassed, whoever presses what in whichever instant."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.laws.oracle import BUDGET, IDEAS, VIDEOS, Book, Things, moves, said, sent
from tests.chaos.world import Action, World

MADE, HELD, ALLOWED = "approve_to_create", "over budget", "allowed over budget"


@law
def nothing_is_posted_without_its_yeses(world: World) -> Iterator[str]:
    """Whenever GEN was made to publish, as many people as the rule then asked for had said yes to
    exactly that version with that caption, all of whom might decide then; and not before its time."""
    book, things = Book(world), Things(world)
    for seen, nth, let in sent(world):
        media = seen.about["media"]
        if let is None:
            yield f"{media} was published, and nobody had let it out"
            continue
        out = things.posts[let.subject]
        meant = said(world, out, let) if seen.about["caption"] == let.fact["caption"] else []
        asked = things.asked(things.made[out.production_id])
        if why := book.enough(nth, let.at, out.channel, VIDEOS, meant, asked):
            yield f"{media} was published {why}"
        if seen.about["due"] < let.fact["due"] - 1.0 and not _now(let.subject, world, let.at):
            yield f"{media} was published {let.fact['due'] - seen.about['due']:.0f} s too early"


def _now(id: str, world: World, until: float) -> bool:
    return any(
        one.what == "send_again" and one.value.startswith(f"{id}:") and one.at <= until
        for one in world.actions
    )


@law
def nothing_is_made_without_its_yeses(world: World) -> Iterator[str]:
    """The same for an idea that GEN is told to make a video of, and for what goes over a budget."""
    book, things = Book(world), Things(world)
    for nth, entry in enumerate(world.judged.journal):
        if entry.event == "IdeaDecided" and entry.fact["status"] == MADE:
            idea, gate = things.ideas[entry.subject], IDEAS
            of = f"{idea.id}:{entry.fact['version'] - 1}:"  # a decision makes a new one of it
            yes = _pressed(world, "approve_idea", of, 0.0, entry.at)
        elif entry.fact.get("news") == ALLOWED:
            idea, gate = things.made[entry.subject], BUDGET
            since = _held(world, entry.subject, nth)
            yes = _pressed(world, "allow_once", f"{idea.id}:", since, entry.at)
        else:
            continue
        if why := book.enough(nth, entry.at, idea.channel, gate, yes, things.asked(idea)):
            yield f"{idea.id} was begun at {gate} {why}"


@law
def nothing_is_moved_but_by_who_may(world: World) -> Iterator[str]:
    """Whoever moves a post approves it for that time, alone: so where several have to, nobody does."""
    book, things = Book(world), Things(world)
    for nth, entry in enumerate(world.judged.journal):
        if entry.event != "PublicationMoved" or entry.fact["news"] != "moved":
            continue
        out, hand = things.posts[entry.subject], moves(world, entry)
        asked = things.asked(things.made[out.production_id])
        if why := book.enough(nth, entry.at, out.channel, VIDEOS, hand, asked):
            yield f"{out.id} was moved {why}"


@law
def gen_is_told_of_no_yes_but_theirs(world: World) -> Iterator[str]:
    """GEN hears "make it" of an idea only once that was decided here."""
    decided = {
        (things.gen_id, entry.at)
        for entry in world.judged.journal
        if entry.event == "IdeaDecided" and entry.fact["status"] == MADE
        for things in world.judged.things["ideas"]
        if things.id == entry.subject
    }
    for seen in world.log.all("idea status"):
        if seen.about["status"] == MADE and not any(
            id == seen.about["idea"] and at <= seen.at for id, at in decided
        ):
            yield f"GEN was told to make {seen.about['idea']}, which nobody had decided"


def _held(world: World, id: str, nth: int) -> float:
    """Since when it was held by that budget."""
    before = world.judged.journal[:nth]
    return max((one.at for one in before
                if one.subject == id and one.fact.get("news") == HELD), default=0.0)  # fmt: skip


def _pressed(world: World, act: str, of: str, since: float, until: float) -> list[Action]:
    return [
        one
        for one in world.actions
        if one.what == act and since <= one.at <= until and f"{one.value}:".startswith(of)
    ]


@law
def every_rule_is_somebodys(world: World) -> Iterator[str]:
    """Who decides is changed by nobody but whoever keeps the rules there, by their own hand."""
    book = Book(world)
    for nth, entry in enumerate(world.judged.journal):
        if entry.event != "PolicySet":
            continue
        hand = any(
            one.user == entry.by and one.at <= entry.at
            and (one.topic == "policy_form" or one.what == "allow_access")
            for one in world.actions
        )  # fmt: skip
        keeps = book.asks(nth, entry.subject, VIDEOS)
        if not hand or not book.admits(keeps, entry.by, entry.at):
            yield f"{entry.by} changed who decides in {entry.subject}"


@law
def who_asks_to_decide_is_answered_once(world: World) -> Iterator[str]:
    """One verdict for each wish; whoever was let in may decide from then on, nobody else."""
    book, open_wishes = Book(world), dict[tuple[str, str, str], int]()
    for nth, entry in enumerate(world.judged.journal):
        if entry.event != "AccessMoved":
            continue
        wish = (entry.subject, entry.fact["for"], entry.fact["gate"])
        if entry.fact["state"] == "open":
            open_wishes[wish] = nth
        elif open_wishes.pop(wish, None) is None:
            yield f"{wish} was {entry.fact['state']} again"
        elif entry.fact["state"] == "allowed":
            asks = book.asks(nth, entry.subject, entry.fact["gate"])
            if not book.admits(asks, entry.fact["for"], entry.at):
                yield f"{wish} was allowed, and still may not"
