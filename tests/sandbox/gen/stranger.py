"""A client that nobody here wrote: plain HTTP, and what GEN's four texts say, word for word."""

from typing import Any

import httpx

from tests.conftest import Clock

KEY = {"X-API-Key": "sandbox-key"}


class Stranger:
    """Types requests as the texts print them; `{names}` in a path are ids it has learned."""

    def __init__(self, http: httpx.AsyncClient, clock: Clock) -> None:
        self._http, self._clock = http, clock
        self.ids: dict[str, Any] = {}

    async def ask(
        self, line: str, body: Any = None, *, form: dict[str, Any] | None = None, says: str = "",
        status: int = 200, **more: Any,
    ) -> Any:  # fmt: skip
        """`line` is "POST /v1/agent/run" with what belongs in the query; `says` names the fields
        that the texts print in the answer, or in the first of a list."""
        verb, _, place = line.partition(" ")
        files = {
            name: at if isinstance(at, tuple) else (None, at) for name, at in (form or {}).items()
        }
        url = place.format_map(self.ids)
        more.setdefault("headers", KEY)
        sent = {"json": body} if body is not None else {"files": files} if files else {}
        answer = await self._http.request(verb, url, **sent, **more)
        assert answer.status_code == status, f"{line}: {answer.status_code} {answer.text[:300]}"
        told = (
            answer.json() if answer.content and "json" in answer.headers["Content-Type"] else None
        )
        self._has(line, told, says)
        return told

    def _has(self, line: str, told: Any, says: str) -> None:
        one = told[0] if isinstance(told, list) and told else told
        assert set(says.split()) <= set(one or ()), f"{line}: {sorted(one or ())} lacks of {says}"

    async def refused(self, line: str, body: Any, status: int, code: str) -> None:
        told = await self.ask(line, body, status=status, says="error error_code")
        assert (told["error_code"], bool(told["error"])) == (code, True)

    async def poll(self, line: str, **more: Any) -> Any:
        """Ask until it is over, as every page shows it."""
        for _ in range(600):
            told = await self.ask(line, **more)
            if told.get("user_job", told)["status"] in {"completed", "failed"}:
                return told
            self._clock.pass_(3)
        raise AssertionError(f"{line} never ends")

    async def get(self, url: str, **more: Any) -> httpx.Response:
        return await self._http.get(url, **more)

    async def put(self, url: str, content: bytes, headers: dict[str, str]) -> int:
        return (await self._http.put(url, content=content, headers=headers)).status_code
