"""Bolt apps to compare with, each its own process: some only acknowledge, one keeps, one calls Slack."""

import asyncio
import json
import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


def acking(app: AsyncApp) -> None:
    """The least there is."""

    async def only(ack: AsyncAck) -> None:
        await ack()

    app.command("/gen")(only)
    app.action("idea_details")(only)
    app.view("reject_idea_form")(only)


def keeping(app: AsyncApp) -> None:
    """The least there is that loses nothing: one row in a database like genbot's, then the
    acknowledgement."""
    path = os.environ["GENBOT_DATABASE"] + ".bare"
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE kept (body TEXT NOT NULL)")
    writer = ThreadPoolExecutor(1)

    async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
        row = ("INSERT INTO kept VALUES (?)", (json.dumps(body),))
        await asyncio.get_running_loop().run_in_executor(writer, db.execute, *row)
        await ack()

    app.command("/gen")(keep)
    app.action("idea_details")(keep)
    app.view("reject_idea_form")(keep)


def sampled(app: AsyncApp) -> None:
    """Acknowledge, then call Slack, in the listener; nothing is kept anywhere."""

    @app.command("/gen")
    async def command(ack: AsyncAck, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        await client.chat_postEphemeral(
            channel=body["channel_id"], user=body["user_id"], text="All is well."
        )

    @app.action("idea_details")
    async def press(ack: AsyncAck, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        view = {"type": "modal", "title": {"type": "plain_text", "text": "Details"}, "blocks": []}
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("reject_idea_form")
    async def submit(ack: AsyncAck, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        await client.chat_update(channel="C0BENCH000", ts="1.1", text="Rejected.")


async def main(how: str, mode: str) -> None:
    """`how`: ack, before (a response is made when its listener has ended), keep (the same, once it
    is on disk) or sample; `mode`: socket, or the port of the HTTP listener."""
    client = AsyncWebClient(token="xoxb-bench", base_url=os.environ["SLACK_API_URL"])  # noqa: S106
    secret = os.environ["SLACK_SIGNING_SECRET"]
    app = AsyncApp(
        client=client, signing_secret=secret, process_before_response=how in {"before", "keep"}
    )
    {"ack": acking, "before": acking, "keep": keeping, "sample": sampled}[how](app)
    if mode == "socket":
        await AsyncSocketModeHandler(app, "xapp-bench").start_async()  # type: ignore[no-untyped-call]
        return
    from aiohttp import web  # noqa: PLC0415  only this mode needs it

    runner = web.AppRunner(app.web_app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(mode)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
