"""A part of a vidsheet made anew, as any of the creation cards that fit it."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from genbot.cards.making import LABELS
from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.making import Making, Question, Shape, Typed, Wish
from genbot.domain.productions import Production
from genbot.domain.studio import LONGEST_TEXT, Board, Part
from genbot.domain.voices import GENDERS, LANGUAGES
from genbot.flows import budgets, editing, library, studio
from genbot.flows.creation import DEFAULTS
from genbot.gen.creation import CARDS, FILES, OF_METHOD, asked, choices, fits
from genbot.gen.endpoint import Ask
from genbot.gen.voices import ListAgentVoices
from genbot.store import Transaction

MOST = 100  # options a list of Slack takes
SPEEDS = ("0.5", "0.75", "0.9", "1", "1.1", "1.25", "1.5", "2")
USUAL = {"aspect_ratio": "9:16", "voice_method": "my_voices"}
Answer = tuple[str, ...] | None
Options = list[tuple[str, str]]
About = tuple[Production, Wish, Typed]


async def questions(gen: Ask, about: About) -> Making:
    """All that is asked before a part is made anew, filled in with what it was made with; raises
    GenError, NotHere, and NotNow for what GEN fills by itself."""
    production, wish, typed = about
    board = await studio.board(gen, (production, wish.spot))
    part = board.part()
    if part is None:
        raise NotHere("That part is gone. Open the studio again to see what is there.")
    types = offered(part)
    if not types:
        raise NotNow("GEN fills this part by itself. Nothing was changed.")
    kind, before = was(part, production, types)
    wish = told(part, wish, kind, before)
    fields = asked(wish.type, wish.method)
    known = await _options(gen, production.agent_id, board, part, fields)
    usual = {**USUAL, **DEFAULTS.get(wish.type, {}), "voice_method": wish.method}
    every = (
        _question(
            wish.type, name, needed, (typed.of(name), word(before, name), word(usual, name)), known
        )
        for name, needed in fields.items()
    )
    return Making(wish, types, tuple(every), tuple(before.get("variables") or {}))


def offered(part: Part) -> tuple[str, ...]:
    """As what a part can be made."""
    return () if part.platform else fits(part.type, part.role or "ingredient")


def was(part: Part, production: Production, types: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """What it was made with: its newest take tells, or our own plan, or its template."""
    told: list[tuple[str, dict[str, Any]]] = [
        (one.type, one.made_from) for one in reversed(part.takes) if one.made_from
    ]
    if ours := production.task_at(part.spot.cell, part.spot.layer):
        told.append((ours.type, ours.data or {}))
    told += [part.card] if part.card else []
    return next(((kind, dict(data)) for kind, data in told if kind in types), (types[0], {}))


def told(part: Part, wish: Wish, kind: str, before: Mapping[str, Any]) -> Wish:
    """The wish with what nobody has chosen yet, and with what the last take cost."""
    kind = wish.type if wish.type in CARDS else kind
    method = wish.method or str(before.get("voice_method") or "")
    method = method if method in OF_METHOD else USUAL["voice_method"]
    cost = next((one.cost for one in reversed(part.takes) if one.cost), part.cost)
    method = method if kind == "speech_from_text" else ""
    return Wish(wish.spot, kind, method, cost, part.cost)


async def _options(
    gen: Ask, agent: str, board: Board, part: Part, fields: Mapping[str, bool]
) -> dict[str, Options]:
    """What GEN has to choose from, by field."""
    named = {name: _kinds(name, part) for name in fields if name in FILES}
    kinds = sorted({kind for every in named.values() for kind in every})
    lists = await asyncio.gather(*(library.choices(gen, (agent, kind)) for kind in kinds))
    files = dict(zip(kinds, lists, strict=True))
    found = {name: _files(every, board, part, files) for name, every in named.items()}
    if "voice_id" in fields:
        voices = await gen(ListAgentVoices(agent_id=agent))
        own = sorted(voices, key=lambda one: one.source == "public")
        found["voice_id"] = [(one.voice_id, one.name or one.voice_id) for one in own]
    return found


def _kinds(field: str, part: Part) -> tuple[str, ...]:
    """What the file may be: one put in place as it is must be of the part's own kind."""
    if field != "content_resource_id":
        return FILES[field]
    first = fits(part.type, part.role or "ingredient")[0]
    made = studio.MADE.get(first, "")
    return (made,) if made else FILES[field]


def _files(kinds: Iterable[str], board: Board, part: Part, files: Mapping[str, Options]) -> Options:
    """What the other parts show, then what lies in the library."""
    beside = [
        (one.take.resource, f"{one.title}, as it is in the video")
        for one in board.every()
        if one.take and one.take.resource and one.take.kind in kinds and one.spot != part.spot
    ]
    there = dict(beside)
    return [*beside, *(one for kind in kinds for one in files[kind] if one[0] not in there)]


