"""Agents over a real socket: the list, one of them, the forms that change it, and the end of one."""

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.flows import channels, errands
from genbot.gen.errors import NotAllowed, NotSent
from genbot.gen.setup import (
    Agent,
    AgentCore,
    GetAgent,
    GetAgentCore,
    ListAgents,
    ListWorkspaces,
    Workspace,
)
from tests.cards.reading import inputs, words
from tests.deciding import decides
from tests.slack.conftest import BEA, IDEAS, MAYA, RANDOM, option

CORE = AgentCore.model_validate(
    {
        "brand_name": "Santiago",
        "description": "Finds tacos.",
        "keywords": ["tacotok"],
        "monitored": [{"handle": "nightgriddle", "item_type": "account"}],
        "research_topics": [{"topic": "food trucks"}],
        "linked_accounts": [{"id": 42, "url": "https://tiktok.com/@s", "display_name": "S"}],
        "personality": "Never mean.",
        "default_user_voice": {"voice_id": "v1", "name": "Mateo"},
    }
)
ACCOUNT = {"url": "https://tiktok.com/@s", "display_name": "Santi"}


def detail(call):
    name = {"agent-santiago": "Santiago", "agent-sofia": "Sofia"}.get(call.agent_id, call.agent_id)
    return Agent(id=call.agent_id, name=name, description=f"{name} finds tacos.", time_zone="UTC")


@pytest.fixture
def gen(gen):
    gen.will(GetAgent, detail)
    gen.will(GetAgentCore, CORE)
    gen.will(ListWorkspaces, [Workspace(id="412", name="Taco Team")])
    return gen


async def typed(here, workspace, text, user=MAYA):
    await workspace.command(text, user)
    await here.router.rest()
    return workspace.form(user)


async def pressed(here, workspace, act, value="", user=MAYA):
    """A button of the form that is open."""
    form = workspace.form(user)
    block, element = next(
        (block["block_id"], one)
        for block in form["blocks"]
        for one in [*block.get("elements", []), block.get("accessory") or {}]
        if one.get("action_id") == act and one.get("value", "").startswith(value)
    )
    await workspace.act(
        user, "press", view_id=form["id"], block_id=block, action_id=act,
        value=element.get("value", ""),
    )  # fmt: skip
    await here.router.rest()
    return workspace.form(user)


async def wanted(here):
    return await here.store.read(lambda tx: tx.errands.find())


async def test_the_list_says_what_each_is_and_where_it_speaks(here, workspace):
    await here.store.unit(channels.bind, IDEAS, "agent-santiago", "Santiago", by=MAYA)
    await here.store.unit(channels.bind, RANDOM, "agent-santiago", "Santiago", by=BEA)

    shown = words(await typed(here, workspace, "agents"))

    assert "*Santiago*  ✅ speaks here\nSantiago finds tacos." in shown
    assert f"Speaks in <#{IDEAS}>" in shown
    assert RANDOM not in shown
    assert "*Sofia*\nSofia finds tacos." in shown


async def test_one_is_chosen_from_the_list(here, workspace):
    await typed(here, workspace, "agents")
    answer = await pressed(here, workspace, "use_agent", "agent-sofia")

    assert "*Sofia* speaks in this channel from now on." in words(answer)
    assert (await here.store.unit(channels.find, IDEAS)).agent_id == "agent-sofia"


async def test_a_long_list_is_turned(here, workspace, gen):
    gen.will(ListAgents, [Agent(id=f"a{n}", name=f"Agent {n}") for n in range(10)])
    first = await typed(here, workspace, "agents")
    second = await pressed(here, workspace, "more_agents", "1")

    assert "1 to 8 of 10 agents" in words(first)
    assert "9 to 10 of 10 agents" in words(second)
    assert "*a9*" in words(second)
    back = await pressed(here, workspace, "more_agents", "0")
    assert "1 to 8 of 10 agents" in words(back)


async def test_an_agent_that_gen_shows_to_nobody_is_listed_by_its_name(here, workspace, gen):
    gen.will(GetAgent, NotAllowed("permission_denied", 403, "No."))

    assert "*Sofia*" in words(await typed(here, workspace, "agents"))


@pytest.mark.parametrize("text", ["agent", "agent santi"])
async def test_an_agent_is_shown_in_full(here, workspace, text):
    await here.store.unit(channels.bind, IDEAS, "agent-santiago", "Santiago", by=MAYA)
    shown = words(await typed(here, workspace, text))

    for part in ("*Santiago*\nBrand: Santiago", "@nightgriddle", "food trucks", "Never mean."):
        assert part in shown
    assert "*Voice*  Mateo" in shown
    assert "*Own accounts (where it posts)*\n•  S · <https://tiktok.com/@s|tiktok.com>" in shown


async def test_without_gen_the_window_says_so(here, workspace, gen):
    gen.will(GetAgentCore, NotSent("gone"))

    assert "GEN cannot be reached right now." in words(await typed(here, workspace, "agent"))


async def test_an_unknown_name_is_said_to_be_unknown(here, workspace):
    assert "I see no agent of that name." in words(await typed(here, workspace, "agent nobody"))


