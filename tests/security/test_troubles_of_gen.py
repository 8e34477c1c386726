"""Troubles that only GEN can make: each is sorted by what may be done next."""

import httpx
import pytest

from genbot.gen.answers import unread
from genbot.gen.assets import CreateDirectUpload, DirectUpload
from genbot.gen.convert import GetSheet
from genbot.gen.errors import NotSent, SlowDown, Unclear
from genbot.gen.uploads import upload
from genbot.watches.trouble import sight


@pytest.mark.parametrize("body", [b"<html>", b'{"a": ', b"[" * 100_000, b"\xff"])
def test_what_is_no_json_is_an_unclear_answer(body):
    with pytest.raises(Unclear, match="not JSON"):
        unread(GetSheet(sheet_id="7", agent_id="a1"), body)


@pytest.mark.parametrize(
    ("broken", "told"), [(httpx.ConnectError("no"), NotSent), (httpx.ReadError("cut"), Unclear)]
)
async def test_a_file_that_did_not_arrive_is_told_from_one_that_may_have(tmp_path, broken, told):
    file = tmp_path / "tacos.mp4"
    file.write_bytes(b"words")
    place = {"url": "https://files.example/1", "headers": {}}

    def fall(request):
        raise broken

    async def ask(call):
        assert isinstance(call, CreateDirectUpload)
        return DirectUpload.model_validate({"signed_id": "s1", "direct_upload": place})

    async with httpx.AsyncClient(transport=httpx.MockTransport(fall)) as http:
        with pytest.raises(told):
            await upload(ask, http, file, "a1")


async def test_a_look_that_has_to_wait_is_no_refusal():
    async def look():
        raise SlowDown(3.0)

    with pytest.raises(SlowDown):
        await sight(look())
