"""Errands: what is done at GEN for a person besides ideas, videos and posts, and how it went."""

from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from genbot.domain.errors import NotNow
from genbot.domain.pace import Lognormal
from genbot.domain.value import value
from genbot.domain.watches import Kind


class What(StrEnum):
    """Each has one way of being done (`watches`) and one way of being shown (`cards`)."""

    RESEARCH = "research"
    ASK = "ask"
    REMEMBER = "remember"
    FORGET = "forget"
    PREFERENCES = "preferences"
    NEW_AGENT = "new_agent"
    CHANGE_AGENT = "change_agent"
    RENAME_AGENT = "rename_agent"
    DELETE_AGENT = "delete_agent"
    SCRAPE = "scrape"  # posts are read once
    MONITOR = "monitor"  # and again and again, until it is stopped
    CHANGE_MONITOR = "change_monitor"
    ADD_AVATAR = "add_avatar"
    CHANGE_AVATARS = "change_avatars"
    SAVE_FILE = "save_file"
    NEW_FOLDER = "new_folder"
    RENAME_ASSET = "rename_asset"
    DELETE_ASSET = "delete_asset"
    HEAR_VOICE = "hear_voice"
    USE_VOICE = "use_voice"
    DELETE_VOICE = "delete_voice"
    CLONE_VOICE = "clone_voice"
    VOICE_SCRIPT = "voice_script"  # the four steps to a new voice
    VOICE_SOUND = "voice_sound"
    VOICE_SAMPLES = "voice_samples"
    KEEP_VOICE = "keep_voice"
    CHANGE_TALK = "change_talk"
    DELETE_TALK = "delete_talk"
    NEW_ENGINE = "new_engine"
    COLUMNS = "columns"
    COPY_ENGINE = "copy_engine"
    EDIT_TEXTS = "edit_texts"  # in the vidsheet of a video
    REGENERATE = "regenerate"
    CHOOSE_TAKE = "choose_take"
    SHOW_TAKE = "show_take"
    STOP_TAKE = "stop_take"
    CONTINUE_TAKE = "continue_take"
    ADD_PIECE = "add_piece"  # layers, rows and columns of it
    COPY_PIECE = "copy_piece"
    RENAME_PIECE = "rename_piece"
    MOVE_PIECE = "move_piece"
    DELETE_PIECE = "delete_piece"
    BRING_VARIABLES = "bring_variables"


# GEN promises no Idempotency-Key there and doing it twice would show, or cost: it becomes unsure.
ONCE: frozenset[What] = frozenset(
    {
        *(What.NEW_AGENT, What.SCRAPE, What.MONITOR, What.ADD_AVATAR),
        *(What.HEAR_VOICE, What.CLONE_VOICE, What.NEW_ENGINE, What.COPY_ENGINE),
        *(What.VOICE_SCRIPT, What.VOICE_SOUND, What.VOICE_SAMPLES, What.KEEP_VOICE),
    }
)

# They change what GEN keeps for a brand: only for who may approve its videos.
KEEPERS: frozenset[What] = frozenset(
    {
        What.REMEMBER,
        What.FORGET,
        What.NEW_AGENT,
        What.CHANGE_AGENT,
        What.RENAME_AGENT,
        What.ADD_AVATAR,
        What.CHANGE_AVATARS,
        What.RENAME_ASSET,
        What.DELETE_ASSET,
        What.USE_VOICE,
        What.DELETE_VOICE,
        What.CLONE_VOICE,
        What.KEEP_VOICE,
        What.DELETE_TALK,
    }
)
# They end what everybody works with: only for who may act for every channel.
ADMINS: frozenset[What] = frozenset({What.DELETE_AGENT})

# They rearrange the vidsheet of a video: one at a time, so that what is new after a lost answer is
# what was asked for.
ARRANGING: frozenset[What] = frozenset(
    {
        *(What.ADD_PIECE, What.COPY_PIECE, What.RENAME_PIECE),
        *(What.MOVE_PIECE, What.DELETE_PIECE),
    }
)

# They change the vidsheet of a video, which is rendered again afterwards.
STUDIO: frozenset[What] = ARRANGING | {
    *(What.EDIT_TEXTS, What.REGENERATE, What.CHOOSE_TAKE, What.CONTINUE_TAKE, What.BRING_VARIABLES)
}

