"""The vocabulary of a test: a clock that moves by hand, ids that count, a real store on disk."""

import os
import shutil
import signal
import ssl
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings

from genbot.domain.events import Event
from genbot.domain.posts import Say
from genbot.domain.settings import Settings
from genbot.store import Store

MEMORY, ENOUGH = "/dev/shm", 2_000_000_000  # noqa: S108  bytes that tests may want at once
# How long an example takes is the machine's; the same ones each time. `--hypothesis-profile=explore`
# looks at others.
HARMLESS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("explore", deadline=None, suppress_health_check=HARMLESS)
settings.register_profile("genbot", settings.get_profile("explore"), derandomize=True)
settings.load_profile("genbot")
TRUSTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # nobody


def pytest_configure(config: pytest.Config) -> None:
    """Where there is room in memory, temporary files are there, those of our processes too: what is
    killed here is a process and not a machine, and on a disk each of the many commits waits."""
    ready = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    if ready and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = tempfile.tempdir = MEMORY
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun by a script, in the background:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # what we start is to hear Ctrl-C


def plain_http(**wanted: Any) -> httpx.AsyncClient:
    """For our own servers, which speak no TLS: to read the machine's certificates takes longer than
    most stories."""
    return httpx.AsyncClient(verify=TRUSTED, trust_env=False, **wanted)


class Clock:
    """Time that stands still until it is told to move."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self.at, self.put_forward = start, 0.0

    def __call__(self) -> float:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += seconds

    def put(self, seconds: float) -> None:
        """Somebody sets it to another time; nothing of the kind has passed."""
        self.at, self.put_forward = self.at + seconds, self.put_forward + seconds

    def steady(self) -> float:
        """The one that no hand moves."""
        return self.at - self.put_forward


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"id{next(numbers):04d}"


@pytest.fixture
def settings() -> Settings:
    return Settings(agent="agent-santiago", undo=30.0)


def silent(event: Event) -> list[Say]:
    return []


@pytest.fixture
def announce() -> Callable[[Event], list[Say]]:
    return silent


@pytest.fixture(scope="session")
def as_installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a first start leaves it: made once, because each story begins with a copy."""
    path = tmp_path_factory.mktemp("installed") / "genbot.db"
    Store(path, announce=silent, settings=Settings(), now=Clock(), new_id=lambda: "").close()
    return path


@pytest.fixture
def make_store(
    tmp_path: Path,
    as_installed: Path,
    clock: Clock,
    new_id: Callable[[], str],
    settings: Settings,
    announce: Callable[[Event], list[Say]],
) -> Iterator[Callable[[], Store]]:
    """Opens the same database each time: a second call is a restart, once the first is closed."""
    path = tmp_path / "genbot.db"
    opened: list[Store] = []

    def make() -> Store:
        if not path.exists():
            shutil.copytree(as_installed.parent, tmp_path, dirs_exist_ok=True)
        store = Store(
            path, announce=announce, settings=settings, now=clock, new_id=new_id, boot=clock.steady
        )
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store: Callable[[], Store]) -> Store:
    return make_store()


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> float:
    """Seconds the pretend Slack waits for an acknowledgement: three in life, longer than any busy
    machine needs here, and a moment in stories about nobody acknowledging."""
    return 0.3 if request.node.get_closest_marker("impatient") else 20.0
