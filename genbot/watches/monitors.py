"""Other people's posts, read into what the agent knows: once, or until it is stopped."""

from typing import Any

from genbot.domain.errands import Errand, What
from genbot.domain.monitors import Search, kept
from genbot.flows import monitors
from genbot.gen import beforehand, words
from genbot.gen import monitoring as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Invalid, NotFound
from genbot.gen.jobs import GetUserJob
from genbot.store import Transaction
from genbot.watches.errand import Found, Recipe, Result
from genbot.watches.kind import Begun, Done, Failed, News

ENDED = {"user_job_not_found", "job_status_invalid"}
COUNTS = ("scraped", "count", "total", "posts", "videos", "results")  # no page names one


class Scrape(Recipe):
    """`wish` and its fields: a Search. `result`: found, how many posts, where GEN tells."""

    what = What.SCRAPE
    patience = 24 * 3600.0

    async def ask(self, gen_: Ask, errand: Errand, /) -> Begun:
        data = _asked(kept(errand.wish))
        return Begun((await gen_(gen.TrainSocial(agent_id=errand.agent, data=data))).user_job_id)

    async def look(self, gen_: Ask, errand: Errand, job: str, /) -> Found:
        told = await gen_(GetUserJob(id=job, agent_id=errand.agent))
        if told.status == "failed":
            return Failed(told.failed_reason or "GEN did not say why.")
        found = _counted(told.result)
        result: Result = {} if found is None else {"found": found}
        return Done(result) if told.status == "completed" else News(result)


class Monitor(Scrape):
    """The same again and again: it has no end of its own, and reports once a day."""

    what = What.MONITOR
    patience = float("inf")
    rests = 3600.0

    def news(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        monitors.seen(tx, errand, result)


class ChangeMonitor(Recipe):
    """`wish`: monitor (an errand), job, changes (fields of a Search). Repeatable: a PUT."""

    what = What.CHANGE_MONITOR

    async def ask(self, gen_: Ask, errand: Errand, /) -> Done[Result]:
        call = _changed(errand)
        if not monitors.stops(errand):
            await beforehand.check(gen_, call, 0.0)
        try:
            await gen_(call)
        except (NotFound, Invalid) as no:
            if not (monitors.stops(errand) and no.code in ENDED):  # ended is as good as stopped
                raise
        return Done({})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        monitors.changed(tx, errand.id)


def _asked(search: Search) -> gen.Scrape:
    given = {"days": search.days or None, "country": search.country or None}
    return gen.Scrape.model_validate(
        {
            "platform": search.platform, "type": search.type, "value": search.value, **given,
            "max_results": search.most, "monitoring": search.ongoing,
            "comment_monitoring": search.comments,
        }
    )  # fmt: skip


OURS = {"most": "max_results", "ongoing": "monitoring", "comments": "comment_monitoring"}


def _changed(errand: Errand) -> gen.UpdateMonitoring:
    """Only what differs; a new value says its type too."""
    changes: dict[str, Any] = errand.wish["changes"]
    fields = {OURS.get(name, name): value for name, value in changes.items()}
    if "value" in changes:
        fields["type"] = Search(changes["value"]).type
    about = {"id": errand.wish["job"], "agent_id": errand.agent}
    return gen.UpdateMonitoring.model_validate({**about, **fields})


def _counted(told: Any) -> int | None:
    """How many posts GEN tells of; the pages show no shape, so none is relied on."""
    if isinstance(told, str):
        try:
            told = words.told(told)
        except (ValueError, RecursionError):
            return None
    if isinstance(told, dict):
        told = next((told[name] for name in COUNTS if name in told), None)
    if isinstance(told, list):
        return len(told)
    return told if isinstance(told, int) and not isinstance(told, bool) else None
