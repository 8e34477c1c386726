"""Where the databases of a run are: in memory, and gone when it is over."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from genbot.domain.settings import Settings
from genbot.store import Store

SHM = Path("/dev/shm")  # noqa: S108  memory, so that a thousand databases cost nothing


@contextmanager
def folder() -> Iterator[Path]:
    """A place of its own."""
    where = made()
    try:
        yield where
    finally:
        shutil.rmtree(where, ignore_errors=True)


def made(name: str = "") -> Path:
    """A new folder."""
    return Path(tempfile.mkdtemp(prefix=f"chaos-{name}", dir=SHM if SHM.is_dir() else None))


def copied(database: Path, target: Path) -> None:
    """A database with what belongs beside it."""
    for end in ("", "-wal", ".seal"):
        if (beside := Path(f"{database}{end}")).exists():
            shutil.copyfile(beside, f"{target}{end}")


_blank: list[Path] = []


def blank() -> Path:
    """A database with its tables and nothing in them, made once per process."""
    if not _blank:
        where = made("blank-")
        Store(
            where / "blank.db", announce=lambda event: [], settings=Settings(),
            now=lambda: 0.0, new_id=lambda: "",
        ).close()  # fmt: skip
        _blank.append(where / "blank.db")
    return _blank[0]
