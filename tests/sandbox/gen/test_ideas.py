"""From a message to ideas, and from a wish to better ones."""

import pytest

from genbot.sandbox.gen.cast import LUMA, SANTIAGO
from tests.sandbox.gen.conftest import Visitor

TACOS = "Generate 5 content ideas about late-night tacos, under 12 s"


def ideas_of(run: dict) -> list[dict]:
    said = run["messages"][-1]
    assert (said["role"], said["data"]["type"]) == ("assistant", "ideas")
    return said["data"]["ideas"]


async def test_a_message_becomes_as_many_ideas_as_it_asks_for(visitor: Visitor) -> None:
    run = await visitor.talk(TACOS)

    ideas = ideas_of(run)
    assert run["status"] == "completed"
    assert len({idea["hook"] for idea in ideas}) == len({i["title"] for i in ideas}) == 5
    assert all("late-night tacos" in str(idea).lower() for idea in ideas)
    assert len({idea["video_type_id"] for idea in ideas}) >= 4


async def test_an_idea_tells_everything_the_reference_lists(visitor: Visitor) -> None:
    idea = ideas_of(await visitor.talk(TACOS))[0]

    assert idea["estimated_duration"] < 12
    assert (idea["aspect_ratio"], idea["status"], idea["agent_id"]) == (
        "9:16",
        "generated",
        SANTIAGO,
    )
    assert idea["hook"] in idea["full_script"]
    source = idea["data"]["inspiration_sources"][0]
    assert set(source) == {"type", "url", "creator", "watch_count", "like_count", "what_was_used"}
    assert source["creator"] in idea["data"]["rationale"]
    manifest = idea["data"]["project_manifest"]
    assert manifest["timeline_layers"][0]["end"] <= manifest["total_duration"]
    asset = idea["data"]["selected_assets"][0]
    assert asset["clip_range"]["start"] < asset["clip_range"]["end"]
    assert (await visitor.fetch(asset["url"])).content_type == "video/mp4"


async def test_a_run_is_running_until_its_time_has_passed(visitor: Visitor) -> None:
    body = {"message": TACOS, "agent_id": SANTIAGO}
    started = await visitor.ask("POST", "/agent/run", body, expect=202)

    assert started["status"] == "running"
    visitor.time_passes(1)
    assert (await visitor.ask("GET", f"/agent/runs/{started['run_id']}"))["status"] == "running"
    visitor.time_passes()
    assert (await visitor.ask("GET", f"/agent/runs/{started['run_id']}"))["status"] == "completed"


async def test_progress_can_be_followed_without_a_key(visitor: Visitor) -> None:
    body = {"message": TACOS, "agent_id": SANTIAGO}
    started = await visitor.ask("POST", "/agent/run", body, expect=202)
    url = f"{visitor.origin}/progress/{started['firebase_path']}.json"

    before = await (await visitor.fetch(url)).json()
    visitor.time_passes()
    after = await (await visitor.fetch(url)).json()

    assert before["plan"][0] == "1. Look at what is moving around late-night tacos"
    assert before["thinking"]
    assert all(line.endswith("✓") for line in after["plan"])
    assert (after["status"], after["thinking"]) == ("completed", "")
    unknown = await visitor.fetch(f"{visitor.origin}/progress/agent_runs/nobody.json")
    assert await unknown.json() is None


async def test_a_refinement_changes_what_was_named_and_nothing_else(visitor: Visitor) -> None:
    first = await visitor.talk(TACOS)
    before = ideas_of(first)

    second = await visitor.talk("make 2 punchier, drop 4", first["conversation_id"])

    after = ideas_of(second)
    assert [idea["id"] for idea in after][0::2] == [before[0]["id"], before[2]["id"]]
    assert after[3]["id"] == before[4]["id"]
    assert after[1]["id"] not in {idea["id"] for idea in before}
    assert after[1]["title"] == before[1]["title"]
    assert len(after[1]["hook"]) < len(before[1]["hook"])
    assert len(after[1]["full_script"]) < len(before[1]["full_script"])
    status = {idea["id"]: idea["status"] for idea in (await visitor.state())["ideas"]}
    assert status[before[3]["id"]] == "rejected"
    assert status[before[1]["id"]] == status[after[1]["id"]] == "generated"


@pytest.mark.parametrize(
    ("wish", "seen"),
    [
        ("make idea 1 funnier", lambda old, new: "beautifully" in new["hook"]),
        ("idea 1 under 7 seconds", lambda old, new: new["estimated_duration"] < 7),
        ("make the first one warmer", lambda old, new: "Come closer" in new["full_script"]),
        ("1 longer", lambda old, new: new["estimated_duration"] > old["estimated_duration"]),
        ("1: more numbers", lambda old, new: "people stopped" in new["hook"]),
        ("put a dog into idea 1", lambda old, new: "a dog" in new["full_script"]),
    ],
)
async def test_a_wish_is_seen_in_the_script(visitor: Visitor, wish: str, seen) -> None:
    first = await visitor.talk(TACOS)

    second = await visitor.talk(wish, first["conversation_id"])

    old, new = ideas_of(first)[0], ideas_of(second)[0]
    assert new["id"] != old["id"]
    assert seen(old, new)
    assert "Changed on your wish" in new["data"]["rationale"]


