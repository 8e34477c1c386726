"""Watches: unfinished business at GEN, one row each."""

from enum import StrEnum

from genbot.domain.value import value


class Kind(StrEnum):
    IDEA_RUN = "idea_run"
    RUN_ANSWER = "run_answer"
    IDEA_STATUS = "idea_status"
    CLONE = "clone"
    FILL = "fill"
    GENERATION = "generation"
    STOP = "stop"
    PUBLICATION = "publication"
    ERRAND = "errand"
    ERRAND_ONCE = "errand_once"
    ERRAND_ANSWER = "errand_answer"
    TALK_TITLE = "talk_title"


class Phase(StrEnum):
    READY = "ready"  # to be asked of GEN
    ASKING = "asking"  # committed before the call: found like this after a crash, GEN may have it
    WAITING = "waiting"  # asked; to be looked at


class Hitch(StrEnum):
    """What is the matter between GEN and us; the value is what people read."""

    LOST = "GEN's answer was lost."
    SILENT = "GEN does not answer at the moment."
    BUSY = "GEN asks me to come back later."
    UNREAD = "I could not read the video at GEN."
    EARLY = "By GEN's clock it is not time yet."
    ASLEEP = "This machine slept before it was sent."


@value
class Watch:
    """Times are epoch seconds. At most one watch exists per kind and subject."""

    id: int
    kind: Kind
    subject: str
    phase: Phase
    due: float
    job: str = ""
    tries: int = 0  # errors in a row
    asked: float = 0.0
    doubtful: bool = False  # an earlier answer was lost: look before asking again
    agent: str = ""  # of GEN; known while it is waited for
    looked: float = 0.0  # when GEN last told how it stands
    hinted: float = 0.0  # when GEN called us about it; 0 once a look has answered that
    ref: str = ""  # of the click it follows from
    owner: str = ""  # who has it in hand until `due`
    learns: str = (
        ""  # whose history it will belong to, and a slash; empty: nobody's, or nobody looked
    )
    error: str = (
        ""  # the last one as a machine says it, while there are `tries`; else a strange state
    )
