"""What one way through what waits came to: what was decided, and what others changed meanwhile."""

import json
from collections.abc import Sequence
from typing import Any

from genbot.cards.approvals import decided_by
from genbot.cards.production import LOOKS
from genbot.cards.publication import told as post
from genbot.domain.credits import DAY
from genbot.domain.ideas import IdeaStatus
from genbot.domain.waiting import VOTES, Matter, Told, Tour, Waiting
from genbot.store import Transaction

GONE = "It waits for nobody any more."
OTHERS = "It is not for you to decide any more."
NEWER = "There is a newer version of it."
Log = dict[str, Any]


def start(tx: Transaction, by: str, every: Sequence[Waiting]) -> str:
    """Somebody sets out, and this is what waits for them; returns the name under which it is kept."""
    mark = f"tour:{by}:"
    for name, told in tx.marks.begin_with(mark):
        if tx.now - json.loads(told)["at"] > DAY:  # its window is gone, and nobody heard of that
            tx.marks.drop(name)
    log = {"at": tx.now, "did": {}, "missed": {}, "seen": {one.id: _seen(one) for one in every}}
    name = str(int(tx.now * 1000))
    tx.marks.set(mark + name, json.dumps(log))
    return name


def did(tx: Transaction, tour: Tour, verb: str, by: str) -> None:
    """They decided the thing where this tour is."""
    _note(tx, tour, by, "did", verb)


def missed(tx: Transaction, tour: Tour, why: str, by: str) -> None:
    """They were too late for it, or may not."""
    _note(tx, tour, by, "missed", why)


def _note(tx: Transaction, tour: Tour, by: str, kind: str, said: str) -> None:
    name = f"tour:{by}:{tour.log}"
    if told := tx.marks.get(name):
        log: Log = json.loads(told)
        log[kind][tour.id] = said
        log["seen"].setdefault(tour.id, [tour.matter, tour.version, tour.nth, _title(tx, tour)])
        tx.marks.set(name, json.dumps(log))


def told(tx: Transaction, tour: Tour, by: str, every: Sequence[Waiting]) -> Told:
    """All of it by name; empty where nothing is kept of it. `every` is what waits for them now."""
    kept = tx.marks.get(f"tour:{by}:{tour.log}")
    if not kept:
        return Told()
    log: Log = json.loads(kept)
    names = {id: title for id, (*_, title) in log["seen"].items()}
    done = [(Tour().counted(verb), names[id]) for id, verb in log["did"].items()]
    waits = {one.id: _seen(one) for one in every}
    changed = [
        (names[id], log["missed"].get(id) or _stands(tx, id, seen, here=id in waits))
        for id, seen in log["seen"].items()
        if id not in log["did"] and (id in log["missed"] or seen[:3] != waits.get(id, ())[:3])
    ]
    return Told(
        tuple(name for tour, name in done if tour.approved),
        tuple(name for tour, name in done if tour.rejected),
        tuple(name for tour, name in done if tour.settled),
        tuple(changed),
        tuple((names[id], VOTES[verb]) for id, verb in log["did"].items() if verb in VOTES),
    )


def over(tx: Transaction, tour: Tour, by: str) -> None:
    """They were told."""
    tx.marks.drop(f"tour:{by}:{tour.log}")


def _seen(one: Waiting) -> list[Any]:
    return [one.matter, one.version, one.nth, one.title]


def _title(tx: Transaction, tour: Tour) -> str:
    """Of what began to wait after they had set out."""
    if idea := tx.ideas.look(tour.id):
        return f"{idea.number}. {idea.title}"
    made, run = tx.productions.look(tour.id), tx.runs.look(tour.id)
    if out := tx.publications.look(tour.id):
        made = tx.productions.look(out.production_id)
    asked = tx.requests.look(run.request_id) if run else None
    errand = tx.errands.look(tour.id)
    return made.title if made else asked.topic if asked else errand.title if errand else ""


def _stands(tx: Transaction, id: str, seen: Sequence[Any], *, here: bool) -> str:
    """How something stands that waits for them no longer as they could see it (`here`: but still)."""
    matter, version, *_ = seen
    if here:
        return f"{NEWER} It waits for you."
    if matter == Matter.IDEA:
        idea = tx.ideas.look(id)
        if idea is None or idea.status is not IdeaStatus.GENERATED:
            return idea.already() if idea else GONE
        return NEWER if idea.version != version else OTHERS
    if out := tx.publications.look(id):
        return f"{post(out).head}."
    made = tx.productions.look(id)
    if made is None or matter == Matter.BUDGET:
        return GONE
    if made.version != version:
        return NEWER
    return f"{LOOKS[made.stage].state}{decided_by(made)}."
