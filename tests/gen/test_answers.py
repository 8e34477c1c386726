"""What GEN says is read with patience: it may grow, and its pages do not agree with each other."""

import json
from email.utils import formatdate
from typing import Any

import pytest

from genbot.gen.answers import LONGEST_WAIT, read, wait_told
from genbot.gen.assets import CreateAssetFolder, DownloadVariablesTemplate, GetContentResource
from genbot.gen.conversations import ListConversations
from genbot.gen.convert import CloneTemplate, GetSheet
from genbot.gen.edit import GetGeneration, StopGeneration
from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import Unclear
from genbot.gen.ideas import SetIdeaStatus
from genbot.gen.jobs import GetUserJob
from genbot.gen.keys import CreateApiKey
from genbot.gen.setup import CreateAgent, GetAgentCore, NewAgent, PatchAgentCore, Section
from genbot.gen.shapes import Unread
from genbot.gen.voices import ListAgentVoices

NOW = 1_800_000_000.0
JOB = GetUserJob(id=1, agent_id="a1")


def told(call: Endpoint[Any], answer: Any) -> Any:
    return read(call, json.dumps(answer).encode())


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "completed", "result": {"post_id": 7512}},
        {"user_job": {"id": 1, "status": "completed", "result": {"post_id": "7512"}}},
        {"status": "completed", "result": '{"post_id": "7512"}', "retries": 0},
    ],
)
def test_a_job_may_be_wrapped_and_its_result_may_be_text(answer):
    assert told(JOB, answer).post_id == "7512"


@pytest.mark.parametrize("result", [None, {}, [], "soon", {"post_id": None}, '["x"]'])
def test_a_job_without_a_post_has_no_post_id(result):
    assert told(JOB, {"status": "processing", "result": result}).post_id is None


def test_a_status_nobody_wrote_down_is_kept_as_it_is():
    assert told(JOB, {"status": "quantum"}).status == "quantum"


def test_a_job_that_does_not_say_how_it_stands_is_unclear():
    with pytest.raises(Unclear, match="does not fit at status"):
        told(JOB, {"id": 1})


def test_a_new_agent_comes_in_a_wrapper_and_its_voice_may_be_missing():
    agent = told(CreateAgent(agent=NewAgent(name="Luma")), {"agent": {"id": 3, "name": "Luma"}})

    assert (agent.id, agent.default_user_voice) == ("3", None)


def test_a_resource_keeps_what_stands_beside_its_wrapper():
    answer = {"content_resource": {"id": 1, "url": "u"}, "generator": {"id": 9, "status": "done"}}

    resource = told(GetContentResource(id=1, agent_id="a1"), answer)

    assert (resource.id, resource.url, resource.generator.id) == ("1", "u", "9")


@pytest.mark.parametrize("answer", [[{"id": 1}], {"conversations": [{"id": 1}], "total": 1}])
def test_a_list_comes_bare_or_in_an_envelope(answer):
    assert [one.id for one in told(ListConversations(agent_id="a1"), answer)] == ["1"]


def test_the_voice_library_is_a_list_of_voices():
    answer = {"voices": [{"voice_id": "v1", "name": None, "preview_url": "p"}], "total": 1}

    [voice] = told(ListAgentVoices(agent_id="a1"), answer)

    assert (voice.voice_id, voice.url) == ("v1", "p")


def test_an_envelope_with_two_lists_is_not_guessed_at():
    with pytest.raises(Unclear):
        told(ListConversations(agent_id="a1"), {"one": [], "two": []})


def test_decoration_that_does_not_fit_falls_away():
    core = told(GetAgentCore(agent_id="a1"), {"agent_id": "a1", "keywords": 5, "shortform": {}})

    assert (core.agent_id, core.keywords, core.shortform) == ("a1", [], None)


def test_a_list_that_is_written_whole_is_never_taken_for_empty():
    odd = {"keywords": ["tacos"], "monitored": [{"handle": "a"}, "b"], "linked_accounts": None}

    core = told(GetAgentCore(agent_id="a1"), odd)

    assert isinstance(core.monitored, Unread)
    assert not isinstance(core.keywords, Unread)
    assert not isinstance(core.linked_accounts, Unread)


def test_a_generation_s_result_is_whatever_it_is():
    call = GetGeneration(generation_id=1)

    assert told(call, {"id": 1, "status": "completed", "result": "Three tacos"}).result
    assert told(call, {"id": 1, "status": "failed", "failed_reason": "No."}).result is None


def test_the_resource_of_a_render_is_its_first():
    resources = [{"id": 4821, "url": "https://cdn.gen.pro/v.mp4", "object_type": "video"}]

    done = told(
        GetGeneration(generation_id=1),
        {"id": 1, "status": "completed", "output_resources": resources, "execution_cost": "49.5"},
    )

    assert done.resource.id == "4821"
    assert done.execution_cost == 49.5


