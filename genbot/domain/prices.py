"""What a video is expected to cost, and on what that rests."""

from enum import StrEnum

from genbot.domain.productions import Production, Task
from genbot.domain.value import value

ENOUGH = 3  # videos of a template from which what they cost is what the next one will


class Basis(StrEnum):
    """Where a price comes from, the surest first."""

    VIDEOS = "videos"  # videos of the same template
    PARTS = "parts"  # parts like its own, in whatever video
    GUIDE = "guide"  # what GEN publishes, for at least one of its parts


@value
class Price:
    """Credits for one whole video; `videos` is how many of its template it was read from."""

    credits: float
    basis: Basis
    videos: int = 0


@value
class Recipe:
    """What a template is made of, as its newest copy had it. The `id` is its slug."""

    id: str
    title: str = ""
    parts: tuple[str, ...] = ()


def part_of(task: Task) -> str:
    """What a part costs by: its type, and of clips the model and how long they are."""
    data = task.data or {}
    told = (task.type, data.get("model"), data.get("duration"))
    return "/".join(str(one) for one in told if one not in {None, ""})


def parts_of(production: Production) -> tuple[str, ...]:
    """All parts of its plan, the render included."""
    render = (production.render,) if production.render else ()
    return tuple(part_of(task) for task in (*production.tasks, *render))


FLAT = {
    "text": 5.0,
    "image_from_text": 10.0,
    "speech_from_text": 15.0,
    "lipsync": 200.0,
    "captions": 10.0,
    "render": 50.0,
    "media": 0.0,
}
A_SECOND, VEO = 50.0, 60.0
"""GEN's credits guide: a text 1 to 8, a picture 5 to 15, a minute of speech 30 (a short says half of
that), a clip of 5 s 250, of Veo's 10 s 600."""


def guide(part: str) -> float | None:
    """What GEN publishes for such a part; None for what its guide does not name."""
    kind, _, rest = part.partition("/")
    if not kind.startswith("video_from"):
        return FLAT.get(kind)
    model, _, seconds = rest.partition("/")
    seconds = seconds.removesuffix("s")
    if not seconds.isdecimal():
        return None
    return int(seconds) * (VEO if model.startswith("veo") else A_SECOND)
