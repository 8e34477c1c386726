"""Phase 4, assets: content resources, the asset library with its folders, and direct uploads."""

import base64
from typing import Any

from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import Answer, Ask, Upload, missing, one_of, page, refuse, text
from genbot.sandbox.gen.media import store_upload
from genbot.sandbox.gen.sheet_looks import resource_look
from genbot.sandbox.gen.sheets import Folder, Resource
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_PER_PAGE = 20
_KINDS = ("image", "video", "audio", "zip", "safe_tensors")
_LIBRARY_KINDS = ("image", "video", "audio", "folder")
_LARGEST = 1024**3


@table.on("GET", "/content_resources")
def list_resources(gen: Gen, ask: Ask) -> Answer:
    """Newest first, twenty to a page, the first page is 0."""
    agent = gen.agent(ask, denied="forbidden")
    if "type" in ask.query:
        one_of(ask.query, "type", _KINDS)
    wanted, project = ask.query.get("type"), ask.query.get("project_id")
    found = [
        resource
        for resource in reversed(_own(gen, agent))
        if wanted in (None, resource.kind)
        and (project is None or project == str(resource.sheet_id))
        and (not ask.ids or str(resource.id) in ask.ids)
    ]
    number = page(ask, first=0)
    return Answer([resource_look(each) for each in found[number * _PER_PAGE :][:_PER_PAGE]])


@table.on("POST", "/content_resources")
def create_resource(gen: Gen, ask: Ask) -> Answer:
    """A file in a form, or the `signed_id` of a direct upload in its place (NOTES)."""
    agent = gen.agent(ask, denied="forbidden")
    brought = ask.part("content_resource").get("file")
    upload = brought if isinstance(brought, Upload) else _direct(gen, brought)
    folder = ask.body.get("asset_folder", {})
    folder_id = folder.get("id") if isinstance(folder, dict) else None
    resource = store_upload(gen, agent, upload)
    if folder_id is not None:
        resource.folder_id = _folder(gen, agent, str(folder_id)).id
    return Answer({"content_resource": resource_look(resource), "generator": None}, 201)


@table.on("GET", "/content_resources/{id}")
def get_resource(gen: Gen, ask: Ask) -> Answer:
    resource = _resource(gen, ask)
    maker = gen.generations.get(resource.maker or 0)
    generator = maker and {"id": maker.id, "status": maker.status, "type": maker.kind}
    return Answer({"content_resource": resource_look(resource), "generator": generator})


@table.on("PATCH", "/content_resources/{id}")
def rename_resource(gen: Gen, ask: Ask) -> Answer:
    resource = _resource(gen, ask)
    resource.name = text(ask.part("content_resource"), "filename", 255)
    return Answer({"content_resource": resource_look(resource)})


@table.on("DELETE", "/content_resources/{id}")
def delete_resource(gen: Gen, ask: Ask) -> Answer:
    """Its addresses are gone at once."""
    _resource(gen, ask).deleted = True
    return Answer()


@table.on("GET", "/asset_libraries")
def browse_library(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask, denied="forbidden")
    folder_id = ask.query.get("folder_id")
    inside = _folder(gen, agent, folder_id).id if folder_id else None
    wanted = [kind for kind in ask.query.get("asset_type", "").split(",") if kind]
    for kind in wanted:
        one_of({"asset_type": kind}, "asset_type", _LIBRARY_KINDS)
    if "order" in ask.query:
        one_of(ask.query, "order", ("recent",))
    items = [*_folders_in(gen, agent, inside), *_files_in(gen, agent, inside)]
    search = ask.query.get("search", "").lower()
    named = [
        look
        for kind, name, look in items
        if (not wanted or kind in wanted) and search in name.lower()
    ]
    size = ask.query.get("page_size", str(_PER_PAGE))
    if not size.isdecimal() or not 1 <= int(size) <= 100:
        refuse("page_size must be between 1 and 100")
    number = page(ask, first=0)
    return Answer(named[number * int(size) :][: int(size)])


