"""Bring files to GEN's library, and change what lies in it; never what something still needs."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.approvals import Gate
from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow, Refusal, within
from genbot.domain.library import Contents, Item, Need
from genbot.domain.productions import RESTING, WORKING, Production, Stage
from genbot.domain.publications import PublicationState
from genbot.flows import channels, errands, policies, steps
from genbot.store import Transaction

S = PublicationState
LONGEST_FILE, LONGEST_FOLDER = 255, 200  # characters
ASKED_AGAIN = "The cover was changed after somebody approved it, so everybody is asked again."
NEEDED = (S.SCHEDULED, S.SENDING, S.WAITING, S.UNSURE, S.HELD, S.FAILED)
Brought = tuple[str, str]  # a file in Slack, or elsewhere: its id or address, and its name
Folder = tuple[str, str]  # id and name; empty for the top of the library


def save(
    tx: Transaction, brought: Sequence[Brought], folder: Folder, *, channel: str, by: str
) -> list[Errand]:
    """Each of these files goes into the library of the channel's agent."""
    if not brought:
        raise BadForm(files="Choose at least one file.")
    return [_carry(tx, one, folder, channel, by) for one in brought]


def copy(tx: Transaction, item: Item, folder: Folder, *, channel: str, by: str) -> Errand:
    """A copy of a file in another folder: GEN cannot move one."""
    if not item.url:
        raise Refusal("GEN does not say where that file is, so I cannot copy it.")
    return _carry(tx, (item.url, item.name), folder, channel, by, item)


def _carry(
    tx: Transaction, brought: Brought, folder: Folder, channel: str, by: str, of: Item | None = None
) -> Errand:
    source, name = brought[0], " ".join(brought[1].split())[:LONGEST_FILE] or "file"
    title = f"Copy: {name}" if of else f"Save to GEN: {name}"
    return errands.want(
        tx, What.SAVE_FILE, title, channel=channel, by=by, source=source, name=name,
        kind=of.content_type if of else "", folder=folder[0], folder_name=folder[1],
        copy_of=of.ref if of else "",
    )  # fmt: skip


def new_folder(tx: Transaction, name: str, inside: Folder, *, channel: str, by: str) -> Errand:
    name = _named(name, LONGEST_FOLDER)
    return errands.want(
        tx, What.NEW_FOLDER, f"New folder: {name}", channel=channel, by=by, name=name,
        parent=inside[0], parent_name=inside[1],
    )  # fmt: skip


def rename(tx: Transaction, item: Item, name: str, *, channel: str, by: str) -> Errand:
    name = _named(name, LONGEST_FOLDER if item.is_folder else LONGEST_FILE)
    if name == item.name:
        raise BadForm(name="That is its name already.")
    return errands.want(
        tx, What.RENAME_ASSET, f"Rename: {item.name}", channel=channel, by=by, id=item.id,
        kind=item.kind, was=item.name, name=name,
    )  # fmt: skip


def delete(tx: Transaction, item: Item, *, knowingly: bool, channel: str, by: str) -> Errand:
    """For good. Unless somebody said so knowingly, nothing is deleted that something still needs,
    also if that began to need it after they looked."""
    agent = channels.bound(tx, channel).agent_id
    spared = [] if knowingly else [[mark, one.title] for mark, one in needs(tx, agent).items()]
    title = f"Delete folder: {item.name}" if item.is_folder else f"Delete: {item.name}"
    return errands.want(
        tx, What.DELETE_ASSET, title, channel=channel, by=by, id=item.id, kind=item.kind,
        name=item.name, spared=spared,
    )  # fmt: skip


def use_as_cover(tx: Transaction, item: Item, production_id: str, *, by: str) -> Production:
    """This picture is what a video is shown with when it is published."""
    if not item.url or item.kind != "image":
        raise Refusal("Only a picture can be a cover.")
    production = tx.productions.look(production_id)
    if production is None:
        raise BadForm(video="Choose a video.")
    policies.check(tx, production.channel, Gate.VIDEOS, by)
    if production.stage is not Stage.REVIEW:
        raise NotNow("That video is not in review any more, so its cover stays as it is.")
    note = ASKED_AGAIN if production.ballot else production.note
    production = replace(production, thumbnail=item.url, ballot=None, note=note)
    return steps.keep(tx, production, "cover chosen", by=by)


def coverable(tx: Transaction, channel: str) -> list[tuple[str, str]]:
    """Id and title of the videos here that can be given a cover, the newest first."""
    found = tx.productions.find(stage=Stage.REVIEW, channel=channel)
    return [(one.id, one.title) for one in reversed(found)]


def needs(tx: Transaction, agent: str) -> dict[str, Need]:
    """The addresses and ids of files that something of this agent's still needs, each with what."""
    found: dict[str, Need] = {}
    for made in tx.productions.find(stage=(*WORKING, *RESTING, Stage.REVIEW)):
        if made.agent_id == agent:
            found |= dict.fromkeys(_parts(made), Need(made.title, making=True))
    for out in tx.publications.find(state=NEEDED):
        if out.agent_id == agent:
            title = out.title or tx.productions.get(out.production_id).title
            due = out.due if out.state is S.SCHEDULED else 0.0
            found |= dict.fromkeys((out.media_url, out.thumbnail), Need(title, due))
    found.pop("", None)
    return found


def warned(tx: Transaction, agent: str, goes: Contents) -> list[Need]:
    """What would lose something if these were deleted."""
    needed = needs(tx, agent)
    marks = [mark for one in goes.files for mark in (one.url, one.id)]
    return list(dict.fromkeys(needed[mark] for mark in marks if mark in needed))


def _parts(made: Production) -> list[str]:
    parts = [*made.tasks, *([made.render] if made.render else [])]
    given = [str(value) for task in parts for value in (task.data or {}).values()]
    return [made.video_url, made.thumbnail, *(task.url for task in parts), *given]


def _named(name: str, most: int) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadForm(name="Give it a name.")
    within(most, name=name)
    return name
