"""Voices: the list of them, what is asked before one is heard, chosen or deleted, and what came of it."""

from collections.abc import Iterator, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, link, plain, quoted, several
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.posts import Block, Place, Say, Upload
from genbot.domain.voices import (
    GENDERS,
    LANGUAGES,
    LEARNABLE,
    LONGEST_ABOUT,
    LONGEST_NAME,
    LONGEST_TEXT,
    PER_PAGE,
    RECORDINGS,
    SOURCES,
    SPEAK,
    Library,
    Named,
    Pick,
    Uses,
    Voice,
    Wanted,
)

ALL = "all"
MOST_OF_A_NAME = 100
NONE = "No voice fits. Choose other words, or all of them."


def list_view(found: Library) -> Block:
    """One page of an agent's voices, with what can be done with each."""
    wanted, first = found.wanted, found.wanted.page * PER_PAGE
    shown = f"{first + 1} to {first + len(found.voices)} of {several(found.of, 'voice')}"
    return kit.form(
        FormName.VOICES,
        "Voices",
        kit.small(f"Of {line(wanted.agent[1], 80)}", shown if found.of else NONE),
        *(block for one in found.voices for block in _row(one, found)),
        kit.actions(_turn("Earlier ones", wanted, -1)) if first else None,
        kit.actions(_turn("Next ones", wanted, 1))
        if first + len(found.voices) < found.of
        else None,
        kit.actions(
            kit.button("Design a voice…", Act.DESIGN_VOICE, Wanted(wanted.agent).kept),
            kit.button("Clone a voice…", Act.CLONE_VOICE, Wanted(wanted.agent).kept),
        ),
        *_filter(wanted),
        kit.small(_eleven(found)),
        submit="Show",
        about=wanted.kept,
    )


def _row(one: Voice, found: Library) -> Iterator[Block | None]:
    pick = Pick(found.wanted.agent, (one.id, one.name), one.source)
    current = one.id == found.current
    here = f"  ✅ {line(pick.agent[1], 60)} speaks with it" if current else ""
    facts = (dict(SOURCES).get(one.source, line(one.source, 40, "")), escape(one.about, 100))
    about = " · ".join(part for part in (*facts, link(one.sample)) if part)
    yield kit.section(f"*{line(one.name, 100)}*{here}\n{about}")
    yield kit.actions(
        kit.button("Hear it…", Act.HEAR_VOICE, pick.kept),
        None if current else kit.button("Make it the default…", Act.USE_VOICE, pick.kept),
        kit.button("Delete…", Act.DELETE_VOICE, pick.kept, "danger") if pick.ours else None,
    )


def _turn(label: str, wanted: Wanted, step: int) -> Block:
    return kit.button(label, Act.MORE_VOICES, wanted.turned(wanted.page + step).kept)


def _filter(wanted: Wanted) -> Iterator[Block | None]:
    yield kit.divider()
    sources = ((ALL, "All voices"), *SOURCES)
    yield kit.input_choice("source", "Which voices?", sources, value=wanted.source or ALL)
    yield kit.input_text(
        "search", "With these words in the name", value=wanted.search, most=100, optional=True
    )


def _eleven(found: Library) -> str:
    if found.connected:
        return "Its own ElevenLabs account is connected."
    return (
        "No ElevenLabs account is connected. An admin connects one with "
        "`genbot api connect-eleven-labs`: a key never passes through Slack."
    )


def clone_form(wanted: Wanted, recordings: Sequence[Named] = ()) -> Block:
    """From a recording on somebody's disk, or from one of those that a message has (id and name)."""
    return kit.form(
        FormName.CLONE_VOICE,
        "Clone a voice",
        kit.small(f"For {line(wanted.agent[1], 80)}"),
        kit.input_text("name", "Name of the new voice", value=wanted.search, most=LONGEST_NAME),
        _offered(recordings) if recordings else _brought(),
        *about_inputs(),
        kit.small("Clone only a voice whose owner has agreed to it."),
        submit="Clone it",
        about=wanted.kept,
    )


def _brought() -> Block:
    said, hint = "A recording of one person speaking", f"{LEARNABLE}; clean speech without music"
    return kit.input_file("file", said, RECORDINGS, hint=hint, optional=False)


def _offered(recordings: Sequence[Named]) -> Block | None:
    """A choice carries the end of a long name, because that says what kind of sound it is."""
    every = [(f"{id}|{name[-MOST_OF_A_NAME:]}", name) for id, name in recordings]
    return kit.input_choice("file", "Recording of one person speaking", every, value=every[0][0])


def about_inputs(
    gender: str = "", language: str = "", description: str = ""
) -> Iterator[Block | None]:
    yield kit.input_choice("gender", "Gender", GENDERS, value=gender, optional=True)
    yield kit.input_choice("language", "Language", LANGUAGES, value=language, optional=True)
    yield kit.input_text(
        "description", "How it sounds", value=description, long=True, most=LONGEST_ABOUT,
        example="For example: warm, unhurried, a smile at the end of the line", optional=True,
    )  # fmt: skip


