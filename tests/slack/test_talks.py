"""Talking with the agent, over a real socket: questions, threads, forms, rules."""

import pytest

from genbot.domain.errands import ErrandState, What
from genbot.flows import errands
from tests.slack.conftest import BEA, IDEAS, MAYA, RANDOM
from tests.slack.test_messages import US, settled

ANSWER = {"answer": "The $2 taco did.", "ideas": 0, "conversation": "c9"}


async def wanted(here):
    return await here.store.read(lambda tx: tx.errands.find())


async def answered(here, errand, **result):
    await here.store.unit(errands.done, errand.id, ANSWER | result)
    await here.deliver()


async def test_a_question_is_typed_and_its_thread_goes_on(here, workspace):
    await workspace.command("ask what performed <!channel> best?")
    await here.deliver()
    [first] = await wanted(here)
    assert (first.what, first.by, first.channel) == (What.ASK, MAYA, IDEAS)
    await answered(here, first)
    head = workspace.message("The $2 taco did.")
    assert "what performed &lt;!channel&gt; best?" in str(head.blocks)

    await workspace.act(BEA, "say", channel=IDEAS, text="and why?", thread_ts=head.ts)
    await settled(here, workspace)

    _, second = await wanted(here)
    assert (second.wish["message"], second.by, second.thread) == ("and why?", BEA, head.ts)
    assert second.wish["talk"] == first.wish["talk"]
    await answered(here, second, answer="Because it sizzles.")
    assert workspace.message("Because it sizzles.").thread_ts == head.ts


async def test_a_mention_that_is_no_command_is_a_question_answered_in_its_thread(here, workspace):
    asked = await workspace.act(
        MAYA, "say", channel=IDEAS, text=f"{US} what performed best last week?"
    )
    await settled(here, workspace)

    [errand] = await wanted(here)
    assert (errand.what, errand.thread) == (What.ASK, asked["ts"])
    assert errand.wish["message"] == "what performed best last week?"
    await answered(here, errand)
    said = workspace.message("The $2 taco did.")
    assert said.thread_ts == asked["ts"]
    assert "what performed" not in str(said.blocks)

    await workspace.act(MAYA, "say", channel=IDEAS, text="go on", thread_ts=asked["ts"])
    await settled(here, workspace)
    assert [one.wish["message"] for one in await wanted(here)][1:] == ["go on"]


async def test_in_private_a_message_is_a_question_and_its_thread_goes_on(here, workspace):
    direct = workspace.slack.people.direct(MAYA).id
    asked = await workspace.act(MAYA, "say", channel=direct, text="Who watches us?")
    await settled(here, workspace)
    await workspace.act(MAYA, "say", channel=direct, text="status?", thread_ts=asked["ts"])
    await settled(here, workspace)

    first, second = await wanted(here)
    assert (first.channel, first.thread) == (direct, asked["ts"])
    assert first.wish["talk"] == second.wish["talk"]


@pytest.mark.parametrize("text", ["<@U0PRODUCER> look at this", "thanks!", "thank you so much"])
async def test_what_people_say_to_each_other_in_a_thread_costs_nothing(here, workspace, text):
    asked = await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} what is best?")
    await settled(here, workspace)

    await workspace.act(BEA, "say", channel=IDEAS, text=text, thread_ts=asked["ts"])
    await settled(here, workspace)

    assert len(await wanted(here)) == 1


async def test_a_command_with_a_slip_is_offered_before_the_agent_is_asked(here, workspace):
    text = "reserch late-night tacos"
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} {text}")
    await settled(here, workspace)
    assert await wanted(here) == []
    [hint] = workspace.said(to=MAYA)
    assert "`/gen research late-night tacos`" in hint

    await workspace.press(workspace.message("Did you mean"), "ask_this")
    [errand] = await wanted(here)
    assert errand.wish["message"] == text


async def test_a_question_that_begins_like_a_command_is_a_question(here, workspace):
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} statuses of ours, which are old?")
    await settled(here, workspace)

    assert [one.what for one in await wanted(here)] == [What.ASK]


async def test_a_form_asks_where_nothing_was_typed(here, workspace):
    await workspace.command("ask")
    await here.router.rest()
    assert "7 credits" in str(workspace.form()["blocks"])
    answer = await workspace.submit(question="  ")
    assert "Say what you want to know." in str(answer) + str(workspace.form())

    await workspace.submit(question="What now?")
    [errand] = await wanted(here)
    assert (errand.wish["message"], errand.channel) == ("What now?", IDEAS)


async def test_each_channel_asks_its_own_agent(here, workspace):
    await workspace.command("use sofia", channel=RANDOM)
    await workspace.command("ask anything?", channel=RANDOM)

    assert (await wanted(here))[0].agent == "agent-sofia"


@pytest.mark.parametrize("verb", ["remember", "forget"])
async def test_rules_are_typed_or_written_into_a_form(here, workspace, verb):
    await workspace.command(f"{verb} no questions")
    await workspace.command(verb)
    await here.router.rest()
    answer = await workspace.submit(rule=" ")
    assert "Say the rule." in str(answer) + str(workspace.form())
    await workspace.submit(rule="under 12 s")

    said = [one.wish["message"] for one in await wanted(here)]
    assert said == [f"{verb}: no questions", f"{verb}: under 12 s"]


async def test_rules_are_listed_and_forgotten_by_their_buttons(here, workspace):
    await workspace.command("preferences")
    [listed] = await wanted(here)
    await answered(here, listed, answer="I remember:\n- no questions\n- under 12 s")
    card = workspace.message("What the agent remembers")
    assert "2. under 12 s" in str(card.blocks)

    await workspace.press(card, "forget_rule", user=BEA)
    made = (await wanted(here))[-1]
    assert (made.wish["message"], made.by) == ("forget: no questions", BEA)

    await workspace.press(card, "open_remember")
    await here.router.rest()
    await workspace.submit(rule="no music")
    made = (await wanted(here))[-1]
    await answered(here, made, answer="I will remember: no music")
    await workspace.press(workspace.message("Remember: no music"), "show_rules")
    assert (await wanted(here))[-1].what is What.PREFERENCES


async def test_ideas_are_made_from_an_answer(here, workspace):
    await workspace.command("ask what performed best?")
    [errand] = await wanted(here)
    await answered(here, errand)

    await workspace.press(workspace.message("The $2 taco did."), "ideas_from", user=BEA)

    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert (asked.conversation_id, asked.count, asked.by) == ("c9", 3, BEA)


async def test_an_answer_that_failed_is_asked_for_again(here, workspace):
    await workspace.command("ask what performed best?")
    [errand] = await wanted(here)
    await here.store.unit(errands.ended, errand.id, "failed", "No.")
    await here.deliver()

    await workspace.press(workspace.message("that did not work"), "repeat_errand")

    assert [one.state for one in await wanted(here)] == [ErrandState.WANTED]
