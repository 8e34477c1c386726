"""One reference leads from a click to GEN to Slack, through the database and over a restart."""

import logging

from genbot import trace
from genbot.domain.posts import Card, Place, Post
from genbot.flows import ideas
from genbot.gen.errors import NotSent, OutOfCredits
from genbot.gen.ideas import StartRun
from genbot.logs import Human, Veil, _belongs
from tests.watches.conftest import CHANNEL, MAYA


async def asked(world, ref):
    trace.follow(ref)
    await world.do(ideas.ask_for, "tacos", 2, channel=CHANNEL, by=MAYA)
    trace.follow("")


def lines(caplog):
    return [(one.getMessage(), getattr(one, "ref", "")) for one in caplog.records]


async def test_what_follows_from_a_click_carries_its_reference_over_a_restart(world, caplog):
    caplog.set_level(logging.INFO, "genbot.watches")
    caplog.handler.addFilter(_belongs)
    await asked(world, "a1b2c3")
    world.restart()

    await world.passes(300)

    said = await world.do(lambda tx: tx.outbox.claim(tx.now, 50, 60))
    told = await world.store.read(lambda tx: tx.journal.latest(50))
    assert lines(caplog) == [
        ("GEN took idea_run", "a1b2c3"),
        ("GEN took talk_title", "a1b2c3"),
        ("GEN ended idea_run", "a1b2c3"),
    ]
    assert {row.ref for row in said} == {entry.ref for entry in told} == {"a1b2c3"}
    assert trace.current() == ""


async def test_newer_words_belong_to_the_newer_click_and_wait_since_the_first(world, clock):
    for ref, words in (("first1", "five"), ("second", "six")):
        trace.follow(ref)
        post = Post("a", Place(CHANNEL), Card(words))
        await world.do(lambda tx, post=post: tx.say(post))
        clock.pass_(10)
    trace.follow("")

    (row,) = await world.do(lambda tx: tx.outbox.claim(tx.now, 50, 60))
    since = await world.store.read(lambda tx: tx.outbox.oldest())

    assert (row.ref, row.rev, since) == ("second", 2, clock() - 20)


async def test_a_refusal_of_gen_is_one_line_with_its_reason(world, gen, caplog):
    gen.will(StartRun, OutOfCredits("insufficient_credits", 402, "No credits are left."))
    await asked(world, "d4e5f6")

    await world.passes(60)

    (line,) = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert "GEN refuses idea_run: " in line.getMessage()
    assert "No credits are left." in line.getMessage()


async def test_why_something_is_tried_again_is_kept_as_it_was_raised(world, gen):
    """People read that GEN does not answer; who runs the bot has to know what it said."""
    gen.will(StartRun, NotSent("could not reach GEN (ConnectError)"))
    await asked(world, "d4e5f6")

    await world.passes(0.5)

    (watch,) = await world.store.read(lambda tx: tx.watches.all())
    assert (watch.tries, watch.error) == (1, "StartRun: could not reach GEN (ConnectError)")


def test_a_line_for_people_ends_with_its_reference(caplog):
    trace.follow("a1b2c3")
    record = logging.makeLogRecord({"name": "genbot.slack.postman", "msg": "said video:1"})
    _belongs(record)
    trace.follow("")

    assert Human(Veil()).format(record).endswith("slack.postman: said video:1 ref='a1b2c3'")
