"""Errands at GEN: each `What` has a recipe, and all of them are followed alike."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from genbot.domain.errands import USUAL, Errand, What
from genbot.domain.pace import Lognormal, Usual
from genbot.domain.watches import Kind
from genbot.flows import errands
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError, NotFound, OutOfCredits
from genbot.gen.ideas import ApproveRun
from genbot.store import Transaction
from genbot.watches.files import carried
from genbot.watches.kind import Begun, Done, Failed, News, Strange, WatchKind, said

Result = dict[str, Any]
Found = Done[Result] | News[Result] | Strange | Failed | None
QUESTION = "question"  # in the news of a run that awaits a yes or no: what it asks
SHOWN = "shown"  # in the result of a run: where GEN shows how far it is
AT_ONCE = Lognormal(5.0, 0.5)


class Recipe(ABC):
    """How one kind of errand is done. Everything it needs is in the errand's wish."""

    what: ClassVar[What]
    patience: ClassVar[float] = 6 * 3600.0  # seconds; inf for what goes on until it is stopped
    rests: ClassVar[float] = 0.0  # seconds between looks at what has no end of its own

    @abstractmethod
    async def ask(self, gen: Ask, errand: Errand, /) -> Begun | Done[Result]:
        """The writing call, with `errand.key` where it is charged."""

    async def recall(self, gen: Ask, errand: Errand, /) -> Begun | Done[Result] | None:
        """After a lost answer: what GEN has of it, where GEN lets us look."""
        return None

    async def look(self, gen: Ask, errand: Errand, job: str, /) -> Found:
        return None

    def taken(self, tx: Transaction, errand: Errand, begun: Begun, /) -> None:
        """GEN has it."""
        errands.taken(tx, errand.id, begun.job)
        if begun.detail:
            errands.progressed(tx, errand.id, begun.detail)

    def news(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        """Something to show on the way."""
        errands.progressed(tx, errand.id, result)

    def begin(self, tx: Transaction, errand: Errand, /) -> Errand | None:
        """The errand with all its call needs, in the transaction that commits the asking; None
        when it has to wait for something else, whose `after` watches it again."""
        return errand

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        """It is done, and whatever follows from that is done in the same transaction."""
        errands.done(tx, errand.id, result)

    def fail(self, tx: Transaction, errand: Errand, why: GenError | Failed, /) -> None:
        """It ended badly; without credits it waits for a person."""
        verb = "held" if isinstance(why, OutOfCredits) else "failed"
        errands.ended(tx, errand.id, verb, said(why))

    def after(self, tx: Transaction, errand: Errand, /) -> None:  # noqa: B027  most need nothing
        """It is over, well or badly."""


class ErrandWork(WatchKind[Errand, Result]):
    """Those that may be asked of GEN again when an answer is lost."""

    kind = Kind.ERRAND

    def __init__(self, recipes: dict[What, Recipe]) -> None:
        self._recipes = recipes

    def begin(self, tx: Transaction, subject: str, /) -> Errand | None:
        errand = tx.errands.look(subject)
        if errand is None or errand.state.over:
            return None
        return self._recipes[errand.what].begin(tx, errand)

    def usual(self, tx: Transaction, thing: Errand, /) -> tuple[str, Usual]:
        prior = USUAL.get(thing.what)
        if prior is None:
            return "", AT_ONCE
        key = f"errand:{thing.what}"
        learns = key if thing.job else ""  # what comes before GEN has it teaches nothing of it
        return learns, tx.durations.usual(key, prior, tx.now)

    def patience(self, thing: Errand, /) -> float:
        return self._recipes[thing.what].patience

    def rests(self, thing: Errand, /) -> float:
        return self._recipes[thing.what].rests

    def agent(self, thing: Errand, /) -> str:
        return thing.agent

    def key(self, thing: Errand, /) -> str:
        return thing.key

    async def ask(self, gen: Ask, thing: Errand, /) -> Begun | Done[Result]:
        with carried():
            return await self._recipes[thing.what].ask(gen, thing)

    async def recall(self, gen: Ask, thing: Errand, /) -> Begun | Done[Result] | None:
        return await self._recipes[thing.what].recall(gen, thing)

    async def look(self, gen: Ask, thing: Errand, job: str, /) -> Found:
        return await self._recipes[thing.what].look(gen, thing, job)

    def asked(self, tx: Transaction, subject: str, begun: Begun, /) -> None:
        errand = tx.errands.get(subject)
        self._recipes[errand.what].taken(tx, errand, begun)

    def news(self, tx: Transaction, subject: str, result: Result, /) -> None:
        if QUESTION in result:
            errands.asks(tx, subject, result[QUESTION])
        else:
            errand = tx.errands.get(subject)
            self._recipes[errand.what].news(tx, errand, result)

    def finish(self, tx: Transaction, subject: str, result: Result, /) -> None:
        errand = tx.errands.get(subject)
        self._recipes[errand.what].finish(tx, errand, result)
        self._after(tx, subject)

    def lost(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """What goes on until somebody stops it is looked at as long, unless GEN has it no more."""
        errand = tx.errands.get(subject)
        rests = self.rests(errand)
        if rests and errand.job and not isinstance(why, NotFound):
            errands.look_on(tx, errand, tx.now + rests / tx.settings.pace)
        else:
            self.fail(tx, subject, why)

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        errands.delayed(tx, subject, why)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        errand = tx.errands.get(subject)
        self._recipes[errand.what].fail(tx, errand, why)
        self._after(tx, subject)

    def _after(self, tx: Transaction, subject: str, /) -> None:
        errand = tx.errands.get(subject)
        self._recipes[errand.what].after(tx, errand)


def shown(tx: Transaction, subject: str) -> str:
    """Where GEN shows how far the run is that does this; empty: nowhere."""
    errand = tx.errands.look(subject)
    return str(errand.result.get(SHOWN) or "") if errand else ""


class ErrandOnce(ErrandWork):
    """Those that would happen twice if they were asked again: a person looks first."""

    kind = Kind.ERRAND_ONCE
    repeatable = False

    def unsure(self, tx: Transaction, subject: str, why: str, /) -> None:
        errands.ended(tx, subject, "unsure", why)
        self._after(tx, subject)


class ErrandAnswer(WatchKind[Errand, None]):
    """A person's yes or no to a run that waits for one; telling it twice does no harm (NOTES)."""

    kind = Kind.ERRAND_ANSWER

    def begin(self, tx: Transaction, subject: str, /) -> Errand | None:
        errand = tx.errands.look(subject)
        return errand if errand and errand.verdict and not errand.state.over else None

    async def ask(self, gen: Ask, thing: Errand, /) -> Done[None]:
        await gen(ApproveRun(run_id=thing.job, approved=thing.verdict == "yes"))
        return Done(None)

    def finish(self, tx: Transaction, subject: str, result: None, /) -> None:
        """The errand's own watch sees what comes of it."""

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """GEN was not waiting any more: the errand's own watch sees why."""
