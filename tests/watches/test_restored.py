"""A backup is put in place of the database: nothing goes out by itself, a person is asked first."""

import shutil

import pytest

from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.flows import ideas, publications, restored
from genbot.gen.errors import Refused
from genbot.gen.export import Publish
from genbot.gen.jobs import GetUserJob, UserJob
from genbot.operate import upkeep
from tests.watches.conftest import BEA, CHANNEL, MAYA


class Machine:
    """A bot with its database on a disk, of which copies are made."""

    def __init__(self, world, folder):
        self.world, self.database, self.copy = world, folder / "genbot.db", folder / "copy.db"

    def backs_up(self):
        upkeep.backup(self.database, self.copy)

    def is_restored(self):
        """Somebody puts the copy in place of the database, as docs/operate.md says."""
        self.world.store.close()
        for rest in ("-wal", "-shm"):
            self.database.with_name(f"genbot.db{rest}").unlink(missing_ok=True)
        shutil.copy(self.copy, self.database)
        self.world.start()

    async def starts(self):
        return await self.world.do(restored.see_to)


@pytest.fixture
def machine(world, tmp_path):
    return Machine(world, tmp_path)


async def in_review(world):
    await world.do(ideas.request, "1 late-night tacos", channel=CHANNEL, by=MAYA)
    await world.passes(60)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    await world.passes(900)
    return await world.one("productions")


async def approved(world, **wish):
    made = await in_review(world)
    form = publications.Wish(made.caption, **wish) if wish else None
    return await world.do(publications.publish, made.id, made.version, by=BEA, form=form)


async def state(world):
    return (await world.one("publications")).state


async def test_a_post_that_went_out_after_the_copy_was_made_does_not_go_out_again(
    machine, world, gen
):
    await approved(world)
    machine.backs_up()
    await world.passes(400)
    assert await state(world) is PublicationState.LIVE

    machine.is_restored()
    doubted = await machine.starts()
    await world.passes(86_400)

    assert doubted == 1
    assert await state(world) is PublicationState.UNSURE
    assert len(gen.asked(Publish)) == 1
    out = await world.one("publications")
    assert "older copy" in out.error
    assert "may have published it" in (await world.said())[out.slot]
    assert f"trouble:{out.id}:1" in await world.said()


async def test_a_post_that_was_cancelled_after_the_copy_was_made_does_not_go_out(
    machine, world, gen, clock
):
    out = await approved(world, due=clock() + 50_000)
    machine.backs_up()
    await world.do(publications.cancel, out.id, by=BEA)

    machine.is_restored()
    await machine.starts()
    await world.passes(86_400)

    assert await state(world) is PublicationState.UNSURE
    assert gen.asked(Publish) == []


async def test_a_scheduled_post_that_is_sent_again_still_goes_out_at_its_time(
    machine, world, gen, clock
):
    due = clock() + 50_000
    out = await approved(world, due=due)
    machine.backs_up()
    await world.do(publications.move, out.id, due + 5_000, by=BEA)
    machine.is_restored()
    await machine.starts()

    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(due - clock() - 60)
    assert gen.asked(Publish) == []
    await world.passes(400)

    assert len(gen.asked(Publish)) == 1
    assert await state(world) is PublicationState.LIVE


async def test_what_gen_had_at_that_time_is_put_to_a_person_too(machine, world, gen):
    gen.will(GetUserJob, UserJob(status="processing"))
    await approved(world)
    await world.passes(100)
    assert await state(world) is PublicationState.WAITING
    machine.backs_up()
    gen.will(GetUserJob, UserJob(status="completed", result={"post_id": "73"}))
    await world.passes(400)

    machine.is_restored()
    await machine.starts()
    await world.passes(86_400)

    assert await state(world) is PublicationState.UNSURE
    assert await world.phases() == set()


async def test_what_had_failed_may_have_been_sent_again_meanwhile(machine, world, gen):
    gen.will(Publish, Refused("no", 422, "No."))
    out = await approved(world)
    await world.passes(100)
    machine.backs_up()
    await world.do(publications.send_again, out.id, by=BEA)

    machine.is_restored()
    await machine.starts()

    assert await state(world) is PublicationState.UNSURE


async def test_a_video_in_review_says_that_it_may_be_out_already(machine, world):
    made = await in_review(world)
    machine.backs_up()
    await world.do(publications.publish, made.id, made.version, by=BEA)

    machine.is_restored()
    assert await machine.starts() == 0

    again = await world.one("productions")
    assert again.stage is Stage.REVIEW
    assert "out already" in again.note


async def test_what_was_said_meanwhile_is_looked_for_before_it_is_said(machine, world):
    await world.do(ideas.request, "1 late-night tacos", channel=CHANNEL, by=MAYA)
    machine.backs_up()
    await approved(world)

    machine.is_restored()
    await machine.starts()

    rows = await world.do(lambda tx: tx.outbox.claim(tx.now, 50, 60))
    assert rows
    assert all(row.doubtful for row in rows)


async def test_a_card_that_shows_what_came_after_the_copy_is_shown_anew(machine, world):
    """In Slack the idea looks approved, here it waits: without its buttons nobody could decide."""
    await world.do(ideas.request, "1 late-night tacos", channel=CHANNEL, by=MAYA)
    await world.passes(60)
    await deliver(world)
    machine.backs_up()
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    await deliver(world)

    machine.is_restored()
    await machine.starts()

    again = {row.slot: row for row in await world.do(lambda tx: tx.outbox.claim(tx.now, 50, 60))}
    assert again[f"idea:{first.id}"].ts
    assert "Approve" in str(again[f"idea:{first.id}"].body)


async def deliver(world):
    while rows := await world.do(lambda tx: tx.outbox.claim(tx.now, 50, 60)):
        for row in rows:
            ts = f"1.{row.slot}"
            await world.do(lambda tx, r=row, ts=ts: tx.outbox.sent(r.slot, r.rev, ts, tx.now))


async def test_a_person_is_asked_once_even_if_the_machine_dies_before_the_question(machine, world):
    await approved(world)
    machine.backs_up()
    await world.passes(400)
    machine.is_restored()
    world.restart()  # before anybody saw to it

    assert await machine.starts() == 1
    world.restart()
    assert await machine.starts() is None


async def test_a_copy_on_another_machine_is_recognised_without_the_seal(machine, world, tmp_path):
    await approved(world)
    machine.backs_up()
    world.store.close()
    (tmp_path / "genbot.db.seal").unlink()
    machine.is_restored()

    assert await machine.starts() == 1


async def test_a_copy_after_which_nothing_happened_needs_no_question(machine, world):
    await approved(world)
    machine.backs_up()
    machine.is_restored()

    assert await machine.starts() is None
    assert await state(world) is PublicationState.SCHEDULED


async def test_restarts_and_power_cuts_are_no_restoration(machine, world, tmp_path):
    """The seal may be behind the database, never ahead of it."""
    await approved(world)
    behind = (tmp_path / "genbot.db.seal").read_bytes()
    await world.passes(400)
    world.store.close()
    (tmp_path / "genbot.db.seal").write_bytes(behind)

    world.start()

    assert await machine.starts() is None
    assert await state(world) is PublicationState.LIVE


@pytest.mark.parametrize("torn", [b"", b"12", b"seven 3fa9\n", b"\xff" * 90])
async def test_a_seal_that_cannot_be_read_counts_as_missing(machine, world, tmp_path, torn):
    await approved(world)
    world.store.close()
    (tmp_path / "genbot.db.seal").write_bytes(torn)

    world.start()

    assert await machine.starts() == 1
