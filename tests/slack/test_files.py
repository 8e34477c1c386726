"""Files on their way to GEN: whole, checked, piece by piece, with the token shown to Slack alone."""

import base64
import hashlib
from contextlib import ExitStack

import httpx
import pytest
from aiohttp import web

from genbot.domain.files import NotFetched, Proof, Unfit, Weight
from genbot.sandbox.slack.registry import BOT_TOKEN
from genbot.slack.files import AT_ONCE, Files
from genbot.slack.media import Media
from tests.slack.conftest import IDEAS, MAYA, RANDOM, serving

CLIP = bytes(range(256)) * 1_000
FILM = b"\x00\x00\x00\x18ftypmp42" + CLIP * 9


def md5(content):
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


class Places:
    """GEN's CDN, and its place for new files; keeps what it was sent and shown."""

    def __init__(self):
        self.taken, self.headers, self.status, self.location = b"", [], 200, ""
        self.clip = CLIP

    async def give(self, request):
        self.headers.append(dict(request.headers))
        if self.location:
            raise web.HTTPFound(self.location)
        return web.Response(body=self.clip)

    async def take(self, request):
        self.headers.append(dict(request.headers))
        self.taken = await request.read()
        return web.Response(status=self.status)


@pytest.fixture
def places():
    return Places()


@pytest.fixture
async def address(places):
    app = web.Application(client_max_size=10**9)
    app.add_routes([web.get("/clip.mp4", places.give), web.put("/new", places.take)])
    async with serving(app) as url:
        yield url


