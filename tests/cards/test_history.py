"""History in words: a line for each fact, whatever it was, and nobody called by somebody's words."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from genbot.cards.acts import Act
from genbot.cards.history import (
    history_card,
    history_view,
)
from genbot.cards.news import IDEA, POST, RUN, SILENT, VIDEO
from genbot.cards.things import choose_card
from genbot.domain.approvals import Gate
from genbot.domain.history import Entry, History, Thing
from genbot.domain.ideas import MOVES
from tests.cards.reading import buttons, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import OURS, WORDS
from tests.house.source import GENBOT

IDEA_3 = Thing("i3", "idea", "The 2 a.m. verdict", "C0VIDEOIDEAS", 3, "late-night tacos")
MAYA = "U0MARKETER"


def entry(id, event, by="", subject="i3", **fact):
    return Entry(id, 1_800_000_000.0 + id, event, subject, by, json.dumps(fact))


def long(count):
    reason = "off_brand: not this week"
    return History(
        IDEA_3,
        tuple(
            entry(n, "IdeaDecided", MAYA, verb="reject", reason=f"{reason} {n}.")
            for n in range(count)
        ),
    )


def with_a_post():
    return History(IDEA_3, (entry(1, "PublicationMoved", news="live", post_id="7301"),))


def told(*entries, thing=IDEA_3, **named):
    card = history_card(History(thing, entries, named))
    assert wrong_with(card) == []
    return [re.sub(r"<!date\S+ .*?>", "then", one) for one in words(card).split("\n") if "•" in one]


def test_a_change_of_many_rules_at_once_is_told_in_whole_lines():
    people = [f"U0PERSON{n:04}" for n in range(30)]
    rules = {gate: {"people": people, "groups": ["S1"] * 9, "needed": 9} for gate in Gate}
    every = [entry(n, "PolicySet", MAYA, rules=rules, before={}) for n in range(40)]
    history = History(Thing("C0VIDEOIDEAS", "channel", "", "C0VIDEOIDEAS"), tuple(every))

    for shown in (history_card(history), history_view(history), history_view(history, 1)):
        assert (wrong_with_view if isinstance(shown, dict) else wrong_with)(shown) == []
        assert words(shown).count("and 31 more") == 3 * words(shown).count(
            "Who decides was changed"
        )


def test_what_an_older_version_kept_of_a_channel_is_told():
    old = entry(1, "ChannelSet", MAYA, "c1", agent="a1", videos=[MAYA], rules={})
    new = entry(2, "ChannelSet", MAYA, "c1", agent="a2", rehearsal=False, budgets=[None, None])
    same = entry(3, "ChannelSet", MAYA, "c1", agent="a2", rehearsal=False, budgets=[None, None])
    first, second = told(old, new, same, thing=Thing("c1", "channel", "", "c1"))

    assert "*Channel set up* by <@U0MARKETER>: agent: a1" in first
    assert "*Settings changed* by <@U0MARKETER>: agent: from a1 to a2" in second


def test_each_says_what_and_by_whom():
    lines = told(
        entry(1, "IdeasAsked", MAYA, "r1", run="1", message="Generate 3 ideas <!here>"),
        entry(2, "IdeasArrived", "", "r1", run="1", ideas=[["i3", "g", 1]]),
        entry(3, "IdeaDecided", MAYA, verb="reject", reason="off_brand:not this week"),
        entry(4, "ProductionMoved", news="Voice <b> done", error=""),
        entry(5, "ProductionMoved", news="Clip done", error=""),
        entry(6, "VideoRendered", version=2),
        entry(7, "PublicationMoved", MAYA, news="approved", version=2, caption="Two _tacos_"),
        entry(8, "PublicationMoved", news="live", post_id="7301"),
    )

    assert lines == [
        "•  then · *Asked for* by <@U0MARKETER>: “Generate 3 ideas &lt;!here&gt;”",
        "•  then · *Idea arrived*",
        "•  then · *Idea rejected* by <@U0MARKETER>: Not our brand: not this week",
        "•  then · *Parts made*: Voice &lt;b&gt;, Clip",
        "•  then · *Version 2 ready to watch*",
        "•  then · *Approved for posting* by <@U0MARKETER>: version 2, “Two ˍtacosˍ”",
        "•  then · *Live on TikTok*: post id 7301",
    ]


def test_what_was_made_last_is_told_too():
    assert told(entry(1, "ProductionMoved", news="Voice done")) == ["•  then · *Parts made*: Voice"]


def test_what_one_fact_says_another_does_not_say_again():
    assert told(entry(1, "IdeaDecided", MAYA, verb="posted")) == []


def test_a_request_names_the_idea_each_line_is_about():
    asked = Thing("r1", "request", "late-night tacos", "C0VIDEOIDEAS")
    lines = told(
        entry(1, "IdeasArrived", "", "r1", run="1", ideas=[["i3", "g", 1]]),
        entry(2, "IdeaDecided", MAYA, verb="approve"),
        entry(3, "RunMoved", "", "r1", state="failed", error="No credits"),
        thing=asked,
        i3="Idea 3",
    )

    assert lines == [
        "•  then · *1 idea arrived*",
        "•  then · *Idea 3: idea approved* by <@U0MARKETER>",
        "•  then · *The agent did not finish*: No credits",
    ]


def test_news_nobody_knows_is_told_as_it_is():
    assert told(entry(1, "ProductionMoved", news="painted <red>", error="why")) == [
        "•  then · *painted &lt;red&gt;*: why"
    ]


def test_a_long_one_shows_the_end_and_how_to_see_the_rest():
    card = history_card(long(30))

    assert "18 earlier" in words(card)
    assert "week 29." in words(card)
    assert "week 17." not in words(card)
    assert buttons(card) == {"All of it…": "see_history"}


@pytest.mark.parametrize(
    ("page", "shown", "turns"),
    [
        (0, (36, 59), {"earlier_history"}),
        (1, (12, 35), {"earlier_history", "later_history"}),
        (2, (0, 11), {"later_history"}),
        (99, (0, 11), {"later_history"}),
    ],
)
def test_a_window_shows_it_page_by_page(page, shown, turns):
    view = history_view(long(60), page)

    assert wrong_with_view(view) == []
    found = [int(one) for one in re.findall(r"week (\d+)\.", words(view))]
    assert (found[0], found[-1]) == shown
    assert set(buttons(view).values()) == turns


def test_of_a_post_there_is_a_receipt():
    assert buttons(history_view(with_a_post())) == {"Receipt": "give_receipt"}


def test_nothing_kept_and_a_lost_beginning_are_said():
    assert "Nothing is kept" in words(history_card(History(IDEA_3, (), cut=True)))
    assert "Nothing is kept" in words(history_view(History(IDEA_3, (), cut=True)))
    for fresh in (history_card(History(IDEA_3, ())), history_view(History(IDEA_3, ()))):
        assert "Nothing has happened to it yet" in words(fresh)
    cut = History(IDEA_3, long(2).entries, cut=True)
    assert "is not kept any more" in words(history_card(cut))
    assert "is not kept any more" in words(history_view(cut))


def test_among_several_one_can_be_chosen():
    card = choose_card(
        [IDEA_3, Thing("r1", "request", "tacos", "C0VIDEOIDEAS")], "History", Act.SEE_HISTORY
    )

    assert wrong_with(card) == []
    assert "Idea 3, “The 2 a.m. verdict”" in words(card)
    assert "The request “tacos”" in words(card)


@given(WORDS)
@settings(max_examples=40)
def test_whatever_was_said_calls_nobody(text):
    thing = Thing("i3", "idea", text, "C0VIDEOIDEAS", 3, text)
    entries = (
        entry(1, "IdeasAsked", MAYA, message=text),
        entry(2, "IdeaDecided", MAYA, verb="reject", reason=text),
        entry(3, "ProductionMoved", news=f"{text} done", error=text),
        entry(4, "ProductionMoved", news=text, error=text),
        entry(5, "PublicationMoved", news="approved", version=1, caption=text),
        entry(6, "PublicationMoved", news="live", post_id=text),
        entry(7, "ErrandMoved", what="edit_texts", news="failed", reason=text),
    )
    history = History(thing, entries)
    for shown in (history_card(history), choose_card([thing, thing], "History", Act.SEE_HISTORY)):
        assert wrong_with(shown) == []
        assert "<!" not in OURS.sub("", str(shown.blocks))
    view = history_view(history)
    assert wrong_with_view(view) == []
    assert "<!" not in OURS.sub("", words(view))


def test_every_decision_about_an_idea_has_words():
    ours = {verb for _, verb in MOVES} - {"refined"}  # told by what arrived
    assert ours <= set(IDEA) | SILENT["IdeaDecided"] | {"rendered"}


NEWS = re.compile(r'keep\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?, "([a-z A-Z]+)"')


@pytest.mark.parametrize("file", ["publications", "productions"])
def test_all_news_of_videos_and_posts_has_words(file):
    said = set(NEWS.findall(Path(GENBOT / "flows" / f"{file}.py").read_text()))

    assert len(said) > 4
    assert said - set(POST) - set(VIDEO) - SILENT["ProductionMoved"] == set()


def test_every_run_state_that_is_told_has_words():
    assert set(RUN) == {"asked", "running", "awaiting_approval", "failed", "held"}