def hear_form(pick: Pick, text: str = SPEAK) -> Block:
    return kit.form(
        FormName.HEAR_VOICE,
        "Hear a voice",
        kit.section(_called(pick)),
        kit.input_text("text", "What should it say?", value=text, long=True, most=LONGEST_TEXT),
        kit.small("GEN may charge a little for it. It comes into this channel, to be heard there."),
        submit="Say it",
        about=pick.kept,
    )


def use_form(pick: Pick) -> Block:
    name = line(pick.agent[1], 80)
    return kit.form(
        FormName.USE_VOICE,
        "Make it the default",
        kit.section(_called(pick)),
        kit.small(
            f"{name} speaks with this voice from now on, in every channel. What is made already keeps "
            "the voice it has."
        ),
        submit="Make it the default",
        about=pick.kept,
    )


def delete_form(found: Uses) -> Block:
    """Says who speaks with it, what goes and what stays."""
    names = ", ".join(line(one, 60) for one in found.agents)
    by = (
        f"⚠️  *{names}* speaks with it by default" if names else "No agent speaks with it by default"
    )
    then = " and will need another voice." if names else "."
    return kit.form(
        FormName.DELETE_VOICE,
        "Delete this voice",
        kit.section(_called(found.pick)),
        kit.section(f"{by}{then}"),
        kit.section(
            "*This goes, for good:* the voice. What was to be spoken with it and is not made yet needs "
            "another one.\n*This stays:* everything that is made already, and what was published."
        ),
        submit="Delete for good",
        about=found.pick.kept,
    )


def _called(pick: Pick) -> str:
    source = dict(SOURCES).get(pick.source, "")
    named = f"*{line(pick.voice[1], 100)}*"
    return f"{named}\n{source}" if source else named


def heard_body(errand: Errand) -> Iterator[Block | None]:
    """What is said, and once it can be heard, what to do with the voice."""
    yield kit.section(quoted(str(errand.wish.get("text") or ""), LONGEST_TEXT))
    if errand.state is ErrandState.DONE:
        yield kit.small("The sound is in the thread." if errand.result.get("url") else NOT_HERE)
        yield kit.actions(
            kit.button("Make it the default…", Act.USE_VOICE, pick_of(errand).kept),
            kit.button("Say something else…", Act.HEAR_VOICE, pick_of(errand).kept),
        )


NOT_HERE = "The sound did not reach me, so it cannot be heard here."


def heard(errand: Errand) -> Iterator[Say]:
    """The sound, in the thread of the card."""
    url = str(errand.result.get("url") or "")
    if errand.state is ErrandState.DONE and url:
        ending = str(errand.result.get("ending") or "")
        yield sound(errand, "voice", url, errand.wish["voice"][1], ending)


def sound(errand: Errand, slot: str, url: str, title: str, ending: str) -> Upload:
    """A sound in the thread of an errand; where it cannot be, a link to it."""
    title = plain(title, LONGEST_NAME, "A voice")
    said = f"{line(title, LONGEST_NAME)}: {link(url) or 'in GEN'}"
    return Upload(
        f"{slot}:{errand.id}:{errand.attempt}",
        Place(errand.channel, errand.thread or errand.slot),
        url,
        f"{slot}-{errand.id}-{errand.attempt}{ending or '.mp3'}",
        title,
        kit.card(said, kit.section(said)),
        sound=True,
    )


def used_body(errand: Errand) -> Iterator[Block | None]:
    if errand.state is ErrandState.DONE:
        yield kit.small(
            "What is made from now on is spoken with it, in every channel of the agent."
        )
        yield kit.actions(kit.button("Hear it…", Act.HEAR_VOICE, pick_of(errand).kept))


def made_body(errand: Errand) -> Iterator[Block | None]:
    """What a new voice is made from, and once it is there, what to do with it."""
    wish = errand.wish
    about = wish.get("about") or {}
    told = (
        line(str(wish.get("file_name") or ""), 100, ""),
        dict(GENDERS).get(about.get("gender", ""), ""),
        dict(LANGUAGES).get(about.get("language", ""), ""),
        line(str(about.get("description") or ""), LONGEST_ABOUT, ""),
    )
    if any(told):
        yield kit.small(*told)
    if errand.state is ErrandState.DONE and (id := str(errand.result.get("id") or "")):
        pick = Pick((errand.agent, errand.agent_name), (id, str(wish["name"])), MADE[errand.what])
        yield kit.actions(
            kit.button("Hear it…", Act.HEAR_VOICE, pick.kept, "primary"),
            kit.button("Make it the default…", Act.USE_VOICE, pick.kept),
        )


MADE = {What.CLONE_VOICE: "user_trained", What.KEEP_VOICE: "user_designed"}


def gone_body(errand: Errand) -> Iterator[Block | None]:
    if errand.state is ErrandState.DONE:
        yield kit.small("What is made already keeps its sound", "The others: `/gen voices`")


def pick_of(errand: Errand) -> Pick:
    """The voice an errand is about."""
    id, name = errand.wish["voice"]
    source = str(errand.wish.get("source") or "")
    return Pick((errand.agent, errand.agent_name), (str(id), str(name)), source)
