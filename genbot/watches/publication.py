"""Publications: the one kind that is never asked for twice without a person's word."""

from collections.abc import Callable
from datetime import UTC, datetime

from genbot.domain.pace import Lognormal, Usual
from genbot.domain.publications import SWAPPED, Publication, PublicationState
from genbot.domain.watches import Hitch, Kind
from genbot.flows import freeze, gate, linked, publications
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.gen.export import Publish, PublishData
from genbot.gen.jobs import GetUserJob
from genbot.store import Transaction
from genbot.watches.files import Files, proof
from genbot.watches.kind import (
    Begun,
    Done,
    Failed,
    GivenUp,
    Held,
    News,
    Strange,
    WatchKind,
    going,
    said,
)
from genbot.watches.trouble import NotAsked

USUAL = Lognormal(20.0, 0.7)
APART = 5.0  # seconds by which two good clocks may differ
PATIENCE = 5.0  # seconds for GEN to tell of its accounts


class PublicationWork(WatchKind[Publication, str]):
    kind = Kind.PUBLICATION
    repeatable = False  # GEN honours no key here (NOTES): a second request may be a second post
    unseen_is_doubt = True
    give_up = 24 * 3600.0

    def __init__(self, files: Files, theirs: Callable[[], float | None] = lambda: None) -> None:
        """`theirs` tells what time it is at GEN, as far as that is known."""
        self._files, self._theirs = files, theirs

    def checked(self, tx: Transaction, subject: str, /) -> Publication | None:
        return gate.sealed(tx, subject)

    async def check(self, gen: Ask, thing: Publication, /) -> Held | None:
        """Has the agent the account that was approved? And GEN fetches the file from this very address:
        are its bytes those that were approved? A GEN that is slow to tell of accounts does not hold up
        what may well go out."""
        known = await linked.look(gen, thing.agent_id, PATIENCE)
        if known is not None and (why := linked.elsewhere(thing, known)):
            return Held(why, known)
        if self._early(thing):
            raise NotAsked(Hitch.EARLY)
        if not thing.sha256:
            return None
        there = await proof(self._files, thing.media_url)
        if there.unread:
            raise NotAsked(Hitch.UNREAD)
        return Held(SWAPPED) if there.sha256 != thing.sha256 else None

    def _early(self, thing: Publication) -> bool:
        """Whether it is due only because somebody has set this machine's clock forward: a time that a
        person chose is a time everywhere, and what GEN has been told nobody takes back."""
        there = self._theirs()
        ours_to_hold = thing.scheduled and not thing.handed_over
        return ours_to_hold and there is not None and thing.due - there > APART

    def early(self, tx: Transaction, subject: str, /) -> float:
        return publications.early(tx, subject)

    def waits(self, tx: Transaction, subject: str, seconds: float, /) -> None:
        publications.waits(tx, subject, seconds)

    def admits(self, tx: Transaction, subject: str, /) -> bool:
        return gate.passed(tx, subject) is not None

    def begin(self, tx: Transaction, subject: str, /) -> Publication | None:
        return gate.send(tx, subject)

    def load(self, tx: Transaction, subject: str, /) -> Publication | None:
        out = tx.publications.look(subject)
        return out if out and out.state is PublicationState.WAITING else None

    def patience(self, thing: Publication, /) -> float:
        """A schedule handed over to GEN is waited for until a day after its time."""
        return self.give_up + (max(0.0, thing.due - thing.made) if thing.handed_over else 0.0)

    def agent(self, thing: Publication, /) -> str:
        return thing.agent_id

    def usual(self, tx: Transaction, thing: Publication, /) -> tuple[str, Usual]:
        if thing.handed_over:
            return "", Lognormal(max(USUAL.median, thing.due - thing.made), 0.05)
        return "publication", tx.durations.usual("publication", USUAL, tx.now)

    async def ask(self, gen: Ask, thing: Publication, /) -> Begun:
        call = Publish(agent_id=thing.agent_id, data=_data(thing))
        return Begun((await gen(call)).user_job_id)

    async def look(
        self, gen: Ask, thing: Publication, job: str, /
    ) -> Done[str] | News[str] | Strange | Failed | None:
        found = await gen(GetUserJob(id=job, agent_id=thing.agent_id))
        if found.status == "completed":
            return Done(found.post_id or "")
        if found.status in {"failed", "stopped"}:
            return Failed(found.failed_reason or "GEN gave no reason.")
        return going(found.status)

    def asked(self, tx: Transaction, subject: str, begun: Begun, /) -> None:
        publications.sent(tx, subject, begun.job)

    def finish(self, tx: Transaction, subject: str, result: str, /) -> None:
        publications.live(tx, subject, result)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        publications.failed(tx, subject, said(why))
        if not isinstance(why, GivenUp):
            freeze.struck(tx, publications.find(tx, subject).channel)

    def held(self, tx: Transaction, subject: str, why: Held, /) -> None:
        gate.stop(tx, subject, why.reason, why.told)

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        publications.delayed(tx, subject, why)

    def not_sent(self, tx: Transaction, subject: str, why: str, /) -> None:
        publications.not_sent(tx, subject, why)

    def unsure(self, tx: Transaction, subject: str, why: str, /) -> None:
        publications.unsure(tx, subject, why)


def _data(out: Publication) -> PublishData:
    return PublishData.model_validate({
        "media_url": out.media_url,
        "description": out.caption,
        "title": out.title or None,
        "media_type": out.media_type,
        "schedule_type": "scheduled" if out.handed_over else "now",
        "scheduled_time": datetime.fromtimestamp(out.due, UTC) if out.handed_over else None,
        "thumbnail_url": out.thumbnail or None,
    })  # fmt: skip
