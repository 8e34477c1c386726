"""What the router promises whatever comes in: done once, answered, acknowledged after it is kept."""

import asyncio
import logging
from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from genbot.domain.errors import BadForm, NotNow
from genbot.domain.posts import Card, Place
from genbot.slack import identity
from genbot.slack.asks import Press, Submission
from genbot.slack.once import once
from genbot.slack.table import Row
from tests.slack.conftest import IDEAS, MAYA, PATIENT

PRESS = Press("k1", MAYA, Place(IDEAS), "t", "approve_idea", "idea1:1")
FORM = Submission("k2", MAYA, Place(IDEAS), "t", "f", "x", {"caption": ("",)})


async def dispatched(stage, body: dict[str, Any]):
    return await stage.app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))


def saying(text):
    return Row("x", "", lambda tx, ask: Card(text))


def raising(error):
    def run(tx, ask):
        tx.inbox.first("half done", tx.now)
        raise error

    return Row("x", "", run)


def interrupted(did):
    return (
        f"I was interrupted when you {did}. Nothing was changed. "
        "If no form opened, please do it again."
    )


async def whispers(stage):
    rows = await stage.store.unit(lambda tx: tx.outbox.claim(tx.now, 9, 1))
    return [(row.user, row.body["text"]) for row in rows]


async def first(stage, key):
    return await stage.store.unit(lambda tx: tx.inbox.first(key, tx.now))


async def test_an_ask_is_done_and_answered_once(stage):
    await stage.store.unit(once, PRESS, saying("done"))
    await stage.store.unit(once, PRESS, saying("done again"))

    assert await whispers(stage) == [(MAYA, "done")]


async def test_a_refusal_undoes_the_story_and_is_answered_in_the_same_commit(stage):
    await stage.store.unit(once, PRESS, raising(NotNow("Too late.")))

    assert await whispers(stage) == [(MAYA, "Too late.")]
    assert await first(stage, "half done")
    assert not await first(stage, PRESS.key)


async def test_a_bad_form_undoes_everything_so_that_it_can_be_sent_again(stage):
    with pytest.raises(BadForm):
        await stage.store.unit(once, FORM, raising(BadForm(caption="Too long.")))

    assert await first(stage, FORM.key)
    assert await first(stage, "half done")


@pytest.mark.parametrize("ask", [PRESS, FORM])
async def test_a_bad_form_nobody_has_open_is_a_refusal(stage, ask):
    await stage.store.unit(once, ask, raising(BadForm(when="That time has passed.")))

    assert await whispers(stage) == [(MAYA, "That time has passed.")]


@pytest.mark.parametrize(
    "body",
    [
        {"type": "block_actions", "actions": [{"action_id": "approve_idea"}], "user": {"id": MAYA}},
        {"type": "view_submission", "view": {"callback_id": "x", "type": "modal"}},
        {"type": "event_callback", "event": {"type": "app_home_opened"}, "event_id": "Ev1"},
        {"type": "shortcut", "callback_id": "new_ideas", "trigger_id": "t"},
    ],
)
async def test_what_cannot_be_read_is_acknowledged_and_logged(stage, body, caplog):
    response = await dispatched(stage, {"team_id": "T0SANDBOX0", **body})

    assert response.status == 200
    assert "could not be read" in caplog.text


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("block_actions", {"actions": [{"action_id": "gone", "action_ts": "1"}]}),
        ("view_submission", {"view": {"id": "V1", "callback_id": "gone", "type": "modal"}}),
        ("shortcut", {"callback_id": "gone", "trigger_id": "t", "action_ts": "1"}),
    ],
)
async def test_something_of_an_older_version_is_answered(stage, workspace, kind, more):
    body = {"type": kind, "user": {"id": MAYA}, "channel": {"id": IDEAS}, **more}

    response = await dispatched(stage, body)
    await stage.answered()

    assert response.status == 200
    assert "older version" in [*workspace.said(to=MAYA), *workspace.private(MAYA)][0]


@pytest.mark.parametrize("kind", ["view_closed", "event_callback"])
async def test_what_needs_no_answer_is_acknowledged(stage, kind):
    body = {"type": kind, "view": {"id": "V1", "callback_id": "x"}, "user": {"id": MAYA}}
    body |= {"event": {"type": "team_join"}, "event_id": "Ev1"} if kind[0] == "e" else {}

    assert (await dispatched(stage, body)).status == 200


@pytest.mark.parametrize("fault", ["500", "429", "html", "truncated", "empty", "reset_before"])
async def test_while_slack_does_not_know_us_nothing_is_acknowledged(
    stage, workspace, caplog, fault
):
    await workspace.control("faults", spec=f"{fault}:1")
    body = {"command": "/gen", "text": "ideas 2 tacos", "user_id": MAYA, "channel_id": IDEAS}
    lost = await dispatched(stage, {**body, "trigger_id": "1"})
    await workspace.control("faults", spec="")
    taken = await dispatched(stage, {**body, "trigger_id": "1"})

    assert (lost.status, taken.status) == (500, 200)
    assert len(await stage.store.read(lambda tx: tx.requests.find())) == 1
    [told] = [
        one for one in caplog.records if one.name == "genbot.slack.router" and one.levelno > 20
    ]
    assert (told.levelname, told.exc_info) == ("WARNING", None)
    assert "Slack does not tell who we are" in told.message


async def test_a_form_slack_does_not_open_is_excused(here, workspace):
    await workspace.command("help")  # Slack has told who we are
    await workspace.control("faults", spec="503:1")
    await workspace.command("settings")
    await here.router.rest()
    await workspace.control("faults", spec="")
    await here.deliver()

    assert workspace.said(to=MAYA)[-1] == interrupted("typed `/gen settings`")


async def test_a_hundred_clicks_at_once_are_each_done_once(stage, monkeypatch):
    monkeypatch.setattr(identity, "PATIENCE", PATIENT)
    body = {"command": "/gen", "user_id": MAYA, "channel_id": IDEAS}

    answers = await asyncio.gather(
        *(
            dispatched(
                stage, {**body, "text": f"ideas 2 tacos {n % 50}", "trigger_id": str(n % 50)}
            )
            for n in range(100)
        )
    )

    assert {one.status for one in answers} == {200}
    assert len(await stage.store.read(lambda tx: tx.requests.find())) == 50


async def test_bolt_which_is_kept_quiet_does_not_keep_us_quiet(stage):
    """It makes a logger of its app's name as quiet as its own, with each delivery."""
    await dispatched(stage, {"type": "event_callback", "event": {"type": "reaction_added"}})

    ours = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "genbot"]
    assert {name for name in ours if logging.getLogger(name).level} == set()
    assert logging.getLogger("genbot").level == logging.NOTSET
