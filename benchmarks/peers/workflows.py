"""A Bolt bot with one DBOS workflow for each render, kept in SQLite."""

import asyncio
import os

import aiohttp
from dbos import DBOS, SetWorkflowID
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

GEN, EACH = os.environ["GEN_API_URL"], 2.0
DBOS(config={"name": "bench", "system_database_url": "sqlite:///dbos.db", "log_level": "WARNING"})
slack = AsyncWebClient("xoxb-bench", base_url=os.environ["SLACK_API_URL"])
app = AsyncApp(client=slack, signing_secret="bench", process_before_response=True)  # noqa: S106
session: list[aiohttp.ClientSession] = []


@app.command("/gen")
async def click(ack: AsyncAck, body: dict[str, str]) -> None:
    """The workflow is kept before the click is acknowledged."""
    name = body["text"]
    if name != "status":
        with SetWorkflowID(name):
            await DBOS.start_workflow_async(render, name, body["channel_id"])
    await ack()


@DBOS.workflow()
async def render(name: str, channel: str) -> None:
    job = await begin(name)
    while not await over(job):
        await DBOS.sleep_async(EACH)
    await say(job, channel)


@DBOS.step()
async def begin(name: str) -> str:
    async with session[0].post(f"{GEN}/jobs", json={"name": name}) as answer:
        return str((await answer.json())["id"])


@DBOS.step()
async def over(job: str) -> bool:
    async with session[0].get(f"{GEN}/jobs/{job}") as answer:
        return bool((await answer.json())["status"] == "completed")


@DBOS.step()
async def say(job: str, channel: str) -> None:
    await slack.chat_postMessage(channel=channel, text=f"{job} is there.")


async def main() -> None:
    session.append(aiohttp.ClientSession())
    DBOS.launch()
    await AsyncSocketModeHandler(app, "xapp-bench").start_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(main())
