"""Videos: streamed into their thread once, or shown as a link, from allowed places only."""

import base64
import ipaddress
from contextlib import asynccontextmanager

import httpx
import pytest
from aiohttp import web

from genbot.domain.files import NotFetched, Unfit
from genbot.domain.posts import Card, Place, Post, Upload
from genbot.sandbox.slack.people import TEAM
from genbot.sandbox.slack.registry import CLIENT_ID, CLIENT_SECRET
from genbot.slack import away
from genbot.slack.media import Media, public
from genbot.slack.postman import Postman
from genbot.slack.tokens import App, Renewal, first
from genbot.slack.uploads import Uploads
from genbot.store.token_file import TokenFile
from tests.slack.conftest import IDEAS, serving

VIDEO = b"\0\0\0\x18ftypmp42" + b"mp4!" * 10_000


class Cdn:
    """A pretend CDN that counts what it was asked for."""

    def __init__(self):
        self.asked = 0
        self.status, self.body, self.headers = 200, VIDEO, {}

    async def give(self, request):
        self.asked += 1
        return web.Response(status=self.status, body=self.body, headers=self.headers)

    async def unknown_size(self, request):
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(self.body)
        return answer

    async def round_and_round(self, request):
        raise web.HTTPFound(request.url.with_path(request.path + "x"))

    async def moved(self, request):
        raise web.HTTPFound("/v.mp4")

    async def inside(self, request):
        raise web.HTTPFound("http://169.254.169.254/latest")


@pytest.fixture
def cdn():
    return Cdn()


@pytest.fixture
async def address(cdn):
    app = web.Application()
    app.router.add_get("/v.mp4", cdn.give)
    app.router.add_get("/unknown.mp4", cdn.unknown_size)
    app.router.add_get("/moved.mp4", cdn.moved)
    app.router.add_get("/inside.mp4", cdn.inside)
    app.router.add_get("/round{tail:.*}", cdn.round_and_round)
    async with serving(app) as url:
        yield url


@asynccontextmanager
async def media(*hosts, resolve=None):
    async with httpx.AsyncClient(trust_env=False) as http:
        yield Media(http, hosts, resolve)


@pytest.fixture
async def posting(stage, address):
    """The postman, allowed to fetch from our CDN, at most 50 kB."""
    host = address.removeprefix("http://")
    async with httpx.AsyncClient(trust_env=False) as http:
        uploads = Uploads(stage.client, http, Media(http, [host]), 50_000)
        letters = stage.postman._letters
        stage.postman = Postman(stage.store, letters, stage.pacer, uploads, stage.clock)
        yield stage
        await stage.postman.drain(1)


async def say_video(stage, address, path="/v.mp4", *, sound=False):
    head = Post("head", Place(IDEAS), Card("The production"))
    fallback = Card("Watch it at the CDN")
    video = Upload(
        "video:p1:1", Place(IDEAS, "head"), address + path, "tacos.mp4", "Tacos", fallback, sound
    )
    await stage.store.unit(lambda tx: tx.say(head, video))
    await stage.deliver()


def shown(workspace):
    return [file for one in workspace.slack.board.every() for file in one.files]


def linked(workspace, because):
    """Whether the link was said instead, with the reason."""
    link = f"Watch it at the CDN Not shown here, because {because}."
    return workspace.said() == ["The production", link]


async def test_a_video_plays_in_its_thread(posting, workspace, address):
    await say_video(posting, address)

    head, message = workspace.slack.board.every()
    [file] = message.files
    assert (file["name"], file["title"], file["size"]) == ("tacos.mp4", "Tacos", len(VIDEO))
    assert workspace.slack.contents[file["id"]] == VIDEO
    assert message.thread_ts == head.ts
    assert await posting.store.read(lambda tx: tx.outbox.ts_of("video:p1:1")) == message.ts


