"""Control 19: however deep, long or many, what comes in neither makes the door fall nor shuts others out."""

import asyncio
import json
from urllib.parse import quote

import pytest

from genbot.slack.http import LARGEST
from tests.security.test_outsiders import OURS, click
from tests.slack.conftest import with_an_idea
from tests.slack.test_http import command

DEEP = 3_000


async def requests(stage):
    return await stage.store.read(lambda tx: tx.requests.find())


def nested(depth):
    return "[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth


@pytest.mark.parametrize("depth", [100, DEEP, 100_000])
@pytest.mark.parametrize("shape", [0, 1], ids=["lists", "objects"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_signed_json_of_any_depth_is_answered_and_changes_nothing(
    door, stage, depth, shape, kind
):
    body = nested(depth)[shape]
    told = body if kind == "application/json" else f"payload={quote(body)}"

    status, _ = await door.knock(told, kind=kind)

    assert status in {400, 404, 413}
    assert await requests(stage) == []


async def test_depth_inside_a_click_is_carried_or_refused_and_the_next_click_counts(door, stage):
    idea = await with_an_idea(stage)
    payload = json.loads(click(idea, team=OURS).removeprefix("payload="))
    deep = json.dumps(payload).replace('"domain": "x"', f'"domain": {nested(DEEP)[0]}')

    status, _ = await door.knock(f"payload={quote(deep)}")
    after, _ = await door.knock(click(idea, team=OURS, nth=2))

    assert status in {200, 400}
    assert after == 200
    assert (await stage.store.read(lambda tx: tx.ideas.get(idea.id))).status == "approve_to_create"


async def test_a_body_beyond_a_megabyte_is_refused(door):
    assert (await door.knock("x" * (LARGEST + 1)))[0] == 413


async def test_five_hundred_clicks_of_one_person_have_one_effect_and_shut_nobody_out(door, stage):
    """There is no queue per person: one click is one short commit, and nothing waits for it."""
    idea = await with_an_idea(stage)
    before = len(await requests(stage))
    clicks = [door.knock(click(idea, team=OURS, nth=nth)) for nth in range(500)]
    clicks.insert(250, door.knock(command(text="ideas 2 salsa", trigger="9.9.z")))

    answers = await asyncio.gather(*clicks)

    assert {status for status, _ in answers} == {200}
    assert len(await requests(stage)) == before + 1
    decided = await stage.store.read(lambda tx: tx.journal.of(idea.id))
    assert [entry.event for entry in decided].count("IdeaDecided") == 1
    assert len(await stage.store.read(lambda tx: tx.productions.find(idea_id=idea.id))) == 1
