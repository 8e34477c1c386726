"""The library on the screen, and what its errands show; names of files stay names."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards import library
from genbot.cards.errand import errand_card
from genbot.cards.text import weight
from genbot.domain.errands import ErrandState, What
from genbot.domain.library import (
    FOLDER,
    LONGEST_NAME,
    LONGEST_WAY,
    PAGE,
    Contents,
    Item,
    Need,
    Page,
    Spot,
)
from genbot.domain.posts import Place
from genbot.slack.asks import seal
from tests.cards.example_library import CLIP, FOLDERS, LOGO, NEEDED, SHELF, WISHES, asset_errand
from tests.cards.reading import buttons, everything, inputs, words, wrong_with, wrong_with_view
from tests.cards.test_any_text import SOME_TEXT, assert_harmless, shown_texts

E = ErrandState
LONG = SOME_TEXT.map(lambda text: (text or "x") * 300)
KINDS = ("image", "video", "audio", "file", FOLDER)


def views(text):
    folder, file = Item("31", text, FOLDER), Item("7", text, "image", text, text)
    spot = Spot()
    for _ in range(9):
        spot = spot.into(folder)
    spot = spot.searched(text, "")
    every = tuple(Item(str(n), text, KINDS[n % 5], text, text) for n in range(PAGE))
    yield library.library_form(Page(spot, every, more=True))
    yield library.library_form(Page(Spot(), ()))
    yield library.file_form(file, spot, [Need(text)] * 20)
    yield library.save_form([(f"F{n}", text) for n in range(12)], [("1", text), ("2", "x")])
    yield library.copy_form(file, [("1", text)])
    yield library.folder_form(spot)
    yield library.rename_form(file)
    yield library.delete_form(Contents(file), [Need(text, 1.0), Need(text, making=True)])
    yield library.delete_form(Contents(folder, every, whole=False), [])
    yield library.delete_form(Contents(folder), [])
    yield library.cover_form(file, [("p1", text)])
    yield library.cover_form(file, [])


@given(st.one_of(SOME_TEXT, LONG))
@settings(max_examples=60)
def test_whatever_a_file_is_called_slack_takes_it_and_nobody_is_called(text):
    for view in views(text):
        assert wrong_with_view(view) == []
        assert_harmless(shown_texts(view))


@pytest.mark.parametrize("what", WISHES)
@given(st.one_of(SOME_TEXT, LONG))
@settings(max_examples=20)
def test_whatever_gen_says_of_a_file_stays_words(what, text):
    for state in E:
        errand = asset_errand(what, state)
        told = {
            name: text if isinstance(value, str) else value for name, value in errand.wish.items()
        }
        wish = told | ({"copy_of": LOGO.ref} if what is What.SAVE_FILE else {})
        told = dict.fromkeys(("name", "url", "thumbnail"), text)
        result = told | {"id": "7", "kind": "x", "files": 2}
        card = errand_card(replace(errand, title=text, reason=text, wish=wish, result=result))
        assert wrong_with(card) == []
        assert_harmless(shown_texts(card))


def test_a_page_says_where_it_is_and_turns_both_ways():
    form = library.library_form(SHELF)

    assert "*Autumn*" in words(form)
    assert {"Up", "Page before", "Next page", "New folder…", "Delete folder…"} <= set(buttons(form))
    values = {part["text"]["text"]: part.get("value") for part in everything(form["blocks"])
              if part.get("type") == "button"}  # fmt: skip
    assert Spot.read(values["Up"]) == Spot()
    assert Spot.read(values["Next page"]).page == 2
    assert Spot.read(values["Open"]).folder == "31"


def test_the_top_has_no_way_up_and_an_empty_one_says_how_files_come():
    form = library.library_form(Page(Spot(), ()))

    assert set(buttons(form)) == {"New folder…"}
    assert "Save to GEN" in words(form)
    assert "Nothing here fits" in words(library.library_form(Page(Spot(words="taco"), ())))


def test_a_search_is_shown_with_what_is_looked_for():
    spot = Spot(SHELF.spot.way).searched("  late   tacos ", "video")
    form = library.library_form(Page(spot, (CLIP,)))

    assert "with “late tacos” · videos only" in words(form)
    assert inputs(form)["words"]["initial_value"] == "late tacos"
    assert inputs(form)["kind"]["initial_option"]["value"] == "video"
    assert spot.searched("", "all").kind == ""


def test_only_a_picture_can_be_a_cover():
    assert "Use as cover…" in buttons(library.file_form(LOGO, Spot(), ()))
    assert "Use as cover…" not in buttons(library.file_form(CLIP, Spot(), ()))


def test_deleting_names_all_that_goes_and_who_would_miss_it():
    folder = Contents(Item("31", "B-roll", FOLDER), (Item("32", "Old", FOLDER), LOGO, CLIP))
    shown = words(library.delete_form(folder, NEEDED))

    assert "*Everything in it goes with it:* 2 files and 1 folder." in shown
    assert "santiago-logo.png, griddle-close-up.mp4" in shown
    assert "“Salsa court” is being made from it" in shown
    assert "“The 2 a.m. taco verdict” goes out <!date" in shown
    assert "“Held” waits to go out" in shown
    assert "anyway" in inputs(library.delete_form(folder, NEEDED))
    assert inputs(library.delete_form(folder, ())) == {}


def test_without_a_video_in_review_there_is_nothing_to_send():
    view = library.cover_form(LOGO, [])

    assert "submit" not in view
    assert "No video is in review" in words(view)


def test_the_library_itself_can_always_be_chosen():
    offered = inputs(library.copy_form(LOGO, FOLDERS))["folder"]["options"]

    assert [one["value"] for one in offered] == ["top", "30", "31"]


def test_a_file_on_its_way_says_how_far_it_is():
    shown = words(errand_card(asset_errand(What.SAVE_FILE, E.WANTED)))
    bare = replace(asset_errand(What.SAVE_FILE, E.WANTED), result={})

    assert "On its way to GEN: 120 MB of 340 MB." in shown
    assert "It is on its way to GEN." in words(errand_card(bare))


def test_a_file_that_came_can_be_looked_at_and_a_copy_offers_to_delete_the_first():
    card = errand_card(asset_errand(What.SAVE_FILE, E.DONE))
    first = replace(
        asset_errand(What.SAVE_FILE, E.DONE), wish=WISHES[What.SAVE_FILE][1] | {"copy_of": ""}
    )

    assert {"Details…", "Delete the first one…"} <= set(buttons(card))
    assert "In B-roll" in words(card)
    assert set(buttons(errand_card(first))) == {"Details…"}


def test_what_was_gone_already_is_said():
    errand = replace(asset_errand(What.DELETE_ASSET, E.DONE), result={"files": 0})

    assert "It was not there any more." in words(errand_card(errand))
    assert "12 files deleted for good." in words(
        errand_card(asset_errand(What.DELETE_ASSET, E.DONE))
    )


NAMES = st.text(max_size=300)


@given(
    st.lists(st.tuples(st.text("0123456789abcdef-", max_size=36), NAMES), max_size=9),
    NAMES,
    st.integers(0, 99),
)
def test_a_button_remembers_where_it_leads_and_never_more_than_it_can(way, words, page):
    spot = Spot()
    for id, name in way:
        spot = spot.into(Item(id, name, FOLDER))
    spot = replace(spot.searched(words, "image"), page=page)

    assert len(spot.way) <= LONGEST_WAY
    assert all(len(name) <= LONGEST_NAME for _, name in spot.way)
    assert len(f"{Item('7', words, 'image').ref}\n{spot.ref}") <= 2_000
    sealed = seal({"private_metadata": spot.ref}, Place("C0VIDEOIDEAS", "1800000000.000100"))
    assert len(sealed["private_metadata"]) <= 3_000
    assert Spot.read(spot.ref) == spot


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1.0 kB"), (9_940, "9.9 kB"),
     (950_000, "950 kB"), (1_234_567, "1.2 MB"), (340_000_000, "340 MB"), (1_073_741_824, "1.1 GB")],
)  # fmt: skip
def test_a_size_is_said_shortly(size, said):
    assert weight(size) == said