class Clock:
    """A clock on which every look is a second later."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        self.at += 1.0
        return self.at


@pytest.fixture
def heard():
    return []


@pytest.fixture
async def files(stage, workspace, address, heard):
    async with httpx.AsyncClient(trust_env=False) as http:
        slack = Media(http, [workspace.url.split("://")[1]], token=lambda: BOT_TOKEN)
        cdn = Media(http, [address.split("://")[1]])

        async def listen(*told):
            heard.append(told)

        yield Files(stage.client, http, slack, cdn, listen, Clock())


async def shared(workspace, content=CLIP, name="clip.mp4", channel=IDEAS):
    told = await workspace.act(
        MAYA, "upload", channel=channel, name=name, base64=base64.b64encode(content).decode()
    )
    return told["file_id"]


async def test_a_file_of_slack_is_weighed_and_sent_on_whole(files, workspace, address, places):
    file = await shared(workspace)

    weight = await files.weigh(file, who="e1")
    await files.send(file, weight, f"{address}/new", {"Content-MD5": weight.checksum}, who="e1")

    assert weight == Weight(len(CLIP), md5(CLIP), "clip.mp4", "video/mp4")
    assert places.taken == CLIP
    [sent] = places.headers
    assert (sent["Content-Length"], sent["Content-MD5"]) == (str(len(CLIP)), md5(CLIP))
    assert "Authorization" not in sent


async def test_how_far_it_is_is_told_now_and_then(files, workspace, address, heard):
    file = await shared(workspace, CLIP * 3)
    weight = await files.weigh(file, who="e1")
    await files.send(file, weight, f"{address}/new", {}, who="e1")

    assert {told[:2] for told in heard} == {("e1", "read"), ("e1", "sent")}
    done = [told[2] for told in heard if told[1] == "sent"]
    assert done == sorted(done)
    assert {told[3] for told in heard} == {len(CLIP) * 3}


async def test_a_small_one_is_taken_whole_and_a_larger_one_is_not(files, workspace):
    file = await shared(workspace)

    assert await files.take(file, len(CLIP)) == CLIP
    with pytest.raises(Unfit, match="too large"):
        await files.take(file, len(CLIP) - 1)


async def test_a_file_of_the_cdn_is_read_without_showing_our_token(files, address, places):
    assert await files.weigh(f"{address}/clip.mp4", who="e1") == Weight(len(CLIP), md5(CLIP))
    assert "Authorization" not in places.headers[0]


async def test_the_token_does_not_follow_a_redirect_out_of_slack(stage, address, places):
    async with httpx.AsyncClient(trust_env=False) as http:
        host = address.split("://")[1]
        media = Media(http, [host], token=lambda: "xoxb-secret")
        places.location = "https://evil.example/clip.mp4"

        with pytest.raises(Unfit, match="not one I may fetch from"):
            async with media.fetch(f"{address}/clip.mp4", 10**9):
                pass

    assert places.headers[0]["Authorization"] == "Bearer xoxb-secret"


UNSEEN = {"scope": "install me again", "channel": "invite me", "gone": "invite me"}


@pytest.mark.parametrize(("case", "said"), UNSEEN.items())
async def test_what_i_cannot_see_says_what_to_do(files, workspace, case, said):
    file = await shared(workspace)
    if case == "scope":
        workspace.slack.app.scopes.remove("files:read")
    elif case == "channel":
        file = await shared(workspace, channel=RANDOM)
        workspace.slack.people.channels[RANDOM].members.discard("U0GENBOT00")
    else:
        file = "F0NOTTHERE"

    with pytest.raises(Unfit, match=said):
        await files.weigh(file, who="e1")


async def test_a_slack_that_is_away_is_asked_another_time(files, workspace):
    file = await shared(workspace)
    await workspace.control("faults", spec="503:1")

    with pytest.raises(NotFetched):
        await files.weigh(file, who="e1")


async def test_a_file_outside_of_slack_is_not_fetched(files, workspace):
    file = await shared(workspace)
    workspace.slack.files[file]["is_external"] = True

    with pytest.raises(Unfit, match="outside of Slack"):
        await files.weigh(file, who="e1")


async def test_another_page_than_the_file_is_not_taken_for_it(files, workspace):
    """Slack sends whoever may not read a file to its front door, with a page that is none."""
    file = await shared(workspace)
    workspace.slack.files[file]["size"] = len(CLIP) + 1

    with pytest.raises(Unfit, match="something other than the file"):
        await files.weigh(file, who="e1")


async def test_a_file_that_changed_in_between_is_not_sent(files, workspace, address, places):
    file = await shared(workspace)

    with pytest.raises(Unfit, match="changed"):
        await files.send(file, Weight(len(CLIP) + 9, "x"), f"{address}/new", {}, who="e1")
    assert places.taken == b""


async def test_a_place_that_does_not_take_it_is_asked_another_time(
    files, workspace, address, places
):
    file = await shared(workspace)
    places.status = 503

    with pytest.raises(NotFetched):
        await files.send(file, Weight(len(CLIP), md5(CLIP)), f"{address}/new", {}, who="e1")
    with pytest.raises(NotFetched):
        await files.send(file, Weight(len(CLIP), md5(CLIP)), "https://127.0.0.1:1/", {}, who="e1")


async def test_nothing_is_sent_in_the_open(files, workspace):
    file = await shared(workspace)

    with pytest.raises(Unfit, match="not a safe one"):
        await files.send(file, Weight(len(CLIP), ""), "http://bucket.example/1", {}, who="e1")


async def test_only_a_few_large_files_are_on_their_way_at_once(files, workspace):
    file = await shared(workspace)
    with many_turns(files), pytest.raises(NotFetched, match="Other files"):
        await files.weigh(file, who="e1")
    assert (await files.weigh(file, who="e1")).size == len(CLIP)


async def test_a_finished_video_is_read_whole_and_waits_for_nobody(files, places, address, heard):
    places.clip = FILM
    with many_turns(files):
        found = await files.read(f"{address}/clip.mp4")

    assert found == Proof(hashlib.sha256(FILM).hexdigest(), len(FILM), film="mp4")
    assert heard == []


async def test_what_is_no_video_is_not_read_for_one(files, address):
    with pytest.raises(Unfit, match="not a video"):
        await files.read(f"{address}/clip.mp4")


def many_turns(files):
    stack = ExitStack()
    for _ in range(AT_ONCE):
        stack.enter_context(files._turn())
    return stack
