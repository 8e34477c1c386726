"""The form before a part is made anew: exactly the fields of the creation card it is made with."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.studio import CARDS
from genbot.cards.text import credit, line, plain
from genbot.domain.making import Making, Question, Shape
from genbot.domain.posts import Block
from genbot.domain.studio import LONGEST_TEXT

LABELS = {
    "prompt": "What should be made",
    "negative_prompt": "What should not be in it",
    "model": "Model",
    "aspect_ratio": "Shape",
    "duration": "Length",
    "script": "What is said",
    "voice_method": "Where the voice comes from",
    "voice_id": "Voice",
    "language": "Language",
    "gender": "Gender",
    "enhance_voice": "Sound",
    "speed": "Speed",
    "image_resource_id": "Picture it begins with",
    "image_tail_resource_id": "Picture it ends with",
    "asset_resource_ids": "Pictures and clips in it",
    "video_resource_id": "Clip",
    "audio_resource_id": "Recording",
    "source_resource_id": "Clip or sound",
    "content_resource_id": "File",
}
"""What people call the fields of the creation cards."""


def anew_form(made: Making) -> Block:
    """Choosing another type, or another way to a voice, asks other questions at once."""
    wish = made.wish
    types = [(one, CARDS[one]) for one in made.types]
    cost = f"The last take cost {credit(wish.cost)}." if wish.cost else NEVER
    named = ", ".join(f"`{{{{{line(one, 60)}}}}}`" for one in made.variables[:20])
    return kit.form(
        FormName.MAKE_ANEW,
        "Make anew",
        kit.section(f"*{line(wish.spot.name, 100)}*"),
        kit.input_choice("type", "Made as", types, value=wish.type, act=Act.MAKE_AS),
        *(block for one in made.questions for block in _asked(one)),
        kit.small(f"Variables are kept: {named}") if named else None,
        kit.small(
            cost, "The other takes stay; it goes into the video once that is rendered again."
        ),
        submit="Make it",
        about=wish.kept,
    )


NEVER = "Nobody knows yet what it costs."


def _asked(one: Question) -> Iterator[Block | None]:
    label, value = LABELS[one.field], one.value[0] if one.value else ""
    if one.longer:
        yield kit.small(
            f"⚠️  *{label}* has {one.longer:,} characters now, and an input of Slack takes "
            f"{LONGEST_TEXT:,}: it can only be replaced."
        )
    match one.shape:
        case Shape.TEXT:
            long = one.field in LONG
            yield kit.input_text(
                one.field, label, value=value, long=long, most=LONGEST_TEXT, optional=not one.needed
            )
        case Shape.TICK:
            ticked = ("yes",) if value else ()
            yield kit.input_boxes(one.field, label, [("yes", "Clean up the voice")], values=ticked)
        case Shape.SEVERAL:
            yield kit.input_boxes(
                one.field, label, _named(one), values=one.value, optional=not one.needed
            )
        case Shape.CHOICE:
            yield _chosen(one, label, value)
    if not one.options and one.shape in {Shape.CHOICE, Shape.SEVERAL} and one.needed:
        yield kit.section(f"⚠️  *{label}:* {NOTHING}")


LONG = ("prompt", "negative_prompt", "script")
NOTHING = "there is nothing to choose from yet. Make another part first, or save a file to GEN."


def _chosen(one: Question, label: str, value: str) -> Block | None:
    hint = f"{one.left_out:,} more do not fit into this list" if one.left_out else ""
    return kit.input_choice(
        one.field, label, _named(one), value=value, hint=hint, optional=not one.needed,
        act=Act.MAKE_AS if one.field == "voice_method" else None,
    )  # fmt: skip


METHODS = {
    "my_voices": "One of the agent's voices",
    "design_voice": "Described: language and gender",
    "clone_voice": "Cloned from a recording",
}


def _named(one: Question) -> list[tuple[str, str]]:
    return [(value, plain(METHODS.get(value, name), 75, value)) for value, name in one.options]
