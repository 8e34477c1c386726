"""Every error code in GEN's pages has words for people, and no words are left of codes long gone.

`errors.txt` pins the codes with the status they come under. Where the pages lie beside this
repository, the pin is compared with them.
"""

import re

import pytest

from genbot.cards.apology import CODES, KINDS, apology, reason
from genbot.gen import errors
from genbot.gen.errors import Impossible, Refused, SlowDown
from tests.contract.test_endpoints import DESCRIBED
from tests.gen.codes import BARE, UNSAID, documented, said_no

TEXTS = DESCRIBED.parent
LISTED = re.compile(r"Errors: ((?:\d{3} [a-z_]+(?: \([^)]*\))?(?:, )?)+)")
IN_LIST = re.compile(r"(\d{3}) ([a-z_]+)")
IN_TABLE = re.compile(r"\| (\d{3}) \| `([a-z_]+)` \|")
RUN_TOGETHER = re.compile(r"(?<!\d)([45]\d\d)([a-z_]+)(?=[A-Z])")  # a table without its lines
IN_EXAMPLE = re.compile(r'error_code: "(\w+)"')
STATUSES = re.compile(r"^ {8}'([45]\d\d)':", re.MULTILINE)


def told_by_the_texts():
    for page in TEXTS.glob("*.txt"):
        text = page.read_text(encoding="utf-8")
        yield from (pair for found in LISTED.findall(text) for pair in IN_LIST.findall(found))
        yield from IN_TABLE.findall(text)
        yield from RUN_TOGETHER.findall(text)


def test_the_pinned_codes_are_still_those_of_the_pages():
    if not DESCRIBED.exists():
        pytest.skip("GEN's pages do not lie beside this repository")

    assert sorted({(int(status), code) for status, code in told_by_the_texts()}) == documented()
    described = DESCRIBED.read_text(encoding="utf-8")
    assert set(IN_EXAMPLE.findall(described)) <= {code for _, code in documented()}
    assert {int(one) for one in STATUSES.findall(described)} <= {at for at, _ in BARE}


def test_every_code_has_its_own_words():
    assert set(CODES) == {code for _, code in documented()}


@pytest.mark.parametrize(("status", "code"), [*documented(), *BARE])
def test_every_no_says_what_happened_what_was_not_lost_and_what_to_do(status, code):
    error = said_no(status, code)
    sentence, plain = apology(error, "k7f2"), reason(error)

    assert isinstance(error, Refused)
    kept = next(KINDS[kind.__name__][1] for kind in type(error).__mro__ if kind.__name__ in KINDS)
    for told in (sentence, plain):
        assert f"GEN says: “{UNSAID}”." in told
        assert "k7f2" not in told
        assert told.count(".") >= 3
    assert kept in sentence
    assert re.fullmatch(r"[A-Z].*\.", plain)
    happened, next_step = CODES.get(code, ("", ""))
    assert plain.startswith(happened)
    assert plain.endswith(next_step)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("not_found", "Not found"),
        ("unauthorized", "unauthorized."),
        ("validation_error", ""),
        ("validation_error", " \u200b "),
    ],
)
def test_what_gen_says_is_left_out_where_it_says_nothing_more(code, message):
    assert "GEN says" not in reason(said_no(422, code, message))


def test_what_gen_says_is_shown_as_words_only_and_not_for_ever():
    told = apology(said_no(422, "validation_error", "<!channel> *x* " + "y" * 900), "k7f2")

    assert "&lt;!channel&gt;" in told
    assert len(told) < 600


def test_what_is_ours_to_say_stands_alone():
    impossible = Impossible((("description",), "at most 500 characters; this has 812"))

    assert reason(impossible) == "Description: at most 500 characters; this has 812."
    assert apology(impossible, "k7f2") == f"{reason(impossible)} Nothing was changed."


@pytest.mark.parametrize("kind", [errors.Unclear, errors.NotSent, SlowDown])
def test_an_answer_that_is_no_no_has_words_too(kind):
    assert re.fullmatch(r"[A-Z].+\. .*lost\. Please try again in a minute\.", apology(kind(), "r"))
