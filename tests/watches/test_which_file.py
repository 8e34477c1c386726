"""Which file a finished video is: read before people watch it, once for each version."""

import asyncio
import hashlib
import json

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.files import NotFetched, Unfit, Wrong
from genbot.domain.productions import Stage
from genbot.flows import productions, publications
from genbot.gen.export import Render
from tests.gen.answers import MP4
from tests.watches.conftest import BEA
from tests.watches.test_journey import approved, rendered

SHA = hashlib.sha256(MP4.encode()).hexdigest()
AWAY = "The file did not come through."


async def card(world):
    made = await world.one("productions")
    sql = "SELECT body FROM outbox WHERE slot = ?"
    slot = f"review:{made.id}:{made.version}"
    row = await world.store.read(lambda tx: tx._db.execute(sql, (slot,)).fetchone())
    return json.dumps(json.loads(row[0]), ensure_ascii=False)


async def test_a_finished_video_is_read_before_people_watch_it(world, files):
    made = await rendered(world)

    assert (made.sha256, made.size, made.unread) == (SHA, 12, "")
    assert files.read_urls == [MP4]
    assert f"exactly this file (SHA-256 {SHA[:12]}…)" in await card(world)


async def test_the_journal_and_the_post_keep_which_file_it_was(world):
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)

    assert out.sha256 == SHA
    entries = await world.store.read(lambda tx: tx.journal.of(made.id) + tx.journal.of(out.id))
    facts = {entry.event: entry.fact for entry in entries}
    assert facts["VideoRendered"]["sha256"] == facts["PublicationMoved"]["sha256"] == SHA
    assert facts["VideoRendered"]["size"] == 12


async def test_another_version_is_another_file(world):
    made = await rendered(world)
    redo = [made.tasks[0].id]
    await world.do(productions.change, made.id, 1, "brighter", redo, by=BEA)
    await world.passes(900)

    again = await world.one("productions")
    assert again.version == 2
    assert again.sha256 == hashlib.sha256(again.video_url.encode()).hexdigest() != SHA


async def test_what_cannot_be_read_at_first_is_read_again_and_never_paid_again(world, files, gen):
    files.unread = [NotFetched(AWAY), Unfit("it is not there any more")]
    made = await rendered(world)

    assert (made.sha256, made.unread) == (SHA, "")
    assert len(files.read_urls) == 3
    assert len(gen.asked(Render)) == 1


@pytest.mark.parametrize(("why", "said"), [
    (NotFetched(AWAY), "I could not read the file (the file did not come through), so"),
    (NotFetched("HTTP 500"), "I could not read the file (HTTP 500), so"),
    (Unfit("it is not a video"), "I could not read the file (it is not a video), so"),
])  # fmt: skip
async def test_what_nobody_can_read_is_watched_all_the_same_and_the_card_says_so(
    world, files, gen, why, said
):
    files.unread = [why] * 99
    made = await rendered(world)

    assert (made.sha256, made.size, made.unread) == ("", 0, str(why))
    assert len(files.read_urls) == 4
    assert len(gen.asked(Render)) == 1
    assert f"{said} I cannot hold GEN to it." in await card(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    assert out.sha256 == ""


@pytest.mark.parametrize("why", ["it is not a video", "it is not there any more"])
async def test_what_is_no_video_is_not_approved(world, files, why):
    files.unread = [Wrong(why)] * 99
    made = await rendered(world)

    assert f"This cannot be posted: {why}." in await card(world)
    assert "Publish now" not in await card(world)
    with pytest.raises(NotNow, match=f"cannot be posted: {why}"):
        await world.do(publications.publish, made.id, 1, by=BEA)


async def test_a_reading_that_takes_too_long_ends_before_its_lease_does(world, files, monkeypatch):
    async def never(url):
        files.read_urls.append(url)
        await asyncio.Event().wait()

    monkeypatch.setattr("genbot.watches.files.LONGEST_READ", 0.01)
    monkeypatch.setattr(files, "read", never)
    made = await rendered(world)

    assert (made.sha256, made.unread) == ("", "It took too long.")
    assert len(files.read_urls) == 4


async def test_a_crash_while_it_is_read_only_looks_again(world, files, gen, monkeypatch):
    reading = asyncio.Event()

    async def never(url):
        reading.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(files, "read", never)
    await approved(world)
    passing = asyncio.create_task(world.passes(900))
    await reading.wait()
    await dies(passing, *world.watcher._busy.values())
    monkeypatch.undo()
    world.restart()
    await world.passes(900)

    made = await world.one("productions")
    assert (made.stage, made.sha256) == (Stage.REVIEW, SHA)
    assert len(gen.asked(Render)) == 1


async def dies(*tasks):
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
