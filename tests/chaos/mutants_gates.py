"""Faults planted at the gates: who decides, and what a rehearsal keeps inside."""

from typing import Any

from genbot.domain import publications as posts
from genbot.flows import channels, gate, lifecycle, policies, publications, rehearsals
from tests.chaos.planting import Mutant, Swap, undisturbed


def _no_policy() -> list[Swap]:
    def anybody(tx: Any, channel: str, of: Any, by: str) -> Any:
        return policies.standing(tx, channel, of)

    return [(policies, "check", anybody)]


def _published() -> list[Swap]:
    def send(tx: Any, id: str) -> Any:
        out = gate.passed(tx, id)
        if out and out.rehearsal:
            lifecycle.move(tx, tx.ideas.get(out.idea_id), "approve_video")
        return out and publications.keep(tx, out.move("send"), "sending")

    return [(gate, "send", send), (posts, "OUTWARD", set())]


def _not_voided() -> list[Swap]:
    real = channels.find

    def set_up(tx: Any, wanted: Any, *, by: str) -> Any:
        return channels.set_up(tx, wanted, by=by)

    def passed(tx: Any, id: str) -> Any:
        out = tx.publications.look(id)
        return out if out and out.state == "scheduled" and real(tx, out.channel) else None

    return [(rehearsals, "set_up", set_up), (gate, "passed", passed)]


GATES = [
    Mutant("nobody asks who may decide", _no_policy, undisturbed("settings")),
    Mutant("a rehearsal is published", _published, undisturbed("rehearsed")),
    Mutant("the switch of a rehearsal voids nothing", _not_voided, undisturbed("rehearsed")),
]
