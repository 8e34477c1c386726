"""What the agent drops because somebody said so: it ends what Reject… would end, and no more."""

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.ideas import IdeaStatus
from genbot.domain.people import Member
from genbot.flows import arrivals, channels, ideas
from genbot.gen.errors import Unclear
from genbot.gen.ideas import GetRun, ListIdeas, SetIdeaStatus
from tests.deciding import decides
from tests.gen.answers import completed, idea
from tests.watches.conftest import BEA, CHANNEL, MAYA

ANA, PABLO = "U0ANA", "U0PRODUCER"
SEVERAL = Rule((ANA, BEA, PABLO), needed=2, one_no=False)


@pytest.fixture
async def asked(world):
    """Two ideas that wait, asked for by Maya."""
    await world.do(channels.bind, CHANNEL, "a1", "Santiago", by=MAYA)
    request = await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    await world.passes(60)
    return request


@pytest.fixture
def says(world, gen, asked):
    """Somebody says something, and the agent drops the second idea at GEN, until it hears otherwise."""
    one, two = idea("i1", "Taco one"), idea("i2", "Salsa two", status="rejected")
    gen.will(GetRun, completed(one, said="Changed. 1 idea now."))
    gen.will(ListIdeas, [one, two])

    async def say(words, by, idea_id=""):
        if idea_id:
            await world.do(ideas.change, idea_id, 0, words, by=by)
        else:
            await world.do(ideas.refine, asked.id, words, by=by)
        await world.passes(60)
        return (await world.all("ideas"))[1]

    return say


async def answers(world):
    return [text for slot, text in (await world.said()).items() if slot.startswith("answer:")]


async def told(world, verb):
    rows = await world.store.read(lambda tx: tx.journal.of((tx.ideas.find())[1].id))
    return [one.by for one in rows if one.fact.get("verb") == verb]


def pushed(gen):
    return [call.status for call in gen.asked(SetIdeaStatus) if call.id == "i2"]


async def test_it_ends_it_where_a_rejection_by_one_does_and_is_in_the_journal(world, says):
    two = await says("drop 2", MAYA)

    assert (two.status, two.decided_by, two.reason) == (IdeaStatus.REJECTED, MAYA, "drop 2")
    assert await told(world, "reject") == [MAYA]
    assert await answers(world) == []


async def test_it_is_no_vote_where_several_have_to_say_no_and_says_how_to_vote(world, gen, says):
    await world.do(decides(CHANNEL, ideas=SEVERAL))
    two = await says("drop 2", ANA)

    assert (two.status, two.polled) == (IdeaStatus.GENERATED, None)
    [said] = await answers(world)
    assert said == f"*Idea 2 stays.* <@{ANA}>: {arrivals.NO_VOTE}"
    assert pushed(gen) == ["generated"]  # GEN hears that it is still there
    await world.do(ideas.decide, two.id, two.version, "reject", by=ANA)
    assert (await says("drop 2", BEA)).status is IdeaStatus.GENERATED


async def test_old_news_from_gen_is_nobody_s_no(world, gen, says):
    """Maya may not drop it. GEN could not be told that it stays, and calls it dropped once more when
    Bea, who may, wishes for something else."""
    await world.do(decides(CHANNEL, ideas=(BEA,)))
    gen.will(SetIdeaStatus, Unclear("no answer"))
    await says("drop 2", MAYA)

    assert (await says("make 1 punchier", BEA)).status is IdeaStatus.GENERATED


@pytest.mark.parametrize("one_no", [True, False])
async def test_who_may_not_decide_drops_nothing_in_words_either(world, gen, says, one_no):
    await world.do(decides(CHANNEL, ideas=Rule((BEA, PABLO), one_no=one_no)))
    two = await says("drop 2", MAYA)

    assert (two.status, two.polled) == (IdeaStatus.GENERATED, None)
    [said] = await answers(world)
    assert f"<@{MAYA}>: Only <@{BEA}>, <@{PABLO}> may decide about ideas" in said
    assert pushed(gen) == ["generated"]


async def test_a_wish_for_a_change_that_drops_it_is_no_vote_either(world, says):
    await world.do(decides(CHANNEL, ideas=SEVERAL))
    [_, two] = await world.all("ideas")
    two = await says("no, drop it", ANA, two.id)

    assert (two.status, two.polled) == (IdeaStatus.GENERATED, None)
    assert "Idea 2 stays" in (await answers(world))[0]


async def test_who_asked_for_it_and_does_not_count_reads_that(world, says):
    rule = Rule((MAYA, BEA, PABLO), needed=2, own=False, one_no=False)
    await world.do(decides(CHANNEL, ideas=rule))
    two = await says("drop 2", MAYA)

    assert (two.status, two.polled) == (IdeaStatus.GENERATED, None)
    assert "You asked for this yourself" in (await answers(world))[0]


async def test_who_left_drops_nothing(world, says):
    await world.do(lambda tx: tx.members.save(Member(MAYA, gone=True)))

    assert (await says("drop 2", MAYA)).status is IdeaStatus.GENERATED
