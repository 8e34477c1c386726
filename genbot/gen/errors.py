"""What can go wrong between us and GEN, sorted by what the caller may do next.

GenError
├── Unclear           we cannot tell whether GEN did it: no answer, a 5xx, an unreadable answer
├── NotSent           it never reached GEN: no address, no connection, no room in the pool
└── Refused           GEN said no and did nothing
    ├── NotAllowed    the key is wrong or may not do this
    ├── OutOfCredits  the workspace cannot pay for it
    ├── NotFound      there is no such thing
    ├── Invalid       it makes no sense to GEN, now or ever
    │   └── Explained      we know why, and say it in words for people
    │       └── Impossible     GEN's own pages forbid it, so it was never sent
    └── SlowDown      not now; ask again later
"""

from typing import TYPE_CHECKING, Any

from genbot.gen.limits import Broken, told

if TYPE_CHECKING:
    from genbot.gen.endpoint import Endpoint


class GenError(Exception):
    """Something went wrong; `call` is the endpoint value that was asked."""

    def __init__(self, message: str = "", *, call: "Endpoint[Any] | None" = None) -> None:
        super().__init__(message)
        self.message = message
        self.call = call

    def __str__(self) -> str:
        said = self.message or (self.__doc__ or "").partition("\n")[0]
        return f"{type(self.call).__name__}: {said}" if self.call else said


class Unclear(GenError):
    """GEN gave no usable answer, so it may or may not have done it."""


class NotSent(GenError):
    """GEN was not reached, so it did nothing."""


class Refused(GenError):
    """GEN said no and did nothing."""

    def __init__(
        self,
        code: str = "",
        status: int = 0,
        message: str = "",
        *,
        call: "Endpoint[Any] | None" = None,
    ) -> None:
        super().__init__(message, call=call)
        self.code = code
        self.status = status


class NotAllowed(Refused):
    """The key is not valid or has no permission for this."""


class OutOfCredits(Refused):
    """The workspace has no credits for this."""


class NotFound(Refused):
    """GEN knows no such thing."""


class Invalid(Refused):
    """GEN cannot do this with what it was given."""


class Explained(Invalid):
    """It cannot be done, and the message is ours: for people, as it stands."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__("validation_error", status, message)


class Impossible(Explained, ValueError):
    """GEN's own pages forbid it, so it was never sent; `broken` are the fields and their limits.

    A ValueError too, because that is what a value that cannot be made raises.
    """

    def __init__(self, *broken: Broken) -> None:
        super().__init__(told(broken))
        self.broken = broken


class SlowDown(Refused):
    """GEN asks to come back later; `wait` is in how many seconds, when it said so."""

    def __init__(
        self,
        wait: float | None = None,
        code: str = "",
        status: int = 429,
        message: str = "",
        *,
        call: "Endpoint[Any] | None" = None,
    ) -> None:
        super().__init__(code, status, message, call=call)
        self.wait = wait
