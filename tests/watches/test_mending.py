"""`genbot retry` and `genbot drop`: beside a bot that has the database open, journaled, never unsafe."""

import asyncio
import os
import sys
from itertools import count
from pathlib import Path

import pytest

from genbot.domain.freezes import TOO_MANY
from genbot.domain.ideas import RunState
from genbot.domain.posts import Card, Place, Post, Whisper
from genbot.domain.publications import PublicationState
from genbot.domain.watches import Kind
from genbot.flows import ideas, publications
from genbot.gen.errors import NotSent
from genbot.operate import records
from genbot.operate.mending import Hand, NotMended
from tests.golden import make
from tests.watches.conftest import CHANNEL, MAYA

SOURCE = Path(__file__).parents[2]
OFTEN = 3


@pytest.fixture
def hand(clock, settings):
    numbers = count(1)
    return Hand("kim", "a1b2c3", clock, lambda: f"kim{next(numbers)}", settings)


@pytest.fixture
def database(tmp_path):
    return tmp_path / "genbot.db"


async def journaled(world):
    told = await world.store.read(lambda tx: tx.journal.latest(200))
    return [
        (one.fact["news"].split()[0], one.fact["what"], one.by, one.ref)
        for one in told
        if one.event == "Mended"
    ]


async def watch_of(world, kind, subject):
    return await world.store.read(lambda tx: tx.watches.of(kind, subject))


async def away(world, gen):
    """A run GEN could not be asked for, several times: it waits for its next try."""
    gen.before = lambda nth: NotSent("gone")
    await world.do(ideas.ask_for, "tacos", 2, channel=CHANNEL, by=MAYA)
    for _ in range(OFTEN):
        await world.passes(0)
        world.clock.pass_(61)
    gen.before = lambda nth: None
    (run,) = await world.all("runs")
    return await watch_of(world, Kind.IDEA_RUN, run.id)


async def post(world, story):
    """A post in the state that this story leaves it in."""
    await world.do(lambda tx: story(tx, "tacos"))
    return (await world.all("publications"))[-1]


async def test_what_waits_for_its_next_try_is_tried_now(world, gen, hand, database, clock):
    watch = await away(world, gen)
    await world.do(lambda tx: tx.watches.change(watch, due=clock() + 600))
    assert await world.round() == 0

    said = hand.retry(database, str(watch.id))
    await world.round()

    assert said == f"Watch {watch.id}: idea_run of {watch.subject} is asked for now."
    assert (await watch_of(world, Kind.IDEA_RUN, watch.subject)).phase == "waiting"
    assert await journaled(world) == [("tried", "watch idea_run", "kim", "a1b2c3")]


async def test_what_is_given_up_on_says_so_on_its_card(world, gen, hand, database):
    watch = await away(world, gen)

    hand.drop(database, watch.subject, "GEN's support says it never arrives.")
    await world.passes(60)

    (run,) = await world.all("runs")
    assert run.state is RunState.FAILED
    assert "never arrives" in run.error
    told = "SELECT 1 FROM outbox WHERE slot = ? AND body LIKE '%never arrives%'"
    shown = (await world.one("requests")).slot
    assert await world.do(lambda tx: tx._db.execute(told, (shown,)).fetchone())
    assert (await journaled(world))[0][0] == "given"
    assert "whole" in records.verify(database)


async def test_what_is_in_hand_is_left_there(world, gen, hand, database, clock):
    watch = await away(world, gen)
    await world.do(lambda tx: tx.watches.claim(clock() + 999, 9, 300, "watcher"))

    for does in (lambda id: hand.retry(database, id), lambda id: hand.drop(database, id, "")):
        with pytest.raises(NotMended, match="in hand at this moment"):
            does(str(watch.id))
    assert await journaled(world) == []


async def test_a_post_that_may_have_gone_out_is_for_a_person(world, hand, database):
    out = await post(world, make.sending)

    for does in (lambda id: hand.retry(database, id), lambda id: hand.drop(database, id, "")):
        with pytest.raises(NotMended, match="may have gone out already"):
            does(str((await watch_of(world, Kind.PUBLICATION, out.id)).id))
    await world.do(lambda tx: tx.watches.drop(Kind.PUBLICATION, out.id))
    await world.do(publications.unsure, out.id, "Lost.")
    with pytest.raises(NotMended, match="waits for a person: answer on its card"):
        hand.retry(database, out.id)


