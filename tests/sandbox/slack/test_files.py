"""The three steps of an upload, and a video that can be watched afterwards."""

import io
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.slack.conftest import IDEAS, MAYA, PAGE, RANDOM, Desk

MOVIE = bytes(range(256)) * 8


async def an_upload(desk: Desk, content: bytes = MOVIE, *, sent: bool = True) -> str:
    step = await desk.call("files.getUploadURLExternal", filename="taco.mp4", length=len(content))
    if sent:
        async with desk.http.post(step["upload_url"], data=content) as answer:
            assert await answer.text() == f"OK - {len(content)}"
    return str(step["file_id"])


async def share(desk: Desk, file_id: str, **more: Any) -> Any:
    told = {"files": [{"id": file_id, "title": "Taco"}], "channel_id": IDEAS} | more
    return await desk.call("files.completeUploadExternal", **told)


async def test_an_uploaded_video_plays_in_its_thread(desk: Desk) -> None:
    parent = (await desk.call("chat.postMessage", channel=IDEAS, text="Video"))["ts"]
    file_id = await an_upload(desk)

    done = await share(desk, file_id, thread_ts=parent, initial_comment="Here it is")

    thread = (await desk.look("replies", user=MAYA, channel=IDEAS, ts=parent))["messages"]
    (file,) = thread[1]["files"]
    assert thread[1]["text"] == "Here it is"
    assert (file["mimetype"], file["title"], file["size"]) == ("video/mp4", "Taco", len(MOVIE))
    (shared,) = done["files"][0]["shares"]["public"][IDEAS]
    assert (shared["ts"], shared["thread_ts"]) == (thread[1]["ts"], parent)
    async with desk.http.get(desk.url + file["url_private"], headers=PAGE) as whole:
        assert (whole.content_type, await whole.read()) == ("video/mp4", MOVIE)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, MOVIE[:10]),
        ("bytes=2000-", 206, MOVIE[2000:]),
        ("bytes=-5", 206, MOVIE[-5:]),
        ("bytes=5000-", 416, b""),
        ("", 200, MOVIE),
    ],
)
async def test_a_video_can_be_wound(desk: Desk, asked: str, status: int, part: bytes) -> None:
    done = await share(desk, await an_upload(desk))
    url = done["files"][0]["url_private"]

    async with desk.http.get(url, headers=PAGE | ({"Range": asked} if asked else {})) as answer:
        assert (answer.status, await answer.read()) == (status, part)


async def test_an_upload_is_completed_once(desk: Desk) -> None:
    file_id = await an_upload(desk)

    first, second = await share(desk, file_id), await share(desk, file_id)

    assert first["ok"]
    assert second["error"] == "file_not_found"
    assert len((await desk.state())["messages"]) == 1


async def test_an_upload_without_bytes_is_not_there(desk: Desk) -> None:
    file_id = await an_upload(desk, sent=False)

    assert (await share(desk, file_id))["error"] == "file_not_found"
    assert (await desk.call("files.info", file=file_id))["error"] == "file_not_found"


async def test_bytes_must_be_as_many_as_announced(desk: Desk) -> None:
    step = await desk.call("files.getUploadURLExternal", filename="a.mp4", length=10)

    async with desk.http.post(step["upload_url"], data=b"four") as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"channel_id": "C0NOWHERE00"}, "channel_not_found"),
        ({"channel_id": RANDOM}, "not_in_channel"),
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"id": "F0NOWHERE00"}]}, "file_not_found"),
        ({"thread_ts": "1.000001"}, "invalid_arguments"),
        ({"blocks": [{"type": "hero"}]}, "invalid_blocks"),
    ],
)
async def test_a_completion_slack_would_refuse_shares_nothing(
    desk: Desk, change: dict[str, Any], error: str
) -> None:
    answer = await share(desk, await an_upload(desk), **change)

    assert answer["error"] == error
    assert (await desk.state())["messages"] == []


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"filename": "a.mp4"}, "invalid_arguments"),
        ({"filename": "a.mp4", "length": "many"}, "invalid_arguments"),
        ({"filename": "a.mp4", "length": 2_000_000_000}, "file_upload_size_restricted"),
        ({"filename": "a.mp4", "length": 1, "alt_txt": "x" * 1_001}, "alt_txt_too_large"),
    ],
)
async def test_an_impossible_upload_is_refused(
    desk: Desk, told: dict[str, Any], error: str
) -> None:
    assert (await desk.call("files.getUploadURLExternal", **told))["error"] == error


async def test_slack_sdks_own_upload_works(desk: Desk) -> None:
    client = AsyncWebClient("xoxb-sandbox", base_url=f"{desk.url}/api/")

    sent = await client.files_upload_v2(
        channel=IDEAS, file=io.BytesIO(MOVIE), filename="taco.mp4", initial_comment="Hi"
    )
    about = await client.files_info(file=sent["file"]["id"])

    assert about["file"]["mimetype"] == "video/mp4"
    history = await client.conversations_history(channel=IDEAS)
    assert history["messages"][0]["subtype"] == "file_share"


async def test_a_multipart_upload_works_too(desk: Desk) -> None:
    step = await desk.call("files.getUploadURLExternal", filename="a.txt", length=5)

    async with desk.http.post(step["upload_url"], data={"file": io.BytesIO(b"hello")}) as answer:
        assert answer.status == 200
    done = await share(desk, step["file_id"])
    async with desk.http.get(done["files"][0]["url_private"], headers=PAGE) as answer:
        assert await answer.read() == b"hello"
