"""A part made anew: the questions, which change with what is chosen, and what follows from them."""

from dataclasses import replace

from genbot.cards.acts import Act, FormName
from genbot.cards.making import anew_form
from genbot.cards.studio import begun_view
from genbot.domain.errors import BadForm
from genbot.domain.making import Making, Typed, Wish
from genbot.domain.posts import Block
from genbot.flows import editing, making, retakes, studio
from genbot.slack.asks import Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.forms import forms
from genbot.slack.studio import own, spot_of
from genbot.store import Transaction


def _first(tx: Transaction, press: Press) -> making.About:
    return _about(tx, press, Wish(spot_of(tx, press)), Typed())


def _next(tx: Transaction, press: Press) -> making.About:
    """The same part with what was chosen, and all that was filled in so far."""
    wish, typed = Wish.read(press.about), Typed(press.filled)
    kind, method = typed.of("type") or (wish.type,), typed.of("voice_method") or (wish.method,)
    return _about(tx, press, replace(wish, type=kind[0], method=method[0]), typed)


def _about(tx: Transaction, press: Press, wish: Wish, typed: Typed) -> making.About:
    own(tx, press, wish.spot)
    editing.may(tx, wish.spot.made, press.user)
    production, _ = studio.opened(tx, wish.spot)
    return production, wish, typed


@buttons.on(
    Act.MAKE_ANEW,
    "Say as what, and how, a part is to be made anew.",
    needs=making.questions,
    about=_first,
    loading="Make anew",
)
def open_making(tx: Transaction, press: Press, asked: Making) -> Block:
    return anew_form(asked)


@buttons.on(
    Act.MAKE_AS,
    "Ask what another type, or another way to a voice, needs.",
    needs=making.questions,
    about=_next,
    loading="Make anew",
)
def ask_again(tx: Transaction, press: Press, asked: Making) -> Block:
    return anew_form(asked)


@forms.on(FormName.MAKE_ANEW, "Have a part of a video made anew.")
def make(tx: Transaction, form: Submission) -> None:
    wish = Wish.read(form.value)
    own(tx, form, wish.spot)
    chosen = (form.text("type") or wish.type, form.text("voice_method") or wish.method)
    if chosen != (wish.type, wish.method):
        raise BadForm(type="The questions below are still those of before. Choose it once more.")
    data = making.data(wish.type, wish.method, Typed(form.filled))
    making.start(tx, wish, data, by=form.user)


@buttons.on(Act.STOP_MAKING, "Have GEN stop what it makes anew; it gives back what that cost.")
def stop_making(tx: Transaction, press: Press) -> None:
    retakes.stop(tx, press.id, by=press.user)


@buttons.on(Act.STOP_TAKE, "Have GEN stop a take that it is making.")
def stop_take(tx: Transaction, press: Press) -> Block:
    spot = spot_of(tx, press)
    return begun_view(retakes.stop_take(tx, spot, by=press.user).title, replace(spot, take=""))


@buttons.on(Act.CONTINUE_TAKE, "Have GEN go on with a take that was stopped.")
def go_on(tx: Transaction, press: Press) -> Block | None:
    spot = spot_of(tx, press)
    errand = retakes.go_on(tx, spot, by=press.user)
    return begun_view(errand.title, replace(spot, take="")) if press.window else None
