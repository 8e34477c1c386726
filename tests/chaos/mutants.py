"""Planted faults in genbot's own code: the harness must find every one of them, or it has no teeth."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from genbot.cards import production
from genbot.domain.approvals import Ballot
from genbot.domain.publications import PublicationState
from genbot.domain.watches import Phase
from genbot.flows import approvals, budgets, freezes, gate, hints, means, productions, publications
from genbot.gen.errors import NotSent
from genbot.slack import trouble
from genbot.slack.letters import Letters
from genbot.slack.postman import Postman
from genbot.slack.router import Router
from genbot.store.journal import Inbox
from genbot.store.outbox import Outbox
from genbot.store.store import Store
from genbot.store.transaction import Transaction
from genbot.store.watches import Watches
from genbot.watches import turn, watcher
from genbot.watches.generation import GenerationWork
from genbot.watches.publication import PublicationWork
from genbot.watches.watcher import Watcher
from tests.chaos.disk import Disk
from tests.chaos.mutants_gates import GATES
from tests.chaos.mutants_times import TIMES
from tests.chaos.planting import Mutant, Swap, chances, crashes, undisturbed
from tests.chaos.sweep import Plan
from tests.chaos.world import World

MUTANTS: list[Mutant] = [*GATES, *TIMES]


def mutant(
    name: str, plans: Callable[[], Iterator[Plan]], *, quick: bool = True
) -> Callable[[Any], Any]:
    def keep(swaps: Callable[[], list[Swap]]) -> Callable[[], list[Swap]]:
        MUTANTS.append(Mutant(name, swaps, plans, quick))
        return swaps

    return keep


@mutant("a publish that is repeated when its answer is lost", undisturbed("unsure_out"))
def _repeatable() -> list[Swap]:
    return [
        (PublicationWork, "repeatable", True),
        (gate, "send", _sends_when_sending()),
    ]


def _sends_when_sending() -> Any:
    send = gate.send

    def again(tx: Any, id: str) -> Any:
        out = tx.publications.look(id)
        return out if out and out.state == "sending" else send(tx, id)

    return again


@mutant("a lost answer taken for a refusal to connect", undisturbed("unsure_out"))
def _unclear() -> list[Swap]:
    return [
        (Watcher, "_unclear", lambda self, tx, watch, why: self._not_sent(tx, watch, NotSent()))
    ]


@mutant("the asking is not committed before the call", crashes("publish"))
def _not_asking() -> list[Swap]:
    real = Watcher._commit_asking

    def asking(self: Watcher, tx: Any, watch: Any) -> Any:
        found = real(self, tx, watch)
        if found and watch.kind == "publication":
            tx.watches.change(watch, phase=Phase.READY)
        return found

    return [
        (Watcher, "_commit_asking", asking),
        (gate, "send", _sends_when_sending()),
    ]


@mutant("acknowledged before the commit", crashes("publish"))
def _ack_first() -> list[Swap]:
    real = Router.press

    async def press(self: Router, ack: Any, body: Any, me: str) -> None:
        await ack()

        async def nothing(**more: Any) -> None:
            """It was acknowledged already."""

        self._later(real(self, nothing, body, me))

    return [(Router, "press", press)]


@mutant("state and words in two transactions", crashes("publish"))
def _two_commits() -> list[Swap]:
    held: list[Any] = []
    unit = Disk.unit

    async def then_say(self: Disk, story: Any, *args: Any, **more: Any) -> Any:
        done = await unit(self, story, *args, **more)
        if held:
            words, held[:] = held[:], []
            await unit(self, lambda tx: [real(tx, one) for one in words])
        return done

    real = Transaction.say
    return [(Transaction, "say", lambda tx, *words: held.extend(words)), (Disk, "unit", then_say)]


@mutant("posts again without looking back", crashes("ideas"))
def _no_looking_back() -> list[Swap]:
    async def nothing(self: Letters, row: Any) -> None:
        return None

    return [(Letters, "find", nothing)]


@mutant("takes every delivery for a new one", crashes("refine"))
def _no_dedupe() -> list[Swap]:
    return [(Inbox, "first", lambda self, key, at: True)]


@mutant("a form that a crash takes away in silence", crashes("reject_video"))
def _no_promise() -> list[Swap]:
    def nothing(self: Outbox, slot: str, say: Any, now: float, until: float) -> None:
        """As if the form always came."""

    return [(Outbox, "promise", nothing)]


@mutant("Retry-After is ignored", chances("produce", "publish"))
def _impatient() -> list[Swap]:
    return [(trouble, "_hold", lambda headers: 0.0)]


@mutant("commits are not synchronised to disk", crashes("publish"))
def _not_durable() -> list[Swap]:
    real = Store._connect

    def connect(self: Store, *, reading: bool = False) -> Any:
        db = real(self, reading=reading)
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    return [(Store, "_connect", connect)]


@mutant("a title that is not escaped", undisturbed("produce"))
def _unescaped() -> list[Swap]:
    return [(production, "line", lambda text, limit=0, fallback="": text or fallback)]


@mutant("an exception swallowed in the postman", chances("ideas", "publish"))
def _swallowed() -> list[Swap]:
    async def nothing(self: Postman, row: Any, why: Any, called: str = "") -> None:
        """As `except: pass` would."""

    return [(Postman, "_cope", nothing)]


@mutant("slack-sdk's default retry handler", undisturbed("lost_post"))
def _sdk_retries() -> list[Swap]:
    real = World.__post_init__

    def begin(self: World) -> None:
        real(self)
        self.client_options = {}

    return [(World, "__post_init__", begin)]


@mutant("a call makes us look at once, however often it comes", undisturbed("called"))
def _no_pace() -> list[Swap]:
    return [(hints, "NEAR", 0.0), (hints, "FAR", 0.0)]


class Forgetful(dict[Any, Any]):
    """Does not know what is in hand."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


