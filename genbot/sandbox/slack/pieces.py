"""Texts, options and confirmations: what blocks and elements are made of."""

from __future__ import annotations

from genbot.sandbox.slack.rules import (
    Fields,
    Need,
    Rule,
    anything,
    boolean,
    either,
    items,
    not_both,
    one_of,
    shape,
    string,
    tagged,
    url,
)

STYLES = ("primary", "danger")


def text(most: int, *kinds: str) -> Rule:
    """A text object of one of these kinds (both, when none is named) that is never empty."""
    plain = shape({"type": Need(anything), "text": Need(string(most)), "emoji": boolean})
    marked = shape({"type": Need(anything), "text": Need(string(most)), "verbatim": boolean})
    return tagged({"plain_text": plain, "mrkdwn": marked}, kinds or None)


def plain(most: int) -> Rule:
    return text(most, "plain_text")


def option(*kinds: str, link: bool = False) -> Rule:
    """One choice; only an overflow menu's choice may carry a link."""
    fields: Fields = {
        "text": Need(text(75, *kinds)),
        "value": Need(string(150)),
        "description": text(75, *kinds),
    }
    return shape(fields | ({"url": url()} if link else {}))


def options(least: int, most: int, *kinds: str, link: bool = False) -> Rule:
    return items(option(*kinds, link=link), least, most)


OPTION_GROUPS = items(
    shape({"label": Need(plain(75)), "options": Need(options(1, 100, "plain_text"))}), 1, 100
)

CONFIRM = shape(
    {
        "title": Need(plain(100)),
        "text": Need(text(300)),
        "confirm": Need(plain(30)),
        "deny": Need(plain(30)),
        "style": one_of(*STYLES),
    }
)

SLACK_FILE = shape({"id": string(255), "url": url()}, either("id", "url"))


def picture() -> Fields:
    """The fields an image has wherever it stands."""
    return {
        "type": Need(anything),
        "image_url": url(),
        "alt_text": Need(string(2000, least=0)),
        "slack_file": SLACK_FILE,
    }


def pictured(fields: Fields) -> Rule:
    return shape(fields, either("image_url", "slack_file"), not_both("image_url", "slack_file"))
