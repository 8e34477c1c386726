"""Lists that come in pages, read as one: by number from nought or one, or by cursor."""

from collections.abc import AsyncIterator
from typing import Any, TypeVar

from genbot.gen.endpoint import Ask, Endpoint

T = TypeVar("T")

ENOUGH = 2000


async def every(ask: Ask, call: Endpoint[list[T]], *, at_most: int = ENOUGH) -> AsyncIterator[T]:
    """All items of a list, asking for the next page when the last one is used up.

    A call says by its own fields how it is paged: `page` counts on from its default, `cursor`
    is the id of the last item seen. Where neither is set, or GEN gives the same page again
    (one of its pages says there is no paging at all), what came is taken for all there is.
    """
    following: Endpoint[list[T]] | None = call
    told: list[T] = []
    while following is not None:
        last, told = told, await ask(following)
        if not told or told == last:
            return
        for item in told:
            if not at_most:
                return
            at_most -= 1
            yield item
        following = _next(following, told)


def _next(call: Endpoint[list[T]], told: list[T]) -> Endpoint[list[T]] | None:
    fields: dict[str, Any] = dict(call)
    if fields.get("page") is not None:
        return call.model_copy(update={"page": fields["page"] + 1})
    if "cursor" in fields:
        last: Any = told[-1]
        seen = last.get("id") if isinstance(last, dict) else getattr(last, "id", None)
        return call.model_copy(update={"cursor": None if seen is None else str(seen)})
    return None
