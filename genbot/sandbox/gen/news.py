"""Carries news to an agent's webhook and callback; late, twice, out of order or never, when asked to."""

import asyncio
from typing import Any

import aiohttp

from genbot.sandbox.gen.state import Gen

_ROUND = 0.05
_PATIENCE = aiohttp.ClientTimeout(total=5)
_LATE, _OVERTAKEN, _SPREAD = 25, 4, 0.5  # seconds; the second only lets newer news pass
_GOING_ON = ("pending", "processing", "running", "awaiting_approval")

News = tuple[str, dict[str, Any]]


def tell(gen: Gen, agent_id: str, kind: str, status: str, **ids: Any) -> None:
    """Something changed: the webhook hears of it, the callback only of ends (Automation)."""
    agent = gen.agents.get(agent_id)
    body = {"event": f"{kind}.{status}", **ids, "status": status, "agent_id": agent_id}
    for name in ("webhook_url", "callback_url"):
        url = agent.automation.get(name) if agent else None
        if url and (name == "webhook_url" or status not in _GOING_ON):
            _send(gen, (str(url), body))


def _send(gen: Gen, news: News) -> None:
    """Put it with what is to be carried, unless something goes wrong with it."""
    match gen.world.faults.draw_news():
        case "news_never":
            pass
        case "news_twice":
            gen.news += [news, news]
        case "news_late":
            gen.later(gen.world.lasts(_LATE, _SPREAD), lambda: gen.news.append(news))
        case "news_overtaken":
            gen.later(gen.world.lasts(_OVERTAKEN, _SPREAD), lambda: gen.news.append(news))
        case _:
            gen.news.append(news)


async def carry_news(gen: Gen) -> None:
    """Bring what happened to those who asked for it, without waiting for anybody to look."""
    under_way: set[asyncio.Task[Any]] = set()
    try:
        while True:
            gen.catch_up()
            news, gen.news = gen.news, []
            for url, body in news:
                task = asyncio.create_task(deliver(url, body))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            await asyncio.sleep(_ROUND)
    finally:
        for task in under_way:
            task.cancel()


async def deliver(url: str, body: dict[str, Any]) -> str | None:
    """Post one piece of news; answers what went wrong, if anything did."""
    try:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            answer = await session.post(url, json=body)
            return None if answer.status < 400 else f"answered {answer.status}"
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as trouble:
        return str(trouble) or type(trouble).__name__
