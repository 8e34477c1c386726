"""Too few credits, in words: what waits, what came of Continue all, and that it is over."""

from dataclasses import replace

import pytest

from genbot.cards.acts import Act
from genbot.cards.announce import announce
from genbot.cards.production import production_card
from genbot.cards.shortages import enough_card, missing_card, shortage_card, soon_card
from genbot.domain.events import ProductionMoved
from genbot.domain.productions import Stage
from genbot.domain.shortages import Due, Shortage, Unpaid, reach
from tests.cards import examples as taco
from tests.cards.reading import buttons, values, words, wrong_with

HELD = replace(taco.PRODUCTIONS[Stage.HELD], short=True, estimate=420.0, credits=260.0)
FRESH = replace(HELD, id="p2", title="Taco <!here> sommelier", credits=0.0)
SHORT = Shortage(taco.CHANNEL, on=True, nth=2, at=taco.NOW)
TRIED = replace(SHORT, by=taco.MAYA, tried=taco.NOW + 60)


def card(*waiting, shortage=SHORT):
    every = [one if isinstance(one, Unpaid) else Unpaid.of_video(one) for one in waiting]
    made = shortage_card(shortage, every)
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
        (2, 80.0, "*2 went on, 1 still waits* · Continue all by <@U0MARKETER>"),
        (0, 0.0, "*None went on, 1 still waits* · Continue all by <@U0MARKETER>"),
        (0, 80.0, "80 credits left for the rest, the next needs about 160"),
    ],
)
def test_what_came_of_continue_all_is_said_by_whom_and_what_is_missing(went, left, said):
    assert said in words(card(HELD, shortage=replace(TRIED, went=went, left=left)))


ASKED = Unpaid("r1", "late-night <!here> tacos", taco.NOW, what=Due.RUN)


def test_what_the_agent_was_asked_waits_beside_the_videos():
    shown = card(HELD, FRESH, ASKED)

    assert "*2 videos and 1 request wait for credits*" in words(shown)
    assert "•  Ideas about late-night &lt;!here&gt; tacos" in words(shown)
    assert "1 request waits for credits" in card(ASKED).text


def test_so_does_all_else_that_costs_some():
    research = Unpaid("e1", "Research: <!here> tacos", taco.NOW, what=Due.ERRAND)
    shown = card(HELD, ASKED, research, research)

    assert "*1 video, 1 request and 2 other things wait for credits*" in words(shown)
    assert "•  Research: &lt;!here&gt; tacos" in words(shown)
    assert "2 things wait for credits" in card(research, research).text


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (None, "Top up at gen.pro, then"),
        (100.0, "Top up at gen.pro, then"),
        (200.0, "200 credits left: enough for 1 of them."),
        (600.0, "600 credits left: enough for all of them."),
    ],
)
def test_after_a_top_up_it_says_for_how_many_it_is_enough(left, said):
    shown = card(HELD, FRESH, shortage=replace(SHORT, left=left))

    assert said in words(shown)
    assert said.partition(",")[0] in shown.text


def test_what_nobody_knows_the_price_of_needs_some_credits():
    assert reach([ASKED, ASKED], 0.0) == 0
    assert reach([ASKED, Unpaid("p", "", 0.0, 70.0), ASKED], 60.0) == 2
    assert reach([ASKED], None) == 1


def test_whoever_continues_too_early_reads_what_is_missing_and_may_leave_it_to_gen():
    shown = missing_card("GEN has no credits left for this.", "p1:0")

    assert wrong_with(shown) == []
    assert buttons(shown) == {"Continue all the same": Act.CONTINUE_ANYWAY}
    assert "enough credits again: 500 credits left" in enough_card(500.0).text


def test_when_nothing_waits_any_more_the_message_is_small_and_has_no_button():
    over = card(shortage=replace(TRIED, on=False, went=3))

    assert over.text == "Nothing waits for credits any more."
    assert "3 went on by <@U0MARKETER>" in words(over)
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
