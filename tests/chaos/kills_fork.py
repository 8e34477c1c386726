"""A process that has read all of genbot already, and forks a `genbot run` for each start.

What is saved is the import (0.7 s of CPU), nothing else: the child runs the command line's own
entry in a process, a session and an environment of its own, on the real files, and is killed alone.
"""

import asyncio
import ctypes
import gc
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from genbot.sandbox.bot import Bot

ENTRY = [sys.executable, "-m", "tests.chaos.kills_fork"]
MOST = 2**18  # bytes of one wish: an environment
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Born:
    """A forked child, as far as whoever supervises it can tell it from a started one."""

    def __init__(self, pid: int, stdout: asyncio.StreamReader, news: socket.socket) -> None:
        self.pid, self.stdout, self._news = pid, stdout, news
        self.returncode: int | None = None

    async def wait(self) -> int:
        told = await asyncio.get_running_loop().sock_recv(self._news, 64)
        self.returncode = os.waitstatus_to_exitcode(int(told)) if told else -signal.SIGKILL
        return self.returncode


class ForkedBot(Bot):
    """The bot, forked from a nursery; of its starts a share is a plain one, of a new interpreter."""

    nursery: socket.socket
    chance: random.Random
    plain = 0.0
    is_plain = False
    born = 0.0

    async def start(self) -> None:
        self.is_plain, self.born = self.chance.random() < self.plain, time.monotonic()
        if self.is_plain:
            await super().start()
            return
        loop = asyncio.get_running_loop()
        reading, writing = os.pipe()
        wish = {"env": self._around.environment(), "cwd": str(self._around.home)}
        socket.send_fds(self.nursery, [json.dumps(wish).encode()], [writing])
        os.close(writing)
        stream = asyncio.StreamReader(limit=2**20)
        await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(reading, "rb")
        )
        pid = int(await loop.sock_recv(self.nursery, 64) or self._orphaned())
        self._process = Born(pid, stream, self.nursery)  # type: ignore[assignment]
        self.starts += 1
        follow = self._follow(self._process)  # type: ignore[arg-type]
        self._end = asyncio.create_task(follow, name="bot's log")

    def _orphaned(self) -> int:
        raise RuntimeError("the nursery is gone; its own words are on standard error")


@contextmanager
def a_nursery(mutant: str = "") -> Iterator[socket.socket]:
    """A nursery, and the socket to ask it by; all its children end with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, subprocess.Popen([*ENTRY, mutant], stdin=theirs) as process:
        ours.setblocking(False)
        try:
            yield ours
        finally:
            process.kill()


def main(mutant: str) -> None:
    """Fork one child for each wish, tell its pid, and how it ended."""
    _end_with_parent()
    import genbot.app  # noqa: F401, PLC0415  that is what the nursery is for

    news = socket.socket(fileno=os.dup(0))
    with _planted(mutant):
        gc.collect()
        gc.freeze()
        while True:
            wish, given, _, _ = socket.recv_fds(news, MOST, 1)
            if not wish:
                return
            pid = os.fork()
            if pid == 0:
                _live(json.loads(wish), given[0])
            os.close(given[0])
            news.send(str(pid).encode())
            news.send(str(os.waitpid(pid, 0)[1]).encode())


def _live(wish: dict[str, Any], out: int) -> None:
    """What `python -m genbot run` does, from here on; never returns."""
    _end_with_parent()
    os.setsid()
    for number, handle in enumerate((os.open(os.devnull, os.O_RDONLY), out, out)):
        os.dup2(handle, number)
    os.closerange(3, 256)
    os.chdir(wish["cwd"])
    os.environ.clear()
    os.environ.update(wish["env"])
    from genbot.cli import main as genbot  # noqa: PLC0415

    status: Any = 70
    try:
        genbot(["run"])
    except SystemExit as end:
        status = end.code
    finally:
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


@contextmanager
def _planted(name: str) -> Iterator[None]:
    with ExitStack() as stack:
        if name:
            from tests.chaos.mutants import MUTANTS  # noqa: PLC0415
            from tests.chaos.planting import planted  # noqa: PLC0415

            (found,) = (one for one in MUTANTS if one.name == name)
            stack.enter_context(planted(found))
        yield


if __name__ == "__main__":
    main(sys.argv[1])
