"""What is left of a run for the laws to judge: its database at the end, and its log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from tests.chaos.life import Life


class Judged:
    """What the database held at the end."""

    def __init__(self, life: Life) -> None:
        tx = life.store._tx
        run = tx._db.execute
        self.integrity = run("PRAGMA integrity_check").fetchone()[0]
        self.foreign = run("PRAGMA foreign_key_check").fetchall()
        shelves = (
            "requests", "runs", "ideas", "productions", "publications", "policies", "shortages",
            "errands",
        )  # fmt: skip
        self.things = {name: getattr(tx, name).find() for name in shelves}
        self.journal = tx.journal.latest(100_000)
        self.dead = run("SELECT slot, error FROM outbox WHERE phase = 'dead'").fetchall()
        self.outbox = run("SELECT slot, kind, channel, body, ts FROM outbox").fetchall()
        self.said = run("SELECT slot, channel, made FROM outbox ORDER BY made").fetchall()
        self.text = "\n".join(life.store._writing.iterdump())


class _Keep(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.INFO)
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        record.getMessage()
        self.records.append(record)


@contextmanager
def kept(records: list[logging.LogRecord]) -> Iterator[None]:
    """Everything genbot logs, instead of showing it."""
    handler = _Keep(records)
    loggers = [logging.getLogger(name) for name in ("genbot", "slack_bolt", "asyncio")]
    before = [(one.propagate, one.level) for one in loggers]
    for one in loggers:
        one.propagate = False
        one.addHandler(handler)
    loggers[0].setLevel(logging.INFO)
    try:
        yield
    finally:
        for one, (propagate, level) in zip(loggers, before, strict=True):
            one.removeHandler(handler)
            one.propagate = propagate
            one.setLevel(level)
