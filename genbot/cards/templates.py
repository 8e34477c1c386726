"""The library of templates on screen, and the forms to choose a default and to make a video."""

from collections.abc import Iterator, Mapping, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, several
from genbot.domain.ideas import VIDEO_TYPES
from genbot.domain.posts import Block
from genbot.domain.templates import (
    LONGEST_CAPTION,
    LONGEST_HOOK,
    LONGEST_SCRIPT,
    LONGEST_TITLE,
    RATIOS,
    Template,
)

PER_PAGE = 5
ANY = "Any other type"
AS_ITS_TYPE = ("-", "As for its type")


def library_view(
    templates: Sequence[Template], words: str, page: int, chosen: Mapping[str, str]
) -> Block:
    """One page of those that fit the words; `chosen` is the channel's template by video type."""
    found = [one for one in templates if one.fits(words)]
    last = max(0, (len(found) - 1) // PER_PAGE)
    page = min(page, last)
    shown = found[page * PER_PAGE : (page + 1) * PER_PAGE]
    first = page * PER_PAGE + 1
    counted = f"{first} to {first + len(shown) - 1} of {several(len(found), 'template')}"
    return kit.form(
        FormName.TEMPLATES,
        "Templates",
        kit.input_text("words", "Find", value=words, most=100, optional=True),
        kit.small(counted if found else NONE if templates else NOTHING),
        *(block for one in shown for block in _row(one, chosen)),
        kit.actions(
            _turn("Earlier ones", page - 1, words) if page else None,
            _turn("Next ones", page + 1, words) if page < last else None,
        ),
        submit="Find",
        about=words,
    )


NOTHING = "GEN shows no templates. Try again in a minute."
NONE = "No template has these words."


def default_form(template: Template, chosen: Mapping[str, str]) -> Block:
    """For which types of videos this template is taken in the channel."""
    ours = [type for type, slug in chosen.items() if slug == template.slug]
    others = {type: slug for type, slug in chosen.items() if slug != template.slug}
    rows = [(str(id), _type(id, others)) for id in VIDEO_TYPES]
    return kit.form(
        FormName.TEMPLATE_DEFAULT,
        "Default template",
        kit.section(f"*{line(template.title, 150)}*"),
        kit.input_boxes("types", "Take it for", rows, values=ours or template.types),
        kit.small("For the videos of this channel, from the next one on."),
        submit="Save",
        about=template.slug,
    )


def make_form(templates: Sequence[Template], slug: str = "", title: str = "") -> Block:
    """A video that somebody makes up, without an idea of the agent's."""
    named = [AS_ITS_TYPE, *((one.slug, one.title) for one in templates)]
    taken = next((one for one in templates if one.slug == slug), None)
    type = next(iter(taken.types), "0") if taken else "0"
    types = [(str(id), name) for id, name in VIDEO_TYPES.items()]
    return kit.form(
        FormName.MAKE_VIDEO,
        "Make a video",
        kit.input_text("title", "What is it called?", value=title, most=LONGEST_TITLE),
        kit.input_text("hook", "Hook", most=LONGEST_HOOK, optional=True, hint=HOOK),
        kit.input_text("script", "Script", long=True, most=LONGEST_SCRIPT, optional=True),
        kit.input_text("caption", "Caption", long=True, most=LONGEST_CAPTION, optional=True),
        kit.input_choice("video_type", "Which type?", types, value=type),
        kit.input_choice("ratio", "Which shape?", [(one, one) for one in RATIOS], value=RATIOS[0]),
        kit.input_choice("template", "Template", named, value=slug if taken else AS_ITS_TYPE[0]),
        kit.small(MADE),
        submit="Make it",
    )


HOOK = "The first words, or what is seen first."
MADE = (
    "If you may approve ideas here, it is made at once and paid like every video. Otherwise it "
    "waits for somebody who may."
)


def _row(template: Template, chosen: Mapping[str, str]) -> Iterator[Block | None]:
    here = [_type(int(type), {}) for type, slug in chosen.items() if slug == template.slug]
    tags = " · ".join(line(tag, 40, "") for tag in template.tags[:6])
    said = f"*{line(template.title, 150)}*\n{escape(template.about, 300)}".rstrip()
    yield kit.section(said, kit.image(template.cover, f"Cover of {template.title}"))
    yield (
        kit.small(tags, f"✅ taken here for: {', '.join(here)}" if here else "")
        if (tags or here)
        else None
    )
    yield _recent(template)
    yield kit.actions(
        kit.button("Make a video…", Act.MAKE_VIDEO, template.slug),
        kit.button("Default for…", Act.TEMPLATE_DEFAULT, template.slug),
    )


def _recent(template: Template) -> Block | None:
    """What was made with it lately, as small pictures."""
    seen = [kit.image(url, f"Made with {template.title}") for url in template.recent]
    there = [picture for picture in seen if picture]
    if not there:
        return None
    words = {"type": "mrkdwn", "text": "Made with it lately"}
    return {"type": "context", "elements": [words, *there]}


def _type(id: int, others: Mapping[str, str]) -> str:
    """A video type, and what is taken for it now."""
    name = VIDEO_TYPES.get(id, "another type") if id else ANY
    now = others.get(str(id))
    return f"{name} (now: {line(now, 40)})" if now else name


def _turn(label: str, page: int, words: str) -> Block:
    return kit.button(label, Act.TURN_TEMPLATES, f"{page}|{words}")
