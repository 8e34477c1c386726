"""A half character in an answer is a question mark, not an answer that can never be kept."""

import json

import pytest

from genbot.gen.answers import read
from genbot.gen.errors import Unclear
from genbot.gen.ideas import GetRun, ListIdeas
from genbot.gen.words import told


@pytest.mark.parametrize("body", [rb'["a\ud800b"]', rb'["a\uDFFFb"]', b'["a\xed\xa0\x80b"]'])
def test_half_a_character_is_a_question_mark(body):
    assert told(body) == ["a?b"]


def test_whole_characters_stay_as_they_are():
    assert told(json.dumps({"🌮": "\u202e🌮 é"}).encode()) == {"🌮": "\u202e🌮 é"}


def test_an_idea_with_half_a_character_is_an_idea():
    [found] = read(ListIdeas(agent_id="a"), rb'[{"id": "i1", "title": "Taco \ud83c"}]')

    assert found.title == "Taco ?"


def test_json_inside_a_string_is_read_in_the_same_way():
    ideas = {"ideas": json.dumps([{"id": "i1", "title": "Taco \ud83c", "hook": "h"}])}
    run = {"run_id": "r", "status": "completed", "messages": [{"role": "a", "content": "", "data": ideas}]}  # fmt: skip

    [found] = read(GetRun(run_id="r"), json.dumps(run).encode()).ideas

    assert found.title == "Taco ?"


def test_bytes_that_are_no_text_stay_unclear():
    with pytest.raises(Unclear):
        read(ListIdeas(agent_id="a"), b"[\xff\xfe]")
