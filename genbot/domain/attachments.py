"""Pictures and videos that somebody gives the agent along with words."""

from collections.abc import Iterable

from genbot.domain.errors import BadForm
from genbot.domain.value import value

MOST_FILES = 5
ONE_GIGABYTE = 1024**3
FAMILIES = ("image", "video")
ENDINGS = ("jpg", "jpeg", "png", "webp", "gif", "heic", "mp4", "mov", "webm", "m4v")


@value
class Attachment:
    """A file in Slack (`source` is its id there); `signed_id` and `url` are GEN's, once it is there.

    `kind` is Slack's ("video/mp4"), empty until Slack was asked.
    """

    source: str
    name: str
    kind: str = ""
    size: int = 0
    signed_id: str = ""
    url: str = ""

    @property
    def fits(self) -> bool:
        """Whether the agent can be given it, as far as it is known."""
        return seen(self.kind) and self.size <= ONE_GIGABYTE


def seen(kind: str) -> bool:
    """Whether something of this kind can be looked at; what is not known yet may be."""
    return not kind or kind.partition("/")[0] in FAMILIES


def accepted(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Each of them once; raises BadForm about `files`, saying why they cannot all be given."""
    every = tuple({one.source: one for one in files}.values())
    if not all(seen(one.kind) for one in every):
        raise BadForm(files="The agent takes pictures and videos only. Leave out the other files.")
    if not all(one.fits for one in every):
        raise BadForm(files="Each file can have up to 1 GB. Leave out the larger ones.")
    if len(every) > MOST_FILES:
        raise BadForm(files=f"The agent takes up to {MOST_FILES} files at a time.")
    return every
