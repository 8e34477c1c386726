"""What a video will cost: by videos of its template, else by its parts; and what was paid, kept."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.ideas import Idea
from genbot.domain.prices import ENOUGH, Basis, Price, Recipe, guide, part_of, parts_of
from genbot.domain.productions import Production, Task
from genbot.flows import balance, channels
from genbot.store import Transaction


def of(tx: Transaction, template: str, parts: Sequence[str] = ()) -> Price | None:
    """What a video of this template will cost; None where that would be a guess.

    Three videos of it are enough: then it is what half of the last ones cost at most. Before that it
    is the sum of its parts, each by what parts of that type, model and length cost us, or by GEN's
    guide. Its parts are those of this very copy, or of the newest one we saw. Where a part has no
    price, it is what one or two videos cost. (GEN itself tells what was made, not what will be.)
    """
    made = tx.ledger.history(template) if template else []
    known = tx.recipes.look(template) if template else None
    parts = parts or (known.parts if known else ())
    if len(made) < ENOUGH and parts and (price := _summed(tx, parts)):
        return price
    usual = tx.ledger.usual(template) if made else None
    return Price(usual, Basis.VIDEOS, len(made)) if usual else None


def _summed(tx: Transaction, parts: Sequence[str]) -> Price | None:
    total, basis = 0.0, Basis.PARTS
    for part in parts:
        cost = tx.ledger.part(part)
        if cost is None:
            cost, basis = guide(part), Basis.GUIDE
        if cost is None:
            return None
        total += cost
    return Price(total, basis) if total else None


def part(tx: Transaction, part: str) -> float | None:
    """What such a part costs; None where nobody knows."""
    cost = tx.ledger.part(part)
    return guide(part) if cost is None else cost


def missing(production: Production) -> float:
    """What it will still take, as far as anybody knows."""
    return max(0.0, (production.estimate or 0.0) - production.credits)


def template_of(tx: Transaction, channel: str, video_type: int | None, wanted: str) -> str:
    """The template such a video would be made from: the one somebody chose, this channel's own for
    its type, the one the last of that type was made from; empty when nobody knows."""
    ours = channels.find(tx, channel).templates.get(str(video_type), "")
    return wanted or ours or tx.marks.get(f"template:{video_type}")


def quoted(tx: Transaction, idea: Idea) -> Idea:
    """The idea with the price of its video on it, and with what is left for it."""
    at, left = balance.known(tx, idea.agent_id) or (0.0, None)
    idea = replace(idea, left=left, left_at=at)
    price = of(tx, template_of(tx, idea.channel, idea.video_type_id, idea.template))
    if price is None:
        return replace(idea, price=0.0, basis="", videos=0)
    return replace(idea, price=price.credits, basis=price.basis, videos=price.videos)


def begun(tx: Transaction, production: Production, template: str) -> Production:
    """With what it will have cost at its end, its earlier attempts included."""
    idea = tx.ideas.get(production.idea_id)
    template = template_of(tx, production.channel, idea.video_type_id, template)
    return _expected(production, of(tx, template))


def planned(tx: Transaction, production: Production) -> Production:
    """The same, now that its own parts are known; what a template is made of is kept for the next."""
    slug, parts = production.template, parts_of(production)
    tx.recipes.save(Recipe(slug, production.template_title, parts))
    video_type = tx.ideas.get(production.idea_id).video_type_id
    ours = channels.find(tx, production.channel).templates.get(str(video_type), "")
    if slug not in {production.wanted_template, ours}:  # so it was chosen by the type
        tx.marks.set(f"template:{video_type}", slug)
    return _expected(production, of(tx, slug, parts))


def _expected(production: Production, price: Price | None) -> Production:
    estimate = production.credits + price.credits if price else None
    return replace(production, estimate=estimate)


def paid(tx: Transaction, production: Production, task: Task, cost: float) -> None:
    """A part was made, and this is what GEN took for it."""
    tx.ledger.paid(
        production.channel, production.by, cost, tx.now, production.template, production.id
    )
    tx.ledger.part_cost(part_of(task), cost, tx.now)
