"""Who may decide has changed: cards that count votes say at once how many of them count."""

from functools import partial

import pytest

from genbot.cards.why import why_view
from genbot.domain.approvals import Gate, Rule
from genbot.domain.people import Group, Member
from genbot.domain.productions import Stage
from genbot.flows import channels, ideas, people, policy_edits, productions, publications, why
from tests.cards.reading import words
from tests.deciding import decides
from tests.flows.test_noes import budget_held, told
from tests.golden.make import BEA, CHANNEL, MAYA, arrived, rendered

PABLO, ANA, LEADS = "U0PRODUCER", "U0ANA", "S0LEADS"
ruled = partial(decides, CHANNEL)
TWO = Rule(groups=(LEADS,), needed=2, one_no=False)


@pytest.fixture
async def leads(store):
    """Ana, Bea and Pablo are the group of which two have to approve everything."""
    for user in (ANA, BEA, PABLO, MAYA):
        await store.unit(channels.met, CHANNEL, user)
    await store.unit(group(ANA, BEA, PABLO))
    return store


def group(*users):
    return lambda tx: people.regroup(tx, Group(LEADS, "leads", users))


@pytest.fixture
async def made(leads):
    """A video to which Ana has said yes and Bea no."""
    one = await leads.unit(rendered, "tacos")
    await leads.unit(ruled(ideas=TWO, videos=TWO, budget=TWO))
    await leads.unit(publications.publish, one.id, one.version, by=ANA)
    await leads.unit(productions.reject, one.id, one.version, "risky", by=BEA, nth=1)
    return one


async def test_a_yes_of_who_left_the_group_goes_from_the_card_and_comes_back_with_them(leads, made):
    assert "*1 of 2 approvals*" in await told(leads, made)
    await leads.unit(group(BEA, PABLO))

    card = await told(leads, made)
    assert "*0 of 2 approvals*" in card
    assert f"<@{ANA}> said does not count, because they may not decide here" in card
    found = await leads.read(why.of, made.id, by=PABLO)
    assert found.void == (ANA,)
    assert f"<@{ANA}>" in words(why_view(found))

    await leads.unit(group(ANA, BEA, PABLO))
    card = await told(leads, made)
    assert "*1 of 2 approvals*" in card
    assert "does not count" not in card


async def test_so_it_is_when_somebody_leaves_the_workspace_and_with_a_no(leads, made):
    await leads.unit(people.learn, Member(BEA, gone=True))

    card = await told(leads, made)
    assert f"<@{BEA}> said no" not in card
    assert "1 more approval is needed, from " + f"<@{PABLO}>." in card
    out = await leads.unit(publications.agree, made.id, 1, by=PABLO)
    assert [vote.by for vote in out.approvals] == [ANA, PABLO]
    assert out.noes == ()


async def test_a_no_of_who_comes_back_stands_again(leads, made):
    await leads.unit(people.learn, Member(BEA, gone=True))
    await leads.unit(people.learn, Member(BEA))

    assert f"<@{BEA}> said no" in await told(leads, made)


async def test_ideas_and_budgets_count_anew_too(leads):
    held = await budget_held(leads)
    idea = await leads.unit(arrived, "salsa")
    await leads.unit(ruled(ideas=TWO, budget=TWO))
    await leads.unit(ideas.decide, idea.id, idea.version, "approve", by=ANA)
    await leads.unit(productions.allow, held.id, by=ANA)
    await leads.unit(people.joined, LEADS, [MAYA], [ANA])

    for thing in (idea, held):
        card = await told(leads, thing)
        assert "*0 of 2 approvals*" in card
        assert f"from <@{BEA}> or <@{PABLO}> or <@{MAYA}>" in card
    assert (await leads.read(productions.find, held.id)).stage is Stage.HELD


async def test_a_rule_that_changes_is_on_the_cards_at_once_and_decides_nothing(leads, made):
    await leads.unit(rule(Rule((ANA, BEA), needed=1)))
    card = await told(leads, made)
    assert "*1 of 1 approvals*" in card
    assert "Enough have approved it. The next *Approve* lets it go on." in card
    assert "one no ends it here, so nothing passes beside it" in card
    assert (await leads.read(productions.find, made.id)).stage is Stage.REVIEW

    await leads.unit(rule(Rule((PABLO, MAYA, ANA), needed=3)))
    assert "*1 of 3 approvals*" in await told(leads, made)


def rule(one):
    return lambda tx: policy_edits.change(tx, CHANNEL, Gate.VIDEOS, one, by=ANA)


async def test_where_too_few_are_left_the_card_says_so(leads, made):
    await leads.unit(group(ANA, BEA))

    assert "Too few can still say yes, so the next no ends it." in await told(leads, made)
    gone = await leads.unit(productions.reject, made.id, made.version, "", by=BEA, nth=1)
    assert gone.stage is Stage.REJECTED


async def test_news_that_changes_no_count_writes_nothing(leads, made):
    before = await said(leads)
    await leads.unit(people.learn, Member(ANA, "Europe/Berlin"))
    await leads.unit(people.grouped, [Group(LEADS, "leads", (ANA, BEA, PABLO))], 9e9)
    await leads.unit(lambda tx: people.regroup(tx, Group("S0OTHERS", "others", (MAYA,))))

    assert await said(leads) == before


async def said(store):
    sql = "SELECT sum(rev) FROM outbox"
    return await store.read(lambda tx: tx._db.execute(sql).fetchone())
