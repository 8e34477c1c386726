"""Request and idea cards, in every state."""

from dataclasses import replace

import pytest

from genbot.cards.acts import Act
from genbot.cards.idea import LOOKS, idea_card
from genbot.cards.rejections import reason
from genbot.cards.request import COUNTED, request_card
from genbot.domain.ideas import REJECT_REASONS, Board, IdeaStatus, RunState
from genbot.domain.prices import Basis
from tests.cards import examples as taco
from tests.cards.reading import buttons, values, words, wrong_with


@pytest.mark.parametrize("status", IdeaStatus)
def test_an_idea_can_be_shown_in_every_status(status):
    card = idea_card(taco.IDEAS[status])

    assert wrong_with(card) == []
    assert "3. The 2 a.m. taco verdict" in card.text
    assert card.text.endswith(".")
    assert "3. The 2 a.m. taco verdict" in words(card)
    assert bool(buttons(card)) == (status is IdeaStatus.GENERATED)


def test_a_fresh_idea_has_all_one_needs_to_decide():
    card = idea_card(taco.IDEA)

    shown = words(card)
    assert ">Nobody has ever regretted the second taco." in shown
    assert "Narrated/VO · 11.5 s · 9:16" in shown
    assert "Sizzle-first openings held 71 %" in shown
    assert "@keilapacheco · 1.2M views · 89k likes · sizzle before the first word" in shown
    assert "|tiktok.com>" in shown
    assert buttons(card) == {
        "Approve": Act.APPROVE_IDEA,
        "Reject…": Act.REJECT_IDEA,
        "Change…": Act.CHANGE_IDEA,
        "Details": Act.IDEA_DETAILS,
        "Why?": Act.WHY,
    }
    assert values(card) == {"id3:1"}


def test_a_decided_idea_says_who_when_and_why():
    shown = words(idea_card(taco.IDEAS[IdeaStatus.REJECTED]))

    assert "*Rejected* by <@U0BRANDOWN> · <!date^1795183380^" in shown
    assert ">We have done this: the June campaign was a courtroom too" in shown


def test_an_idea_being_refined_repeats_the_wish():
    shown = words(idea_card(taco.IDEAS[IdeaStatus.CHANGE_IDEA]))

    assert "*Being refined* by <@U0MARKETER>" in shown
    assert ">punchier, and lose the judge's wig" in shown


def test_an_idea_of_which_little_is_known_still_has_a_whole_card():
    bare = replace(taco.IDEA, title="", hook="", description="", rationale="", sources=())
    card = idea_card(replace(bare, video_type="", seconds="", aspect_ratio=""))

    assert wrong_with(card) == []
    assert "3. Untitled" in words(card)


@pytest.mark.parametrize(("key", "label"), REJECT_REASONS.items())
def test_a_reason_from_the_list_is_shown_in_words(key, label):
    assert reason(key) == label
    assert reason(f"{key}: and more") == f"{label}: and more"
    assert reason("just <because>") == "just &lt;because&gt;"


@pytest.mark.parametrize("state", RunState)
def test_a_request_can_be_shown_in_every_state_of_its_run(state):
    for board in (taco.BOARDS[state], replace(taco.BOARD, runs=taco.BOARDS[state].runs)):
        card = request_card(board)

        assert wrong_with(card) == []
        assert card.text.startswith("5 ideas about late-night tacos, under 12 seconds: ")
        assert card.text.endswith(".")


def test_a_request_counts_what_has_become_of_its_ideas():
    card = request_card(taco.BOARD)

    assert card.text == (
        "5 ideas about late-night tacos, under 12 seconds: 2 approved, 1 rejected, 2 waiting."
    )
    shown = words(card)
    assert "Asked by <@U0MARKETER> · Agent: Santiago · 2 approved, 1 rejected, 2 waiting" in shown
    assert "⚪  3. The 2 a.m. taco verdict" in shown
    assert "🚫  2. Taco sommelier, 1 a.m. shift · _rejected_" in shown
    assert "“make 2 punchier, drop 4”" in shown
    assert buttons(card) == {}


@pytest.mark.parametrize(
    ("count", "wish"),
    [
        (1, "make it punchier"),
        (2, "make 1 punchier, drop 2"),
        (3, "make 2 punchier, drop 3"),
        (5, "make 2 punchier, drop 4"),
    ],
)
def test_how_to_refine_is_told_with_numbers_that_are_there(count, wish):
    card = request_card(replace(taco.BOARD, ideas=taco.BOARD.ideas[:count]))

    assert f"“{wish}”" in words(card)


def test_a_request_says_what_holds_for_this_batch():
    asked = replace(taco.BOARD.request, video_type=3, requirements="no <!here> faces")
    card = request_card(replace(taco.BOARD, request=asked))

    assert wrong_with(card) == []
    assert "Type: Montage · Requirements: no &lt;!here&gt; faces" in words(card)
    assert "Type:" not in words(request_card(taco.BOARD))


def test_a_running_request_says_since_when_how_long_and_what_the_agent_does():
    shown = words(request_card(taco.BOARDS[RunState.RUNNING]))

    assert "Santiago has been working since <!date^1795183320^{time}|" in shown
    assert "usually 30 to 60 s" in shown
    assert "•  Pick the formats that hold people past second three" in shown
    assert "💭  Sizzle openings" in shown


