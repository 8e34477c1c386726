"""What may be looked for where, what is understood of a typed search, and what it costs at most."""

import pytest

from genbot.domain.errors import BadForm
from genbot.domain.monitors import DAYS, PLATFORMS, Search, kept, understand


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("@tacoking on tiktok", Search("@tacoking", "tiktok")),
        (
            "@tacoking on TikTok 30d us max 50 comments ongoing",
            Search("@tacoking", "tiktok", 30, "us", 50, comments=True, ongoing=True),
        ),
        ("#tacos on instagram 7 days", Search("#tacos", "instagram")),
        ("#tacos ongoing", Search("#tacos", ongoing=True)),
        ("late night on tiktok food on youtube 1d", Search("late night on tiktok food", "youtube", 1)),
        ("on youtube max 5", Search("", "youtube", most=5)),
        ("ai tools", Search("ai tools")),
        ("", Search()),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(typed, wanted):
    assert understand(typed)[0] == wanted


def test_what_is_not_understood_is_said():
    search, strange = understand("@tacoking on tiktok for 30d, max many, please")

    assert (search.days, strange) == (30, ["for", "max", "many", "please"])


def test_a_place_that_is_none_is_not_taken_for_a_country():
    search, strange = understand("@tacoking on mars")

    assert (search, strange) == (Search("@tacoking"), ["on", "mars"])


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("value", ["@tacoking", "#tacos", "late tacos"])
def test_all_but_words_on_instagram_can_be_searched(platform, value):
    search = Search(value, platform)

    if platform == "instagram" and search.type == "keyword":
        with pytest.raises(BadForm, match="only for an @creator or a #tag"):
            search.check()
    else:
        assert search.check() is search


@pytest.mark.parametrize(
    ("search", "field"),
    [
        (Search("", "tiktok"), "value"),
        (Search("@", "tiktok"), "value"),
        (Search("@taco king", "tiktok"), "value"),
        (Search("x" * 301, "tiktok"), "value"),
        (Search("@tacoking", "myspace"), "platform"),
        (Search("@tacoking", days=14), "days"),
        (Search("@tacoking", most=0), "most"),
        (Search("@tacoking", most=51), "most"),
        (Search("@tacoking", country="usa"), "country"),
    ],
)
def test_what_gen_would_refuse_is_refused_at_its_field(search, field):
    with pytest.raises(BadForm) as wrong:
        search.check()

    assert list(wrong.value.fields) == [field]


def test_the_largest_cost_of_one_look_is_known():
    assert Search("@tacoking", most=50).dollars == pytest.approx(0.75)


def test_it_is_kept_as_plain_words():
    search = Search("#tacos", "youtube", 7, "gb", 10, ongoing=True)

    assert kept({**search.told(), "topic": "more"}) == search
    assert set(DAYS) == {0, 1, 7, 30, 90, 180}
