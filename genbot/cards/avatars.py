"""Avatars: the pictures of an agent, and what is done with them."""

from collections.abc import Iterator

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.agents import about
from genbot.cards.text import line, several
from genbot.domain.agents import ENDINGS, Avatar, Faces
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block


def avatars_form(faces: Faces) -> Block:
    """One page of the pictures, and everything that can be done with them."""
    agent, shown = faces.agent, list(enumerate(faces.avatars, 1))
    named = [(one.id, _called(nth, one)) for nth, one in shown]
    first = next((one.id for one in faces.avatars if one.primary), "")
    return kit.form(
        FormName.AVATARS,
        "Pictures",
        kit.section(
            f"*{line(agent.name, 200)}*" + ("" if named else "\nGEN has no pictures of it.")
        ),
        *(
            kit.section(_called(nth, one), kit.image(one.url, f"Picture {nth}"))
            for nth, one in shown
        ),
        *_turns(faces),
        kit.input_choice("primary", "Show first", named, value=first, optional=True),
        kit.input_boxes("drop", "Delete", named, hint=GONE),
        kit.input_file("file", "Add a picture", ENDINGS, hint=KINDS, optional=True),
        submit="Save",
        about=about(agent),
    )


GONE = "Deleted pictures are gone for good. Videos that were made with them stay."
KINDS = "JPEG, PNG or WebP, at most 10 MB."


def _called(nth: int, one: Avatar) -> str:
    return f"Picture {nth}" + (", shown first" if one.primary else "")


def _turns(faces: Faces) -> Iterator[Block | None]:
    id = faces.agent.id
    if faces.after:
        yield kit.actions(kit.button("First ones", Act.SEE_AVATARS, id))
    if faces.more:
        yield kit.actions(kit.button("Next ones", Act.SEE_AVATARS, f"{id}|{faces.more}"))


def added_body(errand: Errand) -> Iterator[Block | None]:
    yield kit.small(line(str(errand.wish.get("name") or ""), 200, "A picture"))
    yield _see(errand)


def changed_body(errand: Errand) -> Iterator[Block | None]:
    drop = errand.wish.get("drop") or ()
    first = "Another one is shown first" if errand.wish.get("primary") else ""
    fewer = f"{several(len(drop), 'picture')} deleted" if drop else ""
    yield kit.small(first, fewer)
    yield _see(errand)


def _see(errand: Errand) -> Block | None:
    if errand.state is not ErrandState.DONE:
        return None
    return kit.actions(kit.button("Pictures…", Act.SEE_AVATARS, errand.agent))
