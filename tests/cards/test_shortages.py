"""Too few credits, in words: what waits, what came of Continue all, and that it is over."""

from dataclasses import replace

import pytest

from genbot.cards.acts import Act
from genbot.cards.announce import announce
from genbot.cards.production import production_card
from genbot.cards.shortages import shortage_card, soon_card
from genbot.domain.events import ProductionMoved
from genbot.domain.productions import Stage
from genbot.domain.shortages import Shortage
from tests.cards import examples as taco
from tests.cards.reading import buttons, values, words, wrong_with

HELD = replace(taco.PRODUCTIONS[Stage.HELD], short=True, estimate=420.0, credits=260.0)
FRESH = replace(HELD, id="p2", title="Taco <!here> sommelier", credits=0.0)
SHORT = Shortage(taco.CHANNEL, on=True, nth=2, at=taco.NOW)
TRIED = replace(SHORT, by=taco.MAYA, tried=taco.NOW + 60)


def card(*waiting, shortage=SHORT):
    made = shortage_card(shortage, waiting)
    assert wrong_with(made) == []
    return made


def test_it_names_what_waits_and_what_each_still_needs():
    shown = card(HELD, FRESH)

    assert shown.text == "2 videos wait for credits. Top up at gen.pro, then Continue all."
    assert "“The 2 a.m. taco verdict” · about 160 credits more" in words(shown)
    assert "“Taco &lt;!here&gt; sommelier” · about 420 credits\n" in f"{words(shown)}\n"
    assert buttons(shown) == {"Continue all": Act.CONTINUE_ALL}
    assert values(shown) == {f"{taco.CHANNEL}:2"}


def test_one_waits_in_the_singular_and_what_nobody_knows_is_left_out():
    shown = card(replace(HELD, estimate=None))

    assert "1 video waits for credits" in shown.text
    assert "about" not in words(shown)


@pytest.mark.parametrize(
    ("went", "left", "said"),
    [
        (2, 80.0, "*2 videos went on, 1 still waits* by <@U0MARKETER>"),
        (0, 0.0, "*None went on, 1 still waits* by <@U0MARKETER>"),
        (0, 80.0, "80 credits left for the rest, the next needs about 160"),
    ],
)
def test_what_came_of_continue_all_is_said_by_whom_and_what_is_missing(went, left, said):
    assert said in words(card(HELD, shortage=replace(TRIED, went=went, left=left)))


def test_when_nothing_waits_any_more_the_message_is_small_and_has_no_button():
    over = card(shortage=replace(TRIED, on=False, went=3))

    assert over.text == "Nothing waits for credits any more."
    assert "3 videos went on by <@U0MARKETER>" in words(over)
    assert buttons(over) == {}
    assert "went on" not in words(card(shortage=replace(SHORT, on=False)))


def test_a_hundred_videos_fit_one_message():
    shown = card(*(replace(HELD, id=f"p{n}", title="&" * 300) for n in range(100)))

    assert "and 90 more" in words(shown)


def test_before_it_bites_it_says_by_how_much():
    shown = soon_card(180.4, 419.6)

    assert wrong_with(shown) == []
    assert "Credits are low: 180 credits left, the next video needs about 420." in shown.text


def test_the_channel_hears_of_it_once_for_all_and_not_once_for_each():
    moved = ProductionMoved(HELD, taco.IDEA, "held", loud=True)
    assert [one.slot for one in announce(moved)] == ["production:p1"]


def test_each_card_says_what_it_waits_for_and_keeps_its_own_continue():
    shown = production_card(HELD, taco.IDEA)

    assert wrong_with(shown) == []
    assert "once somebody topped up at gen.pro" in words(shown)
    assert buttons(shown)["Continue"] == Act.RESUME_PRODUCTION
