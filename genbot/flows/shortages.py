"""Too few credits: seen before it bites, and said once for all that waits for some in a channel."""

from collections.abc import Container, Sequence
from dataclasses import replace

from genbot.cards.shortages import enough_card, shortage_card, soon_card
from genbot.cards.text import credit
from genbot.domain.credits import Purse
from genbot.domain.errands import STUDIO, Errand, ErrandState
from genbot.domain.ideas import Idea, IdeaStatus, Run, RunState
from genbot.domain.posts import Place, Post
from genbot.domain.prices import part_of
from genbot.domain.productions import WORKING, Production, Stage
from genbot.domain.shortages import Shortage, Unpaid, reach
from genbot.domain.studio import EDITABLE
from genbot.flows import balance, channels, prices
from genbot.store import Transaction

WARNED = "warned:"
NONE = "GEN has no credits left for this."


def why(tx: Transaction, production: Production) -> str:
    """Why it must not begin: it would stop halfway; empty when there is enough, or nobody knows."""
    free = spare(tx, production.agent_id, but=production.id)
    needs = prices.missing(production)
    if free is None or Unpaid.of_video(production).fits(free):
        return ""
    if not round(free):
        return NONE
    return (
        f"GEN has about {credit(round(free))} left for this, and it needs about {round(needs):,}."
    )


def spare(tx: Transaction, agent: str, but: str = "") -> float | None:
    """What is left at GEN, less what other videos took since and will still take; None: nobody knows
    now."""
    sample = balance.known(tx, agent)
    if sample is None:
        return None
    at, left = sample
    spenders = {agent, *balance.sharing(tx, agent)}
    going = {one.id: one for one in under_way(tx, spenders)}
    taken = sum(still(tx, one, at) for one in going.values() if one.id != but)
    for video, credits in tx.ledger.by_video(at):
        made = tx.productions.look(video)
        taken += credits if made and made.agent_id in spenders and video not in going else 0.0
    return max(0.0, left - taken)


def under_way(tx: Transaction, agents: Container[str]) -> list[Production]:
    """The videos of these agents that are being made."""
    return [one for one in tx.productions.find(stage=WORKING) if one.agent_id in agents]


def still(tx: Transaction, production: Production, at: float) -> float:
    """What GEN takes for it after this moment: it charges a part when it begins."""
    if not production.tasks:
        return prices.missing(production)
    render = (production.render,) if production.render else ()
    later = [
        task for task in (*production.tasks, *render)
        if task.began > at or not (task.began or task.over)
    ]  # fmt: skip
    return sum(prices.part(tx, part_of(task)) or 0.0 for task in later)


def expect(tx: Transaction, ideas: Sequence[Idea]) -> None:
    """Ideas arrived: foresee that not even the cheapest can be made."""
    open_ones = [one for one in ideas if one.status is IdeaStatus.GENERATED and one.price]
    if open_ones:
        one = min(open_ones, key=lambda idea: idea.price)
        foresee(tx, one.channel, one.agent_id, one.price)


def seen(tx: Transaction, found: Sequence[Purse]) -> None:
    """What is left was looked at: say so where it is enough again, and where something waits for it."""
    balance.seen(tx, found)
    for name, told in tx.marks.begin_with(WARNED):
        if told and found:
            _relieve(tx, name.removeprefix(WARNED))
    for short in tx.shortages.find() if found else ():
        left = spare(tx, channels.find(tx, short.id).agent_id)
        if short.on and left != short.left:
            _keep(tx, replace(short, left=left))


def _relieve(tx: Transaction, channel: str) -> None:
    """There is enough for what the channel was warned of: the same message says so."""
    at, _, price = tx.marks.get(WARNED + channel).partition(" ")
    free = spare(tx, channels.find(tx, channel).agent_id)
    if free is None or not price or free < float(price):
        return
    tx.marks.set(WARNED + channel, "")
    tx.say(Post(f"credits:{channel}:{at}", Place(channel), enough_card(free), if_said=True))


def foresee(tx: Transaction, channel: str, agent: str, price: float) -> None:
    """Say once in the channel that the next video of this price would have to wait; again only after
    there was enough."""
    free = spare(tx, agent)
    if free is None or not price:
        return
    _relieve(tx, channel)
    said, at = WARNED + channel, int(tx.now)
    if free >= price:
        tx.marks.set(said, "")
    elif not tx.marks.get(said) and channels.find(tx, channel).announce:
        tx.marks.set(said, f"{at} {price}")
        tx.say(Post(f"credits:{channel}:{at}", Place(channel), soon_card(free, price)))


def follow(tx: Transaction, before: Production | None, production: Production) -> None:
    """Keep the channel's message about all that waits for credits as it is now."""
    was = before is not None and before.unpaid, before is not None and before.stage in EDITABLE
    if was != (production.unpaid, production.stage in EDITABLE):
        refresh(tx, production.channel)


def refresh(tx: Transaction, channel: str) -> None:
    """Something began to wait for credits in this channel, or does so no longer. Where it began just
    now, a balance that seems to be enough was looked at before that, or less than is wanted."""
    found = tx.shortages.look(channel) or Shortage(channel)
    fresh = Shortage(channel, nth=found.nth + 1, at=tx.now)
    if not found.on and waiting(tx, fresh):
        left = spare(tx, channels.find(tx, channel).agent_id)
        found = replace(fresh, on=True, left=left)
    if found.on:
        unpaid = waiting(tx, found)
        if reach(unpaid, found.left) and any(one.since >= tx.now for one in unpaid):
            found = replace(found, left=None)
        _keep(tx, found)


def tried(tx: Transaction, channel: str, went: int, left: float | None, *, by: str) -> Shortage:
    """Somebody had them go on, and so many did."""
    found = tx.shortages.get(channel)
    return _keep(tx, replace(found, by=by, tried=tx.now, went=went, left=left))


def waiting(tx: Transaction, short: Shortage) -> list[Unpaid]:
    """What waits for credits in a channel, in the order in which it began to: all its videos; what the
    agent was to do since the shortage began, unless something else was asked there after it; and what
    else was to be done since then, unless it is about a video that cannot be changed any more."""
    held = tx.productions.find(stage=Stage.HELD, channel=short.id)
    found = [Unpaid.of_video(one) for one in held if one.unpaid]
    for run in tx.runs.find(state=RunState.HELD):
        asked = tx.requests.get(run.request_id)
        if asked.channel == short.id and run.ended_at >= short.at and _stands(tx, run):
            found.append(Unpaid.of_run(run, asked))
    others = tx.errands.find(state=ErrandState.HELD, channel=short.id)
    wanted = (one for one in others if one.ended >= short.at and _open(tx, one))
    found += [Unpaid.of_errand(one) for one in wanted]
    return sorted(found, key=lambda one: one.since)


def _open(tx: Transaction, errand: Errand) -> bool:
    if errand.what not in STUDIO:
        return True
    made = tx.productions.look(str(errand.wish["made"]))
    return made is not None and made.stage in EDITABLE


def _stands(tx: Transaction, run: Run) -> bool:
    return not run.again and tx.runs.find(request_id=run.request_id)[-1].id == run.id


def _keep(tx: Transaction, found: Shortage) -> Shortage:
    """What becomes of each thing is journaled with it; this only counts them."""
    left = waiting(tx, found)
    found = tx.shortages.save(replace(found, on=bool(left)))
    quiet = not channels.find(tx, found.id).announce
    tx.say(Post(found.slot, Place(found.id), shortage_card(found, left), if_said=quiet))
    return found
