"""A plain Bolt bot with one APScheduler job for each render, in memory or in SQLAlchemy's store."""

import asyncio
import os
import sys

import aiohttp
from apscheduler.jobstores.base import BaseJobStore, JobLookupError
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

GEN, EACH = os.environ["GEN_API_URL"], 2.0
# No straw man: late jobs run all the same, once, which is not what it does by itself.
scheduler = AsyncIOScheduler(
    job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
)
slack = AsyncWebClient("xoxb-bench", base_url=os.environ["SLACK_API_URL"])
app = AsyncApp(client=slack, signing_secret="bench", process_before_response=True)  # noqa: S106
session: list[aiohttp.ClientSession] = []


@app.command("/gen")
async def click(ack: AsyncAck, body: dict[str, str]) -> None:
    """The job is kept before the click is acknowledged."""
    name = body["text"]
    if name != "status":
        scheduler.add_job(begin, args=[name, body["channel_id"]], id=f"begin:{name}")
    await ack()


async def begin(name: str, channel: str) -> None:
    async with session[0].post(f"{GEN}/jobs", json={"name": name}) as answer:
        job = (await answer.json())["id"]
    scheduler.add_job(
        poll, "interval", seconds=EACH, args=[job, channel], id=job, replace_existing=True
    )


async def poll(job: str, channel: str) -> None:
    async with session[0].get(f"{GEN}/jobs/{job}") as answer:
        over = (await answer.json())["status"] == "completed"
    if over:
        await slack.chat_postMessage(channel=channel, text=f"{job} is there.")
        try:
            scheduler.remove_job(job)
        except JobLookupError:
            return


def kept(store: str) -> BaseJobStore:
    if store == "memory":
        return MemoryJobStore()
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415  one of two

    return SQLAlchemyJobStore(url="sqlite:///jobs.db")


async def main(store: str) -> None:
    session.append(aiohttp.ClientSession())
    scheduler.add_jobstore(kept(store))
    scheduler.start()
    await AsyncSocketModeHandler(app, "xapp-bench").start_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
