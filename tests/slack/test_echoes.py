"""What is said in our channels without being said to us is acknowledged before it costs anything."""

import pytest
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from genbot.slack.echoes import Echoes
from tests.slack.conftest import IDEAS, MAYA

ME, OURS = "U0GENBOT", "B0GENBOT"


class Further:
    """What stands behind it, and what came through."""

    def __init__(self):
        self.heard = []

    async def async_dispatch(self, req, /):
        self.heard.append(req.body)
        return BoltResponse(status=418)


def delivery(event):
    body = {"type": "event_callback", "event_id": "Ev1", "event": event}
    return AsyncBoltRequest(mode="socket_mode", body=body)


async def told(event):
    """What Slack is told, and whether it went further."""
    further = Further()
    answer = await Echoes(further).async_dispatch(delivery(event))
    return answer.status, bool(further.heard)


def message(subtype=None, **more):
    found = {"type": "message", "channel": IDEAS, "ts": "1.2", "text": "hello", **more}
    return found | ({"subtype": subtype} if subtype else {})


@pytest.mark.parametrize(
    "event",
    [
        message(user=ME, bot_id=OURS),
        message("file_share", user=ME, bot_id=OURS),
        message("thread_broadcast", user=ME, bot_id=OURS),
        message("bot_message", bot_id="B0ANOTHER"),
        message("message_changed", message={"bot_id": OURS}),
        message("message_changed", message={"user": MAYA}),
        message("message_deleted", previous_message={"user": MAYA}),
        message("channel_topic", user=MAYA),
    ],
)
async def test_what_nobody_says_to_us_ends_here(event):
    assert await told(event) == (200, False)


@pytest.mark.parametrize(
    "event",
    [
        message(user=MAYA),
        message("file_share", user=MAYA),
        message("thread_broadcast", user=MAYA),
        message("channel_join", user=ME),
        message("group_join", user=ME),
        message("channel_unarchive", user=MAYA),
        {"type": "app_mention", "user": MAYA, "text": "hello"},
        {"type": "app_home_opened", "user": MAYA},
        {"type": "app_uninstalled"},
        {},
    ],
)
async def test_what_somebody_says_or_does_goes_on(event):
    assert await told(event) == (418, True)


@pytest.mark.parametrize("body", [{"command": "/gen"}, {"event": []}, {"event": "message"}, {}])
async def test_what_is_no_event_goes_on(body):
    further = Further()

    await Echoes(further).async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))

    assert further.heard == [body]


async def test_a_reply_still_refines_and_our_answer_to_it_is_not_heard(stage):
    """The real app behind it: what it would have made of our own words is nothing, too."""
    door = Echoes(stage.app)
    await door.async_dispatch(delivery(message(user=ME, bot_id=OURS)))
    assert not await stage.store.read(lambda tx: list(tx.requests.find()))

    spoken = message(user=MAYA, channel="D0MAYA", channel_type="im", text="ideas 3 tacos")
    answer = await door.async_dispatch(delivery(spoken))

    assert answer.status == 200
    [request] = await stage.store.read(lambda tx: list(tx.requests.find()))
    assert request.channel == "D0MAYA"
