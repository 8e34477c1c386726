"""What cannot succeed with what GEN has now is refused in the shell, and not sent."""

import json

import pytest

POST = {"media_url": "https://cdn.gen.pro/v.mp4", "description": "Tacos"}
SEARCH = {"platform": "tiktok", "type": "username", "value": "@tacoking"}


def refused(told, gen, before, *words):
    """Nothing but looking was asked of GEN."""
    asked = {call for call, times in gen.calls.items() if times > before.get(call, 0)}
    assert told.exit_code == 2, told.output
    assert [word for word in words if word not in told.stderr] == []
    assert [call for call in asked if not call.startswith("GET")] == []


def test_a_post_to_a_platform_without_an_account(shell, gen):
    shell("patch-agent-core", "--linked-accounts", "[]")
    before = gen.calls

    told = shell("publish", "--data", json.dumps(POST))

    refused(told, gen, before, "The agent has no TikTok account at GEN", "Connect one")


def test_a_post_at_a_time_that_has_passed(shell, gen):
    before = gen.calls
    late = {**POST, "schedule_type": "scheduled", "scheduled_time": "2020-03-16T15:00:00Z"}

    refused(shell("publish", "--data", json.dumps(late)), gen, before, "still to come")


@pytest.mark.parametrize(
    "words",
    [
        ("train-social", "--data", '{"platform": "instagram", "type": "keyword", "value": "x"}'),
        ("update-monitoring", "--id", "7", "--platform", "instagram", "--type", "keyword"),
    ],
)
def test_a_search_for_words_on_instagram(shell, gen, words):
    before = gen.calls

    refused(shell(*words), gen, before, "Instagram has no search by keyword")


def test_a_change_of_a_search_that_has_ended(shell, gen):
    made = json.loads(shell("train-social", "--data", json.dumps(SEARCH)).stdout)
    id = str(made["user_job_id"])
    while '"completed"' not in shell("get-user-job", "--id", id).stdout:
        pass
    before = gen.calls

    told = shell("update-monitoring", "--id", id, "--days", "7")

    refused(told, gen, before, "GEN has ended this already (completed)", "pending or processing")


@pytest.fixture
def sheet(shell):
    return json.loads(shell("clone-template", "--slug", "tiktok-vo-broll").stdout)


def cell(sheet, **wanted):
    """The cell of the first row whose column is like this, and the sheet's id, as options."""
    role = next(name for name in ("role", "column_role") if name in sheet["spreadsheet_columns"][0])
    named = {"type": wanted.get("type"), role: wanted.get("role", "ingredient")}
    column = next(
        one
        for one in sheet["spreadsheet_columns"]
        if all(value is None or one[field] == value for field, value in named.items())
    )
    found = next(
        one
        for one in sheet["spreadsheet_rows"][0]["spreadsheet_cells"]
        if one["column_id"] == column["id"]
    )
    return found, ("--sheet-id", str(sheet["id"]), "--cell-id", str(found["id"]))


TEXT = ("--generation-type", "text", "--data", '{"prompt": "Hook", "model": "gpt_4o"}')


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"type": "image"}, "text does not fit a column of type image: image_from_text, media do."),
        ({"role": "video"}, "text does not fit a column of type video: video_from_text"),
        ({"role": "final_video"}, "GEN fills the final_video column itself"),
        ({"role": "stats"}, "GEN fills the stats column itself"),
    ],
)
def test_something_generated_on_the_wrong_type_of_column(shell, gen, sheet, wanted, words):
    _, where = cell(sheet, **wanted)
    before = gen.calls

    refused(shell("generate-cell", *where, *TEXT), gen, before, words)


def test_something_generated_on_the_wrong_type_of_layer(shell, gen, sheet):
    found, where = cell(sheet, role="video")
    layer = next(one for one in found["video_layers"] if one["type"] == "audio")
    before = gen.calls

    told = shell("generate-layer", *where, "--layer-id", str(layer["id"]), *TEXT)

    refused(told, gen, before, "text does not fit a layer of type audio: speech_from_text, media")


def test_what_fits_is_sent(shell, gen, sheet):
    _, where = cell(sheet, type="text")
    assert shell("generate-cell", *where, *TEXT).exit_code == 0

    found, where = cell(sheet, role="video")
    captions = next(one for one in found["video_layers"] if one["type"] == "captions")
    told = shell(
        "generate-layer", *where, "--layer-id", str(captions["id"]),
        "--generation-type", "captions", "--data", '{"source_resource_id": "7"}',
    )  # fmt: skip
    assert told.exit_code == 15  # GEN has no such resource: it was asked
    assert "GEN says: “source_resource_id: there is no content resource 7”" in told.stderr


@pytest.mark.parametrize("id", ["404404", "no-such-sheet"])
def test_where_gen_shows_nothing_gen_decides(shell, gen, id):
    told = shell("generate-cell", "--sheet-id", id, "--cell-id", "1", *TEXT)

    assert told.exit_code == 14
