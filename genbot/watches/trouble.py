"""What keeps a watch waiting, and the words for it."""

from collections.abc import Awaitable
from typing import TypeVar

from genbot.domain.watches import Hitch
from genbot.gen.errors import NotAllowed, NotFound, Refused, SlowDown

R = TypeVar("R")

GOES_ON = "I keep trying; nothing is lost."
MOST_SAID = 300  # characters of an error


class NotAsked(Exception):
    """Nothing was asked of GEN after all; the text says why."""


class Unseen(NotAsked):
    """GEN does not let us look at what it has."""


async def sight(looking: Awaitable[R]) -> R:
    """What a look before a call finds; raises Unseen where GEN refuses the look."""
    try:
        return await looking
    except SlowDown:
        raise
    except Refused as error:
        raise Unseen(unseen(error)) from error


def unseen(error: Refused) -> str:
    """Why we cannot look, and what to do about it."""
    if isinstance(error, NotAllowed):
        return f"GEN does not let me look ({error.message}): check the key."
    if isinstance(error, NotFound):
        return f"GEN says that it does not know it ({error.message})."
    return f"GEN does not let me look ({error.message})."


def wait_of(error: BaseException) -> float:
    """For how long GEN asked us to stay away."""
    return (error.wait or 0.0) if isinstance(error, SlowDown) else 0.0


def told(error: BaseException) -> str:
    """Why it waits."""
    match error:
        case NotAsked():
            return str(error)
        case SlowDown():
            return Hitch.BUSY
        case Refused():  # a look
            return unseen(error)
    return Hitch.SILENT


def exactly(error: BaseException) -> str:
    """The same for who runs the bot: as it was raised."""
    return (str(error) or repr(error))[:MOST_SAID]
