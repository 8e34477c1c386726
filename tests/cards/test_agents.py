"""Agents as people see them: the list, one in full, its forms, and what a change says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards import agents, setup
from genbot.cards.avatars import avatars_form
from genbot.cards.errand import errand_card
from genbot.cards.long import BOX, boxes, joined
from genbot.domain.agents import Agent, watched
from genbot.domain.errands import ErrandState, What
from tests.cards.example_agents import (
    FACES,
    LUMA,
    PORTRAIT,
    SANTIAGO,
    WISHES,
    agent_errand,
    said_by,
)
from tests.cards.reading import buttons, inputs, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import WORDS, assert_harmless, shown_texts

E = ErrandState
ROOMS = ("C0VIDEOIDEAS", "C0LAUNCHES0")
MIDDLE = agents.list_view([LUMA] * 8, 1, 20, SANTIAGO.id, {})


def views(seen):
    yield agents.list_view([seen.agent] * 8, 1, 20, "", {seen.agent.id: ROOMS * 4})
    yield agents.portrait_view(seen, ROOMS)
    yield agents.new_form(seen.agent.name, [("412", seen.agent.name), ("977", "x")])
    yield agents.rename_form(seen.agent)
    yield agents.delete_form(seen.agent, ROOMS)
    yield agents.spoken_view(seen.agent.name)
    faces = tuple(replace(one, url=seen.agent.name) for one in FACES.avatars)
    yield avatars_form(replace(FACES, agent=seen.agent, avatars=faces))
    for form in ("agent_form", "personality_form", "watched_form", "own_accounts_form"):
        yield getattr(setup, form)(seen)


def test_every_window_is_one_slack_takes():
    for view in (*views(PORTRAIT), MIDDLE, agents.list_view([], 0, 0, "", {})):
        assert wrong_with_view(view) == []


def test_the_list_turns_both_ways_and_offers_a_new_one():
    assert {"Earlier ones", "Next ones", "New agent…"} <= set(buttons(MIDDLE))
    assert "9 to 16 of 20 agents" in words(MIDDLE)
    assert "Make the first one" in words(agents.list_view([], 0, 0, "", {}))


def test_own_accounts_and_watched_are_never_confused():
    shown = words(agents.portrait_view(PORTRAIT, ()))
    own, others = words(setup.own_accounts_form(PORTRAIT)), words(setup.watched_form(PORTRAIT))

    assert "*Watched (others it learns from)*\n•  @nightgriddle" in shown
    assert "*Own accounts (where it posts)*\n•  Santiago · <https://tiktok" in shown
    assert "nightgriddle" not in own
    assert "santiago" not in others.lower()


def test_an_own_account_without_an_id_is_shown_and_not_edited():
    fields = inputs(setup.own_accounts_form(PORTRAIT))

    assert set(fields) == {"url_42", "name_42", "url_new", "name_new"}
    assert "instagram.com/santiago" in words(agents.portrait_view(PORTRAIT, ()))


def test_with_twenty_own_accounts_there_is_no_room_for_another():
    many = tuple(replace(PORTRAIT.setup.own[0], id=str(n)) for n in range(20))
    view = setup.own_accounts_form(replace(PORTRAIT, setup=replace(PORTRAIT.setup, own=many)))

    assert wrong_with_view(view) == []
    assert "url_new" not in inputs(view)


def test_what_is_watched_is_read_as_it_is_shown():
    for one in PORTRAIT.setup.watched[:4]:
        assert watched(one.written).key == one.key


def test_a_platform_nobody_knows_yet_stays_ticked():
    boxes_ = inputs(setup.agent_form(PORTRAIT))["target_platforms"]

    ticked = [one["value"] for one in boxes_["initial_options"]]
    assert ticked == ["tiktok", "instagram", "somewhere-new"]


@pytest.mark.parametrize("what", WISHES)
@pytest.mark.parametrize("state", E)
def test_every_change_says_how_it_stands(what, state):
    assert wrong_with(errand_card(agent_errand(what, state))) == []


def test_a_change_says_what_was_changed():
    shown = words(errand_card(agent_errand(What.CHANGE_AGENT, E.DONE)))

    assert "*Description*  Finds salsa.\n*Long videos*  yes" in shown
    assert "*Keywords*  added birria · taken out tacotok" in shown
    assert "added <https://instagram.com/s|instagram.com> · changed S · taken out 1 acc" in shown


def test_a_change_in_part_names_what_was_kept_and_what_not():
    card = errand_card(agent_errand(What.CHANGE_AGENT, E.FAILED))

    assert "Kept: who it is.\nNot kept: voice. GEN says" in words(card)
    assert "Trying again sends only what is missing." in words(card)
    assert buttons(card) == {"Try again": "repeat_errand"}


def test_a_change_that_was_there_already_says_so():
    same = replace(agent_errand(What.CHANGE_AGENT, E.DONE), result={"already": True})

    assert "had it like this already" in words(errand_card(same))


def test_a_change_of_many_lines_names_a_few():
    many = {"add": [f"word{n}" for n in range(20)], "drop": []}
    errand = replace(agent_errand(What.CHANGE_AGENT, E.DONE), wish={"lists": {"keywords": many}})

    assert "word11, 8 more" in words(errand_card(errand))


def test_a_long_agent_name_is_cut_where_slack_wants_it_short():
    long = Agent("a1", "Santiago of the very long and winding name")

    assert wrong_with_view(agents.portrait_view(replace(PORTRAIT, agent=long), ())) == []


PIECES = st.lists(
    st.sampled_from(["taco " * 300, "salsa", "\n", "\n\n", " ", "x" * 3_500]), max_size=9
)


@given(PIECES)
@settings(max_examples=200)
def test_a_long_text_comes_back_exactly(pieces):
    text = "".join(pieces).strip()
    made = list(boxes("it", "It", text, most=100_000))

    held = {
        box["block_id"]: (box["element"]["initial_value"],)
        if "initial_value" in box["element"]
        else ()
        for box in made
    }

    assert joined(held, "it") == text
    assert all(len("".join(one)) <= BOX for one in held.values())
    assert joined({}, "it") == ""


@given(text=WORDS)
@settings(max_examples=40)
def test_whatever_gen_says_about_an_agent_is_only_words(text):
    for view in views(said_by(text)):
        assert wrong_with_view(view) == []
        assert_harmless(shown_texts(view))
    for what in WISHES:
        wish = {
            "set": {"goal": text},
            "changes": {"name": text},
            "lists": {"keywords": {"add": [text] * 20, "drop": [text]}},
            "own": {"add": [{"url": text, "display_name": text}], "change": {}, "drop": [text]},
        }
        for state in E:
            errand = agent_errand(what, state)
            errand = replace(errand, wish=wish, title=text, agent_name=text, reason=text)
            card = errand_card(errand)
            assert wrong_with(card) == []
            assert_harmless(iter([card.text, *shown_texts(card.blocks)]))
