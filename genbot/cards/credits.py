"""Credits and keys: what is left and where it went; and what is said before either runs out."""

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import credit, line, moment, person, room, several
from genbot.domain.credits import Key, Spent, Statement
from genbot.domain.posts import Block, Card

SURE = 60.0  # days; what lasts longer than this is not worth a number


def credits_card(told: Statement) -> Card:
    """What is left, how long it lasts, and what was spent through us."""
    name = line(told.purse.name, 80)
    left = "GEN does not say what is left" if told.purse.left is None else _left(told)
    return kit.card(
        f"Credits of {name}: {left}.",
        kit.section(f"💳  *{name}* · {left}{_plan(told)}"),
        kit.section(_warning(told)) if told.low else None,
        kit.small(_lasting(told)) if told.a_day is not None else None,
        kit.small(_spoken_for(told)) if told.running or told.unpaid else None,
        *_spent(told),
        kit.small(
            "Only videos made through me are counted.",
            "GEN does not say what ideas, answers and research cost.",
        ),
        kit.actions(kit.button("Budgets…", Act.OPEN_SETTINGS)),
    )


def glance(told: Statement) -> str:
    """The same as somebody saw it last, in a few lines: for the Home tab."""
    left = "GEN does not say what is left" if told.purse.left is None else _left(told)
    rows = [
        f"💳  *{line(told.purse.name, 80)}* · {left}, seen {moment(told.at)}",
        _spoken_for(told),
        _lasting(told) if told.a_day is not None else "",
        f"⚠️  {_warning(told)}" if told.low else "",
    ]
    return "\n".join(row for row in rows if row)


def low_card(told: Statement) -> Card:
    """Said once, before work has to wait for it."""
    name = line(told.purse.name, 80)
    return kit.card(
        f"{name} has {_left(told)}. Top up at gen.pro before work has to wait.",
        kit.section(f"⚠️  *{name} has {_left(told)}*\n{_warning(told)}"),
        kit.small(_lasting(told)) if told.a_day is not None else None,
        kit.small("Nothing has stopped yet. I say this once, until there is enough again."),
    )


def enough_card(told: Statement) -> Card:
    """The same message, after a top up."""
    said = f"{line(told.purse.name, 80)} has enough credits again: {_left(told)}"
    return kit.card(f"{said}.", kit.small(f"✅  {said}"))


def key_card(key: Key) -> Card:
    """Said before the key that opens GEN for us ends."""
    name = line(key.name or key.id, 80)
    ends = moment(key.ends)
    said = f"The GEN key “{name}” ends {ends}."
    return kit.card(
        f"{said} After that I cannot do anything in GEN.",
        kit.section(f"🔑  *{said}*\nAfter that I cannot do anything in GEN."),
        kit.small(
            "Make a new one in GEN's dashboard, or with `genbot api create-api-key`.",
            "Put it into `GEN_API_KEY` and start me again: nothing is lost meanwhile.",
        ),
    )


def _left(told: Statement) -> str:
    return f"{credit(told.purse.left or 0.0)} left"


def _plan(told: Statement) -> str:
    plan, cycle = line(told.purse.plan, 40, ""), line(told.purse.cycle, 20, "")
    named = f" · plan {plan}" if plan else ""
    return f"{named}, {cycle}" if named and cycle else named


def _spoken_for(told: Statement) -> str:
    """ "About 300 of that for 2 videos under way. 3 videos wait for credits." """
    running = several(told.running, "video")
    wait = f"{several(told.unpaid, 'video')} {'waits' if told.unpaid == 1 else 'wait'} for more"
    of_that = f"About {round(told.reserved):,} of that for {running} under way"
    said = (
        of_that if round(told.reserved) else f"{running} under way" if told.running else "",
        wait if told.unpaid else "",
    )
    return " ".join(f"{one}." for one in said if one)


def _warning(told: Statement) -> str:
    if not told.purse.left:
        return "Work that costs credits waits until somebody tops up at gen.pro. Nothing is lost."
    return "That is low. Top up at gen.pro before work has to wait for it."


def _lasting(told: Statement) -> str:
    pace = f"Spent lately: about {credit(round(told.a_day or 0.0))} a day."
    if told.lasts is None:
        return pace
    days = round(told.lasts)
    lasts = f"about {several(days, 'day')}" if days else "less than a day"
    lasts = "more than two months" if told.lasts > SURE else lasts
    return f"{pace} What is left lasts {lasts}."


def _spent(told: Statement) -> list[Block | None]:
    if not told.total:
        return [kit.section(f"Nothing was spent through me in the last {told.days} days.")]
    elsewhere = told.total - sum(credits for _, credits in told.rooms)
    rooms = [f"{room(id)}  {credit(credits)}" for id, credits in told.rooms]
    rooms += [f"elsewhere  {credit(elsewhere)}"] if elsewhere >= 1 else []
    people = [f"{person(id)}  {credit(credits)}" for id, credits in told.people]
    made = [_template(one) for one in told.templates]
    head = f"*Spent through me in {told.days} days: {credit(told.total)}*"
    return [
        kit.section("\n".join([head, *rooms])),
        kit.section("\n".join(["*By whom*", *people])) if people else None,
        kit.section("\n".join(["*From which template*", *made])) if made else None,
    ]


def _template(spent: Spent) -> str:
    """ "Montage  840 credits · 2 videos, about 420 each"."""
    if not spent.template:
        return f"_unknown: before I kept that_  {credit(spent.credits)}"
    each = f", about {round(spent.credits / spent.videos):,} each" if spent.videos > 1 else ""
    videos = several(spent.videos, "video")
    return f"{line(spent.template, 60)}  {credit(spent.credits)} · {videos}{each}"
