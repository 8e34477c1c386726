"""The small language in which the limits of Block Kit are written down."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Report:
    """What is wrong with a payload, in the words and the places Slack uses."""

    surface: str
    problems: list[str] = field(default_factory=list)

    def say(self, what: str, at: str) -> None:
        self.problems.append(f"{what} [json-pointer:{at or '/'}]")


Rule = Callable[[Any, str, Report], None]
Dict = dict[str, Any]


@dataclass(frozen=True)
class Need:
    """A field that must be there."""

    rule: Rule


Fields = dict[str, Rule | Need]


def anything(value: Any, at: str, report: Report) -> None:
    """No rule: Slack takes it as it is."""


def boolean(value: Any, at: str, report: Report) -> None:
    if not isinstance(value, bool):
        report.say("must be a boolean", at)


def string(most: int | None = None, least: int = 1, pattern: str = "", what: str = "") -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.say("must be a string", at)
        elif len(value) < least:
            report.say(f"must be more than {least - 1} characters", at)
        elif most is not None and len(value) > most:
            report.say(f"must be less than {most + 1} characters", at)
        elif pattern and not re.fullmatch(pattern, value):
            report.say(what or f"must match {pattern}", at)

    return rule


def whole(least: int | None = None, most: int | None = None) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.say("must be an integer", at)
        elif least is not None and value < least:
            report.say(f"must be {least} or more", at)
        elif most is not None and value > most:
            report.say(f"must be {most} or less", at)

    return rule


def number(value: Any, at: str, report: Report) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        report.say("must be a number", at)


def one_of(*choices: str) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if value not in choices:
            report.say(f"must be one of: {', '.join(choices)}", at)

    return rule


def url(most: int = 3000, schemes: Collection[str] = ("http", "https")) -> Rule:
    long_enough = string(most)

    def rule(value: Any, at: str, report: Report) -> None:
        before = len(report.problems)
        long_enough(value, at, report)
        if len(report.problems) == before and not _links(value, schemes):
            report.say(f"must be a valid URL ({', '.join(schemes)})", at)

    return rule


def _links(value: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    spaced = any(letter.isspace() for letter in value)
    web = parts.scheme.lower() in ("http", "https")
    return not spaced and parts.scheme.lower() in schemes and bool(parts.netloc if web else value)


def items(rule: Rule, least: int = 1, most: int | None = None) -> Rule:
    def each(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.say("must be an array", at)
            return
        if len(value) < least:
            report.say(f"no fewer than {least} items required", at)
        if most is not None and len(value) > most:
            report.say(f"no more than {most} items allowed", at)
        for index, item in enumerate(value):
            rule(item, f"{at}/{index}", report)

    return each


def shape(fields: Fields, *also: Rule) -> Rule:
    """An object with these fields and no others; `also` looks at the object as a whole."""

    def rule(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.say("must provide an object", at)
            return
        _fields(fields, value, at, report)
        for other in also:
            other(value, at, report)

    return rule


def _fields(fields: Fields, value: Dict, at: str, report: Report) -> None:
    for name, wanted in fields.items():
        if name not in value or value[name] is None:
            if isinstance(wanted, Need):
                report.say(f"missing required field: {name}", at)
            continue
        inner = wanted.rule if isinstance(wanted, Need) else wanted
        inner(value[name], f"{at}/{name}", report)
    for name in value:
        if name not in fields:
            report.say(f"invalid additional property: {name}", at)


def tagged(table: Mapping[str, Rule], allowed: Collection[str] | None = None) -> Rule:
    """An object whose `type` names its rule; only the allowed types may stand here."""

    def rule(value: Any, at: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(value, dict):
            report.say("must provide an object", at)
        elif not isinstance(kind, str):
            report.say("missing required field: type", at)
        elif kind not in table or (allowed is not None and kind not in allowed):
            report.say(f"unsupported type: {kind}", f"{at}/type")
        else:
            table[kind](value, at, report)

    return rule


def either(*names: str) -> Rule:
    """At least one of these fields."""

    def rule(value: Any, at: str, report: Report) -> None:
        if not any(value.get(name) is not None for name in names):
            report.say(f"must provide one of: {', '.join(names)}", at)

    return rule


def not_both(one: str, other: str) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if value.get(one) is not None and value.get(other) is not None:
            report.say(f"cannot provide both {one} and {other}", at)

    return rule


def in_order(low: str, high: str) -> Rule:
    """Where both ends of a range are numbers, the lower may not exceed the higher."""

    def rule(value: Any, at: str, report: Report) -> None:
        least, most = value.get(low), value.get(high)
        try:
            wrong = least is not None and most is not None and float(least) > float(most)
        except (TypeError, ValueError):
            return
        if wrong:
            report.say(f"{low} must not be more than {high}", at)

    return rule
