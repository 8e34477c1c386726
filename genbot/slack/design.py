"""A new voice in four steps: the button and the form of each."""

from genbot.cards import design as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.errands import Errand, What
from genbot.domain.posts import Block
from genbot.domain.voices import Wanted
from genbot.flows import design, errands
from genbot.slack.asks import Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.forms import forms
from genbot.slack.voices import about
from genbot.store import Transaction


@buttons.on(Act.DESIGN_VOICE, "Make a new voice from a description, in four steps.")
def open_script(tx: Transaction, press: Press) -> Block:
    return cards.script_form({}, Wanted.read(press.value).kept)


@forms.on(FormName.VOICE_SCRIPT, "Step 1 of a new voice: have GEN write its words.")
def script(tx: Transaction, form: Submission) -> None:
    if not form.value.startswith("["):
        before = design.step(tx, form.id)
        agent, thread = (before.agent, before.agent_name), before.thread or before.slot
    else:
        agent, thread = Wanted.read(form.value).agent, ""
    place = form.place.channel
    design.script(tx, agent, about(form), channel=place, by=form.user, thread=thread)


@buttons.on(Act.NEXT_STEP, "Go on with a new voice.")
def open_next(tx: Transaction, press: Press) -> Block:
    before = design.step(tx, press.id)
    if before.what is What.VOICE_SCRIPT:
        return cards.sound_form(before)
    return cards.samples_form(before)


@buttons.on(Act.REDO_STEP, "Do a step of a new voice once more.")
def open_again(tx: Transaction, press: Press) -> Block:
    step = design.step(tx, press.id)
    return AGAIN[step.what](step)


def _script_again(step: Errand) -> Block:
    return cards.script_form(step.wish["about"], step.id)


AGAIN = {
    What.VOICE_SCRIPT: _script_again,
    What.VOICE_SOUND: cards.sound_form,
    What.VOICE_SAMPLES: cards.samples_form,
}


@forms.on(FormName.VOICE_SOUND, "Step 2 of a new voice: have GEN say how it sounds.")
def sound(tx: Transaction, form: Submission) -> None:
    design.sound(tx, design.step(tx, form.id), form.text("script"), about(form), by=form.user)


@forms.on(FormName.VOICE_SAMPLES, "Step 3 of a new voice: three samples to hear.")
def samples(tx: Transaction, form: Submission) -> None:
    words, description = form.text("script"), form.text("description")
    design.samples(tx, design.step(tx, form.id), words, description, by=form.user)


@buttons.on(Act.KEEP_VOICE, "Keep a sample as a voice; asks for its name.")
def open_keep(tx: Transaction, press: Press) -> Block:
    before = design.step(tx, press.id)
    errands.allowed(tx, What.KEEP_VOICE, before.channel, before.agent, press.user)
    design.sample(before, press.version)
    return cards.keep_form(before, press.version)


@forms.on(FormName.KEEP_VOICE, "Step 4 of a new voice: keep a sample under a name.")
def keep(tx: Transaction, form: Submission) -> None:
    before = design.step(tx, form.id)
    design.keep(tx, before, form.version, form.text("name"), by=form.user)
