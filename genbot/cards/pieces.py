"""Layers, rows and columns on the screen: the lists of them, and what can be done with each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.studio import FILLS
from genbot.cards.text import credit, line, several
from genbot.domain.pieces import PER_PAGE, Columns, Kind, Layers, Piece, Rows
from genbot.domain.posts import Block
from genbot.domain.studio import Board, Part, Spot

T = TypeVar("T")
SEE = {Kind.LAYER: Act.SEE_LAYERS, Kind.ROW: Act.SEE_ROWS, Kind.COLUMN: Act.SEE_COLUMNS}
ROLES = {
    "video": "GEN puts the layers together in it",
    "final_video": "the finished video",
    "stats": "GEN's own numbers",
}


def layers_view(found: Layers, closed: str) -> Block:
    """The layers of a video from the back to the front. `closed` says why none can be changed now."""
    piece = Piece(Kind.LAYER, found.spot, "", "")
    shown, first = _page(found.every, found.spot.page)
    return kit.form(
        None,
        "Layers",
        kit.section(f"*{line(found.title, 150)}*"),
        kit.small(
            f"{several(len(found.every), 'layer')} of {line(found.cell, 60)}",
            "the first lies at the back, each covers those above it in this list",
        ),
        *_add("Add a layer…", piece, closed),
        *(
            block
            for n, one in enumerate(shown, first + 1)
            for block in _layer(one, n, found, closed)
        ),
        *_turning(Kind.LAYER, found.spot, first, len(shown), len(found.every)),
        _back(found.spot),
    )


def rows_view(found: Rows, closed: str) -> Block:
    """The rows of a vidsheet, and which of them the video is made from."""
    piece = Piece(Kind.ROW, found.spot, "", "")
    return kit.form(
        None,
        "Rows",
        kit.section(f"*{line(found.title, 150)}*"),
        kit.small(
            several(found.of, "row"),
            "each row is a video of its own; their order does not change which one this is",
        ),
        *_add("Add a row…", piece, closed),
        *(
            block
            for n, one in enumerate(found.boards, found.first + 1)
            for block in _row(one, n, found, closed)
        ),
        *_turning(Kind.ROW, found.spot, found.first, len(found.boards), found.of),
        _back(found.spot),
    )


def columns_view(found: Columns, closed: str) -> Block:
    """The columns of a vidsheet; GEN's own without buttons."""
    piece = Piece(Kind.COLUMN, found.spot, "", "")
    shown, first = _page(found.every, found.spot.page)
    ours = sum(one.ours for one in found.every)
    return kit.form(
        None,
        "Columns",
        kit.section(f"*{line(found.title, 150)}*"),
        kit.small(f"{several(len(found.every), 'column')}, {ours} of them yours"),
        *_add("Add a column…", piece, closed),
        *(
            block
            for one in shown
            for block in (
                kit.section(f"*{line(one.piece.name, 100)}*\n{_about(one.type, one.role)}"),
                _buttons(one.piece, ours) if one.ours and not closed else None,
            )
        ),
        *_turning(Kind.COLUMN, found.spot, first, len(shown), len(found.every)),
        _back(found.spot),
    )


def _page(every: Sequence[T], page: int) -> tuple[list[T], int]:
    """What is on a page, and how many came before it."""
    first = max(0, min(page, (len(every) - 1) // PER_PAGE)) * PER_PAGE
    return list(islice(every, first, first + PER_PAGE)), first


def _add(label: str, piece: Piece, closed: str) -> Iterator[Block | None]:
    if closed:
        yield kit.small(closed)
    else:
        yield kit.actions(kit.button(label, Act.ADD_PIECE, piece.ref))
    yield kit.divider()


def _layer(one: Part, number: int, found: Layers, closed: str) -> Iterator[Block | None]:
    sign, state = FILLS[one.fill]
    cost = credit(one.cost) if one.cost else ""
    facts = " · ".join(fact for fact in (line(one.type, 40, ""), state, cost) if fact)
    opens = kit.button("Open…", Act.SEE_PART, replace(one.spot, page=0, name=one.title).ref)
    yield kit.section(f"{number}.  {sign}  *{line(one.title, 100)}*\n{facts}", opens)
    piece = Piece(Kind.LAYER, found.spot, one.spot.layer, one.title)
    yield _buttons(piece, len(found.every)) if not closed else None


def _row(one: Board, number: int, found: Rows, closed: str) -> Iterator[Block | None]:
    source = "  🎬 this video is made from it" if one.spot.row == one.source else ""
    words = line(next((part.value for part in one.parts if part.value.strip()), ""), 120, "Empty")
    fills = Counter(part.fill for part in one.every())
    states = [f"{count} {FILLS[fill][1].lower()}" for fill, count in fills.items()]
    facts = " · ".join([*states, *([credit(one.cost)] if one.cost else [])])
    opens = kit.button("Open…", Act.OPEN_STUDIO, one.spot.ref)
    yield kit.section(f"*Row {number}*{source}\n{words}\n{facts}", opens)
    piece = Piece(Kind.ROW, found.spot, one.spot.row, f"{number} ({words})")
    yield _buttons(piece, found.of, other=not source) if not closed else None


def _buttons(piece: Piece, of: int, *, other: bool = False) -> Block | None:
    """What can be done with one of `of` pieces; `other`: with a row the video is not made from."""
    ref = piece.ref
    return kit.actions(
        kit.button("Move…", Act.MOVE_PIECE, ref) if of > 1 else None,
        kit.button("Rename…", Act.RENAME_PIECE, ref) if piece.kind is not Kind.ROW else None,
        kit.button("Duplicate…", Act.COPY_PIECE, ref),
        kit.button("Make the video from it…", Act.USE_ROW, ref) if other else None,
        kit.button("Delete…", Act.DELETE_PIECE, ref, "danger")
        if piece.kind is Kind.LAYER
        else None,
    )


def _about(type: str, role: str) -> str:
    own = "" if role in {"", "ingredient"} else ROLES.get(role, "GEN's own")
    return " · ".join(part for part in (line(type, 40, ""), own) if part)


def _turning(kind: Kind, spot: Spot, first: int, shown: int, of: int) -> Iterator[Block | None]:
    page = first // PER_PAGE
    if first:
        yield kit.actions(kit.button("Those before", SEE[kind], replace(spot, page=page - 1).ref))
    if first + shown < of:
        yield kit.actions(kit.button("Those after", SEE[kind], replace(spot, page=page + 1).ref))


def _back(spot: Spot) -> Block | None:
    return kit.actions(kit.button("Back to all parts", Act.OPEN_STUDIO, spot.top().ref))
