"""Engines: the list of them, the forms to make and copy one, and what came of it."""

from collections.abc import Iterator, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, moment, several
from genbot.domain.engines import COLUMN_TYPES, LONGEST_TITLE, MOST_KNOWN, Engine
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block, Card

Named = Sequence[tuple[str, str]]
MOST_LISTED, MOST_COLUMNS = 15, 2_500
USUAL = "Hook\nScript\nVoice: audio\nClip: video"


def new_form(title: str = "") -> Block:
    return kit.form(
        FormName.NEW_ENGINE,
        "New engine",
        kit.input_text("title", "What is it called?", value=title, most=LONGEST_TITLE),
        kit.input_text(
            "columns", "Columns, one a line", value=USUAL, long=True, most=MOST_COLUMNS,
            hint=f"Title: type. The types are {', '.join(COLUMN_TYPES)}; without one it is text.",
        ),
        kit.input_boxes("default", "More", (("yes", "The agent's default engine"),)),
        kit.small("It is made for this channel's agent, empty and free. Templates come ready made."),
        submit="Make it",
    )  # fmt: skip


def copy_form(engine: Engine, agents: Named) -> Block:
    others = [one for one in agents if one[0] != engine.agent]
    choice = kit.input_choice("agent", "For which agent?", others)
    return kit.form(
        FormName.COPY_ENGINE,
        "Copy this engine",
        kit.section(f"*{line(engine.name, 150)}*"),
        choice or kit.section("GEN shows me no other agent."),
        kit.small("Columns, rows and cells are copied. The one that is there stays as it is."),
        submit="Copy it" if choice else "",
        about=engine.id,
    )


def engines_card(engines: Sequence[Engine]) -> Card:
    """The engines made from this channel."""
    many = f"More than {MOST_KNOWN - 1} engines" if len(engines) >= MOST_KNOWN else ""
    said = f"{many or several(len(engines), 'engine')} made here." if engines else NONE
    left = len(engines) - MOST_LISTED
    return kit.card(
        said,
        kit.section(f"*{said}*"),
        *(_row(one) for one in engines[:MOST_LISTED]),
        kit.small("and older ones" if many else f"and {left} older ones") if left > 0 else None,
        kit.small("GEN keeps no list: what was made elsewhere is not here."),
        kit.actions(kit.button("New engine…", Act.NEW_ENGINE, style="primary")),
    )


NONE = "No engine was made from this channel yet."


def new_body(errand: Errand) -> Iterator[Block | None]:
    """What it will have, and what can be done with it."""
    named = ", ".join(f"{line(title, 40)} ({type})" for title, type in errand.wish["columns"])
    yield kit.small(f"Columns: {named}")
    yield from _made(errand)


def copy_body(errand: Errand) -> Iterator[Block | None]:
    yield kit.small(f"For {line(errand.wish['target_name'], 80, 'another agent')}")
    yield from _made(errand)


def columns_body(errand: Errand) -> Iterator[Block | None]:
    if errand.state is ErrandState.FAILED:
        yield kit.small("What was added is kept. Trying again adds only what is missing.")


def _made(errand: Errand) -> Iterator[Block | None]:
    if errand.state is not ErrandState.DONE:
        return
    sheet = str(errand.result.get("sheet") or "")
    if not sheet:
        yield kit.small("GEN's answer was lost, so I do not know its number. It is at gen.pro.")
        return
    yield kit.small(f"Engine {escape(sheet, 40)}")
    yield kit.actions(kit.button("Copy to another agent…", Act.COPY_ENGINE, errand.id))


def _row(engine: Engine) -> Block:
    whose = f" · {line(engine.agent_name, 60)}" if engine.agent_name else ""
    said = f"*{line(engine.name, 120)}*{whose}\nEngine {escape(engine.sheet, 40)} · {moment(engine.at)}"
    return kit.section(said, kit.button("Copy to another agent…", Act.COPY_ENGINE, engine.id))
