"""The window of what waits: everything needed to decide, and how far somebody has come."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards.waiting import (
    live_view,
    reject_view,
    summary_card,
    waiting_line,
    waiting_view,
)
from genbot.domain.approvals import Ballot, Vote
from genbot.domain.waiting import END as LAST
from genbot.domain.waiting import Stop, Told, Tour
from tests.cards import examples as taco
from tests.cards.example_waiting import END, EVERY, WAITING, stop
from tests.cards.reading import buttons, values, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS

ONWARD = {"Back": "last_waiting", "Next": "next_waiting"}


@pytest.mark.parametrize("one", EVERY, ids=[*WAITING, "end"])
def test_slack_takes_every_window(one):
    assert wrong_with_view(waiting_view(one)) == []
    if one.one:
        assert wrong_with_view(reject_view(one.tour, one.one.title)) == []
        assert "<#C" in waiting_line(one.one)
    assert wrong_with_view(live_view(one.tour)) == []


@pytest.mark.parametrize(
    ("name", "acts"),
    [
        ("idea", {"Approve": "waiting_yes", "Reject…": "waiting_no"}),
        ("video", {"Publish now": "waiting_yes", "Reject…": "waiting_no"}),
        ("run", {"Allow": "waiting_yes", "Do not allow": "waiting_no"}),
        ("errand", {"Allow": "waiting_yes", "Do not allow": "waiting_no"}),
        ("budget", {"Allow once": "waiting_yes", "Do not allow…": "waiting_no"}),
        (
            "unsure",
            {
                "It is live…": "waiting_live",
                "Not live, send again": "waiting_again",
                "Hold": "waiting_hold",
            },
        ),
        ("missed", {"Publish now": "waiting_again", "Back to review": "waiting_back"}),
        ("failed", {"Try again": "waiting_again", "Back to review": "waiting_back"}),
    ],
)
def test_each_can_be_decided_where_it_is_shown(name, acts):
    view = waiting_view(stop(name))

    assert buttons(view) == {**acts, **ONWARD}
    assert {Tour.read(value).id for value in values_of(view)} == {WAITING[name].id}


def values_of(view):
    every = [one for block in view["blocks"] for one in block.get("elements", ())]
    return {one["value"] for one in every if one.get("type") == "button"}


@pytest.mark.parametrize("name", ["unsure", "held", "missed", "failed"])
def test_a_post_is_called_by_its_name(name):
    assert f"“{taco.READY.title}”" in words(waiting_view(stop(name)))  # two in doubt look alike


def test_what_nobody_can_take_back_asks_first():
    view = waiting_view(stop("video"))
    every = [one for block in view["blocks"] for one in block.get("elements", ())]

    assert [one["text"]["text"] for one in every if "confirm" in one] == ["Publish now"]


def test_approvals_of_an_older_version_of_an_idea_are_not_shown():
    one = WAITING["idea"]
    ballot = Ballot({"version": one.version + 1}, 2, (Vote(taco.BEA, taco.NOW),))
    one = replace(one, thing=replace(one.thing, ballot=ballot))

    assert "approvals" not in words(waiting_view(Stop(Tour().at(one), one, 1, 1)))


def test_a_video_is_shown_with_all_that_is_approved():
    one = WAITING["video"]
    made = replace(one.thing, sha256="f" * 64, note="GEN was slow.", edited=2)
    said = words(waiting_view(Stop(Tour().at(one), replace(one, thing=made), 1, 1)))

    assert "exactly this file (SHA-256 ffff" in said
    assert "⚠️  GEN was slow." in said
    assert "2 changes since this was rendered." in said


def test_a_video_without_a_caption_cannot_go_out_here():
    one = WAITING["video"]
    bare = replace(one, thing=replace(one.thing, caption=""))

    assert "Publish now" not in buttons(waiting_view(Stop(Tour().at(bare), bare, 1, 1)))


def test_what_others_have_approved_is_shown_as_they_approved_it():
    wish = {"caption": "Their caption", "due": taco.NOW + 90}
    for name in ("video", "idea"):
        one = WAITING[name]
        seal = {"version": one.thing.version} | ({"wish": wish} if name == "video" else {})
        ballot = Ballot(seal, 2, (Vote(taco.BEA, taco.NOW),))
        one = replace(one, thing=replace(one.thing, ballot=ballot), nth=1)
        view = waiting_view(Stop(Tour().at(one), one, 1, 1))
        assert wrong_with_view(view) == []
        assert "1 of 2 approvals" in words(view)
        assert buttons(view)["Approve"] == "waiting_yes"
        assert values_of(view) == {str(Tour().at(one))}
        assert ("Their caption" in words(view)) == (name == "video")


def test_the_first_has_nothing_before_it_and_the_end_says_what_was_decided():
    first = replace(stop("idea"), place=1)

    assert "Back" not in buttons(waiting_view(first))
    assert "Waiting: 1 of 7" in str(waiting_view(first)["title"])
    assert "2 approved, 1 rejected, 4 left." in words(waiting_view(END))
    assert buttons(waiting_view(END)) == {"Back": "last_waiting"}
    empty = Stop(Tour(settled=1).at(None), None, 0, 0)
    assert "0 approved, 0 rejected, 1 settled, 0 left." in words(waiting_view(empty))
    assert buttons(waiting_view(empty)) == {}


def test_what_somebody_else_did_is_said_first():
    view = waiting_view(replace(stop("idea"), note="This idea is already approved."))

    assert words(view).startswith("⚠️  This idea is already approved.")


def test_the_summary_is_one_line():
    card = summary_card(Stop(Tour(approved=2, rejected=1), None, 4, 4))

    assert wrong_with(card) == []
    assert card.text == "2 approved, 1 rejected, 4 left."
    assert values(card) == set()


def test_each_thing_is_named_and_what_others_changed_too():
    names = tuple(f"{nth}. Taco <!here> {nth}" for nth in range(500))
    told = Told(names[:2], names[2:], (), tuple((one, "Seen by <@U1>.") for one in names))
    card = summary_card(Stop(Tour(approved=2, rejected=498), None, 9, 9, told=told))

    assert wrong_with(card) == []
    shown = words(card)
    assert "*Approved*: “0. Taco &lt;!here&gt; 0”, “1. Taco &lt;!here&gt; 1”\n" in shown
    assert "and 488 more" in shown
    assert "*Changed meanwhile*\n•  “0. Taco &lt;!here&gt; 0”: Seen by <@U1>." in shown
    assert "and 492 more" in shown
    assert wrong_with_view(waiting_view(Stop(Tour(), None, 9, 9, told=told))) == []


def test_a_word_that_decides_nothing_by_itself_is_not_called_a_decision():
    told = Told(voted=(("1. Taco <!here>", "no"), *((f"Salsa {nth}", "yes") for nth in range(499))))
    card = summary_card(Stop(Tour(voted=500), None, 9, 9, told=told))

    assert wrong_with(card) == []
    assert card.text == "0 approved, 0 rejected, 500 wait for others, 9 left."
    assert "*You said*: “1. Taco &lt;!here&gt;” (no), “Salsa 0” (yes)" in words(card)
    assert "and 490 more\nOthers have to decide as well." in words(card)
    one = summary_card(Stop(Tour(approved=1, voted=1), None, 0, 0))
    assert one.text == "1 approved, 0 rejected, 1 waits for others, 0 left."


def test_a_refusal_about_a_right_offers_to_ask_for_it():
    view = waiting_view(replace(stop("idea"), note="Only Bea may.", gate="C0VIDEOIDEAS|ideas"))

    assert wrong_with_view(view) == []
    assert buttons(view)["Request access"] == "waiting_access"
    assert "Request access" not in buttons(waiting_view(replace(stop("idea"), note="Too late.")))


@given(
    st.builds(
        Tour,
        st.floats(0, 4e9) | st.just(LAST),
        st.text("ab:012", max_size=9),
        st.sampled_from(["idea", "post", ""]),
        st.text("ab012", max_size=9),
        *[st.integers(0, 10**6)] * 5,
        st.text("0123456789", max_size=13),
    )
)
def test_a_tour_is_the_same_after_it_was_carried(tour):
    assert Tour.read(str(tour)) == tour


@given(st.text(max_size=60))
def test_whatever_a_button_carries_is_a_tour(text):
    assert isinstance(Tour.read(text), Tour)


@given(WORDS)
@settings(max_examples=40)
def test_whatever_they_are_called_nobody_is_called(text):
    for name, field in (("idea", "script"), ("video", "title"), ("errand", "reason")):
        one = WAITING[name]
        one = replace(one, title=text, thing=replace(one.thing, **{field: text}))
        at = Tour().at(one)
        for view in (waiting_view(Stop(at, one, 1, 1)), reject_view(at, text)):
            assert wrong_with_view(view) == []
            assert "<!" not in OURS.sub("", words(view))
        assert "<!" not in waiting_line(one)
