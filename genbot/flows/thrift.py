"""What GEN and we can bear: asked of by everything that looks, so it stands in the database."""

import json
from dataclasses import astuple

from genbot.domain.thrift import Thrift
from genbot.gen.errors import SlowDown
from genbot.store import Transaction

MARK = "thrift"


def known(tx: Transaction) -> Thrift:
    told = tx.marks.get(MARK)
    return Thrift(*json.loads(told)) if told else Thrift()


def dearer(tx: Transaction) -> float:
    """How many times as dear as usual a look at GEN is."""
    return known(tx).dearer(tx.now, tx.settings.pace)


def away(tx: Transaction) -> bool:
    """Whether GEN wants to hear nothing at all."""
    return known(tx).away(tx.now)


def heard(tx: Transaction, error: Exception) -> None:
    """GEN says that it is too much: everything is asked for more seldom, and nothing before the time
    it names."""
    if isinstance(error, SlowDown):
        _keep(tx, known(tx).refused(tx.now, tx.settings.pace, error.wait or 0.0))


def behind(tx: Transaction) -> None:
    """What is due waits for its turn: it is too much for us."""
    before = known(tx)
    if (now := before.late(tx.now, tx.settings.pace)) != before:
        _keep(tx, now)


def _keep(tx: Transaction, now: Thrift) -> None:
    tx.marks.set(MARK, json.dumps(astuple(now)))
