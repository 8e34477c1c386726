"""Whatever comes back, the caller gets an answer or a `GenError`, and nothing else."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.gen.answers import read, trouble, wait_told
from genbot.gen.convert import GetSheet, ListTemplates
from genbot.gen.edit import GetGeneration
from genbot.gen.endpoint import Endpoint
from genbot.gen.errors import GenError, Refused, Unclear
from genbot.gen.ideas import GetRun, ListIdeas, Run, RunMessage
from genbot.gen.jobs import GetUserJob, UserJob
from genbot.gen.progress import Progress
from genbot.gen.setup import GetAgentCore, ListOrganizations, PatchAgentCore

READS: list[Endpoint[Any]] = [
    GetAgentCore(agent_id="a1"),
    GetGeneration(generation_id="1"),
    GetRun(run_id="r1"),
    GetSheet(sheet_id="1", agent_id="a1"),
    GetUserJob(id="1", agent_id="a1"),
    ListIdeas(agent_id="a1"),
    ListOrganizations(),
    ListTemplates(),
    PatchAgentCore(agent_id="a1"),
]
NAMES = st.sampled_from(
    [
        "id",
        "idea_id",
        "ideas",
        "data",
        "title",
        "hook",
        "status",
        "messages",
        "result",
        "post_id",
        "user_job",
        "plan",
        "run_id",
        "slug",
        "spreadsheet_columns",
        "spreadsheet_rows",
        "spreadsheet_cells",
        "user_jobs",
        "error",
        "error_code",
    ]
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
quick = settings(max_examples=60)


@pytest.mark.parametrize("call", READS, ids=lambda call: type(call).__name__)
@quick
@given(told=ANYTHING)
def test_any_json_is_an_answer_or_unclear(call, told):
    with suppress(Unclear):
        read(call, json.dumps(told).encode())


@quick
@given(body=st.binary(max_size=40))
def test_any_bytes_are_an_answer_or_unclear(body):
    with suppress(Unclear):
        read(READS[0], body)


@quick
@given(status=st.integers(100, 599), told=ANYTHING, header=st.text(max_size=12))
def test_any_status_has_a_name_and_only_a_clear_no_is_a_refusal(status, told, header):
    error = trouble(READS[0], status, {"retry-after": header}, json.dumps(told).encode(), 0.0)

    assert isinstance(error, GenError)
    assert isinstance(error, Unclear) or (isinstance(error, Refused) and 400 <= status < 500)


@quick
@given(header=st.text(max_size=30), now=st.floats(0, 4e9))
def test_any_wait_is_none_or_sane(header, now):
    wait = wait_told({"retry-after": header}, now)

    assert wait is None or 0 <= wait <= 3600


@quick
@given(told=ANYTHING)
def test_nothing_a_run_says_stops_us_from_looking_for_ideas(told):
    run = Run(run_id="r1", status="completed", messages=[RunMessage(data=told)])

    assert all(idea.id and idea.title for idea in run.ideas)


@quick
@given(told=ANYTHING)
def test_nothing_a_job_results_in_stops_us_from_looking_for_a_post(told):
    post = UserJob(status="completed", result=told).post_id

    assert post is None or post


@quick
@given(told=st.dictionaries(NAMES | st.just("thinking"), ANYTHING, max_size=5))
def test_nothing_a_run_shows_of_itself_is_too_strange(told):
    assert all(isinstance(line, str) for line in Progress.model_validate(told).plan)
