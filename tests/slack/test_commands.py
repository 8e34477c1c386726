"""What is typed after /gen, over a real socket, into a real store, answered in a real message."""

import pytest

from genbot.gen.errors import NotSent
from genbot.gen.setup import ListAgents
from genbot.slack.commands import chosen
from genbot.slack.desk import commands
from tests.slack.conftest import BEA, IDEAS, MAYA, RANDOM, until

AGENTS = [("a1", "Santiago"), ("a2", "Sofia"), ("a3", "Sofia Night")]


async def test_ideas_are_asked_for_and_the_request_appears(here, workspace):
    answer = await workspace.command("ideas 3 late-night tacos")
    await here.deliver()

    assert answer["ok"]
    [asked] = await here.store.read(lambda tx: tx.requests.find(channel=IDEAS))
    assert (asked.topic, asked.count, asked.by) == ("late-night tacos", 3, MAYA)
    assert "late-night tacos" in workspace.said()[0]


async def test_an_acknowledged_command_is_on_disk_before_it_is_acknowledged(here, workspace):
    await workspace.command("ideas 3 tacos")

    kept = await here.store.read(lambda tx: tx.requests.find())
    assert len(kept) == 1


@pytest.mark.parametrize("count", ["0", "-1", "51", "many"])
async def test_a_count_that_cannot_be_is_answered_privately(here, workspace, count):
    await workspace.command(f"ideas {count} tacos")
    await here.deliver()

    assert len(workspace.said(to=MAYA)) == 1
    assert workspace.said() == []
    assert await here.store.read(lambda tx: tx.requests.find()) == []


async def test_nothing_typed_means_help(here, workspace):
    await workspace.command("")
    await here.deliver()

    [said] = workspace.said(to=MAYA)
    assert "/gen ideas 5 late-night tacos" in said


async def test_the_help_is_short_and_its_window_says_all_of_every_usage(here, workspace):
    await workspace.command("help")
    await here.deliver()
    helped = workspace.message("Here is what I can do")
    assert "/gen voices" not in str(helped.blocks)

    await workspace.press(helped, "open_help")
    await until(lambda: workspace.form() is not None)
    window = str(workspace.form())

    assert [row.name for row in commands if f"`/gen {row.usage or row.name}`" not in window] == []
    assert [row.name for row in commands if row.help not in window] == []


@pytest.mark.parametrize("typed", ["help slots", "help /gen slots", "help SLOTS", "help slot"])
async def test_help_on_one_command_says_how_it_is_used(here, workspace, typed):
    await workspace.command(typed)
    await here.deliver()

    [said] = workspace.said(to=MAYA)
    assert said.startswith("`/gen slots [Mon Wed Fri 15:00")
    assert commands.get("slots").help in said


async def test_help_on_no_command_is_help(here, workspace):
    await workspace.command("help me <!channel>")
    await here.deliver()

    [said] = workspace.said(to=MAYA)
    assert "/gen ideas 5 late-night tacos" in said


async def test_the_nearest_verb_is_offered_with_what_was_typed(here, workspace):
    await workspace.command("idaes 5 tacos <!channel>")
    await here.deliver()

    [said] = workspace.said(to=MAYA)
    assert "`/gen ideas 5 tacos &lt;!channel&gt;`" in said


async def test_something_unknown_names_what_is_known(here, workspace):
    await workspace.command("xyzzy")
    await here.deliver()

    [said] = workspace.said(to=MAYA)
    assert "`ideas`" in said


async def test_status_is_for_the_asker_only(here, workspace):
    await workspace.command("status", user=BEA)
    await here.deliver()

    assert len(workspace.said(to=BEA)) == 1
    assert workspace.said() == []


async def test_use_alone_shows_the_agents(here, workspace):
    await workspace.command("use")
    await here.deliver()

    shown = str(workspace.message("Which agent").blocks)
    assert "Santiago" in shown
    assert "Sofia" in shown


async def test_use_with_a_name_binds_the_channel(here, workspace):
    await workspace.command("use sofia")
    await here.deliver()

    bound = await here.store.read(lambda tx: tx.channels.get(IDEAS))
    assert (bound.agent_id, bound.agent_name, bound.by) == ("agent-sofia", "Sofia", MAYA)
    assert "Sofia" in workspace.said(to=MAYA)[0]


async def test_an_agent_that_does_not_exist_is_a_clear_answer(here, workspace):
    await workspace.command("use santigo")
    await here.deliver()

    assert "Did you mean *Santiago*?" in workspace.said(to=MAYA)[0]
    assert (await here.store.read(lambda tx: tx.channels.get(IDEAS))).agent_id == ""


async def test_when_gen_is_down_use_says_so(here, workspace):
    here.gen.will(ListAgents, NotSent("no route"))

    await workspace.command("use sofia")
    await here.deliver()

    assert "GEN" in workspace.said(to=MAYA)[0]


async def test_settings_open_a_form_that_is_filled_in_when_gen_has_answered(here, workspace):
    await workspace.command("settings")
    await here.router.rest()

    form = workspace.form()
    assert form["callback_id"] == "settings_form"
    assert "Narrated story" in str(form["blocks"])


async def test_when_gen_is_down_the_settings_form_says_so(here, workspace):
    here.gen.will(ListAgents, NotSent("no route"))

    await workspace.command("settings")
    await here.router.rest()

    assert "GEN cannot be reached" in str(workspace.form()["blocks"])


async def test_a_command_that_is_delivered_twice_is_done_once(here, workspace):
    await workspace.command("ideas 3 tacos")

    await workspace.control("redeliver", what="all")
    await until(lambda: not workspace.slack.deliveries.waiting)

    assert len(await here.store.read(lambda tx: tx.requests.find())) == 1


@pytest.mark.parametrize("private", [False, True])
async def test_where_we_are_not_a_member_the_person_hears_it_in_private(here, workspace, private):
    await workspace.control("channel", channel=RANDOM, private=private)
    await workspace.command("ideas 3 tacos", channel=RANDOM)
    await here.deliver()

    [said] = workspace.private(MAYA)
    assert f"<#{RANDOM}>" in said
    assert "/invite" in said


async def test_invited_into_a_private_channel_we_show_what_was_asked_for(here, workspace):
    await workspace.control("channel", channel=RANDOM, private=True)
    await workspace.command("ideas 3 tacos", channel=RANDOM)
    await here.deliver()

    await workspace.act(MAYA, "join", channel=RANDOM)

    async def shown():
        await here.deliver()
        return any("tacos" in said for said in workspace.said(RANDOM))

    await until(shown)


@pytest.mark.parametrize("private", [False, True])
async def test_help_where_we_are_not_a_member_comes_in_private(here, workspace, private):
    await workspace.control("channel", channel=RANDOM, private=private)
    await workspace.command("help", channel=RANDOM)
    await here.deliver()

    assert "/gen ideas" in workspace.private(MAYA)[0]


@pytest.mark.parametrize(
    ("typed", "id"), [("a2", "a2"), ("SANTIAGO", "a1"), ("sofia", "a2"), ("night", "a3")]
)
def test_an_agent_is_meant_by_id_name_or_part_of_its_name(typed, id):
    assert chosen(typed, AGENTS)[0] == id


@pytest.mark.parametrize("typed", ["s", "nobody", ""])
def test_what_fits_no_agent_or_several_is_refused(typed):
    with pytest.raises(Exception, match=r"`/gen use`"):
        chosen(typed, AGENTS)
