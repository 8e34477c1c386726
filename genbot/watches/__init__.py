"""How unfinished business at GEN is followed; one file per kind."""

from collections.abc import Callable
from typing import Any

from genbot.domain.errands import What
from genbot.domain.watches import Kind
from genbot.watches.agents import DeleteAgent, NewAgent, RenameAgent
from genbot.watches.assets import DeleteAsset, NewFolder, RenameAsset, SaveFile
from genbot.watches.avatars import AddAvatar, ChangeAvatars
from genbot.watches.clone import Clone
from genbot.watches.conversations import ChangeTalk, DeleteTalk
from genbot.watches.design import Describing, Keeping, Sampling, Scripting
from genbot.watches.engines import Columns, CopyEngine, NewEngine
from genbot.watches.errand import ErrandAnswer, ErrandOnce, ErrandWork, Recipe
from genbot.watches.files import Files, Nowhere
from genbot.watches.fill import Fill
from genbot.watches.generation import GenerationWork, Stop
from genbot.watches.idea_run import IdeaRun, Read, RunAnswer
from genbot.watches.idea_status import IdeaStatusPush
from genbot.watches.kind import WatchKind
from genbot.watches.monitors import ChangeMonitor, Monitor, Scrape
from genbot.watches.pieces import Adding, Copying, Moving, Removing, Renaming
from genbot.watches.publication import PublicationWork
from genbot.watches.research import Research
from genbot.watches.setup import ChangeAgent
from genbot.watches.studio import ChooseTake, EditTexts, ShowTake
from genbot.watches.takes import ContinueTake, Regenerate, StopTake
from genbot.watches.talk import Asking, Forgetting, Recalling, Remembering
from genbot.watches.talk_title import TalkTitlePush
from genbot.watches.variables import Bringing
from genbot.watches.voices import Choosing, Cloning, Deleting, Hearing


def kinds(
    progress: Read | None = None,
    files: Files | None = None,
    follows: Callable[[str], bool] = lambda path: False,
    theirs: Callable[[], float | None] = lambda: None,
) -> dict[Kind, WatchKind[Any, Any]]:
    """Every kind there is, by its name; `progress` reads a run's own notes, `files` carries files,
    `theirs` tells GEN's time."""
    files = files or Nowhere()
    done_by = recipes(files)
    every: list[WatchKind[Any, Any]] = [
        IdeaRun(progress, files, follows),
        RunAnswer(),
        IdeaStatusPush(),
        Clone(),
        Fill(),
        GenerationWork(files),
        Stop(),
        PublicationWork(files, theirs),
        ErrandWork(done_by),
        ErrandOnce(done_by),
        ErrandAnswer(),
        TalkTitlePush(),
    ]
    return {one.kind: one for one in every}


def recipes(files: Files) -> dict[What, Recipe]:
    """How each errand is done."""
    every: list[Recipe] = [
        Research(),
        *(one(files) for one in (Asking, Remembering, Forgetting, Recalling)),
        *(NewAgent(), ChangeAgent(), RenameAgent(), DeleteAgent()),
        *(Scrape(), Monitor(), ChangeMonitor()),
        *(AddAvatar(files), ChangeAvatars()),
        *(SaveFile(files), NewFolder(), RenameAsset(), DeleteAsset()),
        *(Hearing(), Choosing(), Deleting(), Cloning(files)),
        *(Scripting(), Describing(), Sampling(), Keeping()),
        *(ChangeTalk(), DeleteTalk()),
        *(NewEngine(), Columns(), CopyEngine()),
        *(EditTexts(), Regenerate(), ChooseTake(), ShowTake(), StopTake(), ContinueTake()),
        *(Adding(), Copying(), Renaming(), Moving(), Removing()),
        Bringing(files),
    ]
    return {one.what: one for one in every}
