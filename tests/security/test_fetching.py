"""Controls 7 and 8: previews come from where they may come from, and nothing inside is ever reached."""

import ipaddress

import httpx
import pytest

from genbot.domain.files import NotFetched, Unfit
from genbot.slack.media import Media, is_sound, is_video, public
from tests.house.source import GENBOT

PUBLIC = ("93.184.215.14",)
INSIDE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::",
    "2001:0:7f00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:db8::1", "fe80::1",
    "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "100::1", "3fff::1", "5f00::1",
]  # fmt: skip
WRONG = [
    "http://cdn.gen.pro/v.mp4", "ftp://cdn.gen.pro/v.mp4", "file:///etc/passwd",
    "https://cdn.gen.pro:8443/v.mp4", "https://cdn.gen.pro:22/", "//cdn.gen.pro/v.mp4",
    "https://evil.com/v.mp4", "https://cdn.gen.pro.evil.com/v.mp4", "https://evilcdn.gen.pro/",
    "https://cdn.gen.pro@evil.com/v.mp4", "https://user:pass@cdn.gen.pro/v.mp4",
    "https://@cdn.gen.pro/v.mp4", "https://evil.com#cdn.gen.pro", "https://evil.com?cdn.gen.pro",
    "https://evil.com\\@cdn.gen.pro/", "https://cdn.gen.pro\\.evil.com/",
    "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://127.1/",
    "https://[::1]/", "https://[::ffff:7f00:1]/", "https://localhost/", "https://[cdn.gen.pro]/",
    "https://cdn.gen.pro:99999/", "https://cdn.gen.pro:-1/", "https:///v.mp4", "", "v.mp4",
    "javascript:alert(1)", "data:video/mp4;base64,AAAA", "gopher://cdn.gen.pro/", "https://cdn。gen。pro/",
]  # fmt: skip


VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(104)


class Body(httpx.AsyncByteStream):
    """A file as it comes in, a few bytes at a time; counts how many were taken."""

    def __init__(self, content, step, times):
        self.content, self.step, self.times, self.taken = content, step, times, 0

    async def __aiter__(self):
        for _ in range(self.times):
            for at in range(0, len(self.content), self.step):
                chunk = self.content[at : at + self.step]
                self.taken += len(chunk)
                yield chunk


class Cdn:
    """Answers every request, and keeps which address was reached under which name."""

    def __init__(self, status=200, content=VIDEO, step=9, times=1, **headers):
        self.asked, self.status = [], status
        self.body = Body(content, step, times)
        self.headers = {"content-length": str(len(content) * times)} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }

    def __call__(self, request):
        self.asked.append((request.url.host, request.headers["host"]))
        return httpx.Response(self.status, headers=self.headers, stream=self.body)


def media(cdn, *found):
    async def resolve(host, port):
        return found

    http = httpx.AsyncClient(transport=httpx.MockTransport(cdn), trust_env=False)
    return Media(http, ["cdn.gen.pro"], resolve)


async def fetched(media, url="https://cdn.gen.pro/v.mp4", kind="video"):
    async with media.open(url, 1_000, kind) as clip:
        return b"".join([chunk async for chunk in clip.chunks])


async def test_a_file_of_the_cdn_is_fetched_from_the_address_that_was_checked():
    cdn = Cdn()

    assert await fetched(media(cdn, *PUBLIC)) == VIDEO
    assert cdn.asked == [(PUBLIC[0], "cdn.gen.pro")]


@pytest.mark.parametrize("url", WRONG)
async def test_an_address_that_is_not_plainly_the_cdn_is_never_asked(url):
    cdn = Cdn()

    with pytest.raises(Unfit):
        await fetched(media(cdn, *PUBLIC), url)

    assert cdn.asked == []


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_never_followed(address):
    cdn = Cdn()

    with pytest.raises(Unfit):
        await fetched(media(cdn, PUBLIC[0], address))

    assert not public(ipaddress.ip_address(address))
    assert cdn.asked == []


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
                                     "2002:5db8:d70e::1", "64:ff9b::5db8:d70e"])  # fmt: skip
def test_an_address_out_in_the_world_is_public(address):
    assert public(ipaddress.ip_address(address))


@pytest.mark.parametrize("url", [*WRONG[:12], "https://169.254.169.254/latest", "//evil.com/"])
async def test_a_redirect_is_checked_like_the_first_address(url):
    cdn = Cdn(302, location=url)

    with pytest.raises(Unfit):
        await fetched(media(cdn, *PUBLIC))

    assert {reached for reached, _ in cdn.asked} <= set(PUBLIC)


async def test_redirects_end():
    cdn = Cdn(302, location="https://cdn.gen.pro/again.mp4")

    with pytest.raises(Unfit, match="too often"):
        await fetched(media(cdn, *PUBLIC))

    assert len(cdn.asked) == 4


async def test_a_name_that_changes_its_mind_is_asked_once():
    """Rebinding: the address that was checked is the address that is reached."""
    cdn, answers = Cdn(), iter([PUBLIC, ("127.0.0.1",)])

    async def resolve(host, port):
        return next(answers)

    http = httpx.AsyncClient(transport=httpx.MockTransport(cdn), trust_env=False)
    await fetched(Media(http, ["cdn.gen.pro"], resolve))

    assert cdn.asked == [(PUBLIC[0], "cdn.gen.pro")]


