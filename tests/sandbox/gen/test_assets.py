"""Files people bring, the library they lie in, and the CDN that serves them."""

import base64
import hashlib
import json

import aiohttp
import pytest

from genbot.sandbox.gen.cast import LUMA, SANTIAGO, STRANGER
from tests.sandbox.gen.conftest import KEY, Visitor

WHOSE = f"agent_id={SANTIAGO}"
BYTES = bytes(range(256))
MD5 = base64.b64encode(hashlib.md5(BYTES, usedforsecurity=False).digest()).decode()
BLOB = {"filename": "a.mp4", "byte_size": 256, "checksum": MD5, "content_type": "video/mp4"}
INVALID = (422, "validation_error")


def a_form(data: bytes = BYTES, name: str = "a.mp4", kind: str = "video/mp4", **more: str):
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("content_resource[file]", data, filename=name, content_type=kind)
    for field, value in more.items():
        form.add_field(f"asset_folder[{field}]", value)
    return form


async def bring(visitor: Visitor, **more: str) -> dict:
    made = await visitor.ask("POST", f"/content_resources?{WHOSE}", expect=201, data=a_form(**more))
    return made["content_resource"]


async def test_an_uploaded_file_comes_back_byte_for_byte(visitor: Visitor) -> None:
    resource = await bring(visitor)

    answer = await visitor.fetch(resource["url"])

    assert (answer.content_type, await answer.read()) == ("video/mp4", BYTES)
    found = await visitor.ask("GET", f"/content_resources/{resource['id']}?{WHOSE}")
    assert found == {"content_resource": resource, "generator": None}


@pytest.mark.parametrize(
    ("wanted", "status", "part", "told"),
    [
        ("bytes=0-9", 206, BYTES[:10], "bytes 0-9/256"),
        ("bytes=250-", 206, BYTES[250:], "bytes 250-255/256"),
        ("bytes=-6", 206, BYTES[250:], "bytes 250-255/256"),
        ("bytes=250-999", 206, BYTES[250:], "bytes 250-255/256"),
        ("bytes=999-", 416, b"", "bytes */256"),
        ("lines=1-2", 416, b"", "bytes */256"),
    ],
)
async def test_a_player_may_ask_for_a_part(visitor: Visitor, wanted, status, part, told) -> None:
    resource = await bring(visitor)

    answer = await visitor.fetch(resource["url"], Range=wanted)

    assert (answer.status, await answer.read()) == (status, part)
    assert answer.headers["Content-Range"] == told


async def test_a_file_without_a_range_says_that_ranges_are_welcome(visitor: Visitor) -> None:
    answer = await visitor.fetch((await bring(visitor))["url"])

    assert (answer.status, answer.headers["Accept-Ranges"]) == (200, "bytes")
    assert answer.headers["Content-Length"] == "256"


async def test_a_deleted_file_is_gone_at_once(visitor: Visitor) -> None:
    resource = await bring(visitor)
    path = f"/content_resources/{resource['id']}?{WHOSE}"

    await visitor.ask("DELETE", path)

    assert (await visitor.fetch(resource["url"])).status == 404
    assert await visitor.refused("GET", path) == (404, "not_found")
    assert await visitor.refused("DELETE", path) == (404, "not_found")


async def test_a_file_can_be_renamed_and_belongs_to_one_agent(visitor: Visitor) -> None:
    resource = await bring(visitor)
    path = f"/content_resources/{resource['id']}"

    await visitor.ask("PATCH", f"{path}?{WHOSE}", {"content_resource": {"filename": "taco.mp4"}})

    listed = await visitor.ask("GET", f"/content_resources?{WHOSE}")
    assert listed[0]["file_name"] == "taco.mp4"
    assert await visitor.refused("GET", f"{path}?agent_id={LUMA}") == (404, "not_found")
    stranger = await visitor.refused("GET", f"/content_resources?agent_id={STRANGER}")
    assert stranger == (403, "forbidden")


async def test_files_are_listed_by_type_by_id_and_by_page(visitor: Visitor) -> None:
    ids = [(await bring(visitor, name=f"{n}.mp4"))["id"] for n in range(21)]
    await visitor.image()
    path = f"/content_resources?{WHOSE}"

    videos = await visitor.ask("GET", f"{path}&type=video")
    rest = await visitor.ask("GET", f"{path}&type=video&page=1")
    some = await visitor.ask("GET", f"{path}&ids[]={ids[3]}&ids[]={ids[4]}")

    assert (len(videos), [each["id"] for each in rest]) == (20, [ids[0]])
    assert [each["id"] for each in some] == [ids[4], ids[3]]
    assert await visitor.refused("GET", f"{path}&type=smell") == INVALID
    assert await visitor.refused("GET", f"{path}&page=-1") == INVALID


