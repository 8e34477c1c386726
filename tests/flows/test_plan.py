"""An idea meets a vidsheet: every word finds a column or is named, every layer a way to be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain.ideas import Asset, Idea
from genbot.flows.plan import plan, redone
from genbot.gen.creation import card_for
from genbot.gen.sheets import Sheet
from tests.gen.answers import SHEET

IDEA = Idea(
    "i1", "g1", "r1", "C1", "a1", 1, "The $2 taco",
    hook="Nobody believes this.", script="0-3 s: the grill. 3-11 s: the bill.",
    description="Two dollars, two tacos #tacotok", video_type="Montage", video_type_id=3,
    aspect_ratio="9:16", assets=(Asset(description="steam over the grill"),),
)  # fmt: skip


def sheet(titles, layers=(), final=True, values=None, role="role"):
    columns = [
        {"id": n, "title": title, "type": kind, role: "ingredient", "position": n}
        for n, (title, kind) in enumerate(titles, 1)
    ]
    cells = [
        {"id": 100 + n, "column_id": n, "value": (values or {}).get(title)}
        for n, (title, _) in enumerate(titles, 1)
    ]
    columns.append({"id": 50, "title": "VIDEO", "type": "video", role: "video", "position": 50})
    cells.append({"id": 150, "column_id": 50, "video_layers": list(layers)})
    if final:
        columns.append({"id": 60, "title": "OUT", "type": "video", role: "final_video"})
        cells.append({"id": 160, "column_id": 60})
    rows = [{"id": 9, "spreadsheet_cells": cells}]
    return Sheet.model_validate({"id": 7, "spreadsheet_columns": columns, "spreadsheet_rows": rows})


def layer(id, name, kind, **card):
    told = {"additional_attributes": {"creation_card": card}} if card else {}
    return {"id": id, "name": name, "type": kind, "position": id, **told}


def made(*args, **kwargs):
    return plan(sheet(*args, **kwargs), IDEA, "p1", "voice-1")


def test_columns_are_filled_by_what_their_title_says():
    found = made(
        [("Hook", "text"), ("Voiceover script", "text"), ("Post caption", "text"),
         ("Video title", "text"), ("Image prompt", "text")]
    )  # fmt: skip

    assert found.values == {
        "101": IDEA.hook,
        "102": IDEA.script,
        "103": IDEA.description,
        "104": IDEA.title,
        "105": found.values["105"],
    }
    assert "steam over the grill" in found.values["105"]
    assert found.unplaced == ()


@pytest.mark.parametrize("title", ["Description", "Video description", "DESCRIPTION", "Descr."])
def test_a_column_for_the_description_is_not_one_for_the_script(title):
    found = made([(title, "text"), ("Transcript", "text")])

    assert found.values == {"101": IDEA.description, "102": IDEA.script}


def test_columns_without_a_say_take_what_is_left():
    found = made([("TEXT 1", "text"), ("TEXT 2", "text"), ("PROMPT", "text")])

    assert found.values["101"] == IDEA.hook
    assert found.values["102"] == IDEA.script
    assert found.unplaced == ("title",)


def test_what_a_person_wrote_into_a_column_stays():
    found = made([("Brand rules", "text"), ("Script", "text")], values={"Brand rules": "no slang"})

    assert "101" not in found.values


def test_a_template_without_a_matching_column_names_what_it_could_not_place():
    assert made([]).unplaced == ("hook", "script", "title")


def test_a_template_that_can_not_be_rendered_says_so():
    assert "final video" in made([], final=False).missing
    assert "row" in plan(Sheet(id="7"), IDEA, "p1", "").missing


@pytest.mark.parametrize("role", ["role", "column_role"])
def test_roles_are_read_under_both_names(role):
    assert made([], role=role).final_cell == "160"


def test_the_templates_own_card_is_used_with_the_ideas_words():
    card = {"generation_type": "video_from_text", "data": {"model": "sora_2", "duration": "10s"}}
    [task] = made([], [layer(1, "Background", "video", **card)]).tasks

    assert (task.type, task.data["model"], task.data["duration"]) == (
        "video_from_text",
        "sora_2",
        "10s",
    )
    assert "The $2 taco" in task.data["prompt"]
    assert task.data["aspect_ratio"] == "9:16"


def test_backend_names_become_the_texts_names():
    card = {"generation_type": "eleven_labs", "data": {}}
    [task] = made([], [layer(1, "Voice", "audio", **card)]).tasks

    assert task.type == "speech_from_text"


def test_a_card_told_only_by_an_earlier_job_is_used():
    told = layer(1, "Look", "video")
    told["user_jobs"] = [{"id": 5, "status": "failed", "user_job_type": "image_from_text"}]
    [task] = made([], [told]).tasks

    assert (task.type, task.earlier) == ("image_from_text", ("5",))


def test_what_is_there_already_is_not_made_again():
    done = layer(1, "Logo", "image")
    resource = {"id": 3, "url": "https://cdn/x.jpg"}
    done["default_user_job"] = {"id": 4, "status": "completed", "output_resources": [resource]}

    assert made([], [done]).tasks == ()


def test_captions_and_lipsync_wait_for_what_they_are_made_from():
    found = made([], [
        layer(1, "Presenter", "video", generation_type="lipsync", data={"model": "sync_so"}),
        layer(2, "Background", "video"),
        layer(3, "Voice", "audio"),
        layer(4, "Subtitles", "text"),
    ])  # fmt: skip

    by_title = {task.title: task for task in found.tasks}
    video, voice = by_title["Background"].id, by_title["Voice"].id
    assert by_title["Presenter"].needs == {"video_resource_id": video, "audio_resource_id": voice}
    assert by_title["Subtitles"].needs == {"source_resource_id": voice}


def test_a_layer_there_is_nothing_to_make_from_is_named():
    found = made([], [layer(1, "Talking avatar", "video")])

    assert (found.tasks, found.skipped) == ((), ("Talking avatar",))


def test_a_title_does_not_make_what_its_layer_cannot_hold():
    found = made([], [layer(1, "Avatar voice", "audio"), layer(2, "Avatar still", "image")])

    assert [task.type for task in found.tasks] == ["speech_from_text", "image_from_text"]


def test_a_change_redoes_the_chosen_part_and_what_is_made_from_it():
    found = made([], [layer(1, "Background", "video"), layer(2, "Voice", "audio"), layer(3, "Subtitles", "text")])  # fmt: skip
    voice = next(task for task in found.tasks if task.title == "Voice")

    again = {task.title: task for task in redone(found.tasks, {voice.id}, "say “hello there”")}

    assert again["Voice"].data["script"] == "hello there"
    assert [again[name].take for name in ("Background", "Voice", "Subtitles")] == [1, 2, 2]


def test_a_wish_becomes_part_of_the_prompt():
    found = made([], [layer(1, "Background", "video")])

    [again] = redone(found.tasks, {found.tasks[0].id}, "warmer light")

    assert again.data["prompt"].endswith("This time: warmer light")


def test_every_task_of_the_example_is_what_gen_allows():
    for task in plan(SHEET, IDEA, "p1", "voice-1").tasks:
        sources = dict.fromkeys(task.needs or {}, "123")
        card_for(task.type, {**task.data, **sources})


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["text", "image", "video", "audio", "odd"])), max_size=6),
       st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["video", "audio", "image", "captions", "", "new"])), max_size=6))  # fmt: skip
def test_any_template_gives_a_plan_that_gen_allows(columns, layers):
    found = made(columns, [layer(n, name, kind) for n, (name, kind) in enumerate(layers, 1)])

    ids = {task.id for task in found.tasks}
    assert len(ids) == len(found.tasks)
    for task in found.tasks:
        assert set((task.needs or {}).values()) <= ids
        card_for(
            task.type,
            {
                **(task.data or {}),
                **{name: "1" if not name.endswith("ids") else ["1"] for name in task.needs or {}},
            },
        )