async def test_an_idea_can_be_named_by_its_title(visitor: Visitor) -> None:
    first = await visitor.talk(TACOS)
    title = ideas_of(first)[2]["title"]

    second = await visitor.talk(
        f'Change the idea "{title}": funnier, please', first["conversation_id"]
    )

    kept = [
        old["id"] == new["id"] for old, new in zip(ideas_of(first), ideas_of(second), strict=True)
    ]
    assert kept == [True, True, False, True, True]


async def test_a_remembered_rule_shows_in_the_next_ideas_until_it_is_forgotten(
    visitor: Visitor,
) -> None:
    await visitor.talk("remember: always use statement hooks")
    with_rule = ideas_of(await visitor.talk(TACOS))
    await visitor.talk("forget: that rule about statement hooks")
    without = ideas_of(await visitor.talk(TACOS))

    assert "always use statement hooks" in with_rule[0]["data"]["rationale"]
    assert "statement hooks" not in without[0]["data"]["rationale"]


async def test_a_batch_keeps_to_its_own_type_and_requirements(visitor: Visitor) -> None:
    asked = f"{TACOS}\nVideo type: Skit\nRequirements: no faces"
    found = ideas_of(await visitor.talk(asked))
    after = ideas_of(await visitor.talk(TACOS))

    assert {idea["video_type_id"] for idea in found} == {9}
    assert "no faces" in found[0]["data"]["rationale"]
    assert "no faces" not in after[0]["data"]["rationale"]


async def test_what_is_remembered_is_told_when_somebody_asks(visitor: Visitor) -> None:
    nothing = await visitor.talk("Which preferences do you remember?")
    await visitor.talk("remember: no questions")
    something = await visitor.talk("Which preferences do you remember?")

    assert "not asked me" in nothing["messages"][-1]["content"]
    assert something["messages"][-1]["content"] == "I remember:\n- no questions"


async def test_a_question_gets_an_answer_and_no_ideas(visitor: Visitor) -> None:
    run = await visitor.talk("What performed best last week in my niche?")

    assert run["messages"][-1]["content"]
    assert run["messages"][-1]["data"] is None
    assert (await visitor.state())["ideas"] == []


async def test_ideas_are_listed_newest_first_and_by_status(visitor: Visitor) -> None:
    ideas = ideas_of(await visitor.talk(TACOS))
    await visitor.ask("PUT", f"/agent/ideas/{ideas[0]['id']}/status/approve_to_create")

    listed = await visitor.ask("GET", f"/agent/ideas?agent_id={SANTIAGO}")
    approved = await visitor.ask(
        "GET", f"/agent/ideas?agent_id={SANTIAGO}&status=approve_to_create"
    )

    assert [idea["id"] for idea in listed] == [idea["id"] for idea in reversed(ideas)]
    assert [idea["id"] for idea in approved] == [ideas[0]["id"]]
    assert await visitor.ask("GET", f"/agent/ideas?agent_id={LUMA}") == []
    refusal = await visitor.refused("GET", f"/agent/ideas?agent_id={SANTIAGO}&status=lovely")
    assert refusal == (422, "validation_error")


async def test_a_status_can_be_set_cycled_and_not_invented(visitor: Visitor) -> None:
    idea = ideas_of(await visitor.talk("1 idea about tacos"))[0]
    path = f"/agent/ideas/{idea['idea_id']}/status"

    cycled = [(await visitor.ask("POST", path))["status"] for _ in range(5)]

    assert cycled[-2:] == ["posted", "generated"]
    assert (await visitor.ask("PUT", f"{path}/change_video"))["status"] == "change_video"
    assert (await visitor.ask("POST", path))["status"] == "ready_for_review"
    assert await visitor.refused("PUT", f"{path}/lovely") == (422, "validation_error")
    assert await visitor.refused("POST", "/agent/ideas/999/status") == (404, "not_found")


async def test_a_run_may_wait_for_a_persons_yes(visitor: Visitor) -> None:
    await visitor.control("next", approval=True)
    waiting = await visitor.talk(TACOS)
    path = f"/agent/runs/{waiting['run_id']}"

    assert waiting["status"] == "awaiting_approval"
    assert await visitor.refused("POST", f"{path}/approve", {}) == (422, "validation_error")
    decided = await visitor.ask("POST", f"{path}/approve", {"approved": True})
    assert decided == {"run_id": waiting["run_id"], "status": "running"}
    visitor.time_passes()
    assert len(ideas_of(await visitor.ask("GET", path))) == 5
    again = await visitor.refused("POST", f"{path}/approve", {"approved": True})
    assert again == (422, "validation_error")


