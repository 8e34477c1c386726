"""Files that somebody gives the agent along with words: where they are put, and what is said of them."""

from collections.abc import Iterable

from genbot.cards import kit
from genbot.cards.text import line
from genbot.domain.attachments import ENDINGS, MOST_FILES, Attachment
from genbot.domain.posts import Block

MOST_NAMES = 10


def files_input() -> Block:
    size = f"The agent sees them. Up to {MOST_FILES} in all, from here up to 10 MB each."
    return kit.input_file(
        "files", "Pictures and videos", ENDINGS, most=MOST_FILES, hint=size, optional=True
    )


def with_files(files: Iterable[Attachment]) -> str:
    """ "With taco.jpg and 3 more"; empty when there are none."""
    names = list(dict.fromkeys(one.name for one in files))
    shown = ", ".join(line(name, 60, "a file") for name in names[:MOST_NAMES])
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"With {shown}{more}" if names else ""


def bringing(file: Attachment) -> str:
    return f"Bringing {line(file.name, 60, 'a file')} to GEN"
