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
    (one of its pages says there is no paging at all), what came is taken for all there is. What
    moves to a later page while it is read, because something new came before it, is told once.
    """
    following: Endpoint[list[T]] | None = call
    told: list[T] = []
    seen: set[Any] = set()
    while following is not None:
        last, told = told, await ask(following)
        fresh = [item for item in told if (id := _id(item)) is None or id not in seen]
        if not fresh or told == last:
            return
        for item in fresh:
            if not at_most:
                return
            at_most -= 1
            yield item
        seen |= {_id(item) for item in fresh}
        following = _next(following, told)


def _id(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else getattr(item, "id", None)


def _next(call: Endpoint[list[T]], told: list[T]) -> Endpoint[list[T]] | None:
    fields: dict[str, Any] = dict(call)
    if fields.get("page") is not None:
        return call.model_copy(update={"page": fields["page"] + 1})
    if "cursor" in fields:
        last = _id(told[-1])
        return call.model_copy(update={"cursor": None if last is None else str(last)})
    return None
