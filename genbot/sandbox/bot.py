"""The real bot as a process of its own: started with a pretend world around it, brought back when it dies."""

import asyncio
import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

logger = logging.getLogger(__name__)

# A developer's own tokens and settings must never reach the rehearsal.
_OURS = ("SLACK_", "GEN_", "GENBOT_")
_MEMORY = 400  # log lines
_LONG_LIFE = 10.0  # seconds after which a death is not held against the next start

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the bot finds the pretend services, and where it keeps what it knows."""

    slack: str
    gen: str
    agent: str
    home: Path  # its working directory: no `.env` of somebody else in it
    database: Path
    speed: float
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def undo(self) -> float:
        """Half a minute of the world's time, but never too short for a person to press Undo."""
        return max(2.0, 30.0 / self.speed)

    def environment(self) -> dict[str, str]:
        """What the bot is told; nothing of it tells a rehearsal from the real thing but the addresses."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        sources = [str(Path(__file__).parents[2]), kept.get("PYTHONPATH", "")]
        return kept | {
            "PYTHONPATH": os.pathsep.join(filter(None, sources)),
            "PYTHONUNBUFFERED": "1",
            "SLACK_BOT_TOKEN": "xoxb-sandbox",
            "SLACK_APP_TOKEN": "xapp-sandbox",
            "SLACK_API_URL": f"{self.slack}/api/",
            "GEN_API_KEY": "sandbox-key",
            "GEN_AGENT_ID": self.agent,
            "GEN_API_URL": f"{self.gen}/v1",
            "GEN_AGENT_URL": f"{self.gen}/v1",
            "GENBOT_PROGRESS_URL": f"{self.gen}/progress",
            "GENBOT_MEDIA_HOSTS": self.gen.split("://", 1)[1],
            "GENBOT_DATABASE": str(self.database),
            "GENBOT_PACE": f"{self.speed:g}",
            "GENBOT_UNDO": f"{self.undo:g}",
            "GENBOT_LOG": "human",
            **self.settings,
        }


class Bot:
    """Supervises the bot's process. It may be killed at any time; that is what the rehearsal is for."""

    def __init__(self, command: Sequence[str], around: Surroundings) -> None:
        self.log: deque[str] = deque(maxlen=_MEMORY)
        self.starts = 0
        self.tell: Note = logger.info  # hears what becomes of the process
        self.echo: Note = logger.debug  # hears each line of its log
        self._command = command
        self._around = around
        self._process: asyncio.subprocess.Process | None = None
        self._end: asyncio.Task[int] | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        process = self._process
        return process.pid if process and process.returncode is None else None

    async def start(self) -> None:
        """Start it once; nobody brings it back unless `keep` was called."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._around.environment(),
            cwd=self._around.home,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is ours to pass on
            limit=2**20,
        )
        self.starts += 1
        self._end = asyncio.create_task(self._follow(self._process), name="bot's log")

    async def _follow(self, process: asyncio.subprocess.Process) -> int:
        if process.stdout is not None:
            async for line in process.stdout:
                self.log.append(line.decode(errors="replace").rstrip())
                self.echo(self.log[-1])
        return await process.wait()

    async def ended(self) -> int:
        """Waits for the end of the process; answers its exit status."""
        return await asyncio.shield(self._end) if self._end else 0

    def keep(self) -> None:
        """Start it, and start it again whenever it ends."""
        self._keeper = asyncio.create_task(self._keep(), name="bot's keeper")

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        pause = 0.0
        while True:
            begun = loop.time()
            await self.start()
            status = await self.ended()
            self.tell(f"the bot ended ({_how(status)}); starting it again")
            killed = status < 0  # by somebody else: not its own fault
            lived = loop.time() - begun > _LONG_LIFE
            pause = 0.0 if killed else 0.5 if lived or not pause else min(pause * 2, 10.0)
            await asyncio.sleep(pause)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._signal(signal.SIGKILL)

    def ask_to_end(self) -> None:
        """Let it finish what it has acknowledged, and end."""
        self._signal(signal.SIGTERM)

    def _signal(self, what: signal.Signals) -> None:
        """To nobody, when it has ended and the loop has not heard of it yet."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, what)

    async def stop(self, patience: float = 10.0) -> None:
        """Ask it to end and wait; after `patience` seconds insist."""
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        self.ask_to_end()
        try:
            await asyncio.wait_for(self.ended(), patience)
        except TimeoutError:
            self.kill()
            await self.ended()


def _how(status: int) -> str:
    return f"exit status {status}" if status >= 0 else signal.Signals(-status).name
