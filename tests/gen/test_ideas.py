"""Ideas are found in what a run says, however it says it."""

import json

import pytest

from genbot.gen.ideas import Idea, Run

TACO = {
    "id": 7,
    "idea_id": "idea-7",
    "title": "The $2 taco at 2am",
    "hook": "Nobody sleeps on this",
    "video_type_id": "3",
    "estimated_duration": "12s",
    "data": {
        "rationale": "Late food is rising",
        "inspiration_sources": [{"creator": "@keila", "watch_count": 1200000, "url": "u"}],
        "selected_assets": [{"url": "u", "clip_range": {"start": 0, "end": "4.5"}}],
        "project_manifest": {"total_duration": 12, "timeline_layers": [{"any": "thing"}]},
    },
}
SALSA = {"idea_id": 8, "title": "Salsa test", "description": "Three salsas"}


def run(*data: object) -> Run:
    messages = [{"role": "assistant", "content": "Here you go", "data": one} for one in data]
    return Run.model_validate({"run_id": "r1", "status": "completed", "messages": messages})


@pytest.mark.parametrize(
    "data",
    [
        {"ideas": [TACO, SALSA]},
        [TACO, SALSA],
        {"type": "ideas", "payload": {"result": {"ideas": [TACO, SALSA]}}},
        [{"kind": "set", "ideas": [TACO, SALSA]}],
        json.dumps({"ideas": [TACO, SALSA]}),
        {"steps": [{"title": "Look around"}], "ideas": [TACO, SALSA]},
        {"ideas": [TACO, "not an idea", SALSA, {"title": ""}]},
    ],
)
def test_ideas_are_found_however_deep(data):
    assert [idea.id for idea in run(data).ideas] == ["7", "8"]


@pytest.mark.parametrize(
    "data",
    [None, {}, [], "chat", "{broken", {"ideas": None}, {"sources": [{"title": "A page"}]}, 5],
)
def test_a_run_without_ideas_has_none(data):
    assert run(data).ideas == []


def test_the_newest_set_counts():
    assert [idea.id for idea in run({"ideas": [TACO]}, {"ideas": [SALSA]}, None).ideas] == ["8"]


def test_data_without_end_is_not_followed_without_end():
    deep: object = [TACO]
    for _ in range(50):
        deep = {"data": deep}

    assert run(deep).ideas == []


def test_an_idea_is_read_whole():
    idea = Idea.model_validate(TACO)

    assert (idea.id, idea.idea_id, idea.video_type_id) == ("7", "idea-7", 3)
    assert idea.estimated_duration == 12.0
    assert idea.data.inspiration_sources[0].watch_count == 1_200_000
    assert idea.data.selected_assets[0].clip_range.end == 4.5
    assert idea.data.project_manifest.total_duration == 12


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (12, 12),
        ("12", 12),
        ("1:30", 90),
        ("about 8.5 s", 8.5),
        ("short", None),
        ([], None),
        (float("inf"), None),
        ("9" * 5000 + ":00", None),
    ],
)
def test_a_length_is_understood_in_many_words(told, seconds):
    assert Idea.model_validate({"id": 1, "estimated_duration": told}).estimated_duration == seconds


def test_a_strange_idea_is_still_an_idea():
    idea = Idea.model_validate({"id": 1, "title": "T", "data": [], "hook": {"text": "x"}})

    assert (idea.title, idea.hook, idea.data.selected_assets) == ("T", "", [])


def test_the_reply_is_what_the_agent_said_last():
    messages = [
        {"role": "user", "content": "What did best?"},
        {"role": "assistant", "content": "Looking."},
        {"role": "assistant", "content": "The taco."},
        {"role": "assistant", "content": None},
    ]

    answered = Run.model_validate({"run_id": 1, "status": "completed", "messages": messages})

    assert answered.reply == "The taco."
    assert run().reply == ""
