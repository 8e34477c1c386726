"""A program under measurement, as its own process, and what the system says it used."""

import asyncio
import os
import resource
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = resource.getpagesize()
ROOT = Path(__file__).parents[1]
# A developer's own settings must not be measured, nor source that is compiled at every start.
OURS = ("SLACK_", "GEN_", "GENBOT_", "PYTHONDONTWRITEBYTECODE")
END = 10.0


@dataclass(frozen=True, slots=True)
class Process:
    pid: int

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        after = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        fields = after.split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def memory(self) -> float:
        """Megabytes that it holds at the moment."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="utf-8").split()[1]
        return int(pages) * PAGE / 1e6


def environment(**more: str) -> dict[str, str]:
    """Ours, as an installed program would find it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    path = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH", "")]))
    return {**kept, "PYTHONPATH": path, **more}


@asynccontextmanager
async def running(
    command: Sequence[str], env: Mapping[str, str], home: Path, python: str = sys.executable
) -> AsyncIterator[Process]:
    """Python with these arguments, until the block ends; its log is `log` in its home."""
    with (home / "log").open("ab") as log:
        child = await asyncio.create_subprocess_exec(
            python, *command, env=environment(**env), cwd=home,
            stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield Process(child.pid)
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(child.wait(), END)
            except TimeoutError:
                child.kill()
                await child.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
