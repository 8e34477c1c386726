"""Is this machine ready? The configuration, and the database file."""

import difflib
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

from genbot.config import Config, hint
from genbot.doctor.finding import Finding, odd, right, unknown, wrong
from genbot.store.schema import migrations

MB = 1_000_000
ENOUGH, LEAST = 500 * MB, 20 * MB  # bytes that are left on the disk
HERE = ("127.0.0.1", "localhost", "::1")


def configuration(config: Config, given: Collection[str]) -> Iterator[Finding]:
    """Is all there that `genbot run` needs, and does everything that is there mean something?"""
    topic = "configuration"
    for name in config.missing:
        yield wrong(topic, f"{name} is not set.", hint(name))
    known = {name.upper() for name in Config.model_fields}
    for name in sorted(one.upper() for one in given):
        if name.startswith("GENBOT_") and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            yield odd(topic, f"{name} is no setting.", f"Did you mean {near[0]}?" if near else "")
    for name in ("slack_api_url", "gen_api_url", "gen_agent_url"):
        address = urlsplit(getattr(config, name))
        if address.scheme == "http" and address.hostname not in HERE:
            yield odd(topic, f"{name.upper()} is plain http: keys go over the network readable.")
    if not config.missing:
        way = "http" if config.genbot_workspaces else config.genbot_slack_mode
        yield right(topic, f"complete; Slack comes by {way}.")


def workspaces(config: Config) -> Iterator[Finding]:
    """The folder with everything of several workspaces, and the address that leads to it."""
    topic, folder = "workspaces", config.genbot_workspaces or Path()
    address = urlsplit(config.genbot_address)
    if config.genbot_address and address.scheme != "https" and address.hostname not in HERE:
        yield wrong(
            topic, "GENBOT_ADDRESS is plain http.", "Slack sends nobody back to it: use https."
        )
    if not folder.is_dir():
        yield odd(topic, f"{folder} is not there yet.", "genbot workspace add T0123ABCD")
        return
    for path in sorted((folder, *folder.glob("*.env"), *folder.glob("*.token"))):
        if path.stat().st_mode & 0o077:
            yield odd(topic, f"{path} can be read by others.", f"chmod go= {path}")
    count = len(list(folder.glob("T*.env")))
    yield right(topic, f"{count} may install genbot at {config.genbot_address}/slack/install.")


def _left(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def env_file(path: Path) -> Iterator[Finding]:
    """A file with keys should be readable by its owner only."""
    if path.is_file() and path.stat().st_mode & 0o077:
        yield odd("configuration", f"{path} can be read by others.", f"chmod 600 {path}")


def database(path: Path, left: Callable[[Path], int] = _left) -> Iterator[Finding]:
    """Can it be opened and written, is it whole, is it ours, and is nobody else in it?"""
    topic, folder = "database", path.resolve().parent
    if not path.exists():
        yield _not_there_yet(path, folder)
        return
    if useless := _useless(path, folder):
        yield useless
        return
    if path.stat().st_mode & 0o077:
        yield odd(topic, f"{path} can be read by others.", f"chmod 600 {path}")
    yield from _looked_into(path)
    yield from _room(left(folder))
    if process := holder(path):
        yield right(topic, f"process {process} is running genbot with it.")
    else:
        yield odd(topic, "no genbot runs with it.", "genbot run")


def _useless(path: Path, folder: Path) -> Finding | None:
    """Why nothing can be kept there, whatever is in it."""
    if not path.is_file():
        return wrong("database", f"{path} is no file.", "Give GENBOT_DATABASE the name of a file.")
    if os.access(path, os.W_OK) and os.access(folder, os.W_OK):
        return None
    says = f"{path} or its folder cannot be written."
    return wrong("database", says, "Give it to this user; a read-only disk, mount writable.")


def _looked_into(path: Path) -> Iterator[Finding]:
    try:
        yield from _inside(path)
    except sqlite3.OperationalError as error:  # of the disk, or of who else has it
        yield wrong(
            "database", f"{path} cannot be read: {error}.", "Do not replace it: it may be whole."
        )
    except sqlite3.DatabaseError as error:
        yield wrong("database", f"{path} is damaged or no database: {error}.", "Restore a backup.")


def _room(left: int) -> Iterator[Finding]:
    """A full disk takes no click: what cannot be kept is not acknowledged."""
    if left < ENOUGH:
        says = f"{left / MB:,.0f} MB are left where the database is."
        make = "Make room: genbot takes nothing in while it cannot write."
        yield odd("disk", says, make) if left > LEAST else wrong("disk", says, make)


def _not_there_yet(path: Path, folder: Path) -> Finding:
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    if os.access(existing, os.W_OK):
        return right("database", f"{path} is not there yet; the first `genbot run` makes it.")
    return wrong("database", f"{path} cannot be made: {existing} is not writable.", "Mend that.")


def _inside(path: Path) -> Iterator[Finding]:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=10)) as conn:
        if migrations.foreign(conn):
            says = f"{path} is the database of another program."
            yield wrong("database", says, "Give another GENBOT_DATABASE.")
            return
        known, ours = set(migrations.applied(conn)), set(migrations.names)
        [verdict] = conn.execute("PRAGMA quick_check").fetchone()
        [mode] = conn.execute("PRAGMA journal_mode").fetchone()
    if newer := known - ours:
        says = f"{path} was written by a newer genbot (it knows {max(newer)})."
        yield wrong("database", says, "Run that version, or give another GENBOT_DATABASE.")
    if verdict != "ok":
        yield wrong("database", f"{path} is damaged: {verdict}.", "Restore a backup.")
    elif not newer:
        log = "" if mode == "wal" else f" (journal: {mode}; the next start makes it wal)"
        yield right(
            "database", f"{path} is whole and {'older' if ours - known else 'up to date'}{log}."
        )


def holder(path: Path) -> str:
    """The process that has it open; empty when nobody does."""
    with suppress(FileNotFoundError), Path(f"{path}.lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return lock.read(32).strip() or "unknown"
    return ""


def unread(topics: tuple[str, ...]) -> Iterator[Finding]:
    """What cannot be looked at while the configuration cannot be read."""
    for topic in topics:
        yield unknown(topic, "not looked at.")
