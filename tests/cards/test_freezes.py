"""What is said of a freeze: who, why, what waits, what could not be stopped, what was missed."""

from dataclasses import replace

from genbot.cards.acts import Act
from genbot.cards.announce import announce
from genbot.cards.freezes import freeze_card, thawed_card
from genbot.cards.overview import status_card
from genbot.domain.freezes import EVERYWHERE
from genbot.domain.posts import Place
from tests.cards import examples as taco
from tests.cards.reading import buttons, values, words, wrong_with

OTHER = "C0OTHER0000"


def test_a_freeze_says_who_why_and_what_could_not_be_stopped():
    card = freeze_card(taco.STOPPED, taco.CHANNEL)

    assert wrong_with(card) == []
    assert "Publishing is frozen in this channel* by <@U0BRANDOWN>" in words(card)
    assert "The brand &lt;asked&gt; us to wait." in words(card)
    assert "Too late to stop: 1 post," in words(card)
    assert buttons(card) == {"Thaw": Act.THAW}
    assert f"{taco.CHANNEL}:1" in values(card)


def test_the_same_message_says_later_what_was_missed():
    [before] = announce(taco.STOPPED)
    [after] = announce(taco.THAWED)

    assert (before.slot, before.place) == (after.slot, after.place)
    assert wrong_with(after.card) == []
    assert buttons(after.card) == {"Go through them…": Act.OPEN_WAITING}
    assert "1 post missed the time meanwhile" in words(after.card)
    assert taco.READY.title in words(after.card)


def test_a_channel_reads_of_its_own_posts_only():
    wide = replace(taco.FROZEN, id=EVERYWHERE, said_in=(taco.CHANNEL, OTHER))
    here, there = announce(replace(taco.STOPPED, freeze=wide))

    assert there.place == Place(OTHER)
    assert "Too late" in words(here.card)
    assert "Too late" not in words(there.card)
    thawed = replace(wide, on=False)
    assert taco.READY.title not in words(announce(replace(taco.THAWED, freeze=thawed))[1].card)


def test_who_thaws_everything_reads_what_was_missed_wherever_they_have_met_us():
    there = replace(taco.THAWED.missed[0], channel=OTHER)
    crowd = replace(taco.THAWED, missed=(*taco.THAWED.missed, there, replace(there, channel="C9")))
    card = thawed_card(crowd, (taco.CHANNEL, OTHER))

    assert wrong_with(card) == []
    assert "2 posts missed the time meanwhile" in words(card)
    assert f"<#{OTHER}>" in words(card)
    assert "In channels where you have not met me: 1 post." in words(card)


def test_many_missed_posts_are_counted():
    crowd = replace(taco.THAWED, missed=taco.THAWED.missed * 40)
    card = freeze_card(crowd, taco.CHANNEL)

    assert wrong_with(card) == []
    assert "and 30 more" in words(card)


def test_what_froze_by_itself_says_so():
    card = freeze_card(replace(taco.STOPPED, freeze=replace(taco.FROZEN, by="")), taco.CHANNEL)

    assert "by itself" in words(card)


def test_the_lists_begin_with_it_and_offer_the_way_out():
    card = status_card(replace(taco.BUSY, freezes=(taco.FROZEN,)))

    assert wrong_with(card) == []
    assert card.text.startswith("Frozen: 1;")
    assert "Frozen by <@U0BRANDOWN>" in words(card)
    assert buttons(card)["Thaw"] == Act.THAW
    assert "was to go out" in words(
        status_card(replace(taco.BUSY, scheduled=(taco.PUBLICATIONS["frozen"],)))
    )
