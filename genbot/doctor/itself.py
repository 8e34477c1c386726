"""Is the bot that runs here well, by its own word? Only it knows whether Slack reaches it."""

import json
from collections.abc import Iterator

import aiohttp

from genbot.config import Config
from genbot.doctor.finding import Finding, right, wrong

TOPIC = "genbot"
PATIENCE = aiohttp.ClientTimeout(total=5)
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  where it listens, not where we do
SILENT = "It hangs, or is paused, or just starts; to start it anew loses nothing."
MEANS = {
    "slack": "Slack does not reach it (the log says since when)",
    "database": "its database cannot be written",
    "outbox": "what is to be said stands (`genbot outbox`)",
    "stopped": "it is not at work (the log says why)",
    "token": "its token comes to its end and is not exchanged",
}


async def word(config: Config) -> list[Finding]:
    """What it says on its own address; nothing when it has none."""
    if config.listen is None:
        return []
    host, port = config.listen
    here = ANYWHERE.get(host, host)
    address = f"http://{f'[{here}]' if ':' in here else here}:{port}/readyz"
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as http, http.get(address) as answer:
            told = json.loads(await answer.text())["not_ready"]
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, LookupError, TypeError):
        return [wrong(TOPIC, f"does not answer at {address}.", SILENT)]
    if ails := list(_named(told)):
        return [wrong(TOPIC, f"is not ready: {'; '.join(ails)}.", "The log has more.")]
    return [right(TOPIC, "says that it is well.")]


def _named(told: object) -> Iterator[str]:
    """In words; of several workspaces those that something ails."""
    if isinstance(told, dict):
        for team, ails in told.items():
            yield from (f"{team}: {one}" for one in _named(ails))
        return
    for one in told if isinstance(told, list) else [told]:
        yield MEANS.get(str(one), f"the round `{one}` fails")
