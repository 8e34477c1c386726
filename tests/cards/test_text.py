"""Outside words are shown as they are, and do nothing."""

import pytest

from genbot.cards import text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<!channel> look", "&lt;!channel&gt; look"),
        ("<@U123> & <https://x.y|free>", "&lt;@U123&gt; &amp; &lt;https://x.y|free&gt;"),
        ("*bold* ~gone~ `code`", "\u2217bold\u2217 \u223cgone\u223c \u02cbcode\u02cb"),
        ("_slanted_ but late_night", "\u02cdslanted\u02cd but late_night"),
        (":taco: at 12:30:45", "\u2236taco: at 12:30:45"),
        (
            "[0:00-0:02] :100: :-1: :1st_place_medal:",
            "[0:00-0:02] \u2236100: \u2236-1: \u22361st_place_medal:",
        ),
        ("@here and @Channel, not @herenow", "\uff20here and \uff20Channel, not @herenow"),
        (">>> swallow\n> more", "\u203a\u203a\u203a swallow\n\u203a more"),
        ("evil\u202etxt\u200b\ufeff\x00\x1b[0m", "eviltxt[0m"),
        ("family 👨\u200d👩\u200d👧 a\u200db", "family 👨\u200d👩\u200d👧 ab"),
        ("قبل\u200cبعد", "قبل\u200cبعد"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("half \ud83d a pair", "half  a pair"),
        ("   ", ""),
    ],
)
def test_outside_words_lose_their_powers_but_not_their_looks(given, shown):
    assert text.escape(given) == shown


def test_what_is_taken_away_is_never_printable():
    printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))

    assert not text.HIDDEN.search(printable)
    assert not text.LOOSE_JOINER.search(printable)
    assert not set("\r\n\u2028\u2029") & set(printable)


def test_a_long_text_ends_in_an_ellipsis_and_never_in_half_an_entity():
    for limit in range(3, 40):
        short = text.escape("&<>" * 20, limit)

        assert len(short) <= limit
        assert short.endswith("…")
        assert short.count("&") == short.count(";")


def test_a_token_of_ours_is_cut_away_whole():
    assert text.shorten("see <https://gen.pro|gen.pro> now", 12) == "see…"


def test_pieces_are_cut_at_line_ends_and_together_are_the_whole():
    script = "\n".join(f"0:{second:02} a beat of the story" for second in range(60))

    found = text.pieces(script, 200, 50)

    assert all(len(piece) <= 200 for piece in found)
    assert "\n".join(found) == script


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.tiktok.com/@a/video/1", "<https://www.tiktok.com/@a/video/1|tiktok.com>"),
        ("http://127.0.0.1:8090/cdn/a.mp4", "<http://127.0.0.1:8090/cdn/a.mp4|127.0.0.1>"),
        ("https://x.y/?a=1&b=2", "<https://x.y/?a=1&amp;b=2|x.y>"),
        ("https://tiktok.com@evil.example/", ""),
        ("https://x.y/|free money", ""),
        ("https://x.y/a b", ""),
        ("https://x.y/>", ""),
        ("https://x.y/\u202egpj", ""),
        ("https://[half", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_link_says_where_it_goes_or_is_not_there(url, shown):
    assert text.link(url) == shown


def test_only_an_id_becomes_a_mention():
    assert text.person("U0MARKETER") == "<@U0MARKETER>"
    assert text.person("U1> <!channel") == "somebody"
    assert text.room("C0VIDEOIDEAS") == "<#C0VIDEOIDEAS>"
    assert text.room("D0MARKETER") == "a private talk"


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0"),
        (950, "950"),
        (1_000, "1k"),
        (1_250, "1.2k"),
        (89_300, "89k"),
        (999_900, "1M"),
        (12_400_000, "12M"),
        (3_100_000_000, "3.1B"),
    ],
)
def test_big_numbers_are_short(count, shown):
    assert text.amount(count) == shown


@pytest.mark.parametrize(
    ("expects", "said"),
    [
        ((0.0, 0.0), ""),
        ((30.0, 62.0), "usually 30 to 60 s"),
        ((2.0, 4.0), "usually 2 to 4 s"),
        ((300.0, 480.0), "usually 5 to 8 min"),
        ((290.0, 310.0), "usually about 5 min"),
        ((3_700.0, 7_300.0), "usually 1 to 2 h"),
    ],
)
def test_an_estimate_is_a_round_range(expects, said):
    assert text.usually(expects) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 s"), (59.0, "59 s"), (185.0, "3 min"), (3_600.0, "1 h"), (3_900.0, "1 h 5 min")],
)
def test_durations_are_told_in_the_unit_people_think_in(seconds, said):
    assert text.lasting(seconds) == said


def test_times_are_left_to_the_readers_own_clock():
    said = text.moment(1_795_183_320.0)

    assert said == ("<!date^1795183320^{date_short_pretty} at {time}|20 Nov 2026, 14:02:00 UTC>")
    assert text.moment(1e30).startswith("<!date^253402300799^")


def test_credits_are_written_as_people_write_them():
    assert [text.credit(n) for n in (0, 1, 59.0, 1204.5)] == [
        "0 credits",
        "1 credit",
        "59 credits",
        "1,204.5 credits",
    ]
