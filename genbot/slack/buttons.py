"""What buttons do, one function each."""

from collections.abc import Callable
from typing import Any

from genbot.cards import forms
from genbot.cards.acts import Act
from genbot.cards.agents import spoken_view
from genbot.cards.freezes import freeze_form
from genbot.cards.preflight import looked_card
from genbot.cards.reject_forms import deny_form, reject_form, reject_video_form
from genbot.cards.request import request_form
from genbot.cards.why import why_view
from genbot.domain import faces
from genbot.domain.approvals import Gate
from genbot.domain.errors import Refusal
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.posts import Block, Card, Place
from genbot.domain.preflight import Known
from genbot.flows import (
    account,
    channels,
    freeze,
    ideas,
    linked,
    policies,
    productions,
    publications,
    review,
    why,
)
from genbot.slack import commands
from genbot.slack.asks import Press
from genbot.slack.commands import Named
from genbot.slack.home import home
from genbot.slack.table import Table
from genbot.store import Transaction

buttons = Table()


@buttons.on(Act.APPROVE_IDEA, "Approve an idea: it becomes a video.")
def approve_idea(tx: Transaction, press: Press) -> None:
    ideas.decide(tx, press.id, press.version, "approve", by=press.user)


@buttons.on(Act.REJECT_IDEA, "Say why an idea is not wanted.")
@buttons.on(Act.REJECT_VIDEO, "Say why a video is not wanted.")
@buttons.on(Act.DENY_OVER, "Say why a video must not go over budget.")
def reject(tx: Transaction, press: Press) -> Block:
    gate, find, form = REJECTING[Act(press.act)]
    thing = find(tx, press.id)
    if press.act == Act.REJECT_VIDEO:
        faces.check(thing, faces.told(press.value))
    return form(thing, one_no=policies.rule(tx, thing.channel, gate).one_no)


REJECTING: dict[Act, tuple[Gate, Callable[..., Any], Callable[..., Block]]] = {
    Act.REJECT_IDEA: (Gate.IDEAS, ideas.find, reject_form),
    Act.REJECT_VIDEO: (Gate.VIDEOS, productions.find, reject_video_form),
    Act.DENY_OVER: (Gate.BUDGET, productions.find, deny_form),
}


@buttons.on(Act.CHANGE_IDEA, "Say how an idea should change.")
def change_idea(tx: Transaction, press: Press) -> Block:
    return forms.change_form(ideas.find(tx, press.id))


@buttons.on(Act.IDEA_DETAILS, "Read the whole script and what it is made from.")
def idea_details(tx: Transaction, press: Press) -> Block:
    return forms.details_form(ideas.find(tx, press.id))


@buttons.on(Act.ALLOW_RUN, "Let the agent go on.")
def allow_run(tx: Transaction, press: Press) -> None:
    ideas.answer_run(tx, press.id, True, by=press.user)  # noqa: FBT003  the story's own order


@buttons.on(Act.DENY_RUN, "Tell the agent no.")
def deny_run(tx: Transaction, press: Press) -> None:
    ideas.answer_run(tx, press.id, False, by=press.user)  # noqa: FBT003


@buttons.on(Act.STOP_PRODUCTION, "Stop making a video.")
def stop_production(tx: Transaction, press: Press) -> None:
    productions.stop(tx, press.id, by=press.user)


@buttons.on(Act.ALLOW_ONCE, "Let one video go on although it is over budget.")
def allow_once(tx: Transaction, press: Press) -> None:
    productions.allow(tx, press.id, by=press.user)


@buttons.on(Act.WHY, "See which rule holds here, who has decided, and who is still needed.")
def see_why(tx: Transaction, press: Press) -> Block:
    return why_view(why.of(tx, press.id, by=press.user))


@buttons.on(
    Act.CHOOSE_TEMPLATE,
    "Choose another template for a video.",
    needs=account.templates,
    loading="Choose a template",
)
def choose_template(tx: Transaction, press: Press, templates: Named) -> Block:
    return forms.template_form(productions.find(tx, press.id), templates)


@buttons.on(Act.PUBLISH_NOW, "Publish a video exactly as it is shown.")
def publish_now(tx: Transaction, press: Press) -> None:
    publications.publish(tx, press.id, press.version, by=press.user, face=faces.told(press.value))


@buttons.on(Act.REHEARSE, "In a rehearsal: show a video as it would be published.")
def rehearse(tx: Transaction, press: Press) -> None:
    face = faces.told(press.value)
    publications.publish(tx, press.id, press.version, by=press.user, face=face, rehearsal=True)


