"""The studio as people see it: a row, a part with its takes, the forms, and what came of a change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from genbot.cards import studio, studio_forms
from genbot.cards.errand import errand_card, errand_says
from genbot.cards.making import anew_form
from genbot.cards.production import production_card
from genbot.cards.review import review_card
from genbot.domain.errands import ErrandState, What
from genbot.domain.posts import Upload
from genbot.domain.productions import RENDERED_AGAIN, Stage
from genbot.domain.studio import Board, Part, Spot, Take
from tests.cards import examples as taco
from tests.cards.example_studio import (
    AT_VOICE,
    BOARD,
    HOOK,
    MAKING,
    ROW,
    TITLES,
    VIDEO,
    VOICE,
    WISHES,
    studio_errand,
)
from tests.cards.reading import buttons, inputs, values, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import WORDS, assert_harmless, shown_texts

E = ErrandState
READY = replace(taco.READY, sheet_id="7")
WAYS = {"Layers…", "Rows…", "Columns…", "Variables…"}
NO = "This video is published now."


def many(count, **more):
    parts = [replace(HOOK, spot=Spot("p1", "70", str(n)), title=f"Part {n}") for n in range(count)]
    return replace(BOARD, parts=tuple(parts), **more)


def spoilt(made, text):
    """The questions before a part is made anew, with a stranger's words in them."""
    asked = tuple(
        replace(one, options=tuple((value, text) for value, _ in one.options), longer=9)
        for one in made.questions
    )
    wish = replace(made.wish, spot=replace(made.wish.spot, name=text))
    return replace(made, wish=wish, questions=asked, variables=(text,) * 30)


def test_a_row_shows_every_part_with_its_state_and_what_it_cost():
    view = studio.board_view(BOARD, READY, "")

    assert wrong_with_view(view) == []
    shown = words(view)
    assert "Row 1 of 3 · *302 credits* · 7 parts" in shown
    assert "✅  *Hook*\nText\n>Nobody has ever regretted" in shown
    assert "↳  ✅  *Griddle close-up*\nVideo · 90 credits" in shown
    assert "⏳  *VIDEO*\nVideo · 3 layers · Being made" in shown
    assert "✅  *FINAL VIDEO*" not in shown
    assert "▫️  *FINAL VIDEO*\nVideo · 12 credits · GEN fills it" in shown
    assert "↳  ⏳  *Captions*\nCaptions · Being made" in shown
    assert {"Edit texts…", "Render again", "Next row", "Open…"} == set(buttons(view)) - WAYS
    pictures = [b["accessory"]["image_url"] for b in view["blocks"] if "image_url" in str(b)]
    assert pictures == ["https://cdn.gen.pro/thumbnails/31.jpg"]


@pytest.mark.parametrize(
    ("status", "fill"),
    [("processing", "⏳"), ("failed", "⚠️"), ("stopped", "✋"), ("completed", "✅"), ("", "▫️")],
)
def test_a_cell_stands_as_its_layers_do(status, fill):
    made = replace(VOICE, takes=(VOICE.takes[1],))
    other = replace(VOICE, takes=(replace(VOICE.takes[1], status=status),) if status else ())
    cell = replace(VIDEO, layers=(made, other))
    shown = words(studio.board_view(replace(BOARD, parts=(cell,)), READY, ""))

    assert f"{fill}  *VIDEO*\nVideo · 2 layers" in shown


def test_what_may_not_be_changed_is_shown_and_says_why():
    view = studio.board_view(BOARD, READY, NO)

    assert NO in words(view)
    assert set(buttons(view)) == {"Next row", "Open…"} | WAYS
    part = studio.part_view(AT_VOICE, VOICE, NO)
    assert NO in words(part)
    assert set(buttons(part)) == {"Back to all parts", "Put it in the thread"}
    stopped = replace(VOICE, takes=(replace(VOICE.takes[0], status="stopped"),))
    assert set(buttons(studio.part_view(AT_VOICE, stopped, NO))) == {"Back to all parts"}


