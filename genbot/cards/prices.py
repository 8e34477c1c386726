"""Prices in words: on the button that spends them, beneath it, and beside what it was in the end."""

from collections.abc import Sequence
from itertools import accumulate

from genbot.cards.text import credit, moment
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.prices import Basis
from genbot.domain.productions import Production


def approve(idea: Idea) -> str:
    """What the button that makes the video says: its price too, where that is known."""
    if not idea.price:
        return "Approve"
    left = "" if idea.left is None else f", {cost_of(round(idea.left))} left"
    return f"Approve and make ({_about(idea.price)}{left})"


def basis(idea: Idea) -> str:
    """On what that price rests, or why there is none."""
    if not idea.price:
        return "Its price is not known yet: it will be once the template is copied, before anything is paid"
    if idea.basis == Basis.PARTS:
        return "Reckoned from what such parts cost before"
    if idea.basis == Basis.GUIDE:
        return "Reckoned from GEN's price guide: few videos were made from this template yet"
    if idea.videos == 1:
        return "That is what the last video from this template cost"
    last = f"the last {idea.videos}" if idea.videos else "the last ones"
    return f"That is what {last} from this template usually cost"


def left(idea: Idea) -> str:
    """When somebody looked what is left; empty where nobody did."""
    if not idea.price or idea.left is None:
        return ""
    return f"{credit(round(idea.left))} left {moment(idea.left_at)}"


def too_few(idea: Idea) -> str:
    """What happens when it is approved all the same; empty where the balance is enough."""
    if not idea.price or idea.left is None or idea.price <= idea.left:
        return ""
    return "⚠️  *Not enough credits for this.* Approved, it waits until somebody tops up at gen.pro."


def reach(ideas: Sequence[Idea]) -> str:
    """For how many of the ideas that wait the balance is enough; empty where it is for all."""
    priced = [one for one in ideas if one.status is IdeaStatus.GENERATED and one.price]
    newest = max(priced, key=lambda one: one.left_at, default=None)
    if newest is None or newest.left is None:
        return ""
    sums = list(accumulate(one.price for one in priced))
    enough = sum(each <= newest.left for each in sums)
    if enough == len(sums):
        return ""
    has, all_of = f"{credit(round(newest.left))} left", f"all {len(sums)} cost {_about(sums[-1])}"
    return f"⚠️  {has}: enough for {enough or 'none'} of these videos, {all_of}."


def spent(production: Production, *, over: bool) -> str:
    """What it cost beside what was expected: so far, or (over) in the end."""
    cost, expected = production.credits, production.estimate
    if over:
        said = f"*{credit(cost)}*" if cost else "No credits spent"
        return f"{said} ({_about(expected, unit=not cost)} expected)" if expected else said
    if expected:
        so_far = f"*{cost_of(cost)}* spent so far" if cost else "none spent yet"
        return f"{_about(expected)} expected, {so_far}".capitalize()
    return f"*{credit(cost)}* so far" if cost else "No credits spent yet"


def cost_of(amount: float) -> str:
    """The number alone, where what it counts was said."""
    return credit(amount).partition(" ")[0]


def _about(amount: float, *, unit: bool = True) -> str:
    told = credit(round(amount))
    return f"about {told if unit else told.partition(' ')[0]}"
