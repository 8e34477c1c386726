"""From a wish to a confirmed post, with GEN pretended and everything else real."""

import pytest

from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.ideas import IdeaStatus, RunState
from genbot.domain.productions import Stage, TaskState
from genbot.domain.publications import PublicationState
from genbot.flows import channels, ideas, overview, productions, publications
from genbot.gen.convert import GetSheet
from genbot.gen.edit import (
    ContinueGeneration,
    GenerateLayer,
    GetGeneration,
    GetLayer,
    StopGeneration,
    UpdateCell,
)
from genbot.gen.errors import Invalid, NotAllowed, NotSent, OutOfCredits, SlowDown, Unclear
from genbot.gen.export import Publish, Render
from genbot.gen.ideas import (
    ApproveRun,
    GetRun,
    ListConversationRuns,
    ListIdeas,
    Run,
    SetIdeaStatus,
    StartRun,
)
from genbot.gen.jobs import Accepted, GetUserJob, RunStarted, UserJob
from genbot.gen.sheets import Generation, Layer, Sheet
from tests.deciding import decides
from tests.gen.answers import MP4, RUNNING, SHEET, completed, idea
from tests.watches.conftest import BEA, CHANNEL, MAYA


async def asked(world, text="2 late-night tacos"):
    request = await world.do(ideas.request, text, channel=CHANNEL, by=MAYA)
    await world.passes(60)
    return request


async def approved(world):
    await asked(world)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, first.version, "approve", by=BEA)
    await world.passes(0)
    return first.id


async def rendered(world):
    await approved(world)
    await world.passes(900)
    made = await world.one("productions")
    assert made.stage is Stage.REVIEW, made.error
    return made


async def published(world, **form):
    made = await rendered(world)
    wish = publications.Wish(made.caption, **form) if form else None
    out = await world.do(publications.publish, made.id, made.version, by=BEA, form=wish)
    await world.passes(400)
    return out.id


# --- ideas


async def test_requested_ideas_arrive_as_cards_in_the_thread(world, gen):
    gen.will(GetRun, RUNNING, completed(idea("i1", "Taco one"), idea("i2", "Salsa two")))

    request = await asked(world)

    assert gen.asked(StartRun)[0].message == "Generate 2 content ideas about late-night tacos"
    assert [(one.number, one.title) for one in await world.all("ideas")] == [
        (1, "Taco one"),
        (2, "Salsa two"),
    ]
    said = await world.said()
    assert len([slot for slot in said if slot.startswith("idea:")]) == 2
    assert "late-night tacos" in said[request.slot]


async def test_ideas_are_found_even_when_the_run_says_nothing_about_them(world, gen):
    now = "2027-01-15T08:00:05+00:00"  # the test clock's own day
    gen.will(GetRun, Run(run_id="r1", status="completed"))
    gen.will(
        ListIdeas,
        [idea("old", "Long ago", created_at="2020-01-01T00:00:00Z"), idea("i1", created_at=now)],
    )

    await asked(world)

    assert [one.gen_id for one in await world.all("ideas")] == ["i1"]


async def test_an_approved_idea_is_approved_at_gen_and_becomes_a_production(world, gen):
    await approved(world)

    [pushed] = gen.asked(SetIdeaStatus)
    assert (pushed.id, pushed.status) == ("i1", "approve_to_create")
    assert (await world.one("productions")).by == BEA


async def test_whoever_comes_second_reads_who_was_first(world):
    idea_id = await approved(world)

    with pytest.raises(NotNow, match=f"already approved by <@{BEA}>"):
        await world.do(ideas.decide, idea_id, 1, "reject", by=MAYA)


async def test_only_approvers_decide_and_the_refusal_names_them(world):
    await asked(world)
    await world.do(decides(CHANNEL, ideas=(BEA,)))
    first = (await world.all("ideas"))[0]

    with pytest.raises(NotYours, match=BEA):
        await world.do(ideas.decide, first.id, 1, "approve", by=MAYA)

    assert (await world.all("ideas"))[0].status is IdeaStatus.GENERATED