@table.on("POST", "/asset_folders")
def create_folder(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask, denied="forbidden")
    wanted = ask.part("asset_folder")
    parent_id = wanted.get("parent_id")
    parent = _folder(gen, agent, str(parent_id)).id if parent_id is not None else None
    folder = Folder(gen.number(), agent.id, text(wanted, "name", 200), parent)
    gen.folders[folder.id] = folder
    return Answer({"asset_folder_id": folder.id}, 201)


@table.on("PATCH", "/asset_folders/{id}")
def rename_folder(gen: Gen, ask: Ask) -> Answer:
    folder = _folder(gen, gen.agent(ask, denied="forbidden"), ask.path["id"])
    folder.name = text(ask.part("asset_folder"), "name", 200)
    return Answer({"asset_folder_id": folder.id})


@table.on("DELETE", "/asset_folders/{id}")
def delete_folder(gen: Gen, ask: Ask) -> Answer:
    """With all that is in it, all the way down."""
    agent = gen.agent(ask, denied="forbidden")
    gone = [_folder(gen, agent, ask.path["id"]).id]
    for id in gone:
        gone += [folder.id for folder in gen.folders.values() if folder.parent_id == id]
        for resource in _own(gen, agent):
            resource.deleted = resource.deleted or resource.folder_id == id
    for id in gone:
        del gen.folders[id]
    return Answer()


@table.on("POST", "/direct_upload")
def direct_upload(gen: Gen, ask: Ask) -> Answer:
    """An address to PUT a large file to, and the `signed_id` that stands for it afterwards."""
    blob = ask.part("blob")
    name, content_type = text(blob, "filename", 255), text(blob, "content_type", 100)
    checksum, size = text(blob, "checksum"), blob.get("byte_size")
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size <= _LARGEST:
        refuse("byte_size must be between 1 and 1073741824")
    if not _is_md5(checksum):
        refuse("checksum must be a base64 encoded MD5")
    id, key = gen.number(), gen.world.id("").lower()
    described = {
        "id": id,
        "key": key,
        "filename": name,
        "content_type": content_type,
        "byte_size": size,
        "checksum": checksum,
        "signed_id": gen.world.id("signed_"),
    }
    gen.uploads[key] = dict(described)
    headers = {"Content-Type": content_type, "Content-MD5": checksum}
    return Answer({**described, "direct_upload": {"url": f"/cdn/direct/{key}", "headers": headers}})


def _direct(gen: Gen, signed_id: object) -> Upload:
    for blob in gen.uploads.values():
        if signed_id and blob["signed_id"] == signed_id:
            if "data" not in blob:
                refuse("The file was not uploaded yet", "content_resource_creation_failed")
            return Upload(blob["filename"], blob["content_type"], blob["data"])
    return refuse("content_resource[file] is required", "content_resource_creation_failed")


def _is_md5(checksum: str) -> bool:
    try:
        return len(base64.b64decode(checksum, validate=True)) == 16
    except ValueError:
        return False


def _own(gen: Gen, agent: Agent) -> list[Resource]:
    every = gen.resources.values()
    return [each for each in every if each.agent_id == agent.id and not each.deleted]


def _resource(gen: Gen, ask: Ask) -> Resource:
    return gen.resource(gen.agent(ask, denied="forbidden"), ask.path["id"]) or missing()


def _folder(gen: Gen, agent: Agent, id: str) -> Folder:
    folder = gen.folders.get(int(id)) if id.isdecimal() else None
    return folder if folder and folder.agent_id == agent.id else missing(message="Folder not found")


def _folders_in(
    gen: Gen, agent: Agent, inside: int | None
) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        ("folder", folder.name, {"id": folder.id, "type": "AssetFolder", "name": folder.name})
        for folder in gen.folders.values()
        if folder.agent_id == agent.id and folder.parent_id == inside
    ]


def _files_in(gen: Gen, agent: Agent, inside: int | None) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (each.kind, each.name, {**resource_look(each), "type": "ContentResource"})
        for each in reversed(_own(gen, agent))
        if each.folder_id == inside
    ]
