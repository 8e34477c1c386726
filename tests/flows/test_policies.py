"""Policies: which rule holds where, whom it comes to now, and who may change it."""

from dataclasses import replace

import pytest

from genbot.cards.review import review_card
from genbot.domain.approvals import WORKSPACE, Gate, Policy, Rule
from genbot.domain.errors import BadForm, NotYours
from genbot.domain.people import Group, Member
from genbot.domain.publications import PublicationState
from genbot.domain.settings import Settings
from genbot.flows import channels, gate, policies, policy_edits, productions, publications
from genbot.flows import people as people_of
from tests.cards.reading import words
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, rendered

PABLO, LEADS, EMPTY, LOST = "U0PRODUCER", "S0LEADS", "S0EMPTY", "S0LOST"
IDEAS, VIDEOS, BUDGET = Gate


@pytest.fixture
async def people(store):
    """Two lead the brand; one group has nobody in it, and one was disabled."""

    def known(tx):
        tx.groups.save(Group(LEADS, "brand-leads", (BEA, PABLO)))
        tx.groups.save(Group(EMPTY, "nobody"))
        tx.groups.save(Group(LOST, "old", (BEA,), gone=True))

    await store.unit(known)
    return store


async def leaves(store, user):
    await store.unit(lambda tx: tx.members.save(Member(user, gone=True)))


def test_every_gate_has_a_name():
    assert [str(one) for one in Gate] == ["ideas", "videos", "budget"]


async def test_the_channels_rule_wins_over_the_workspaces(store):
    assert await store.read(policies.rule, CHANNEL, VIDEOS) == Rule()
    await store.unit(decides(WORKSPACE, videos=(BEA,), ideas=(MAYA,)))
    await store.unit(decides(CHANNEL, ideas=(PABLO,)))

    videos = await store.read(policies.standing, CHANNEL, VIDEOS)
    assert (videos.source, videos.people) == (WORKSPACE, (BEA,))
    assert (await store.read(policies.rule, CHANNEL, IDEAS)).people == (PABLO,)
    assert (await store.read(policies.rule, "C0OTHER", IDEAS)).people == (MAYA,)


async def test_budgets_follow_the_videos_until_somebody_sets_them(store):
    assert (await store.read(policies.standing, CHANNEL, BUDGET)).everyone
    await store.unit(decides(WORKSPACE, videos=Rule((BEA,), needed=2)))
    found = await store.read(policies.standing, CHANNEL, BUDGET)
    assert (found.people, found.rule.needed, found.source) == ((BEA,), 1, VIDEOS)

    await store.unit(decides(WORKSPACE, budget=(MAYA,)))
    assert (await store.read(policies.rule, CHANNEL, BUDGET)).people == (MAYA,)


async def test_a_group_is_whoever_is_in_it_now(people):
    await people.unit(decides(CHANNEL, videos=Rule((MAYA,), (LEADS, LOST))))
    found = await people.read(policies.standing, CHANNEL, VIDEOS)
    assert (found.people, found.groups) == ((MAYA, BEA, PABLO), ("brand-leads",))

    await people.unit(lambda tx: tx.groups.save(Group(LEADS, "brand-leads", (PABLO,))))
    await leaves(people, MAYA)
    assert (await people.read(policies.standing, CHANNEL, VIDEOS)).people == (PABLO,)
    with pytest.raises(NotYours, match=f"Only <@{PABLO}> may decide about videos"):
        await people.unit(policies.check, CHANNEL, VIDEOS, BEA)


@pytest.mark.parametrize("rule", [Rule((MAYA,)), Rule(groups=(LOST,)), Rule(groups=("S0NEVER",))])
async def test_where_everybody_who_was_named_is_gone_nobody_decides(people, rule):
    await leaves(people, MAYA)
    await people.unit(decides(CHANNEL, videos=rule))

    for user in (MAYA, BEA):
        with pytest.raises(NotYours, match="GENBOT_ADMINS can name others"):
            await people.unit(policies.check, CHANNEL, VIDEOS, user)
        with pytest.raises(NotYours, match="is left"):
            await people.unit(policy_edits.change, CHANNEL, VIDEOS, Rule(), by=user)


