"""What a message to the agent wants: ideas about a topic, changes to the last ones, a rule, or a chat."""

import re
from dataclasses import dataclass, field
from typing import Literal

Purpose = Literal["ideas", "refine", "remember", "forget", "recall", "chat"]

MOST = 50
_USUAL = 3
_LETTERS = 80
_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_NTH = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_A_NUMBER = rf"(\d+|{'|'.join(_WORDS)})"
_COUNT = re.compile(
    rf"\b{_A_NUMBER}\b(?:\s+[\w'-]+){{0,4}}?\s+(?:ideas?|videos?|concepts?|clips?)\b", re.IGNORECASE
)
_LIMIT = re.compile(
    r"[,;(]?\s*(?:and\s+)?(?:(?:keep|make)\s+(?:each|it|them|every one)\s+)?(?:each\s+)?"
    r"(?:under|below|at most|max(?:imum)?|no (?:longer|more) than|up to|shorter than|within|<)\s*"
    r"(\d+)\s*(?:s|sec|secs|seconds?)\b\)?",
    re.IGNORECASE,
)
_PLURAL = r"\b(?:ideas?|concepts?)\b(?!\s*(?:#?\d|one\b|two\b|three\b|four\b|five\b))"
_FRESH = re.compile(
    r"\b(?:generate|give|create|propose|suggest|brainstorm|come up with|find|need|want|write)\b"
    rf".*{_PLURAL}|\b(?:new|more|fresh|other)\s+(?:\w+\s+)?{_PLURAL}",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(
    r"\b(?:about|on|for|around|grounded in|regarding)\b:?\s+(.+)", re.IGNORECASE | re.DOTALL
)
_ASIDE = re.compile(
    r"^(?:please\s+)?(?:generate|give me|create|propose|suggest|brainstorm|come up with|find|i want|i need)?\s*"
    rf"(?:{_A_NUMBER}\s+)?(?:(?:new|more|fresh|content|short|tiktok|video)\s+)*(?:ideas?|concepts?)?[\s:,-]*",
    re.IGNORECASE,
)
_TYPES = {
    1: "avatar",
    2: "green screen",
    3: "montage",
    4: "text-driven|text only",
    5: r"\bpov\b",
    6: "voice-?over|narrated",
    8: "split[- ]screen",
    9: r"\bskit\b",
}
_DROP = re.compile(
    r"\b(?:drop|remove|delete|reject|discard|skip|kill|lose)\s+"
    rf"(?:(?:the\s+)?(?:ideas?\s*)?(?:number\s+)?(?:#?\d+|{'|'.join(_WORDS)}|it|this|all|them)\b"
    rf"|the\s+(?:{'|'.join(_NTH)})\b(?:\s*$|\s*[,&]|\s+(?:ideas?|ones?|and)\b))",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[.;\n]+\s*|,\s*(?:and\s+|then\s+)?|\s+(?:and|then|but)\s+"
    r"(?=(?:then\s+)?(?:drop|remove|delete|reject|discard|skip|kill|lose|make|turn|change|keep|rewrite)\b)",
    re.IGNORECASE,
)
_NOT_AN_IDEA = r"(?!\s*(?:s|sec|secs|seconds?|am|pm|%|x|k|words?|shots?|beats?)\b)(?![%:.]\d)"
_NAMED = re.compile(rf"(?<![$\d:.])\b(\d{{1,2}})\b{_NOT_AN_IDEA}", re.IGNORECASE)
_NAME_OF_IDEA = re.compile(
    rf"\b(?:idea|number)\s+(?:{'|'.join(_WORDS)})\b|\b(?:idea|number)?\s*#?\d{{1,2}}\b{_NOT_AN_IDEA}",
    re.IGNORECASE,
)
_NTH_NAMED = re.compile(
    rf"\b({'|'.join(_NTH)})\b(?=\s*(?:$|[,.;:&]|ideas?\b|ones?\b|and\b))", re.IGNORECASE
)
_MAKE_IT = re.compile(
    r"^\s*(?:please\s+)?(?:and\s+)?(?:change|make|turn|rewrite|refine)?[\s:,&]*", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^[ \t]*(video type|requirements)[ \t]*:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_RECALL = re.compile(
    r"\b(?:which|what|list|show|tell)\b.*\b(?:preferences?|rules?)\b|\bdo you remember\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"^\s*(?:the\s+)?(?:idea|one)?[\s:,&-]*(?:and\b)?\s*", re.IGNORECASE)
_FOLLOWS_LIMIT = re.compile(r"(?:under|below|within|to|than|at|by)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Intent:
    """A message, understood. `changes` maps an idea's place (from 1) to a wish; None drops it."""

    purpose: Purpose
    text: str
    topic: str = ""
    count: int = _USUAL
    seconds: int | None = None
    video_type: int | None = None
    changes: dict[int, str | None] = field(default_factory=dict)
    requirements: str = ""


def understand(message: str, titles: list[str], fallback: str) -> Intent:
    """Read a message; `titles` are those of the conversation's newest ideas, in order."""
    said = " ".join(message.split())
    rule = re.match(r"(remember|forget)\s*:\s*(.+)", said, re.IGNORECASE)
    if rule:
        purpose: Purpose = "remember" if rule[1].lower() == "remember" else "forget"
        return Intent(purpose, rule[2])
    if _RECALL.search(said):
        return Intent("recall", said)
    if titles and (changes := _changes(message, titles)):
        return Intent("refine", said, changes=changes)
    if _wants_ideas(said):
        labels = {name.lower(): value for name, value in _LABELLED.findall(message)}
        plain = " ".join(_LABELLED.sub("", message).split())
        return _ideas(said, plain, labels, fallback)
    return Intent("chat", said)


def _wants_ideas(said: str) -> bool:
    return bool(_FRESH.search(said) or _COUNT.search(said))


def _ideas(said: str, plain: str, labels: dict[str, str], fallback: str) -> Intent:
    limit = _LIMIT.search(said)
    plain = _LIMIT.sub("", plain)
    wanted = _COUNT.search(plain)
    about = _ABOUT.search(plain)
    topic = _topic(about[1] if about else _ASIDE.sub("", plain, count=1))
    named = labels.get("video type") or said
    kinds = [number for number, words in _TYPES.items() if re.search(words, named, re.IGNORECASE)]
    return Intent(
        "ideas",
        said,
        topic or fallback,
        max(1, min(MOST, _value(wanted[1]))) if wanted else _USUAL,
        int(limit[1]) if limit else None,
        kinds[0] if kinds else None,
        requirements=labels.get("requirements", ""),
    )


def _topic(text: str) -> str:
    """The thing itself: the first sentence, without quotes, short enough for a title."""
    first = re.split(r"(?<=\w)[.!?](?:\s|$)|\s[-–—]\s|\n", text)[0]  # noqa: RUF001 - dashes people type
    first = first.strip(" \"'“”‘’.,:;!?")  # noqa: RUF001 - quotes people type
    return first if len(first) <= _LETTERS else first[:_LETTERS].rsplit(" ", 1)[0]


def _changes(message: str, titles: list[str]) -> dict[int, str | None]:
    """Clause by clause: which ideas are named, and what is wished for them."""
    if _FRESH.search(message) and not _names(message, titles):
        return {}
    changes: dict[int, str | None] = {}
    last: list[int] = []
    for clause in filter(str.strip, _CLAUSES.split(_mark(message, titles))):
        named = _numbers(clause, len(titles))
        drop = bool(_DROP.search(clause)) and bool(named)
        for number in named or last:
            before = changes.get(number, "")
            gone = drop or before is None
            changes[number] = None if gone else "; ".join(filter(None, [before, _wish(clause)]))
        last = named or last
    return changes


def _names(message: str, titles: list[str]) -> bool:
    return (
        bool(re.search(r"\bidea #?\d", message, re.IGNORECASE)) or _mark(message, titles) != message
    )


def _mark(message: str, titles: list[str]) -> str:
    """Put `#n` where a title stands, so that its commas do not cut a clause."""
    for number, title in sorted(enumerate(titles, 1), key=lambda pair: -len(pair[1])):
        quoted = r"[\"“”'*_]*"
        message = re.sub(
            quoted + re.escape(title) + quoted, f"idea #{number}", message, flags=re.IGNORECASE
        )
    return message


def _numbers(clause: str, most: int) -> list[int]:
    if re.search(r"\b(?:all|every|each|everything|them|these)\b", clause, re.IGNORECASE):
        return list(range(1, most + 1))
    found = [
        int(match[1])
        for match in _NAMED.finditer(clause)
        if not _FOLLOWS_LIMIT.search(clause[: match.start()])
    ]
    found += [_NTH.index(word.lower()) + 1 for word in _NTH_NAMED.findall(clause)]
    named = re.findall(rf"\b(?:idea|number)\s+({'|'.join(_WORDS)})\b", clause.lower())
    found += [_WORDS.index(word) + 1 for word in named]
    return [number for number in dict.fromkeys(found) if 1 <= number <= most]


def _wish(clause: str) -> str:
    """The clause without the idea it names and without "make it"."""
    for words in (_NAME_OF_IDEA, _MAKE_IT, _THE_ONE):
        clause = words.sub(" ", clause)
    return " ".join(clause.split()).strip(" .,:;")


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _WORDS.index(number.lower()) + 1
