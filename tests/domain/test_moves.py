"""State machines are tables: every move in them works, every other one is refused in words."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.domain import ideas, productions, publications
from genbot.domain.approvals import Gate, Rule, Standing
from genbot.domain.asked import understand
from genbot.domain.errors import NotNow, Refusal
from genbot.domain.ideas import Idea, IdeaStatus
from genbot.domain.productions import Production, Stage, Task
from genbot.domain.publications import Publication, PublicationState
from genbot.gen import ideas as gen_ideas
from genbot.watches.idea_status import KNOWN

IDEA = Idea("i", "g", "r", "C1", "a", 1, "Tacos")
MADE = Production("p", "i", "r", "C1", "a", "U1", "Tacos", 1.0)
OUT = Publication("u", "p", "i", "C1", "a", 1, "U1", 1.0, 2.0, "caption", "https://x/y.mp4")
IDEA_VERBS = sorted({verb for _, verb in ideas.MOVES})
MADE_VERBS = sorted({verb for _, verb in productions.MOVES})
OUT_VERBS = sorted({verb for _, verb in publications.MOVES})


@pytest.mark.parametrize("status", IdeaStatus)
@pytest.mark.parametrize("verb", IDEA_VERBS)
def test_an_idea_moves_by_the_table_or_not_at_all(status, verb):
    idea = replace(IDEA, status=status, decided_by="U9", decided_at=5.0)
    wanted = ideas.MOVES.get((status, verb))

    if wanted:
        moved = idea.move(verb, by="U1", at=9.0)
        assert (moved.status, moved.version, moved.decided_by) == (wanted, 2, "U1")
    else:
        with pytest.raises(NotNow):
            idea.move(verb)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("verb", MADE_VERBS)
def test_a_production_moves_by_the_table_or_not_at_all(stage, verb):
    made, wanted = replace(MADE, stage=stage), productions.MOVES.get((stage, verb))

    if wanted:
        assert made.move(verb, at=2.0).stage is wanted
    else:
        with pytest.raises(NotNow):
            made.move(verb, at=2.0)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.FILLING, "is being written now"),
        (Stage.REVIEW, "is in review now"),
        (Stage.FAILED, "is not finished now"),
        (Stage.HELD, "is on hold now"),
        (Stage.REJECTED, "is rejected now"),
    ],
)
def test_a_video_says_in_words_why_it_is_too_late(stage, words):
    with pytest.raises(NotNow, match=f"This video {words}: too late"):
        replace(MADE, stage=stage).move("rehearsed", at=2.0)


@pytest.mark.parametrize("state", PublicationState)
@pytest.mark.parametrize("verb", OUT_VERBS)
def test_a_publication_moves_by_the_table_or_not_at_all(state, verb):
    out, wanted = replace(OUT, state=state), publications.MOVES.get((state, verb))
    out = replace(out, rehearsal=verb == "rehearsed")

    if wanted:
        assert out.move(verb).state is wanted
    else:
        with pytest.raises(NotNow):
            out.move(verb)


@pytest.mark.parametrize("stage", productions.WORKING)
@pytest.mark.parametrize("verb", ["fail", "stop", "hold"])
def test_what_rests_goes_on_where_it_was(stage, verb):
    resting = replace(MADE, stage=stage).move(verb, at=2.0, error="why")

    again = resting.move("resume", at=3.0)

    assert (again.stage, again.error) == (stage, "")


def test_nothing_leads_out_of_what_is_live_or_cancelled():
    ends = {PublicationState.LIVE, PublicationState.CANCELLED}
    assert not [state for state, _ in publications.MOVES if state in ends]


def test_only_a_person_or_gens_silence_leads_back_to_sending():
    back = {verb for (state, verb), to in publications.MOVES.items()
            if to is PublicationState.SCHEDULED and state is not PublicationState.SCHEDULED}  # fmt: skip
    assert back == {"send_again", "not_sent"}


def test_the_lifecycle_is_gens_own():
    assert {status.value for status in IdeaStatus} == set(KNOWN)
    assert ideas.VIDEO_TYPES == gen_ideas.VIDEO_TYPES


def test_every_take_of_a_task_has_a_key_of_its_own():
    task = Task("p.1", "Voice", "73", generation="g1")

    again = task.again()

    assert task.key != again.key
    assert (again.generation, again.earlier) == ("", ("g1",))


def test_an_empty_list_of_approvers_lets_everybody_decide():
    assert Standing(Gate.IDEAS).admits("U1")
    few = Standing(Gate.VIDEOS, Rule(("U2",)), people=("U2",))
    assert (few.admits("U1"), few.admits("U2")) == (False, True)


def test_where_everybody_who_was_named_is_gone_nobody_decides():
    assert not Standing(Gate.VIDEOS, Rule(("U2",))).admits("U2")
    assert not Standing(Gate.VIDEOS, Rule(groups=("S1",))).admits("U1")


# --- what people type


@pytest.mark.parametrize(
    ("text", "count", "topic"),
    [
        ("5 late-night tacos, under 12 s", 5, "late-night tacos, under 12 s"),
        ("tacos", 5, "tacos"),
        ("three taco trucks", 3, "taco trucks"),
        ("20 \U0001f32e\U0001f32e", 20, "\U0001f32e\U0001f32e"),
        ("2 تاكو الليل", 2, "تاكو الليل"),
        ("1 <!channel> *bold* `code`", 1, "<!channel> *bold* `code`"),
    ],
)
def test_a_request_is_understood(text, count, topic):
    asked = understand(text, 50)

    assert (asked.count, asked.topic) == (count, topic)


@pytest.mark.parametrize(
    ("text", "topic", "type", "requirements"),
    [
        ("5 tacos as montage", "tacos", 3, ""),
        ("5 late-night tacos as a Skit; under 12 s; no faces", "late-night tacos", 9, "under 12 s; no faces"),
        ("tacos as talking avatar videos, no music", "tacos", 1, "no music"),
        ("tacos as green-screen", "tacos", 2, ""),
        ("tacos as text", "tacos", 4, ""),
        ("tacos as POV object", "tacos", 5, ""),
        ("tacos as voice-over", "tacos", 6, ""),
        ("tacos as split screens", "tacos", 8, ""),
        ("tacos; under 12 s", "tacos", 0, "under 12 s"),
        ("5 montage tacos", "montage tacos", 0, ""),
        ("tacos as art", "tacos as art", 0, ""),
        ("tacos as montage of Paris", "tacos as montage of Paris", 0, ""),
    ],
)  # fmt: skip
def test_type_and_requirements_of_a_batch_are_understood(text, topic, type, requirements):
    asked = understand(text, 50)

    assert (asked.topic, asked.video_type, asked.requirements) == (topic, type, requirements)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5 as montage", "about"),
        ("; under 12 s", "about"),
        ("", "about"),
        ("5", "about"),
        ("0 tacos", "1 to 50"),
        ("-1 tacos", "1 to 50"),
        ("51 tacos", "1 to 50"),
        ("many tacos", "not a number"),
        ("99999999999999999999 tacos", "1 to 50"),
    ],
)
def test_a_request_that_makes_no_sense_says_what_to_type(text, says):
    with pytest.raises(Refusal, match=says):
        understand(text, 50)


@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused(text):
    with suppress(Refusal):
        asked = understand(text, 50)
        assert 1 <= asked.count <= 50
        assert asked.topic


def test_a_topic_of_ten_thousand_characters_is_cut_not_refused():
    assert len(understand("x" * 10_000, 50).topic) == 2000
