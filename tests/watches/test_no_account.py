"""A post to a platform on which the agent has no account is not sent, and the card says why."""

import asyncio

import pytest

from genbot.cards.publication import publication_card
from genbot.cards.review import review_card
from genbot.domain.approvals import Rule
from genbot.domain.errors import NotNow
from genbot.domain.files import NotFetched
from genbot.domain.publications import PublicationState
from genbot.flows import linked, publications, review
from genbot.gen.errors import NotAllowed, Unclear
from genbot.gen.export import Publish
from genbot.gen.setup import AgentCore, GetAgentCore
from genbot.gen.shapes import Unread
from genbot.watches import publication
from tests.cards.reading import buttons, words
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA
from tests.watches.test_journey import published, rendered

S = PublicationState
NONE = AgentCore.model_validate({"linked_accounts": []})
OTHER = AgentCore.model_validate({"linked_accounts": [{"id": 1, "url": "https://youtube.com/@s"}]})


def at(*names):
    """GEN's answer when its agent posts there."""
    told = [
        {"id": nth, "platform": "tiktok", "display_name": name,
         **({"url": f"https://tiktok.com/{name}"} if name[0] == "@" else {})}
        for nth, name in enumerate(names)
    ]  # fmt: skip
    return AgentCore.model_validate({"linked_accounts": told})


TIKTOK = AgentCore.model_validate({"linked_accounts": [{"id": 1, "url": "https://tiktok.com/@s"}]})


@pytest.mark.parametrize("core", [NONE, OTHER])
@pytest.mark.parametrize("readable", [True, False])
async def test_one_that_is_gone_by_then_holds_it_until_somebody_has_connected_it_again(
    world, gen, core, files, readable
):
    made = await rendered(world) if readable else await unread(world, files)
    gen.will(GetAgentCore, core)  # it was there when the video was approved
    await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(400)

    out = await world.one("publications")
    card = await card_of(world, out)
    assert (out.state, out.red, gen.asked(Publish)) == (S.HELD, True, [])
    assert "It was not sent" in words(card)
    assert "The agent has no TikTok account at GEN. Connect one in the GEN app" in words(card)
    assert {"Publish now", "Back to review"} <= set(buttons(card))
    [loud] = [text for slot, text in (await world.said()).items() if slot.startswith("trouble:")]
    assert "waits for somebody to decide. The agent has no TikTok account" in loud
    assert (await world.all("freezes")) == []  # GEN was not asked: that is no failed post

    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(3600)
    assert ((await world.one("publications")).state, gen.asked(Publish)) == (S.HELD, [])

    gen.will(GetAgentCore, TIKTOK)
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)

    assert (await world.one("publications")).state is S.LIVE
    assert len(gen.asked(Publish)) == 1


async def unread(world, files):
    """A video whose file nobody could read."""
    files.unread.append(NotFetched("It did not come through."))
    return await rendered(world)


async def card_of(world, out):
    made = await world.store.read(lambda tx: tx.productions.get(out.production_id))
    return publication_card(out, made, (await world.all("ideas"))[0])


async def test_back_in_review_it_says_that_there_is_none(world, gen):
    made = await rendered(world)
    gen.will(GetAgentCore, NONE)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(400)

    await world.do(publications.cancel, out.id, by=BEA)

    card = review_card(await world.one("productions"), (await world.all("ideas"))[0])
    assert "no TikTok account at GEN" in words(card)
    assert "Look again" in buttons(card)


async def test_another_account_than_the_one_it_was_approved_for_gets_nothing(world, gen):
    """Whoever connects another one at GEN changes what was approved."""
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    assert out.accounts == ("@s",)
    gen.will(GetAgentCore, at("@rival"))
    await world.passes(400)

    held = await world.one("publications")
    assert (held.state, gen.asked(Publish)) == (S.HELD, [])
    said = "It was approved for @s on TikTok, and the agent posts to @rival there now."
    assert said in words(await card_of(world, held))
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)
    assert gen.asked(Publish) == []

    await world.do(publications.cancel, out.id, by=BEA)
    again = await world.do(publications.publish, made.id, 1, by=BEA)
    assert again.accounts == ("@rival",)
    await world.passes(400)
    assert len(gen.asked(Publish)) == 1


