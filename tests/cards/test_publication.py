"""Publication cards, in every state, and what the channel hears of them."""

from dataclasses import replace

import pytest

from genbot.cards.acts import Act
from genbot.cards.forms import move_form
from genbot.cards.publication import confirmed_card, publication_card
from genbot.cards.trouble import settled_card, trouble_card
from genbot.domain.approvals import Vote
from genbot.domain.publications import SWAPPED, PublicationState
from tests.cards import examples as taco
from tests.cards.reading import buttons, everything, values, words, wrong_with

PRESSED = {
    "undo": {"Undo": Act.CANCEL_POST},
    "second attempt": {"Undo": Act.CANCEL_POST},
    "scheduled": {"Move…": Act.MOVE_POST, "Cancel": Act.CANCEL_POST},
    "frozen": {"Move…": Act.MOVE_POST, "Cancel": Act.CANCEL_POST},
    "frozen in the undo window": {"Undo": Act.CANCEL_POST},
    "handing over": {"Move…": Act.MOVE_POST, "Cancel": Act.CANCEL_POST},
    "kept waiting": {"Move…": Act.MOVE_POST, "Cancel": Act.CANCEL_POST},
    "failed": {"Try again": Act.SEND_AGAIN, "Back to review": Act.CANCEL_POST},
    "failed and frozen": {"Try again": Act.SEND_AGAIN, "Back to review": Act.CANCEL_POST},
    "unsure": {
        "It is live…": Act.IT_IS_LIVE,
        "Not live, send again": Act.SEND_AGAIN,
        "Hold": Act.HOLD_POST,
    },
    "rehearsed": {"Back to review": Act.CANCEL_POST},
    "missed": {"Publish now": Act.SEND_AGAIN, "Back to review": Act.CANCEL_POST},
    "red": {"Publish now": Act.SEND_AGAIN, "Back to review": Act.CANCEL_POST},
    "held": {
        "It is live…": Act.IT_IS_LIVE,
        "Not live, send again": Act.SEND_AGAIN,
    },
}


def shown(name):
    return publication_card(taco.PUBLICATIONS[name], taco.READY, taco.IDEA)


@pytest.mark.parametrize("name", taco.PUBLICATIONS)
def test_a_post_can_be_shown_in_every_state(name):
    card = shown(name)

    assert wrong_with(card) == []
    assert card.text.endswith("“The 2 a.m. taco verdict”.")
    assert "version 1 · approved by <@U0BRANDOWN>" in words(card)
    assert buttons(card) == PRESSED.get(name, {}) | {"Why?": Act.WHY}


@pytest.mark.parametrize(
    ("count", "named"),
    [(2, "<@U1> and <@U2>"), (3, "<@U1>, <@U2> and <@U3>"), (7, "<@U4>, <@U5> and 2 more")],
)
def test_everybody_whose_yes_it_took_is_named(count, named):
    yes = tuple(Vote(f"U{nth}", 1795183000.0 + nth) for nth in range(1, count + 1))
    post = replace(taco.PUBLICATIONS["scheduled"], by=f"U{count}", approvals=yes)

    card = publication_card(post, taco.READY, taco.IDEA)

    assert named in words(card)
    assert named in words(confirmed_card(post, taco.READY, taco.IDEA))


def test_what_was_let_go_on_is_told_in_words_that_stay_true():
    assert settled_card(taco.READY).text.endswith(" went on; its card tells how it stands.")


def test_who_moves_a_post_reads_that_this_approves_it():
    assert "You approve it for that time." in words(move_form(taco.PUBLICATIONS["scheduled"]))


def test_the_examples_cover_every_state():
    assert {post.state for post in taco.PUBLICATIONS.values()} == set(PublicationState)


def test_an_undo_window_ends_at_a_second_and_a_date_at_a_minute():
    assert "Goes out at <!date^1795183950^{time_secs}|" in words(shown("undo"))
    assert "Goes out <!date^1795442520^{date_short_pretty} at {time}|" in words(shown("scheduled"))


def test_being_unsure_is_said_and_only_a_person_sends_again():
    card = shown("unsure")

    assert "I may have published it. Look first" in words(card)
    again = next(p for p in everything(card.blocks) if p.get("action_id") == Act.SEND_AGAIN)
    assert "the account will have it twice" in again["confirm"]["text"]["text"]
    assert values(card) == {"pub1:1"}


def test_a_post_that_missed_its_time_was_surely_not_sent():
    assert "Nothing was sent." in words(shown("missed"))
    assert "Nobody has said yet whether it is on TikTok." in words(shown("held"))


def test_what_stands_against_a_post_is_told_where_it_is_held_and_in_the_channel():
    card = shown("red")
    aloud = trouble_card(taco.READY, taco.IDEA, taco.PUBLICATIONS["red"])

    assert card.text.startswith("It was not sent")
    for said in (words(card), aloud.text):
        assert "The agent has no TikTok account at GEN. Connect one in the GEN app" in said
        assert "It was due" in said


def test_a_live_post_is_confirmed_with_its_id():
    live = taco.PUBLICATIONS["live"]
    card = confirmed_card(live, taco.READY, taco.IDEA)

    assert wrong_with(card) == []
    assert card.text == (
        "“The 2 a.m. taco verdict” is live on TikTok. Post id: 7412058823340011223."
    )
    assert "Approved by <@U0BRANDOWN>" in words(card)
    assert "Post id: 7412058823340011223" in words(shown("live"))
    unknown = confirmed_card(replace(live, post_id=""), taco.READY, taco.IDEA)
    assert "GEN gave no post id." in unknown.text


def test_an_exchanged_file_says_what_can_be_done_about_it():
    post = replace(taco.PUBLICATIONS["red"], error=SWAPPED)
    card = publication_card(post, taco.READY, taco.IDEA)

    assert SWAPPED in words(card)
    assert "Find out at GEN who changed it." in words(card)
    assert "are kept" not in words(card)
    assert set(buttons(card)) == {"Try again", "Back to review", "Why?"}


@pytest.mark.parametrize("name", taco.PUBLICATIONS)
def test_the_channel_hears_only_of_posts_somebody_must_decide_about(name):
    post = taco.PUBLICATIONS[name]
    card = trouble_card(taco.READY, taco.IDEA, post)

    waits = post.state in {
        PublicationState.FAILED,
        PublicationState.UNSURE,
        PublicationState.HELD,
    }
    assert (card is not None) == waits
    if card:
        assert wrong_with(card) == []
        assert card.text.endswith(".")
        assert buttons(card) == {}