def test_the_agents_question_can_be_answered():
    card = request_card(taco.BOARDS[RunState.APPROVAL])

    assert "That costs about 60 credits." in words(card)
    assert buttons(card) == {"Allow": Act.ALLOW_RUN, "Do not allow": Act.DENY_RUN}
    assert values(card) == {"run1"}


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.HELD])
def test_a_run_that_did_not_work_can_be_tried_again_once(state):
    board = taco.BOARDS[state]
    tried = Board(board.request, (replace(board.runs[0], again=True),))

    assert set(buttons(request_card(board)).values()) == {Act.RETRY_RUN}
    assert buttons(request_card(tried)) == {}


def test_a_run_we_lost_sight_of_is_looked_for_again():
    lost = replace(taco.RUNS[RunState.FAILED], error="The key was revoked.", lost=True)
    card = request_card(Board(taco.REQUEST, (lost,)))

    assert "nothing is paid twice" in words(card)
    assert "The key was revoked." in words(card)
    assert buttons(card) == {"Look again": Act.RETRY_RUN}


def test_an_answer_without_ideas_is_not_silence():
    done = replace(taco.RUNS[RunState.DONE], answer="Noted: no questions as hooks.")
    card = request_card(Board(taco.REQUEST, (done,)))

    assert "sent no ideas" in words(card)
    assert "Noted: no questions as hooks." in words(card)
    assert buttons(card) == {"Ask again": Act.RETRY_RUN}


def test_a_refinement_is_shown_while_it_runs():
    run = replace(taco.RUN, message="make 2 punchier, drop 4", by=taco.PABLO)
    shown = words(request_card(Board(taco.REQUEST, (run,), taco.FIVE)))

    assert "Refining: “make 2 punchier, drop 4”, asked by <@U0PRODUCER>" in shown


def test_many_ideas_still_fit_one_message():
    many = tuple(replace(taco.IDEA, id=f"i{n}", number=n, title="&" * 300) for n in range(1, 121))
    card = request_card(Board(taco.REQUEST, (), many))

    assert wrong_with(card) == []
    assert "and 72 more in the thread" in words(card)


def test_one_idea_is_not_ideas():
    asked = replace(taco.REQUEST, count=1)
    card = request_card(Board(asked))

    assert card.text == "1 idea about late-night tacos, under 12 seconds, asked for just now."


def test_every_status_has_a_look_and_is_counted():
    assert set(LOOKS) == set(COUNTED) == set(IdeaStatus)


@pytest.mark.parametrize(
    ("basis", "videos", "said"),
    [
        (Basis.VIDEOS, 7, "what the last 7 from this template usually cost"),
        (Basis.VIDEOS, 1, "what the last video from this template cost"),
        ("", 0, "what the last ones from this template usually cost"),
        (Basis.PARTS, 0, "what such parts cost before"),
        (Basis.GUIDE, 0, "GEN's price guide"),
    ],
)
def test_the_button_says_what_it_spends_and_the_line_beneath_how_we_know(basis, videos, said):
    card = idea_card(replace(taco.IDEA, price=419.6, basis=basis, videos=videos))

    assert buttons(card)["Approve and make (about 420 credits)"] == Act.APPROVE_IDEA
    assert said in words(card)
    assert wrong_with(card) == []


def test_without_a_price_the_card_says_that_nobody_knows_it():
    card = idea_card(taco.IDEA)

    assert "credits" not in words(card)
    assert (
        "price is not known yet: it will be once the template is copied, before anything is paid"
        in words(card)
    )
    assert "Approve" in buttons(idea_card(taco.IDEA))


def test_what_is_left_stands_on_the_button_and_when_somebody_looked_beneath():
    card = idea_card(replace(taco.IDEA, price=419.6, left=1_180.4, left_at=taco.NOW))

    assert "Approve and make (about 420 credits, 1,180 left)" in buttons(card)
    assert "1,180 credits left <!date^1795183320^" in words(card)
    assert "Not enough" not in words(card)
    assert wrong_with(card) == []


def test_what_the_balance_does_not_reach_for_says_so_before_the_click():
    card = idea_card(replace(taco.IDEA, price=420.0, left=180.0, left_at=taco.NOW))

    assert "Approve and make (about 420 credits, 180 left)" in buttons(card)
    assert "*Not enough credits for this.* Approved, it waits until somebody tops up" in words(card)
    assert wrong_with(card) == []


def test_a_balance_without_a_price_is_not_told():
    assert "left" not in words(idea_card(replace(taco.IDEA, left=180.0, left_at=taco.NOW)))


def test_the_largest_price_and_balance_fit_their_button():
    rich = replace(taco.IDEA, price=1e7, left=1e9, left_at=taco.NOW)

    label = next(iter(buttons(idea_card(rich))))
    assert label == "Approve and make (about 10,000,000 credits, 1,000,000,000 left)"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (900.0, "900 credits left: enough for 2 of these videos, all 3 cost about 1,260 credits"),
        (100.0, "100 credits left: enough for none of these videos"),
        (1_260.0, ""),
        (None, ""),
    ],
)
def test_a_batch_says_how_many_of_its_videos_the_balance_is_enough_for(left, said):
    priced = {"price": 420.0, "left": left, "left_at": taco.NOW}
    waiting = [replace(taco.IDEA, id=f"i{n}", number=n, **priced) for n in (1, 2, 3)]
    decided = replace(taco.IDEAS[IdeaStatus.REJECTED], id="i4", number=4, price=9_999.0)
    card = request_card(Board(taco.REQUEST, (), (*waiting, decided)))

    assert wrong_with(card) == []
    assert said in words(card)
    assert bool(said) == ("enough for" in words(card))
