"""What GEN's client lets through: a call of every kind that fits, and each limit with what breaks it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from genbot.gen.catalogue import operations
from genbot.gen.creation import CARDS
from genbot.gen.endpoint import Upload

PICTURE = Upload("face.png", b"\x89PNG\r\n\x1a\n", "image/png")
TABLE = Upload("variables.xlsx", b"PK\x03\x04")
RULES = {"enum", "maxLength", "minLength", "maxItems", "minItems", "minimum", "maximum", "pattern"}
SPECIAL: dict[str, dict[str, Any]] = {
    "clone-voice": {"audio_url": "https://cdn.gen.pro/a.mp3"},
    "create-agent-avatar": {"avatar": PICTURE},
    "create-content-resource": {"file": PICTURE},
    "import-global-variables": {"file": TABLE},
    "generate-cell": {"generation_type": "media", "data": {"content_resource_id": "7"}},
    "generate-layer": {"generation_type": "media", "data": {"content_resource_id": "7"}},
}
CARD: dict[str, dict[str, Any]] = {"speech_from_text": {"voice_id": "v1"}}
"""What a kind of call needs beyond its required fields, one by one."""

Place = tuple[str, ...]


class Limit(NamedTuple):
    """One limit of one field: its place, the rule and its value, and what it is broken with."""

    name: str
    place: Place
    rule: str
    limit: Any
    breaks: Any

    def __str__(self) -> str:
        told = "|".join(map(str, self.limit)) if self.rule == "enum" else self.limit
        return f"{self.name} {'.'.join(self.place)} {self.rule} {told}"

    @property
    def said(self) -> list[str]:
        """What has to be in the words of the refusal."""
        if self.rule == "enum":
            return [str(one) for one in self.limit]
        if self.rule == "pattern":
            return ["like" if "[a-z]" in self.limit else "https://"]
        if self.rule in {"minLength", "minItems"}:
            return ["must not be empty"]
        return [f"{self.limit:,}"]

    def broken(self) -> dict[str, Any]:
        """The fields of a call that breaks this limit and no other."""
        fields = deepcopy(sample(self.name))
        if self.place[0] == "data" and self.name.startswith("generate-"):
            kind, self_place = self.place[1], self.place[2:]
            fields = {**fields, "generation_type": kind, "data": card(kind)}
            _put(fields["data"], self_place, self.breaks)
        else:
            _put(fields, self.place, self.breaks)
        return fields


def sample(name: str) -> dict[str, Any]:
    """The fields of a call that fits."""
    schema = _schema(operations()[name])
    return {**_made(schema, schema), **SPECIAL.get(name, {})}


def card(generation_type: str) -> dict[str, Any]:
    schema = _schema(CARDS[generation_type])
    return {**_made(schema, schema), **CARD.get(generation_type, {})}


def limits() -> Iterator[Limit]:
    """Every limit of every field of every operation; cards as `data.TYPE.field`."""
    for name, kind in operations().items():
        schema = _schema(kind)
        yield from _limits(name, (), schema, schema)
        if "generation_type" in kind.model_fields:
            for type, of in CARDS.items():
                schema = _schema(of)
                yield from _limits(name, ("data", type), schema, schema)


def required() -> Iterator[tuple[str, str]]:
    """Every field that an operation cannot do without."""
    for name, kind in operations().items():
        yield from ((name, field) for field in _schema(kind).get("required", []))


def _schema(kind: Any) -> dict[str, Any]:
    schema: dict[str, Any] = kind.model_json_schema(mode="validation")
    return schema


def _limits(name: str, place: Place, told: Any, whole: Any) -> Iterator[Limit]:
    at = _plain(told, whole)
    if "const" in at:
        at = {**at, "enum": [at["const"]]}
    for rule in sorted(RULES & set(at)):
        yield Limit(name, place, rule, at[rule], _breaks(rule, at, whole))
    for field, inner in at.get("properties", {}).items():
        yield from _limits(name, (*place, field), inner, whole)
    if "items" in at:
        yield from _limits(name, (*place, "[]"), at["items"], whole)


def _plain(told: Any, whole: Any) -> Any:
    """A schema without references, and without "or nothing"."""
    while "$ref" in told or "anyOf" in told:
        if "$ref" in told:
            told = whole["$defs"][told["$ref"].rpartition("/")[2]]
        else:
            first = [one for one in told["anyOf"] if one.get("type") != "null"]
            told = next((one for one in first if "type" in one or "$ref" in one), first[0])
            if told.get("title") == "Upload" or told.get("$ref", "").endswith("/Upload"):
                told = first[-1]
    return told


def _breaks(rule: str, at: Any, whole: Any) -> Any:
    match rule:
        case "enum":
            return 99 if isinstance(at["enum"][0], int) else "no such thing"
        case "maxLength":
            return "x" * (at["maxLength"] + 1)
        case "minLength":
            return ""
        case "maxItems":
            return [_made(at["items"], whole)] * (at["maxItems"] + 1)
        case "minItems":
            return []
        case "minimum" | "maximum":
            return at[rule] + (1 if rule == "maximum" else -1)
    return "not like that"


def _made(told: Any, whole: Any) -> Any:
    """Something that fits a schema."""
    at = _plain(told, whole)
    if "enum" in at or "const" in at:
        return at.get("const", at.get("enum", [None])[0])
    match at.get("type"):
        case "object":
            needed = at.get("required", [])
            return {name: _made(at["properties"][name], whole) for name in needed}
        case "array":
            return [_made(at["items"], whole)] * max(1, at.get("minItems", 0))
        case "integer" | "number":
            return at.get("minimum", 1)
        case "boolean":
            return True
    return "https://cdn.gen.pro/a.mp4" if "https" in at.get("pattern", "") else "@7"


def _put(fields: Any, place: Place, value: Any) -> None:
    """Set it there, making whatever is on the way."""
    name, *rest = place
    if not rest:
        fields[0 if name == "[]" else name] = value
        return
    inner = [None] if rest[0] == "[]" else {}
    if name == "[]":
        fields[0] = fields[0] or inner
        _put(fields[0], tuple(rest), value)
    else:
        if not fields.get(name):
            fields[name] = inner
        _put(fields[name], tuple(rest), value)
