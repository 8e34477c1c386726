"""Response URLs: five uses in thirty minutes, private unless said otherwise."""

from typing import Any

import pytest

from tests.sandbox.slack.conftest import BEA, IDEAS, MAYA, PABLO, Desk, buttons, section


async def a_card_and_its_url(desk: Desk) -> tuple[str, str]:
    link = await desk.connect()
    card = {"channel": IDEAS, "text": "A card", "blocks": [buttons("approve")]}
    ts = (await desk.call("chat.postMessage", **card))["ts"]
    await link.taken()
    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "approve"}
    _, envelope = await desk.while_(desk.act(BEA, "press", **press), link)
    return ts, envelope["payload"]["response_url"]


async def a_commands_url(desk: Desk) -> str:
    link = await desk.connect()
    _, envelope = await desk.while_(
        desk.act(MAYA, "command", channel=IDEAS, text="/gen help"), link
    )
    return str(envelope["payload"]["response_url"])


async def answer(desk: Desk, url: str, **told: Any) -> tuple[int, str]:
    async with desk.http.post(url, json=told) as response:
        return response.status, await response.text()


async def seen(desk: Desk, user: str) -> list[dict[str, Any]]:
    return list((await desk.look("messages", user=user, channel=IDEAS))["messages"])


async def test_an_answer_is_private_unless_it_says_otherwise(desk: Desk) -> None:
    _, url = await a_card_and_its_url(desk)

    assert await answer(desk, url, text="Only you") == (200, "ok")
    assert await answer(desk, url, text="All", response_type="in_channel") == (200, "ok")

    assert [one["text"] for one in await seen(desk, BEA)] == ["A card", "Only you", "All"]
    assert [one["text"] for one in await seen(desk, PABLO)] == ["A card", "All"]


async def test_the_original_can_be_replaced_and_deleted(desk: Desk) -> None:
    ts, url = await a_card_and_its_url(desk)

    await answer(desk, url, replace_original=True, text="Decided", blocks=[section("Decided")])
    replaced = await seen(desk, PABLO)
    await answer(desk, url, delete_original=True)

    assert [(one["ts"], one["text"]) for one in replaced] == [(ts, "Decided")]
    assert await seen(desk, PABLO) == []


async def test_a_private_original_can_be_replaced_too(desk: Desk) -> None:
    link = await desk.connect()
    whisper = {"channel": IDEAS, "user": MAYA, "text": "Sure?", "blocks": [buttons("yes")]}
    ts = (await desk.call("chat.postEphemeral", **whisper))["message_ts"]
    press = {"channel": IDEAS, "ts": ts, "block_id": "gate", "action_id": "yes"}
    _, envelope = await desk.while_(desk.act(MAYA, "press", **press), link)

    await answer(desk, envelope["payload"]["response_url"], replace_original=True, text="Done")

    (hers,) = await seen(desk, MAYA)
    assert (hers["text"], hers["ephemeral"]) == ("Done", True)


async def test_an_answer_can_go_into_the_thread(desk: Desk) -> None:
    ts, url = await a_card_and_its_url(desk)

    told = {"text": "In here", "thread_ts": ts, "response_type": "in_channel"}
    await answer(desk, url, replace_original=False, **told)

    thread = (await desk.look("replies", user=PABLO, channel=IDEAS, ts=ts))["messages"]
    assert [one["text"] for one in thread] == ["A card", "In here"]


async def test_a_url_works_five_times(desk: Desk) -> None:
    url = await a_commands_url(desk)

    first = [await answer(desk, url, text=str(n)) for n in range(5)]
    status, said = await answer(desk, url, text="6")

    assert first == [(200, "ok")] * 5
    assert (status, "used_url" in said) == (404, True)


async def test_a_url_works_for_thirty_minutes(desk: Desk) -> None:
    url = await a_commands_url(desk)

    desk.clock.passes(30 * 60)
    in_time = await answer(desk, url, text="Just in time")
    desk.clock.passes(1)
    status, said = await answer(desk, url, text="Too late")

    assert in_time == (200, "ok")
    assert (status, "expired_url" in said) == (404, True)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({}, "no_text"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"text": "x", "response_type": "loud"}, "invalid_payload"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"delete_original": True}, "message_not_found"),
    ],
)
async def test_an_answer_slack_would_refuse_is_refused(
    desk: Desk, told: dict[str, Any], error: str
) -> None:
    status, said = await answer(desk, await a_commands_url(desk), **told)

    assert (status, error in said) == (400, True)
    assert (await desk.state())["refused"][-1] | {"reason": ""} == {
        "method": "respond",
        "error": error,
        "reason": "",
    }


async def test_a_made_up_url_is_not_there(desk: Desk) -> None:
    status, _ = await answer(desk, f"{desk.url}/respond/none", text="x")

    assert status == 404
