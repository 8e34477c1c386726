"""Publications: one approved version on its way out, once."""

import re
from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from typing import Any

from genbot.domain.approvals import Vote, Votes
from genbot.domain.errors import NotNow
from genbot.domain.freezes import Freeze
from genbot.domain.slots import Neighbour
from genbot.domain.value import value

SWAPPED = "The file at GEN is not the one that was approved. Nothing was sent."
CAPTION_LIMIT = 2200
"""Of TikTok. GEN's page "Publishing" says "Max ~2200 characters for TikTok"; TikTok's own "Direct Post"
(developers.tiktok.com, Content Posting API) says of `post_info.title`: "The maximum length is 2200 in
UTF-16 runes", so that most emoji count twice."""
CODE = re.compile(r"(?<![\w:/]):[\w+'-]*[^\W\d_][\w+'-]*:(?![\w/])")


class PublicationState(StrEnum):
    SCHEDULED = "scheduled"  # ours to hold: can be undone, moved, cancelled
    SENDING = "sending"
    WAITING = "waiting"  # GEN has it
    LIVE = "live"
    REHEARSED = "rehearsed"  # shown in its channel; nothing was published
    FAILED = "failed"
    UNSURE = "unsure"
    HELD = "held"
    CANCELLED = "cancelled"


U = PublicationState
OVER = {U.LIVE, U.CANCELLED, U.REHEARSED}
ASKING = (U.UNSURE, U.HELD, U.FAILED)  # a person says what becomes of it
MOVES: dict[tuple[PublicationState, str], PublicationState] = {
    (U.SCHEDULED, "send"): U.SENDING,
    (U.SCHEDULED, "move"): U.SCHEDULED,
    (U.SCHEDULED, "cancel"): U.CANCELLED,
    (U.SCHEDULED, "missed"): U.HELD,
    (U.SCHEDULED, "failed"): U.FAILED,
    (U.SCHEDULED, "not_sent"): U.SCHEDULED,
    (U.SCHEDULED, "rehearsed"): U.REHEARSED,
    (U.REHEARSED, "cancel"): U.CANCELLED,
    (U.SENDING, "not_sent"): U.SCHEDULED,
    (U.SENDING, "sent"): U.WAITING,
    (U.SENDING, "failed"): U.FAILED,
    (U.SENDING, "unsure"): U.UNSURE,
    (U.WAITING, "live"): U.LIVE,
    (U.WAITING, "failed"): U.FAILED,
    (U.WAITING, "unsure"): U.UNSURE,
    (U.UNSURE, "it_is_live"): U.LIVE,
    (U.UNSURE, "send_again"): U.SCHEDULED,
    (U.UNSURE, "hold"): U.HELD,
    (U.HELD, "it_is_live"): U.LIVE,
    (U.HELD, "send_again"): U.SCHEDULED,
    (U.HELD, "cancel"): U.CANCELLED,
    (U.FAILED, "send_again"): U.SCHEDULED,
    (U.FAILED, "cancel"): U.CANCELLED,
    **{(state, "restored"): U.UNSURE for state in U if state not in OVER},
}
SPOKEN = {
    U.SCHEDULED: "this post is planned, and has not left",
    U.WAITING: "GEN has this post already",
    U.LIVE: "this post is out already",
    U.REHEARSED: "it was rehearsed already",
    U.FAILED: "it was tried and not published, and its card says why",
    U.HELD: "it was not sent, and its card asks what becomes of it",
    U.CANCELLED: "this post was taken back already",
    U.UNSURE: "nobody knows whether this post is out, so look first",
}
OUTWARD = {"send", "sent", "live", "it_is_live", "unsure", "restored"}  # never of a rehearsal


def caption_size(caption: str) -> int:
    """How many characters a caption has, as TikTok counts them."""
    return len(caption.encode("utf-16-le", "surrogatepass")) // 2


