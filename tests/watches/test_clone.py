"""Which template an idea gets, and that people are told why."""

from genbot.domain.ideas import Idea
from genbot.gen.convert import Template
from genbot.watches.clone import choose

TALK = Template(slug="tiktok-talking-avatar", title="Talking", tags=["talking avatar"])
CUTS = Template(slug="tiktok-montage", title="Montage", tags=["Montage", "b-roll"])
SPLIT = Template(slug="tiktok-split-screen", title="Two at once", tags=["reaction"])
ALL = [TALK, CUTS, SPLIT]


def idea(kind, number):
    return Idea("i", "g", "r", "C", "a", 1, "T", video_type=kind, video_type_id=number)


def test_a_persons_choice_comes_first():
    assert choose(idea("Montage", 3), ALL, "tiktok-split-screen", "tiktok-talking-avatar") == (
        SPLIT,
        "chosen by hand",
    )


def test_then_the_channels_default_then_tags_then_slug_then_the_first():
    assert choose(idea("Montage", 3), ALL, "", "tiktok-split-screen")[0] is SPLIT
    assert choose(idea("Montage", 3), ALL, "", "")[0] is CUTS
    assert choose(idea("Split Screen", 8), ALL, "", "")[0] is SPLIT
    assert choose(idea("Skit", 9), ALL, "", "")[0] is TALK


def test_a_default_that_gen_no_longer_has_is_passed_over_and_the_reason_is_true():
    template, why = choose(idea("Montage", 3), ALL, "gone", "gone-too")

    assert (template, why) == (CUTS, "its tags say Montage")


def test_an_idea_of_any_type_gets_the_first():
    template, why = choose(idea("", 0), ALL, "", "")

    assert template is TALK
    assert "first" in why
