"""Engines at GEN: made, given columns, copied."""

from genbot.domain.errands import Errand, What
from genbot.flows import engines
from genbot.gen import convert, rows
from genbot.gen.endpoint import Ask
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done


class NewEngine(Recipe):
    """`wish`: name, columns, default. `result`: sheet. Not repeatable: there would be two of it."""

    what = What.NEW_ENGINE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        default = errand.wish["default"] or None
        call = convert.CreateSheet(
            agent_id=errand.agent, title=errand.wish["name"], is_default=default
        )
        return Done({"sheet": (await gen(call)).id})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        engines.made(tx, errand, result["sheet"])


class Columns(Recipe):
    """`wish`: sheet, columns. Repeatable: only what is not there yet is added."""

    what = What.COLUMNS

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        sheet, agent = errand.wish["sheet"], errand.agent
        there = await gen(rows.ListColumns(sheet_id=sheet, agent_id=agent))
        known = {column.title.casefold() for column in there}
        for title, type in errand.wish["columns"]:
            if title.casefold() not in known:
                call = rows.CreateColumn(sheet_id=sheet, agent_id=agent, title=title, type=type)
                await gen(call)
        return Done({"columns": len(errand.wish["columns"])})


class CopyEngine(Recipe):
    """`wish`: name, sheet, target, target_name. `result`: sheet, the copy's."""

    what = What.COPY_ENGINE

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        call = convert.CloneSheet(
            sheet_id=errand.wish["sheet"],
            agent_id=errand.agent,
            target_agent_id=errand.wish["target"],
        )
        return Done({"sheet": (await gen(call)).id})
