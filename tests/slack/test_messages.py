"""Words to us: in a request's thread, by mention, in private."""

import pytest

from tests.slack.conftest import IDEAS, MAYA, RANDOM, until, with_an_idea

US = "<@U0GENBOT00>"


@pytest.fixture
async def thread(here, workspace):
    idea = await with_an_idea(here)
    ts = await here.store.read(lambda tx: tx.outbox.ts_of(f"request:{idea.request_id}"))
    return idea.request_id, ts


async def runs(here, request):
    return await here.store.read(lambda tx: tx.runs.find(request_id=request))


async def settled(here, workspace):
    await until(lambda: not workspace.slack.deliveries.waiting)
    await here.answered()


async def test_a_reply_in_a_requests_thread_refines_it(here, workspace, thread):
    request, ts = thread

    said = "make 2 punchier &amp; drop 4"
    await workspace.act(MAYA, "say", channel=IDEAS, text="make 2 punchier & drop 4", thread_ts=ts)
    await settled(here, workspace)

    assert [run.message for run in await runs(here, request)][1:] == [said.replace("&amp;", "&")]


async def test_a_reply_that_begins_like_a_command_still_refines(here, workspace, thread):
    request, ts = thread

    await workspace.act(MAYA, "say", channel=IDEAS, text="use more cheese", thread_ts=ts)
    await settled(here, workspace)

    assert (await runs(here, request))[-1].message == "use more cheese"


async def test_what_people_say_to_each_other_is_not_ours(here, workspace, thread):
    request, _ = thread
    other = await workspace.act(MAYA, "say", channel=IDEAS, text="lunch?")
    await workspace.act(MAYA, "say", channel=IDEAS, text="tacos!", thread_ts=other["ts"])
    await settled(here, workspace)

    assert len(await runs(here, request)) == 1
    assert workspace.said(to=MAYA) == []


async def test_a_mention_is_a_command(here, workspace):
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} ideas 4 churros")
    await settled(here, workspace)

    [asked] = await here.store.read(lambda tx: tx.requests.find())
    assert (asked.topic, asked.count, asked.thread) == ("churros", 4, "")


async def test_a_mention_in_somebody_elses_thread_is_answered_there(here, workspace):
    head = await workspace.act(MAYA, "say", channel=IDEAS, text="What about churros?")
    await workspace.act(
        MAYA, "say", channel=IDEAS, text=f"{US} ideas 4 churros", thread_ts=head["ts"]
    )
    await settled(here, workspace)

    assert workspace.message("churros").thread_ts == head["ts"]


async def test_a_mention_in_a_requests_thread_refines_once(here, workspace, thread):
    request, ts = thread

    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} make 1 funnier", thread_ts=ts)
    await settled(here, workspace)

    assert [run.message for run in await runs(here, request)][1:] == ["make 1 funnier"]


async def test_in_private_words_are_commands_and_greetings_are_returned(here, workspace):
    direct = workspace.slack.people.direct(MAYA).id

    await workspace.act(MAYA, "say", channel=direct, text="hello")
    await settled(here, workspace)
    await workspace.act(MAYA, "say", channel=direct, text="ideas 2 salsa")
    await settled(here, workspace)

    hello, request = workspace.private(MAYA)
    assert f"<@{MAYA}>" in hello
    assert "salsa" in request


async def test_what_we_say_ourselves_is_not_taken_for_a_wish(here, workspace, thread):
    request, ts = thread

    await here.client.chat_postMessage(channel=IDEAS, text=f"{US} ideas 3 loops", thread_ts=ts)
    await settled(here, workspace)

    assert len(await runs(here, request)) == 1


async def test_events_we_do_not_know_are_acknowledged(here, workspace):
    await workspace.act(MAYA, "join", channel=RANDOM)
    await workspace.act(MAYA, "leave", channel=RANDOM)
    await settled(here, workspace)

    assert workspace.slack.deliveries.lost == []
    assert not workspace.slack.deliveries.waiting


async def test_our_name_in_private_is_no_reason_for_silence(here, workspace):
    direct = workspace.slack.people.direct(MAYA).id

    await workspace.act(MAYA, "say", channel=direct, text=f"{US} ideas 2 salsa")
    await settled(here, workspace)

    assert "salsa" in workspace.private(MAYA)[0]


async def test_a_form_that_cannot_open_without_a_click_says_where_it_does(here, workspace):
    await workspace.act(MAYA, "say", channel=IDEAS, text=f"{US} settings")
    await settled(here, workspace)

    assert "`/gen settings`" in workspace.said(to=MAYA)[0]