def test_stopping_may_answer_with_the_generation_itself():
    stopped = told(StopGeneration(generation_id=1), {"id": 1, "status": "stopped"})

    assert (stopped.generation_id, stopped.status) == ("1", "stopped")


def test_a_clone_names_its_columns_roles_either_way():
    columns = [{"id": 1, "column_role": "video"}, {"id": 2, "role": "final_video"}]
    call = CloneTemplate(slug="tiktok-montage", agent_id="a1")

    sheet = told(call, {"id": 1, "spreadsheet_columns": columns, "global_variables_sheet": None})

    assert [one.role for one in sheet.spreadsheet_columns] == ["video", "final_video"]


COLUMNS = [
    {"id": 1, "title": "Hook", "role": "ingredient", "position": 0},
    {"id": 2, "title": "VIDEO", "role": "video", "position": 1},
]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([{"id": 8, "column_id": 2}, {"id": 9, "column_id": 1}], "8"),
        ([{"id": 8, "cell_role": "video"}, {"id": 9}], "8"),
        ([{"id": 9}, {"id": 8}], "8"),
        ([{"id": 9}], None),
        ([{"id": 9, "column_id": 1}], None),
    ],
)
def test_a_cell_is_found_where_row_and_column_cross(cells, found):
    rows = [{"id": 5, "spreadsheet_cells": cells}]
    answer = {"id": 1, "spreadsheet_columns": COLUMNS, "spreadsheet_rows": rows}
    sheet = told(GetSheet(sheet_id=1, agent_id="a1"), answer)

    cell = sheet.cell(sheet.spreadsheet_rows[0], sheet.spreadsheet_columns[1])

    assert (cell and cell.id) == found


def test_a_cell_knows_its_generations_and_its_layers():
    cell = {
        "id": 8,
        "default_user_job": {"id": 70, "status": "completed"},
        "user_jobs": [{"id": 71, "status": "pending"}],
        "video_layers": [{"id": 6, "name": "Voice", "type": "audio"}],
    }
    rows = [{"id": 5, "spreadsheet_cells": [cell]}]
    sheet = told(GetSheet(sheet_id=1, agent_id="a1"), {"id": 1, "spreadsheet_rows": rows})

    [found] = sheet.spreadsheet_rows[0].spreadsheet_cells

    assert found.generations["70"].status == "completed"
    assert found.generations["71"].status == "pending"
    assert "72" not in found.generations
    assert found.layer("6").name == "Voice"
    assert found.layer("7") is None


def test_a_patch_may_be_done_in_part():
    answer = {"brand": {"status": "ok", "data": {}}, "voice": {"status": "error", "error": "down"}}

    sections = told(PatchAgentCore(agent_id="a1", brand_name="Luma"), answer)

    assert sections["voice"] == Section(status="error", error="down")


def test_a_wrapped_folder_and_a_bare_one_are_the_same():
    call = CreateAssetFolder(agent_id="a1", name="Tacos")

    assert told(call, {"asset_folder_id": 5}) == told(
        call, {"asset_folder": {"asset_folder_id": 5}}
    )


def test_a_new_key_does_not_show_itself():
    key = told(CreateApiKey(name="n8n"), {"id": 1, "token": "gen_hush"})

    assert key.token.get_secret_value() == "gen_hush"
    assert "gen_hush" not in repr(key)


def test_a_file_is_taken_as_it_is():
    assert read(DownloadVariablesTemplate(), b"PK\x03\x04") == b"PK\x03\x04"


def test_the_unclear_does_not_quote_what_it_could_not_read():
    with pytest.raises(Unclear) as unclear:
        told(CreateApiKey(), {"token": "gen_hush"})

    assert "gen_hush" not in str(unclear.value)
    assert unclear.value.__suppress_context__


def test_an_idea_may_answer_in_a_wrapper():
    idea = told(SetIdeaStatus(id=1, status="rejected"), {"idea": {"id": 1, "status": "rejected"}})

    assert idea.status == "rejected"


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("999999999", LONGEST_WAIT),
        ("1e999", None),
        ("nan", None),
        ("", None),
        ("soon", None),
        (formatdate(NOW + 90, usegmt=True), 90.0),
        (formatdate(NOW - 90, usegmt=True), 0.0),
        ("Fri, 99 Nov 99999 22:00:00 GMT", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date_and_kept_sane(header, wait):
    assert wait_told({"retry-after": header}, NOW) == wait


@pytest.mark.parametrize("ahead", [-600.0, 0.0, 600.0])
def test_a_wait_until_a_date_is_counted_on_the_clock_that_told_it(ahead):
    theirs = NOW + ahead
    told = {
        "retry-after": formatdate(theirs + 90, usegmt=True),
        "date": formatdate(theirs, usegmt=True),
    }

    assert wait_told(told, NOW) == 90.0


def test_no_wait_was_told():
    assert wait_told({}, NOW) is None