class TestUnbound:
    @pytest.fixture
    def settings(self, settings):
        return type(settings)()

    async def test_without_an_agent_the_way_to_one_is_told(self, here, workspace):
        assert "Type `/gen agents`" in words(await typed(here, workspace, "agent"))


async def test_only_what_was_changed_becomes_the_wish(here, workspace):
    await typed(here, workspace, "agent")
    form = await pressed(here, workspace, "edit_agent")
    assert inputs(form)["description"]["initial_value"] == "Finds tacos."

    await workspace.submit(description="Finds salsa.", keywords="tacotok\nsalsa")
    await here.deliver()

    [errand] = await wanted(here)
    assert (errand.what, errand.agent, errand.by) == (What.CHANGE_AGENT, "agent-santiago", MAYA)
    assert errand.wish == {
        "set": {"description": "Finds salsa."},
        "lists": {"keywords": {"add": ["salsa"], "drop": []}},
    }
    assert workspace.message("Santiago: Description, Keywords")


@pytest.mark.parametrize(
    ("act", "filled", "wish"),
    [
        (
            "edit_personality",
            {"personality": "Dry."},
            {"set": {"personality": "Dry."}},
        ),
        (
            "edit_watched",
            {"monitored": "@nightgriddle\n#birria"},
            {"lists": {"monitored": {"add": ["#birria"], "drop": []}}},
        ),
        (
            "edit_own_accounts",
            {"name_42": "Santi"},
            {"own": {"add": [], "change": {"42": ACCOUNT}, "drop": []}},
        ),
    ],
)
async def test_every_part_has_its_form(here, workspace, act, filled, wish):
    await typed(here, workspace, "agent")
    await pressed(here, workspace, act)
    await workspace.submit(**filled)

    [errand] = await wanted(here)
    assert errand.wish == wish


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("edit", "Who it is"),
        ("personality", "Personality"),
        ("watched", "Expertise and Watched"),
        ("accounts", "Own accounts"),
        ("rename", "Name and time zone"),
        ("delete", "Delete this agent"),
    ],
)
async def test_every_form_can_be_typed(here, workspace, word, title):
    form = await typed(here, workspace, f"agent santiago {word}")

    assert form["title"]["text"] == title


async def test_a_form_without_a_change_says_so(here, workspace):
    await typed(here, workspace, "agent rename")
    await workspace.submit()
    await here.deliver()

    assert workspace.said(to=MAYA)[-1] == "You changed nothing, so nothing was sent."


async def test_what_gen_would_not_take_is_said_at_its_input(here, workspace):
    await typed(here, workspace, "agent accounts")
    answer = await workspace.submit(url_new="santiago")

    assert "Write the whole address" in answer["errors"]["url_new"]
    assert await wanted(here) == []


async def test_who_may_not_change_it_is_told_before_typing(here, workspace):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))

    await typed(here, workspace, "agent")
    shown = words(await pressed(here, workspace, "edit_agent"))

    assert f"Only <@{BEA}> may change what GEN keeps" in shown


async def test_a_new_agent_from_the_list_to_the_first_channel(here, workspace):
    await typed(here, workspace, "agents")
    form = await pressed(here, workspace, "new_agent")
    assert "workspace" not in inputs(form)
    await workspace.submit(name="Luma", time_zone="utc")
    await here.deliver()

    [errand] = await wanted(here)
    assert (errand.title, errand.state) == ("New agent: Luma", ErrandState.WANTED)
    await here.store.unit(errands.done, errand.id, {"id": "a9", "name": "Luma"})
    await here.deliver()
    await workspace.press(workspace.message("New agent: Luma"), "use_agent")
    assert (await here.store.unit(channels.find, IDEAS)).agent_id == "a9"


async def test_where_a_new_agent_lives_is_asked_where_there_is_a_choice(here, workspace, gen):
    both = [Workspace(id="412", name="Taco Team"), Workspace(id="977", name="Next Door")]
    gen.will(ListWorkspaces, both)

    form = await typed(here, workspace, "agents new Luma")
    assert inputs(form)["name"]["initial_value"] == "Luma"
    await workspace.submit(workspace=option("977"))

    [errand] = await wanted(here)
    assert errand.wish == {"fields": {"name": "Luma"}, "workspace": "977"}


async def test_a_name_and_a_time_zone_are_changed(here, workspace):
    await typed(here, workspace, "agent")
    await pressed(here, workspace, "rename_agent")
    await workspace.submit(time_zone="europe/madrid")

    [errand] = await wanted(here)
    assert errand.wish == {"changes": {"time_zone": "Europe/Madrid"}}


async def test_deleting_asks_for_the_name_and_says_what_stays(here, workspace):
    await typed(here, workspace, "agent")
    form = await pressed(here, workspace, "delete_agent")
    assert "*This stays:* what is published" in words(form)

    refused = await workspace.submit(name="Sofia")
    assert "exactly as it is shown" in refused["errors"]["name"]
    await workspace.submit(name="Santiago")

    [errand] = await wanted(here)
    assert (errand.what, errand.agent) == (What.DELETE_AGENT, "agent-santiago")
