"""Errands: wanted by a person, done at GEN, told in one message that is kept current."""

from dataclasses import replace
from typing import Any

from genbot.domain.approvals import Gate
from genbot.domain.errands import ADMINS, KEEPERS, STUDIO, USUAL, Errand, ErrandState, What
from genbot.domain.errors import NotNow
from genbot.domain.events import ErrandMoved
from genbot.domain.pace import together
from genbot.domain.watches import Kind, Phase
from genbot.flows import channels, editing, policies, shortages
from genbot.store import Transaction


def want(
    tx: Transaction,
    what: What,
    title: str,
    *,
    channel: str,
    by: str,
    thread: str = "",
    agent: tuple[str, str] | None = None,
    **wish: Any,
) -> Errand:
    """Somebody wants this done: its message appears, its watch begins.

    It is done by the channel's agent, or by `agent` (id and name). `title` is how people call it
    ("Research: late-night tacos"); raises NotHere when no agent speaks in the channel, and NotYours
    when this person may not have it done.
    """
    id, name = agent or channels.speaks(tx, channel)
    allowed(tx, what, channel, id, by)
    channels.met(tx, channel, by)
    errand = Errand(tx.new_id(), what, title, channel, by, tx.now, id, name, thread, wish)
    return _begin(tx, errand, "wanted", by)


def allowed(tx: Transaction, what: What, channel: str, agent: str, by: str) -> None:
    """Raises NotYours unless this person may have such a thing done for this agent."""
    if what in ADMINS:
        channels.everywhere(tx, by)
    if what in KEEPERS:
        channels.keeps(tx, channel, agent, by)


def _mine(tx: Transaction, id: str, by: str) -> Errand:
    """The errand, for somebody who might have wanted it too."""
    errand = tx.errands.get(id)
    allowed(tx, errand.what, errand.channel, errand.agent, by)
    return errand


def again(tx: Transaction, id: str, *, by: str) -> Errand:
    """A person wants what failed, was held or is in doubt once more; raises NotNow."""
    before = _mine(tx, id, by)
    if before.what in STUDIO:
        editing.again(tx, before, by)
    errand = before.move("again", attempt=before.attempt + 1, reason="", note="", job="", ended=0.0)
    errand = _begin(tx, errand, "again", by)
    if before.state is ErrandState.HELD:
        shortages.refresh(tx, errand.channel)
    return errand


def settle(tx: Transaction, id: str, *, by: str) -> Errand:
    """A person looked: what was in doubt was done after all."""
    return keep(tx, _mine(tx, id, by).move("settle", ended=tx.now), "settled", by)


def stop(tx: Transaction, id: str, *, by: str) -> Errand:
    """Nobody waits for it any more; what GEN is doing already, it does."""
    errand = _mine(tx, id, by).move("stop", ended=tx.now)
    tx.watches.drop(errand.kind, id)
    return keep(tx, errand, "stopped", by)


def answer(tx: Transaction, id: str, verdict: str, *, by: str) -> Errand:
    """The agent asked before it goes on; yes or no is passed on."""
    errand = tx.errands.get(id)
    policies.check(tx, errand.channel, Gate.IDEAS, by)
    if errand.state is not ErrandState.APPROVAL:
        raise NotNow("The agent is not waiting for an answer any more.")
    tx.watch(Kind.ERRAND_ANSWER, id)
    return keep(tx, errand.move("answer", verdict=verdict), "answered", by)


def taken(tx: Transaction, id: str, job: str) -> None:
    """GEN has it under this id."""
    keep(tx, tx.errands.get(id).move("taken", job=job, since=tx.now, note=""), "taken")


def look_on(tx: Transaction, errand: Errand, due: float) -> None:
    """Look at what GEN has for certain, from `due` on, without asking for it again."""
    tx.watch(errand.kind, errand.id, due)
    if watch := tx.watches.of(errand.kind, errand.id):
        tx.watches.change(
            watch, phase=Phase.WAITING, job=errand.job, due=due, asked=errand.since,
            agent=errand.agent, looked=tx.now,
        )  # fmt: skip


def asks(tx: Transaction, id: str, question: str) -> None:
    """The agent awaits a yes or no from a person."""
    errand = tx.errands.get(id)
    if errand.state is ErrandState.WORKING and not errand.verdict:
        may = policies.standing(tx, errand.channel, Gate.IDEAS).people
        keep(tx, errand.move("asks", reason=question, may=may), "asks")


def progressed(tx: Transaction, id: str, result: dict[str, Any]) -> None:
    """Something to show on the way; shown, not journaled."""
    errand = tx.errands.get(id)
    merged = errand.result | result
    if merged != errand.result and not errand.state.over:
        tx.show(ErrandMoved(tx.errands.save(replace(errand, result=merged)), "progress"))


def done(tx: Transaction, id: str, result: dict[str, Any]) -> Errand:
    errand = tx.errands.get(id)
    moved = errand.move("done", result=errand.result | result, reason="", note="", ended=tx.now)
    return keep(tx, moved, "done")


def ended(tx: Transaction, id: str, verb: str, why: str) -> None:
    """It failed, is held for want of credits, or is in doubt."""
    errand = tx.errands.look(id)
    if errand and not errand.state.over:
        errand = keep(tx, errand.move(verb, reason=why, note="", ended=tx.now), verb)
        if errand.state is ErrandState.HELD:
            shortages.refresh(tx, errand.channel)


def delayed(tx: Transaction, id: str, why: str) -> None:
    """Say that GEN keeps us waiting, or (empty) that it answers again."""
    errand = tx.errands.look(id)
    if errand and errand.note != why:
        tx.show(ErrandMoved(tx.errands.save(replace(errand, note=why)), "delayed"))


def keep(tx: Transaction, errand: Errand, news: str, by: str = "") -> Errand:
    tx.errands.save(errand)
    tx.tell(ErrandMoved(errand, news, by))
    return errand


def _begin(tx: Transaction, errand: Errand, news: str, by: str) -> Errand:
    prior = USUAL.get(errand.what)
    usual = [tx.durations.usual(f"errand:{errand.what}", prior, tx.now)] if prior else []
    expects = together(usual)
    tx.watch(errand.kind, errand.id)
    return keep(tx, replace(errand, expects=expects), news, by)
