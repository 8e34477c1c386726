"""The library on the screen: what lies where, one file by itself, and the forms that change it."""

from collections.abc import Iterator, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import line, link, moment, several
from genbot.domain.library import FOLDER, KINDS, Contents, Item, Need, Page, Spot
from genbot.domain.posts import Block

SIGNS = {FOLDER: "📁", "image": "🖼️", "video": "🎬", "audio": "🔊"}
CALLED = {"image": "Picture", "video": "Video", "audio": "Sound", "file": "File"}
TOP = "top"  # a choice needs a value, and the top of the library has no id
MOST_NEEDED = 8
Named = Sequence[tuple[str, str]]


def library_form(page: Page) -> Block:
    """One page of the library; sending the form looks for something in it."""
    spot = page.spot
    return kit.form(
        FormName.ASSETS,
        "Assets",
        kit.section(_where(spot)),
        *(block for item in page.items for block in _row(item, spot)),
        None if page.items else kit.section(_nothing(spot)),
        _turning(page),
        kit.divider(),
        kit.input_text("words", "Find", value=spot.words, most=100, optional=True),
        kit.input_choice(
            "kind", "What", [("all", "Everything"), *KINDS.items()], value=spot.kind or "all"
        ),
        submit="Find",
        about=spot.ref,
    )


def file_form(item: Item, spot: Spot, needed: Sequence[Need]) -> Block:
    """One file: what it looks like, where it is, and what can be done with it."""
    shown = item.thumbnail or (item.url if item.kind == "image" else "")
    where = link(item.url)
    return kit.form(
        None,
        CALLED.get(item.kind, "File"),
        kit.section(f"{SIGNS.get(item.kind, '📄')}  *{line(item.name, 200)}*"),
        kit.image(shown, item.name),
        kit.small(f"Open it at {where}") if where else None,
        *_needed(needed),
        kit.actions(
            kit.button("Rename…", Act.RENAME_ASSET, item.ref),
            kit.button("Copy to a folder…", Act.COPY_ASSET, item.ref),
            kit.button("Use as cover…", Act.USE_COVER, item.ref) if item.kind == "image" else None,
            kit.button("Delete…", Act.DELETE_ASSET, item.ref, "danger"),
        ),
        kit.actions(kit.button("Back to the list", Act.OPEN_ASSETS, spot.ref)),
    )


def save_form(files: Named, folders: Named) -> Block:
    """Which of a message's files are saved, and where."""
    return kit.form(
        FormName.SAVE_FILE,
        "Save to GEN",
        kit.input_boxes(
            "files", "Which files?", files, values=[id for id, _ in files], optional=False
        ),
        _folder(folders),
        kit.small("Up to 1 GB each. A card in this channel shows how far it is."),
        submit="Save",
    )


def copy_form(item: Item, folders: Named) -> Block:
    return kit.form(
        FormName.COPY_ASSET,
        "Copy to a folder",
        kit.section(f"*{line(item.name, 200)}*"),
        _folder(folders),
        kit.small("GEN cannot move a file. The copy gets an address of its own; this one stays."),
        submit="Copy",
        about=item.ref,
    )


def folder_form(spot: Spot) -> Block:
    inside = line(spot.way[-1][1], 80) if spot.way else "the top of the library"
    return kit.form(
        FormName.NEW_FOLDER,
        "New folder",
        kit.input_text("name", "Name", most=200, example="For example: B-roll"),
        kit.small(f"It will be in {inside}."),
        submit="Make it",
        about=spot.ref,
    )


def rename_form(item: Item) -> Block:
    what = "folder" if item.is_folder else "file"
    return kit.form(
        FormName.RENAME_ASSET,
        f"Rename this {what}",
        kit.input_text("name", "New name", value=item.name, most=200 if item.is_folder else 255),
        None if item.is_folder else kit.small("Its address stays the same."),
        submit="Rename",
        about=item.ref,
    )


def delete_form(goes: Contents, needed: Sequence[Need]) -> Block:
    """What will be gone for good, and who would miss it."""
    item = goes.of
    tick = kit.input_boxes(
        "anyway", "It is needed", [("yes", "Delete it all the same")], optional=False
    )
    return kit.form(
        FormName.DELETE_ASSET,
        "Delete for good",
        kit.section(f"{SIGNS.get(item.kind, '📄')}  *{line(item.name, 200)}*"),
        kit.section(_goes(goes)),
        *_needed(needed),
        tick if needed else None,
        submit="Delete",
        about=item.ref,
    )


