"""Research by the agent: what people say about a topic, with sources."""

from typing import Any

from genbot.domain.errands import Errand, What
from genbot.flows import research
from genbot.gen import ideas as gen
from genbot.gen.endpoint import Ask
from genbot.store import Transaction
from genbot.watches.errand import QUESTION, SHOWN, Found, Recipe, Result
from genbot.watches.kind import Begun, Done, Failed, News, going

MOST_FINDINGS, MOST_SOURCES = 12, 6


class Research(Recipe):
    """`wish`: topic, depth. `result`: conversation, summary, findings with their sources."""

    what = What.RESEARCH
    patience = 2 * 3600.0

    async def ask(self, gen_: Ask, errand: Errand, /) -> Begun:
        wish = errand.wish
        call = gen.StartResearch(topic=wish["topic"], agent_id=errand.agent, depth=wish["depth"])
        started = await gen_(call, key=errand.key)
        shown = {SHOWN: started.firebase_path or ""}
        return Begun(started.run_id, {"conversation": started.conversation_id or "", **shown})

    def taken(self, tx: Transaction, errand: Errand, begun: Begun, /) -> None:
        """Its thread goes on with the conversation in which it is found out."""
        super().taken(tx, errand, begun)
        research.taken(tx, errand, begun.job, begun.detail["conversation"])

    async def look(self, gen_: Ask, errand: Errand, job: str, /) -> Found:
        return run_found(await gen_(gen.GetRun(run_id=job)))


def run_found(run: gen.Run) -> Found:
    """How a run of the agent stands, whatever it is about."""
    if run.status == "completed":
        return Done({"summary": run.reply, "findings": _findings(run)})
    if run.status == "failed":
        return Failed(run.reply or "GEN did not say why.")
    if run.status == "awaiting_approval":
        return News({QUESTION: run.reply})
    return going(run.status)


def _findings(run: gen.Run) -> list[Result]:
    """What its newest message tells under "findings"; the page shows no shape, so none is relied on."""
    for message in reversed(run.messages):
        told = message.data if isinstance(message.data, dict) else {}
        if isinstance(found := told.get("findings"), list):
            return [one for at in found[:MOST_FINDINGS] if (one := _finding(at))]
    return []


def _finding(told: Any) -> Result | None:
    if isinstance(told, str):
        return {"finding": told, "sources": []}
    if not isinstance(told, dict) or not isinstance(told.get("finding"), str):
        return None
    sources = told.get("sources")
    every = sources if isinstance(sources, list) else []
    return {
        "finding": told["finding"],
        "sources": [one for at in every[:MOST_SOURCES] if (one := _source(at))],
    }


def _source(told: Any) -> Result | None:
    if isinstance(told, str):
        return {"url": told}
    if not isinstance(told, dict):
        return None
    kept = {name: told.get(name) for name in ("url", "creator", "type", "what_was_used")}
    return {name: value for name, value in kept.items() if isinstance(value, str)} or None
