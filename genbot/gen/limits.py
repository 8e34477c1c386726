"""What a value of ours breaks, in words for people: which field, which limit, and what was given."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

Place = tuple[str | int, ...]
Broken = tuple[Place, str]  # the field, from the outside in, and what is wrong with it

LONGEST_GIVEN = 40
LIKE = {
    r"^[a-z]{2}$": "two small letters, like us",
    r"^https?://\S+$": "an address that begins with https://",
    r"^(https?://\S+)?$": "an address that begins with https://, or nothing",
}
"""Patterns as people would say them."""

SAID = {
    "missing": "it is missing",
    "extra_forbidden": "GEN knows no such field",
    "string_too_long": "at most {max_length:,} characters; this has {size:,}",
    "string_too_short": "at least {min_length:,} characters; this has {size:,}",
    "empty": "it must not be empty",
    "too_long": "at most {max_length}; these are {actual_length}",
    "too_short": "at least {min_length}; these are {actual_length}",
    "literal_error": "one of {allowed}; not {given}",
    "greater_than_equal": "at least {ge:,}; this is {given}",
    "less_than_equal": "at most {le:,}; this is {given}",
    "string_pattern_mismatch": "{like}; not {given}",
    "string_type": "it should be a text",
    "int_type": "it should be a whole number",
    "int_parsing": "it should be a whole number, not {given}",
    "int_from_float": "it should be a whole number, not {given}",
    "float_type": "it should be a number",
    "float_parsing": "it should be a number, not {given}",
    "bool_type": "it should be yes or no",
    "bool_parsing": "it should be yes or no, not {given}",
    "list_type": "it should be a list",
    "dict_type": "it should be an object",
    "model_type": "it should be an object",
    "datetime_parsing": "a time like 2026-03-16T15:00:00Z, not {given}",
    "datetime_from_date_parsing": "a time like 2026-03-16T15:00:00Z, not {given}",
    "timezone_aware": "a time with its zone, like 2026-03-16T15:00:00Z",
}


def broken(unfit: ValidationError) -> Iterator[Broken]:
    """Every place that does not fit, with the limit there and what was given instead."""
    for error in unfit.errors(include_url=False):
        context: dict[str, Any] = error.get("ctx", {})
        if inner := getattr(context.get("error"), "broken", ()):
            yield from (((*error["loc"], *place), words) for place, words in inner)
        else:
            yield error["loc"], _words(error["type"], error["input"], context, error["msg"])


def told(every: tuple[Broken, ...]) -> str:
    """All of it as sentences."""
    return " ".join(map(_sentence, every))


def _sentence(one: Broken) -> str:
    place, words = one
    fields = [part for part in place if isinstance(part, str)]
    said = f"{fields[-1].replace('_', ' ')}: {words}" if fields else words
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def _words(type: str, given: Any, context: dict[str, Any], otherwise: str) -> str:
    if context.get("min_length") == 1:
        type = "empty"
    if type not in SAID:
        return otherwise.removeprefix("Value error, ")
    known = {
        "given": _given(given),
        "size": len(given) if isinstance(given, str) else 0,
        "allowed": re.sub(r"'([^']*)'", r"\1", str(context.get("expected", ""))),
        "like": LIKE.get(str(context.get("pattern", "")), f"like {context.get('pattern')}"),
    }
    return SAID[type].format(**{**context, **known})


def _given(value: Any) -> str:
    """As much of it as fits into a sentence, and nothing that cannot be seen."""
    text = "".join(letter for letter in str(value) if letter.isprintable())
    return f"“{text[:LONGEST_GIVEN]}{'…' if len(text) > LONGEST_GIVEN else ''}”"
