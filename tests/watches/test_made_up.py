"""A video that somebody made up goes the same way as the agent's ideas; GEN learns of it when refined."""

import pytest

from genbot.domain.channels import Channel
from genbot.domain.errors import BadForm
from genbot.domain.ideas import IdeaStatus
from genbot.domain.productions import Stage
from genbot.domain.templates import Made
from genbot.flows import channels, ideas, publications, templates
from genbot.gen.convert import ListTemplates, Sample, Template
from genbot.gen.edit import UpdateCell
from genbot.gen.ideas import GetRun, ListIdeas, SetIdeaStatus, StartRun
from tests.deciding import decides
from tests.gen.answers import completed, idea
from tests.watches.conftest import BEA, CHANNEL, MAYA

S = IdeaStatus
MADE = Made(
    "The 2 a.m. verdict", "Nobody believes it.", "0-3 s: sizzle.", "Verdict #tacos", 3,
    template="quick-cuts",
)  # fmt: skip
LIBRARY = [
    Template(slug="tiktok-montage", title="Montage", tags=["montage"]),
    Template(slug="quick-cuts", title="Quick cuts"),
]


@pytest.fixture
def gen(gen):
    gen.will(ListTemplates, LIBRARY)
    return gen


async def made(world, wish=MADE, by=MAYA, may=(), **settings):
    here = Channel(CHANNEL, "agent-santiago", "Santiago", **settings)
    await world.do(channels.set_up, here, by=BEA)
    await world.do(decides(CHANNEL, ideas=may))
    one = await world.do(templates.make, wish, channel=CHANNEL, by=by)
    await world.passes(900)
    return await world.store.read(lambda tx: tx.ideas.get(one.id))


async def test_it_becomes_a_video_from_the_template_that_was_chosen(world, gen):
    idea = await made(world)

    production = await world.one("productions")
    assert (production.stage, production.template) == (Stage.REVIEW, "quick-cuts")
    assert production.why_template == "chosen by hand"
    assert (production.caption, production.by) == ("Verdict #tacos", MAYA)
    assert {call.value for call in gen.asked(UpdateCell)} == {MADE.hook, MADE.script}
    assert (idea.status, idea.decided_by) == (S.READY_FOR_REVIEW, MAYA)
    said = await world.said()
    assert said[f"request:{idea.request_id}"].startswith("1 idea about The 2 a.m. verdict")
    assert said[f"idea:{idea.id}"].startswith("The video is ready to watch")


async def test_published_it_is_posted_and_gen_is_never_told_of_an_idea_it_has_not(world, gen):
    one = await made(world)
    production = await world.one("productions")
    await world.do(publications.publish, production.id, production.version, by=BEA)
    await world.passes(400)

    assert (await world.store.read(lambda tx: tx.ideas.get(one.id))).status is S.POSTED
    assert gen.asked(SetIdeaStatus) == gen.asked(StartRun) == []
    assert await world.phases() == set()


async def test_without_a_template_of_its_own_its_type_decides(world):
    wish = Made("Tacos", "Nobody believes it.", video_type=3)
    await made(world, wish, templates={"3": "quick-cuts"})

    assert (await world.one("productions")).template == "quick-cuts"


async def test_whoever_may_not_approve_waits_for_somebody_who_may(world):
    one = await made(world, may=(BEA,))
    assert (one.status, await world.all("productions")) == (S.GENERATED, [])

    await world.do(ideas.decide, one.id, one.version, "approve", by=BEA)
    await world.passes(900)

    assert (await world.one("productions")).template == "quick-cuts"


async def test_refined_it_is_an_idea_of_gens_on_the_same_card(world, gen):
    one = await made(world, may=(BEA,))
    fresh = idea("77", "The 2 a.m. verdict, shorter")
    gen.will(GetRun, completed(fresh))
    gen.will(ListIdeas, [fresh])
    await world.do(ideas.change, one.id, one.version, "shorter", by=BEA)
    await world.passes(60)

    [run] = gen.asked(StartRun)
    assert run.message == (
        "Generate 1 content idea: the one below, changed. "
        'Change only idea 1, "The 2 a.m. verdict": shorter\n'
        "Title: The 2 a.m. verdict\nHook: Nobody believes it.\nScript: 0-3 s: sizzle."
    )
    refined = await world.one("ideas")
    assert (refined.id, refined.gen_id, refined.status) == (one.id, "77", S.GENERATED)
    assert refined.template == "quick-cuts"
    await world.do(ideas.decide, one.id, refined.version, "approve", by=BEA)
    await world.passes(900)
    assert {call.id for call in gen.asked(SetIdeaStatus)} == {"77"}


async def test_a_reply_in_its_thread_tells_the_agent_what_it_is_about(world, gen):
    one = await made(world, may=(BEA,))
    await world.do(ideas.refine, one.request_id, "more salsa", by=MAYA)
    await world.passes(60)
    await world.do(ideas.refine, one.request_id, "less", by=MAYA)
    await world.passes(60)

    first, second = gen.asked(StartRun)
    assert "changed. more salsa\nTitle: The 2 a.m. verdict" in first.message
    assert (second.message, second.conversation_id) == ("less", "c1")


async def test_a_template_that_is_gone_is_no_reason_to_stop(world, gen):
    gen.will(ListTemplates, LIBRARY[:1])
    await made(world)

    assert (await world.one("productions")).template == "tiktok-montage"


async def test_killed_in_the_middle_it_is_made_once(world, gen):
    here = Channel(CHANNEL, "agent-santiago", "Santiago")
    await world.do(channels.set_up, here, by=BEA)
    await world.do(templates.make, MADE, channel=CHANNEL, by=MAYA)
    world.restart()
    await world.passes(900)

    assert (await world.one("productions")).stage is Stage.REVIEW


# --- the library


async def test_the_library_is_told_with_its_pictures(gen):
    gen.will(
        ListTemplates,
        [
            Template(
                slug="s", name="Name", description="About.", cover="https://x.com/c.jpg",
                tags=["Skit"], recent_generated_contents=[
                    Sample(id="1", thumbnail_url="https://x.com/1.jpg"), Sample(id="2"),
                ],
            )
        ],
    )  # fmt: skip

    [one] = await templates.offered(gen)

    assert (one.title, one.about, one.types) == ("Name", "About.", ("9",))
    assert one.recent == ("https://x.com/1.jpg",)


async def test_a_default_is_kept_for_its_types_and_taken_from_no_other(world):
    await made(world, Made("Tacos", "Hook."), templates={"1": "avatar", "3": "avatar", "9": "s"})

    here = await world.do(templates.use, CHANNEL, "s", ["3"], by=MAYA)

    assert here.templates == {"1": "avatar", "3": "s"}
    with pytest.raises(BadForm, match="“7” is no video type"):
        await world.do(templates.use, CHANNEL, "s", ["7"], by=MAYA)
