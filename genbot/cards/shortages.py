"""Too few credits, in words: before it bites, and the one message about all that waits for some."""

from collections import Counter
from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import byline, credit, line, several
from genbot.domain.posts import Block, Card
from genbot.domain.shortages import Due, Shortage, Unpaid, reach

MOST = 10  # things named in one message
TOP_UP = "Top up at gen.pro, then they go on from where they are."
HOW = "*Continue all* looks at the balance first, and begins with what waits longest."


def soon_card(left: float, needs: float) -> Card:
    """Said once in a channel, before something has to wait."""
    said = f"Credits are low: {_some(left)} left, the next video needs about {round(needs):,}."
    return kit.card(
        f"{said} Top up at gen.pro before it has to wait.",
        kit.section(f"⚠️  *{said}*\nTop up at gen.pro before it has to wait."),
    )


def enough_card(left: float) -> Card:
    """The same message, after a top up."""
    said = f"There are enough credits again: {_some(left)} left"
    return kit.card(f"{said}.", kit.small(f"✅  {said}"))


def missing_card(missing: str, id: str) -> Card:
    """Told to whoever pressed Continue too early; they can leave it to GEN."""
    return kit.card(
        f"{missing} Top up at gen.pro, then continue.",
        kit.section(f"💳  *{missing}*\nTop up at gen.pro, then continue. Nothing is lost."),
        kit.actions(kit.button("Continue all the same", Act.CONTINUE_ANYWAY, id)),
        kit.small("GEN says itself when it is not enough: then it waits here again."),
    )


def shortage_card(shortage: Shortage, waiting: Sequence[Unpaid]) -> Card:
    """What waits and how it goes on; once nothing waits any more, only that."""
    if not waiting:
        said = "Nothing waits for credits any more"
        return kit.card(f"{said}.", kit.small(f"✅  {said}{_went(shortage)}"))
    head = f"{counted(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for credits"
    enough = _enough(shortage, waiting)
    return kit.card(
        f"{head}. {enough or 'Top up at gen.pro, then Continue all.'}",
        kit.section(f"💳  *{head}*\n{enough or TOP_UP}"),
        kit.section("\n".join(_line(one) for one in waiting[:MOST])),
        kit.small(f"and {len(waiting) - MOST} more") if len(waiting) > MOST else None,
        _tried(shortage, waiting),
        kit.actions(
            kit.button("Continue all", Act.CONTINUE_ALL, f"{shortage.id}:{shortage.nth}", "primary")
        ),
        kit.small(HOW),
    )


def counted(waiting: Sequence[Unpaid]) -> str:
    """ "2 videos, 1 request and 1 other thing"."""
    counts = Counter(one.what for one in waiting)
    if counts.keys() == {Due.ERRAND}:
        return several(counts[Due.ERRAND], "thing")
    *parts, last = (several(counts[due], due) for due in Due if counts[due])
    return f"{', '.join(parts)} and {last}" if parts else last


def _enough(shortage: Shortage, waiting: Sequence[Unpaid]) -> str:
    """For how many of them it is enough by now; empty where for none, or nobody knows."""
    enough = 0 if shortage.left is None else reach(waiting, shortage.left)
    if not enough:
        return ""
    which = "all of them" if enough == len(waiting) else f"{enough} of them"
    what = "it" if len(waiting) == 1 else which
    return f"{_some(shortage.left or 0.0)} left: enough for {what}."


def _line(one: Unpaid) -> str:
    title = line(one.title, 150, "anything")
    if one.what is not Due.VIDEO:
        return f"•  {'Ideas about ' if one.what is Due.RUN else ''}{title}"
    needs = round(one.needs)
    more = f" · about {credit(needs)} more" if one.begun else f" · about {credit(needs)}"
    return f"•  “{title}”{more if needs else ''}"


def _tried(shortage: Shortage, waiting: Sequence[Unpaid]) -> Block | None:
    """What came of the last Continue all."""
    if not shortage.tried:
        return None
    left = "" if shortage.left is None else f"{_some(shortage.left)} left for the rest"
    needs = round(waiting[0].needs)
    enough = f", the next needs about {needs:,}" if left and needs else ""
    went = f"{shortage.went} went on" if shortage.went else "None went on"
    wait = "1 still waits" if len(waiting) == 1 else f"{len(waiting)} still wait"
    who = byline(shortage.by, shortage.tried)
    said = f"\n{left}{enough}." if left and not _enough(shortage, waiting) else ""
    return kit.section(f"⚠️  *{went}, {wait}* · Continue all{who}{said}")


def _went(shortage: Shortage) -> str:
    who = byline(shortage.by, shortage.tried)
    return f" · {shortage.went} went on{who}" if shortage.went else ""


def _some(amount: float) -> str:
    return credit(round(amount))
