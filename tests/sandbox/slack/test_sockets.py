"""Socket Mode: tickets, hello, envelopes, acknowledgements, and events that come again."""

import asyncio

import aiohttp
import pytest

from tests.sandbox.slack.conftest import IDEAS, MAYA, Desk, Link, a_manifest


async def test_a_connection_is_greeted(desk: Desk) -> None:
    first, second = await desk.connect(), await desk.connect()

    assert (first.hello["type"], first.hello["num_connections"]) == ("hello", 1)
    assert first.hello["connection_info"]["app_id"].startswith("A")
    assert second.hello["num_connections"] == 2
    assert (await desk.state())["sockets"] == 2


async def test_a_ticket_opens_one_connection_and_soon_expires(desk: Desk) -> None:
    used, old = await desk.ticket(), await desk.ticket()
    socket = await desk.http.ws_connect(used)
    desk.clock.passes(61)

    for url in (used, old, f"{desk.url}/link/?ticket=made-up"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await desk.http.ws_connect(url)
        assert refused.value.status == 403
    await socket.close()


async def test_handshakes_can_be_refused_on_request(desk: Desk) -> None:
    await desk.control("refuse_handshakes", n=1)

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await desk.connect()
    assert (await desk.connect()).hello["type"] == "hello"


async def test_ten_connections_are_the_most(desk: Desk) -> None:
    for _ in range(10):
        await desk.connect()

    eleventh = await desk.connect()

    assert eleventh.hello == {"type": "disconnect", "reason": "too_many_websockets"}
    assert (await desk.state())["sockets"] == 10


async def test_a_ping_is_answered(desk: Desk) -> None:
    link = await desk.connect()
    socket = await desk.http.ws_connect(await desk.ticket(), autoping=False)
    await socket.receive()

    await socket.ping(b"sdk-ping-pong:1")
    pong = await socket.receive(timeout=20)

    assert (pong.type, bytes(pong.data)) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1")
    await socket.close()
    assert not link.socket.closed


async def test_an_event_comes_in_an_envelope(desk: Desk) -> None:
    link = await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello <@U0GENBOT00> & <b>")

    first, second = await link.taken(), await link.taken()

    assert (first["type"], first["retry_attempt"]) == ("events_api", 0)
    assert first["accepts_response_payload"] is False
    payload = first["payload"]
    assert payload["type"] == "event_callback"
    assert payload["event"]["text"] == "hello <@U0GENBOT00> &amp; &lt;b&gt;"
    assert payload["event"]["channel_type"] == "channel"
    assert payload["authorizations"][0]["is_bot"] is True
    assert second["payload"]["event"]["type"] == "app_mention"
    assert second["payload"]["event_id"] != payload["event_id"]


@pytest.mark.impatient
async def test_an_event_that_is_not_acknowledged_comes_again_three_times(desk: Desk) -> None:
    link = await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")

    tries = [await link.next() for _ in range(4)]

    assert [one["retry_attempt"] for one in tries] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in tries] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in tries}) == 1
    assert len({one["envelope_id"] for one in tries}) == 4


@pytest.mark.impatient
async def test_a_late_acknowledgement_stops_the_repeats(desk: Desk) -> None:
    link = await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")
    first = await link.next()
    second = await link.next()

    await link.ack(first)
    await desk.act(MAYA, "say", channel=IDEAS, text="next")
    third = await link.taken()

    assert second["retry_attempt"] == 1
    assert third["payload"]["event"]["text"] == "next"


async def test_an_event_waits_for_an_app_that_is_away(desk: Desk) -> None:
    await desk.act(MAYA, "say", channel=IDEAS, text="anybody?")
    waiting = (await desk.state())["unacked"]

    link = await desk.connect()
    envelope = await link.taken()

    assert waiting == 1
    assert envelope["payload"]["event"]["text"] == "anybody?"
    assert envelope["retry_attempt"] == 1