def _question(
    kind: str, field: str, needed: bool, values: Sequence[Answer], known: Mapping[str, Options]
) -> Question:
    """`values` are what was typed, what it was made with, and what is usual; the first that fits is
    filled in. None is no answer, and an empty one is one."""
    shape, options = shaped(kind, field, known)
    typed, before, _ = values
    if shape in {Shape.TEXT, Shape.TICK}:
        value = next((one for one in values if one is not None), ())
        longer = len(value[0]) if value and len(value[0]) > LONGEST_TEXT else 0
        return Question(field, shape, needed, value=() if longer else value, longer=longer)
    if field in known:  # what it is made with now stands first, listed or not
        names = dict(options)
        first = [(one, names.pop(one, one)) for one in before or ()]
        options = [*first, *names.items()]
    allowed = {one for one, _ in options[:MOST]}
    fitting = (tuple(v for v in one or () if v in allowed) for one in values)
    value = () if typed == () and not needed else next(filter(None, fitting), ())
    if shape is Shape.CHOICE and needed and not value and options:
        value = (options[0][0],)
    left = max(0, len(options) - MOST)
    return Question(field, shape, needed, tuple(options[:MOST]), value, left_out=left)


def word(given: Mapping[str, Any], name: str) -> Answer:
    """An answer as a form holds it; None where there is none."""
    told = given.get(name)
    if told in (None, "", []):
        return None
    if isinstance(told, bool):
        return ("yes",) if told else ()
    several = told if isinstance(told, list | tuple) else (told,)
    return tuple(f"{one:g}" if isinstance(one, float) else str(one) for one in several)


def shaped(kind: str, field: str, known: Mapping[str, Options]) -> tuple[Shape, Options]:
    """How a field is asked for, and what there is to choose from."""
    if field == "asset_resource_ids":
        return Shape.SEVERAL, known.get(field, [])
    if field in FILES or field == "voice_id":
        return Shape.CHOICE, known.get(field, [])
    if allowed := choices(kind, field):
        return Shape.CHOICE, [(str(one), _called(field, one)) for one in allowed]
    if field == "enhance_voice":
        return Shape.TICK, []
    if field in LISTS:
        return Shape.CHOICE, list(LISTS[field])
    return Shape.TEXT, []


LISTS: dict[str, Iterable[tuple[str, str]]] = {
    "gender": GENDERS,
    "language": LANGUAGES,
    "speed": tuple((one, f"{one} x") for one in SPEEDS),
}


def _called(field: str, value: Any) -> str:
    return f"{value} s" if field == "duration" else str(value).replace("_", " ")


def data(kind: str, method: str, typed: Typed) -> dict[str, Any]:
    """What GEN is asked for, of what was filled in; raises BadForm with a sentence for each field
    that is not as it has to be."""
    if kind not in CARDS or (kind == "speech_from_text" and method not in OF_METHOD):
        raise BadForm(type="Choose what it is made as.")
    wrong: dict[str, str] = {}
    made: dict[str, Any] = {}
    for field, needed in asked(kind, method).items():
        value = tuple(one for one in typed.of(field) or () if one.strip())
        if why := _wrong(kind, field, needed, value):
            wrong[field] = why
        elif value:
            made[field] = _read(kind, field, value)
    if wrong:
        raise BadForm(**wrong)
    return made


def _wrong(kind: str, field: str, needed: bool, value: tuple[str, ...]) -> str:
    """What is wrong with an answer, in a sentence; empty when nothing is."""
    shape, options = shaped(kind, field, {})
    if not value:
        verb = "Fill in" if shape is Shape.TEXT else "Choose"
        return f"{verb} “{LABELS[field]}”: GEN needs it." if needed else ""
    allowed = [one for one, _ in options]
    if allowed and any(one not in allowed for one in value):
        return f"{LABELS[field]}: choose one of {', '.join(allowed)}."
    if shape is not Shape.SEVERAL and len(value) > 1:
        return f"{LABELS[field]}: choose one."
    return ""


def _read(kind: str, field: str, value: tuple[str, ...]) -> Any:
    if field == "asset_resource_ids":
        return list(value)
    if field == "enhance_voice":
        return True
    if field == "speed":
        return float(value[0])
    allowed = {str(one): one for one in choices(kind, field)}
    return allowed.get(value[0], value[0])


def start(tx: Transaction, wish: Wish, made: dict[str, Any], *, by: str) -> Errand:
    """Have a part made anew; raises BadForm for what would pass a budget, NotNow while it is made."""
    spot = wish.spot
    production = editing.may(tx, spot.made, by)
    editing.free_places(tx, spot.made, {(spot.cell, spot.layer)})
    if why := budgets.once_more(tx, production, wish.cost, by):
        raise BadForm(type=f"{why}. Nothing was started, and nothing was paid.")
    return studio.change(
        tx, What.REGENERATE, f"Make anew: {spot.name}", spot, by=by, type=wish.type, data=made,
        cost=wish.cost, before=wish.before,
    )  # fmt: skip


def variables(kind: str, told: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The `{{name}}` values of the newest card that has any, where the new one can have them too."""
    if "variables" not in CARDS[kind].model_fields:
        return {}
    for data in told:
        known = data.get("variables")
        if known and isinstance(known, Mapping):
            return {"variables": dict(known)}
    return {}
