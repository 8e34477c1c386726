"""Reminders: what waits too long is put before whoever can decide it, then before somebody else.

Nothing is watched for this: what waits is read off the things themselves, and once more in the
transaction that says something, so nobody is reminded of what is decided. A reminder needs no GEN.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from genbot.cards.reminders import asked_card, decided_card, reminder_card, room_card
from genbot.cards.text import several
from genbot.domain.approvals import Rule, Standing
from genbot.domain.events import Reminded
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.people import awake
from genbot.domain.posts import Place, Post
from genbot.domain.productions import Production, Stage
from genbot.domain.reminders import EVERYBODY, QUIET, Reminder, Round
from genbot.domain.value import value
from genbot.domain.waiting import GATES, Matter, Waiting
from genbot.flows import channels, lifecycle, people, policies, steps
from genbot.store import Transaction

Keys = dict[str, tuple[str, ...]]
Thing = Idea | Production


@value
class Open:
    """One thing that waits, with what is known of its reminders and the rule it waits under."""

    one: Waiting
    thing: Thing
    row: Reminder
    rule: Rule
    needed: tuple[str, ...]  # whose word is still wanted; EVERYBODY where that is everyone's


Sorted = defaultdict[str, list[Open]]


def look(tx: Transaction) -> Round:
    """What is to be done now. Most looks find nothing, and cost no commit."""
    rows = {one.id: one for one in tx.reminders.find()}
    every = {_key(one): (one, thing) for one, thing in _waiting(tx)}
    standing = cache(partial(policies.standing, tx))
    known = [
        _open(tx, one, thing, rows[key], standing(one.channel, GATES[one.matter]))
        for key, (one, thing) in every.items()
        if key in rows
    ]
    return Round(
        fresh=tuple(key for key in every if key not in rows),
        over=tuple(key for key in rows if key not in every),
        people=_people(tx, known),
        rooms=_rooms(tx, known),
        asks=_asks(tx, known),
        expired=tuple(it.row.id for it in known if it.row.expires(it.rule, tx.now, _hour(tx))),
    )


def see_to(tx: Transaction, found: Round) -> None:
    """Do it, as far as it still is so."""
    _forget(tx, [row for key in found.over if (row := tx.reminders.look(key))])
    for key in found.fresh:
        tx.reminders.save(tx.reminders.look(key) or Reminder(key, tx.now))
    for it in _again(tx, found.expired):
        if it.row.expires(it.rule, tx.now, _hour(tx)):
            _expire(tx, it)
    for who, keys in found.people.items():
        _remind(tx, who, [it for it in _again(tx, keys) if who in it.needed])
    for keys in found.rooms.values():
        _tell_room(tx, [it for it in _again(tx, keys) if EVERYBODY in it.needed])
    for whom, keys in found.asks.items():
        _ask(tx, whom, [it for it in _again(tx, keys) if it.rule.escalate == whom])


def _hour(tx: Transaction) -> float:
    """Shorter where the world runs faster."""
    return 3600.0 / tx.settings.pace


# --- what waits


def _waiting(tx: Transaction) -> Iterator[tuple[Waiting, Thing]]:
    made = tx.productions.find(stage=(Stage.REVIEW, Stage.HELD))
    every: tuple[Thing, ...] = (*tx.ideas.find(status=IdeaStatus.GENERATED), *made)
    for thing in every:
        if one := _as_waiting(thing):
            yield one, thing


def _as_waiting(thing: Thing | None) -> Waiting | None:
    """It, in this version, when it waits for a decision."""
    match thing:
        case Idea(status=IdeaStatus.GENERATED):
            return _as(Matter.IDEA, thing, thing.version, f"{thing.number}. {thing.title}")
        case Production(stage=Stage.REVIEW):
            return _as(Matter.VIDEO, thing, thing.version, thing.title)
        case Production(stage=Stage.HELD, over=True):
            return _as(Matter.BUDGET, thing, thing.fell, thing.title)
    return None


def _as(matter: Matter, thing: Thing, version: int, title: str) -> Waiting:
    return Waiting(matter, 0.0, thing.id, version, thing.channel, title, thing)


def _key(one: Waiting) -> str:
    return f"{one.matter}:{one.id}:{one.version}"


def _open(tx: Transaction, one: Waiting, thing: Thing, row: Reminder, here: Standing) -> Open:
    asked = tx.requests.look(thing.request_id)
    ballot = thing.polled if isinstance(thing, Idea) else thing.ballot
    here = replace(here, asker=asked.by if asked else "")
    needed = tuple(sorted(here.wanted(ballot.said if ballot else ())))
    return Open(one, thing, row, here.rule, (EVERYBODY,) if here.everyone else needed)


def _again(tx: Transaction, keys: Iterable[str]) -> Iterator[Open]:
    """The same things as they are in this transaction, without those that wait no longer."""
    for key in keys:
        matter, id, _ = key.split(":")
        thing = tx.ideas.look(id) if matter == Matter.IDEA else tx.productions.look(id)
        one, row = _as_waiting(thing), tx.reminders.look(key)
        if thing and one and row and _key(one) == key:
            here = policies.standing(tx, one.channel, GATES[one.matter])
            yield _open(tx, one, thing, row, here)


def _passed_over(tx: Transaction, thing: Thing) -> bool:
    """Whoever took some ideas of a batch has seen the others too: nobody is asked about those any
    more, unless somebody approved one and others have to."""
    if not isinstance(thing, Idea) or thing.polled:
        return False
    batch = tx.ideas.find(request_id=thing.request_id)
    return any(other.status is not IdeaStatus.GENERATED for other in batch)


# --- what is due


def _people(tx: Transaction, known: Sequence[Open]) -> Keys:
    """Whom to remind now, and of everything that they would be reminded of soon after: so that it
    is one message."""
    hour, due = _hour(tx), set[str]()
    soon = Sorted(list)
    for it in known:
        for who in it.needed:
            if who != EVERYBODY and it.row.behind(it.rule, tx.now + QUIET * hour, hour, who):
                soon[who].append(it)
                due |= {who} if it.row.behind(it.rule, tx.now, hour, who) else set()
    return _wanted(tx, {who: soon[who] for who in sorted(due) if _may_be_told(tx, who)})


def _may_be_told(tx: Transaction, who: str) -> bool:
    """In their waking hours, and not twice within half a day."""
    last = float(tx.marks.get(_mark(who)) or 0.0)
    return awake(people.zone(tx, who), tx.now) and tx.now - last >= QUIET * _hour(tx)


def _mark(who: str) -> str:
    return f"reminded:{who}"


def _rooms(tx: Transaction, known: Sequence[Open]) -> Keys:
    """Where everyone may decide, the thread is reminded once, instead of everyone."""
    hour, rooms = _hour(tx), Sorted(list)
    for it in known:
        told = it.row.told.get(EVERYBODY, 0)
        if EVERYBODY in it.needed and not told and it.row.passed(it.rule, tx.now, hour):
            rooms[_thread(tx, it.thing).thread].append(it)
    return _wanted(tx, rooms)


def _asks(tx: Transaction, known: Sequence[Open]) -> Keys:
    asks = Sorted(list)
    for it in known:
        whom = it.rule.escalate
        if it.row.escalates(it.rule, tx.now, _hour(tx)) and _hears(tx, whom):
            asks[it.rule.escalate].append(it)
    return _wanted(tx, asks)


def _hears(tx: Transaction, whom: str) -> bool:
    """A channel at any time, a person in their waking hours."""
    return whom[:1] not in {"U", "W"} or awake(people.zone(tx, whom), tx.now)


def _wanted(tx: Transaction, found: Mapping[str, Sequence[Open]]) -> Keys:
    kept = {
        who: tuple(it.row.id for it in every if not _passed_over(tx, it.thing))
        for who, every in found.items()
    }
    return {who: keys for who, keys in kept.items() if keys}


def _thread(tx: Transaction, thing: Thing) -> Place:
    """Where it is talked about."""
    if isinstance(thing, Idea):
        asked = tx.requests.get(thing.request_id)
        return Place(asked.channel, asked.thread or asked.slot)
    return Place(thing.channel, thing.slot)


# --- what is said, and done


def _remind(tx: Transaction, who: str, found: Sequence[Open]) -> None:
    """One private message about all of it."""
    if not found or not _may_be_told(tx, who):
        return
    hour, slot = _hour(tx), f"reminder:{tx.new_id()}"
    for it in found:
        channels.met(tx, it.one.channel, who)  # also who is named for the workspace may look at it
        _told(tx, it, who, it.row.passed(it.rule, tx.now + QUIET * hour, hour), slot)
    tx.marks.set(_mark(who), str(tx.now))
    tx.say(Post(slot, Place(who), reminder_card(_since(found))))


def _tell_room(tx: Transaction, found: Sequence[Open]) -> None:
    fresh = [it for it in found if not it.row.told.get(EVERYBODY)]
    slot = f"reminder:{tx.new_id()}"
    for it in fresh:
        _told(tx, it, EVERYBODY, 1, slot)
    if fresh:
        tx.say(Post(slot, _thread(tx, fresh[0].thing), room_card(_since(fresh))))


def _told(tx: Transaction, it: Open, who: str, count: int, slot: str) -> None:
    told, said = {**it.row.told, who: count}, {**it.row.said, who: slot}
    tx.reminders.save(replace(it.row, told=told, said=said))
    tx.tell(Reminded(it.thing.id, who, 1 + (who in it.row.told)))


def _forget(tx: Transaction, over: Sequence[Reminder]) -> None:
    """What is decided reminds no more; the messages that did say what of it still waits."""
    for row in over:
        tx.reminders.drop(row.id)
    for slot, who in {slot: who for row in over for who, slot in row.said.items()}.items():
        same = [row.id for row in tx.reminders.find() if row.said.get(who) == slot]
        left = _since(it for it in _again(tx, same) if who in it.needed)
        shown = room_card if who == EVERYBODY else reminder_card
        tx.say(Post(slot, Place(who), shown(left) if left else decided_card(), if_said=True))


def _ask(tx: Transaction, whom: str, found: Sequence[Open]) -> None:
    """Somebody else hears of it, and its card says so; who may decide stays as it is."""
    late = [it for it in found if it.row.escalates(it.rule, tx.now, _hour(tx))]
    for it in late:
        tx.reminders.save(replace(it.row, escalated=True))
        if isinstance(it.thing, Idea):
            lifecycle.tell(tx, tx.ideas.save(replace(it.thing, asked=whom)), "others asked")
        else:
            steps.keep(tx, replace(it.thing, asked=whom), "others asked")
    if late:
        named = sorted({who for it in late for who in it.needed})
        card = asked_card(_since(late), named)
        tx.say(Post(f"asked:{tx.new_id()}", Place(whom), card))


def _since(found: Iterable[Open]) -> list[Waiting]:
    """The things, oldest first, with the time since which they are known to wait."""
    every = [replace(it.one, since=it.row.since) for it in found]
    return sorted(every, key=lambda one: one.since)


def _expire(tx: Transaction, it: Open) -> None:
    """Time has decided: against it, never for it."""
    why = f"Nobody decided within {several(it.rule.expire, 'hour')}."
    thing = it.thing
    if isinstance(thing, Idea):
        lifecycle.tell(tx, _rejected(tx, replace(thing, ballot=None), "reject", why), "reject")
    elif it.one.matter is Matter.BUDGET:
        steps.keep(tx, thing.move("stop", at=tx.now, over=False, ballot=None), "stopped by time")
    else:
        idea = _rejected(tx, tx.ideas.get(thing.idea_id), "reject_video", why)
        lifecycle.tell(tx, idea, "reject_video")
        over = thing.move("reject", at=tx.now, decided_by="", decided_at=tx.now, error=why)
        steps.keep(tx, replace(over, ballot=None), "rejected")


def _rejected(tx: Transaction, idea: Idea, verb: str, why: str) -> Idea:
    moved = replace(idea.move(verb, reason=why), decided_by="", decided_at=tx.now)
    return lifecycle.keep(tx, moved)
