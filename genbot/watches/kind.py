"""What every kind of unfinished business answers: two questions to GEN, the rest to the store."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from genbot.cards.apology import reason
from genbot.domain.pace import Lognormal, Usual
from genbot.domain.value import value
from genbot.domain.watches import Kind, Watch
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.store import Transaction

GOING = {"pending", "processing", "running"}
S = TypeVar("S")
R = TypeVar("R")


@value
class Asking:
    """What a claimed watch turned out to be, loaded in the transaction that committed it."""

    watch: Watch
    thing: Any
    since: float  # when the asking was committed, on the clock that counts a machine's sleep


@value
class Begun:
    """GEN took it under this id; `detail` is whatever else it said."""

    job: str
    detail: Any = None


@value
class Done(Generic[R]):
    """It ended; this is how."""

    result: R


@value
class Failed:
    """GEN says it ended badly. `refund` is what came back, where GEN tells."""

    reason: str
    refund: float = 0.0


@value
class Held:
    """It must not be asked for as things stand, and a person says what becomes of it; `told` is what
    GEN told of it meanwhile."""

    reason: str
    told: Any = None


class Stopped(Failed):
    """Somebody stopped it."""


class GivenUp(Failed):
    """Whoever runs genbot gave up on it: a decision, and no failure."""


@value
class News(Generic[R]):
    """Not ended, but there is something to show."""

    of: R


@value
class Strange:
    """Not ended, as far as anybody can tell: its state is in no page of GEN's, and is shown as it is."""

    status: str

    @property
    def said(self) -> str:
        return f"GEN says “{self.status[:60]}”, which I do not know. I keep looking."


def going(status: str) -> Strange | None:
    """What has not ended, by what GEN calls its state."""
    return Strange(status) if status.strip() and status not in GOING else None


class WatchKind(ABC, Generic[S, R]):
    """One kind of work at GEN. `ask` and `look` get only GEN, all others only the transaction.

    The tx methods get the subject's id and load what is true now: time has passed since `begin`.
    """

    kind: ClassVar[Kind]
    repeatable: ClassVar[bool] = True  # may be asked again when it is unclear whether GEN has it
    unseen_is_doubt: ClassVar[bool] = False  # a look that GEN refuses is put to a person
    soonest: ClassVar[float] = 2.0  # seconds between looks (NOTES: 2 to 3 s; runs 5 s)
    latest: ClassVar[float] = 60.0
    give_up: ClassVar[float] = 6 * 3600.0

    @abstractmethod
    def begin(self, tx: Transaction, subject: str, /) -> S | None:
        """Load it in the transaction that commits the asking; None when it is no longer wanted."""

    def load(self, tx: Transaction, subject: str, /) -> S | None:
        """Load it for a look."""
        return self.begin(tx, subject)

    def usual(self, tx: Transaction, thing: S, /) -> tuple[str, Usual]:
        """The key of its history, and how long it usually takes."""
        return "", Lognormal(30.0, 0.8)

    def patience(self, thing: S, /) -> float:
        """Seconds after which it is given up on, counted from the asking."""
        return self.give_up

    def rests(self, thing: S, /) -> float:
        """Seconds between looks at what has no end of its own; 0: as its history teaches."""
        return 0.0

    def agent(self, thing: S, /) -> str:
        """GEN's agent that works on it, whose calls may be about it."""
        return ""

    def patient(self, thing: S, /) -> bool:
        """Whether nobody watches it grow: it may be looked at seldom while GEN calls us."""
        return True

    def key(self, thing: S, /) -> str | None:
        """The Idempotency-Key for a charged call."""
        return None

    def checked(self, tx: Transaction, subject: str, /) -> S | None:
        """Load what `check` looks at; None when there is nothing to be looked at, or when it would
        not be asked now in any case."""
        return None

    async def check(self, gen: Ask, thing: S, /) -> Failed | Held | None:
        """Only for what is not repeatable, and before its asking is committed: why it must not be
        asked, None when it may. Raises NotAsked when nobody can tell now."""
        return None

    def early(self, tx: Transaction, subject: str, /) -> float:
        """Only for what is not repeatable: seconds for which it must not begin yet, though it is due."""
        return 0.0

    def waits(self, tx: Transaction, subject: str, seconds: float, /) -> None:
        """It is early by so much: people should see it."""

    def admits(self, tx: Transaction, subject: str, /) -> bool:
        """When its check is against it: whether it is still wanted, and nothing else is."""
        return True

    @abstractmethod
    async def ask(self, gen: Ask, thing: S, /) -> Begun | Done[R]:
        """The writing call: what GEN began, or the result when there is nothing to wait for."""

    async def recall(self, gen: Ask, thing: S, /) -> Begun | Done[R] | None:
        """Before asking again after a lost answer: the job GEN has, or how it ended, where GEN lets
        us look."""
        return None

    async def look(
        self, gen: Ask, thing: S, job: str, /
    ) -> Done[R] | News[R] | Strange | Failed | None:
        """How it stands; None is "not yet"."""
        return None

    def asked(self, tx: Transaction, subject: str, begun: Begun, /) -> None:
        """GEN has it."""

    def news(self, tx: Transaction, subject: str, result: R, /) -> None:
        """Something to show on the way."""

    @abstractmethod
    def finish(self, tx: Transaction, subject: str, result: R, /) -> None:
        """It ended well."""

    @abstractmethod
    def fail(self, tx: Transaction, subject: str, why: "GenError | Failed", /) -> None:
        """GEN refused, or it ended badly."""

    def held(self, tx: Transaction, subject: str, why: Held, /) -> None:
        """Only for what is checked: a person has to see to it first."""
        raise NotImplementedError

    def lost(self, tx: Transaction, subject: str, why: "GenError | Failed", /) -> None:
        """GEN has it, or may have it, and for hours we could not look."""
        self.fail(tx, subject, why)

    def not_sent(self, tx: Transaction, subject: str, why: str, /) -> None:
        """GEN certainly did not take it; it will be tried again."""

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        """GEN has not answered for a while, or (empty) it answers again: people should see it."""

    def unsure(self, tx: Transaction, subject: str, why: str, /) -> None:
        """Only for what is not repeatable: GEN may or may not have done it."""
        raise NotImplementedError

    def unwanted(self, tx: Transaction, subject: str, job: str, /) -> None:
        """GEN took it, or (no job) may have, but while it was asked somebody stopped wanting it."""


def said(why: "GenError | Failed") -> str:
    """The reason in words for people: what happened, what to do next, what GEN says itself."""
    return why.reason if isinstance(why, Failed) else reason(why)
