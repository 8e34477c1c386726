"""Just before a post goes out its file is read again: only what was approved leaves."""

import asyncio
import json

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.errors import NotNow
from genbot.domain.files import NotFetched, Unfit
from genbot.domain.productions import Stage
from genbot.domain.publications import SWAPPED, PublicationState
from genbot.domain.waiting import Matter
from genbot.flows import channels, freeze, productions, publications, waiting
from genbot.gen.errors import NotSent
from genbot.gen.export import Publish
from genbot.gen.setup import ListAgents
from tests.deciding import decides
from tests.gen.answers import MP4
from tests.watches.conftest import BEA, CHANNEL, MAYA
from tests.watches.test_journey import rendered
from tests.watches.test_which_file import dies

U = PublicationState
AWAY = NotFetched("The file did not come through.")
HOUR = 3600.0


async def approved(world, wait=0.0):
    made = await rendered(world)
    wish = publications.Wish(made.caption, due=wait and world.clock() + wait)
    return await world.do(publications.publish, made.id, 1, by=BEA, form=wish)


async def now(world):
    return (await world.one("publications")).state


async def news(world, out):
    entries = await world.store.read(lambda tx: tx.journal.of(out.id))
    return [entry.fact["news"] for entry in entries]


async def card(world, out):
    sql = "SELECT body FROM outbox WHERE slot = ?"
    row = await world.store.read(lambda tx: tx._db.execute(sql, (out.slot,)).fetchone())
    return json.dumps(json.loads(row[0]), ensure_ascii=False)


def while_read(files, happens, then=None):
    """Something happens while the file is read."""
    read, left = files.read, [happens]

    async def slowly(url):
        if left:
            await left.pop()()
            if then:
                raise then
        return await read(url)

    files.read = slowly


async def test_what_was_approved_goes_out_after_it_was_read_once_more(world, gen, files):
    out = await approved(world)
    await world.passes(400)

    assert await now(world) is U.LIVE
    assert files.read_urls == [MP4, MP4]
    assert len(gen.asked(Publish)) == 1
    assert "waiting for GEN" not in await news(world, out)


async def test_a_file_that_was_exchanged_is_not_sent_and_the_card_says_what_to_do(
    world, gen, files
):
    out = await approved(world)
    files.videos[MP4] = "an advertisement"
    await world.passes(400)

    assert gen.asked(Publish) == []
    assert await now(world) is U.HELD
    assert await news(world, out) == ["approved", "red"]
    shown = await card(world, out)
    assert SWAPPED in shown
    assert all(label in shown for label in ("Try again", "Back to review", "Render again"))
    [told] = [text for slot, text in (await world.said()).items() if slot.startswith("trouble:")]
    assert "waits for somebody to decide" in told
    assert SWAPPED in told
    await world.do(channels.met, CHANNEL, BEA)
    waits = await world.store.read(waiting.of, BEA)
    assert out.id in [one.id for one in waits if one.matter is Matter.POST]


async def test_once_the_right_file_is_back_it_is_sent_on_a_persons_word(world, gen, files):
    out = await approved(world)
    files.videos[MP4] = "an advertisement"
    await world.passes(400)
    del files.videos[MP4]
    await world.passes(HOUR)
    assert gen.asked(Publish) == []

    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)

    assert await now(world) is U.LIVE
    assert len(gen.asked(Publish)) == 1


async def test_back_in_review_only_a_new_version_can_go_out(world, gen, files):
    out = await approved(world)
    files.videos[MP4] = "an advertisement"
    await world.passes(400)
    await world.do(publications.cancel, out.id, by=BEA)
    back = await world.one("productions")
    assert (back.stage, back.wrong, back.ballot) == (Stage.REVIEW, True, None)
    with pytest.raises(NotNow, match=r"was exchanged after it was approved.* Render again"):
        await world.do(publications.publish, out.production_id, 1, by=BEA)
    assert gen.asked(Publish) == []

    await world.do(productions.render, out.production_id, 1, by=BEA)
    await world.passes(900)
    assert not (await world.one("productions")).wrong
    await world.do(publications.publish, out.production_id, 2, by=BEA)
    await world.passes(400)

    [published] = gen.asked(Publish)
    assert published.data.media_url != MP4
    assert (await world.one("productions")).stage is Stage.PUBLISHED


async def test_exchanged_files_in_a_row_are_no_failures_and_freeze_nothing(world, files):
    out = await approved(world)
    files.videos[MP4] = "an advertisement"
    await world.passes(400)
    for _ in range(3):
        await world.do(publications.send_again, out.id, by=BEA)
        await world.passes(400)

    assert await now(world) is U.HELD
    assert await world.all("freezes") == []


async def test_two_approved_it_and_both_approve_what_comes_after(world, gen, files):
    await world.do(decides(CHANNEL, videos=Rule(needed=2)))
    made = await rendered(world)
    await world.do(publications.publish, made.id, 1, by=BEA)
    out = await world.do(publications.agree, made.id, 1, by=MAYA)
    files.videos[MP4] = "an advertisement"
    await world.passes(400)
    await world.do(publications.cancel, out.id, by=BEA)

    with pytest.raises(NotNow, match="was exchanged"):
        await world.do(publications.publish, made.id, 1, by=BEA)
    await world.do(productions.render, made.id, 1, by=BEA)
    await world.passes(900)
    assert await world.do(publications.publish, made.id, 2, by=BEA) is None
    assert gen.asked(Publish) == []


