"""The real slack-bolt and slack-sdk against the pretend Slack: one decision, start to end."""

import asyncio
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.slack.conftest import IDEAS, MAYA, Desk, a_form, buttons, section


def a_bot(desk: Desk, heard: asyncio.Queue[Any]) -> AsyncApp:
    client = AsyncWebClient("xoxb-sandbox", base_url=f"{desk.url}/api/")
    app = AsyncApp(client=client)

    @app.command("/gen")
    async def ideas(ack: Any, command: Any, say: Any) -> None:
        await ack("On it.")
        card = [section(f"*{command['text']}*"), buttons("approve", "reject")]
        await say(text="An idea", blocks=card, metadata={"event_type": "card", "event_payload": {}})
        heard.put_nowait("command")

    @app.action("reject")
    async def reject(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        place = f"{body['channel']['id']} {body['message']['ts']}"
        await client.views_open(trigger_id=body["trigger_id"], view=a_form(private_metadata=place))
        heard.put_nowait("press")

    @app.view("reject")
    async def rejected(ack: Any, view: Any, body: Any, client: AsyncWebClient) -> None:
        why = view["state"]["values"]["why"]["text"]["value"]
        if why == "no":
            await ack(response_action="errors", errors={"why": "Say a little more."})
            return
        await ack()
        channel, ts = view["private_metadata"].split()
        said = f"Rejected by <@{body['user']['id']}>: {why}"
        await client.chat_update(channel=channel, ts=ts, text=said, blocks=[section(said)])
        heard.put_nowait("submit")

    @app.event("message")
    async def message() -> None:
        pass

    return app


async def test_a_person_rejects_an_idea_with_a_reason(desk: Desk) -> None:
    heard: asyncio.Queue[Any] = asyncio.Queue()
    handler = AsyncSocketModeHandler(a_bot(desk, heard), "xapp-sandbox")
    await handler.connect_async()
    try:
        async with desk.watching(MAYA) as page:
            asked = await desk.act(MAYA, "command", channel=IDEAS, text="/gen ideas 5 tacos")
            await asyncio.wait_for(heard.get(), 5)
            card = await the_card(desk)
            here = {"channel": IDEAS, "ts": card["ts"], "block_id": "gate"}
            pressed = await desk.act(MAYA, "press", action_id="reject", **here)
            form = (await page.next("view"))["view"]
            hasty = await desk.act(MAYA, "submit", view_id=form["id"], values=reason("no"))
            values = reason("too spicy")
            sent = await desk.act(MAYA, "submit", view_id=form["id"], values=values)
            changed = await page.next("changed")
    finally:
        await handler.close_async()

    assert asked == {"ok": True, "response": "On it."}
    assert pressed == {"ok": True}
    assert hasty["errors"] == {"why": "Say a little more."}
    assert sent == {"ok": True}
    assert changed["message"]["text"] == f"Rejected by <@{MAYA}>: too spicy"
    assert (await the_card(desk))["text"] == f"Rejected by <@{MAYA}>: too spicy"
    state = await desk.state()
    assert state["refused"] == []
    assert [(one["kind"], one["what"]) for one in state["interactions"]] == [
        ("slash_command", "/gen ideas"),
        ("block_actions", "reject"),
        ("view_submission", "reject"),
        ("view_submission", "reject"),
    ]
    assert all(one["acked_ms"] is not None for one in state["interactions"])


async def test_the_real_client_comes_back_after_a_disconnect(desk: Desk) -> None:
    heard: asyncio.Queue[Any] = asyncio.Queue()
    handler = AsyncSocketModeHandler(a_bot(desk, heard), "xapp-sandbox")
    async with desk.watching(MAYA) as page:
        await handler.connect_async()
        try:
            await page.next("bot")
            await desk.control("disconnect")
            _, last = [
                await page.next("bot") for _ in range(2)
            ]  # one goes, one comes, in any order
            asked = await desk.act(MAYA, "command", channel=IDEAS, text="/gen ideas 5 tacos")
        finally:
            await handler.close_async()

    assert last["online"]
    assert asked["ok"]


def reason(text: str) -> dict[str, Any]:
    return {"why": {"text": {"type": "plain_text_input", "value": text}}}


async def the_card(desk: Desk) -> Any:
    said = (await desk.look("messages", user=MAYA, channel=IDEAS))["messages"]
    return next(one for one in said if one.get("blocks"))
