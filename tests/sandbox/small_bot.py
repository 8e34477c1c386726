"""A bot of a few lines that a rehearsal can start: it says who it is, and asks one question in a form."""

import asyncio
import os
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Block = dict[str, Any]


def text(words: str) -> Block:
    return {"type": "plain_text", "text": words}


def section(words: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


def button(words: str, name: str) -> Block:
    return {"type": "button", "text": text(words), "action_id": name, "value": "7"}


def option(words: str, value: str) -> Block:
    return {"text": text(words), "value": value}


def field(name: str, label: str, *, optional: bool = False, **element: Any) -> Block:
    asked = {"action_id": "value", **element}
    block = {"type": "input", "block_id": name, "label": text(label), "element": asked}
    return block | {"optional": optional}


REASONS = [option("The hook is weak", "hook"), option("Not our brand", "brand")]
FORM = {
    "type": "modal",
    "callback_id": "reject",
    "title": text("Reject this idea"),
    "submit": text("Reject"),
    "blocks": [
        field("reason", "Why?", type="static_select", options=REASONS),
        field("caption", "Caption", type="plain_text_input", initial_value="Tacos"),
        field("note", "Anything to add?", type="plain_text_input", optional=True),
    ],
}


def small_bot(slack: str) -> AsyncApp:
    """Answers `/gen`, opens a form on Reject, and shows what was filled in."""
    app = AsyncApp(client=AsyncWebClient("xoxb-sandbox", base_url=slack))

    @app.command("/gen")
    async def ideas(ack: Any, command: Any, say: Any) -> None:
        await ack()
        buttons = {
            "type": "actions",
            "elements": [button("✅ Approve", "approve"), button("Reject…", "reject")],
        }
        told = await say(text=f"{command['text']}, says {os.getpid()}")
        card = [section("*1. Tacos &amp; more*"), buttons]
        await say(text="An idea", blocks=card, thread_ts=told["ts"])

    @app.action("approve")
    async def approve(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        channel, user = body["channel"]["id"], body["user"]["id"]
        await client.chat_postEphemeral(channel=channel, user=user, text="Already approved.")

    @app.action("reject")
    async def reject(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        place = f"{body['channel']['id']} {body['message']['ts']}"
        view = {**FORM, "private_metadata": place}
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("reject")
    async def rejected(ack: Any, view: Any, client: AsyncWebClient) -> None:
        values = {name: held["value"] for name, held in view["state"]["values"].items()}
        if values["note"]["value"] == "no":
            await ack(response_action="errors", errors={"note": "Say a little more."})
            return
        await ack()
        channel, ts = view["private_metadata"].split()
        reason = values["reason"]["selected_option"]["value"]
        said = f"Rejected: {reason}, {values['caption']['value']}, {values['note']['value']}"
        await client.chat_update(channel=channel, ts=ts, text=said, blocks=[section(said)])

    @app.event("message")
    async def message() -> None:
        pass

    return app


async def main() -> None:
    app = small_bot(os.environ["SLACK_API_URL"])
    print("the small bot runs", flush=True)  # noqa: T201
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    asyncio.run(main())
