"""A post to a platform on which the agent has no account is not sent, and the card says why."""

import asyncio

import pytest

from genbot.cards.publication import publication_card
from genbot.cards.review import review_card
from genbot.domain.errors import NotNow
from genbot.domain.publications import PublicationState
from genbot.flows import preflight, publications, review
from genbot.gen.errors import NotAllowed, Unclear
from genbot.gen.export import Publish
from genbot.gen.setup import AgentCore, GetAgentCore
from genbot.gen.shapes import Unread
from genbot.watches import publication
from tests.cards.reading import buttons, words
from tests.watches.conftest import BEA
from tests.watches.test_journey import published, rendered

S = PublicationState
NONE = AgentCore.model_validate({"linked_accounts": []})
OTHER = AgentCore.model_validate({"linked_accounts": [{"id": 1, "url": "https://youtube.com/@s"}]})
TIKTOK = AgentCore.model_validate({"linked_accounts": [{"id": 1, "url": "https://tiktok.com/@s"}]})


@pytest.mark.parametrize("core", [NONE, OTHER])
async def test_it_is_not_sent_until_there_is_one(world, gen, core):
    made = await rendered(world)
    gen.will(GetAgentCore, core)  # it was there when the video was begun
    await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(400)

    out = await world.one("publications")
    made, idea = await world.one("productions"), (await world.all("ideas"))[0]
    card = publication_card(out, made, idea)
    assert (out.state, gen.asked(Publish)) == (S.FAILED, [])
    assert "The agent has no TikTok account at GEN" in words(card)
    assert "Try again" in buttons(card)

    gen.will(GetAgentCore, TIKTOK)
    await world.do(publications.send_again, out.id, by=BEA)
    await world.passes(400)

    assert (await world.one("publications")).state is S.LIVE
    assert len(gen.asked(Publish)) == 1


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
    monkeypatch.setattr(publication, "GLANCE", 0.0)

    async def never(ask, agent):
        await asyncio.Event().wait()

    monkeypatch.setattr(publication, "no_account", never)
    await published(world)

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
    found = await preflight.look(gen, made.agent_id)
    made = await world.do(review.look_again, made.id, found)
    assert "Publish now" in buttons(review_card(made, (await world.all("ideas"))[0]))
    assert made.accounts.on("tiktok") == ("@s",)


async def test_what_gen_does_not_tell_stands_in_nobodys_way(world, gen):
    gen.will(GetAgentCore, NotAllowed("forbidden", 403, "No."))
    made = await rendered(world)

    card = review_card(made, (await world.all("ideas"))[0])
    assert "❔  GEN did not tell whether the agent has a TikTok account." in words(card)
    assert {"Publish now", "Look again"} <= set(buttons(card))
    assert await preflight.look(gen, made.agent_id) is None
    assert (await world.do(review.look_again, made.id, None)).accounts is None


async def test_nobody_waits_for_a_gen_that_is_slow_to_tell(monkeypatch):
    async def never(call):
        await asyncio.Event().wait()

    monkeypatch.setattr("genbot.flows.preflight.GLANCE", 0.0)
    assert await preflight.look(never, "a") is None