async def test_a_changed_idea_replaces_its_card_in_the_same_conversation(world, gen):
    await asked(world)
    first = (await world.all("ideas"))[0]
    gen.will(GetRun, completed(idea("i9", "Taco, but funny"), idea("i2", "Salsa two")))

    await world.do(ideas.change, first.id, 1, "make it funnier", by=MAYA)
    assert (await world.all("ideas"))[0].status is IdeaStatus.CHANGE_IDEA
    await world.passes(60)

    changed = (await world.all("ideas"))[0]
    assert (changed.id, changed.gen_id, changed.title) == (first.id, "i9", "Taco, but funny")
    assert (changed.status, changed.version > 1) == (IdeaStatus.GENERATED, True)
    assert gen.asked(StartRun)[1].conversation_id == "c1"
    assert [(p.id, p.status) for p in gen.asked(SetIdeaStatus)][:1] == [("i1", "change_idea")]


async def test_a_reply_in_the_thread_refines_and_drops(world, gen):
    request = await asked(world)
    gen.will(GetRun, completed(idea("i3", "Taco one, shorter")))
    gen.will(ListIdeas, [idea("i3"), idea("i1"), idea("i2", "Salsa two", status="rejected")])

    await world.do(ideas.refine, request.id, "make 1 punchier, drop 2", by=MAYA)
    await world.passes(60)

    one, two = await world.all("ideas")
    assert (one.title, one.status) == ("Taco one, shorter", IdeaStatus.GENERATED)
    assert (two.status, two.decided_by) == (IdeaStatus.REJECTED, MAYA)


async def test_refinements_of_one_conversation_go_one_after_the_other(world, gen):
    request = await asked(world)
    gen.will(GetRun, RUNNING)
    await world.do(ideas.refine, request.id, "punchier", by=MAYA)
    await world.do(ideas.refine, request.id, "shorter", by=BEA)
    await world.passes(20)
    assert len(gen.asked(StartRun)) == 2

    gen.will(GetRun, completed(idea("i1", "Taco one")))
    await world.passes(200)

    assert [call.message for call in gen.asked(StartRun)][1:] == ["punchier", "shorter"]


async def test_a_run_without_credits_is_held_and_goes_on_by_button(world, gen):
    gen.will(StartRun, OutOfCredits("insufficient_credits_for_job", 422, "Not enough credits"))
    await asked(world)
    held = await world.one("runs")
    assert held.state is RunState.HELD

    gen.will(StartRun, RunStarted(run_id="r1", conversation_id="c1"))
    await world.do(ideas.retry_run, held.id, by=MAYA)
    await world.passes(60)

    assert len(await world.all("ideas")) == 2
    keys = gen.keys(StartRun)
    assert len(set(keys)) == 2  # the refused answer must not be replayed under its key


async def test_pressing_try_again_twice_runs_once(world, gen):
    gen.will(StartRun, Invalid("validation_error", 422, "no"))
    await asked(world)
    failed = await world.one("runs")
    await world.do(ideas.retry_run, failed.id, by=MAYA)

    with pytest.raises(NotNow):
        await world.do(ideas.retry_run, failed.id, by=MAYA)


async def test_a_run_that_awaits_a_yes_gets_it(world, gen):
    gen.will(GetRun, Run(run_id="r1", status="awaiting_approval"))
    gen.will(ApproveRun, RUNNING)
    await asked(world)
    waiting = await world.one("runs")
    assert waiting.state is RunState.APPROVAL

    await world.do(ideas.answer_run, waiting.id, True, by=MAYA)
    gen.will(GetRun, completed(idea("i1")))
    await world.passes(120)

    assert gen.asked(ApproveRun)[0].approved is True
    assert (await world.one("runs")).state is RunState.DONE


