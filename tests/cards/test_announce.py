"""Each fact is said in the right places, and one thing has one message."""

from dataclasses import replace

import pytest

from genbot.cards.announce import announce
from genbot.domain.events import (
    ChannelSet,
    IdeaDecided,
    IdeasArrived,
    IdeasAsked,
    ProductionMoved,
    PublicationMoved,
    RunMoved,
    VideoRendered,
)
from genbot.domain.ideas import IdeaStatus
from genbot.domain.posts import Place, Post, Upload, Whisper
from genbot.domain.productions import Stage
from tests.cards import examples as taco
from tests.cards.reading import buttons, wrong_with


def slots(said):
    return [say.slot for say in said]


def where(said):
    return {say.slot: say.place for say in said}


def test_a_request_is_one_message_in_the_channel_and_follows_its_run():
    asked = announce(IdeasAsked(taco.BOARD, taco.RUN, taco.MAYA))
    moved = announce(RunMoved(taco.BOARD, taco.RUN))

    assert where(asked) == where(moved) == {"request:rq1": Place(taco.CHANNEL)}


def test_ideas_arrive_in_the_thread_of_their_request():
    said = announce(IdeasArrived(taco.BOARD, taco.RUN, taco.FIVE[:2]))

    thread = Place(taco.CHANNEL, "request:rq1")
    assert where(said) == {
        "request:rq1": Place(taco.CHANNEL),
        "idea:id1": thread,
        "idea:id2": thread,
    }


def test_a_request_made_inside_a_thread_stays_there():
    board = replace(taco.BOARD, request=replace(taco.REQUEST, thread="1795183300.000100"))
    said = announce(IdeasArrived(board, taco.RUN, taco.FIVE[:1]))

    assert {place.thread for place in where(said).values()} == {"1795183300.000100"}


def test_an_answer_that_changed_no_idea_is_said_in_the_thread_and_the_first_one_is_not():
    asked, first = taco.BOARD.request, replace(taco.RUN, answer="Here are five.")
    later = replace(first, id="r7", answer="The $2 taco did.")
    board = replace(taco.BOARD, runs=(first, later))

    said = announce(IdeasArrived(board, later, ()))

    assert where(said)["answer:r7"] == Place(taco.CHANNEL, asked.slot)
    assert said[1].card.text == "The $2 taco did."
    assert slots(announce(IdeasArrived(board, first, ()))) == [asked.slot]
    assert slots(announce(IdeasArrived(board, replace(later, answer=" "), ()))) == [asked.slot]


def test_a_decision_updates_the_idea_and_the_list():
    rejected = taco.IDEAS[IdeaStatus.REJECTED]
    said = announce(IdeaDecided(taco.BOARD, rejected, "reject", taco.BEA))

    assert slots(said) == ["idea:id3", "request:rq1"]
    assert buttons(said[0].card) == {}


def test_a_video_has_one_living_message():
    said = announce(ProductionMoved(taco.MAKING, taco.IDEA, "part done"))

    assert where(said) == {"production:p1": Place(taco.CHANNEL)}


def test_a_rendered_video_is_shown_in_the_thread_of_its_production():
    said = announce(VideoRendered(taco.READY, taco.IDEA))

    thread = Place(taco.CHANNEL, "production:p1")
    assert where(said) == {
        "production:p1": Place(taco.CHANNEL),
        "video:p1:1": thread,
        "review:p1:1": thread,
    }
    upload = next(say for say in said if isinstance(say, Upload))
    assert upload.url == taco.READY.video_url
    assert upload.title == "The 2 a.m. taco verdict, version 1"
    assert wrong_with(upload.fallback) == []


def test_a_decision_about_a_version_takes_its_buttons_away():
    said = announce(ProductionMoved(taco.CHANGING, taco.IDEA, "change", by=taco.PABLO))

    assert slots(said) == ["production:p1", "review:p1:1"]
    assert buttons(said[1].card) == {}


def test_trouble_is_said_in_the_channel_once_when_it_is_loud():
    failed = taco.PRODUCTIONS[Stage.FAILED]

    loud = announce(ProductionMoved(failed, taco.IDEA, "failed", loud=True))
    quiet = announce(ProductionMoved(failed, taco.IDEA, "failed"))

    assert slots(quiet) == ["production:p1"]
    assert slots(loud) == ["production:p1", "trouble:p1:1"]
    assert where(loud)["trouble:p1:1"] == Place(taco.CHANNEL)


def test_trouble_that_is_over_does_not_look_open_for_ever():
    goes_on = replace(taco.MAKING, fell=1)
    post = replace(taco.PUBLICATIONS["live"], attempt=2)
    published = taco.PRODUCTIONS[Stage.PUBLISHING]

    made = announce(ProductionMoved(goes_on, taco.IDEA, "resumed"))
    out = announce(PublicationMoved(post, published, taco.IDEA, "live", loud=True))

    settled = [say for say in (*made, *out) if isinstance(say, Post) and say.if_said]
    assert [say.slot for say in settled] == ["trouble:p1:1", "trouble:pub1:2", "trouble:pub1:1"]
    assert "went on" in settled[0].card.text
    assert "is live" in settled[2].card.text
    assert all(wrong_with(say.card) == [] for say in settled)


def test_a_working_video_is_never_trouble():
    said = announce(ProductionMoved(taco.MAKING, taco.IDEA, "begun", loud=True))

    assert slots(said) == ["production:p1"]


@pytest.mark.parametrize(
    ("name", "aloud"),
    [("live", ["confirmed:pub1"]), ("unsure", ["trouble:pub1:1"]), ("sending", [])],
)
def test_a_post_is_followed_in_the_thread_and_its_end_is_said_aloud(name, aloud):
    post = taco.PUBLICATIONS[name]
    production = taco.PRODUCTIONS[Stage.PUBLISHING]
    said = announce(PublicationMoved(post, production, taco.IDEA, "news", loud=True))

    heard = [say for say in said if not (isinstance(say, Post) and say.if_said)]
    assert slots(heard) == ["publication:pub1", "production:p1", "review:p1:1", *aloud]
    assert where(said)["publication:pub1"] == Place(taco.CHANNEL, "production:p1")
    assert all(where(said)[slot] == Place(taco.CHANNEL) for slot in aloud)


def test_new_settings_are_confirmed_to_the_one_who_made_them():
    (said,) = announce(ChannelSet(taco.HERE, taco.MAYA))

    assert isinstance(said, Whisper)
    assert (said.user, said.place) == (taco.MAYA, Place(taco.CHANNEL))
    assert said.card.text == "This channel now works with Santiago."
    assert wrong_with(said.card) == []


def test_all_that_is_said_would_be_taken_by_slack():
    for stage, production in taco.PRODUCTIONS.items():
        for say in announce(ProductionMoved(production, taco.IDEA, stage, loud=True)):
            assert isinstance(say, Post)
            assert wrong_with(say.card) == []