async def test_a_file_of_ours_needs_no_address(posting, workspace, cdn):
    head = Post("head", Place(IDEAS), Card("The production"))
    content = base64.b64encode(b"PK a table").decode()
    fallback = Card("It did not come through.")
    table = Upload(
        "table:p1", Place(IDEAS, "head"), "", "names.xlsx", "Names", fallback, content=content
    )
    await posting.store.unit(lambda tx: tx.say(head, table))
    await posting.deliver()

    [file] = shown(workspace)
    assert workspace.slack.contents[file["id"]] == b"PK a table"
    assert (file["name"], cdn.asked) == ("names.xlsx", 0)


async def test_a_video_for_an_archived_channel_is_there_once_it_is_not_archived_any_more(
    posting, workspace, address
):
    head = Post("head", Place(IDEAS), Card("The production"))
    await posting.store.unit(lambda tx: tx.say(head))
    await posting.deliver()
    room = workspace.slack.people.channels[IDEAS]
    room.archived = True
    await say_video(posting, address)
    assert len(workspace.slack.board.every()) == 1

    room.archived = False
    await posting.store.unit(away.back, IDEAS)
    await posting.deliver()

    [file] = shown(workspace)
    assert file["name"] == "tacos.mp4"


async def test_a_token_that_ends_in_the_middle_of_an_upload_costs_nothing(
    posting, workspace, address, tmp_path, clock
):
    registry, calls = workspace.slack.registry, workspace.slack.calls
    registry.rotates = True
    given = first("", registry.install(TEAM["id"])["refresh_token"])
    app = App(CLIENT_ID, CLIENT_SECRET)
    await Renewal(posting.client, TokenFile(tmp_path / "t.db"), app, clock).begin(given)
    good = registry.check

    def check(token):
        if calls["files.completeUploadExternal"] == 1 and calls["oauth.v2.access"] == 1:
            registry.expire(TEAM["id"])
        return good(token)

    registry.check = check
    await say_video(posting, address)

    assert calls["oauth.v2.access"] == 2
    assert [file["name"] for file in shown(workspace)] == ["tacos.mp4"]
    assert workspace.said()[0] == "The production"


async def test_sound_is_heard_in_its_thread_and_is_not_taken_for_a_video(
    posting, workspace, address, cdn
):
    cdn.body = b"\0\0\0\x1cftypM4A " + bytes(5_000)
    await say_video(posting, address, sound=True)

    [file] = shown(workspace)
    assert workspace.slack.contents[file["id"]] == cdn.body


async def test_a_redirect_is_followed_when_it_stays_where_it_may(posting, workspace, address):
    await say_video(posting, address, "/moved.mp4")

    assert len(shown(workspace)) == 1


UNFIT = {
    "/unknown.mp4": "its size is not told",
    "/round": "it is redirected too often",
    "/inside.mp4": "its address is not a plain https one",
}


@pytest.mark.parametrize("path", UNFIT)
async def test_what_cannot_be_uploaded_is_shown_as_a_link(posting, workspace, address, path):
    await say_video(posting, address, path)

    assert linked(workspace, UNFIT[path])


