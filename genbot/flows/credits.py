"""Credits: what is left, what was spent, how long it lasts; and keys: said before they end."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from genbot.cards.credits import enough_card, key_card, low_card
from genbot.domain.approvals import Gate
from genbot.domain.credits import DAY, ENDING, Key, Purse, Sample, Spent, Statement, low, pace
from genbot.domain.errors import Refusal
from genbot.domain.posts import Card, Place, Post
from genbot.domain.productions import Stage
from genbot.flows import balance, channels, policies, shortages
from genbot.gen.endpoint import Ask
from genbot.gen.keys import ListApiKeys
from genbot.gen.setup import GetAgent, ListOrganizations, Organization
from genbot.store import Transaction

EACH = 3 * 3600.0  # seconds between two samples of what is left
KEPT = 14 * DAY
MOST_AGENTS, MOST_LINES, MOST_ROOMS = 20, 8, 10


async def purses(gen: Ask, agents: Sequence[str]) -> list[Purse]:
    """The organizations that pay for these agents; raises GenError."""
    every = await gen(ListOrganizations())
    if len(every) == 1:
        return [_purse(every[0], agents)]
    paying = {id: (await gen(GetAgent(agent_id=id))).organization_id for id in agents}
    named = [(one, [id for id in agents if _pays(one, paying[id])]) for one in every]
    mine = [_purse(one, theirs) for one, theirs in named if theirs]
    return mine or [_purse(one, ()) for one in every]


def _pays(one: Organization, named: str | None) -> bool:
    return named is not None and named in {one.id, one.uuid, one.organization_id}


async def keys(gen: Ask) -> list[Key]:
    """The key that was used last, which is ours as we have just used it, when it ends one day. Where
    GEN does not tell which that is, every key that does. Raises GenError."""
    active = [one for one in await gen(ListApiKeys()) if one.status in {None, "active"}]
    last = max((_time(one.last_used_at) for one in active), default=0.0)
    ours = [one for one in active if _time(one.last_used_at) == last]
    ending = [Key(one.id, one.name or "", _time(one.expires_at)) for one in ours]
    return [one for one in ending if one.ends]


def agents(tx: Transaction) -> list[str]:
    """The agents that speak for us somewhere."""
    every = [tx.settings.agent, *(here.agent_id for here in tx.channels.find())]
    return list(dict.fromkeys(filter(None, every)))[:MOST_AGENTS]


def unknown(tx: Transaction) -> list[str]:
    """Those of whom nobody knows, or not any more, what is left for their work."""
    return [agent for agent in agents(tx) if balance.known(tx, agent) is None]


def statement(tx: Transaction, found: Sequence[Purse], *, by: str) -> Statement:
    """What this person reads. Rooms that are none of theirs are counted, not named."""
    if not found:
        raise Refusal("GEN shows me no organization, so I cannot tell its credits.")
    purse, since = found[0], tx.now - 30 * DAY
    met = channels.theirs(tx, by)
    rooms = tx.ledger.by_channel(since)
    return replace(
        _at_hand(tx, purse),
        total=sum(credits for _, credits in rooms),
        rooms=tuple(one for one in rooms if one[0] in met)[:MOST_LINES],
        people=tuple(tx.ledger.by_person(since)[:MOST_LINES]),
        templates=tuple(_templates(tx, since)),
    )


def at_hand(tx: Transaction, rooms: Sequence[str]) -> tuple[Statement, ...]:
    """What there is for the work of these rooms, by who pays for it, as somebody saw it last."""
    agents = dict.fromkeys(channels.find(tx, id).agent_id for id in rooms)
    seen = [found for agent in agents if (found := balance.last(tx, agent))]
    paying = {purse.id: (at, purse) for at, purse in seen}
    return tuple(replace(_at_hand(tx, purse, at), at=at) for at, purse in paying.values())


def _at_hand(tx: Transaction, purse: Purse, at: float | None = None) -> Statement:
    """What is left, how fast it goes, and what of it is spoken for (`at`: since when)."""
    at, agents, a_day = (
        tx.now if at is None else at,
        balance.agents(tx, purse.id),
        _a_day(tx, purse),
    )
    running = shortages.under_way(tx, agents)
    held = [one for one in tx.productions.find(stage=Stage.HELD) if one.unpaid]
    return Statement(
        purse,
        a_day,
        low(purse.left, a_day, tx.ledger.usual()),
        running=len(running),
        reserved=sum(shortages.still(tx, one, at) for one in running),
        unpaid=sum(one.agent_id in agents for one in held),
    )


def _templates(tx: Transaction, since: float) -> Iterator[Spent]:
    """By their titles, as far as we know them; nothing where all of it was paid before they were
    kept."""
    found = tx.ledger.by_template(since)
    for slug, credits, videos in found[:MOST_LINES] if any(slug for slug, *_ in found) else ():
        known = tx.recipes.look(slug)
        yield Spent((known and known.title) or slug, credits, videos)


def noticed(tx: Transaction, found: Sequence[Purse]) -> None:
    """Remember what is left; say it once when it becomes low, and again only after it was not."""
    shortages.seen(tx, found)
    for purse in found:
        if purse.left is None:
            continue
        _sample(tx, purse.id, purse.left)
        a_day = _a_day(tx, purse)
        was = tx.marks.get(f"low:{purse.id}")
        now_low = low(purse.left, a_day, tx.ledger.usual())
        if now_low and not was:
            tx.marks.set(f"low:{purse.id}", str(int(tx.now)))
            _tell(tx, f"low:{purse.id}:{int(tx.now)}", low_card(Statement(purse, a_day, low=True)))
        elif was and not now_low:
            tx.marks.set(f"low:{purse.id}", "")
            card = enough_card(Statement(purse, a_day))
            _tell(tx, f"low:{purse.id}:{was}", card, if_said=True)


def ending(tx: Transaction, found: Sequence[Key]) -> None:
    """Say of each key that it ends: two weeks before, three days, and one; each of these once."""
    for key in found:
        left = (key.ends - tx.now) / DAY
        due = [days for days in ENDING if left <= days]
        mark = f"key:{key.id}:{int(key.ends)}"
        said = int(tx.marks.get(mark) or ENDING[0] + 1)
        if left > 0 and due and min(due) < said:
            tx.marks.set(mark, str(min(due)))
            _tell(tx, f"{mark}:{min(due)}", key_card(key))


def _tell(tx: Transaction, slot: str, card: Card, *, if_said: bool = False) -> None:
    """To the admins in private; where there are none, to who approves videos, or else the rooms."""
    every = tx.channels.find()
    people = tx.settings.admins or tuple(dict.fromkeys(
        person for policy in tx.policies.find()
        for person in policies.standing(tx, policy.id, Gate.VIDEOS).people
    ))  # fmt: skip
    for place in people or tuple(here.id for here in every if here.agent_id)[:MOST_ROOMS]:
        tx.say(Post(f"{slot}:{place}", Place(place), card, if_said=if_said))


def _a_day(tx: Transaction, purse: Purse) -> float | None:
    """As it was seen at GEN; until that was long enough, as the ledger has it."""
    seen = pace(_samples(tx, purse.id))
    if seen is not None:
        return seen
    spent = sum(credits for _, credits in tx.ledger.by_channel(tx.now - 7 * DAY))
    return spent / 7 if spent else None


def _samples(tx: Transaction, id: str) -> list[Sample]:
    told = json.loads(tx.marks.get(f"credits:{id}") or "[]")
    return [(float(at), float(left)) for at, left in told]


def _sample(tx: Transaction, id: str, left: float) -> None:
    known = [one for one in _samples(tx, id) if one[0] > tx.now - KEPT]
    if not known or tx.now - known[-1][0] >= EACH:
        tx.marks.set(f"credits:{id}", json.dumps([*known, (tx.now, left)]))


def _purse(told: Organization, agents: Sequence[str]) -> Purse:
    left = told.available_credit.generic if told.available_credit else told.credit
    plan = told.credit_plan
    return Purse(
        told.id, told.name or told.id, left,
        (plan.name or "") if plan else "", (plan.cycle or "") if plan else "", tuple(agents),
    )  # fmt: skip


def _time(told: str | None) -> float:
    """An instant as GEN writes it; 0 for none, and for what cannot be read."""
    try:
        at = datetime.fromisoformat(told or "")
    except ValueError:
        return 0.0
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
