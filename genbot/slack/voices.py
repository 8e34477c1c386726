"""Voices: the list of them, and what is done with one."""

from collections.abc import Callable

from genbot.cards import voices as cards
from genbot.cards.acts import Act, FormName
from genbot.cards.design import script_form
from genbot.domain.errands import What
from genbot.domain.errors import Refusal
from genbot.domain.posts import Block
from genbot.domain.voices import LEARNABLE, SOURCES, Library, Named, Pick, Uses, Wanted, learnable
from genbot.flows import channels, errands, voices
from genbot.slack.asks import Command, Press, Shortcut, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.slack.shortcuts import shortcuts
from genbot.store import Transaction

VERBS = ("hear", "use", "delete", *voices.MAKERS)
TYPED = {called.lower(): source for source, called in SOURCES}


def _asked(tx: Transaction, asked: Command) -> tuple[str, Wanted]:
    """What is to be done, and with which voice; or which of them are to be listed."""
    agent = channels.speaks(tx, asked.place.channel)
    first, _, rest = asked.text.strip().partition(" ")
    known = VERBS if rest.strip() else voices.MAKERS
    if first.lower() in known:
        return first.lower(), Wanted(agent, search=rest.strip())
    source = TYPED.get(first.lower(), "")
    return "", Wanted(agent, source, rest.strip() if source else asked.text.strip())


@commands.on(
    "voices",
    "See the agent's voices; hear one, make one the default, delete, clone or design one.",
    usage="voices [public|designed|cloned|elevenlabs] [hear|use|delete|clone|design] [name]",
    needs=voices.found,
    about=_asked,
    loading="Voices",
)
def see(tx: Transaction, asked: Command, found: voices.Found) -> Block:
    match found:
        case _, Library() as library:
            return cards.list_view(library)
        case _, Uses() as uses:
            _may(tx, What.DELETE_VOICE, asked, uses.pick)
            voices.own(uses.pick)
            return cards.delete_form(uses)
        case _, Wanted() as wanted:
            errands.allowed(tx, MAKING[found[0]], asked.place.channel, wanted.agent[0], asked.user)
            return FORMS[found[0]](wanted)
        case "use", Pick() as pick:
            _may(tx, What.USE_VOICE, asked, pick)
            return cards.use_form(pick)
        case _, pick:
            return cards.hear_form(pick)


MAKING = {"clone": What.CLONE_VOICE, "design": What.VOICE_SCRIPT}
FORMS: dict[str, Callable[[Wanted], Block]] = {
    "clone": cards.clone_form,
    "design": lambda wanted: script_form({}, wanted.kept),
}


def _may(tx: Transaction, what: What, asked: Command | Press, pick: Pick) -> None:
    errands.allowed(tx, what, asked.place.channel, pick.agent[0], asked.user)


def _wanted(tx: Transaction, press: Press) -> Wanted:
    return Wanted.read(press.value)


@buttons.on(
    Act.MORE_VOICES,
    "See an agent's voices, page by page.",
    needs=voices.library,
    about=_wanted,
    loading="Voices",
)
def see_more(tx: Transaction, press: Press, found: Library) -> Block:
    return cards.list_view(found)


def _filtered(tx: Transaction, form: Submission) -> Wanted:
    source = form.text("source")
    agent = Wanted.read(form.value).agent
    return Wanted(agent, source if source != cards.ALL else "", form.text("search").strip())


@forms.on(
    FormName.VOICES,
    "Show the voices that fit.",
    needs=voices.library,
    about=_filtered,
    loading="Voices",
)
def see_some(tx: Transaction, form: Submission, found: Library) -> Block:
    return cards.list_view(found)


@buttons.on(Act.HEAR_VOICE, "Say what a voice should say.")
def open_hear(tx: Transaction, press: Press) -> Block:
    return cards.hear_form(Pick.read(press.value))


@forms.on(FormName.HEAR_VOICE, "Have a voice say something.")
def hear(tx: Transaction, form: Submission) -> None:
    pick = Pick.read(form.value)
    voices.hear(tx, pick, form.text("text"), channel=form.place.channel, by=form.user)


@buttons.on(Act.USE_VOICE, "Make a voice an agent's default; asks first.")
def open_use(tx: Transaction, press: Press) -> Block:
    pick = Pick.read(press.value)
    _may(tx, What.USE_VOICE, press, pick)
    return cards.use_form(pick)


@forms.on(FormName.USE_VOICE, "Have an agent speak with a voice from now on.")
def use(tx: Transaction, form: Submission) -> None:
    voices.use(tx, Pick.read(form.value), channel=form.place.channel, by=form.user)


def _doomed(tx: Transaction, press: Press) -> Pick:
    pick = Pick.read(press.value)
    _may(tx, What.DELETE_VOICE, press, pick)
    return pick


@buttons.on(
    Act.DELETE_VOICE,
    "Delete a voice; says first who speaks with it.",
    needs=voices.uses,
    about=_doomed,
    loading="Delete this voice",
)
def open_delete(tx: Transaction, press: Press, found: Uses) -> Block:
    return cards.delete_form(found)


@forms.on(FormName.DELETE_VOICE, "Have GEN delete a voice.")
def delete(tx: Transaction, form: Submission) -> None:
    voices.delete(tx, Pick.read(form.value), channel=form.place.channel, by=form.user)


@buttons.on(Act.CLONE_VOICE, "Make a new voice from a recording.")
def open_clone(tx: Transaction, press: Press) -> Block:
    wanted = Wanted.read(press.value)
    errands.allowed(tx, What.CLONE_VOICE, press.place.channel, wanted.agent[0], press.user)
    return cards.clone_form(wanted)


def _recordings(asked: Shortcut) -> list[Named]:
    return [(one.id, one.name) for one in asked.files if learnable(one.name, one.size)]


def _heard(tx: Transaction, asked: Shortcut) -> Wanted:
    if not _recordings(asked):
        raise Refusal(f"That message has no recording a voice can be made from: {LEARNABLE}.")
    agent = channels.speaks(tx, asked.place.channel)
    errands.allowed(tx, What.CLONE_VOICE, asked.place.channel, agent[0], asked.user)
    return Wanted(agent)


@shortcuts.on(
    "clone_voice",
    "Make a new voice from a message's recording.",
    usage="Clone a voice from this",
    needs=voices.called,
    about=_heard,
    loading="Clone a voice",
)
def clone_this(tx: Transaction, asked: Shortcut, wanted: Wanted) -> Block:
    return cards.clone_form(wanted, _recordings(asked))


@forms.on(FormName.CLONE_VOICE, "Have GEN make a voice from a recording.")
def clone(tx: Transaction, form: Submission) -> None:
    voices.clone(
        tx, Wanted.read(form.value).agent, form.text("name"), _recording(form), about(form),
        channel=form.place.channel, by=form.user,
    )  # fmt: skip


def _recording(form: Submission) -> tuple[str, str, int]:
    """Brought from somebody's disk, or chosen from a message, where its size was looked at."""
    for one in form.attached.get("file", ()):
        return one.id, one.name, one.size
    id, _, name = form.text("file").partition("|")
    return id, name, 0


def about(form: Submission) -> dict[str, str]:
    """What a form says of a new voice."""
    return {field: form.text(field) for field in ("gender", "language", "description")}
