"""A list of handlers that can be printed: name, usage, help, and the story that answers."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from genbot.domain.posts import Block, Card
from genbot.domain.value import value

Answer = Card | Block | None
"""A card is whispered, a form is opened, None: the outbox will speak."""

Story = Callable[..., Answer]
S = TypeVar("S", bound=Story)


@value
class Row:
    """One handler: `run(tx, ask)`, or `run(tx, ask, given)` where GEN must be asked first.

    With `about` GEN is asked about what that story read: `needs(gen, about(tx, ask))`.
    With `loading` (the title of the form that is shown meanwhile) GEN may take its time, and `run`
    may only read.
    """

    name: str
    help: str
    run: Story
    usage: str = ""
    needs: Callable[..., Awaitable[Any]] | None = None
    loading: str = ""
    about: Callable[..., Any] | None = None


class Table:
    """Rows in the order in which they were written."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def on(
        self,
        name: str,
        help: str,
        *,
        usage: str = "",
        needs: Callable[..., Awaitable[Any]] | None = None,
        loading: str = "",
        about: Callable[..., Any] | None = None,
    ) -> Callable[[S], S]:
        """Register the function below as the one handler of `name`."""

        def keep(run: S) -> S:
            if name in self._rows:
                raise ValueError(f"{name} has two handlers")
            self._rows[str(name)] = Row(str(name), help, run, usage, needs, loading, about)
            return run

        return keep

    def get(self, name: str) -> Row | None:
        return self._rows.get(name)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())
