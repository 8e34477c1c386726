"""Controls 7 and 8: previews come from where they may come from, and nothing inside is ever reached."""

import ipaddress

import httpx
import pytest

from genbot.slack.media import Media, NotFetched, Unfit, public

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


class Video(httpx.AsyncByteStream):
    async def __aiter__(self):
        yield b"mp4!"


class Cdn:
    """Answers every request, and keeps which address was reached under which name."""

    def __init__(self, status=200, **headers):
        self.asked, self.status = [], status
        self.headers = {"content-length": "4"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }

    def __call__(self, request):
        self.asked.append((request.url.host, request.headers["host"]))
        return httpx.Response(self.status, headers=self.headers, stream=Video())


def media(cdn, *found):
    async def resolve(host, port):
        return found

    http = httpx.AsyncClient(transport=httpx.MockTransport(cdn), trust_env=False)
    return Media(http, ["cdn.gen.pro"], resolve)


async def fetched(media, url="https://cdn.gen.pro/v.mp4"):
    async with media.open(url, 1_000) as clip:
        return b"".join([chunk async for chunk in clip.chunks])


async def test_a_file_of_the_cdn_is_fetched_from_the_address_that_was_checked():
    cdn = Cdn()

    assert await fetched(media(cdn, *PUBLIC)) == b"mp4!"
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