async def test_folders_hold_files_and_take_them_along(visitor: Visitor) -> None:
    body = {"asset_folder": {"name": "Tacos"}}
    top = await visitor.ask("POST", f"/asset_folders?{WHOSE}", body, expect=201)
    inner = {"asset_folder": {"name": "Salsa", "parent_id": str(top["asset_folder_id"])}}
    sub = await visitor.ask("POST", f"/asset_folders?{WHOSE}", inner, expect=201)
    resource = await bring(visitor, id=str(sub["asset_folder_id"]))
    folder = f"/asset_folders/{top['asset_folder_id']}?{WHOSE}"
    await visitor.ask("PATCH", folder, {"asset_folder": {"name": "Night tacos"}})
    library = f"/asset_libraries?{WHOSE}"

    root = await visitor.ask("GET", library)
    inside = await visitor.ask("GET", f"{library}&folder_id={sub['asset_folder_id']}")
    await visitor.ask("DELETE", folder)

    assert [(item["type"], item["name"]) for item in root] == [("AssetFolder", "Night tacos")]
    assert [item["id"] for item in inside] == [resource["id"]]
    assert await visitor.ask("GET", library) == []
    assert (await visitor.fetch(resource["url"])).status == 404
    assert await visitor.refused("DELETE", folder) == (404, "not_found")


async def test_the_library_can_be_searched_and_paged(visitor: Visitor) -> None:
    for name in ("taco one.mp4", "taco two.mp4", "salsa.mp4"):
        await bring(visitor, name=name)
    library = f"/asset_libraries?{WHOSE}"

    found = await visitor.ask("GET", f"{library}&search=TACO&order=recent&asset_type=video,image")
    second = await visitor.ask("GET", f"{library}&page_size=2&page=1")

    assert [item["file_name"] for item in found] == ["taco two.mp4", "taco one.mp4"]
    assert [item["file_name"] for item in second] == ["taco one.mp4"]
    assert " " not in second[0]["url"]
    assert (await visitor.fetch(second[0]["url"])).status == 200
    for wrong in ("asset_type=smell", "order=best", "page_size=0"):
        assert await visitor.refused("GET", f"{library}&{wrong}") == INVALID


async def test_a_large_file_is_brought_in_three_steps(visitor: Visitor) -> None:
    announced = await visitor.ask("POST", "/direct_upload", {"blob": BLOB})
    signed = {"content_resource": {"file": announced["signed_id"]}}
    early = await visitor.refused("POST", f"/content_resources?{WHOSE}", signed)
    url, headers = (announced["direct_upload"][name] for name in ("url", "headers"))

    wrong = await visitor.client.session.put(url, data=b"other", headers=headers)
    right = await visitor.client.session.put(url, data=BYTES, headers=headers)
    made = await visitor.ask("POST", f"/content_resources?{WHOSE}", signed, expect=201)

    assert early == (422, "content_resource_creation_failed")
    assert (wrong.status, right.status) == (400, 200)
    assert await (await visitor.fetch(made["content_resource"]["url"])).read() == BYTES
    unknown = await visitor.client.session.put(url + "x", data=BYTES, headers=headers)
    assert unknown.status == 403


@pytest.mark.parametrize(
    "change",
    [{"byte_size": 2**31}, {"byte_size": "1"}, {"checksum": "abc"}, {"filename": ""}],
)
async def test_a_wrong_announcement_is_refused(visitor: Visitor, change: dict) -> None:
    assert await visitor.refused("POST", "/direct_upload", {"blob": {**BLOB, **change}}) == INVALID


async def test_a_form_without_a_file_brings_nothing(visitor: Visitor) -> None:
    headers = {**KEY, "Content-Type": "application/json"}
    refusal = await visitor.refused(
        "POST", f"/content_resources?{WHOSE}", data=json.dumps({}), headers=headers
    )

    assert refusal == (422, "content_resource_creation_failed")


async def test_the_shared_footage_is_there_and_nothing_else(visitor: Visitor) -> None:
    for name, status in (("voice.m4a", 200), ("make.sh", 404), ("nothing.mp4", 404)):
        assert (await visitor.fetch(f"{visitor.origin}/cdn/library/{name}")).status == status
