"""How httpx reaches the world: the certificates are read when something is first asked, not at the start."""

import asyncio

import httpx

LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=16)


class Late(httpx.AsyncBaseTransport):
    """httpx's own transport, made beside everything else when the first request comes."""

    def __init__(self) -> None:
        self._making: asyncio.Task[httpx.AsyncHTTPTransport] | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._making is None:
            self._making = asyncio.create_task(self._made())
        transport = await asyncio.shield(self._making)
        return await transport.handle_async_request(request)

    async def aclose(self) -> None:
        if self._making is not None:
            await (await self._making).aclose()

    async def _made(self) -> httpx.AsyncHTTPTransport:
        return await asyncio.to_thread(httpx.AsyncHTTPTransport, limits=LIMITS, trust_env=False)
