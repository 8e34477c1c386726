"""Preflight on cards and forms: what stands against a video folds open, what is fine folds away."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.text import escape, plain, several
from genbot.domain.posts import Block, Card
from genbot.domain.preflight import Check, Verdict, red
from genbot.domain.productions import Production

V = Verdict
SIGNS = {V.OK: "✅", V.NO: "❌", V.UNKNOWN: "❔", V.WARN: "⚠️"}
LONGEST = 280  # characters of one line: all of them fit in one block
WHERE = "*Edit or schedule…* changes caption and time. *Look again* asks GEN anew."


def short(checks: Sequence[Check], said: str = "") -> list[Block | None]:
    """For a card: every line that is not fine, and how many are; of the one that its banner has `said`
    already only what to do."""
    bad = red(checks)
    rest = [one for one in bad if one.name != said]
    open_ = [one for one in checks if one.verdict in {V.UNKNOWN, V.WARN} and one.name != said]
    fine = sum(one.verdict is V.OK for one in checks)
    where = [WHERE] if _mendable(bad) else []
    todo = " ".join([*(one.todo for one in bad if one.name == said), *where])
    return [
        kit.section("\n".join(map(_line, rest))) if rest else None,
        kit.small(todo) if todo else None,
        kit.small("\n".join(map(_line, open_))) if open_ else None,
        kit.small(f"✅  {several(fine, 'check is', 'checks are')} fine") if fine else None,
    ]


def looked_card(production: Production) -> Card:
    """What looking again has found, said to whoever looked: the card itself may be as it was."""
    bad = len(red(production.checks))
    stands = several(bad, "thing still stands", "things still stand") if bad else "Nothing stands"
    said = f"I looked again. {stands} against it."
    return kit.card(said, kit.section(f"🔎  {said}"), *short(production.checks))


def whole(checks: Sequence[Check]) -> Block | None:
    """For a form: all of it, as it stood when the form was opened."""
    if not checks:
        return None
    return kit.section("\n".join(["*Before it goes out*", *map(_line, checks)]))


def against(checks: Sequence[Check]) -> tuple[str, ...]:
    """In words: what keeps it from going out, and what to do about that."""
    return tuple(_line(one) for one in red(checks))


def tick(checks: Sequence[Check], ticked: Sequence[str]) -> Block | None:
    """The boxes for footage of others, one for each of them."""
    people = next((one.of for one in checks if one.of), ())
    offered = [(one, f"I have the right to use footage of {plain(one, 35)}") for one in people]
    return kit.input_boxes("footage", "Footage of others", offered, values=ticked, optional=False)


def doubts(production: Production) -> bool:
    """Whether looking again may find something better, or GEN in the mood to tell."""
    untold = any(one.name == "account" and one.verdict is V.UNKNOWN for one in production.checks)
    return untold or _mendable(red(production.checks))


def _mendable(bad: Sequence[Check]) -> bool:
    """Whether this version can still go out: no other caption, time or look makes another file of it."""
    return any(one.name != "file" for one in bad)


def _line(one: Check) -> str:
    words, todo = escape(one.words, LONGEST), escape(one.todo, LONGEST)
    if one.verdict is not V.NO:
        return f"{SIGNS[one.verdict]}  {words}"
    return f"{SIGNS[V.NO]}  *{words}* {todo}".rstrip()
