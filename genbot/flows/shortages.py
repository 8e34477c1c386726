"""Too few credits: seen before it bites, and said once for all videos of a channel that wait for some."""

from collections.abc import Container, Sequence
from dataclasses import replace

from genbot.cards.shortages import shortage_card, soon_card
from genbot.cards.text import credit
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.posts import Place, Post
from genbot.domain.prices import part_of
from genbot.domain.productions import WORKING, Production, Stage
from genbot.domain.shortages import Shortage
from genbot.flows import balance, channels, prices
from genbot.store import Transaction


def why(tx: Transaction, production: Production) -> str:
    """Why it must not begin: it would stop halfway; empty when there is enough, or nobody knows."""
    free = spare(tx, production.agent_id, but=production.id)
    needs = prices.missing(production)
    if free is None or needs <= free:
        return ""
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


def foresee(tx: Transaction, channel: str, agent: str, price: float) -> None:
    """Say once in the channel that the next video of this price would have to wait; again only after
    there was enough."""
    free, said = spare(tx, agent), f"warned:{channel}"
    if free is None or not price:
        return
    if free >= price:
        tx.marks.set(said, "")
    elif not tx.marks.get(said) and channels.find(tx, channel).announce:
        tx.marks.set(said, str(int(tx.now)))
        tx.say(Post(f"credits:{channel}:{int(tx.now)}", Place(channel), soon_card(free, price)))


def follow(tx: Transaction, before: Production | None, production: Production) -> None:
    """Keep the channel's message about all that waits for credits as it is now."""
    if (before is not None and before.unpaid) == production.unpaid:
        return
    channel = production.channel
    found = tx.shortages.look(channel) or Shortage(channel)
    left = waiting(tx, channel)
    if left and not found.on:
        found = Shortage(channel, on=True, nth=found.nth + 1, at=tx.now)
    _keep(tx, replace(found, on=bool(left)), left)


def tried(tx: Transaction, channel: str, went: int, left: float | None, *, by: str) -> Shortage:
    """Somebody had them go on, and so many did."""
    found = tx.shortages.get(channel)
    found = replace(found, by=by, tried=tx.now, went=went, left=left)
    return _keep(tx, found, waiting(tx, channel))


def waiting(tx: Transaction, channel: str) -> list[Production]:
    """The videos of a channel that wait for credits, in the order in which they began to."""
    held = [one for one in tx.productions.find(stage=Stage.HELD, channel=channel) if one.unpaid]
    return sorted(held, key=lambda one: one.stage_at)


def _keep(tx: Transaction, found: Shortage, left: list[Production]) -> Shortage:
    """What becomes of each video is journaled with the video; this only counts them."""
    quiet = not channels.find(tx, found.id).announce
    card = shortage_card(tx.shortages.save(found), left)
    tx.say(Post(found.slot, Place(found.id), card, if_said=quiet))
    return found
