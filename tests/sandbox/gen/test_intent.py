"""What messages are understood to want."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.sandbox.gen.intent import MOST, understand

TITLES = ["Cheap, Fair, Fancy", "The Regular", "Sound On, Please", "No Talking"]


@pytest.mark.parametrize(
    ("message", "count", "topic", "seconds"),
    [
        ("Generate 5 content ideas about late-night tacos", 5, "late-night tacos", None),
        ("generate five ideas on salsa, under 12 seconds", 5, "salsa", 12),
        ("5 late-night tacos ideas", 5, "late-night tacos", None),
        ("Give me ideas about SPF in winter. Keep it calm.", 3, "SPF in winter", None),
        ("Generate 5 content ideas grounded in this weeks trends", 5, "this weeks trends", None),
        ("Generate 50 ideas about soup", MOST, "soup", None),
        ("Generate 0 ideas about soup", 1, "soup", None),
        ("Generate 4 video ideas about: “tacos” (max 9 s)", 4, "tacos", 9),
        ("Generate ideas", 3, "streetfood", None),
    ],
)
def test_ideas_have_a_number_a_topic_and_a_length(message, count, topic, seconds) -> None:
    intent = understand(message, [], "streetfood")

    assert intent.purpose == "ideas"
    assert (intent.count, intent.topic.removesuffix(" ideas")) == (count, topic)
    assert intent.seconds == seconds


def test_lines_with_a_label_say_type_and_requirements() -> None:
    intent = understand(
        "Generate 2 content ideas about POV tacos\nVideo type: Montage\nRequirements: no faces, under 9 s",
        [],
        "x",
    )

    assert (intent.topic, intent.video_type, intent.seconds) == ("POV tacos", 3, 9)
    assert intent.requirements == "no faces, under 9 s"


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("make 2 punchier, drop 4", {2: "punchier", 4: None}),
        ("Make idea 1 punchier. Drop idea 3.", {1: "punchier", 3: None}),
        ("make 1 and 3 funnier and drop 2", {1: "funnier", 3: "funnier", 2: None}),
        ("drop the second", {2: None}),
        ("make them all shorter", {1: "them all shorter", 2: "them all shorter"}),
        (
            "Change “Cheap, Fair, Fancy”: show the salsa, not the sign",
            {1: "show the salsa; not the sign"},
        ),
        ("make idea two under 10 s", {2: "under 10 s"}),
        ("reject The Regular", {2: None}),
        ("idea 4: drop it, it bores me", {4: None}),
        ("1: kill the second pause", {1: "kill the second pause"}),
        ("lose the pause in 3", {3: "lose the pause in"}),
    ],
)
def test_changes_name_an_idea_and_a_wish(message, changes) -> None:
    intent = understand(message, TITLES, "x")

    assert intent.purpose == "refine"
    assert {number: intent.changes[number] for number in changes} == changes


@pytest.mark.parametrize(
    ("message", "purpose"),
    [
        ("remember: no questions", "remember"),
        ("forget: no questions", "forget"),
        ("what performed best?", "chat"),
        ("Which preferences do you remember? List every one.", "recall"),
        ("thanks!", "chat"),
        ("Generate 2 more ideas about churros", "ideas"),
    ],
)
def test_other_messages_are_told_apart(message, purpose) -> None:
    assert understand(message, TITLES, "x").purpose == purpose


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_understood_somehow(message, talking) -> None:
    intent = understand(message, TITLES if talking else [], "streetfood")

    assert 1 <= intent.count <= MOST
    assert all(1 <= number <= len(TITLES) for number in intent.changes)
