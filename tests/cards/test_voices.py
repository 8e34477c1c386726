"""Voices as people see them: the list, the questions before one is used, and what came of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards import design, voices
from genbot.cards.errand import errand_card, errand_says
from genbot.domain.errands import ErrandState, What
from genbot.domain.posts import Upload
from genbot.domain.voices import Library, Pick, Uses, Voice, Wanted
from tests.cards.example_voices import LIBRARY, MATEO, PICK, TIA, USES, WISHES, voice_errand
from tests.cards.reading import buttons, inputs, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import WORDS, assert_harmless, shown_texts

E = ErrandState
MAKE = {"Clone a voice…", "Design a voice…"}


def views(text):
    agent, voice = ("a1", text), Voice("v1", text, text, text, text)
    pick = Pick(agent, ("v1", text), text)
    yield voices.list_view(Library(Wanted(agent, "public", text, 1), (voice,) * 8, 99, "v1"))
    yield voices.hear_form(pick, text)
    yield voices.clone_form(Wanted(agent, search=text))
    yield voices.clone_form(Wanted(agent), [("F1", f"{text}.mp3"), ("F2", text)])
    yield design.script_form({}, "e3")
    for what in (What.VOICE_SCRIPT, What.VOICE_SOUND, What.VOICE_SAMPLES):
        step = voice_errand(what, E.DONE, text)
        yield design.sound_form(step)
        yield design.samples_form(step)
        yield design.keep_form(step, 2)
    yield voices.use_form(pick)
    yield voices.delete_form(Uses(pick, (text,) * 20))


def test_the_list_turns_both_ways_and_can_be_narrowed():
    view = voices.list_view(LIBRARY)

    assert wrong_with_view(view) == []
    assert {"Earlier ones", "Next ones"} <= set(buttons(view))
    assert "Of Santiago · 9 to 16 of 20 voices" in words(view)
    assert set(inputs(view)) == {"source", "search"}
    assert "✅ Santiago speaks with it" in words(view)
    assert "<https://cdn.gen.pro/mateo.mp3|cdn.gen.pro>" in words(view)


def test_only_what_was_made_here_can_be_deleted_and_only_another_chosen():
    public = voices.list_view(replace(LIBRARY, voices=(MATEO,), wanted=Wanted(PICK.agent), of=1))
    own = voices.list_view(replace(LIBRARY, voices=(TIA,), wanted=Wanted(PICK.agent), of=1))

    assert set(buttons(public)) == {"Hear it…", *MAKE}
    assert set(buttons(own)) == {"Hear it…", "Make it the default…", "Delete…", *MAKE}


def test_an_empty_list_says_what_to_do():
    assert "Choose other words" in words(voices.list_view(Library(Wanted(PICK.agent), (), 0)))


def test_keys_never_pass_through_slack():
    assert "`genbot api connect-eleven-labs`" in words(voices.list_view(LIBRARY))
    connected = voices.list_view(replace(LIBRARY, connected=True))
    assert "ElevenLabs account is connected." in words(connected)


def test_deleting_says_who_speaks_with_it():
    assert "*Santiago, Luma* speaks with it by default and will" in words(voices.delete_form(USES))
    assert "No agent speaks with it by default." in words(voices.delete_form(Uses(PICK)))


def test_what_a_button_carries_comes_back():
    assert Pick.read(PICK.kept) == PICK
    assert Wanted.read(LIBRARY.wanted.kept) == LIBRARY.wanted


@pytest.mark.parametrize("what", WISHES)
@pytest.mark.parametrize("state", E)
def test_every_state_is_shown(what, state):
    assert wrong_with(errand_card(voice_errand(what, state))) == []


def test_the_sound_is_in_the_thread_of_its_card():
    card, sound = errand_says(voice_errand(What.HEAR_VOICE, E.DONE))

    assert isinstance(sound, Upload)
    assert sound.sound
    assert (sound.place.thread, sound.title) == (card.slot, "Tía Rosa")
    assert sound.name == "voice-e3-1.m4a"
    assert "The sound is in the thread." in words(card.card)


def test_what_was_settled_by_a_person_has_no_sound_and_says_so():
    settled = replace(voice_errand(What.HEAR_VOICE, E.DONE), result={})

    [card] = errand_says(settled)
    assert "cannot be heard here" in words(card.card)
    assert set(buttons(card.card)) == {"Make it the default…", "Say something else…"}


def test_a_new_voice_says_what_it_is_made_from_and_can_be_heard_at_once():
    card = errand_card(voice_errand(What.CLONE_VOICE, E.DONE))

    assert "rosa.m4a · Female · Spanish · warm, unhurried" in words(card)
    assert set(buttons(card)) == {"Hear it…", "Make it the default…"}
    unnamed = replace(voice_errand(What.CLONE_VOICE, E.DONE), result={"id": ""})
    assert buttons(errand_card(unnamed)) == {}


def test_each_step_leads_on_and_back():
    script, sound, samples = (
        voice_errand(what, E.DONE)
        for what in (What.VOICE_SCRIPT, What.VOICE_SOUND, What.VOICE_SAMPLES)
    )
    assert buttons(errand_card(script)) == {
        "Next: how it sounds…": "next_step",
        "Other words…": "redo_step",
    }
    assert buttons(errand_card(sound)) == {
        "Next: hear it…": "next_step",
        "Describe it again…": "redo_step",
    }
    assert "initial_value': 'Good evening.'" in str(design.sound_form(script))
    assert "initial_value': 'A female voice, warm" in str(design.samples_form(sound))
    assert "initial_value': 'warm'" in str(design.samples_form(samples))


def test_the_samples_are_in_the_thread_and_each_can_be_kept():
    card, *sounds = errand_says(voice_errand(What.VOICE_SAMPLES, E.DONE))

    assert [one.title for one in sounds] == ["Sample 1", "Sample 2"]
    assert len({one.slot for one in sounds}) == len({one.name for one in sounds}) == 2
    assert "*Sample 3* · could not be brought here" in words(card.card)
    assert "e3:2" in str(card.card.blocks)


@given(text=WORDS)
@settings(max_examples=40)
def test_whatever_gen_says_about_a_voice_is_only_words(text):
    for view in views(text):
        assert wrong_with_view(view) == []
        assert_harmless(shown_texts(view))
    for what in WISHES:
        for state in E:
            for said in errand_says(voice_errand(what, state, text)):
                card = said.fallback if isinstance(said, Upload) else said.card
                assert wrong_with(card) == []
                assert_harmless(iter([card.text, *shown_texts(card.blocks)]))