def test_changes_that_are_not_rendered_are_counted_everywhere():
    edited = replace(READY, edited=2)

    assert "*2 changes* since it was rendered" in words(studio.board_view(BOARD, edited, ""))
    card = review_card(edited, taco.IDEA)
    assert wrong_with(card) == []
    assert "*2 changes since this was rendered.*" in words(card)
    assert buttons(card)["Render again"] == "render_again"
    assert "Render again" not in buttons(review_card(READY, taco.IDEA))
    assert "2 changes not rendered yet" in words(studio.videos_view([edited], ""))


@pytest.mark.parametrize("stage", Stage)
def test_every_video_with_a_vidsheet_leads_into_the_studio(stage):
    made = replace(taco.PRODUCTIONS[stage], sheet_id="7")

    assert "Studio…" in buttons(production_card(made, taco.IDEA))
    assert "Studio…" not in buttons(production_card(replace(made, sheet_id=""), taco.IDEA))
    assert wrong_with(production_card(made, taco.IDEA)) == []


def test_while_it_renders_again_its_card_says_why():
    made = replace(taco.CHANGING, wish=RENDERED_AGAIN, stage=Stage.RENDERING)

    assert ">Parts were changed in the studio." in words(production_card(made, taco.IDEA))


@pytest.mark.parametrize("count", [1, 20, 21, 500])
def test_however_many_parts_there_are_slack_takes_them(count):
    board = many(count)
    every = [
        studio.board_view(replace(board, spot=replace(ROW, page=n)), READY, "") for n in (0, 99)
    ]
    for view in every:
        assert wrong_with_view(view) == []
    assert f"*Part {count - 1}*" in words(every[1])
    assert wrong_with_view(studio_forms.texts_form(board)) == []


def test_a_part_shows_all_its_takes_and_what_can_be_done_with_each():
    view = studio.part_view(AT_VOICE, VOICE, "")

    assert wrong_with_view(view) == []
    shown = words(view)
    assert "*3 takes*, the newest first" in shown
    assert "*Take 2*  ✅ in the video\nSpeech · 12 credits · " in shown
    assert "The voice was not found." in shown
    assert shown.index("*Take 3*") < shown.index("*Take 2*") < shown.index("*Take 1*")
    acts = [
        e["action_id"] for b in view["blocks"] for e in b.get("elements", []) if "action_id" in e
    ]
    assert acts.count("use_take") == 1
    assert acts.count("show_take") == 2


def test_very_many_takes_are_turned():
    part = replace(VOICE, takes=tuple(replace(VOICE.takes[1], id=str(n)) for n in range(200)))
    first = studio.part_view(AT_VOICE, part, "")
    last = studio.part_view(replace(AT_VOICE, spot=replace(AT_VOICE.spot, page=999)), part, "")

    assert wrong_with_view(first) == wrong_with_view(last) == []
    assert "Older takes" in buttons(first)
    assert "Newer takes" in buttons(last)
    assert "*Take 200*" in words(first)
    assert "*Take 1*" in words(last)


def test_a_text_is_shown_whole_and_edited_as_it_is():
    view = studio.part_view(BOARD, HOOK, "")
    assert list(buttons(view)) == ["Edit text…", "Make anew…", "Back to all parts"]
    form = studio_forms.text_form(HOOK)
    assert wrong_with_view(form) == []
    assert inputs(form)["text"]["initial_value"] == HOOK.value


def test_a_text_that_is_too_long_is_never_cut_silently():
    long = replace(HOOK, value="A taco, and another one. " * 2_000)
    form = studio_forms.text_form(long)

    assert wrong_with_view(form) == []
    assert set(inputs(form)) == {"new"}
    assert "initial_value" not in inputs(form)["new"]
    assert "This text has 50,000 characters" in words(form)
    assert wrong_with_view(studio.part_view(BOARD, long, "")) == []
    row = replace(BOARD, parts=(HOOK, replace(long, spot=Spot("p1", "70", "72"), title="Long")))
    assert set(inputs(studio_forms.texts_form(row))) == {"71"}
    assert "because it would not fit: Long" in words(studio_forms.texts_form(row))


def test_a_window_never_grows_beyond_what_slack_takes():
    board = many(60)
    full = tuple(replace(one, value="👨‍👩‍👧‍👦" * 400) for one in board.parts)
    assert wrong_with_view(studio_forms.texts_form(replace(board, parts=full))) == []