@pytest.mark.impatient
async def test_an_event_lost_with_its_connection_comes_on_the_next(desk: Desk) -> None:
    gone = await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")
    await gone.next()
    await gone.socket.close()

    link = await desk.connect()
    envelope = await link.taken()

    assert envelope["payload"]["event"]["text"] == "hello"
    assert envelope["retry_attempt"] >= 1


@pytest.mark.impatient
async def test_an_acknowledgement_can_be_lost_on_request(desk: Desk) -> None:
    link = await desk.connect()
    await desk.control("drop_next_ack")
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")

    first, again = await link.taken(), await link.taken()

    assert again["payload"]["event_id"] == first["payload"]["event_id"]


async def test_an_event_can_be_sent_twice_on_request(desk: Desk) -> None:
    link = await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")
    first = await link.taken()

    await desk.control("redeliver")
    twin = await link.taken()

    assert twin["payload"] == first["payload"]


async def test_a_disconnect_is_announced_before_it_comes(desk: Desk) -> None:
    link = await desk.connect()

    await desk.control("disconnect")
    warning, last = await link.next(), await link.next()
    end = await link.socket.receive(timeout=20)

    assert (warning["type"], warning["reason"]) == ("disconnect", "warning")
    assert last["reason"] == "refresh_requested"
    assert end.type == aiohttp.WSMsgType.CLOSE
    assert (await desk.connect()).hello["num_connections"] == 1


async def test_people_see_once_that_the_app_went_and_once_that_it_came_back(desk: Desk) -> None:
    async with desk.watching(MAYA) as page:
        link = await desk.connect()
        await desk.control("disconnect", reason="link_disabled")
        await link.next()
        await link.socket.close()
        await desk.connect()
        seen = [(await page.next("bot"))["online"] for _ in range(3)]

    assert seen == [True, False, True]


async def test_a_disabled_link_ends_at_once(desk: Desk) -> None:
    link = await desk.connect()

    await desk.control("disconnect", reason="link_disabled")

    assert (await link.next())["reason"] == "link_disabled"


@pytest.mark.impatient
async def test_a_silent_socket_neither_speaks_nor_listens(desk: Desk) -> None:
    link = await desk.connect()
    await desk.control("silence", seconds=60)

    asked = await desk.act(MAYA, "command", channel=IDEAS, text="/gen help")
    desk.clock.passes(61)
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")
    envelope = await link.taken()

    assert asked["error"] == "operation_timeout"
    assert envelope["payload"]["event"]["text"] == "hello"


async def test_a_payload_that_was_not_asked_for_is_noted(desk: Desk) -> None:
    link = await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello")
    await link.taken({"text": "thanks"})
    await desk.while_(desk.act(MAYA, "command", channel=IDEAS, text="/gen help"), link)

    refused = (await desk.state())["refused"]
    assert refused[0]["error"] == "payload_not_accepted"


async def test_pages_see_the_bot_come_and_go(desk: Desk) -> None:
    async with desk.watching(MAYA) as page:
        link = await desk.connect()
        came = await page.next("bot")
        await link.socket.close()
        went = await page.next("bot")

    assert (came["online"], went["online"]) == (True, False)


async def test_payloads_are_shared_among_connections(desk: Desk) -> None:
    links = [await desk.connect(), await desk.connect()]
    for number in range(20):
        await desk.act(MAYA, "say", channel=IDEAS, text=str(number))

    taken: asyncio.Queue[int] = asyncio.Queue()
    readers = [asyncio.create_task(all_of(link, taken, at)) for at, link in enumerate(links)]
    takers = [await asyncio.wait_for(taken.get(), 5) for _ in range(20)]
    for reader in readers:
        reader.cancel()

    assert set(takers) == {0, 1}


async def all_of(link: Link, taken: asyncio.Queue[int], name: int) -> None:
    while True:
        await link.taken()
        taken.put_nowait(name)


@pytest.mark.parametrize("manifest", [a_manifest(scopes=["chat:write", "commands"])])
async def test_an_event_without_its_scope_is_not_sent(desk: Desk) -> None:
    await desk.connect()
    await desk.act(MAYA, "say", channel=IDEAS, text="hello <@U0GENBOT00>")

    assert (await desk.state())["unacked"] == 0
