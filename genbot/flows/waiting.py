"""Everything that waits for one person, in every channel of theirs, oldest first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from genbot.cards.access import asked_said
from genbot.domain import faces
from genbot.domain.approvals import Ballot, Gate, Standing
from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotNow, NotYours, Refusal
from genbot.domain.ideas import IdeaStatus, Request, RunState
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import ASKING, Publication
from genbot.domain.waiting import GATES, Matter, Stop, Told, Tour, Waiting
from genbot.flows import (
    access,
    channels,
    errands,
    ideas,
    policies,
    productions,
    publications,
    tours,
)
from genbot.store import Transaction

Rooms = Mapping[str, Standing]  # the channels where somebody may decide, by which rule
Decision = Callable[[Transaction, Tour, str, str], object]  # by whom, and what they said


def of(tx: Transaction, by: str) -> list[Waiting]:
    """What this person may decide now, oldest first."""
    met = channels.theirs(tx, by)
    ideas_of, videos_of, over_of = (_rooms(tx, met, gate, by) for gate in Gate)
    found = (
        *_ideas(tx, ideas_of, by),
        *_runs(tx, ideas_of),
        *_errands(tx, ideas_of),
        *_videos(tx, videos_of, by),
        *_posts(tx, videos_of),
        *_over_budget(tx, over_of, by),
    )
    return sorted(found, key=lambda one: one.key)


def begin(tx: Transaction, by: str) -> Stop:
    """The first of them; raises NotNow when nothing waits."""
    every = of(tx, by)
    if not every:
        raise NotNow("Nothing waits for you. When something does, your Home tab shows it too.")
    return _stop(tx, Tour(log=tours.start(tx, by, every)), every, every[0], by)


def onward(tx: Transaction, tour: Tour, by: str) -> Stop:
    """The next one after where this tour is."""
    every = of(tx, by)
    later = [one for one in every if one.key > (tour.since, tour.rank)]
    return _stop(tx, tour, every, later[0] if later else None, by)


def backward(tx: Transaction, tour: Tour, by: str) -> Stop:
    """The one before that, or the first."""
    every = of(tx, by)
    earlier = [one for one in every if one.key < (tour.since, tour.rank)]
    return _stop(tx, tour, every, earlier[-1] if earlier else next(iter(every), None), by)


def again(tx: Transaction, tour: Tour, by: str) -> Stop:
    """The same one once more; the next, when it does not wait any longer."""
    every = of(tx, by)
    rest = [one for one in every if one.key >= (tour.since, tour.rank)]
    return _stop(tx, tour, every, rest[0] if rest else None, by)


def decide(tx: Transaction, tour: Tour, verb: str, by: str, said: str = "") -> Stop:
    """Decide where this tour is, by the same story as its card does, and go on. When it is too late,
    or not theirs, that is said and nothing is counted; raises BadForm for what was typed."""
    try:
        with tx.attempt():
            channels.known(tx, tour.id, by)
            _decision(tour, verb)(tx, tour, by, said)
    except BadForm:
        raise
    except Refusal as refused:
        tours.missed(tx, tour, refused.text, by)
        no = refused if isinstance(refused, NotYours) else NotYours("")
        gate = f"{no.channel}|{no.gate}" if no.gate else ""
        return replace(onward(tx, tour, by), note=refused.text, gate=gate)
    verb = f"voted {verb}" if _undecided(tx, tour) else verb
    tours.did(tx, tour, verb, by)
    return onward(tx, tour.counted(verb), by)


def _undecided(tx: Transaction, tour: Tour) -> bool:
    """Whether it waits at its gate all the same: for the words of others."""
    match tour.matter:
        case Matter.IDEA:
            return tx.ideas.get(tour.id).status is IdeaStatus.GENERATED
        case Matter.VIDEO | Matter.REHEARSAL:
            return tx.productions.get(tour.id).stage is Stage.REVIEW
        case Matter.BUDGET:
            made = tx.productions.get(tour.id)
            return made.stage is Stage.HELD and made.over
    return False


def ask_access(tx: Transaction, tour: Tour, channel: str, gate: str, by: str) -> Stop:
    """Ask to decide what they were just refused, and stay where they are."""
    try:
        with tx.attempt():
            if channel not in channels.theirs(tx, by) or gate not in set(Gate):
                raise NotNow("That button is from another place. Nothing was changed.")
            note = asked_said(access.ask(tx, channel, Gate(gate), by=by))
    except Refusal as refused:
        note = refused.text
    return replace(again(tx, tour, by), note=note)


def title(tx: Transaction, tour: Tour) -> str:
    """What the thing where this tour is is called."""
    found = tx.ideas.look(tour.id) or tx.productions.look(tour.id)
    return found.title if found else ""


def one_no(tx: Transaction, tour: Tour) -> bool:
    """Whether a rejection by one ends it."""
    gate = GATES[Matter(tour.matter)]
    return policies.rule(tx, channels.of(tx, tour.id), gate).one_no


def _stop(tx: Transaction, tour: Tour, every: list[Waiting], one: Waiting | None, by: str) -> Stop:
    place = every.index(one) + 1 if one else len(every)
    told = Told() if one else tours.told(tx, tour, by, every)
    return Stop(tour.at(one), one, place, len(every), told=told)


def over(tx: Transaction, tour: Tour, by: str) -> Stop:
    """They are through, or leave it at that."""
    stop = _stop(tx, tour, of(tx, by), None, by)
    tours.over(tx, tour, by)
    return stop


def _decision(tour: Tour, verb: str) -> Decision:
    found = DECISIONS.get(tour.matter, {}).get(verb)
    if found is None:
        raise NotNow("That button is from an older version of me. Nothing was changed.")
    return found


def _approve(tx: Transaction, at: Tour, by: str) -> None:
    """Exactly what the window shows: the video as it is, or as others have approved it."""
    made = tx.productions.get(at.id)
    if made.version == at.version and (made.ballot.nth if made.ballot else 0) != at.nth:
        raise NotNow("What others approved of it has changed since. *Back* shows it as it is now.")
    if at.nth and made.version == at.version:
        publications.agree(tx, at.id, at.nth, by=by)
    else:
        rehearsal = at.matter == Matter.REHEARSAL
        publications.publish(tx, at.id, at.version, by=by, rehearsal=rehearsal, face=at.face)


VIDEO: Mapping[str, Decision] = {
    "yes": lambda tx, at, by, said: _approve(tx, at, by),
    "no": lambda tx, at, by, said: productions.reject(
        tx, at.id, at.version, said, by=by, nth=at.nth, face=at.face
    ),
}
DECISIONS: Mapping[str, Mapping[str, Decision]] = {
    Matter.IDEA: {
        "yes": lambda tx, at, by, said: ideas.decide(tx, at.id, at.version, "approve", by=by),
        "no": lambda tx, at, by, said: ideas.decide(
            tx, at.id, at.version, "reject", by=by, reason=said
        ),
    },
    Matter.VIDEO: VIDEO,
    Matter.REHEARSAL: VIDEO,
    Matter.POST: {
        "live": lambda tx, at, by, said: publications.it_is_live(
            tx, at.id, said, by=by, attempt=at.version
        ),
        "again": lambda tx, at, by, said: publications.send_again(
            tx, at.id, by=by, attempt=at.version
        ),
        "hold": lambda tx, at, by, said: publications.hold(tx, at.id, by=by, attempt=at.version),
        "back": lambda tx, at, by, said: publications.cancel(tx, at.id, by=by, attempt=at.version),
    },
    Matter.RUN: {
        "yes": lambda tx, at, by, said: ideas.answer_run(tx, at.id, True, by=by),  # noqa: FBT003  the story's own order
        "no": lambda tx, at, by, said: ideas.answer_run(tx, at.id, False, by=by),  # noqa: FBT003
    },
    Matter.ERRAND: {
        "yes": lambda tx, at, by, said: errands.answer(tx, at.id, "yes", by=by),
        "no": lambda tx, at, by, said: errands.answer(tx, at.id, "no", by=by),
    },
    Matter.BUDGET: {
        "yes": lambda tx, at, by, said: productions.allow(tx, at.id, by=by),
        "no": lambda tx, at, by, said: productions.deny(tx, at.id, at.nth, said, by=by),
    },
}


def _rooms(tx: Transaction, met: Iterable[str], gate: Gate, by: str) -> Rooms:
    found = {one: policies.standing(tx, one, gate) for one in met}
    return {one: here for one, here in found.items() if here.admits(by)}


def _wanted(here: Standing, by: str, asked: Request | None, ballot: Ballot | None) -> bool:
    """Whether this person's word is still to come."""
    here = replace(here, asker=asked.by if asked else "")
    return here.wants(by, ballot.said if ballot else ())