@pytest.mark.parametrize("why", [AWAY, Unfit("it is not there any more")])
async def test_a_file_that_cannot_be_read_is_read_again_before_anything_is_sent(
    world, gen, files, why
):
    out = await approved(world)
    files.unread = [why] * 5
    await world.passes(31)
    assert await now(world) is U.SCHEDULED
    assert "I could not read the video at GEN. I keep trying" in await card(world, out)
    assert gen.asked(Publish) == []

    await world.passes(400)

    assert await now(world) is U.LIVE
    assert len(gen.asked(Publish)) == 1
    assert (await news(world, out)).count("waiting for GEN") == 5


@pytest.mark.parametrize("wait", [0.0, HOUR])
async def test_a_file_that_stays_unread_is_put_to_a_person_in_the_end(world, gen, files, wait):
    out = await approved(world, wait)
    files.unread = [AWAY] * 999
    await world.passes(wait + 2000)

    assert await now(world) is U.HELD
    assert gen.asked(Publish) == []
    assert "I could not read the video at GEN when I tried to send it" in await card(world, out)

    files.unread.clear()
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)
    assert await now(world) is U.LIVE


async def test_a_file_that_nobody_ever_read_goes_out_as_it_is(world, gen, files):
    files.unread = [AWAY] * 4
    await approved(world)
    files.videos[MP4] = "an advertisement"
    await world.passes(400)

    assert await now(world) is U.LIVE
    assert len(files.read_urls) == 4


OUTCOMES = [(None, None), (None, "an advertisement"), (AWAY, None)]


@pytest.mark.parametrize(("trouble", "bytes_"), OUTCOMES)
async def test_a_freeze_while_it_is_read_stops_it_whatever_is_found(
    world, gen, files, trouble, bytes_
):
    out = await approved(world)
    files.videos |= {MP4: bytes_} if bytes_ else {}
    while_read(files, lambda: world.do(freeze.freeze, CHANNEL, "logo", by=BEA), trouble)
    await world.passes(400)

    assert await now(world) is U.SCHEDULED
    assert gen.asked(Publish) == []
    assert (await news(world, out))[-1] == "stopped by a freeze"
    assert await world.phases() == set()


@pytest.mark.parametrize(("trouble", "bytes_"), OUTCOMES)
async def test_undone_while_it_is_read_it_is_undone(world, gen, files, trouble, bytes_):
    out = await approved(world)
    files.videos |= {MP4: bytes_} if bytes_ else {}
    while_read(files, lambda: world.do(publications.cancel, out.id, by=BEA), trouble)
    await world.passes(400)

    assert await now(world) is U.CANCELLED
    assert gen.asked(Publish) == []
    assert (await world.one("productions")).stage is Stage.REVIEW


@pytest.mark.parametrize(("trouble", "bytes_"), OUTCOMES)
async def test_moved_while_it_is_read_it_goes_out_at_its_new_time(
    world, gen, files, trouble, bytes_
):
    out = await approved(world, HOUR)
    files.videos |= {MP4: bytes_} if bytes_ else {}
    later = world.clock() + 3 * HOUR
    while_read(files, lambda: world.do(publications.move, out.id, later, by=BEA), trouble)
    await world.passes(2 * HOUR)
    assert await now(world) is U.SCHEDULED
    assert gen.asked(Publish) == []

    files.videos.clear()
    await world.passes(2 * HOUR)
    assert await now(world) is U.LIVE


async def test_a_crash_while_it_is_read_leaves_nothing_unsure(world, gen, files):
    await approved(world)
    reading, read = asyncio.Event(), files.read

    async def never(url):
        reading.set()
        await asyncio.Event().wait()

    files.read = never
    passing = asyncio.create_task(world.passes(400))
    await reading.wait()
    await dies(passing, *world.watcher._busy.values())
    files.read = read
    world.restart()
    await world.passes(400)

    assert await now(world) is U.LIVE
    assert len(gen.asked(Publish)) == 1


async def test_what_is_too_late_is_asked_about_without_reading_it(world, gen, files):
    await approved(world)
    world.clock.pass_(HOUR)
    await world.passes(0)

    assert await now(world) is U.HELD
    assert files.read_urls == [MP4]


async def test_while_gen_is_away_nothing_is_read_in_vain(world, gen, files):
    out = await approved(world)
    gen.will(Publish, NotSent("no route"))
    gen.will(ListAgents, NotSent("no route"))
    await world.passes(31)
    for _ in range(8):
        await world.passes(60)
    tried = len(gen.asked(Publish))

    assert await now(world) is U.SCHEDULED
    assert len(files.read_urls) == 1 + tried
    assert (await news(world, out)).count("waiting for GEN") > tried
    assert "GEN does not answer at the moment" in await card(world, out)


async def test_what_gen_is_to_hold_is_read_before_it_is_handed_over(world, gen, files):
    made = await rendered(world)
    files.videos[MP4] = "an advertisement"
    wish = publications.Wish(made.caption, due=world.clock() + HOUR, handed_over=True)
    await world.do(publications.publish, made.id, 1, by=BEA, form=wish)
    await world.passes(10)

    assert await now(world) is U.HELD
    assert gen.asked(Publish) == []
