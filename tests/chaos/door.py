"""The way to the pretend GEN: an `Ask` for one life, and what goes wrong on it."""

import asyncio
from typing import TYPE_CHECKING, Any

from genbot.gen import edit, ideas, jobs, sheets
from genbot.gen.endpoint import Endpoint
from tests.chaos.faults import GEN, LOOKS, raised

if TYPE_CHECKING:
    from tests.chaos.gen import GenWorld
    from tests.chaos.life import Life

LATENCY = 0.2
MOVING = {
    ideas.GetRun: ideas.Run,
    edit.GetGeneration: sheets.Generation,
    jobs.GetUserJob: jobs.UserJob,
}


class GenDoor:
    """An `Ask`, for one life. The request arrives even if its sender dies meanwhile."""

    def __init__(self, gen: "GenWorld", life: "Life") -> None:
        self.gen, self.life, self.world = gen, life, gen.world

    async def __call__(self, call: Endpoint[Any], /, *, key: str | None = None) -> Any:
        name = type(call).__name__
        await self.life.point(f"GEN {name}: before")
        call.wire()
        kinds = [*GEN, *LOOKS] if type(call) in MOVING else GEN
        fault = self.world.faults.draw(name, kinds)
        where = call.wire().path
        self.gen.calls.append((self.world.now(), self.life.number, where))
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.world.later(LATENCY, self._arrive, call, key, fault, answered)
        answer = await answered
        if fault and fault.status == 429 and fault.wait:
            until = self.world.now() + fault.wait
            self.gen.holds.append((self.world.now(), self.life.number, where, until))
        await self.life.point(f"GEN {name}: answered")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _arrive(self, call: Any, key: str | None, fault: Any, answered: Any) -> None:
        name = type(call).__name__
        answer: Any = None
        if fault is None or fault.effect or fault.status in {201, 202}:
            try:
                answer = self.gen.do(call, key)
            except Exception as refused:  # noqa: BLE001  this is how GEN says no
                answer = refused
        if fault:
            self.world.fault(fault.name, name)
            answer = _spoiled(answer, fault, call)
        if self.life.alive and self.life.cut(f"GEN {name}: done"):
            return
        takes = fault.takes if fault else LATENCY
        self.world.later(takes, lambda: answered.done() or answered.set_result(answer))


def _spoiled(answer: Any, fault: Any, call: Any) -> Any:
    match fault.status:
        case 200:
            return answer
        case 201 | 202 if not isinstance(answer, Exception):
            status = "reticulating" if fault.status == 201 else "pending"
            return MOVING[type(call)].model_validate({**answer.model_dump(), "status": status})
        case 201 | 202:
            return answer
    return raised(fault, call)
