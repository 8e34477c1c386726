"""Where the pieces of a vidsheet stand at GEN: each kind of them has calls of its own."""

from typing import Protocol

from genbot.domain.errands import Errand
from genbot.domain.pieces import Kind
from genbot.gen import layers, rows
from genbot.gen.edit import GetCell
from genbot.gen.endpoint import Ask
from genbot.gen.rows import Placed

OURS = {None, "", "ingredient"}  # the roles of columns that people may change


class Shelf(Protocol):
    """What can be done with every kind of piece; all raise GenError."""

    async def there(self, gen: Ask, errand: Errand) -> list[Placed]:
        """All of them in their order, each with the place it has in it."""

    async def add(self, gen: Ask, errand: Errand) -> str:
        """The id of the new one."""

    async def copy(self, gen: Ask, errand: Errand) -> str:
        """The id of the copy."""

    async def put(self, gen: Ask, errand: Errand, order: list[Placed]) -> None:
        """Into this order."""


class Layers:
    """Of one video cell; the one with the lowest position is at the back."""

    async def there(self, gen: Ask, errand: Errand) -> list[Placed]:
        cell = await gen(GetCell(**_sheet(errand), cell_id=errand.wish["cell"]))
        found = sorted(cell.video_layers, key=lambda one: one.position)
        return [Placed(id=one.id, position=n) for n, one in enumerate(found)]

    async def add(self, gen: Ask, errand: Errand) -> str:
        wish = errand.wish
        at = 0 if wish["back"] else len(errand.result["before"])
        call = layers.CreateLayer(
            **_cell(errand), name=wish["name"], type=wish["type"], position=at
        )
        return (await gen(call)).id

    async def copy(self, gen: Ask, errand: Errand) -> str:
        return (await gen(layers.DuplicateLayer(**_cell(errand), layer_id=errand.wish["id"]))).id

    async def put(self, gen: Ask, errand: Errand, order: list[Placed]) -> None:
        await gen(layers.UpdateLayerPositions(**_cell(errand), layers=order))

    async def name(self, gen: Ask, errand: Errand) -> None:
        """Give it the name that is wished for."""
        wish = errand.wish
        await gen(layers.UpdateLayer(**_cell(errand), layer_id=wish["id"], name=wish["called"]))

    async def delete(self, gen: Ask, errand: Errand) -> None:
        """For good."""
        await gen(layers.DeleteLayer(**_cell(errand), layer_id=errand.wish["id"]))


class Rows:
    """Of a vidsheet. Which one the video is made from does not depend on their order."""

    async def there(self, gen: Ask, errand: Errand) -> list[Placed]:
        found = await gen(rows.ListRows(**_sheet(errand)))
        order = sorted(found, key=lambda one: one.position)
        return [Placed(id=one.id, position=n) for n, one in enumerate(order)]

    async def add(self, gen: Ask, errand: Errand) -> str:
        return (await gen(rows.CreateRow(**_sheet(errand)))).id

    async def copy(self, gen: Ask, errand: Errand) -> str:
        return (await gen(rows.DuplicateRow(**_sheet(errand), row_id=errand.wish["id"]))).id

    async def put(self, gen: Ask, errand: Errand, order: list[Placed]) -> None:
        await gen(rows.UpdateRowPositions(**_sheet(errand), rows=order))


class Columns:
    """Of a vidsheet: only those people fill. They change places among themselves, GEN's own stay."""

    async def there(self, gen: Ask, errand: Errand) -> list[Placed]:
        found = await gen(rows.ListColumns(**_sheet(errand)))
        order = enumerate(sorted(found, key=lambda one: one.position))
        return [Placed(id=one.id, position=n) for n, one in order if one.role in OURS]

    async def add(self, gen: Ask, errand: Errand) -> str:
        wish = errand.wish
        call = rows.CreateColumn(**_sheet(errand), title=wish["name"], type=wish["type"])
        return (await gen(call)).id

    async def copy(self, gen: Ask, errand: Errand) -> str:
        call = rows.DuplicateColumn(**_sheet(errand), column_id=errand.wish["id"])
        return (await gen(call)).id

    async def put(self, gen: Ask, errand: Errand, order: list[Placed]) -> None:
        await gen(rows.UpdateColumnPositions(**_sheet(errand), columns=order))

    async def name(self, gen: Ask, errand: Errand) -> None:
        """Give it the title that is wished for."""
        told = [{"id": errand.wish["id"], "title": errand.wish["called"]}]
        await gen(rows.MassUpdateColumns(**_sheet(errand), columns=told))


def _sheet(errand: Errand) -> dict[str, str]:
    return {"sheet_id": errand.wish["sheet"], "agent_id": errand.agent}


def _cell(errand: Errand) -> dict[str, str]:
    return {**_sheet(errand), "cell_id": errand.wish["cell"]}


LAYERS, ROWS, COLUMNS = Layers(), Rows(), Columns()
SHELVES: dict[Kind, Shelf] = {Kind.LAYER: LAYERS, Kind.ROW: ROWS, Kind.COLUMN: COLUMNS}
NAMED: dict[Kind, Layers | Columns] = {Kind.LAYER: LAYERS, Kind.COLUMN: COLUMNS}