@pytest.mark.parametrize(
    "headers",
    [{"content_length": "1001"}, {"content_length": "10000000000"}, {"content_length": "-1"},
     {"content_length": "4x"}, {"content_length": "0"}, {"content_encoding": "gzip"}],
    ids=str,
)  # fmt: skip
async def test_what_is_too_large_or_packed_or_of_unknown_size_is_not_taken(headers):
    cdn = Cdn(**headers)

    with pytest.raises(Unfit):
        await fetched(media(cdn, *PUBLIC))


async def test_a_name_without_an_address_may_have_one_another_time():
    with pytest.raises(NotFetched):
        await fetched(media(Cdn()))


NOT_VIDEOS = {
    "a picture of lines that may hold a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "a web page": b"<!doctype html><script>x()</script>",
    "a web page that looks like a box": b"<!--ftypmp42--><script>x()</script>",
    "a web page whose first box is short": b"\0<!-ftypmp42--><script>x()</script>",
    "an archive": b"PK\3\4" + bytes(60),
    "a packed file": b"\x1f\x8b\x08" + bytes(60),
    "a program": b"\x7fELF" + bytes(60),
    "another program": b"MZ" + bytes(60),
    "a document": b"%PDF-1.7\n",
    "a picture": b"\xff\xd8\xff\xe0" + bytes(60),
    "a picture in a video's box": b"\0\0\0\x1cftypavif" + bytes(60),
    "sound in a video's box": b"\0\0\0\x1cftypM4A " + bytes(60),
    "a box of no length": b"\0\0\0\0ftypmp42" + bytes(60),
    "the beginning of a video, cut off": b"\0\0\0\x18fty",
    "a list of further addresses": b"#EXTM3U\nhttp://169.254.169.254/",
    "nothing but zeros": bytes(1_000),
    "a container of something unknown": b"\x1a\x45\xdf\xa3" + bytes(60),
}


@pytest.mark.parametrize("content", NOT_VIDEOS.values(), ids=NOT_VIDEOS.keys())
async def test_what_is_not_a_video_is_not_passed_on_whatever_it_is_called(content):
    cdn = Cdn(content=content, content_type="video/mp4")

    with pytest.raises(Unfit, match="not a video"):
        await fetched(media(cdn, *PUBLIC))


VIDEOS = {
    "MP4": VIDEO,
    "QuickTime": b"\0\0\0\x14ftypqt  " + bytes(100),
    "WebM": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3\x81\x08\x42\x82\x84webm"
    + bytes(100),
}  # fmt: skip


@pytest.mark.parametrize("content", VIDEOS.values(), ids=VIDEOS.keys())
@pytest.mark.parametrize("step", [1, 7, 64, 1_000])
async def test_a_video_is_passed_on_byte_by_byte_however_it_comes(content, step):
    assert await fetched(media(Cdn(content=content, step=step), *PUBLIC)) == content


def test_a_video_of_the_sandbox_is_one():
    clip = (GENBOT / "sandbox" / "media" / "ember.mp4").read_bytes()

    assert is_video(clip[:64])
    voice = (GENBOT / "sandbox" / "media" / "voice.m4a").read_bytes()[:64]
    assert is_sound(voice)
    assert not is_video(voice)


SOUNDS = {
    "M4A": b"\0\0\0\x1cftypM4A " + bytes(60),
    "a film": VIDEO,
    "MP3": b"\xff\xfb\x90\x44" + bytes(60),
    "MP3 with its name": b"ID3\4" + bytes(60),
    "AAC": b"\xff\xf1" + bytes(60),
    "WAV": b"RIFF\x24\0\0\0WAVEfmt " + bytes(60),
    "Ogg": b"OggS" + bytes(60),
    "FLAC": b"fLaC" + bytes(60),
}
NO_SOUNDS = {name: content for name, content in NOT_VIDEOS.items() if "sound" not in name} | {
    "a text with a mark": b"\xff\xfe<\0s\0" + bytes(60),
    "other pictures": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(60),
}


@pytest.mark.parametrize("content", SOUNDS.values(), ids=SOUNDS.keys())
async def test_sound_is_passed_on_where_sound_is_wanted(content):
    assert await fetched(media(Cdn(content=content), *PUBLIC), kind="sound") == content


@pytest.mark.parametrize("content", NO_SOUNDS.values(), ids=NO_SOUNDS.keys())
async def test_what_is_not_sound_is_not_passed_on_as_sound(content):
    with pytest.raises(Unfit, match="not sound"):
        await fetched(media(Cdn(content=content), *PUBLIC), kind="sound")


async def test_ten_gigabytes_are_refused_before_the_first_byte_is_taken():
    cdn = Cdn(content=VIDEO + bytes(2**20), times=10_000)

    with pytest.raises(Unfit, match="too large"):
        await fetched(media(cdn, *PUBLIC))

    assert cdn.body.taken == 0