@pytest.mark.parametrize("what", WISHES)
@pytest.mark.parametrize("state", E)
def test_every_state_is_shown(what, state):
    assert wrong_with(errand_card(studio_errand(what, state))) == []


@pytest.mark.parametrize("what", [What.REGENERATE, What.CONTINUE_TAKE])
def test_what_is_made_can_be_stopped_and_goes_on_from_there(what):
    making = errand_card(studio_errand(what, E.WORKING))
    assert buttons(making) == {"Stop": "stop_making"}
    over = errand_card(studio_errand(what, E.STOPPED))
    assert "It was stopped. GEN gave back 12 credits." in words(over)
    assert buttons(over) == {"Continue": "continue_take"}
    [value] = [value for value in values(over) if value]
    assert Spot.read(value) == Spot("p1", "70", "73", "82", 0, "24", TITLES[what].split(": ")[1])


def test_what_came_too_late_is_said():
    errand = studio_errand(What.STOP_TAKE, E.DONE)
    assert "GEN gives back" in words(errand_card(errand))
    late = replace(errand, result={"late": "completed"})
    assert "had ended before it could be stopped" in words(errand_card(late))
    beside = replace(studio_errand(What.CONTINUE_TAKE, E.DONE), result={"beside": True})
    assert "Another take was chosen meanwhile" in words(errand_card(beside))


def test_what_was_changed_leads_to_the_next_version():
    card = errand_card(studio_errand(What.REGENERATE, E.DONE))

    assert "It is in the video once that is rendered again." in words(card)
    assert buttons(card) == {"Render again": "render_again", "Studio…": "open_studio"}
    assert "12 credits" in words(card)
    before = studio_errand(What.REGENERATE, E.DONE)
    before = replace(before, wish={**before.wish, "version": 0})
    assert buttons(errand_card(before)) == {"Studio…": "open_studio"}


@pytest.mark.parametrize(("kind", "ending"), [("audio", ".m4a"), ("video", ".mp4")])
def test_a_take_is_a_file_in_the_thread_of_the_video(kind, ending):
    errand = studio_errand(What.SHOW_TAKE, E.DONE)
    errand = replace(errand, result={**errand.result, "kind": kind, "ending": ending})
    _, file = errand_says(errand)

    assert isinstance(file, Upload)
    assert (file.place.thread, file.sound) == ("production:p1", kind == "audio")
    assert (file.title, file.name) == ("Take 3 of Voice", f"take-e9-1{ending}")


def test_a_picture_or_a_text_is_on_the_card_itself():
    errand = studio_errand(What.SHOW_TAKE, E.DONE)
    url = "https://cdn.gen.pro/outputs/7.jpg"
    [picture] = errand_says(replace(errand, result={"kind": "image", "url": url}))
    [text] = errand_says(replace(errand, result={"kind": "", "url": "", "text": "Two a.m."}))

    assert url in str(picture.card.blocks)
    assert ">Two a.m." in words(text.card)


@given(text=WORDS)
@settings(max_examples=40)
def test_whatever_gen_says_in_a_vidsheet_is_only_words(text):
    take = Take(
        "t1", text, text, text, text, text, text, 2.0, text, {"model": text, "prompt": text}
    )
    layer = Part(Spot("p1", "70", "73", "81"), text, text, "", "", (take,) * 3, "t1", 3.0)
    part = Part(Spot("p1", "70", "71"), text, "text", "ingredient", text, (take,), layers=(layer,))
    board = Board(part.spot, text, ("70", "71"), (part,) * 30, 4.0)
    made = replace(READY, title=text)
    for view in (
        *(studio.board_view(board, made, closed) for closed in ("", NO)),
        *(studio.part_view(board, one, "") for one in (part, layer)),
        anew_form(spoilt(MAKING, text)),
        *(studio_forms.text_form(part), studio_forms.texts_form(replace(board, parts=(part,)))),
        *(studio.videos_view([made] * 40, text), studio.begun_view(text, part.spot)),
    ):
        assert wrong_with_view(view) == []
        assert_harmless(shown_texts(view))
    for what in WISHES:
        for state in E:
            for said in errand_says(studio_errand(what, state, text)):
                card = said.fallback if isinstance(said, Upload) else said.card
                assert wrong_with(card) == []
                assert_harmless(iter([card.text, *shown_texts(card.blocks)]))
