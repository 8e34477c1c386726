"""The pretend GEN of the tests is strict where the real one is."""

import pytest

from genbot.gen.errors import GenError, Unclear
from genbot.gen.ideas import GetRun, Run, StartRun
from genbot.gen.jobs import RunStarted
from tests.gen.fake import FakeGen

RUNNING, DONE = Run(run_id="r1", status="running"), Run(run_id="r1", status="completed")
START = StartRun(agent_id="a1", message="Five ideas about tacos")


async def test_answers_come_in_order_and_the_last_one_stays():
    gen = FakeGen()
    gen.will(GetRun, RUNNING, DONE)

    told = [(await gen(GetRun(run_id="r1"))).status for _ in range(3)]

    assert told == ["running", "completed", "completed"]


async def test_it_remembers_what_it_was_asked_and_with_which_key():
    gen = FakeGen()
    gen.will(StartRun, Unclear("cut"), RunStarted(run_id="r1"))

    with pytest.raises(GenError) as cut:
        await gen(START, key="k")
    await gen(START, key="k")

    assert cut.value.call is START
    assert gen.asked(StartRun) == [START, START]
    assert gen.keys(StartRun) == ["k", "k"]


async def test_an_answer_may_depend_on_the_call():
    gen = FakeGen()
    gen.will(GetRun, lambda call: Run(run_id=call.run_id, status="running"))

    assert (await gen(GetRun(run_id="r9"))).run_id == "r9"


def test_it_cannot_be_told_an_answer_gen_never_gives():
    with pytest.raises(AssertionError, match="never answered"):
        FakeGen().will(GetRun, RunStarted(run_id="r1"))


async def test_a_call_nobody_prepared_for_is_named():
    with pytest.raises(AssertionError, match="StartRun"):
        await FakeGen()(START)
