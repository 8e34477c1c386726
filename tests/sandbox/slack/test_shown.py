"""What the page is given: the workspace, the stream, its own files; and the state for a harness."""

import pytest

from tests.sandbox.slack.conftest import BEA, IDEAS, MAYA, RANDOM, Desk


async def test_the_page_is_greeted_with_the_workspace(desk: Desk) -> None:
    hello = await desk.look("hello", user=BEA)

    assert hello["team"] == {"id": "T0SANDBOX0", "name": "Taco Team"}
    assert hello["me"]["title"] == "Brand owner"
    assert [one["name"] for one in hello["users"]] == ["maya", "pablo", "bea"]
    assert [one["member"] for one in hello["channels"]] == [True, True, False, True]
    assert [one["user"] for one in hello["channels"] if one["is_im"]] == [BEA]
    assert hello["bot"]["online"] is False
    assert hello["commands"][0]["command"] == "/gen"
    assert {one["type"] for one in hello["shortcuts"]} == {"global", "message"}


async def test_a_page_that_names_nobody_begins_with_the_marketer(desk: Desk) -> None:
    assert (await desk.look("hello"))["me"]["id"] == MAYA


async def test_the_stream_tells_each_person_what_they_may_see(desk: Desk) -> None:
    async with desk.watching(MAYA) as hers, desk.watching(BEA) as other:
        await desk.call("chat.postEphemeral", channel=IDEAS, user=MAYA, text="Psst")
        ts = (await desk.call("chat.postMessage", channel=IDEAS, text="Hi"))["ts"]
        await desk.call("chat.postMessage", channel=IDEAS, text="Re", thread_ts=ts)
        await desk.call("chat.delete", channel=IDEAS, ts=ts)
        psst, hi = await hers.next("message"), await hers.next("message")
        seen = await other.next("message")
        parent = await other.next("changed")

    assert (psst["message"]["text"], psst["message"]["ephemeral"]) == ("Psst", True)
    assert hi["message"]["text"] == seen["message"]["text"] == "Hi"
    assert parent["message"]["reply_count"] == 1


async def test_a_deletion_is_streamed(desk: Desk) -> None:
    ts = (await desk.call("chat.postMessage", channel=IDEAS, text="Hi"))["ts"]

    async with desk.watching(MAYA) as page:
        await desk.call("chat.delete", channel=IDEAS, ts=ts)
        gone = await page.next("deleted")

    assert gone == {"type": "deleted", "channel": IDEAS, "ts": ts}


@pytest.mark.parametrize("path", ["/page/../slack/app.py", "/page/none.js"])
async def test_only_the_pages_own_files_are_served(desk: Desk, path: str) -> None:
    async with desk.http.get(desk.url + path) as answer:
        assert answer.status == 404


async def test_parts_of_the_page_are_always_fresh(desk: Desk) -> None:
    async with desk.http.get(f"{desk.url}/page/dom.js") as script:
        assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert script.headers["Cache-Control"] == "no-store"


async def test_a_question_of_nobody_gets_a_reason(desk: Desk) -> None:
    assert (await desk.look("hello", user="U0NOBODY00"))["error"] == "user_not_found"
    elsewhere = await desk.look("messages", user=MAYA, channel="D0BRANDOWN")
    assert elsewhere["error"] == "channel_not_found"


async def test_the_state_counts_every_call(desk: Desk) -> None:
    about = {"event_type": "card", "event_payload": {"key": "k1"}}
    await desk.call("chat.postMessage", channel=IDEAS, text="Hi", metadata=about)
    await desk.call("chat.postMessage", channel=RANDOM, text="Hi")
    await desk.call("chat.postEphemeral", channel=IDEAS, user=MAYA, text="Psst")

    state = await desk.state()

    assert state["calls"] == {"chat.postMessage": 2, "chat.postEphemeral": 1}
    assert [one["error"] for one in state["refused"]] == ["not_in_channel"]
    assert state["messages"][0]["metadata"] == about
    assert state["messages"][1]["only_for"] == MAYA


async def test_a_reset_is_the_first_day_again(desk: Desk) -> None:
    link = await desk.connect()
    await desk.call("chat.postMessage", channel=IDEAS, text="Hi")
    await link.taken()

    await desk.control("reset")

    state = await desk.state()
    assert (state["messages"], state["calls"], state["sockets"]) == ([], {}, 1)


async def test_an_unknown_control_is_named(desk: Desk) -> None:
    assert (await desk.control("dance"))["error"] == "unknown_control"
    assert (await desk.control("faults", spec="dance:1"))["error"] == "invalid_faults"
    assert (await desk.control("channel", channel="C0NOWHERE00"))["error"] == "channel_not_found"
