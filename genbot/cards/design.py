"""A new voice in four steps: the form that begins each, and what each step shows."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import line, quoted
from genbot.cards.voices import about_inputs, sound
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.posts import Block, Say
from genbot.domain.voices import LONGEST_ABOUT, LONGEST_NAME, LONGEST_SCRIPT

CHEAP = "GEN charges a little for each step; nothing is kept before the last one."


def script_form(about: dict[str, str], whose: str) -> Block:
    """Step 1; `whose` is the agent it is for, or the step that is done again."""
    return kit.form(
        FormName.VOICE_SCRIPT,
        "New voice, 1 of 4",
        *about_inputs(**about),
        kit.small("First GEN writes something for it to say.", CHEAP),
        submit="Write it",
        about=whose,
    )


def sound_form(before: Errand) -> Block:
    """Step 2, after the words, or once more."""
    return kit.form(
        FormName.VOICE_SOUND,
        "New voice, 2 of 4",
        _script(before),
        *about_inputs(**before.wish["about"]),
        kit.small("Now GEN says in words how it sounds."),
        submit="Describe it",
        about=before.id,
    )


def samples_form(before: Errand) -> Block:
    """Step 3, after the description, or once more."""
    told = before.result.get("text") if before.what is What.VOICE_SOUND else None
    description = str(told or before.wish["about"].get("description") or "")
    return kit.form(
        FormName.VOICE_SAMPLES,
        "New voice, 3 of 4",
        _script(before),
        kit.input_text(
            "description", "How it sounds", value=description, long=True, most=LONGEST_ABOUT
        ),
        kit.small("Three samples come into the thread, to be heard there."),
        submit="Let me hear it",
        about=before.id,
    )


def _script(before: Errand) -> Block:
    said = before.result.get("text") if before.what is What.VOICE_SCRIPT else None
    words = str(said or before.wish.get("script") or "")
    return kit.input_text("script", "What it says", value=words, long=True, most=LONGEST_SCRIPT)


def keep_form(before: Errand, nth: int) -> Block:
    return kit.form(
        FormName.KEEP_VOICE,
        "New voice, 4 of 4",
        kit.section(f"Sample {nth} becomes a voice of {line(before.agent_name, 80)}."),
        kit.input_text("name", "Name of the new voice", most=LONGEST_NAME),
        submit="Keep it",
        about=f"{before.id}:{nth}",
    )


NEXT = {
    What.VOICE_SCRIPT: ("Next: how it sounds…", "Other words…"),
    What.VOICE_SOUND: ("Next: hear it…", "Describe it again…"),
}


def text_body(errand: Errand) -> Iterator[Block | None]:
    """What GEN wrote, and the way on and back; everything can be changed in the next form."""
    if errand.state is not ErrandState.DONE:
        return
    further, again = NEXT[errand.what]
    if text := str(errand.result.get("text") or ""):
        yield kit.section(quoted(text, 2_000))
    yield kit.actions(
        kit.button(further, Act.NEXT_STEP, errand.id, "primary"),
        kit.button(again, Act.REDO_STEP, errand.id),
    )


def samples_body(errand: Errand) -> Iterator[Block | None]:
    if errand.state is not ErrandState.DONE:
        return
    for nth, one in enumerate(errand.result.get("samples") or (), 1):
        heard = "in the thread" if one.get("url") else "could not be brought here"
        keep = kit.button("Keep it…", Act.KEEP_VOICE, f"{errand.id}:{nth}")
        yield kit.section(f"*Sample {nth}* · {heard}", keep)
    yield kit.actions(kit.button("Other samples…", Act.REDO_STEP, errand.id))


def samples(errand: Errand) -> Iterator[Say]:
    """The samples, in the thread of the first step."""
    if errand.state is not ErrandState.DONE:
        return
    for nth, one in enumerate(errand.result.get("samples") or (), 1):
        if url := str(one.get("url") or ""):
            yield sound(errand, f"sample{nth}", url, f"Sample {nth}", str(one.get("ending") or ""))
