"""Troubles nobody plans for: each `except` that no journey reaches is reached here, and does what it says."""

import asyncio
import logging
import os
import sqlite3
import time
from dataclasses import replace
from types import SimpleNamespace

import httpx
import pytest
from click.testing import CliRunner
from slack_sdk.web.async_client import AsyncWebClient

from genbot import cli, exits
from genbot.domain.channels import Channel
from genbot.domain.events import ChannelSet
from genbot.domain.files import NotFetched
from genbot.domain.posts import Card, Place, Post, Upload
from genbot.domain.productions import Task
from genbot.domain.publications import Publication
from genbot.flows import arrivals, creation
from genbot.gen.convert import GetSheet
from genbot.gen.errors import Invalid, Unclear
from genbot.gen.ideas import Run
from genbot.gen.sheets import Generation
from genbot.heartbeat import Heartbeat
from genbot.operate import records, upkeep
from genbot.slack import router as doors
from genbot.slack import socket
from genbot.slack.asks import Command
from genbot.slack.media import Media, addresses
from genbot.slack.router import NotDone, Router
from genbot.slack.tools import Tools
from genbot.slack.uploads import Uploads
from genbot.watches.files import Nowhere
from genbot.watches.generation import GenerationWork, Work, priced
from genbot.watches.publication import PublicationWork
from tests.cards.examples import IDEA, PRODUCTION
from tests.gen.answers import idea
from tests.gen.fake import FakeGen
from tests.golden.make import running
from tests.slack.conftest import IDEAS, MAYA

NOWHERE = "http://127.0.0.1:1/"


def command(text, nth=1):
    return {"trigger_id": f"t{nth}", "channel_id": IDEAS, "user_id": MAYA, "text": text}


async def acknowledged(*args, **more):
    pass


# --- the operator


def test_an_operator_who_presses_ctrl_c_reads_no_trace(monkeypatch):
    def interrupted(path, look):
        raise KeyboardInterrupt

    monkeypatch.setattr(records, "looked", interrupted)

    told = CliRunner().invoke(cli.main, ["watches"])

    assert told.exit_code == 0
    assert told.output == ""


def test_an_error_is_told_even_when_the_configuration_cannot_be_read(monkeypatch):
    monkeypatch.setenv("GENBOT_GRACE", "soon")

    assert "xoxb" not in str(exits.explain(RuntimeError("it broke near xoxb-1-secret")))


def test_what_fails_while_letting_go_is_undone(tmp_path):
    conn = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    conn.execute("CREATE TABLE a (b)")

    def half_way():
        with upkeep.commit(conn):
            conn.execute("INSERT INTO a VALUES (1)")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        half_way()

    assert conn.execute("SELECT count(*) FROM a").fetchone() == (0,)
    conn.close()


async def test_a_seal_that_cannot_be_written_fails_no_commit(store, tmp_path, caplog):
    seal = store._seal._handle
    store._seal._handle = os.open(tmp_path / "genbot.db", os.O_RDONLY)
    try:
        await store.unit(lambda tx: tx.tell(ChannelSet(Channel("C0"), by=MAYA)))
    finally:
        os.close(store._seal._handle)
        store._seal._handle = seal

    assert "seal beside the database cannot be written" in caplog.text
    assert len(await store.read(lambda tx: tx.journal.of("C0"))) == 1


async def test_a_round_that_fails_comes_again_and_says_so_once(caplog):
    heart, event, done = Heartbeat(time.monotonic), asyncio.Event(), asyncio.Event()
    troubles = [ValueError("one"), ValueError("two"), None]

    async def round():
        if trouble := troubles.pop(0):
            raise trouble
        done.set()

    heart.whenever(event, "postman", round)
    for _ in range(3):
        event.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.wait_for(done.wait(), 1)
    await asyncio.sleep(0)
    await heart.stop()

    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert said == ["postman: a round failed; it comes again", "postman: works again"]


# --- Slack


async def test_a_slow_gen_is_a_refusal_and_not_a_broken_promise(stage, workspace, monkeypatch):
    async def never(call, key=None):
        await asyncio.Event().wait()

    monkeypatch.setattr(doors, "PATIENCE", 0.01)
    slow = Router(Tools(stage.store, never, stage.client, lambda: "ref"))

    await slow.command(acknowledged, command("use Santiago"), "")
    await stage.deliver()

    assert "GEN is slow" in workspace.said(to=MAYA)[-1]


async def test_a_form_or_home_that_slack_does_not_take_breaks_nothing(stage, caplog):
    caplog.set_level("INFO")
    away = AsyncWebClient("xoxb-sandbox", base_url=NOWHERE, retry_handlers=[])
    lonely = Router(Tools(stage.store, stage.gen, away, lambda: "ref"))
    row = doors.commands.commands.get("settings")

    await lonely._screens.homes.show(MAYA)
    await lonely._screens._fill(row, Command.read(command("settings")), "V1", "")

    assert "the Home tab could not be shown" in caplog.text
    assert "could not be filled in" in caplog.text


async def test_an_error_of_ours_is_not_taken_for_an_odd_payload(stage):
    class Broken:
        async def unit(self, *args):
            raise KeyError("a bug")

    listen = doors._listener(
        broken := Router(Tools(Broken(), stage.gen, stage.client, lambda: "r")), broken.command
    )

    context = SimpleNamespace(authorize_result=None, actor_team_id=None, bot_user_id="U0")
    with pytest.raises(NotDone):
        await listen(acknowledged, command("status"), context)


