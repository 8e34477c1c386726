"""What cannot be sent is refused in words: the field, its limit, and what was given."""

from typing import Literal

import pytest
from pydantic import Field

from genbot.gen.edit import GenerateCell
from genbot.gen.endpoint import Part
from genbot.gen.errors import Impossible, Invalid, Refused
from genbot.gen.export import Publish, PublishData
from genbot.gen.monitoring import TrainSocial
from genbot.gen.setup import PatchAgentCore


class Inner(Part):
    topic: str = Field(max_length=5)


class Thing(Part):
    """A field of every kind that calls have."""

    name: str = Field("x", min_length=2, max_length=3)
    kind: Literal["a", "b", "c"] = "a"
    days: Literal[0, 1, 7] = 0
    most: int = Field(1, ge=1, le=50)
    share: float = 1.0
    shown: bool = True
    country: str = Field("us", pattern=r"^[a-z]{2}$")
    code: str = Field("7", pattern=r"^\d$")
    words: list[str] = Field([], max_length=2)
    topics: list[Inner] = Field([])
    about: dict[str, str] = Field({})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "tacos"}, "Name: at most 3 characters; this has 5."),
        ({"name": ""}, "Name: at least 2 characters; this has 0."),
        ({"name": None}, "Name: it should be a text."),
        ({"kind": "z" * 50}, f"Kind: one of a, b or c; not “{'z' * 40}…”."),
        ({"kind": "z\0\u202e\n"}, "Kind: one of a, b or c; not “z”."),
        ({"days": 3}, "Days: one of 0, 1 or 7; not “3”."),
        ({"most": 51}, "Most: at most 50; this is “51”."),
        ({"most": 0}, "Most: at least 1; this is “0”."),
        ({"most": "many"}, "Most: it should be a whole number, not “many”."),
        ({"most": 1.5}, "Most: it should be a whole number, not “1.5”."),
        ({"share": "half"}, "Share: it should be a number, not “half”."),
        ({"shown": "perhaps"}, "Shown: it should be yes or no, not “perhaps”."),
        ({"country": "Texas"}, "Country: two small letters, like us; not “Texas”."),
        ({"code": "x"}, r"Code: like ^\d$; not “x”."),
        ({"words": ["a", "b", "c"]}, "Words: at most 2; these are 3."),
        ({"words": "a"}, "Words: it should be a list."),
        ({"topics": [{"topic": "tacos"}, {"topic": "salsas"}]},
         "Topic: at most 5 characters; this has 6."),
        ({"topics": [{}]}, "Topic: it is missing."),
        ({"about": "me"}, "About: it should be an object."),
        ({"colour": "red"}, "Colour: GEN knows no such field."),
        ({"most": 51, "shown": "perhaps"},
         "Most: at most 50; this is “51”. Shown: it should be yes or no, not “perhaps”."),
        ({"most": float("nan")}, "Most: Input should be a finite number."),
    ],
)  # fmt: skip
def test_the_limit_and_what_was_given_are_named(given, told):
    with pytest.raises(Impossible) as refused:
        Thing(**{"name": "xx", **given})

    assert refused.value.message == told


def test_it_is_refused_as_gen_would_refuse_it():
    with pytest.raises(Impossible) as refused:
        PatchAgentCore(agent_id="a1", description="x" * 812)

    assert isinstance(refused.value, Invalid | Refused)
    assert isinstance(refused.value, ValueError)
    assert (refused.value.code, refused.value.status) == ("validation_error", 422)


def test_a_field_is_named_from_the_outside_in():
    with pytest.raises(Impossible) as refused:
        PatchAgentCore.model_validate(
            {"agent_id": "a1", "research_topics": [{"topic": "x"}, {"topic": "x" * 501}]}
        )
    with pytest.raises(Impossible) as card:
        GenerateCell(sheet_id=1, cell_id=2, agent_id=3, generation_type="captions", data={})

    assert refused.value.broken == (
        (("research_topics", 1, "topic"), "at most 500 characters; this has 501"),
    )
    assert card.value.broken == ((("data", "source_resource_id"), "it is missing"),)


def test_what_depends_on_several_fields_says_so_itself():
    with pytest.raises(Impossible, match=r"^A scheduled post needs its time, and only"):
        PublishData(media_url="https://x/y.mp4", description="x", schedule_type="scheduled")
    with pytest.raises(
        Impossible,
        match=r"^Data: Instagram has no search by keyword, only by username or hashtag\.$",
    ):
        TrainSocial.model_validate(
            {"agent_id": 1, "data": {"platform": "instagram", "type": "keyword", "value": "x"}}
        )


def test_a_time_without_its_zone_is_none():
    about = {"media_url": "https://x/y.mp4", "description": "x", "schedule_type": "scheduled"}
    with pytest.raises(Impossible, match="a time with its zone"):
        Publish.model_validate(
            {"agent_id": 1, "data": {**about, "scheduled_time": "2026-03-16T15:00:00"}}
        )
    with pytest.raises(Impossible, match="a time like 2026-03-16T15:00:00Z, not “Thursday”"):
        Publish.model_validate({"agent_id": 1, "data": {**about, "scheduled_time": "Thursday"}})
