"""Posting slots, typed or filled in."""

from dataclasses import replace

from genbot.cards.acts import Act, FormName
from genbot.cards.forms import publish_form
from genbot.cards.slots import close, slots_form, taken_card
from genbot.cards.text import escape, plain
from genbot.domain import zones
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.faces import told
from genbot.domain.posts import Block, Card
from genbot.domain.slots import Misread, read
from genbot.flows import channels, preflight, productions, schedule, slots
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms, wish
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


@buttons.on(Act.TAKE_SLOT, "Schedule a video, exactly as it is shown, for the time on the button.")
def take_slot(tx: Transaction, press: Press) -> Card | None:
    at = "".join(press.value.split(":")[2:3])
    due = float(at) if at.isdecimal() else 0.0
    try:
        schedule.take(tx, press.id, press.version, due, by=press.user, face=told(press.value))
    except schedule.Taken as taken:
        made = productions.find(tx, press.id)
        why = close(taken.by, made.channel) if taken.by else "That posting time has passed."
        return taken_card(replace(made, offer=slots.offer(tx, made)), why)
    return None


@buttons.on(Act.FILL_SLOT, "Put the next free posting time into the form.")
def fill_slot(tx: Transaction, press: Press) -> Block:
    made = productions.find(tx, press.id)
    offered = replace(made, offer=slots.offer(tx, made))
    typed = wish(Submission(press.key, press.user, press.place, filled=press.filled))
    due = offered.offer.at if offered.offer else typed.due
    offered = preflight.filled_in(tx, offered, replace(typed, due=due))
    return publish_form(offered, typed, slot=True)


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
