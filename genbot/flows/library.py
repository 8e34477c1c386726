"""What lies in an agent's library at GEN: pages of it, its folders, and what a folder holds."""

from collections.abc import Sequence
from typing import Any

from genbot.domain.library import FOLDER, KINDS, PAGE, Contents, Item, Page, Spot
from genbot.gen.assets import (
    Asset,
    ContentResource,
    GetContentResource,
    ListAssetLibraries,
    ListContentResources,
)
from genbot.gen.endpoint import Ask
from genbot.gen.pages import every
from genbot.gen.sheets import Resource

AT_ONCE = 100  # asked of GEN per call
MOST_FOLDERS = 60  # offered in a list, and looked into
MOST_INSIDE = 1000  # counted before something is deleted
Where = tuple[str, Spot]  # the agent, and where in its library
About = tuple[str, Item]  # the agent, and a file or folder of its


async def page(gen: Ask, where: Where) -> Page:
    """One page of what lies there; raises GenError."""
    agent, spot = where
    first = spot.page * PAGE
    kind: Any = spot.kind or None  # one of KINDS
    call = ListAssetLibraries(
        agent_id=agent,
        folder_id=spot.folder or None,
        asset_type=kind,
        search=spot.words or None,
        page=0,
        page_size=AT_ONCE,
    )
    found = [item async for item in every(gen, call, at_most=first + PAGE + 1)]
    shown = found[first : first + PAGE]
    return Page(spot, tuple(map(item_of, shown)), len(found) > first + PAGE)


async def folders(gen: Ask, agent: str) -> list[tuple[str, str]]:
    """Id and way of the folders there are, from the top; the first of very many."""
    found: list[tuple[str, str]] = []
    waiting: list[tuple[str, str]] = [("", "")]
    while waiting and len(found) < MOST_FOLDERS:
        above, way = waiting.pop(0)
        for one in await _inside(gen, agent, above, FOLDER):
            named = f"{way} / {one.name}" if way else one.name
            found.append((one.id, named))
            waiting.append((one.id, named))
    return found[:MOST_FOLDERS]


async def contents(gen: Ask, about: About) -> Contents:
    """The file with its addresses; of a folder everything in it, all the way down."""
    agent, item = about
    if not item.is_folder:
        return Contents(await file(gen, about))
    found: list[Item] = []
    waiting = [item.id]
    while waiting and len(found) < MOST_INSIDE:
        inside = await _inside(gen, agent, waiting.pop(0))
        found += inside
        waiting += [one.id for one in inside if one.is_folder]
    return Contents(item, tuple(found[:MOST_INSIDE]), not waiting and len(found) <= MOST_INSIDE)


async def file(gen: Ask, about: About) -> Item:
    agent, item = about
    found = await gen(GetContentResource(id=item.id, agent_id=agent))
    return item_of(found, item.kind, item.name)


async def choices(gen: Ask, about: tuple[str, str]) -> list[tuple[str, str]]:
    """Id and name of the newest files of an agent of one kind (image, video, audio), to choose from."""
    agent, kind = about
    one_of: Any = kind
    call = ListContentResources(agent_id=agent, type=one_of)
    found = [item_of(one, kind) async for one in every(gen, call, at_most=AT_ONCE)]
    return [(one.id, one.name) for one in found]


async def same_name(gen: Ask, agent: str, folder: str, name: str, kind: str = "") -> list[str]:
    """The ids of everything of this name that lies in a folder (empty: at the top)."""
    call = ListAssetLibraries(
        agent_id=agent, folder_id=folder or None, search=name, page=0, page_size=AT_ONCE,
        asset_type="folder" if kind == FOLDER else None,
    )  # fmt: skip
    found = [item_of(one) async for one in every(gen, call)]
    wanted = [one for one in found if one.name == name]
    return [one.id for one in wanted if one.is_folder == (kind == FOLDER)]


async def _inside(gen: Ask, agent: str, folder: str, kind: str = "") -> Sequence[Item]:
    call = ListAssetLibraries(
        agent_id=agent, folder_id=folder or None, page=0, page_size=AT_ONCE,
        asset_type="folder" if kind == FOLDER else None,
    )  # fmt: skip
    found = [item_of(one) async for one in every(gen, call, at_most=MOST_INSIDE + 1)]
    return [one for one in found if not kind or one.kind == kind]


def item_of(told: Asset | ContentResource | Resource, kind: str = "", name: str = "") -> Item:
    """What GEN lists, in our words."""
    if isinstance(told, Asset) and told.type == "AssetFolder":
        return Item(told.id, told.name or "Folder", FOLDER)
    family = (told.content_type or "").partition("/")[0]
    made_of = family if family in KINDS else kind or "file"
    called = told.file_name or (told.name if isinstance(told, Asset) else "") or name
    return Item(
        told.id, called or f"File {told.id}", made_of, told.url or "", told.thumbnail_url or "",
        told.content_type or "",
    )  # fmt: skip
