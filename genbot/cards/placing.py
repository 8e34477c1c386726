"""The form that puts a file of the library into a part of a video."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.cards import kit
from genbot.cards.acts import FormName
from genbot.cards.text import line
from genbot.domain.posts import Block
from genbot.domain.studio import Part


def file_form(part: Part, files: Sequence[tuple[str, str]]) -> Block:
    """The newest files that fit; without any it says where they come from."""
    choice = kit.input_choice("file", "Which file?", files)
    return kit.form(
        FormName.USE_FILE,
        "Use a file",
        kit.section(f"*{line(part.title, 150)}*"),
        choice
        or kit.section(
            "No file that fits is in the library. Choose *Save to GEN* in the menu of any message "
            "with a file, then come back."
        ),
        kit.small("It is used as it is, at no cost. What is there now stays among the takes."),
        submit="Use it" if choice else "",
        about=replace(part.spot, page=0, name=part.title).ref,
    )
