"""The forms that ask why: an idea or a video is rejected, or must not go over budget."""

from genbot.cards import kit
from genbot.cards.acts import FormName
from genbot.cards.forms import MOST_WORDS, video_head
from genbot.cards.text import line
from genbot.domain.faces import face
from genbot.domain.ideas import REJECT_REASONS, Idea
from genbot.domain.posts import Block
from genbot.domain.productions import Production

ONE_OF_SEVERAL = (
    "Here a rejection by one does not end it: it goes on waiting until there cannot be enough "
    "approvals any more. Whoever changes their mind can approve it."
)


def reasons(*, one_no: bool) -> tuple[Block | None, ...]:
    """Why something is rejected: one of a few, and what there is to add."""
    return (
        kit.input_choice("reason", "Why?", list(REJECT_REASONS.items())),
        kit.input_text("note", "Anything to add?", long=True, most=MOST_WORDS, optional=True),
        None if one_no else kit.small(ONE_OF_SEVERAL),
    )


def reject_form(idea: Idea, *, one_no: bool) -> Block:
    return kit.form(
        FormName.REJECT_IDEA,
        "Reject this idea",
        kit.section(f"*{idea.number}. {line(idea.title, 300)}*"),
        *reasons(one_no=one_no),
        submit="Reject",
        about=f"{idea.id}:{idea.version}",
    )


def reject_video_form(production: Production, *, one_no: bool) -> Block:
    """It knows which plan of the video was seen, and which cover: a no is to exactly that."""
    nth = production.ballot.nth if production.ballot else 0
    return kit.form(
        FormName.REJECT_VIDEO,
        "Reject this video",
        video_head(production),
        *reasons(one_no=one_no),
        kit.small("The video stays in GEN, but is not published."),
        submit="Reject",
        about=f"{production.id}:{production.version}:{nth}:{face(production)}",
    )


def deny_form(production: Production, *, one_no: bool) -> Block:
    """Why a video must not go over budget."""
    return kit.form(
        FormName.DENY_OVER,
        "Do not allow it",
        video_head(production),
        *reasons(one_no=one_no),
        kit.small("It is stopped, and what is done is kept."),
        submit="Do not allow",
        about=f"{production.id}:{production.fell}",
    )