async def test_a_post_at_gen_that_is_given_up_on_is_put_to_a_person(world, hand, database):
    out = await post(world, make.sent)

    hand.drop(database, out.id, "")

    (out,) = await world.all("publications")
    assert out.state is PublicationState.UNSURE
    assert await watch_of(world, Kind.PUBLICATION, out.id) is None


async def test_posts_that_an_operator_drops_freeze_nothing(world, hand, database):
    """Three that GEN refuses in a row do; a decision is no failure."""
    for _ in range(TOO_MANY):
        out = await post(world, make.scheduled)
        hand.drop(database, out.id, "Wrong account.")

    dropped = await world.all("publications")
    assert {one.state for one in dropped} == {PublicationState.FAILED}
    assert {one.error for one in dropped} == {"Whoever runs me gave up on this. Wrong account."}
    assert await world.all("freezes") == []


async def test_a_planned_post_goes_out_at_its_time_and_not_before(world, hand, database):
    out = await post(world, make.scheduled)

    with pytest.raises(NotMended, match="its card moves it"):
        hand.retry(database, out.id)


async def test_of_several_things_one_has_to_be_named(world, hand, database):
    await world.do(lambda tx: [tx.watch(kind, "p1") for kind in (Kind.CLONE, Kind.FILL)])

    with pytest.raises(NotMended, match=r"Which one: 1 \(clone\), 2 \(fill\)\?"):
        hand.retry(database, "p1")
    with pytest.raises(NotMended, match="Nothing called 99 waits"):
        hand.retry(database, "99")


def said(tx):
    request = ideas.ask_for(tx, "tacos", 2, channel=CHANNEL, by=MAYA)
    tx.say(Post("reply", Place(CHANNEL, request.slot), Card("beneath")))
    tx.outbox.dead(request.slot, "is_archived")
    tx.say(Whisper(MAYA, Place("D0MAYA"), Card("psst")))
    return request.slot


async def test_what_could_not_be_said_is_said_with_what_it_stands_under(world, hand, database):
    slot = await world.do(said)
    assert [row.slot for row in await world.do(lambda tx: tx.outbox.claim(tx.now, 9, 0))] == [
        (await world.store.read(lambda tx: tx.outbox.waiting()))[-1].slot
    ]

    hand.retry(database, "reply")

    rows = await world.do(lambda tx: tx.outbox.claim(tx.now, 9, 60))
    assert slot in {row.slot for row in rows if row.doubtful}  # looked for before it is said
    with pytest.raises(NotMended, match="being said at this moment"):
        hand.drop(database, slot, "")
    await world.do(lambda tx: tx.outbox.sent(slot, 1, "1.0", tx.now))
    with pytest.raises(NotMended, match="was said already"):
        hand.retry(database, slot)


async def test_who_waits_for_words_that_are_given_up_on_is_told(world, hand, database):
    slot = await world.do(said)
    whisper = next(
        one.slot for one in await world.store.read(lambda tx: tx.outbox.waiting()) if one.user
    )

    assert hand.drop(database, slot, "") == f"{slot} will not be said; {MAYA} is told so."
    assert "Nobody could be told" in hand.drop(database, whisper, "")

    (note,) = [text for name, text in (await world.said()).items() if name.startswith("note:")]
    assert "whoever runs me gave up on it (is_archived)" in note


async def test_another_versions_database_is_left_alone(world, hand, database):
    await world.do(
        lambda tx: tx._db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('genbot', 'm999_tomorrow', '')"
        )
    )

    with pytest.raises(NotMended, match="another version of genbot"):
        hand.retry(database, "1")


@pytest.mark.processes
async def test_it_is_typed_beside_a_bot_that_holds_the_database(world, gen, database):
    watch = await away(world, gen)

    async def typed(*words):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "genbot", *words,
            env={**os.environ, "GENBOT_DATABASE": str(database), "PYTHONPATH": str(SOURCE)},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        return *(one.decode() for one in await process.communicate()), process.returncode

    out, wrong, status = await typed("retry", str(watch.id))
    assert ("is asked for now" in out, wrong, status) == (True, "", 0)
    await world.round()
    out, wrong, status = await typed("drop", "nothing", "--yes")
    assert (out, "Nothing called nothing waits" in wrong, status) == ("", True, 1)
    assert (await watch_of(world, Kind.IDEA_RUN, watch.subject)).phase == "waiting"