async def test_what_bolt_cannot_take_in_is_left_for_slack_to_send_again(caplog):
    class Broken:
        async def async_dispatch(self, request):
            raise RuntimeError("a bug")

    link = socket.Link(None, Broken(), socket.Patience())
    await link._answer({"payload": {"type": "block_actions"}, "envelope_id": "e"})

    assert "a delivery could not be taken in" in caplog.text


def test_a_frame_that_is_no_json_is_nothing():
    assert socket._object("{") == {}
    assert socket._object("[]") == {}


async def test_a_name_that_leads_nowhere_has_no_addresses():
    assert await addresses("nowhere.invalid", 443) == ()


async def test_a_cdn_that_hangs_up_may_answer_another_time(stage):
    def hangs_up(request):
        raise httpx.ReadError("gone")

    async def resolve(host, port):
        return ("93.184.215.14",)

    async with httpx.AsyncClient(transport=httpx.MockTransport(hangs_up)) as http:
        media = Media(http, ["cdn.gen.pro"], resolve)
        uploads = Uploads(stage.client, http, media, 1_000)
        row = SimpleNamespace(body={"url": "https://cdn.gen.pro/v.mp4", "name": "v", "title": "t"})
        with pytest.raises(NotFetched, match="ReadError"):
            await uploads.send(row)


async def unfit(stage, slot="v"):
    """A video that can only be shown as a link: its host is not one we may fetch from."""
    link = Card("Watch it there")
    video = Upload(slot, Place(IDEAS), "https://evil.example/v.mp4", "v.mp4", "Tacos", link)
    await stage.store.unit(lambda tx: tx.say(video))


LINK = "Watch it there Not shown here, because its host is not one I may fetch from."


async def test_a_link_instead_of_a_video_waits_for_its_turn_too(stage, workspace, clock):
    stage.pacer.hold("chat.postMessage", IDEAS, 30)
    await unfit(stage)
    await stage.deliver()
    assert workspace.said() == []

    clock.pass_(31)
    await stage.deliver()

    assert workspace.said() == [LINK]


async def test_a_link_that_slack_does_not_take_is_tried_again(stage, workspace, clock):
    await workspace.control("faults", spec="500:1.0")
    await unfit(stage)
    await stage.deliver()
    await workspace.control("faults", spec="")

    clock.pass_(120)
    await stage.deliver()
    clock.pass_(120)
    await stage.deliver()

    assert workspace.said()[-1:] == [LINK]


async def test_looking_for_a_doubtful_message_waits_for_its_turn(stage, workspace, clock):
    await stage.store.unit(lambda tx: tx.say(Post("a", Place(IDEAS), Card("once"))))
    await stage.store.unit(lambda tx: tx.outbox.claim(tx.now, 1, 1))
    clock.pass_(5)
    stage.pacer.hold("conversations.history", IDEAS, 30)
    await stage.deliver()
    assert workspace.said() == []

    clock.pass_(60)
    await stage.deliver()

    assert workspace.said() == ["once"]


async def test_a_row_that_cannot_be_seen_to_is_found_again(stage, workspace, clock, caplog):
    real = stage.postman._store

    class Hiccup:
        def __init__(self):
            self.calls = 0
            self.read = real.read

        async def unit(self, story, *args):
            self.calls += 1
            if self.calls == 2:  # after Slack took it
                raise sqlite3.OperationalError("disk full")
            return await real.unit(story, *args)

    stage.postman._store = Hiccup()
    await stage.store.unit(lambda tx: tx.say(Post("a", Place(IDEAS), Card("once"))))
    await stage.postman.round()
    await stage.postman.rest()
    stage.postman._store = real
    clock.pass_(200)
    await stage.deliver()

    assert "could not be seen to; it is found again" in caplog.text
    assert workspace.said() == ["once"]


# --- GEN


def test_a_part_whose_card_gen_would_refuse_is_not_made():
    bad = creation.Wanted("Shot", "video", "1", "2", ("video_from_text", {"duration": "soon"}), ())

    made, skipped = creation.tasks([bad], IDEA, "p1", "v1")

    assert (made, skipped) == ((), ("Shot",))


async def test_an_idea_with_an_unreadable_date_is_old(store):
    run = await store.unit(running, "tacos")
    old = idea("i9", "From nowhere", created_at="yesterday")

    await store.unit(lambda tx: arrivals.arrived(tx, run.id, [], [old], ""))

    assert await store.read(lambda tx: tx.ideas.find()) == []


def test_something_with_a_title_that_is_no_idea_is_none():
    told = {"ideas": [{"title": "T", "hook": "h", "id": {"no": "id"}}]}
    run = Run.model_validate({"run_id": "r", "status": "completed", "messages": [{"data": told}]})

    assert run.ideas == []


async def test_a_task_that_does_not_fit_is_invalid_and_never_sent():
    gen = FakeGen()
    task = Task("t", "Shot", "1", type="video_from_text", data={"duration": "soon"})

    with pytest.raises(Invalid):
        await GenerationWork(Nowhere()).ask(gen, Work(PRODUCTION, task))

    assert gen.calls == []


async def test_a_price_that_gen_does_not_tell_is_left_open():
    gen = FakeGen()
    gen.will(GetSheet, Unclear("GEN answered 500"))
    done = Generation(id="g1", status="completed")

    assert await priced(gen, "7", "a1", done) == done


async def test_a_post_that_does_not_fit_is_invalid_and_never_sent():
    gen = FakeGen()
    out = Publication("u", "p", "i", IDEAS, "a1", 1, MAYA, 1.0, 1.0, "Words", "not an address")

    with pytest.raises(Invalid):
        await PublicationWork(Nowhere()).ask(gen, replace(out, media_type="HOLOGRAM"))

    assert gen.calls == []
