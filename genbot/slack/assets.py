"""The library: files saved to it, looked through, named, filed, deleted, used as covers."""

from collections.abc import Callable
from typing import TypeVar

from genbot.cards import library as cards
from genbot.cards.acts import Act, FormName
from genbot.domain.errands import What
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.library import Contents, Item, Page, Spot
from genbot.domain.posts import Block
from genbot.flows import assets, channels, errands, library
from genbot.slack.asks import Ask, Command, Press, Shortcut, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import Named, commands
from genbot.slack.forms import forms
from genbot.slack.shortcuts import shortcuts
from genbot.store import Transaction

T = TypeVar("T")
LOADING = "Assets"


def _agent(tx: Transaction, ask: Ask) -> str:
    return channels.bound(tx, ask.place.channel).agent_id


def _item(value: str) -> Item:
    """The file or folder that a button or a form is about; it may say after it where it was found."""
    return _read(Item.read, value.partition("\n")[0])


def _spot(value: str) -> Spot:
    return _read(Spot.read, value)


def _read(kind: Callable[[str], T], value: str) -> T:
    try:
        return kind(value)
    except (ValueError, TypeError):
        raise Refusal("That is from an older version of me. Please open it again.") from None


# --- looking


def _typed(tx: Transaction, asked: Command) -> library.Where:
    return _agent(tx, asked), Spot().searched(asked.text, "")


@commands.on(
    "assets",
    "See the files that the agent can use: folders, search, previews.",
    usage="assets [words]",
    needs=library.page,
    about=_typed,
    loading=LOADING,
)
def look(tx: Transaction, asked: Ask, page: Page) -> Block:
    return cards.library_form(page)


def _pressed(tx: Transaction, press: Press) -> library.Where:
    return _agent(tx, press), _spot(press.value)


for act, does in {
    Act.OPEN_ASSETS: "Look into a folder of the library.",
    Act.ASSETS_BEFORE: "Turn back a page of the library.",
    Act.ASSETS_AFTER: "Turn a page of the library.",
}.items():
    buttons.on(act, does, needs=library.page, about=_pressed, loading=LOADING)(look)


def _searched(tx: Transaction, form: Submission) -> library.Where:
    spot = _spot(form.value)
    return _agent(tx, form), spot.searched(form.text("words"), form.text("kind"))


@forms.on(
    FormName.ASSETS, "Find files in the library.",
    needs=library.page, about=_searched, loading=LOADING,
)  # fmt: skip
def find(tx: Transaction, form: Submission, page: Page) -> Block:
    return cards.library_form(page)


def _about(tx: Transaction, press: Press) -> library.About:
    return _agent(tx, press), _item(press.value)


@buttons.on(
    Act.ASSET_DETAILS, "See one file of the library.",
    needs=library.contents, about=_about, loading="File",
)  # fmt: skip
def details(tx: Transaction, press: Press, found: Contents) -> Block:
    needed = assets.warned(tx, _agent(tx, press), found)
    return cards.file_form(found.of, _spot(press.value.partition("\n")[2]), needed)


# --- bringing


def _offered(tx: Transaction, asked: Shortcut) -> str:
    if not asked.files:
        raise Refusal("That message has no file I could save.")
    return _agent(tx, asked)


@shortcuts.on(
    "save_to_gen", "Save a message's files to the agent's library.", usage="Save to GEN",
    needs=library.folders, about=_offered, loading="Save to GEN",
)  # fmt: skip
def offer(tx: Transaction, asked: Shortcut, folders: Named) -> Block:
    return cards.save_form([(one.id, one.name) for one in asked.files], folders)


@forms.on(FormName.SAVE_FILE, "Save files to the library.")
def save(tx: Transaction, form: Submission) -> None:
    brought = [(id, form.label("files", id)) for id in form.many("files")]
    assets.save(tx, brought, _folder(form), channel=form.place.channel, by=form.user)


@buttons.on(
    Act.COPY_ASSET, "Copy a file into another folder.",
    needs=library.folders, about=_agent, loading="Copy to a folder",
)  # fmt: skip
def ask_where(tx: Transaction, press: Press, folders: Named) -> Block:
    return cards.copy_form(_item(press.value), folders)


def _filled(tx: Transaction, form: Submission) -> library.About:
    return _agent(tx, form), _item(form.value)


@forms.on(
    FormName.COPY_ASSET, "Copy a file into another folder.", needs=library.file, about=_filled
)
def copy(tx: Transaction, form: Submission, item: Item) -> None:
    assets.copy(tx, item, _folder(form), channel=form.place.channel, by=form.user)


def _folder(form: Submission) -> tuple[str, str]:
    chosen = form.text("folder")
    return (chosen, form.label("folder")) if chosen != cards.TOP else ("", "")


# --- changing


@buttons.on(Act.NEW_FOLDER, "Make a folder in the library.")
def name_folder(tx: Transaction, press: Press) -> Block:
    return cards.folder_form(_spot(press.value))


@forms.on(FormName.NEW_FOLDER, "Make a folder in the library.")
def new_folder(tx: Transaction, form: Submission) -> None:
    way = _spot(form.value).way
    inside = way[-1] if way else ("", "")
    assets.new_folder(tx, form.text("name"), inside, channel=form.place.channel, by=form.user)


@buttons.on(Act.RENAME_ASSET, "Give a file or folder another name.")
def name_anew(tx: Transaction, press: Press) -> Block:
    _may(tx, press, What.RENAME_ASSET)
    return cards.rename_form(_item(press.value))


@forms.on(FormName.RENAME_ASSET, "Give a file or folder another name.")
def rename(tx: Transaction, form: Submission) -> None:
    item, name = _item(form.value), form.text("name")
    assets.rename(tx, item, name, channel=form.place.channel, by=form.user)


@buttons.on(
    Act.DELETE_ASSET, "Delete a file or folder, after a look at what needs it.",
    needs=library.contents, about=_about, loading="Delete for good",
)  # fmt: skip
def ask_first(tx: Transaction, press: Press, goes: Contents) -> Block:
    _may(tx, press, What.DELETE_ASSET)
    return cards.delete_form(goes, assets.warned(tx, _agent(tx, press), goes))


@forms.on(FormName.DELETE_ASSET, "Delete a file or folder for good.")
def delete(tx: Transaction, form: Submission) -> None:
    knowingly = "yes" in form.many("anyway")
    item = _item(form.value)
    assets.delete(tx, item, knowingly=knowingly, channel=form.place.channel, by=form.user)


def _may(tx: Transaction, press: Press, what: What) -> None:
    errands.allowed(tx, what, press.place.channel, _agent(tx, press), press.user)


# --- using


@buttons.on(
    Act.USE_COVER, "Show a video with this picture.",
    needs=library.file, about=_about, loading="Use as cover",
)  # fmt: skip
def ask_which(tx: Transaction, press: Press, item: Item) -> Block:
    return cards.cover_form(item, assets.coverable(tx, press.place.channel))


@forms.on(FormName.COVER, "Show a video with this picture.", needs=library.file, about=_filled)
def cover(tx: Transaction, form: Submission, item: Item) -> None:
    if not form.text("video"):
        raise BadForm(video="Choose a video.")
    assets.use_as_cover(tx, item, form.text("video"), by=form.user)
