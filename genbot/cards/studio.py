"""The studio on the screen: the videos of a channel, a row of a vidsheet, one part with all its takes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.production import LOOKS
from genbot.cards.text import capital, credit, escape, line, link, pieces, plain, quoted, several
from genbot.domain.posts import Block
from genbot.domain.productions import Production
from genbot.domain.studio import Board, Fill, Part, Spot, Take

PER_PAGE, TAKES, MOST_VIDEOS = 20, 10, 25
EXCERPT, PIECE, MOST_PIECES = 150, 2_800, 12
FILLS = {
    Fill.EMPTY: ("▫️", "Empty"),
    Fill.MADE: ("✅", "Made"),
    Fill.MAKING: ("⏳", "Being made"),
    Fill.FAILED: ("⚠️", "Did not work"),
    Fill.STOPPED: ("✋", "Stopped"),
}
STATES = {"pending": "Being made", "processing": "Being made", "failed": "Did not work"}
TYPES = {
    "text": "Text",
    "image": "Picture",
    "video": "Video",
    "audio": "Sound",
    "captions": "Captions",
}
CARDS = {
    "text": "Text",
    "image_from_text": "Picture from words",
    "video_from_text": "Clip from words",
    "video_from_image": "Clip from a picture",
    "video_from_ingredients": "Clip with given pictures",
    "speech_from_text": "Speech",
    "lipsync": "Lip sync",
    "captions": "Captions",
    "media": "A file of yours",
}
"""What people call the nine creation cards."""


def videos_view(videos: Sequence[Production], words: str) -> Block:
    """The videos of a channel whose parts can be looked at."""
    shown = videos[:MOST_VIDEOS]
    more = "There are older ones: type `/gen studio` and words of the title"
    none = "No video here has parts yet" + (" with these words in its title." if words else ".")
    return kit.form(
        None,
        "Studio",
        kit.small("Choose a video to see and change its parts." if shown else none),
        *(kit.section(_video(one), _open(one)) for one in shown),
        kit.small(more) if len(videos) > len(shown) else None,
    )


def _video(made: Production) -> str:
    look = LOOKS[made.stage]
    changes = f" · {several(made.edited, 'change')} not rendered yet" if made.edited else ""
    return f"{look.sign}  *{line(made.title, 150)}*\n{look.state}{changes}"


def _open(made: Production) -> Block:
    return kit.button("Open…", Act.OPEN_STUDIO, Spot(made.id).ref)


def board_view(board: Board, made: Production, closed: str) -> Block:
    """One row: its parts with how they stand. `closed` says why nothing may be changed now."""
    every = list(board.every())
    last = (len(every) - 1) // PER_PAGE
    page = max(0, min(board.spot.page, last))
    shown = every[page * PER_PAGE : (page + 1) * PER_PAGE]
    cost = f"*{credit(board.cost)}*" if board.cost else ""
    parts = f"Parts {page * PER_PAGE + 1} to {page * PER_PAGE + len(shown)} of {len(every)}"
    facts = (_row(board), cost, parts if last else several(len(every), "part"))
    return kit.form(
        None,
        "Studio",
        kit.section(f"*{line(board.title, 200)}*"),
        kit.small(*facts),
        kit.small(closed or _unrendered(made)),
        board_buttons(board, made, closed),
        made_of(board),
        kit.divider(),
        *(block for one in shown for block in _part(one)),
        kit.actions(
            _turned("Earlier parts", Act.PARTS_BEFORE, board.spot, page - 1) if page else None,
            _turned("Next parts", Act.PARTS_AFTER, board.spot, page + 1) if page < last else None,
        ),
    )


def _row(board: Board) -> str:
    """Which row it is, where there are several."""
    here, rows = board.spot.row, board.rows
    other = board.source and here != board.source
    said = f"Row {rows.index(here) + 1} of {len(rows)}" if len(rows) > 1 else ""
    return f"{said}, *not the one this video is made from*" if other else said


def _unrendered(made: Production) -> str:
    if not made.edited:
        return "What is changed here goes into the video once it is rendered again."
    return f"*{several(made.edited, 'change')}* since it was rendered. Render it again to see them."


def board_buttons(board: Board, made: Production, closed: str) -> Block | None:
    """What can be done with the whole row."""
    rows, at = board.rows, board.rows.index(board.spot.row)
    texts = any(one.writable for one in board.parts)
    here = replace(board.spot, page=0)
    return kit.actions(
        kit.button("Edit texts…", Act.EDIT_TEXTS, here.ref) if texts and not closed else None,
        render_again(made) if not closed else None,
        kit.button("Row before", Act.ROW_BEFORE, Spot(made.id, rows[at - 1]).ref) if at else None,
        kit.button("Next row", Act.ROW_AFTER, Spot(made.id, rows[at + 1]).ref)
        if at + 1 < len(rows)
        else None,
    )


def made_of(board: Board) -> Block | None:
    """The ways to what the vidsheet is made of."""
    here = board.spot.top().ref
    return kit.actions(
        kit.button("Layers…", Act.SEE_LAYERS, here),
        kit.button("Rows…", Act.SEE_ROWS, here),
        kit.button("Columns…", Act.SEE_COLUMNS, here),
        kit.button("Variables…", Act.SEE_VARIABLES, here),
    )


def render_again(made: Production) -> Block | None:
    """The next version; asks first, because it costs something."""
    if not made.version:
        return None
    last = made.render.cost if made.render else None
    cost = f" The last time it cost {credit(last)}." if last else ""
    asks = kit.confirm(
        "Render it again?",
        f"The next version takes this one's place, and an approval of this one ends.{cost}",
        "Render it",
    )
    value = f"{made.id}:{made.version}"
    return kit.button(
        "Render again", Act.RENDER_AGAIN, value, "primary" if made.edited else "", asks
    )


def _turned(label: str, act: Act, spot: Spot, page: int) -> Block:
    return kit.button(label, act, replace(spot, page=page).ref)


def _part(one: Part) -> Iterator[Block | None]:
    """A part in its row; a layer hangs below its cell."""
    sign, state = FILLS[one.fill]
    if one.fill is Fill.MADE:  # the sign says it
        state = ""
    elif one.fill is Fill.EMPTY and one.platform and not one.layers:
        state = "GEN fills it"
    layers = several(len(one.layers), "layer") if one.layers else ""
    indent = "↳  " if one.spot.layer else ""
    facts = " · ".join(fact for fact in (_type(one), layers, _cost(one.cost), state) if fact)
    said = f"{indent}{sign}  *{line(one.title, 100)}*\n{facts}"
    if text := line(one.text, EXCERPT, ""):
        said += f"\n>{text}"
    opens = kit.button("Open…", Act.SEE_PART, _named(one).ref)
    if picture := kit.image(_picture(one.take), one.title):
        yield kit.section(said, picture)
        yield kit.actions(opens)
    else:
        yield kit.section(said, opens)


def _type(one: Part) -> str:
    return TYPES.get(one.type, line(one.type, 40, ""))


def _cost(cost: float | None) -> str:
    return credit(cost) if cost else ""


def _picture(take: Take | None) -> str:
    """The address of a picture of it; empty where there is none."""
    if take is None:
        return ""
    return take.thumbnail or (take.url if take.kind == "image" else "")


def _named(one: Part) -> Spot:
    return replace(one.spot, page=0, take="", name=one.title)


def begun_view(title: str, back: Spot | None = None) -> Block:
    """Said in the window when something was begun; what comes of it is told in the thread."""
    return kit.form(
        None,
        "Studio",
        kit.section(
            f"⏳  *{line(title, 200)}*\nOn its way. What comes of it is told in the thread."
        ),
        kit.actions(kit.button("Back", Act.SEE_PART, back.ref)) if back else None,
    )


def part_view(board: Board, part: Part, closed: str) -> Block:
    """One part: all that is in it, and every take it ever had, the newest first."""
    sign, state = FILLS[part.fill]
    facts = (_type(part), state, _cost(part.cost), link(part.take.url) if part.take else "")
    return kit.form(
        None,
        plain(part.title, 24, "Part"),
        kit.section(f"{sign}  *{line(part.title, 200)}*"),
        kit.small(*facts),
        kit.small(closed) if closed else None,
        *_whole(part.text),
        kit.image(_picture(part.take), part.title),
        part_buttons(part, closed),
        *_takes(part, board.spot.page, closed),
    )


def _whole(text: str) -> Iterator[Block]:
    """All of a text; what does not fit on the screen is counted."""
    if not text.strip():
        return
    quotes = pieces(escape(text), PIECE // 2, MOST_PIECES)
    yield from (kit.section(">" + part.replace("\n", "\n>")) for part in quotes)
    yield kit.small(f"{len(text):,} characters")


def part_buttons(part: Part, closed: str) -> Block | None:
    """What can be done with a part."""
    spot = _named(part)
    edit, make = part.writable and not closed, not part.platform and not closed
    return kit.actions(
        kit.button("Edit text…", Act.EDIT_TEXT, spot.ref, "primary") if edit else None,
        kit.button("Make anew…", Act.MAKE_ANEW, spot.ref) if make else None,
        kit.button("Use a file…", Act.USE_FILE, spot.ref) if part.filmed and not closed else None,
        kit.button("Layers…", Act.SEE_LAYERS, spot.ref) if part.layers else None,
        kit.button("Back to all parts", Act.OPEN_STUDIO, spot.top().ref),
    )


def _takes(part: Part, page: int, closed: str) -> Iterator[Block | None]:
    newest = part.takes[::-1]
    last = max(0, (len(newest) - 1) // TAKES)
    page = max(0, min(page, last))
    if not newest:
        return
    yield kit.divider()
    yield kit.small(f"*{several(len(newest), 'take')}*, the newest first")
    for one in newest[page * TAKES : (page + 1) * TAKES]:
        yield kit.section(_take(part, one), kit.image(_picture(one), part.title))
        yield take_buttons(part, one, closed)
    spot = _named(part)
    yield kit.actions(
        _turned("Newer takes", Act.TAKES_BEFORE, spot, page - 1) if page else None,
        _turned("Older takes", Act.TAKES_AFTER, spot, page + 1) if page < last else None,
    )


def _take(part: Part, one: Take) -> str:
    used = "  ✅ in the video" if one.id == part.shown else ""
    kind = CARDS.get(one.type, line(one.type, 40, ""))
    model = line(str(one.made_from.get("model") or ""), 40, "")
    state = STATES.get(one.status, "Stopped" if one.status == "stopped" else "")
    state = state or ("" if one.status == "completed" else line(one.status, 40, ""))
    facts = (kind, model, _cost(one.cost), state, link(one.url))
    said = f"*Take {part.number(one.id)}*{used}\n{' · '.join(fact for fact in facts if fact)}"
    words = one.text or str(one.made_from.get("script") or one.made_from.get("prompt") or "")
    if one.reason:
        said += f"\n{escape(one.reason, 300)}"
    return f"{said}\n{quoted(words, 300)}" if words.strip() else said


def take_buttons(part: Part, one: Take, closed: str) -> Block | None:
    """What can be done with a take."""
    called = f"take {part.number(one.id)} of {part.title}"
    spot = replace(_named(part), take=one.id, name=capital(called))
    use = one.status == "completed" and one.id != part.shown and not part.platform and not closed
    running, stopped = one.status in {"pending", "processing"}, one.status == "stopped"
    go_on = stopped and not part.platform and not closed
    return kit.actions(
        kit.button("Use this", Act.USE_TAKE, spot.ref) if use else None,
        kit.button("Stop", Act.STOP_TAKE, spot.ref, "danger") if running and not closed else None,
        kit.button("Continue", Act.CONTINUE_TAKE, spot.ref) if go_on else None,
        kit.button("Put it in the thread", Act.SHOW_TAKE, spot.ref) if one.there else None,
    )