@buttons.on(
    Act.OPEN_PUBLISH,
    "Edit the caption, or choose a time, before publishing.",
    about=lambda tx, press: linked.agent(tx, press.id),
    needs=linked.look,
)
def open_publish(tx: Transaction, press: Press, accounts: Known | None) -> Block:
    return forms.publish_form(review.look_again(tx, press.id, accounts))


@buttons.on(
    Act.LOOK_AGAIN,
    "Look again at what stands against publishing a video.",
    about=lambda tx, press: linked.agent(tx, press.id),
    needs=linked.look,
)
def look_again(tx: Transaction, press: Press, accounts: Known | None) -> Card:
    return looked_card(review.look_again(tx, press.id, accounts, asked=True))


@buttons.on(Act.AGREE, "Approve a video exactly as others have.")
def agree(tx: Transaction, press: Press) -> None:
    publications.agree(tx, press.id, press.version, by=press.user)


@buttons.on(Act.CHANGE_VIDEO, "Say what should change in a video.")
def change_video(tx: Transaction, press: Press) -> Block:
    return forms.change_video_form(productions.find(tx, press.id))


@buttons.on(Act.CANCEL_POST, "Take a post back before it is out.")
def cancel_post(tx: Transaction, press: Press) -> None:
    publications.cancel(tx, press.id, by=press.user, attempt=press.version)


@buttons.on(Act.SEND_AGAIN, "Publish again, knowing that it did not go out.")
def send_again(tx: Transaction, press: Press) -> None:
    publications.send_again(tx, press.id, by=press.user, attempt=press.version)


@buttons.on(Act.IT_IS_LIVE, "Say where a post is that went out after all.")
def it_is_live(tx: Transaction, press: Press) -> Block:
    return forms.live_form(publications.find(tx, press.id))


@buttons.on(Act.HOLD_POST, "Leave a doubtful post alone.")
def hold_post(tx: Transaction, press: Press) -> None:
    publications.hold(tx, press.id, by=press.user, attempt=press.version)


@buttons.on(Act.MOVE_POST, "Choose another time for a scheduled post.")
def move_post(tx: Transaction, press: Press) -> Block:
    return forms.move_form(publications.find(tx, press.id))


@buttons.on(Act.OPEN_FREEZE, "Say where and why publishing should stop.")
def open_freeze(tx: Transaction, press: Press) -> Block:
    return freeze_form(_channel(press))


@buttons.on(Act.THAW, "Let publishing go on; what missed its time asks first.")
def thaw(tx: Transaction, press: Press) -> Card | None:
    everywhere = press.id == EVERYWHERE
    where = press.id if press.at_home else _channel(press)  # on the Home tab they are all shown
    event = freeze.thaw(tx, where, by=press.user, everywhere=everywhere, nth=press.version)
    return commands.thawed(tx, event, press) if event.freeze.wide and event.missed else None


@buttons.on(Act.USE_AGENT, "Let this agent speak in the channel.")
def use_agent(tx: Transaction, press: Press) -> Block | None:
    id, _, name = press.value.partition("|")
    channels.bind(tx, _channel(press), id, name, by=press.user)
    return spoken_view(name) if press.window else None


@buttons.on(
    Act.OPEN_SETTINGS, "Set up this channel.", needs=commands.offers, loading="This channel"
)
def open_settings(tx: Transaction, press: Press, offered: tuple[Named, Named]) -> Block:
    where = Place(press.value or _channel(press))
    return forms.settings_form(channels.find(tx, where.channel), *offered)


@buttons.on(Act.OPEN_REQUEST, "Ask for ideas with a form.")
def open_request(tx: Transaction, press: Press) -> Block:
    return request_form(press.place.channel)


@buttons.on(Act.OPEN_HELP, "Show every command.")
def open_help(tx: Transaction, press: Press) -> Block:
    return commands.whole_help()


@buttons.on(Act.REFRESH_HOME, "Bring the Home tab up to date.")
def refresh_home(tx: Transaction, press: Press) -> Block:
    return home(tx, press.user)


def old(tx: Transaction, press: Press) -> None:
    """A button nobody draws any more."""
    raise Refusal("That button is from an older version of me. Please use the newest card.")


def _channel(press: Press) -> str:
    if not press.place.channel:
        raise Refusal("Please do this in the channel it is about. Nothing was changed.")
    return press.place.channel