@pytest.mark.parametrize(
    ("rule", "field", "why"),
    [
        (Rule(needed=0), "needed", "1 to 20"),
        (Rule(needed=21), "needed", "1 to 20"),
        (Rule((BEA, MAYA), needed=3), "needed", "Only 2 people may decide, so 3 can never"),
        (Rule((BEA,), own=False), "needed", "too few are left"),
        (Rule((BEA, MAYA), needed=2, own=False), "needed", "too few are left"),
        (Rule((BEA,), (LEADS,), needed=3), "needed", "Only 2 people"),
        (Rule((BEA,), (LOST,)), "groups", "is gone"),
        (Rule((BEA,), ("S0NEVER",)), "groups", "is gone"),
        (Rule(groups=(EMPTY,)), "groups", "Nobody is in @nobody"),
        (Rule(one_no=False), "ends", "ask for more"),
        (Rule((BEA, MAYA), needed=2, one_no=False), "ends", "ask for fewer"),
        (Rule((BEA, "U0LEFT")), "people", "1 of them left the workspace, and cannot"),
    ],
)
async def test_a_rule_nobody_can_satisfy_goes_back_to_its_field(people, rule, field, why):
    await leaves(people, "U0LEFT")
    with pytest.raises(BadForm, match=why) as refused:
        await people.unit(policy_edits.change, CHANNEL, VIDEOS, rule, by=BEA)
    assert set(refused.value.fields) == {field}


async def test_what_can_be_satisfied_is_kept_and_told_with_what_was_before(people):
    first, then = Rule((BEA,), needed=1), Rule((BEA,), (LEADS,), needed=2, own=True)
    await people.unit(policy_edits.change, CHANNEL, VIDEOS, first, by=MAYA)
    kept = await people.unit(policy_edits.change, CHANNEL, VIDEOS, then, by=BEA)

    assert (kept.rules, kept.by, kept.nth) == ({VIDEOS: then}, BEA, 2)
    told = (await people.read(lambda tx: tx.journal.of(CHANNEL)))[-1]
    assert (told.event, told.by) == ("PolicySet", BEA)
    assert told.fact["before"]["videos"]["groups"] == []
    assert told.fact["rules"]["videos"]["groups"] == [LEADS]

    back = await people.unit(policy_edits.change, CHANNEL, VIDEOS, None, by=BEA)
    assert back.rules == {}


async def test_only_who_lets_videos_out_changes_the_rules(store):
    await store.unit(decides(CHANNEL, videos=(BEA,), ideas=(MAYA,)))

    for one in Gate:
        with pytest.raises(NotYours, match=f"Only <@{BEA}> may change who decides"):
            await store.unit(policy_edits.change, CHANNEL, one, Rule(), by=MAYA)
    with pytest.raises(NotYours, match=BEA):  # what is set there would change for her channel
        await store.unit(policy_edits.change, WORKSPACE, IDEAS, Rule(), by=MAYA)
    await store.unit(policy_edits.change, WORKSPACE, VIDEOS, Rule((MAYA,)), by=BEA)
    await store.unit(policy_edits.change, WORKSPACE, IDEAS, Rule(), by=MAYA)


class TestWithAdmins:
    @pytest.fixture
    def settings(self):
        return Settings(agent="agent-santiago", admins=("U0ADMIN",))

    async def test_admins_set_the_rules_and_nobody_else_where_nobody_is_named(self, store):
        for where in (CHANNEL, WORKSPACE):
            with pytest.raises(NotYours, match="U0ADMIN"):
                await store.unit(policy_edits.change, where, VIDEOS, Rule((MAYA,)), by=MAYA)
            await store.unit(policy_edits.change, where, VIDEOS, Rule((BEA,)), by="U0ADMIN")
            await store.unit(policy_edits.change, where, IDEAS, Rule((MAYA,)), by=BEA)

    async def test_an_admin_mends_what_nobody_can_decide_any_more(self, store):
        await store.unit(decides(CHANNEL, videos=(BEA,)))
        await leaves(store, BEA)
        with pytest.raises(NotYours, match="<@U0ADMIN> can name others"):
            await store.unit(policies.check, CHANNEL, VIDEOS, "U0ADMIN")
        await store.unit(policy_edits.change, CHANNEL, VIDEOS, Rule((MAYA,)), by="U0ADMIN")
        await store.unit(policies.check, CHANNEL, VIDEOS, MAYA)


