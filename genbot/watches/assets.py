"""Errands in GEN's library: files brought there, named, filed, deleted."""

from dataclasses import replace
from typing import Any

from genbot.domain.errands import Errand, What
from genbot.domain.library import FOLDER, Contents, Item
from genbot.flows import errands, library
from genbot.gen import assets as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained, NotFound
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.files import Files, sent_up
from genbot.watches.kind import Done

ANYTHING = "application/octet-stream"
LONGEST_FILE = 255
SENT = "sent"  # in an errand's result: the bytes are at GEN, and what turns them into a file there


class SaveFile(Recipe):
    """`wish`: source, name, kind, folder. Two steps, each in its own commit: the bytes go up, which
    leaves nothing in the library; then GEN makes a file of them. `result`: the file."""

    what = What.SAVE_FILE

    def __init__(self, files: Files) -> None:
        self._files = files

    async def ask(self, gen_: Ask, errand: Errand, /) -> Done[Result]:
        if sent := _sent(errand):
            made = await gen_(
                gen.CreateContentResource(
                    agent_id=errand.agent,
                    file=sent["signed_id"],
                    folder_id=errand.wish["folder"] or None,
                )
            )
            return Done(_file(made, errand))
        return Done({SENT: await self._up(gen_, errand)})

    async def recall(self, gen_: Ask, errand: Errand, /) -> Done[Result] | None:
        """The file may be there: one of this name that was not there before it was sent."""
        sent = _sent(errand)
        if not sent:
            return None
        there = await library.same_name(gen_, errand.agent, errand.wish["folder"], sent["name"])
        fresh = [one for one in there if one not in sent["before"]]
        if not fresh:
            return None
        call = gen.GetContentResource(id=fresh[0], agent_id=errand.agent)
        return Done(_file(await gen_(call), errand))

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if result.get(SENT):
            errands.progressed(tx, errand.id, result)
            tx.watch(errand.kind, errand.id)
        else:
            super().finish(tx, errand, result)

    async def _up(self, gen_: Ask, errand: Errand) -> Result:
        wish = errand.wish
        weight = await self._files.weigh(wish["source"], who=errand.id)
        name = weight.name[:LONGEST_FILE] or wish["name"]
        before = await library.same_name(gen_, errand.agent, wish["folder"], name)
        told = replace(weight, name=name, kind=weight.kind or wish["kind"] or ANYTHING)
        signed = await sent_up(gen_, self._files, wish["source"], told, who=errand.id)
        return {"signed_id": signed, "attempt": errand.attempt, "name": name, "before": before}


class NewFolder(Recipe):
    """`wish`: name, parent. `result`: its id."""

    what = What.NEW_FOLDER

    async def ask(self, gen_: Ask, errand: Errand, /) -> Done[Result]:
        wish = errand.wish
        if await self._there(gen_, errand):
            raise Explained("There is a folder of that name already.")
        made = await gen_(
            gen.CreateAssetFolder(
                agent_id=errand.agent, name=wish["name"], parent_id=wish["parent"] or None
            )
        )
        return Done({"id": made.asset_folder_id})

    async def recall(self, gen_: Ask, errand: Errand, /) -> Done[Result] | None:
        there = await self._there(gen_, errand)
        return Done({"id": there[0]}) if there else None

    async def _there(self, gen_: Ask, errand: Errand) -> list[str]:
        wish = errand.wish
        return await library.same_name(gen_, errand.agent, wish["parent"], wish["name"], FOLDER)


class RenameAsset(Recipe):
    """`wish`: id, kind, name. Saying it twice changes nothing."""

    what = What.RENAME_ASSET

    async def ask(self, gen_: Ask, errand: Errand, /) -> Done[Result]:
        id, agent, name = errand.wish["id"], errand.agent, errand.wish["name"]
        if errand.wish["kind"] == FOLDER:
            await gen_(gen.UpdateAssetFolder(id=id, agent_id=agent, name=name))
        else:
            await gen_(gen.UpdateContentResource(id=id, agent_id=agent, filename=name))
        return Done({})


class DeleteAsset(Recipe):
    """`wish`: id, kind, name, spared (addresses and ids that something needs, each with its title).

    What is gone already is as good as deleted.
    """

    what = What.DELETE_ASSET

    async def ask(self, gen_: Ask, errand: Errand, /) -> Done[Result]:
        wish = errand.wish
        item = Item(wish["id"], wish["name"], wish["kind"])
        try:
            goes = await library.contents(gen_, (errand.agent, item))
            _spare(wish["spared"], goes)
            if item.is_folder:
                await gen_(gen.DeleteAssetFolder(id=item.id, agent_id=errand.agent))
            else:
                await gen_(gen.DeleteContentResource(id=item.id, agent_id=errand.agent))
        except NotFound:
            return Done({"files": 0})
        return Done({"files": len(goes.files)})


def _spare(spared: list[list[str]], goes: Contents) -> None:
    """Raises Explained when something would go that is needed, or may be among too many to look at."""
    marks = {mark for one in goes.files for mark in (one.id, one.url)}
    for mark, why in spared:
        if mark in marks:
            raise Explained(f"“{why}” needs it")
    if spared and not goes.whole:
        raise Explained("it holds more files than I can look through for what is needed")


def _sent(errand: Errand) -> dict[str, Any] | None:
    """What this attempt has sent up; an earlier one's may be forgotten by GEN."""
    sent: dict[str, Any] = errand.result.get(SENT) or {}
    return sent if sent.get("attempt") == errand.attempt else None


def _file(made: gen.ContentResource, errand: Errand) -> Result:
    item = library.item_of(made, name=errand.wish["name"])
    shown = {"id": item.id, "name": item.name, "kind": item.kind}
    return {**shown, "url": item.url, "thumbnail": item.thumbnail, SENT: None}
