"""The errand card: what somebody wanted done at GEN, how it stands, and what came of it."""

from collections.abc import Callable, Iterable, Sequence

from genbot.cards import (
    agents,
    assets,
    avatars,
    conversations,
    design,
    engines,
    kit,
    monitors,
    piece_told,
    research,
    setup,
    studio_told,
    talk,
    variables,
    voices,
)
from genbot.cards.acts import Act
from genbot.cards.text import capital, ended, escape, line, moment, person, usually
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.posts import Block, Card, Place, Post, Say
from genbot.domain.value import value
from genbot.domain.watches import Hitch

E = ErrandState
MOST_NAMES = 5
NO_CREDITS = "GEN has no credits left for this."
Blocks = Iterable[Block | None]


@value
class Look:
    """How one kind of errand is shown beside what all of them have in common.

    `body` goes onto its card, `beside` are further messages; both see every state. `says` is a
    better sentence for the state it is in, where there is one; `card` is all of the card, where
    nothing of the usual one fits.
    """

    body: Callable[[Errand], Blocks] = lambda errand: ()
    beside: Callable[[Errand], Iterable[Say]] = lambda errand: ()
    says: Callable[[Errand], str] = lambda errand: ""
    card: Callable[[Errand], Card | None] = lambda errand: None


LOOKS: dict[What, Look] = {
    What.RESEARCH: Look(research.body, research.beside),
    What.ASK: Look(talk.asked, says=talk.asking, card=talk.answer_card),
    What.REMEMBER: Look(talk.remembered),
    What.FORGET: Look(talk.forgotten),
    What.PREFERENCES: Look(talk.rules),
    What.NEW_AGENT: Look(agents.new_body),
    What.CHANGE_AGENT: Look(setup.body, says=setup.says),
    What.RENAME_AGENT: Look(agents.renamed_body),
    What.DELETE_AGENT: Look(agents.gone_body),
    What.SCRAPE: Look(monitors.body, monitors.beside, monitors.says),
    What.MONITOR: Look(monitors.body, monitors.beside, monitors.says),
    What.CHANGE_MONITOR: Look(monitors.change_body),
    What.ADD_AVATAR: Look(avatars.added_body),
    What.CHANGE_AVATARS: Look(avatars.changed_body),
    What.SAVE_FILE: Look(assets.saved, says=assets.saving),
    What.NEW_FOLDER: Look(assets.made_folder),
    What.RENAME_ASSET: Look(assets.renamed),
    What.DELETE_ASSET: Look(assets.deleted),
    What.HEAR_VOICE: Look(voices.heard_body, voices.heard),
    What.USE_VOICE: Look(voices.used_body),
    What.DELETE_VOICE: Look(voices.gone_body),
    What.CLONE_VOICE: Look(voices.made_body),
    What.VOICE_SCRIPT: Look(design.text_body),
    What.VOICE_SOUND: Look(design.text_body),
    What.VOICE_SAMPLES: Look(design.samples_body, design.samples),
    What.KEEP_VOICE: Look(voices.made_body),
    What.CHANGE_TALK: Look(),
    What.DELETE_TALK: Look(conversations.changed),
    What.NEW_ENGINE: Look(engines.new_body),
    What.COLUMNS: Look(engines.columns_body),
    What.COPY_ENGINE: Look(engines.copy_body),
    What.EDIT_TEXTS: Look(studio_told.edited_body),
    What.REGENERATE: Look(studio_told.take_body, says=studio_told.stopped),
    What.CHOOSE_TAKE: Look(studio_told.take_body),
    What.SHOW_TAKE: Look(studio_told.shown_body, studio_told.shown),
    What.STOP_TAKE: Look(studio_told.stop_body),
    What.CONTINUE_TAKE: Look(studio_told.take_body, says=studio_told.stopped),
    What.ADD_PIECE: Look(piece_told.changed_body),
    What.COPY_PIECE: Look(piece_told.changed_body),
    What.RENAME_PIECE: Look(piece_told.changed_body),
    What.MOVE_PIECE: Look(piece_told.changed_body),
    What.DELETE_PIECE: Look(piece_told.changed_body),
    What.BRING_VARIABLES: Look(variables.brought_body),
}