@mutant("no lease on what is being asked", undisturbed("produce", "publish"))
def _no_lease() -> list[Swap]:
    """Between processes the lease is all there is; in one, what is in hand is known besides."""
    real = watcher.Watcher.__init__

    def begin(self: watcher.Watcher, *args: Any, **more: Any) -> None:
        real(self, *args, **more)
        self._busy = Forgetful()

    return [(turn, "LEASE", 0.0), (watcher.Watcher, "__init__", begin)]


@mutant("a message counts as sent when it is taken in hand", crashes("publish"))
def _sent_at_claim() -> list[Swap]:
    real = Outbox.claim

    def claim(self: Outbox, *args: Any) -> Any:
        rows = real(self, *args)
        for row in rows:
            self._change(row.slot, sent_rev=row.rev)
        return rows

    return [(Outbox, "claim", claim)]


@mutant("each try of a paid call has a new key", crashes("produce"), quick=False)
def _new_keys() -> list[Swap]:
    async def nothing(self: GenerationWork, gen: Any, thing: Any) -> None:
        return None

    chance = random.Random(3)
    key = lambda self, thing: f"task:{chance.random()}"  # noqa: E731
    return [(GenerationWork, "key", key), (GenerationWork, "recall", nothing)]


@mutant("what is frozen goes out all the same", undisturbed("frozen"))
def _not_stopped() -> list[Swap]:
    return [(freezes, "over", lambda tx, channel: None)]


@mutant("a file that was exchanged goes out all the same", undisturbed("swapped"))
def _any_file() -> list[Swap]:
    async def fits(self: PublicationWork, gen: Any, thing: Any) -> str:
        return ""

    return [(PublicationWork, "check", fits)]


@mutant("what an outage held up goes out however late", undisturbed("gen_away"))
def _however_late() -> list[Swap]:
    return [(gate, "_late", lambda tx, out: "")]


@mutant("what would pass a budget is begun all the same", undisturbed("over_budget"))
def _no_budget() -> list[Swap]:
    return [(budgets, "over", lambda tx, production: "")]


@mutant("a first video is not judged by its price", undisturbed("first_price"))
def _first_price() -> list[Swap]:
    return [(means, "learned", lambda tx, before, production: (production, ""))]


@mutant("anybody lets a video pass its budget", undisturbed("over_budget"))
def _anybody() -> list[Swap]:
    def allow(tx: Any, id: str, *, by: str) -> Any:
        going = tx.productions.get(id).move("resume", at=tx.now)
        return productions._go_on(tx, going, "allowed over budget", by)

    return [(productions, "allow", allow)]


@mutant("what was cancelled goes out all the same", undisturbed("cancel"))
def _cancelled_goes_out() -> list[Swap]:
    def send(tx: Any, id: str) -> Any:
        out = tx.publications.look(id)
        sending = replace(out, state=PublicationState.SENDING)
        return publications.keep(tx, sending, "sending") if out.state != "live" else None

    return [(gate, "send", send), (Watches, "drop", _drop_but_publications())]


def _drop_but_publications() -> Any:
    real = Watches.drop

    def drop(self: Watches, kind: Any, subject: str) -> bool:
        found = self.of(kind, subject)
        if kind == "publication" and found and found.phase == "ready":
            return True
        return real(self, kind, subject)

    return drop


@mutant("a second approval nobody waits for", undisturbed("two_agree"))
def _one_is_enough() -> list[Swap]:
    return [(Ballot, "missing", property(lambda ballot: 0)), (approvals, "too_few", _never)]


def _never(*given: Any) -> str:
    return ""
