"""Variables on the screen: the list of them, the table to fill in, and what came of reading one in."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, several
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block, Place, Upload
from genbot.domain.productions import Production
from genbot.domain.studio import Spot
from genbot.domain.variables import ENDINGS, LARGEST, PER_PAGE, Variables

NAME = "variables.xlsx"
MOST_NAMED = 10


def list_view(found: Variables, closed: str) -> Block:
    """Names and what stands for them. `closed` says why none can be read in now."""
    of, spot = len(found.pairs), found.spot
    return kit.form(
        None,
        "Variables",
        kit.section(f"*{line(found.title, 150)}*"),
        kit.small(
            several(of, "variable"),
            "Write {{name}} in a prompt or a cell, and what stands for it is put there",
        ),
        kit.small(closed) if closed else None,
        kit.actions(
            None if closed else kit.button("Read in a table…", Act.BRING_VARIABLES, spot.ref),
            kit.button("Get an empty table", Act.EMPTY_TABLE, spot.ref),
        ),
        kit.divider(),
        *_pairs(found),
        kit.actions(kit.button("Back to all parts", Act.OPEN_STUDIO, spot.top().ref)),
    )


def _pairs(found: Variables) -> Iterator[Block | None]:
    """One page of them."""
    of, spot = len(found.pairs), found.spot
    page = max(0, min(spot.page, (of - 1) // PER_PAGE))
    first = page * PER_PAGE
    shown = found.pairs[first : first + PER_PAGE]
    if not of:
        yield kit.section("None yet. Get an empty table, fill it in, and read it in.")
    for name, value in shown:
        yield kit.section(f"*{{{{{line(name, 100)}}}}}*\n{escape(value, 500)}")
    if page:
        yield kit.actions(_turned("Those before", spot, page - 1))
    if first + len(shown) < of:
        yield kit.actions(_turned("Those after", spot, page + 1))


def _turned(label: str, spot: Spot, page: int) -> Block:
    return kit.button(label, Act.SEE_VARIABLES, replace(spot, page=page).ref)


def bring_form(found: Variables) -> Block:
    """Says what the table takes the place of."""
    names = ", ".join(f"`{line(name, 40)}`" for name, _ in found.pairs[:MOST_NAMED])
    more = len(found.pairs) - MOST_NAMED
    there = f"{names} and {more} more" if more > 0 else names
    return kit.form(
        FormName.BRING_VARIABLES,
        "Read in a table",
        kit.section(
            f"⚠️  *The {several(len(found.pairs), 'variable')} there now* may be replaced by those "
            f"of the table: {there}"
            if found.pairs
            else "There are no variables yet."
        ),
        kit.input_file(
            "file",
            "A table with names and values",
            ENDINGS,
            hint=f"XLSX, up to {LARGEST // 1_000_000} MB: names in the first column, values in the second",
            optional=False,
        ),
        kit.small("What is made already stays as it is."),
        submit="Read it in",
        about=found.spot.ref,
    )


def empty_table(made: Production, id: str, table: bytes) -> Upload:
    """The table to fill in, as a file in the thread of the video."""
    said = kit.card("The empty table did not come through. Please get it once more.")
    return Upload(
        f"table:{id}", Place(made.channel, made.slot), "", NAME, "Variables to fill in", said,
        content=b64encode(table).decode(),
    )  # fmt: skip


def sent_view(spot: Spot) -> Block:
    """Said in the window when the empty table is on its way."""
    return kit.form(
        None,
        "Variables",
        kit.section("📎  The empty table is on its way into the thread of the video."),
        kit.small("Fill it in with a spreadsheet program, save it as XLSX, then read it in."),
        kit.actions(kit.button("Back", Act.SEE_VARIABLES, spot.ref)),
    )


def brought_body(errand: Errand) -> Iterator[Block | None]:
    """How many there are now, and what they are called."""
    if errand.state is not ErrandState.DONE:
        return
    count, names = int(errand.result.get("count") or 0), errand.result.get("names") or []
    if count:
        shown = ", ".join(f"`{line(name, 40)}`" for name in names)
        more = f" and {count - len(names)} more" if count > len(names) else ""
        yield kit.section(f"*{several(count, 'variable')}* now: {shown}{more}")
        yield kit.small("What is made from now on uses them. Make a part anew to see them in it.")
    else:
        yield kit.section("GEN found no variables in it. Names belong in its first column.")
    spot = Spot(str(errand.wish["made"]), str(errand.wish["row"]))
    yield kit.actions(kit.button("Variables…", Act.SEE_VARIABLES, spot.ref))
