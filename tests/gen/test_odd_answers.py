"""Shapes that GEN has neither promised nor ruled out: what they do not decide, they do not stop."""

import json
from typing import Any

import pytest

from genbot.gen.answers import read
from genbot.gen.conversations import DeleteConversation
from genbot.gen.convert import GetSheet, ListTemplates
from genbot.gen.edit import GetGeneration
from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import Unclear
from genbot.gen.export import Publish, PublishData, Render
from genbot.gen.ideas import ListConversationRuns, ListIdeas, SetIdeaStatus, StartRun
from genbot.gen.jobs import GetUserJob
from genbot.gen.setup import ListAgents, PatchAgentCore
from genbot.gen.voices import FinalizeDesignedVoice

JOB = GetUserJob(id="1", agent_id="a1")
GENERATION = GetGeneration(generation_id="1")
SHEET = GetSheet(sheet_id="1", agent_id="a1")
ODD = pytest.mark.parametrize("odd", [{"x": 1}, ["y"], True, [None]], ids=repr)


def told(call: Endpoint[Any], answer: Any) -> Any:
    return read(call, json.dumps(answer).encode())


@ODD
@pytest.mark.parametrize("name", ["id", "user_job_type", "failed_reason"])
def test_a_post_that_is_out_is_out_whatever_else_is_said_of_it(name, odd):
    job = told(JOB, {"status": "completed", "result": {"post_id": 7}, name: odd})

    assert (job.status, job.post_id) == ("completed", "7")


@ODD
@pytest.mark.parametrize("name", ["user_job_type", "generation_type", "failed_reason", "data"])
def test_a_video_that_is_made_is_made_whatever_else_is_said_of_it(name, odd):
    video = {"id": 5, "url": "https://cdn.gen.pro/v.mp4", "file_name": odd, "thumbnail_url": odd}
    made = told(
        GENERATION, {"id": 1, "status": "completed", "output_resources": [video], name: odd}
    )

    assert (made.status, made.resource.url) == ("completed", video["url"])


@pytest.mark.parametrize(
    "reason", ["No faces.", {"message": "No faces."}, {"code": 7, "error": "No faces."}]
)
@pytest.mark.parametrize("call", [JOB, GENERATION])
def test_a_reason_may_be_an_object_with_words_inside(call, reason):
    failed = told(call, {"id": 1, "status": "failed", "failed_reason": reason})

    assert failed.failed_reason == "No faces."


@ODD
@pytest.mark.parametrize("name", ["title", "type", "role", "description", "position"])
def test_a_vidsheet_is_read_whatever_is_said_of_a_column(name, odd):
    columns = [{"id": 1, "title": "Hook"} | {name: odd}]

    assert told(SHEET, {"id": 7, "status": odd, "spreadsheet_columns": columns}).id == "7"


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (StartRun(agent_id="a1", message="Tacos"), "run_id"),
        (Render(sheet_id="1", cell_id="2", agent_id="a1"), "generation_id"),
        (
            Publish(
                agent_id="a1", data=PublishData(description="Tacos", media_url="https://a.b/1")
            ),
            "user_job_id",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_work_that_began_without_a_name_is_unclear(call, named):
    with pytest.raises(Unclear):
        told(call, {named: ""})

    assert told(call, {named: 0, "status": ["odd"]})


LISTS = pytest.mark.parametrize(
    ("call", "item"),
    [
        (ListIdeas(agent_id="a1"), {"id": 1, "title": "Tacos"}),
        (ListAgents(), {"id": 1, "name": "Santiago"}),
        (ListConversationRuns(id="c1"), {"run_id": "r1", "status": "running"}),
        (ListTemplates(), {"slug": "montage"}),
    ],
    ids=lambda one: type(one).__name__,
)


@LISTS
@pytest.mark.parametrize("odd", [None, {}, "x", [], 7], ids=repr)
def test_one_of_a_list_that_cannot_be_read_does_not_hide_the_others(call, item, odd):
    assert told(call, [item, odd, item]) == told(call, [item, item])


@LISTS
def test_a_list_is_found_in_an_envelope_that_holds_other_lists(call, item):
    named = call.path.rpartition("/")[2]

    assert told(call, {named: [item], "warnings": [], "meta": {"pages": [1]}}) == told(call, [item])


@LISTS
def test_an_error_with_a_list_in_it_is_not_taken_for_that_list(call, item):
    with pytest.raises(Unclear):
        told(call, {"error": "One moment", "errors": []})


@LISTS
def test_a_list_of_which_nothing_can_be_read_is_not_taken_for_empty(call, item):
    assert told(call, [None]) == told(call, []) == []
    for strange in ([{"odd": item}], item):
        with pytest.raises(Unclear):
            told(call, strange)


@pytest.mark.parametrize("odd", [None, {}, "x"], ids=repr)
def test_what_a_place_holds_is_read_beside_what_cannot_be(odd):
    takes = [odd, {"id": 5, "status": "processing"}]
    cells = [odd, {"id": 3, "user_jobs": takes, "video_layers": [odd, {"id": 9}]}]
    rows = [odd, {"id": 2, "spreadsheet_cells": cells}]
    columns = [odd, {"id": 1, "title": "Hook"}]

    answer = {"id": 7, "spreadsheet_rows": rows, "spreadsheet_columns": columns}
    [row] = told(SHEET, answer).spreadsheet_rows
    [cell] = row.spreadsheet_cells

    assert list(cell.generations) == ["5"]
    assert cell.layer("9")


def test_a_video_behind_something_that_is_none_is_found():
    video = {"id": 5, "url": "https://cdn.gen.pro/v.mp4"}
    made = told(GENERATION, {"id": 1, "status": "completed", "output_resources": [None, video]})

    assert made.resource.url == video["url"]


REFUSAL = {"error": "This agent is not yours.", "error_code": "forbidden"}


@pytest.mark.parametrize(
    "call",
    [
        DeleteConversation(id="c1"),
        PatchAgentCore(agent_id="a1", brand_name="Luma"),
        FinalizeDesignedVoice(agent_id="a1", generation_id="g1", name="Rachel"),
        SetIdeaStatus(id="1", status="rejected"),
    ],
    ids=lambda call: type(call).__name__,
)
def test_an_error_is_no_success_although_its_status_says_so(call):
    with pytest.raises(Unclear):
        told(call, REFUSAL)


def test_a_job_that_failed_with_a_code_is_a_job():
    failed = told(JOB, {"id": 1, "status": "failed", **REFUSAL})

    assert failed.status == "failed"


@pytest.mark.parametrize("cost", [-50, "-1", 1e300, "1e400", [12], {}], ids=repr)
def test_what_can_be_no_price_is_none(cost):
    made = told(GENERATION, {"id": 1, "status": "completed", "execution_cost": cost})

    assert made.execution_cost is None


@pytest.mark.parametrize("length", [-5, 1e308, [12]], ids=repr)
def test_what_can_be_no_length_is_none(length):
    [idea] = told(ListIdeas(agent_id="a1"), [{"id": 1, "estimated_duration": length}])

    assert idea.estimated_duration is None


def test_an_idea_without_a_name_is_none():
    assert told(ListIdeas(agent_id="a1"), [{"id": "", "title": "Tacos"}, {"id": 1}])[0].id == "1"
