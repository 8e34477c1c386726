"""What GEN has, what is kept and what the cards show is the same, and the journal tells how it came."""

from collections.abc import Iterator
from itertools import pairwise

from genbot.domain import productions, publications
from genbot.domain.publications import PublicationState
from tests.chaos.laws.book import law
from tests.chaos.shown import cards, same
from tests.chaos.world import World

DECISIONS = {"approve": "approve_idea", "reject": "submit", "change": "submit"}


@law
def gen_and_store_agree(world: World) -> Iterator[str]:
    for idea in world.judged.things["ideas"]:
        there = world.gen.ideas.get(idea.gen_id)
        if there and there.status != idea.status and world.log.all("idea status"):
            yield f"idea {idea.gen_id} is {idea.status} here and {there.status} at GEN"
    for out in world.judged.things["publications"]:
        there = (one for one in world.gen.posts.values() if one.status != "failed")
        posts = [one for one in there if one.about["media"] == out.media_url]
        mine = [one for one in world.actions if out.id in one.value]
        told = any(one.what == "submit" for one in mine)
        again = [one.at for one in mine if one.what == "send_again"]  # "it is not live"
        after = [one for one in posts if one.began >= max([out.made, *again])]
        if out.state is PublicationState.LIVE and not posts and not told:  # people may be wrong
            yield f"{out.id} is said to be live, and is not"
        later = any(one.made > out.made for one in world.judged.things["publications"])
        over = out.state in {PublicationState.FAILED, PublicationState.CANCELLED}
        if over and after and not later:
            yield f"{out.id} is said to be {out.state}, and is live"


@law
def cards_show_what_is_kept(world: World) -> Iterator[str]:
    for slot, card in cards(world).items():
        there = world.slack.board.in_slot(slot)
        if not there or not same(there[0], card):
            yield f"{slot} shows {there[0].text if there else 'nothing'!r}, kept is {card.text!r}"


@law
def the_journal_explains(world: World) -> Iterator[str]:
    """Every state was reached by a move that exists, and nothing follows the last one."""
    for kind, states, shelf in (
        ("PublicationMoved", "state", "publications"),
        ("ProductionMoved", "stage", "productions"),
    ):
        told: dict[str, list[str]] = {}
        for entry in world.judged.journal:
            if entry.event == kind:
                told.setdefault(entry.subject, []).append(str(entry.fact[states]))
        moves = _moves(kind)
        for id, path in told.items():
            for was, now in pairwise(path):
                if was != now and (was, now) not in moves:
                    yield f"{id} went from {was} to {now}"
        for thing in world.judged.things[shelf]:
            if told.get(thing.id, [""])[-1] != str(getattr(thing, states)):
                yield f"{thing.id} is {getattr(thing, states)}, which the journal does not tell"


def _moves(kind: str) -> set[tuple[str, str]]:
    table = publications.MOVES if kind == "PublicationMoved" else productions.MOVES
    moves = {(str(was), str(now)) for (was, _), now in table.items()}
    if kind == "ProductionMoved":
        moves |= {(str(a), str(b)) for a in productions.RESTING for b in productions.WORKING}
        moves |= {("filling", "rendering"), ("generating", "review"), ("review", "rendering")}
        moves |= {(str(one), "cloning") for one in productions.WORKING}
        moves |= {(str(one), "failed") for one in productions.RESTING}
        over = (*productions.RESTING, "review")  # what would pass a budget is held at once
        moves |= {(str(one), "held") for one in over}
    return moves


@law
def a_decision_is_somebodys_and_the_first(world: World) -> Iterator[str]:
    """Of one version of an idea there is one decision, by somebody who gave it."""
    decided: set[tuple[str, int]] = set()
    for entry in world.judged.journal:
        act = DECISIONS.get(entry.fact.get("verb", "")) if entry.event == "IdeaDecided" else None
        if act is None or not entry.by:  # what time may decide is a law of its own
            continue
        of = (entry.subject, entry.fact["version"])
        given = any(
            (one.user, one.what) == (entry.by, act) and entry.subject in one.value
            for one in world.actions
            if one.at <= entry.at
        )
        if of in decided or not given:
            again = "again" if of in decided else "by nobody's hand"
            yield f"{entry.fact['verb']} of {of} by {entry.by}, {again}"
        decided.add(of)