@pytest.mark.parametrize("body", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\3\4" * 99])
async def test_what_is_no_video_is_shown_as_a_link_and_why(posting, workspace, address, cdn, body):
    cdn.body, cdn.headers = body, {"Content-Type": "video/mp4"}
    await say_video(posting, address)

    assert linked(workspace, "it is not a video")
    assert workspace.slack.calls["files.getUploadURLExternal"] == 0


async def test_a_video_that_is_too_large_is_shown_as_a_link(posting, workspace, address, cdn):
    cdn.body = b"x" * 50_001
    await say_video(posting, address)

    assert linked(workspace, "it is too large")
    assert workspace.slack.calls["files.getUploadURLExternal"] == 0


@pytest.mark.parametrize("status", [404, 410, 403])
async def test_a_video_that_is_gone_is_shown_as_a_link(posting, workspace, address, cdn, status):
    cdn.status = status
    await say_video(posting, address)

    assert linked(workspace, "it is not there any more")


async def test_a_cdn_that_has_a_bad_minute_is_asked_again(posting, workspace, address, cdn, clock):
    cdn.status = 503
    await say_video(posting, address)
    cdn.status = 200
    clock.pass_(10)
    await posting.deliver()

    assert len(shown(workspace)) == 1


async def test_a_cdn_that_stays_down_ends_in_a_link(posting, workspace, address, cdn, clock):
    cdn.status = 503
    await say_video(posting, address)
    for _ in range(10):
        clock.pass_(100)
        await posting.deliver()

    assert linked(workspace, "I could not fetch it")


async def test_without_the_scope_a_link_is_shown(posting, workspace, address):
    workspace.slack.app.scopes.remove("files:write")
    await say_video(posting, address)

    assert linked(workspace, "Slack does not take it (it says missing_scope)")


async def test_a_crash_between_the_last_step_and_the_note_shows_it_once(
    posting, workspace, address, clock
):
    await say_video(posting, address)
    await posting.store.unit(
        lambda tx: tx.outbox._change("video:p1:1", phase="sending", ts=None, sent_rev=0, due=tx.now)
    )

    await posting.deliver()

    assert len(shown(workspace)) == 1
    assert await posting.store.read(lambda tx: tx.outbox.waiting()) == []


async def test_a_crash_before_the_last_step_uploads_it_anew(posting, workspace, address, clock):
    await say_video(posting, address)
    await posting.client.chat_delete(channel=IDEAS, ts=workspace.slack.board.every()[-1].ts)
    await posting.store.unit(
        lambda tx: tx.outbox._change("video:p1:1", phase="sending", ts=None, sent_rev=0, due=tx.now)
    )

    await posting.deliver()

    assert len(shown(workspace)) == 1


async def test_a_lost_answer_to_the_last_step_shows_it_once(posting, workspace, address, clock):
    await workspace.control("faults", spec="500_after:0.6")
    await say_video(posting, address)
    for _ in range(20):
        clock.pass_(100)
        await posting.deliver()
    await workspace.control("faults", spec="")
    clock.pass_(100)
    await posting.deliver()

    links = sum(said.startswith("Watch it at the CDN") for said in workspace.said())
    assert len(shown(workspace)) + links == 1
    assert workspace.said().count("The production") == 1


PUBLIC, PRIVATE = ("93.184.216.34",), ("10.0.0.7",)


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.gen.pro/v.mp4",
        "https://cdn.gen.pro:8443/v.mp4",
        "https://user@cdn.gen.pro/v.mp4",
        "https://cdn.gen.pro.evil.example/v.mp4",
        "https://evil.example/v.mp4",
        "https://2130706433/v.mp4",
        "https://[::1]/v.mp4",
        "file:///etc/passwd",
        "https://",
        "https://[bad/v.mp4",
        "https://cdn.gen.pro:notaport/v.mp4",
    ],
)
async def test_only_plain_addresses_of_known_hosts_are_fetched(url):
    async def resolve(host, port):
        return PUBLIC

    async with media("cdn.gen.pro", resolve=resolve) as found:
        with pytest.raises(Unfit):
            await found._request(url)


async def test_a_name_that_leads_inside_is_not_followed():
    async def resolve(host, port):
        return (*PUBLIC, *PRIVATE)

    async with media("cdn.gen.pro", resolve=resolve) as found:
        with pytest.raises(Unfit, match="private"):
            await found._request("https://cdn.gen.pro/v.mp4")


async def test_a_name_that_leads_nowhere_is_tried_again_later():
    async def resolve(host, port):
        return ()

    async with media("cdn.gen.pro", resolve=resolve) as found:
        with pytest.raises(NotFetched):
            await found._request("https://cdn.gen.pro/v.mp4")


async def test_the_checked_address_is_the_one_that_is_connected_to():
    async def resolve(host, port):
        return PUBLIC

    async with media(".gen.pro", resolve=resolve) as found:
        request = await found._request("https://cdn.gen.pro/v.mp4?a=b#c")

    assert str(request.url) == "https://93.184.216.34/v.mp4?a=b"
    assert request.headers["host"] == "cdn.gen.pro"
    assert request.extensions["sni_hostname"] == "cdn.gen.pro"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.1.2.3",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "ff02::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_addresses_inside_are_known_however_they_are_written(address):
    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_outside_are_fine(address):
    assert public(ipaddress.ip_address(address))
