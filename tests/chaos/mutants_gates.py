"""Faults planted at the gates: who decides, and what a rehearsal keeps inside."""

from dataclasses import replace
from typing import Any

from genbot.domain import publications as posts
from genbot.domain.access import Answer
from genbot.domain.approvals import Gate, Standing
from genbot.flows import (
    access,
    approvals,
    channels,
    gate,
    lifecycle,
    policies,
    productions,
    publications,
    rehearsals,
)
from tests.chaos.planting import Mutant, Swap, undisturbed


def _no_policy() -> list[Swap]:
    def anybody(tx: Any, channel: str, of: Any, by: str) -> Any:
        return policies.standing(tx, channel, of)

    return [(policies, "check", anybody), (Standing, "admits", lambda here, user: True)]


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


def _yesterday() -> list[Swap]:
    """Whoever might decide when they said yes is never looked at again."""
    cast = approvals.cast

    def anybody(here: Standing) -> Standing:
        return replace(here, rule=replace(here.rule, people=(), groups=()))

    return [
        (approvals, "cast", lambda here, *more, **yes: cast(anybody(here), *more, **yes)),
        (Standing, "counted", lambda here, votes: votes),
    ]


def _own() -> list[Swap]:
    return [(Standing, "heeds", lambda here, user: here.admits(user))]


def _any_seal() -> list[Swap]:
    cast = approvals.cast

    def same(here: Any, before: Any, seal: Any, vote: Any, **yes: bool) -> Any:
        return cast(here, before and replace(before, seal=seal), seal, vote, **yes)

    return [(approvals, "cast", same)]


def _both_answers() -> list[Swap]:
    answer = access.answer

    def again(tx: Any, id: str, verdict: Answer, *, by: str) -> Any:
        tx.accesses.save(replace(tx.accesses.get(id), state=Answer.OPEN))
        return answer(tx, id, verdict, by=by)

    return [(access, "answer", again)]


def _anybody_denies() -> list[Swap]:
    return [(productions, "_over", lambda tx, id, by: tx.productions.get(id))]


def _one_denies() -> list[Swap]:
    """At the budget one no ends it, whatever the rule says."""
    real = approvals.no

    def no(tx: Any, gate: Any, *given: Any) -> Any:
        return None if gate == Gate.BUDGET else real(tx, gate, *given)

    return [(approvals, "no", no)]


def _denied_goes_on() -> list[Swap]:
    """Who denies it has it go on."""
    real = productions.deny

    def deny(tx: Any, id: str, *given: Any, by: str) -> Any:
        made = real(tx, id, *given, by=by)
        return made if made.stage != "stopped" else productions._go_on(
            tx, made.move("resume", at=tx.now), "resumed", by
        )  # fmt: skip

    return [(productions, "deny", deny)]


GATES = [
    Mutant("anybody denies what is over budget", _anybody_denies, undisturbed("denied")),
    Mutant("one no denies it, whatever the rule says", _one_denies, undisturbed("denied")),
    Mutant("what was denied goes on", _denied_goes_on, undisturbed("denied")),
    Mutant("who is in the group no more still counts", _yesterday, undisturbed("grouped")),
    Mutant(
        "the rule of the workspace is not looked at",
        lambda: [(policies, "WORKSPACE", "nowhere")],
        undisturbed("grouped"),
    ),
    Mutant(
        "who has left the workspace still counts",
        lambda: [(policies, "_here", lambda tx, user: True)],
        undisturbed("leaver"),
    ),
    Mutant(
        "the yes of whoever asked counts, whatever the rule says",
        _own,
        undisturbed("ruled", "both_agree"),
    ),
    Mutant("a yes counts for whatever is there now", _any_seal, undisturbed("two_agree")),
    Mutant(
        "one no ends it, whatever the rule says",
        lambda: [(approvals, "no", lambda *given: None)],
        undisturbed("one_no"),
    ),
    Mutant("a wish to decide is answered twice", _both_answers, undisturbed("let_in")),
    Mutant("nobody asks who may decide", _no_policy, undisturbed("settings")),
    Mutant("a rehearsal is published", _published, undisturbed("rehearsed")),
    Mutant("the switch of a rehearsal voids nothing", _not_voided, undisturbed("rehearsed")),
]
