"""Every no of GEN, from what it answers to what people read: wishes, videos, posts, ideas."""

import pytest

from genbot.cards.apology import CODES
from genbot.cards.errand import errand_card
from genbot.cards.production import production_card
from genbot.cards.publication import publication_card
from genbot.domain.errands import ErrandState
from genbot.domain.productions import Stage
from genbot.domain.publications import PublicationState
from genbot.flows import channels, ideas, publications, research
from genbot.gen.answers import CREDIT_CODES
from genbot.gen.convert import CloneTemplate
from genbot.gen.edit import GenerateCell, GenerateLayer, UpdateCell
from genbot.gen.export import Publish
from genbot.gen.ideas import StartResearch, StartRun
from tests.cards.reading import words
from tests.gen.codes import BARE, UNSAID, documented, said_no
from tests.watches.conftest import BEA, CHANNEL, MAYA

every_no = pytest.mark.parametrize(("status", "code"), [*documented(), *BARE])


def explains(card, code):
    """GEN's own words, ours for its code, and nothing of a program."""
    said = words(card)
    assert all(told in said for told in CODES.get(code, ()))
    assert f"GEN says: “{UNSAID}”." in said
    assert code not in said or code in {"", "forbidden", "unauthorized"}


@every_no
async def test_a_wish_at_gen(world, gen, status, code):
    gen.will(StartResearch, said_no(status, code))
    await world.do(channels.bind, CHANNEL, "agent-santiago", "Santiago", by=MAYA)
    await world.do(research.start, "tacos", "quick", channel=CHANNEL, by=MAYA)
    await world.passes(60)

    errand = await world.one("errands")
    explains(errand_card(errand), code)
    lacks = code in CREDIT_CODES or status == 402
    assert errand.state is (ErrandState.HELD if lacks else ErrandState.FAILED)
    assert len(gen.asked(StartResearch)) == 1


@every_no
async def test_ideas(world, gen, status, code):
    gen.will(StartRun, said_no(status, code))
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    await world.passes(60)

    run = await world.one("runs")
    assert CODES.get(code, ("",))[0] in run.error
    assert f"GEN says: “{UNSAID}”." in run.error


async def approved(world):
    await world.do(ideas.request, "2 tacos", channel=CHANNEL, by=MAYA)
    await world.passes(400)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    await world.passes(2000)
    return first, await world.one("productions")


@every_no
@pytest.mark.parametrize("step", [CloneTemplate, UpdateCell, GenerateLayer])
async def test_a_video_in_the_making(world, gen, status, code, step):
    gen.will(step, said_no(status, code))
    if step is GenerateLayer:
        gen.will(GenerateCell, said_no(status, code))
    idea, made = await approved(world)

    assert made.stage in {Stage.FAILED, Stage.HELD}
    explains(production_card(made, idea), code)


@every_no
async def test_a_post(world, gen, status, code):
    gen.will(Publish, said_no(status, code))
    idea, made = await approved(world)
    await world.do(publications.publish, made.id, made.version, by=BEA)
    await world.passes(600)

    out = await world.one("publications")
    assert out.state is PublicationState.FAILED
    explains(publication_card(out, made, idea), code)
    assert len(gen.asked(Publish)) == 1
