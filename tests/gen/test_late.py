"""The world is reached as with httpx's own transport, which is made when it is needed first."""

import asyncio

import httpx
import pytest
from aiohttp import web

from genbot.gen.late import Late


@pytest.fixture
async def url():
    async def hello(request):
        return web.Response(text=request.path)

    app = web.Application()
    app.router.add_get("/{path}", hello)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}"
    await runner.cleanup()


async def test_the_first_requests_wait_for_one_transport_together(url, monkeypatch):
    made = []
    real = httpx.AsyncHTTPTransport

    def counted(**how):
        made.append(how)
        return real(**how)

    monkeypatch.setattr(httpx, "AsyncHTTPTransport", counted)
    async with httpx.AsyncClient(transport=Late(), trust_env=False) as http:
        assert made == []
        both = await asyncio.gather(http.get(f"{url}/a"), http.get(f"{url}/b"))
        again = await http.get(f"{url}/c")

    assert [one.text for one in (*both, again)] == ["/a", "/b", "/c"]
    assert len(made) == 1


async def test_a_request_that_is_given_up_leaves_the_transport_to_the_next(url):
    async with httpx.AsyncClient(transport=Late(), trust_env=False) as http:
        first = asyncio.create_task(http.get(f"{url}/a"))
        await asyncio.sleep(0)
        first.cancel()
        assert (await http.get(f"{url}/b")).text == "/b"


async def test_what_was_never_used_is_closed_without_a_word():
    async with httpx.AsyncClient(transport=Late()):
        pass