def fitting(caption: str) -> str:
    """As much of its beginning as TikTok takes, in whole characters."""
    return caption.encode("utf-16-le", "ignore")[: 2 * CAPTION_LIMIT].decode("utf-16-le", "ignore")


def codes(text: str) -> tuple[str, ...]:
    """What stands in it for emoji that only Slack can draw: `:taco_team:`."""
    return tuple(dict.fromkeys(CODE.findall(text)))


@value
class Wish:
    """The publish form, read. `due` is epoch seconds, 0 for now."""

    caption: str
    title: str = ""
    media_type: str = "VIDEO"
    due: float = 0.0
    handed_over: bool = False
    thumbnail: str = ""
    footage: tuple[str, ...] = ()  # whose footage somebody says that we may use


@value
class Publication:
    """Exactly this file with exactly this caption, at exactly this time (epoch seconds; 0: at once)."""

    id: str
    production_id: str
    idea_id: str
    channel: str
    agent_id: str
    version: int  # of the production: what was approved
    by: str
    made: float
    due: float
    caption: str
    media_url: str
    title: str = ""
    media_type: str = "VIDEO"
    thumbnail: str = ""
    sha256: str = ""  # of the file that was approved; empty: nobody knows
    scheduled: bool = False  # a person named a time, so being late needs a question
    handed_over: bool = False  # GEN holds the schedule; nobody can recall it
    state: PublicationState = PublicationState.SCHEDULED
    attempt: int = 1
    job: str = ""
    post_id: str = ""
    error: str = ""
    decided_by: str = ""
    decided_at: float = 0.0
    ended: float = 0.0
    approvals: Votes = ()  # of exactly this; empty: its `by` approved it alone
    noes: Votes = ()  # which did not end it, by the rule of then
    freeze: Freeze | None = None  # while it could still go out: what stops it
    rehearsal: bool = False  # approved as one: it is shown in its channel, and never published
    footage: tuple[str, ...] = ()  # whose footage is in it, with the right to use it
    accounts: tuple[str, ...] = ()  # of the agent there, by name, when it was approved
    red: bool = False  # held because something stood against it, and not for being late
    near: Neighbour | None = None  # of a post without a time of its own, while it can be taken back
    pressed: float = 0.0  # when it was let out, on a clock that no hand moves; 0: at a time
    left: int = 0  # the seconds to take it back that its card promised last; 0: it names none

    @property
    def slot(self) -> str:
        return f"publication:{self.id}"

    @property
    def votes(self) -> Votes:
        """Who approved exactly this."""
        return self.approvals or (Vote(self.by, self.made),)

    @property
    def when(self) -> float:
        """When it goes out, or when it did."""
        out = self.state in {U.LIVE, U.REHEARSED}
        return self.ended if out and self.ended else self.due or self.made

    @property
    def doubtful(self) -> bool:
        """It may be out already: it was sent, or somebody was asked and put it on hold."""
        return bool(self.job or self.decided_by)

    @property
    def at_once(self) -> bool:
        """Nobody has a moment to take it back: it goes out as soon as it was decided."""
        return not self.scheduled and self.due <= max(self.made, self.decided_at)

    def shares(self, agent: str, accounts: Collection[str]) -> bool:
        """Whether it goes out where this agent posts, to accounts of these names."""
        return self.agent_id == agent or not set(self.accounts).isdisjoint(accounts)

    def move(self, verb: str, **changes: Any) -> "Publication":
        """The publication after `verb`; raises NotNow when it is too late for that."""
        state = MOVES.get((self.state, verb))
        if (self.rehearsal and verb in OUTWARD) or (not self.rehearsal and verb == "rehearsed"):
            raise NotNow("Nothing of a rehearsal is published, and nothing else is rehearsed.")
        if state is None and self.state is U.SENDING:
            raise NotNow(
                "It is being sent at this moment. If GEN does not take it, you can do that in a "
                "few seconds."
            )
        if state is None:
            raise NotNow(f"Too late for that: {SPOKEN[self.state]}.")
        return replace(self, state=state, **changes)
