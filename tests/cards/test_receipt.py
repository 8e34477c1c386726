"""The files of a receipt hold anybody's words, and stay what they are."""

import json

from hypothesis import given, settings

from genbot.cards.receipt import data, given_card, page, receipt_files
from genbot.domain.history import Entry, Thing
from genbot.domain.publications import Publication
from genbot.domain.receipts import Posted, Receipt
from tests.cards.reading import words, wrong_with
from tests.cards.test_any_text import OURS, WORDS

OUT = Publication("u1", "p1", "i3", "C0", "a", 1, "U0BRANDOWN", 1.8e9, 1.8e9, "x", "https://x/v")


def made(text="tacos", **fact):
    told = {"news": "live", "caption": text, "error": text, "post_id": text, **fact}
    entry = Entry(7, 1.8e9, "PublicationMoved", "u1", "", json.dumps(told), "b" * 64, "a" * 64)
    thing = Thing("i3", "idea", text, "C0VIDEOIDEAS", 3, text, "production:p1")
    return Receipt(thing, (Posted(OUT, (entry,)),), (entry,))


@given(WORDS)
@settings(max_examples=40)
def test_whatever_was_said_stays_on_its_line(text):
    receipt = made(text)
    files = receipt_files(receipt, "x")

    assert json.loads(data(receipt))["idea"]["title"] == text.encode("utf-8", "replace").decode()
    assert len(page(receipt).splitlines()) <= len(page(made("tacos")).splitlines())
    for card in (given_card(receipt), files[0].fallback):
        assert wrong_with(card) == []
        assert "<!" not in OURS.sub("", words(card))
    assert all(one.name.isascii() and "/" not in one.name for one in files)


def test_where_no_file_can_be_the_post_and_the_hash_are_said():
    [_, file] = receipt_files(made(), "x")

    assert "a" * 64 in words(file.fallback)


def test_what_follows_the_address_of_a_file_is_not_shown_to_people():
    said = page(made(media="https://cdn.example/v.mp4?X-Signature=secret", sha256="f" * 64))

    assert "https://cdn.example/v.mp4\n" in said
    assert "secret" not in said
    assert f"SHA-256: {'f' * 64}" in said