def cover_form(item: Item, videos: Named) -> Block:
    chosen = kit.input_choice("video", "Which video?", videos)
    return kit.form(
        FormName.COVER,
        "Use as cover",
        kit.section(f"*{line(item.name, 200)}*"),
        kit.image(item.url, item.name),
        chosen or kit.section("No video is in review in this channel."),
        kit.small("The video is published with this picture as its cover."),
        submit="Use it" if chosen else "",
        about=item.ref,
    )


def _where(spot: Spot) -> str:
    way = " / ".join(line(name, 60) for _, name in spot.way)
    said = f"*{way}*" if way else "*The library*"
    if spot.words:
        said += f" · with “{line(spot.words, 100)}”"
    if spot.kind:
        said += f" · {KINDS.get(spot.kind, '').lower()} only"
    return said


def _row(item: Item, spot: Spot) -> Iterator[Block | None]:
    named = f"{SIGNS.get(item.kind, '📄')}  *{line(item.name, 150)}*"
    if item.is_folder:
        yield kit.section(named, kit.button("Open", Act.OPEN_ASSETS, spot.into(item).ref))
        return
    picture = kit.image(item.thumbnail, item.name)
    yield kit.section(f"{named}\n{CALLED.get(item.kind, 'File')}", picture)
    yield kit.actions(kit.button("Details…", Act.ASSET_DETAILS, f"{item.ref}\n{spot.ref}"))


def _nothing(spot: Spot) -> str:
    if spot.words or spot.kind:
        return "Nothing here fits. Look for something else below, or go up."
    return (
        "Nothing lies here yet. Choose *Save to GEN* in the menu of any message with a file, "
        "and it comes here."
    )


def _turning(page: Page) -> Block | None:
    """From page to page, up, and what can be done with this folder."""
    spot = page.spot
    here = Item(spot.folder, spot.way[-1][1], FOLDER) if spot.way else None
    return kit.actions(
        kit.button("Up", Act.OPEN_ASSETS, spot.up().ref) if here else None,
        kit.button("Page before", Act.ASSETS_BEFORE, spot.turned(-1).ref) if spot.page else None,
        kit.button("Next page", Act.ASSETS_AFTER, spot.turned(1).ref) if page.more else None,
        kit.button("New folder…", Act.NEW_FOLDER, spot.ref),
        kit.button("Rename folder…", Act.RENAME_ASSET, here.ref) if here else None,
        kit.button("Delete folder…", Act.DELETE_ASSET, here.ref, "danger") if here else None,
    )


def _folder(folders: Named) -> Block | None:
    every = [(TOP, "The library itself"), *folders]
    return kit.input_choice("folder", "Which folder?", every, value=TOP)


def _goes(goes: Contents) -> str:
    """All that will be gone, and what stays."""
    if not goes.of.is_folder:
        return "Its address stops working everywhere. Nobody can bring it back."
    folders = len(goes.items) - len(goes.files)
    parts = [several(len(goes.files), "file")] if goes.files else []
    parts += [several(folders, "folder")] if folders else []
    all_of_it = " and ".join(parts) or "It is empty, so nothing else"
    more = "" if goes.whole else "more than "
    names = ", ".join(line(one.name, 60) for one in goes.files[:MOST_NEEDED])
    said = f"*Everything in it goes with it:* {more}{all_of_it}." if parts else f"{all_of_it} goes."
    listed = f"\n{names}{' …' if len(goes.files) > MOST_NEEDED else ''}" if names else ""
    return f"{said}{listed}\nThe files' addresses stop working. Nobody can bring them back."


def _needed(needed: Sequence[Need]) -> Iterator[Block]:
    if needed:
        lines = "\n".join(f"•  {_need(one)}" for one in needed[:MOST_NEEDED])
        yield kit.section(f"⚠️  *Something still needs this*\n{lines}")


def _need(need: Need) -> str:
    title = f"“{line(need.title, 100)}”"
    if need.making:
        return f"{title} is being made from it"
    return f"{title} goes out {moment(need.due)}" if need.due else f"{title} waits to go out"
