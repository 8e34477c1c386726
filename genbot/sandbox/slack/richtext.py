"""Rich text: sections, lists, quotes and the parts they hold."""

from __future__ import annotations

from genbot.sandbox.slack.rules import (
    Fields,
    Need,
    Rule,
    anything,
    boolean,
    items,
    one_of,
    shape,
    string,
    tagged,
    url,
    whole,
)

STYLE = shape(
    {
        "bold": boolean,
        "italic": boolean,
        "strike": boolean,
        "code": boolean,
        "underline": boolean,
        "highlight": boolean,
        "client_highlight": boolean,
        "unlink": boolean,
    }
)


def _part(**fields: Rule | Need) -> Rule:
    extra: Fields = {"type": Need(anything), "style": STYLE}
    return shape(extra | fields)


PARTS: dict[str, Rule] = {
    "text": _part(text=Need(string())),
    "link": _part(
        url=Need(url(schemes=("http", "https", "mailto"))), text=string(), unsafe=boolean
    ),
    "user": _part(user_id=Need(string())),
    "channel": _part(channel_id=Need(string())),
    "usergroup": _part(usergroup_id=Need(string())),
    "team": _part(team_id=Need(string())),
    "emoji": _part(name=Need(string()), unicode=string(), skin_tone=whole(1, 6)),
    "broadcast": _part(range=Need(one_of("here", "channel", "everyone"))),
    "color": _part(value=Need(string())),
    "date": _part(timestamp=Need(whole(0)), format=Need(string()), url=url(), fallback=string()),
}

_INSIDE = items(tagged(PARTS), least=0)
_SECTION = shape({"type": Need(anything), "elements": Need(_INSIDE)})

PARAGRAPHS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": shape(
        {"type": Need(anything), "elements": Need(_INSIDE), "border": whole(0, 1)}
    ),
    "rich_text_preformatted": shape(
        {
            "type": Need(anything),
            "elements": Need(items(tagged(PARTS, ("text", "link")), least=0)),
            "border": whole(0, 1),
            "language": string(),
        }
    ),
    "rich_text_list": shape(
        {
            "type": Need(anything),
            "elements": Need(items(tagged({"rich_text_section": _SECTION}))),
            "style": Need(one_of("bullet", "ordered")),
            "indent": whole(0, 8),
            "offset": whole(0),
            "border": whole(0, 1),
        }
    ),
}

RICH_TEXT = tagged(
    {
        "rich_text": shape(
            {
                "type": Need(anything),
                "block_id": string(255),
                "elements": Need(items(tagged(PARAGRAPHS))),
            }
        )
    }
)
