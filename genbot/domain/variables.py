"""Variables of a vidsheet: what stands for {{name}} in its prompts and cells."""

from genbot.domain.studio import Spot
from genbot.domain.value import value

ENDINGS = ("xlsx",)
LARGEST = 5_000_000  # bytes of a file to be read in; Slack's forms take files of up to 10 MB
PER_PAGE = 25

Pair = tuple[str, str]  # a name and what stands for it


@value
class Variables:
    """All of them, in GEN's order, and where somebody looks at them."""

    spot: Spot
    title: str  # of the video
    pairs: tuple[Pair, ...]