# What GEN works on for a while, and for how long at first sight; all else is done when it answers.
USUAL = {
    What.RESEARCH: Lognormal(60.0, 0.6),
    What.ASK: Lognormal(20.0, 0.8),
    What.REMEMBER: Lognormal(10.0, 0.6),
    What.FORGET: Lognormal(10.0, 0.6),
    What.PREFERENCES: Lognormal(10.0, 0.6),
    What.SCRAPE: Lognormal(60.0, 0.8),
    What.HEAR_VOICE: Lognormal(8.0, 0.6),
    What.REGENERATE: Lognormal(60.0, 0.8),
    What.CONTINUE_TAKE: Lognormal(60.0, 0.8),
}

# What is said to the agent in a conversation, one thing at a time.
TALKING = (What.ASK, What.REMEMBER, What.FORGET, What.PREFERENCES)


class ErrandState(StrEnum):
    WANTED = "wanted"
    WORKING = "working"  # GEN has it
    APPROVAL = "approval"  # the agent asks before it goes on
    DONE = "done"
    FAILED = "failed"
    HELD = "held"  # no credits
    UNSURE = "unsure"
    STOPPED = "stopped"

    @property
    def over(self) -> bool:
        """Nobody waits for it, and nothing will happen to it by itself."""
        return self in {E.DONE, E.FAILED, E.HELD, E.UNSURE, E.STOPPED}


E = ErrandState
MOVES: dict[tuple[ErrandState, str], ErrandState] = {
    (E.WANTED, "taken"): E.WORKING,
    (E.WANTED, "done"): E.DONE,
    (E.WANTED, "failed"): E.FAILED,
    (E.WANTED, "held"): E.HELD,
    (E.WANTED, "unsure"): E.UNSURE,
    (E.WANTED, "stop"): E.STOPPED,
    (E.WORKING, "asks"): E.APPROVAL,
    (E.WORKING, "done"): E.DONE,
    (E.WORKING, "failed"): E.FAILED,
    (E.WORKING, "held"): E.HELD,
    (E.WORKING, "unsure"): E.UNSURE,
    (E.WORKING, "stop"): E.STOPPED,
    (E.APPROVAL, "answer"): E.WORKING,
    (E.APPROVAL, "done"): E.DONE,
    (E.APPROVAL, "failed"): E.FAILED,
    (E.APPROVAL, "stop"): E.STOPPED,
    (E.FAILED, "again"): E.WANTED,
    (E.HELD, "again"): E.WANTED,
    (E.UNSURE, "again"): E.WANTED,
    (E.UNSURE, "settle"): E.DONE,
}


@value
class Errand:
    """One wish. `wish` is all that doing it needs, `result` what came of it; both are plain JSON.

    `channel` and `thread` are where it was asked for and where its one message is; `agent` is
    GEN's. `attempt` counts how often a person wanted it: each attempt has its own Idempotency-Key.
    """

    id: str
    what: What
    title: str
    channel: str
    by: str
    at: float
    agent: str = ""
    agent_name: str = ""
    thread: str = ""
    wish: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    state: ErrandState = ErrandState.WANTED
    attempt: int = 1
    job: str = ""
    reason: str = ""
    note: str = ""  # GEN keeps us waiting
    since: float = 0.0  # when GEN took it
    ended: float = 0.0
    expects: tuple[float, float] = (0.0, 0.0)  # seconds it usually takes
    may: tuple[str, ...] = ()  # who may answer the agent's question; empty: everyone
    called: str = ""  # the title of its conversation, once a person gave it another
    verdict: str = ""  # what a person answered to the agent's question: yes or no

    @property
    def slot(self) -> str:
        return f"errand:{self.id}"

    @property
    def kind(self) -> Kind:
        """The watch that sees to it."""
        return Kind.ERRAND_ONCE if self.what in ONCE else Kind.ERRAND

    @property
    def key(self) -> str:
        return f"errand:{self.id}:{self.attempt}"

    @property
    def usable(self) -> bool:
        """Whether something may have come of it, to ask about or to make ideas from."""
        goes_on = self.what is What.MONITOR and self.state in {E.WORKING, E.STOPPED}
        return goes_on or self.state is E.DONE

    def move(self, verb: str, **changes: Any) -> "Errand":
        """The errand after `verb`; raises NotNow when it is too late for that."""
        state = MOVES.get((self.state, verb))
        if state is None:
            raise NotNow(f"Too late for that: this is {SPOKEN[self.state]}.")
        return replace(self, state=state, **changes)


SPOKEN = {
    E.WANTED: "about to be done",
    E.WORKING: "under way",
    E.APPROVAL: "waiting for an answer",
    E.DONE: "done",
    E.FAILED: "failed",
    E.HELD: "on hold",
    E.UNSURE: "in doubt",
    E.STOPPED: "stopped",
}
