"""Phase 4, automation: where an agent's news go, and whether anybody listens there."""

from genbot.sandbox.gen.asks import Answer, Ask, one_of, refuse, text
from genbot.sandbox.gen.news import deliver
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_URLS = ("webhook_url", "callback_url")
_EMPTY = {"webhook_url": None, "callback_url": None, "polling_enabled": False}


@table.on("GET", "/agents/{agent_id}/automation_config")
def get_config(gen: Gen, ask: Ask) -> Answer:
    return Answer({**_EMPTY, **gen.agent(ask).automation})


@table.on("PATCH", "/agents/{agent_id}/automation_config")
def update_config(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    wanted = ask.part("automation_config")
    for name in _URLS:
        if wanted.get(name) and not text(wanted, name).startswith(("http://", "https://")):
            refuse(f"{name} must be a web address")
    if "polling_enabled" in wanted:
        one_of(wanted, "polling_enabled", (True, False))
    agent.automation.update(
        {name: wanted[name] or _EMPTY[name] for name in _EMPTY if name in wanted}
    )
    return Answer({**_EMPTY, **agent.automation})


@table.on("POST", "/agents/{agent_id}/automation_config/test_webhook")
async def test_webhook(gen: Gen, ask: Ask) -> Answer:
    return await _test(gen, ask, "webhook_url")


@table.on("POST", "/agents/{agent_id}/automation_config/test_callback")
async def test_callback(gen: Gen, ask: Ask) -> Answer:
    return await _test(gen, ask, "callback_url")


async def _test(gen: Gen, ask: Ask, name: str) -> Answer:
    agent = gen.agent(ask)
    url = agent.automation.get(name)
    if not url:
        return Answer({"success": False, "error": f"{name} is not configured"})
    trouble = await deliver(str(url), {"event": "test", "agent_id": agent.id})
    return Answer({"success": trouble is None, **({"error": trouble} if trouble else {})})
