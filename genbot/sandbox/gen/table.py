"""The list of operations: each phase writes its rows, the application opens a door for each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from genbot.sandbox.gen.asks import Answer, Ask, File
from genbot.sandbox.gen.state import Gen

Reply = Answer | File
Operate = Callable[[Gen, Ask], Reply | Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One verb on one path. Charged ones honour `Idempotency-Key` (NOTES, Behaviour)."""

    verb: str
    path: str
    operate: Operate
    charged: bool = False


class Table(list[Operation]):
    """Rows are written with a decorator: `@table.on("GET", "/me")`."""

    def on(self, verb: str, path: str, *, charged: bool = False) -> Callable[[Operate], Operate]:
        def write(operate: Operate) -> Operate:
            self.append(Operation(verb, path, operate, charged))
            return operate

        return write
