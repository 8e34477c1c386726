"""The studio: a video's parts looked at, written, and rendered again."""

from dataclasses import replace

from genbot.cards import studio as cards
from genbot.cards import studio_forms
from genbot.cards.acts import Act, FormName
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.posts import Block
from genbot.domain.productions import Production
from genbot.domain.studio import Board, Part, Spot
from genbot.flows import channels, editing, productions, studio, studio_edits
from genbot.slack.asks import Ask, Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on(
    "studio", "See and change the parts of a video of this channel.", usage="studio [words]"
)
def see_videos(tx: Transaction, asked: Command) -> Block:
    words = asked.text.strip()
    return cards.videos_view(studio_edits.videos(tx, asked.place.channel, words), words)


def spot_of(tx: Transaction, ask: Press | Submission) -> Spot:
    """Where somebody is; raises NotHere for a video of another channel."""
    spot = Spot.read(ask.value)
    own(tx, ask, spot)
    return spot


def own(tx: Transaction, ask: Ask, spot: Spot) -> None:
    """Raises NotHere for a video of another channel."""
    if ask.place.channel:
        channels.own(tx, spot.made, ask.place.channel)


def about(tx: Transaction, ask: Press | Submission) -> studio.About:
    """The video, and where in it: what GEN is asked about."""
    return studio.opened(tx, spot_of(tx, ask))


def here(tx: Transaction, ask: Ask, board: Board) -> tuple[Production, str]:
    """The video, and why this person may not change it now."""
    made = tx.productions.get(board.spot.made)
    return made, studio_edits.closed(tx, made.id, ask.user)


def see_board(tx: Transaction, press: Press, board: Board) -> Block:
    return cards.board_view(board, *here(tx, press, board))


for act, says in (
    (Act.OPEN_STUDIO, "See the parts of a video, and what they are made of."),
    (Act.PARTS_BEFORE, "See the parts before these."),
    (Act.PARTS_AFTER, "See the parts after these."),
    (Act.ROW_BEFORE, "See the row before this one."),
    (Act.ROW_AFTER, "See the row after this one."),
):
    buttons.on(act, says, needs=studio.board, about=about, loading="Studio")(see_board)


def see_part(tx: Transaction, press: Press, board: Board) -> Block:
    _, closed = here(tx, press, board)
    return cards.part_view(board, part_of(board), closed)


for act, says in (
    (Act.SEE_PART, "See one part of a video, with every take it had."),
    (Act.TAKES_BEFORE, "See newer takes of a part."),
    (Act.TAKES_AFTER, "See older takes of a part."),
):
    buttons.on(act, says, needs=studio.board, about=about, loading="Studio")(see_part)


def part_of(board: Board) -> Part:
    """The part somebody wants to see or to change; raises NotHere when it is gone."""
    part = board.part()
    if part is None:
        raise NotHere("That part is gone. Open the studio again to see what is there.")
    return part


@buttons.on(
    Act.EDIT_TEXT, "Write one text of a video.", needs=studio.board, about=about, loading="Studio"
)
def open_text(tx: Transaction, press: Press, board: Board) -> Block:
    may(tx, press, board)
    part = part_of(board)
    if not part.writable:
        raise NotNow("Nobody writes into this part: GEN makes it. Make it anew instead.")
    return studio_forms.text_form(part)


def may(tx: Transaction, ask: Ask, board: Board) -> None:
    """Raises NotNow or NotYours unless this person may change the video now."""
    editing.may(tx, board.spot.made, ask.user)


@forms.on(FormName.EDIT_TEXT, "Have one text of a video written.")
def edit_text(tx: Transaction, form: Submission) -> None:
    field = studio_forms.WHOLE if studio_forms.WHOLE in form.filled else "text"
    text = form.text(field)
    if field == studio_forms.WHOLE and not text.strip():
        raise BadForm(**{field: "Write what should stand there."})
    if not form.changed(field):
        raise BadForm(**{field: "This is what stands there already."})
    spot = spot_of(tx, form)
    studio_edits.edit(tx, spot, [(spot.cell, text)], by=form.user)


@buttons.on(
    Act.EDIT_TEXTS,
    "Write all texts of a row at once.",
    needs=studio.board,
    about=about,
    loading="Studio",
)
def open_texts(tx: Transaction, press: Press, board: Board) -> Block:
    may(tx, press, board)
    return studio_forms.texts_form(board)


@forms.on(FormName.EDIT_TEXTS, "Have several texts of a video written, in one call.")
def edit_texts(tx: Transaction, form: Submission) -> None:
    changed = [(cell, form.text(cell)) for cell in form.filled if form.changed(cell)]
    if not changed and form.filled:
        raise BadForm(**{next(iter(form.filled)): "Nothing is different from what is there."})
    spot = spot_of(tx, form).top()
    name = form.named.get(changed[0][0], "") if changed else ""
    spot = Spot(spot.made, spot.row, name=name)
    studio_edits.edit(tx, spot, changed, by=form.user)


@buttons.on(Act.USE_TAKE, "Have another take of a part go into the video.")
def use_take(tx: Transaction, press: Press) -> Block:
    spot = spot_of(tx, press)
    errand = studio_edits.choose(tx, spot, by=press.user)
    return cards.begun_view(errand.title, replace(spot, take=""))


@buttons.on(Act.SHOW_TAKE, "Put a take into the thread, to be heard or seen there.")
def show_take(tx: Transaction, press: Press) -> Block:
    spot = spot_of(tx, press)
    errand = studio_edits.show(tx, spot, by=press.user)
    return cards.begun_view(errand.title, replace(spot, take=""))


@buttons.on(Act.RENDER_AGAIN, "Render a video once more, with what was changed in the studio.")
def render_again(tx: Transaction, press: Press) -> Block | None:
    made = productions.render(tx, press.id, press.version, by=press.user)
    return cards.begun_view(f"{made.title}, version {made.version + 1}") if press.window else None
