"""GEN's calls: any address, any body; the right address with any body does nothing but move looks nearer."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

from pydantic import SecretStr

from genbot.domain.hints import NEAR
from genbot.flows import hints
from genbot.webhook.address import seal
from genbot.webhook.door import LARGEST, Door
from tests.fuzz.door import Body
from tests.fuzz.mutate import Mutator
from tests.fuzz.targets import Life

AGENT, SECRET = "agent-santiago", SecretStr("s" * 32)
SEAL = seal(SECRET, AGENT)
CALLS: tuple[Any, ...] = (
    {"event": "generation.completed", "generation_id": 48201, "agent_id": AGENT},
    {"event": "run.failed", "run_id": "job-2", "status": "failed", "data": {"reason": "<!channel>"}},
    {"user_job": {"id": "job-3", "status": "completed", "result": {"post_id": "7"}}},
    ["48201", {"id": "job-2"}],
)  # fmt: skip
WATCHED = "SELECT id, due, hinted FROM watches ORDER BY id"
KEPT = "SELECT id, kind, subject, phase, job, tries, asked, doubtful, owner, agent, looked FROM watches"


SAID = """UPDATE watches SET job = ?, tries = ?, due = ?
    WHERE id = (SELECT id FROM watches ORDER BY id LIMIT 1 OFFSET ?)"""


class Calls:
    """Watches in every phase; each call is tried and undone."""

    def __init__(self, life: Life) -> None:
        self.life, self.loop = life, asyncio.new_event_loop()
        self.door = Door(None, SECRET)  # type: ignore[arg-type]
        self.conn, self.tx = life.conn, life.tx
        set_ = "UPDATE watches SET agent = ?, looked = ?"
        self.conn.execute(set_, (AGENT, self.tx.now - 1.0))
        for id, job, tries in ((1, "48201", 0), (2, "job-2", 0), (3, "job-3", 2)):
            values = (job, tries, self.tx.now + 50, id)
            self.conn.execute(SAID, values)

    def __call__(self, mutator: Mutator) -> None:
        """No other address is let in; what is said through the right one moves nothing but looks."""
        agent, told, body = AGENT, SEAL, self._body(mutator)
        if mutator.chance.random() < 0.5:
            agent, told = mutator.text((AGENT,)), mutator.text((SEAL,))
        status = self.loop.run_until_complete(self._knock(agent, told, body))
        taken = 202 if len(body) <= LARGEST else 413
        assert status == (taken if (agent, told) == (AGENT, SEAL) else 404)
        heard, self.door._heard = self.door._heard, []
        assert bool(heard) == (status == 202)
        if heard:
            self.life.tried(lambda: self._only_looks_move(heard))

    def _body(self, mutator: Mutator) -> bytes:
        said = mutator.value(mutator.chance.choice(CALLS))
        body = json.dumps(said, default=str).encode(errors="replace")
        return mutator.data(body) if mutator.chance.random() < 0.5 else body

    async def _knock(self, agent: str, told: str, body: bytes) -> int:
        request = SimpleNamespace(content=Body(body), match_info={"agent": agent, "seal": told})
        return (await self.door.take(request)).status  # type: ignore[arg-type]

    def _only_looks_move(self, heard: list[hints.Hint]) -> None:
        before, kept = self._read(WATCHED), self._rest()
        hints.heard(self.tx, heard)
        assert self._rest() == kept
        soonest = self.tx.now - 1.0 + NEAR
        for (_, due, _), (_, now, _) in zip(before, self._read(WATCHED), strict=True):
            assert now == due or soonest <= now < due

    def _rest(self) -> Any:
        said = self._read("SELECT count(*), max(seq), sum(rev) FROM outbox")
        return self._read(KEPT), said, self._read("SELECT max(id) FROM journal")

    def _read(self, sql: str) -> list[Any]:
        return self.conn.execute(sql).fetchall()

    def close(self) -> None:
        self.loop.close()