def errand_says(errand: Errand) -> list[Say]:
    """Every message an errand has: its card, and what belongs beside it."""
    place = Place(errand.channel, errand.thread)
    return [Post(errand.slot, place, errand_card(errand)), *LOOKS[errand.what].beside(errand)]


def errand_card(errand: Errand) -> Card:
    title, look = line(errand.title, 150), LOOKS[errand.what]
    if own := look.card(errand):
        return own
    said = f"{title}: {SPOKEN[errand.state]}."
    return kit.card(
        said,
        kit.section(f"{SIGNS[errand.state]}  *{title}*\n{look.says(errand) or _state(errand)}"),
        kit.small(f"⚠️  {escape(errand.note, 300)}") if errand.note else None,
        *look.body(errand),
        _buttons(errand),
        kit.small(f"Asked for by {person(errand.by)}", line(errand.agent_name, 60, "")),
    )


SIGNS = {
    E.WANTED: "⏳",
    E.WORKING: "⏳",
    E.APPROVAL: "✋",
    E.DONE: "✅",
    E.FAILED: "⚠️",
    E.HELD: "⏸️",
    E.UNSURE: "❓",
    E.STOPPED: "✋",
}
SPOKEN = {
    E.WANTED: "GEN is being asked",
    E.WORKING: "GEN is working on it",
    E.APPROVAL: "the agent asks for permission to go on",
    E.DONE: "done",
    E.FAILED: "that did not work",
    E.HELD: "on hold, because GEN has no credits left",
    E.UNSURE: "nobody can tell whether GEN did it",
    E.STOPPED: "stopped",
}


def _state(errand: Errand) -> str:
    """One or two lines: how it stands, what was not lost, what to do next."""
    why = escape(errand.reason, 600)
    match errand.state:
        case E.WORKING:
            since = f"GEN has been working on it since {moment(errand.since, '{time}')}"
            estimate = usually(errand.expects)
            return f"{since}, {estimate}." if estimate else f"{since}."
        case E.APPROVAL:
            asks = why or "It did not say what for."
            return (
                f"*The agent asks for your permission to go on*\n{asks}\n{may_answer(errand.may)}"
            )
        case E.DONE:
            return f"Done · {moment(errand.ended)}"
        case E.FAILED:
            return f"That did not work: {why or 'GEN gave no reason.'}\nNothing you had is lost."
        case E.HELD:
            return f"{why or NO_CREDITS}\nYour wish is kept: continue when there are credits again."
        case E.UNSURE:
            lost = ended(why or Hitch.LOST)
            return f"{lost} So it may or may not be done. Look in GEN first, then say so here."
        case _:
            return f"{capital(SPOKEN[errand.state])}."


def may_answer(people: Sequence[str]) -> str:
    """Who may answer the agent's question."""
    named = ", ".join(map(person, people[:MOST_NAMES]))
    if len(people) > MOST_NAMES:
        named += f" and {len(people) - MOST_NAMES} more"
    return f"{named} may answer." if named else "Everyone here may answer."


def _buttons(errand: Errand) -> Block | None:
    match errand.state:
        case E.APPROVAL:
            return kit.actions(
                kit.button("Allow", Act.ALLOW_ERRAND, errand.id, "primary"),
                kit.button("Do not allow", Act.DENY_ERRAND, errand.id),
            )
        case E.FAILED:
            return kit.actions(kit.button("Try again", Act.REPEAT_ERRAND, errand.id, "primary"))
        case E.HELD:
            return kit.actions(kit.button("Continue", Act.REPEAT_ERRAND, errand.id, "primary"))
        case E.UNSURE:
            return kit.actions(
                kit.button("It was done", Act.SETTLE_ERRAND, errand.id),
                kit.button("Not done, do it again", Act.REPEAT_ERRAND, errand.id),
            )
    return None
