"""Socket Mode over a real WebSocket: it outlives refusals, restarts and silence, and ends plainly."""

import asyncio
import logging
import threading
from dataclasses import replace

import pytest

from genbot.slack.socket import LinkDisabled
from tests.slack.conftest import EAR, IDEAS, MAYA, until


def live(workspace):
    return len(workspace.slack.road.live)


async def test_refused_handshakes_are_tried_again_with_a_fresh_address(stage, workspace, caplog):
    caplog.set_level(logging.INFO, "genbot.slack")
    await workspace.control("refuse_handshakes", n=3)

    await stage.connect()

    assert workspace.slack.calls["apps.connections.open"] == 4
    assert [one.message for one in caplog.records] == [
        "no connection to Slack (WSServerHandshakeError); I keep trying",
        "connected to Slack again",
    ]


async def test_the_successor_is_open_before_the_old_one_closes(here, workspace):
    sockets = workspace.slack.road
    fewest = asyncio.create_task(_fewest(sockets))
    await here.store.unit(lambda tx: None)

    await asyncio.gather(
        *(one.send_json({"type": "disconnect", "reason": "warning"}) for one in sockets.live)
    )
    await until(lambda: workspace.slack.calls["apps.connections.open"] == 2)
    await until(lambda: live(workspace) == 1 and here.socket.alive)
    fewest.cancel()

    with pytest.raises(asyncio.CancelledError):
        await fewest
    assert sockets.fewest == 1


async def _fewest(sockets):
    """How few connections there were at any moment."""
    sockets.fewest = len(sockets.live)
    while True:
        sockets.fewest = min(sockets.fewest, len(sockets.live))
        await asyncio.sleep(0)


@pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets"])
async def test_after_a_disconnect_commands_are_taken_again(here, workspace, reason):
    await workspace.control("disconnect", reason=reason)
    await until(lambda: workspace.slack.calls["apps.connections.open"] == 2)
    await until(lambda: here.socket.alive and live(workspace) == 1)

    assert (await workspace.command("ideas 2 tacos"))["ok"]


async def test_a_silent_socket_is_given_up(stage, workspace):
    stage.socket._patience = EAR
    await stage.connect()

    workspace.slack.road.silent_until = float("inf")
    await until(lambda: not stage.socket.alive)
    workspace.slack.road.silent_until = 0
    await until(lambda: stage.socket.alive)

    assert (await workspace.command("ideas 2 tacos"))["ok"]


async def test_a_connection_without_hello_is_hung_up_and_another_one_opened(stage, workspace):
    stage.socket._patience = replace(EAR, handshake=0.5, silence=20.0)
    workspace.slack.road.silent_until = float("inf")
    connecting = asyncio.create_task(stage.connect())
    await until(lambda: workspace.slack.calls["apps.connections.open"] >= 2)

    workspace.slack.road.silent_until = 0
    await connecting

    await until(lambda: live(workspace) == 1)
    assert (await workspace.command("ideas 2 tacos"))["ok"]


async def test_a_quiet_socket_that_answers_pings_is_kept(stage, workspace):
    silence = 1.5
    stage.socket._patience = replace(EAR, silence=silence)
    await stage.connect()
    loop = asyncio.get_running_loop()
    began = loop.time()
    await until(lambda: loop.time() - began > silence + 0.1)

    assert stage.socket.alive
    assert workspace.slack.calls["apps.connections.open"] == 1


async def test_switched_off_socket_mode_ends_with_what_to_do(here, workspace):
    [running] = here.running
    await workspace.control("disconnect", reason="link_disabled")

    with pytest.raises(LinkDisabled, match="Switch it on"):
        await asyncio.wait_for(running, 20)
    assert not here.socket.alive


async def test_what_was_begun_is_finished_before_hanging_up(here, workspace):
    gate = threading.Event()
    busy = asyncio.create_task(here.store.unit(lambda tx: gate.wait(20)))
    typing = asyncio.create_task(workspace.command("ideas 2 tacos"))
    await until(lambda: bool(workspace.slack.deliveries.waiting))
    await until(lambda: here.socket._link.busy)

    leaving = asyncio.create_task(here.socket.drain(20.0))
    gate.set()
    await asyncio.gather(busy, leaving)

    assert (await typing)["ok"]
    assert len(await here.store.read(lambda tx: tx.requests.find())) == 1
    await until(lambda: live(workspace) == 0)


async def test_an_event_whose_acknowledgement_was_lost_is_done_once(here, workspace):
    workspace.slack.deliveries.patience = 0.2
    await workspace.control("drop_next_ack")
    await workspace.act(MAYA, "say", channel=IDEAS, text="<@U0GENBOT00> ideas 2 churros")
    await until(lambda: workspace.slack.road.dropping == 0)

    await workspace.control("redeliver")
    await until(lambda: not workspace.slack.deliveries.waiting)

    assert len(await here.store.read(lambda tx: tx.requests.find())) == 1


async def test_what_could_not_be_kept_is_not_acknowledged(here, workspace):
    await here.store.unit(lambda tx: tx._db.execute("ALTER TABLE inbox RENAME TO lost"))
    workspace.slack.deliveries.patience = 0.2

    answer = await workspace.command("ideas 2 tacos")

    assert answer["error"] == "operation_timeout"


async def test_a_connection_that_died_unnoticed_is_not_tried_for_ever(here, workspace):
    road = workspace.slack.road
    [dead] = road.live
    await dead.close()
    await until(lambda: here.socket.alive and dead not in road.live and bool(road.live))
    road.live[:] = [dead]  # as after a kill -9: the other end is gone and nobody has said so

    answered = asyncio.create_task(workspace.command("ideas 2 tacos"))
    await until(lambda: dead not in road.live)

    answered.cancel()
