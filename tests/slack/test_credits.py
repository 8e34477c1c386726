"""What is left to spend, asked for by anybody."""

from dataclasses import replace

import pytest

from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.productions import Production, Stage
from genbot.flows import balance, channels, steps
from genbot.gen.errors import Unclear
from genbot.gen.setup import Credit, ListOrganizations, Organization, Plan
from tests.slack.conftest import IDEAS, MAYA, PABLO


@pytest.fixture(autouse=True)
def purse(gen):
    plan = Plan(name="Studio", cycle="monthly")
    team = Organization(
        id="412", name="Taco <!here> Team", available_credit=Credit(generic=1_204.5),
        credit_plan=plan,
    )  # fmt: skip
    gen.will(ListOrganizations, [team])


async def test_everybody_reads_what_is_left(here, workspace):
    await here.store.unit(channels.met, IDEAS, PABLO)
    await here.store.unit(lambda tx: tx.ledger.paid(IDEAS, PABLO, 60.0, tx.now))
    await workspace.command("credits", user=PABLO)
    await here.deliver()

    [said] = workspace.said(to=PABLO)
    assert said == "Credits of Taco &lt;!here&gt; Team: 1,204.5 credits left."
    assert f"<#{IDEAS}>  60 credits" in str(workspace.message(said).blocks)


async def test_a_gen_that_does_not_answer_is_excused(here, workspace, gen):
    gen.will(ListOrganizations, Unclear("no answer"))
    await workspace.command("credits", user=PABLO)
    await here.deliver()

    assert "GEN did not answer clearly" in workspace.said(to=PABLO)[-1]


@pytest.fixture
async def waiting(here):
    """Three videos that wait for credits: each needs about 420."""

    def held(tx, nth):
        idea = Idea(f"i{nth}", "", "rq", IDEAS, "agent-sofia", nth, "Tacos")
        tx.ideas.save(replace(idea, status=IdeaStatus.APPROVE_TO_CREATE))
        made = Production(f"p{nth}", idea.id, "rq", IDEAS, "agent-sofia", MAYA, "Tacos", tx.now)
        made = replace(made, estimate=420.0, short=True)
        steps.keep(tx, made.move("hold", at=tx.now), "held")

    await here.store.unit(channels.bind, IDEAS, "agent-sofia", "Sofia", by=MAYA)
    for nth in (1, 2, 3):
        await here.store.unit(held, nth)
    await here.deliver()


async def stages(here):
    return [one.stage for one in await here.store.read(lambda tx: tx.productions.find())]


async def test_continue_all_goes_as_far_as_the_balance_and_says_so(here, workspace, waiting):
    short = workspace.message("3 videos wait for credits")
    await workspace.press(short, "continue_all", PABLO)  # 1,204.5 are left
    await here.deliver()

    assert await stages(here) == [Stage.CLONING, Stage.CLONING, Stage.HELD]
    said = str(workspace.message("1 video waits for credits").blocks)
    assert "2 went on, 1 still waits" in said
    assert "364 credits left for the rest, the next needs about 420" in said
    assert len([one for one in workspace.said() if "for credits" in one]) == 1


async def test_while_gen_does_not_answer_continue_all_changes_nothing(
    here, workspace, waiting, gen
):
    gen.will(ListOrganizations, Unclear("no answer"))
    await workspace.press(workspace.message("3 videos wait"), "continue_all", PABLO)
    await here.deliver()

    assert "GEN did not answer clearly" in workspace.said(to=PABLO)[-1]
    assert await stages(here) == [Stage.HELD] * 3


async def test_who_asks_what_is_left_brings_the_cards_up_to_date(here, workspace):
    await here.store.unit(channels.bind, IDEAS, "agent-sofia", "Sofia", by=MAYA)
    await workspace.command("credits", user=PABLO)

    _, left = await here.store.read(balance.known, "agent-sofia")
    assert left == 1_204.5


async def test_continue_looks_at_the_balance_first_and_may_be_left_to_gen(
    here, workspace, waiting, gen
):
    poor = Organization(id="412", name="Taco Team", available_credit=Credit(generic=7.0))
    gen.will(ListOrganizations, [poor])
    card = next(one for one in workspace.slack.board.every() if "is on hold" in one.text)
    await workspace.press(card, "resume_production", PABLO)
    await here.deliver()
    assert await stages(here) == [Stage.HELD] * 3
    missing = workspace.message("GEN has about 7 credits left for this, and it needs about 420.")

    await workspace.press(missing, "continue_anyway", PABLO)
    await here.deliver()
    assert sorted(await stages(here)) == [Stage.CLONING, Stage.HELD, Stage.HELD]


async def test_a_gen_that_does_not_say_what_is_left_keeps_nothing_back(
    here, workspace, waiting, gen
):
    gen.will(ListOrganizations, Unclear("no answer"))
    card = next(one for one in workspace.slack.board.every() if "is on hold" in one.text)
    await workspace.press(card, "resume_production", PABLO)
    await here.deliver()

    assert sorted(await stages(here)) == [Stage.CLONING, Stage.HELD, Stage.HELD]
