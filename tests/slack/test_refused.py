"""Slack says no with a word nobody has sorted, or for a while: nothing waits behind it in silence."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.slack.conftest import IDEAS, MAYA, with_an_idea
from tests.slack.test_postman import post, say, waiting

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*taco*"}}]


@pytest.fixture
def refuse(stage, monkeypatch):
    """Slack answers so whatever `about` says of the call it got."""
    ask = stage.client.api_call

    def refuse(word: str, about: Any) -> None:
        async def answer(method: str, **told: Any) -> Any:
            if about(str(told.get("json") or told)):
                said = {"ok": False, "error": word}
                raise SlackApiError(
                    word, AsyncSlackResponse(
                        client=stage.client, http_verb="POST", api_url=method, req_args={},
                        data=said, headers={}, status_code=200,
                    ),
                )  # fmt: skip
            return await ask(method, **told)

        monkeypatch.setattr(stage.client, "api_call", answer)

    return refuse


async def pass_minutes(stage, clock, minutes):
    for _ in range(2 * minutes):
        clock.pass_(30)
        await stage.deliver()


async def test_what_it_never_takes_is_told_to_whom_it_concerns_and_holds_up_nobody(
    stage, workspace, clock, refuse
):
    idea = await with_an_idea(stage)
    refuse("grumpy_today", lambda said: "taco" in said)
    await say(stage, post(f"request:{idea.request_id}", "a taco"), post("b", "something else"))
    await pass_minutes(stage, clock, 30)

    [note] = [text for text in workspace.private(MAYA) if "cannot speak" in text]
    assert "`grumpy_today`" in note
    assert "/invite" not in note
    assert "something else" in workspace.said()
    assert await waiting(stage) == [f"request:{idea.request_id}"]

    refuse("", lambda said: False)
    await pass_minutes(stage, clock, 2)
    assert "a taco" in workspace.said()


async def test_a_card_it_never_takes_is_said_in_plain_words(stage, workspace, clock, refuse):
    refuse("grumpy_about_blocks", lambda said: "*taco*" in said)
    await say(stage, post("a", "a taco", blocks=BLOCKS))
    await pass_minutes(stage, clock, 10)

    assert workspace.said() == ["a taco"]
    assert await waiting(stage) == []


@pytest.mark.parametrize("word", ["fatal_error", "service_unavailable", "invalid_auth"])
async def test_after_an_outage_the_whole_card_is_said(stage, workspace, clock, refuse, word):
    refuse(word, lambda said: True)
    await say(stage, post("a", "a taco", blocks=BLOCKS))
    await pass_minutes(stage, clock, 30)
    refuse("", lambda said: False)
    await pass_minutes(stage, clock, 3)

    [said] = [one for one in workspace.slack.board.every() if one.channel == IDEAS]
    assert [block["text"]["text"] for block in said.blocks] == ["*taco*"]
    assert workspace.private(MAYA) == []


@pytest.mark.parametrize(
    "word",
    ["restricted_action", "restricted_action_read_only_channel", "posting_to_channel_denied"],
)
async def test_a_channel_that_is_closed_to_us_for_a_while_hears_it_afterwards(
    stage, workspace, clock, refuse, word
):
    idea = await with_an_idea(stage)
    refuse(word, lambda said: f"'channel': '{IDEAS}'" in said)
    await say(stage, post("new", "a taco"), post(f"request:{idea.request_id}", "newer words"))
    [note] = [text for text in workspace.private(MAYA) if "cannot speak" in text]
    refuse("", lambda said: False)
    await say(stage, post("b", "something else"))
    await pass_minutes(stage, clock, 1)

    assert "let me post there" in note
    assert {"a taco", "newer words"} <= set(workspace.said())
    assert await waiting(stage) == []


async def test_a_reply_to_what_somebody_deleted_does_not_ask_for_an_invitation(
    stage, workspace, refuse
):
    idea = await with_an_idea(stage)
    refuse("thread_not_found", lambda said: "a taco" in said)
    await say(stage, post(f"request:{idea.request_id}:more", "a taco", "1700000000.000100"))

    [note] = [text for text in workspace.private(MAYA) if "cannot speak" in text]
    assert "not there any more" in note
    assert "/invite" not in note


async def test_what_cannot_be_looked_for_is_said_once_more_in_the_end(
    stage, workspace, clock, refuse
):
    await workspace.control("faults", spec="500_after:1")
    await say(stage, post("a", "a taco"))
    await workspace.control("faults", spec="")
    refuse("channel_is_limited_access", lambda said: "oldest" in said)
    await pass_minutes(stage, clock, 10)

    assert await waiting(stage) == []
    assert workspace.said() == ["a taco", "a taco"]


@pytest.mark.parametrize("word", ["invalid_arguments", "invalid_blocks"])
async def test_a_form_that_it_does_not_take_does_not_say_for_ever_that_it_waits(
    here, workspace, refuse, word
):
    refuse(word, lambda said: "Santiago" in said)
    await workspace.command("settings")
    await here.router.rest()

    form = str(workspace.form())
    assert "One moment" not in form
    assert "ref1" in form
