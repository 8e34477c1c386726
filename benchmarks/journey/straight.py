"""The least that makes these calls: one after the other, with the same clients, and nothing is kept."""

import asyncio
import json
import pickle
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl

import aiohttp
import httpx
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.journey.recorded import Call


async def main(calls: list[Call], url: str) -> None:
    """Make these calls there; tell the seconds of processor time that took."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as gen, aiohttp.ClientSession() as session:  # fmt: skip
        slack = AsyncWebClient(
            "xoxb-bench", base_url=f"{url}/api/", session=session, retry_handlers=[]
        )
        cpu, wall = time.process_time(), time.perf_counter()
        for call in calls:
            await _make(call, gen, slack)
        took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    sys.stdout.write(json.dumps(took))


async def _make(call: Call, gen: httpx.AsyncClient, slack: AsyncWebClient) -> None:
    if call.slack:
        method, _, query = call.path.removeprefix("/api/").partition("?")
        if call.method == "GET":
            await slack.api_call(method, http_verb="GET", params=dict(parse_qsl(query)))
        elif "json" in call.type:
            await slack.api_call(method, json=json.loads(call.body or b"{}"))
        else:
            await slack.api_call(method, data=dict(parse_qsl(call.body.decode())))
        return
    headers = {"X-API-Key": "bench-key", "Content-Type": call.type} if call.type else {"X-API-Key": "bench-key"}  # fmt: skip
    answer = await gen.request(call.method, call.path, content=call.body, headers=headers)
    if call.path.startswith("/v1/"):
        answer.json()


if __name__ == "__main__":
    asyncio.run(main(pickle.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2]))  # noqa: S301  ours