async def test_a_lost_answer_is_looked_for_in_the_conversation(world, gen):
    request = await asked(world)
    gen.will(StartRun, Unclear("cut"))
    gen.will(
        ListConversationRuns,
        [Run(run_id="r1", status="completed"), Run(run_id="r2", status="running")],
    )

    await world.do(ideas.refine, request.id, "punchier", by=MAYA)
    await world.passes(120)

    assert len(gen.asked(StartRun)) == 2
    assert (await world.all("runs"))[1].gen_run == "r2"


# --- productions


async def test_an_idea_fills_the_cells_and_every_layer_is_made(world, gen):
    made = await rendered(world)

    written = {call.cell_id: call.value for call in gen.asked(UpdateCell)}
    assert written == {
        "71": "Nobody believes Taco one.",
        "72": "0-3 s: Taco one. 3-11 s: the salsa.",
    }
    kinds = {call.layer_id: call.generation_type for call in gen.asked(GenerateLayer)}
    assert kinds == {"81": "video_from_text", "82": "speech_from_text", "83": "captions"}
    captions = next(c for c in gen.asked(GenerateLayer) if c.layer_id == "83")
    assert captions.data["source_resource_id"] == "res-g2"  # made from the voice, after it
    assert gen.asked(Render)[0].cell_id == "74"
    assert (made.video_url, made.version, made.credits) == (MP4, 1, 40)
    assert made.unplaced == ("title",)
    assert "Montage" in made.why_template


async def test_the_video_is_shown_before_it_is_asked_about(world):
    made = await rendered(world)

    sql = "SELECT slot FROM outbox WHERE slot LIKE 'video:%' OR slot LIKE 'review:%' ORDER BY seq"
    slots = await world.store.read(lambda tx: [slot for (slot,) in tx._db.execute(sql)])
    assert slots == [f"video:{made.id}:1", f"review:{made.id}:1"]


async def test_a_failed_part_is_told_and_only_that_part_is_made_again(world, gen):
    good = gen._told[GetGeneration][0]
    failed = Generation(id="g2", status="failed", failed_reason="Voice was overloaded")
    gen.will(GetGeneration, lambda call: failed if call.generation_id == "g2" else good(call))
    await approved(world)
    await world.passes(900)
    made = await world.one("productions")
    assert (made.stage, "Voice was overloaded" in made.error) == (Stage.FAILED, True)
    assert f"trouble:{made.id}:1" in await world.said()

    gen.will(GetGeneration, good)
    await world.do(productions.resume, made.id, by=MAYA)
    await world.passes(900)

    assert (await world.one("productions")).stage is Stage.REVIEW
    layers = [call.layer_id for call in gen.asked(GenerateLayer)]
    assert layers.count("81") == 1
    assert layers.count("82") == 2
    assert len(set(gen.keys(GenerateLayer))) == len(layers)


async def test_without_credits_a_production_is_held_and_continues(world, gen):
    accept = gen._told[GenerateLayer][0]
    gen.will(GenerateLayer, OutOfCredits("insufficient_credits_for_job", 422, "no credits"))
    await approved(world)
    await world.passes(60)
    made = await world.one("productions")
    assert made.stage is Stage.HELD
    short = f"shortage:{CHANNEL}:1"
    said = await world.said()
    assert said[short] == "1 video waits for credits. Top up at gen.pro, then Continue all."
    assert f"trouble:{made.id}:1" not in said

    gen.will(GenerateLayer, accept)
    await world.do(productions.resume, made.id, by=MAYA)
    await world.passes(900)

    assert (await world.one("productions")).stage is Stage.REVIEW
    assert (await world.said())[short] == "Nothing waits for credits any more."


