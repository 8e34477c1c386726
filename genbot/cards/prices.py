"""Prices in words: on the button that spends them, beneath it, and beside what it was in the end."""

from genbot.cards.text import credit
from genbot.domain.ideas import Idea
from genbot.domain.prices import Basis
from genbot.domain.productions import Production


def approve(idea: Idea) -> str:
    """What the button that makes the video says: its price too, where that is known."""
    return f"Approve and make ({_about(idea.price)})" if idea.price else "Approve"


def basis(idea: Idea) -> str:
    """On what that price rests; empty without one."""
    if not idea.price:
        return ""
    if idea.basis == Basis.PARTS:
        return "Reckoned from what such parts cost before."
    if idea.basis == Basis.GUIDE:
        return "Reckoned from GEN's price guide: few videos were made from this template yet."
    if idea.videos == 1:
        return "That is what the last video from this template cost."
    last = f"the last {idea.videos}" if idea.videos else "the last ones"
    return f"That is what {last} from this template usually cost."


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
