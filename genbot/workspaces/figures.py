"""`/metrics` of several workspaces: the figures of each, told apart by a label."""

from collections.abc import Awaitable, Callable, Iterable, Iterator

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector, CollectorRegistry

from genbot.workspaces.tenant import Tenant


class Together(Collector):
    """One family for each name, with the samples of all."""

    def __init__(self, every: Iterable[tuple[str, CollectorRegistry]]) -> None:
        self._every = tuple(every)

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Metric] = {}
        for team, registry in self._every:
            for one in registry.collect():
                known = families.setdefault(
                    one.name, Metric(one.name, one.documentation, one.type, one.unit)
                )
                known.samples += [
                    it._replace(labels={**it.labels, "workspace": team}) for it in one.samples
                ]
        yield from families.values()


def page(
    at_work: Callable[[], Iterable[Tenant]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """`/metrics`."""

    async def shown(request: web.Request) -> web.Response:
        every = []
        for one in at_work():
            if one.bot and one.bot.counts:
                await one.bot.counts.look(await one.ails())
                every.append((one.team, one.bot.counts.registry))
        text = generate_latest(Together(every))
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return shown