async def test_stop_stops_at_gen_and_continue_continues_there(world, gen):
    working = Generation(id="g1", status="processing")
    gen.will(GetGeneration, working)
    gen.will(StopGeneration, Accepted(generation_id="g1"))
    gen.will(ContinueGeneration, Accepted(generation_id="g1"))
    await approved(world)
    await world.passes(10)
    made = await world.one("productions")

    await world.do(productions.stop, made.id, by=MAYA)
    await world.passes(10)
    stopped = await world.one("productions")
    assert stopped.stage is Stage.STOPPED
    assert {call.generation_id for call in gen.asked(StopGeneration)} == {"g1", "g2"}
    assert {task.state for task in stopped.tasks} == {TaskState.STOPPED, TaskState.WAITING}

    gen.will(GetGeneration, Generation(id="g1", status="stopped"))
    await world.do(productions.resume, made.id, by=MAYA)
    await world.passes(1)
    assert {call.generation_id for call in gen.asked(ContinueGeneration)} == {"g1", "g2"}
    assert len(gen.asked(GenerateLayer)) == 2


async def test_what_was_begun_while_it_was_stopped_is_stopped_too(world, gen):
    gen.will(StopGeneration, Accepted(generation_id="g1"))
    gen.will(GetGeneration, Generation(id="g1", status="processing"))
    await asked(world)
    first = (await world.all("ideas"))[0]
    await world.do(ideas.decide, first.id, 1, "approve", by=BEA)
    made = await world.one("productions")
    call, begun = world.watcher._call, []

    async def somebody_stops_it_before_the_answer_is_kept(kind, asking):
        answer = await call(kind, asking)
        if asking.watch.kind == "generation" and not begun:
            begun.append(answer.job)
            await world.do(productions.stop, made.id, by=MAYA)
        return answer

    world.watcher._call = somebody_stops_it_before_the_answer_is_kept
    await world.passes(30)

    assert (await world.one("productions")).stage is Stage.STOPPED
    stopped = {call.generation_id for call in gen.asked(StopGeneration)}
    assert begun[0] in stopped
    assert len(stopped) == len(gen.asked(GenerateLayer))


async def test_a_change_makes_the_chosen_part_anew_and_renders_again(world, gen):
    made = await rendered(world)
    voice = next(task for task in made.tasks if task.type == "speech_from_text")

    await world.do(
        productions.change, made.id, 1, 'say "Two tacos, two dollars"', [voice.id], by=BEA
    )
    await world.passes(900)

    again = await world.one("productions")
    assert (again.stage, again.version) == (Stage.REVIEW, 2)
    scripts = [c.data["script"] for c in gen.asked(GenerateLayer) if c.layer_id == "82"]
    assert scripts[-1] == "Two tacos, two dollars"
    layers = [call.layer_id for call in gen.asked(GenerateLayer)]
    assert (layers.count("81"), layers.count("83")) == (1, 2)  # captions follow the voice
    assert len(gen.asked(Render)) == 2


async def test_the_old_version_can_not_be_published_after_a_change(world):
    made = await rendered(world)
    await world.do(productions.change, made.id, 1, "warmer", [made.tasks[0].id], by=BEA)
    await world.passes(900)

    with pytest.raises(NotNow, match="newer version"):
        await world.do(publications.publish, made.id, 1, by=BEA)


# --- publications


async def test_publish_now_goes_out_once_after_the_undo_window(world, gen):
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)

    await world.passes(29)
    assert gen.asked(Publish) == []
    await world.passes(400)

    [call] = gen.asked(Publish)
    assert (call.data.media_url, call.data.description) == (MP4, "Taco one #streetfood")
    done = await world.store.read(publications.find, out.id)
    assert (done.state, done.post_id) == (PublicationState.LIVE, "7300000000000000001")
    assert gen.asked(SetIdeaStatus)[-1].status == "posted"
    assert f"confirmed:{out.id}" in await world.said()


async def test_undo_leaves_nothing_behind(world, gen):
    made = await rendered(world)
    out = await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(20)

    await world.do(publications.cancel, out.id, by=BEA)
    await world.passes(400)

    assert gen.asked(Publish) == []
    assert (await world.one("productions")).stage is Stage.REVIEW
    assert gen.asked(SetIdeaStatus)[-1].status == "ready_for_review"
    await world.do(publications.publish, made.id, 1, by=BEA)
    await world.passes(400)
    assert len(gen.asked(Publish)) == 1


