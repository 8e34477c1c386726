"""What is left to spend, asked for by anybody."""

import pytest

from genbot.flows import channels
from genbot.gen.errors import Unclear
from genbot.gen.setup import Credit, ListOrganizations, Organization, Plan
from tests.slack.conftest import IDEAS, PABLO


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
