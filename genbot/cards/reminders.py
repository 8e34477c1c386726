"""Reminders: one private message about all that waits for somebody, one line where everyone may decide."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import line, moment, person, room, several
from genbot.cards.waiting import LOOKS, STANDS
from genbot.domain.posts import Block, Card
from genbot.domain.reminders import EVERYBODY
from genbot.domain.waiting import Waiting

MOST, MOST_NAMES = 8, 5


def reminder_card(found: Sequence[Waiting]) -> Card:
    """What waits for one person, oldest first."""
    said = f"{_things(found)} for your decision"
    return kit.card(
        f"{said}.",
        kit.section(f"⏰  *{said}*\n{_lines(found)}"),
        _see(),
        kit.small(
            "I remind you twice at most, in your daytime. `/gen policy` in a channel sets when."
        ),
    )


def room_card(found: Sequence[Waiting]) -> Card:
    """Said once where everyone may decide, in the thread where it is."""
    said = f"{_things(found)} for a decision since {moment(found[0].since)}"
    return kit.card(
        f"{said}.",
        kit.section(f"⏰  *{said}*\nEveryone in this channel may decide."),
        _see(),
    )


def decided_card() -> Card:
    """What a reminder becomes."""
    said = "All that waited here is decided"
    return kit.card(f"{said}.", kit.section(f"✅  {said}."))


def asked_card(found: Sequence[Waiting], named: Sequence[str]) -> Card:
    """For whoever hears of it after the last reminder."""
    said = f"{_things(found)} for a decision, and nobody has decided"
    who = [person(one) for one in named if one != EVERYBODY]
    more = f" and {len(who) - MOST_NAMES} more" if len(who) > MOST_NAMES else ""
    may = ", ".join(who[:MOST_NAMES]) + more if who else "everyone in the channel"
    return kit.card(
        f"{said}.",
        kit.section(f"⏫  *{said}*\n{_lines(found)}"),
        kit.small(f"Who may decide: {may}"),
        _see(),
    )


def _things(found: Sequence[Waiting]) -> str:
    return f"{several(len(found), 'thing')} {'waits' if len(found) == 1 else 'wait'}"


def _lines(found: Sequence[Waiting]) -> str:
    shown = [
        f"{LOOKS[one.matter]}  {line(one.title, 100)} · {STANDS[one.matter]} · {room(one.channel)}"
        f" · {moment(one.since, '{ago}')}"
        for one in found[:MOST]
    ]
    left = len(found) - MOST
    return "\n".join([*shown, f"and {left} more"] if left > 0 else shown)


def _see() -> Block | None:
    return kit.actions(kit.button("See what waits", Act.OPEN_WAITING, style="primary"))