async def test_a_scheduled_post_goes_out_at_its_time_and_not_before(world, gen, clock):
    made = await rendered(world)
    due = clock() + 7200
    wish = publications.Wish("later", due=due)
    await world.do(publications.publish, made.id, 1, by=BEA, form=wish)

    await world.passes(7100)
    assert gen.asked(Publish) == []
    await world.passes(400)

    assert [call.data.schedule_type for call in gen.asked(Publish)] == ["now"]


async def test_a_schedule_may_be_handed_to_gen(world, gen, clock):
    made = await rendered(world)
    wish = publications.Wish("later", due=clock() + 7200, handed_over=True)
    out = await world.do(publications.publish, made.id, 1, by=BEA, form=wish)
    await world.passes(1)

    [call] = gen.asked(Publish)
    assert call.data.schedule_type == "scheduled"
    with pytest.raises(NotNow):
        await world.do(publications.cancel, out.id, by=BEA)


async def test_a_post_missed_by_more_than_the_grace_asks_a_person(world, gen, clock):
    made = await rendered(world)
    wish = publications.Wish("later", due=clock() + 3600)
    out = await world.do(publications.publish, made.id, 1, by=BEA, form=wish)
    clock.pass_(3600 + 901)
    world.restart()

    await world.passes(10)

    held = await world.store.read(publications.find, out.id)
    assert (held.state, gen.asked(Publish)) == (PublicationState.HELD, [])


@pytest.mark.parametrize("trouble", [Unclear("cut"), ValueError("our own bug")])
async def test_an_unclear_answer_is_never_repeated_but_asked_about(world, gen, trouble):
    gen.will(Publish, trouble)
    out_id = await published(world)

    out = await world.store.read(publications.find, out_id)
    assert (out.state, len(gen.asked(Publish))) == (PublicationState.UNSURE, 1)
    assert f"trouble:{out_id}:1" in await world.said()


async def test_a_post_that_never_reached_gen_is_sent_when_gen_is_back(world, gen):
    accepted = gen._told[Publish][0]
    gen.will(Publish, NotSent("refused"), SlowDown(90.0), accepted)

    out_id = await published(world)

    out = await world.store.read(publications.find, out_id)
    assert (out.state, len(gen.asked(Publish))) == (PublicationState.LIVE, 3)


async def test_a_person_settles_what_was_unsure(world, gen):
    accepted = gen._told[Publish][0]
    gen.will(Publish, Unclear("cut"))
    out_id = await published(world)

    gen.will(Publish, accepted)
    await world.do(publications.send_again, out_id, by=BEA)
    await world.passes(200)

    out = await world.store.read(publications.find, out_id)
    assert (out.state, out.attempt, len(gen.asked(Publish))) == (PublicationState.LIVE, 2, 2)


async def test_it_is_live_takes_the_link_and_ends_the_question(world, gen):
    gen.will(Publish, Unclear("cut"))
    out_id = await published(world)

    await world.do(publications.it_is_live, out_id, "https://tiktok.com/@s/video/9", by=BEA)
    await world.passes(200)

    out = await world.store.read(publications.find, out_id)
    assert (out.state, out.decided_by) == (PublicationState.LIVE, BEA)
    assert len(gen.asked(Publish)) == 1


async def test_a_refused_post_tells_why_and_can_be_tried_again(world, gen):
    gen.will(GetUserJob, UserJob(status="failed", failed_reason="Account disconnected"))
    out_id = await published(world)
    failed = await world.store.read(publications.find, out_id)
    assert (failed.state, failed.error) == (PublicationState.FAILED, "Account disconnected")

    gen.will(GetUserJob, UserJob(status="completed", result={"post_id": "7"}))
    await world.do(publications.send_again, out_id, by=BEA)
    await world.passes(200)

    assert (await world.store.read(publications.find, out_id)).post_id == "7"


