"""A film tells what it is and how long, in whatever pieces it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genbot.sandbox.gen.media import MEDIA
from genbot.slack.films import Film

FTYP = b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00mp42"


def box(name, content, *, wide=False):
    if wide:
        return b"\x00\x00\x00\x01" + name + (len(content) + 16).to_bytes(8) + content
    return (len(content) + 8).to_bytes(4) + name + content


def header(scale, length, *, version=0):
    wide = 8 if version else 4
    return box(
        b"mvhd",
        bytes([version, 0, 0, 0]) + bytes(2 * wide) + scale.to_bytes(4) + length.to_bytes(wide) + bytes(80),
    )  # fmt: skip


def told(*pieces):
    film = Film()
    for piece in pieces:
        film.feed(piece)
    return film.kind, film.seconds


def test_a_real_film_of_three_seconds():
    assert told((MEDIA / "noon.mp4").read_bytes()) == ("mp4", 3.0)


@given(st.data())
def test_the_pieces_it_comes_in_make_no_difference(data):
    whole = FTYP + box(b"mdat", b"x" * 300, wide=True) + box(
        b"moov", box(b"udta", b"?" * 9) + header(1000, 12_500)
    )  # fmt: skip
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=9)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]

    assert told(*pieces) == ("mp4", 12.5)


@pytest.mark.parametrize(
    ("content", "kind", "seconds"),
    [
        (FTYP + box(b"moov", header(600, 9_000_000_000, version=1)), "mp4", 15_000_000.0),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + box(b"moov", header(1, 7)), "mov", 7.0),
        (FTYP + box(b"moov", header(1000, 2**32 - 1)), "mp4", 0.0),
        (FTYP + box(b"moov", header(0, 5)), "mp4", 0.0),
        (FTYP + box(b"moov", header(9, 5)[:24]), "mp4", 0.0),
        (FTYP + box(b"moov", b""), "mp4", 0.0),
        (FTYP + box(b"moov", b"\x00\x00\x00\x01trak" + b"x" * 30), "mp4", 0.0),
        (FTYP + b"\x00\x00\x00\x00mdat" + b"x" * 99, "mp4", 0.0),
        (b"\x1a\x45\xdf\xa3webm" + b"x" * 99, "webm", 0.0),
        (b"<html>", "", 0.0),
        (b"", "", 0.0),
    ],
)
def test_what_it_does_not_tell_nobody_makes_up(content, kind, seconds):
    assert told(content) == (kind, seconds)


@given(st.lists(st.binary(max_size=200), max_size=9))
def test_whatever_comes_it_reads_on(pieces):
    kind, seconds = told(FTYP, *pieces)

    assert kind == "mp4"
    assert seconds >= 0
