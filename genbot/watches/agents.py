"""Agents at GEN: made, renamed, deleted."""

from genbot.domain.errands import Errand, What
from genbot.flows import agents, errands
from genbot.gen import setup as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotFound
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done


class NewAgent(Recipe):
    """`wish`: fields, workspace. `result`: id."""

    what = What.NEW_AGENT

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        fresh = gen.NewAgent(**errand.wish["fields"])
        workspace = errand.wish["workspace"] or None
        made = await ask(gen.CreateAgent(agent=fresh, organization_id=workspace))
        return Done({"id": made.id, "name": made.name or fresh.name})


class RenameAgent(Recipe):
    """`wish`: changes (name, time_zone)."""

    what = What.RENAME_AGENT

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        changes = gen.AgentChanges(**errand.wish["changes"])
        await ask(gen.UpdateAgent(agent_id=errand.agent, agent=changes))
        return Done({})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        errands.done(tx, errand.id, result)
        if name := errand.wish["changes"].get("name"):
            agents.renamed(tx, errand.agent, name)


class DeleteAgent(Recipe):
    """What GEN does not have any more is as good as deleted."""

    what = What.DELETE_AGENT

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        try:
            await ask(gen.DeleteAgent(agent_id=errand.agent))
        except NotFound:
            return Done({"gone": True})
        return Done({})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        errands.done(tx, errand.id, result)
        agents.gone(tx, errand.agent)
