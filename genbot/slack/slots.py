"""Posting slots, typed or filled in."""

from genbot.cards.acts import Act, FormName
from genbot.cards.slots import slots_form
from genbot.cards.text import escape, plain
from genbot.domain import zones
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.posts import Block
from genbot.domain.slots import Misread, read
from genbot.flows import channels, slots
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction

NONE = ("none", "off")


@commands.on(
    "slots",
    "See and set at which times of the week this channel likes to post.",
    usage="slots [Mon Wed Fri 15:00, Sat 11:00 Europe/Berlin | none]",
)
def slots_typed(tx: Transaction, asked: Command) -> Block | None:
    here = channels.bound(tx, asked.place.channel)
    zone = slots.zone(tx, here, asked.user)
    if not asked.text.strip():
        return slots_form(here, zone)
    try:
        wanted = None if asked.text.strip().lower() in NONE else read(asked.text, zone)
    except Misread as why:
        raise Refusal(f"{escape(str(why))}\nNothing was changed.") from None
    slots.keep(tx, here.id, wanted, by=asked.user)
    return None


@buttons.on(Act.OPEN_SLOTS, "Say at which times of the week this channel likes to post.")
def open_slots(tx: Transaction, press: Press) -> Block:
    here = channels.bound(tx, press.place.channel)
    return slots_form(here, slots.zone(tx, here, press.user))


@forms.on(FormName.SLOTS, "Keep when a channel likes to post.")
def keep_slots(tx: Transaction, form: Submission) -> None:
    zone = zones.named(form.text("zone"))
    if not zone:
        raise BadForm(zone="I do not know that zone. Write a city or a zone, like Europe/Berlin.")
    try:
        wanted = read(form.text("slots"), zone)
    except Misread as why:
        raise BadForm(slots=plain(str(why), 300)) from None
    slots.keep(tx, form.id, wanted, by=form.user)