def _ideas(tx: Transaction, where: Rooms, by: str) -> Iterator[Waiting]:
    asked = cache(tx.requests.look)
    for idea in tx.ideas.find(status=IdeaStatus.GENERATED, channel=tuple(where)):
        request = asked(idea.request_id)
        since = request.at if request else 0.0
        if not _wanted(where[idea.channel], by, request, idea.polled):
            continue
        rank = f"{idea.request_id}:{idea.number:06d}"
        name = f"{idea.number}. {idea.title}"
        yield Waiting(
            Matter.IDEA, since, idea.id, idea.version, idea.channel, name, idea, rank
        )  # fmt: skip


def _runs(tx: Transaction, where: Rooms) -> Iterator[Waiting]:
    for run in tx.runs.find(state=RunState.APPROVAL):
        asked = tx.requests.get(run.request_id)
        if asked.channel in where:
            yield Waiting(
                Matter.RUN, run.asked_at, run.id, 0, asked.channel, asked.topic, run
            )  # fmt: skip


def _errands(tx: Transaction, where: Rooms) -> Iterator[Waiting]:
    for one in tx.errands.find(state=ErrandState.APPROVAL, channel=tuple(where)):
        since = one.since or one.at
        yield Waiting(Matter.ERRAND, since, one.id, 0, one.channel, one.title, one)


