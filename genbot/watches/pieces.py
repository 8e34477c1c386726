"""Layers, rows and columns of a vidsheet at GEN: added, copied, named, moved, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager

from genbot.domain.errands import Errand, What
from genbot.domain.pieces import Step, moved
from genbot.flows import pieces, studio
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained, NotFound
from genbot.gen.rows import Placed
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done
from genbot.watches.shelves import LAYERS, NAMED, SHELVES, Shelf

BEFORE, ORDER = "before", "order"  # in an errand's result: what was there, where all are to be


class Working(Recipe):
    """`wish`: kind, id, name. What is only prepared so far is kept, and then asked for."""

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if {BEFORE, ORDER} & set(result):
            studio.prepared(tx, errand, result)
        else:
            pieces.finished(tx, errand, result)


class Adding(Working):
    """`wish`: type, back. `result`: the id. Repeatable: first we keep what was there, so that after a
    lost answer what is new can be told from it; nothing else is rearranged meanwhile."""

    what = What.ADD_PIECE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        if BEFORE not in errand.result:
            with still_there(errand):
                there = await shelf(errand).there(gen, errand)
            return Done({BEFORE: [one.id for one in there]})
        if errand.attempt > 1 and (known := await self.recall(gen, errand)):
            return known
        with still_there(errand):
            return Done({"id": await self.made(gen, errand)})

    async def made(self, gen: Ask, errand: Errand) -> str:
        return await shelf(errand).add(gen, errand)

    async def recall(self, gen: Ask, errand: Errand, /) -> Done[Result] | None:
        before = errand.result.get(BEFORE)
        if before is None:
            return None
        there = await shelf(errand).there(gen, errand)
        fresh = [one.id for one in there if one.id not in before]
        return Done({"id": fresh[-1]}) if fresh else None


class Copying(Adding):
    """Like adding. `result`: the id of the copy."""

    what = What.COPY_PIECE

    async def made(self, gen: Ask, errand: Errand) -> str:
        return await shelf(errand).copy(gen, errand)


class Renaming(Working):
    """`wish`: called. Saying it twice changes nothing."""

    what = What.RENAME_PIECE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        with still_there(errand):
            await NAMED[errand.wish["kind"]].name(gen, errand)
        return Done({})


class Moving(Working):
    """`wish`: step. The whole new order is kept before it is told: telling it twice changes nothing."""

    what = What.MOVE_PIECE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        kept = errand.result.get(ORDER) or {}
        with still_there(errand):
            if kept.get("attempt") == errand.attempt:
                await shelf(errand).put(gen, errand, [Placed(**one) for one in kept["places"]])
                return Done({"moved": True})
            there = await shelf(errand).there(gen, errand)
        ids, at = [one.id for one in there], [one.position for one in there]
        if errand.wish["id"] not in ids:
            raise _gone(errand)
        order = moved(ids, errand.wish["id"], Step(errand.wish["step"]))
        places = [{"id": id, "position": n} for id, n in zip(order, at, strict=True)]
        return Done({ORDER: {"attempt": errand.attempt, "places": places}})


class Removing(Working):
    """Of layers. What GEN does not have any more is as good as deleted."""

    what = What.DELETE_PIECE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        try:
            await LAYERS.delete(gen, errand)
        except NotFound:
            return Done({"gone": True})
        return Done({})


def shelf(errand: Errand) -> Shelf:
    return SHELVES[errand.wish["kind"]]


@contextmanager
def still_there(errand: Errand) -> Iterator[None]:
    """GEN's 404, in words."""
    try:
        yield
    except NotFound as lost:
        raise _gone(errand) from lost


def _gone(errand: Errand) -> Explained:
    noun = f"That {errand.wish['kind']}" if errand.wish["id"] else "That vidsheet"
    return Explained(f"{noun} is not there any more. Open the studio again to see what is there.")