async def test_a_persons_no_fails_the_run_and_gives_the_credits_back(visitor: Visitor) -> None:
    await visitor.control("next", approval=True)
    waiting = await visitor.talk(TACOS)

    path = f"/agent/runs/{waiting['run_id']}/approve"
    decided = await visitor.ask("POST", path, {"approved": False})

    assert decided["status"] == "failed"
    assert (await visitor.state())["credits"] == 5000


async def test_a_failed_run_gives_the_credits_back(visitor: Visitor) -> None:
    await visitor.control("next", fail_run="The trends could not be read.")

    run = await visitor.talk(TACOS)

    assert (run["status"], run["messages"][-1]["content"]) == (
        "failed",
        "The trends could not be read.",
    )
    assert (await visitor.state())["credits"] == 5000


async def test_credits_are_taken_at_once_and_settled_after(visitor: Visitor) -> None:
    body = {"message": TACOS, "agent_id": SANTIAGO}
    await visitor.ask("POST", "/agent/run", body, expect=202)
    taken = (await visitor.state())["credits"]
    visitor.time_passes()
    settled = (await visitor.state())["credits"]

    assert taken == 5000 - 59
    assert 5000 - 65 <= settled <= 5000 - 50


async def test_without_credits_a_run_is_refused_and_leaves_nothing_behind(visitor: Visitor) -> None:
    body = {"message": TACOS, "agent_id": SANTIAGO}
    await visitor.control("credits", generic=10)
    short = await visitor.refused("POST", "/agent/run", body)
    await visitor.control("credits", purchased=False)
    never = await visitor.refused("POST", "/agent/run", body)

    assert short == (422, "insufficient_credits_for_job")
    assert never == (422, "usable_gen_credit_required")
    assert (await visitor.state())["runs"] == []


async def test_a_conversation_keeps_its_runs_and_messages(visitor: Visitor) -> None:
    run = await visitor.talk(TACOS)
    path = f"/agent/conversations/{run['conversation_id']}"
    await visitor.talk("drop 1", run["conversation_id"])

    await visitor.ask("PATCH", path, {"title": "Tacos", "pinned": True})

    listed = await visitor.ask("GET", f"/agent/conversations?agent_id={SANTIAGO}")
    assert [(talk["title"], talk["run_count"]) for talk in listed["conversations"]] == [
        ("Tacos", 2)
    ]
    assert [each["status"] for each in await visitor.ask("GET", f"{path}/runs")] == [
        "completed"
    ] * 2
    messages = await visitor.ask("GET", f"{path}/messages?page=2&per_page=2")
    assert messages[0]["content"] == "drop 1"
    assert len((await visitor.ask("GET", path))["messages"]) == 4
    assert await visitor.refused("GET", f"{path}/messages?page=0") == (422, "validation_error")


async def test_ideas_outlive_their_conversation(visitor: Visitor) -> None:
    run = await visitor.talk(TACOS)
    path = f"/agent/conversations/{run['conversation_id']}"

    await visitor.ask("DELETE", path)

    assert await visitor.refused("GET", path) == (404, "not_found")
    assert await visitor.refused("GET", f"/agent/runs/{run['run_id']}") == (404, "not_found")
    assert len(await visitor.ask("GET", f"/agent/ideas?agent_id={SANTIAGO}")) == 5


async def test_research_ends_in_findings_and_a_summary(visitor: Visitor) -> None:
    body = {"topic": "salsa", "depth": "deep", "agent_id": SANTIAGO}
    started = await visitor.ask("POST", "/research", body, expect=202)
    visitor.time_passes()

    run = await visitor.ask("GET", f"/agent/runs/{started['run_id']}")

    data = run["messages"][-1]["data"]
    assert (data["type"], len(data["findings"])) == ("research", 5)
    assert "salsa" in data["summary"]
    wrong = await visitor.refused("POST", "/research", {**body, "depth": "bottomless"})
    assert wrong == (422, "validation_error")


async def test_ideas_with_footage_of_somebody_are_ordered(visitor: Visitor) -> None:
    await visitor.control("next", footage="@nightgriddle")
    body = {"message": TACOS, "agent_id": SANTIAGO}
    await visitor.ask("POST", "/agent/run", body, expect=202)
    visitor.time_passes()
    [idea, *_] = await visitor.ask("GET", f"/agent/ideas?agent_id={SANTIAGO}")

    assert idea["data"]["selected_assets"][0]["source"] == "@nightgriddle"