@pytest.mark.parametrize("names", [("@S",), ("@s", "@s"), ("Santiago Tacos",)])
async def test_the_same_account_by_another_name_is_the_same(world, gen, names):
    """Handles are not told apart by case, and a name that is no handle tells nothing."""
    made = await rendered(world)
    await world.do(publications.publish, made.id, 1, by=BEA)
    gen.will(GetAgentCore, at(*names))
    await world.passes(400)

    assert (await world.one("publications")).state is S.LIVE


async def test_a_yes_for_one_account_is_none_for_another(world, gen):
    await world.do(decides(CHANNEL, videos=Rule(needed=2)))
    made = await rendered(world)
    await world.do(publications.publish, made.id, 1, by=BEA)
    await world.do(review.look_again, made.id, (("tiktok", "@rival"),))

    assert await world.do(publications.agree, made.id, 1, by=MAYA) is None

    ballot = (await world.one("productions")).ballot
    assert ([one.by for one in ballot.votes], ballot.voided) == ([MAYA], (BEA,))


@pytest.mark.parametrize(
    "answer",
    [
        NotAllowed("forbidden", 403, "No."),
        Unclear("no answer"),
        NONE.model_copy(update={"linked_accounts": Unread()}),
    ],
)
async def test_where_gen_does_not_tell_gen_decides(world, gen, answer):
    gen.will(GetAgentCore, TIKTOK, answer)
    await published(world)

    assert (await world.one("publications")).state is S.LIVE


async def test_a_gen_that_is_slow_to_tell_holds_nothing_up(world, gen, monkeypatch):
    made = await rendered(world)
    gen.will(GetAgentCore, TIKTOK)
    monkeypatch.setattr(publication, "PATIENCE", 0.001)
    answer = gen.__class__.__call__

    async def slow(self, call, /, *, key=None):
        if isinstance(call, GetAgentCore):
            await asyncio.Event().wait()
        return await answer(self, call, key=key)

    monkeypatch.setattr(gen.__class__, "__call__", slow)
    await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(400)

    assert (await world.one("publications")).state is S.LIVE


@pytest.mark.parametrize("core", [NONE, OTHER])
async def test_where_there_is_none_from_the_start_it_is_not_approved_either(world, gen, core):
    gen.will(GetAgentCore, core)
    made = await rendered(world)

    card = review_card(made, (await world.all("ideas"))[0])
    assert "The agent has no TikTok account at GEN." in words(card)
    assert "Publish now" not in buttons(card)
    with pytest.raises(NotNow, match="no TikTok account"):
        await world.do(publications.publish, made.id, 1, by=BEA)

    gen.will(GetAgentCore, TIKTOK)
    found = await linked.look(gen, made.agent_id)
    made = await world.do(review.look_again, made.id, found)
    assert "Publish now" in buttons(review_card(made, (await world.all("ideas"))[0]))
    assert made.accounts.on("tiktok") == ("@s",)


async def test_what_gen_does_not_tell_stands_in_nobodys_way(world, gen):
    gen.will(GetAgentCore, NotAllowed("forbidden", 403, "No."))
    made = await rendered(world)

    card = review_card(made, (await world.all("ideas"))[0])
    assert "❔  GEN did not say whether the agent has a TikTok account." in words(card)
    assert {"Publish now", "Look again"} <= set(buttons(card))
    assert await linked.look(gen, made.agent_id) is None
    assert (await world.do(review.look_again, made.id, None)).accounts is None


async def test_nobody_waits_for_a_gen_that_is_slow_to_tell(monkeypatch):
    async def never(call):
        await asyncio.Event().wait()

    monkeypatch.setattr("genbot.flows.linked.GLANCE", 0.0)
    assert await linked.look(never, "a") is None