async def test_a_revoked_key_fails_visibly_and_loses_nothing(world, gen):
    gen.will(Publish, NotAllowed("unauthorized", 401, "Unauthorized"))
    out_id = await published(world)

    out = await world.store.read(publications.find, out_id)
    assert (out.state, out.caption) == (PublicationState.FAILED, "Taco one #streetfood")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (publications.Wish("x" * 2201), "caption"),
        (publications.Wish("  "), "caption"),
        (publications.Wish("fine", due=1.0), "when"),
        (publications.Wish("fine", handed_over=True), "when"),
    ],
)
async def test_a_form_that_can_not_be_is_refused_field_by_field(world, wish, field):
    made = await rendered(world)

    with pytest.raises(BadForm) as refused:
        await world.do(publications.publish, made.id, 1, by=BEA, form=wish)

    assert set(refused.value.fields) == {field}
    assert (await world.one("productions")).stage is Stage.REVIEW


async def test_status_tells_what_is_going_on_here_and_nothing_of_elsewhere(world):
    await published(world)

    here = await world.store.read(overview.status, CHANNEL)
    elsewhere = await world.store.read(overview.status, "C0LAUNCHES0")

    assert [one.title for one in here.ideas] == ["Salsa two"]
    assert len(here.out) == 1
    assert not elsewhere.out
    assert not elsewhere.ideas


async def test_what_it_cost_is_read_from_the_vidsheet_when_the_job_does_not_say(world, gen):
    good = gen._told[GetGeneration][0]
    gen.will(GetGeneration, lambda call: good(call).model_copy(update={"execution_cost": None}))
    told = SHEET.model_dump()
    layers = told["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"]
    job = {"id": "g1", "status": "completed", "execution_cost": "250.5"}
    layers[0]["user_jobs"] = [job]
    gen.will(GetSheet, Sheet.model_validate(told))

    made = await rendered(world)

    assert made.credits == 250.5
    assert [task.cost for task in made.tasks] == [250.5, None, None]


async def test_a_silent_gen_is_told_on_the_card_and_taken_back(world, gen):
    accept = gen._told[GenerateLayer][0]
    gen.will(GenerateLayer, NotSent("refused"))
    await approved(world)
    await world.passes(60)
    made = await world.one("productions")
    assert "does not answer" in made.note
    assert made.stage is Stage.GENERATING

    gen.will(GenerateLayer, accept)
    await world.passes(900)

    done = await world.one("productions")
    assert (done.stage, done.note) == (Stage.REVIEW, "")


async def test_after_hours_of_silence_it_is_on_hold_with_a_button_and_lost_nothing(world, gen):
    accept = gen._told[GenerateLayer][0]
    gen.will(GenerateLayer, Unclear("cut"))
    gen.will(GetLayer, Layer(id="81"))
    await approved(world)
    for _ in range(30):
        await world.passes(1800)
    made = await world.one("productions")
    assert made.stage is Stage.HELD

    gen.will(GenerateLayer, accept)
    await world.do(productions.resume, made.id, by=MAYA)
    await world.passes(900)

    assert (await world.one("productions")).stage is Stage.REVIEW


async def test_the_home_tab_shows_only_channels_in_which_a_person_has_met_us(world):
    await asked(world)
    await world.do(channels.met, CHANNEL, MAYA)

    hers = await world.store.read(overview.home, MAYA)
    theirs = await world.store.read(overview.home, BEA)

    assert len(hers.ideas) == 2
    assert theirs.ideas == ()


async def test_meeting_people_does_not_bind_a_channel(world):
    await world.do(channels.met, CHANNEL, MAYA)

    here = await world.store.read(channels.find, CHANNEL)
    assert here.agent_id == "agent-santiago"
    kept = await world.store.read(lambda tx: tx.channels.get(CHANNEL))
    assert kept.agent_id == ""
