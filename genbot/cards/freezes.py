"""Freezes: the message of each, the banner on what it stops, and the form that asks for one."""

from collections.abc import Collection, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import byline, escape, line, moment, person, room, several
from genbot.domain.events import FreezeMoved
from genbot.domain.freezes import EVERYWHERE, Freeze
from genbot.domain.posts import Block, Card
from genbot.domain.publications import Publication

MOST = 10  # posts named in one message
WAITS = "What is scheduled keeps its time. What misses it is not sent late unasked."


def freeze_card(event: FreezeMoved, channel: str) -> Card:
    """What a channel reads of a freeze, and what becomes of the same message when it ends."""
    if event.freeze.on:
        return _frozen(event, channel)
    return _still(event) if channel in event.still else _thawed(event, (channel,))


def thawed_card(event: FreezeMoved, rooms: Collection[str]) -> Card:
    """What whoever thawed reads: what was missed in all the channels that they may look into."""
    return _thawed(event, rooms)


def frozen_by(freeze: Freeze) -> str:
    return f"Frozen by {person(freeze.by)}" if freeze.by else "Frozen by itself"


def why(freeze: Freeze) -> str:
    """The reason as a quotation of its own; empty when nobody gave one."""
    return f"\n>{escape(freeze.reason, 300)}" if freeze.reason else ""


def freeze_line(freeze: Freeze) -> str:
    """One line for the lists of what is going on."""
    where = "every channel" if freeze.wide else room(freeze.id)
    return f"❄️  {where} · {frozen_by(freeze)} · {moment(freeze.at)}{why(freeze)}"


def freeze_form(channel: str) -> Block:
    return kit.form(
        FormName.FREEZE,
        "Freeze publishing",
        kit.input_choice("where", "Where?", WHERE, value="here"),
        kit.input_text("reason", "Why?", most=300, optional=True),
        kit.small(f"From then on nothing goes out. {WAITS}"),
        submit="Freeze",
        about=channel,
    )


WHERE = (("here", "This channel"), (EVERYWHERE, "Every channel"))


def _frozen(event: FreezeMoved, channel: str) -> Card:
    freeze = event.freeze
    where = "every channel" if freeze.wide else "this channel"
    by = byline(freeze.by, freeze.at) if freeze.by else f" by itself · {moment(freeze.at)}"
    gone = [out for out in event.gone if out.channel == channel]
    return kit.card(
        f"Publishing is frozen in {where}{byline(freeze.by)}. Nothing goes out until it is thawed.",
        kit.section(f"❄️  *Publishing is frozen in {where}*{by}{why(freeze)}"),
        kit.small(f"Nothing goes out until somebody thaws. {WAITS}"),
        kit.small(f"⚠️  Too late to stop: {_posts(gone)}, on the way to GEN or there already.")
        if gone
        else None,
        kit.actions(kit.button("Thaw", Act.THAW, f"{freeze.id}:{freeze.nth}", "", SURE)),
    )


def _thawed(event: FreezeMoved, rooms: Collection[str]) -> Card:
    freeze = event.freeze
    missed = [out for out in event.missed if out.channel in rooms]
    others = len(event.missed) - len(missed) if len(rooms) > 1 else 0
    where = "everywhere" if freeze.wide else "here"
    who = byline(freeze.thawed_by, freeze.thawed_at)
    each = "it" if len(missed) == 1 else "each"
    asked = f"{_posts(missed)} missed the time meanwhile: {each} asks in its thread."
    told = asked if missed else "No post missed its time." if len(rooms) > 1 else NONE_HERE
    return kit.card(
        f"Publishing goes on {where}. {told}",
        kit.section(f"☀️  *Publishing goes on {where}*{who}\n{told}"),
        kit.section("\n".join(_line(out, rooms) for out in missed[:MOST])) if missed else None,
        kit.small(f"and {len(missed) - MOST} more") if len(missed) > MOST else None,
        kit.small(f"In channels where you have not met me: {several(others, 'post')}.")
        if others
        else None,
        kit.actions(kit.button("Go through them…", Act.OPEN_WAITING)) if missed else None,
        kit.small(f"{frozen_by(freeze)} · {moment(freeze.at)}"),
    )


NONE_HERE = "No post of this channel missed its time."


def _still(event: FreezeMoved) -> Card:
    """One freeze is over, and another lasts."""
    freeze = event.freeze
    where, word = ("this channel", "") if freeze.wide else ("every channel", " everywhere")
    who = byline(freeze.thawed_by, freeze.thawed_at)
    ended = f"The freeze of {'every' if freeze.wide else 'this'} channel is over{who}."
    return kit.card(
        f"{ended} Publishing is still frozen in {where}.",
        kit.section(f"❄️  *Publishing is still frozen in {where}*\n{ended}"),
        kit.small(f"Nothing goes out until that is thawed too: `/gen thaw{word}`."),
    )


SURE = kit.confirm(
    "Let publishing go on?",
    "What is still to come goes out at its time. What missed its time asks first.",
    "Thaw",
)


def _posts(posts: Sequence[Publication]) -> str:
    return several(len(posts), "post")


def _line(out: Publication, rooms: Collection[str]) -> str:
    where = f" · {room(out.channel)}" if len(rooms) > 1 else ""
    return f"•  {line(out.title, 100, 'A video')} · was due {moment(out.due)}{where}"
