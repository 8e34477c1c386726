"""Too few credits, in words: before it bites, and the one message about all that waits for some."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import byline, credit, line, several
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production
from genbot.domain.shortages import Shortage

MOST = 10  # videos named in one message
HOW = "*Continue all* looks at the balance first, and begins with what waits longest."


def soon_card(left: float, needs: float) -> Card:
    """Said once in a channel, before something has to wait."""
    said = f"Credits are low: {_some(left)} left, the next video needs about {round(needs):,}."
    return kit.card(
        f"{said} Top up at gen.pro before it has to wait.",
        kit.section(f"⚠️  *{said}*\nTop up at gen.pro before it has to wait."),
    )


def shortage_card(shortage: Shortage, waiting: Sequence[Production]) -> Card:
    """What waits and how it goes on; once nothing waits any more, only that."""
    if not waiting:
        said = "Nothing waits for credits any more"
        return kit.card(f"{said}.", kit.small(f"✅  {said}{_went(shortage)}"))
    head = (
        f"{several(len(waiting), 'video')} {'waits' if len(waiting) == 1 else 'wait'} for credits"
    )
    return kit.card(
        f"{head}. Top up at gen.pro, then Continue all.",
        kit.section(f"💳  *{head}*\nTop up at gen.pro, then they go on from where they are."),
        kit.section("\n".join(_line(one) for one in waiting[:MOST])),
        kit.small(f"and {len(waiting) - MOST} more") if len(waiting) > MOST else None,
        _tried(shortage, waiting),
        kit.actions(
            kit.button("Continue all", Act.CONTINUE_ALL, f"{shortage.id}:{shortage.nth}", "primary")
        ),
        kit.small(HOW),
    )


def _line(made: Production) -> str:
    needs = _needs(made)
    more = f" · about {credit(needs)} more" if made.credits else f" · about {credit(needs)}"
    return f"•  “{line(made.title, 150)}”{more if needs else ''}"


def _needs(made: Production) -> int:
    return round(max(0.0, (made.estimate or 0.0) - made.credits))


def _tried(shortage: Shortage, waiting: Sequence[Production]) -> Block | None:
    """What came of the last Continue all."""
    if not shortage.tried:
        return None
    left = "" if shortage.left is None else f"{_some(shortage.left)} left for the rest"
    needs = _needs(waiting[0])
    enough = f", the next needs about {needs:,}" if left and needs else ""
    went = "None went on" if not shortage.went else f"{several(shortage.went, 'video')} went on"
    wait = "1 still waits" if len(waiting) == 1 else f"{len(waiting)} still wait"
    who = byline(shortage.by, shortage.tried)
    said = f"\n{left}{enough}." if left else ""
    return kit.section(f"⚠️  *{went}, {wait}*{who}{said}")


def _went(shortage: Shortage) -> str:
    if not shortage.went:
        return ""
    who = byline(shortage.by, shortage.tried)
    return f" · {several(shortage.went, 'video')} went on{who}"


def _some(amount: float) -> str:
    return credit(round(amount))