async def approved(store, by):
    made = await store.unit(rendered, "tacos")
    out = None
    for one in by:
        out = await store.unit(publications.publish, made.id, made.version, by=one)
    assert out.state is PublicationState.SCHEDULED
    return out.id


async def held(store, id):
    assert await store.unit(gate.send, id) is None
    out = await store.read(publications.find, id)
    assert out.state is PublicationState.HELD
    return out.error


async def test_who_left_their_group_meanwhile_does_not_count_when_it_would_leave(people):
    await people.unit(decides(CHANNEL, videos=Rule(groups=(LEADS,), needed=2)))
    id = await approved(people, (BEA, PABLO))
    await people.unit(lambda tx: tx.groups.save(Group(LEADS, "brand-leads", (BEA, MAYA))))

    assert "2 people have to approve a video now, and 1 of them did" in await held(people, id)


async def test_who_left_the_workspace_meanwhile_does_not_count_when_it_would_leave(people):
    await people.unit(decides(CHANNEL, videos=(BEA, MAYA)))
    id = await approved(people, (BEA,))
    await leaves(people, BEA)

    assert "may not approve videos here any more" in await held(people, id)


async def test_who_is_left_alone_with_their_own_request_hears_that_others_can_be_named(people):
    await people.unit(decides(CHANNEL, videos=Rule((MAYA, BEA), own=False)))
    made = await people.unit(rendered, "tacos")
    press = (publications.publish, made.id, made.version)
    with pytest.raises(NotYours, match="here somebody else has to approve that"):
        await people.unit(*press, by=MAYA)
    await leaves(people, BEA)
    with pytest.raises(NotYours, match=r"nobody else is left who may approve it: `/gen policy`"):
        await people.unit(*press, by=MAYA)


async def test_a_vote_that_nobody_is_left_to_complete_says_so_at_once(people):
    await people.unit(decides(CHANNEL, videos=Rule((MAYA, BEA), needed=2)))
    made = await people.unit(rendered, "tacos")
    await people.unit(publications.publish, made.id, made.version, by=MAYA)
    assert "1 more approval is needed, from" in await shown(people, made.id)

    await people.unit(people_of.learn, Member(BEA, gone=True))

    assert "Too few are left who may approve it: `/gen policy`" in await shown(people, made.id)
    named = Rule((MAYA, PABLO), needed=2)
    await people.unit(policy_edits.change, CHANNEL, VIDEOS, named, by=MAYA)
    assert "1 more approval is needed, from" in await shown(people, made.id)


async def shown(store, id):
    """What the review card of a video says at this moment."""
    made = await store.read(productions.find, id)
    return words(review_card(made, await store.read(lambda tx: tx.ideas.get(made.idea_id))))


async def test_the_workspaces_rule_counts_when_it_would_leave(store):
    id = await approved(store, (BEA,))
    await store.unit(decides(WORKSPACE, videos=Rule(needed=2)))

    assert "2 people have to approve" in await held(store, id)


async def test_whoever_changes_the_budget_may_change_the_policy(store):
    await store.unit(decides(WORKSPACE, videos=(BEA,)))
    here = await store.read(channels.find, CHANNEL)
    wanted = replace(here, agent_id="a", announce=False)
    await store.unit(channels.set_up, wanted, by=MAYA)
    assert await store.read(policies.of, CHANNEL) == Policy(CHANNEL)
