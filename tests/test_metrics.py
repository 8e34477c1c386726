"""What machines read of us: true figures, nothing secret, and a dashboard that asks for what there is."""

import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk.errors import SlackApiError

from genbot.domain.credits import Purse
from genbot.domain.posts import Card, Place, Post
from genbot.domain.watches import Kind
from genbot.flows import balance
from genbot.gen.errors import OutOfCredits, Unclear
from genbot.gen.setup import ListAgents
from genbot.listener import unwell
from genbot.metrics import Metrics
from genbot.slack.http import routes
from tests.gen.fake import FakeGen
from tests.golden.make import write
from tests.slack.conftest import serving
from tests.slack.test_http import SECRET, command, signature

ROOT = Path(__file__).parents[1]


@pytest.fixture
def counts(store):
    return Metrics(CollectorRegistry(), store, {"watcher"})


@pytest.fixture
async def door(counts, store, clock):
    """`page()` reads the figures; `slack` is where a pretend Slack answers what it is told."""
    answers = []

    async def slack(request):
        return web.json_response(answers.pop(0))

    class App:
        async def async_dispatch(self, req):
            return type("Answer", (), {"status": 500 if "no" in req.raw_body else 200,
                                       "body": "", "first_headers_without_set_cookie": dict,
                                       "cookies": tuple, "headers": {}})()  # fmt: skip

    app = web.Application()
    app.add_routes(
        [
            web.get("/metrics", partial(counts.page, ill=partial(unwell, store))),
            web.post("/api/{name}", slack),
        ]
    )
    app.add_routes(routes(counts.bolt(App()), SECRET, None, set(), clock,
                          unwell=lambda: unwell(store)))  # fmt: skip
    async with serving(app) as url, aiohttp.ClientSession() as http:
        yield http, url, answers


async def figures(door):
    http, url, _ = door
    async with http.get(f"{url}/metrics") as answer:
        text = await answer.text()
    families = text_string_to_metric_families(text)
    return {(one.name, *sorted(one.labels.values())): one.value
            for family in families for one in family.samples}  # fmt: skip


def ills(found):
    """By name: 1 for what is wrong."""
    return {what: value for (name, *what_), value in found.items()
            for what in what_ if name == "genbot_not_ready"}  # fmt: skip


async def ready(door):
    http, url, _ = door
    async with http.get(f"{url}/readyz") as answer:
        return answer.status, (await answer.json())["not_ready"]


def busy(tx):
    tx.watch(Kind.CLONE, "p1")
    tx.watch(Kind.CLONE, "p2", tx.now + 600)
    tx.say(Post("a", Place("C0"), Card("five")), Post("b", Place("C0"), Card("six")))
    tx.outbox.dead("b", "is_archived")
    balance.seen(tx, [Purse("o1", "Tacos Inc", 421.5, agents=("a1",)), Purse("o2", "", None)])


async def test_what_is_in_the_database_is_counted(door, store, clock):
    await store.unit(busy)
    clock.pass_(90)

    found = await figures(door)

    assert found["genbot_watches", "clone", "ready"] == 2
    assert found["genbot_watches_overdue",] == found["genbot_rounds_failing",] == 1
    assert (
        found["genbot_outbox_messages", "waiting"] == found["genbot_outbox_messages", "dead"] == 1
    )
    assert found["genbot_outbox_oldest_seconds",] == 90
    assert found["genbot_credits", "Tacos Inc"] == 421.5
    assert found["genbot_posts", "unsure"] == 0


async def test_what_goes_by_is_counted(counts, door, clock):
    http, url, answers = door
    gen = FakeGen()
    for answer in ([], OutOfCredits("no_active_credit_purchase", 402), Unclear("lost")):
        gen.will(ListAgents, answer)
        try:
            await counts.gen(gen)(ListAgents())
        except (OutOfCredits, Unclear):
            continue
    answers += [{"ok": True}, {"ok": False, "error": "not_in_channel"}]
    client = counts.client(token="xoxb-1", base_url=f"{url}/api/", session=http)
    await client.chat_postMessage(channel="C0", text="hi")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C0", text="hi")
    lost = counts.client(token="xoxb-1", base_url="http://127.0.0.1:9/", session=http)
    with pytest.raises(aiohttp.ClientError):
        await lost.auth_test()
    for body in (command(), command("no")):
        stamp = str(int(clock()))
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(stamp, body)}
        async with http.post(f"{url}/slack/events", data=body, headers=headers):
            pass

    found = await figures(door)

    assert {key[2]: n for key, n in found.items() if key[0] == "genbot_gen_calls_total"} == {
        "no_active_credit_purchase": 1, "ok": 1, "unclear": 1,
    }  # fmt: skip
    assert found["genbot_slack_calls_total", "chat.postMessage", "ok"] == 1
    assert found["genbot_slack_calls_total", "chat.postMessage", "not_in_channel"] == 1
    assert found["genbot_slack_calls_total", "auth.test", "unreachable"] == 1
    assert found["genbot_ack_seconds_count", "yes"] == found["genbot_ack_seconds_count", "no"] == 1


async def test_it_is_ready_while_the_disk_takes_what_is_written_and_the_outbox_moves(
    door, store, clock
):
    await store.unit(busy)
    assert await ready(door) == (200, [])
    assert ills(await figures(door)) == {"database": 0, "outbox": 0, "slack": 0, "token": 0}

    clock.pass_(600)
    store._full = True

    assert await ready(door) == (503, ["database", "outbox"])
    assert ills(await figures(door)) == {"database": 1, "outbox": 1, "slack": 0, "token": 0}


async def test_no_figure_names_a_person_a_channel_or_a_thing(tmp_path, make_store, clock):
    await write(tmp_path / "genbot.db")
    store = make_store()
    counts = Metrics(CollectorRegistry(), store, set())

    text = (await counts.page(None)).body.decode()

    assert 'genbot_posts{state="unsure"} 1.0' in text
    assert not re.search(r"U0[A-Z]{3}|C0[A-Z]{3}|\bid0\d+", text)


async def test_the_dashboard_asks_for_what_there_is_and_for_all_of_it(counts):
    text = (await counts.page(None)).body.decode()
    there = set(re.findall(r"^# TYPE (genbot_\w+?)(?:_created)? ", text, re.MULTILINE))
    board = json.loads((ROOT / "docs/deploy/grafana.json").read_text())
    said = " ".join(one["expr"] for panel in board["panels"] for one in panel["targets"])
    asked = {re.sub(r"_(bucket|count|sum)$", "", name) for name in re.findall(r"genbot_\w+", said)}

    assert asked == there
    every = [one["expr"] for panel in board["panels"] for one in panel["targets"]]
    assert [one for one in every if 'workspace=~"$workspace"' not in one] == []
    documented = (ROOT / "docs/operate.md").read_text()
    assert [name for name in there if f"`{name}" not in documented] == []


def test_who_does_not_listen_does_not_load_it():
    asks = "import sys, genbot.app; print('prometheus_client' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)

    assert told.stdout == "False\n"