def _videos(tx: Transaction, where: Rooms, by: str) -> Iterator[Waiting]:
    for made in tx.productions.find(stage=Stage.REVIEW, channel=tuple(where)):
        asked = tx.requests.look(made.request_id)
        if _wanted(where[made.channel], by, asked, made.ballot):
            nth = made.ballot.nth if made.ballot else 0
            matter = Matter.REHEARSAL if made.rehearsal else Matter.VIDEO
            yield replace(_made(matter, made), nth=nth, face=faces.face(made))


def _over_budget(tx: Transaction, where: Rooms, by: str) -> Iterator[Waiting]:
    for made in tx.productions.find(stage=Stage.HELD, channel=tuple(where)):
        asked = tx.requests.look(made.request_id)
        if made.over and _wanted(where[made.channel], by, asked, made.ballot):
            yield replace(_made(Matter.BUDGET, made), nth=made.fell)


def _made(matter: Matter, made: Production) -> Waiting:
    return Waiting(matter, made.stage_at, made.id, made.version, made.channel, made.title, made)


def _posts(tx: Transaction, where: Rooms) -> Iterator[Waiting]:
    for out in tx.publications.find(state=ASKING, channel=tuple(where)):
        title = out.title or tx.productions.get(out.production_id).title
        yield Waiting(Matter.POST, _since(out), out.id, out.attempt, out.channel, title, out)


def _since(out: Publication) -> float:
    return out.due or out.made
