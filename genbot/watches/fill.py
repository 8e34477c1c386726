"""The idea's words, written into the vidsheet."""

from genbot.domain.productions import Production, Stage
from genbot.domain.watches import Kind
from genbot.flows import steps
from genbot.gen.edit import UpdateCell
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError, OutOfCredits
from genbot.store import Transaction
from genbot.watches.kind import Done, Failed, WatchKind, said


class Fill(WatchKind[Production, None]):
    """Repeatable: writing the same words twice is writing them once. Cell by cell, because the
    pages show no body for the mass update."""

    kind = Kind.FILL

    def begin(self, tx: Transaction, subject: str, /) -> Production | None:
        production = tx.productions.look(subject)
        return production if production and production.stage is Stage.FILLING else None

    async def ask(self, gen: Ask, thing: Production, /) -> Done[None]:
        for cell, value in (thing.values or {}).items():
            await gen(
                UpdateCell(
                    sheet_id=thing.sheet_id, cell_id=cell, agent_id=thing.agent_id, value=value
                )
            )
        return Done(None)

    def finish(self, tx: Transaction, subject: str, result: None, /) -> None:
        steps.filled(tx, subject)

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        steps.delayed(tx, subject, why)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        if isinstance(why, OutOfCredits):
            steps.held(tx, subject, said(why))
        else:
            steps.failed(tx, tx.productions.get(subject), said(why))
