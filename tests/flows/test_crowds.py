"""Everybody decides: how many that are in a channel, where Slack told; and nothing changes where not."""

import pytest

from genbot.cards.review import review_card
from genbot.cards.why import why_view
from genbot.domain.approvals import WORKSPACE, Gate, Rule
from genbot.domain.errors import BadForm, NotYours
from genbot.domain.people import Group, Member
from genbot.flows import channels, people, policies, policy_edits, productions, publications, why
from tests.cards.reading import words
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, rendered

PABLO, ROBOT, TALK = "U0PRODUCER", "U0GENBOT00", "D0MARKETER"
VIDEOS = Gate.VIDEOS


@pytest.fixture
async def crowd(store, clock):
    """Two people and genbot are in the channel."""
    await store.unit(people.learn, Member(ROBOT, other=True))
    await store.unit(people.counted, Group(CHANNEL, "", (BEA, ROBOT, MAYA)), clock.at)
    return store


def change(store, rule, id=CHANNEL):
    return store.unit(policy_edits.change, id, VIDEOS, rule, by=MAYA)


async def made(store):
    return await store.unit(rendered, "tacos")


async def card(store, id):
    one = await store.read(productions.find, id)
    return words(review_card(one, await store.read(lambda tx: tx.ideas.get(one.idea_id))))


async def told(store, id):
    return words(why_view(await store.read(why.of, id, by=MAYA)))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(needed=3), "Only 2 people are in this channel, so 3 cannot be reached"),
        (Rule(needed=2, own=False), "Only 2 people are in this channel. When one of them asks"),
    ],
)
async def test_more_than_there_are_is_refused_with_how_many_that_is(crowd, rule, said):
    with pytest.raises(BadForm, match=said) as refused:
        await change(crowd, rule)
    assert set(refused.value.fields) == {"needed"}


async def test_as_many_as_there_are_is_enough(crowd):
    assert await change(crowd, Rule(needed=2))
    assert await change(crowd, Rule(own=False))


async def test_where_nobody_knows_and_for_the_workspace_it_is_as_it_was(crowd, clock):
    much = Rule(needed=20, own=False)
    assert await change(crowd, much, WORKSPACE)
    assert await change(crowd, much, "C0OTHER")
    await crowd.unit(people.counted, Group(CHANNEL, "", gone=True), clock.at)
    assert await change(crowd, much)


async def test_in_a_private_talk_there_is_one_person(store):
    assert await change(store, Rule(needed=2), TALK), "nobody has met us there"
    await store.unit(channels.met, TALK, MAYA)
    with pytest.raises(BadForm, match="Only 1 person is in this channel, so 2 cannot"):
        await change(store, Rule(needed=2), TALK)


async def test_the_card_says_when_too_few_are_left_and_when_there_are_enough_again(crowd):
    await crowd.unit(decides(CHANNEL, videos=Rule(needed=2)))
    one = await made(crowd)
    for user in (MAYA, BEA):
        await crowd.unit(channels.met, CHANNEL, user)
    await crowd.unit(publications.publish, one.id, one.version, by=MAYA)
    assert "1 more approval is needed." in await card(crowd, one.id)

    await crowd.unit(people.joined, CHANNEL, (), [BEA])
    assert "Too few people are in this channel: invite others" in await card(crowd, one.id)
    assert "too few people are in this channel" in await told(crowd, one.id)
    await crowd.unit(people.joined, CHANNEL, [PABLO], ())
    assert "1 more approval is needed." in await card(crowd, one.id)

    await crowd.unit(people.learn, Member(PABLO, other=True))
    assert "Too few people are in this channel" in await card(crowd, one.id), "Pablo is a program"
    await crowd.unit(publications.publish, one.id, one.version, by=BEA)
    posts = await crowd.read(lambda tx: tx.publications.find())
    assert [vote.by for vote in posts[0].approvals] == [MAYA, BEA], "whoever may is never stopped"


async def test_what_somebody_says_who_came_unseen_counts_at_once(crowd):
    await crowd.unit(decides(CHANNEL, videos=Rule(needed=3)))
    one = await made(crowd)
    await crowd.unit(publications.publish, one.id, one.version, by=MAYA)
    assert "Too few people are in this channel" in await card(crowd, one.id)

    await crowd.unit(publications.publish, one.id, one.version, by=PABLO)

    assert "1 more approval is needed." in await card(crowd, one.id)


async def test_who_is_alone_with_their_own_request_hears_that_nobody_else_is_there(crowd):
    await crowd.unit(decides(CHANNEL, videos=Rule(own=False)))
    one = await made(crowd)
    await crowd.unit(channels.met, CHANNEL, MAYA)
    press = (publications.publish, one.id, one.version)
    with pytest.raises(NotYours, match="here somebody else has to approve that"):
        await crowd.unit(*press, by=MAYA)

    await crowd.unit(people.joined, CHANNEL, (), [BEA])

    assert "too few people are in this channel" in await told(crowd, one.id)
    with pytest.raises(NotYours, match="nobody else is left who may approve it"):
        await crowd.unit(*press, by=MAYA)


async def test_who_comes_to_a_channel_that_nobody_has_counted_changes_nothing(store):
    await store.unit(people.wonder, CHANNEL)
    await store.unit(people.joined, CHANNEL, [MAYA], ())

    assert await store.read(policies.crowd, CHANNEL) == ()
    assert await store.read(people.uncounted, 9) == [CHANNEL], "it is still asked about"


async def test_a_list_that_was_asked_for_before_somebody_came_does_not_undo_it(crowd, clock):
    asked = clock.at
    clock.pass_(1.0)
    await crowd.unit(people.joined, CHANNEL, [PABLO], ())

    await crowd.unit(people.counted, Group(CHANNEL, "", (MAYA, BEA)), asked)

    assert PABLO in await crowd.read(policies.crowd, CHANNEL)


async def test_channels_are_no_user_groups(crowd, clock):
    """They are kept beside them; what asks for the groups of the workspace does not see them."""
    await crowd.unit(people.grouped, [], clock.at)

    assert await crowd.read(people.groups) == []
    assert set(await crowd.read(policies.crowd, CHANNEL)) == {BEA, MAYA}


async def test_a_program_that_is_named_decides_nothing(crowd):
    with pytest.raises(BadForm, match="Apps and people of other organisations cannot"):
        await change(crowd, Rule((BEA, ROBOT)))


async def test_where_everybody_decides_the_channel_is_counted_without_being_opened(store, clock):
    """A rule from before this was known, and one of people who are named."""
    await store.unit(decides(CHANNEL, videos=Rule(needed=3)))
    await store.unit(decides("C0NAMED", videos=(BEA,)))
    await store.unit(decides(WORKSPACE, videos=Rule(needed=3)))
    await store.unit(decides(TALK, videos=Rule(needed=3)))

    assert await store.read(people.uncounted, 9) == [CHANNEL]
    await store.unit(people.counted, Group(CHANNEL, "", (BEA, MAYA)), clock.at)
    assert await store.read(people.uncounted, 9) == []
    clock.pass_(people.HOUR)
    assert await store.read(people.uncounted, 9) == [CHANNEL]
