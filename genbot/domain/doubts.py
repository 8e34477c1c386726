"""What somebody has to say twice: it may be wanted, but it is more often an oversight."""

from genbot.domain.errors import Refusal
from genbot.domain.value import value


@value
class Doubt:
    """`why` is mrkdwn; whoever ticks `yes` has said it. `key` holds what exactly is in doubt, so that
    a tick is never taken for another one."""

    key: str
    why: str
    yes: str


class Doubted(Refusal):
    """A form has to be sent once more, with a tick for each of these."""

    def __init__(self, *doubts: Doubt) -> None:
        super().__init__("\n".join((*(one.why for one in doubts), "Nothing was changed.")))
        self.doubts = doubts
