"""Pieces of news in words: how each that the journal knows is told, and which another tells."""

from collections.abc import Callable, Mapping
from typing import Any

from genbot.cards.changes import whom_said
from genbot.cards.rejections import names, reason
from genbot.cards.text import line, link, moment, person
from genbot.domain.approvals import Vote
from genbot.domain.value import value

LONGEST = 240  # characters of what somebody said
Fact = Mapping[str, Any]


@value
class Words:
    """How one piece of news is told; `about` finds what is to be said besides."""

    what: str
    about: Callable[[Fact], str] = lambda fact: ""


def error(fact: Fact) -> str:
    return line(str(fact.get("error") or ""), LONGEST, "")


def told_why(fact: Fact) -> str:
    """By each of them, where more than one said no."""
    noes = [Vote(*one) for one in fact.get("noes", ())]
    if len(noes) > 1:
        return names(noes)
    return " ".join(reason(noes[0].why if noes else str(fact.get("reason") or "")).split())


def _no(fact: Fact) -> str:
    """What the last one who said no said."""
    return reason(fact["noes"][-1][2]) if fact.get("noes") else ""


def _asked(fact: Fact) -> str:
    return whom_said(str(fact["asked"])) if fact.get("asked") else ""


def _with(fact: Fact) -> str:
    """Everybody, where it took more than one."""
    who = [person(by) for by, *_ in fact.get("approvals", ())]
    return " and ".join(who) if len(who) > 1 else ""


def _voided(fact: Fact) -> str:
    who = ", ".join(map(person, fact.get("voided", ())))
    return f"it was changed, and the approval of {who} does not count any more" if who else ""


def _due(fact: Fact) -> str:
    return moment(fact["due"]) if fact.get("due") else ""


def _caption(fact: Fact) -> str:
    return f"version {fact['version']}, “{line(str(fact['caption']), 160, '')}”"


def _post(fact: Fact) -> str:
    post = str(fact.get("post_id") or "")
    return f"post id {link(post) or line(post, 120)}" if post else ""


def _attempt(fact: Fact) -> str:
    return f"attempt {fact['attempt']}"


def told_words(fact: Fact) -> str:
    return f"“{line(str(fact.get('message') or ''), LONGEST, '')}”"


RUN = {
    "asked": Words("Its turn at the agent"),
    "running": Words("The agent was answered"),
    "awaiting_approval": Words("The agent asked before it goes on"),
    "failed": Words("The agent did not finish", error),
    "held": Words("The agent is on hold", error),
}
# What is missing here is told by the video or the post in the same moment.
IDEA = {
    "made": Words("Idea written"),
    "approve": Words("Idea approved", _with),
    "approved by one": Words("Idea approved, and not by enough yet", _voided),
    "rejected by one": Words("Idea rejected, and not by enough yet", _no),
    "reject": Words("Idea rejected", told_why),
    "change": Words("Change of the idea asked for", told_why),
    "keep": Words("Idea left as it was"),
    "others asked": Words("Nobody decided in time: others were asked", _asked),
    "change_video": Words("Change of the video asked for", told_why),
    "reject_video": Words("Video rejected", told_why),
}
VIDEO = {
    "started": Words("Video begun"),
    "template cloned": Words("Template copied"),
    "template chosen": Words("Another template chosen"),
    "filled": Words("Idea written into the template"),
    "stopped": Words("Video stopped"),
    "stopped by time": Words("Video stopped: nobody decided in time"),
    "others asked": Words("Nobody decided in time: others were asked", _asked),
    "resumed": Words("Video continued"),
    "going on": Words("Video going on"),
    "waits for credits": Words("Waits for credits", error),
    "over budget": Words("Video held", error),
    "budget changed": Words("The budget was changed", error),
    "allowed by one": Words("Allowed over budget, and not by enough yet"),
    "allowed over budget": Words("Allowed once, over budget", _with),
    "denied by one": Words("Not allowed over budget, and not by enough yet", _no),
    "denied over budget": Words("Not allowed over budget", told_why),
    "held": Words("Video held", error),
    "failed": Words("Video failed", error),
    "render failed": Words("Rendering failed", error),
    "in doubt": Words("In doubt, after an older copy was restored"),
    "approved by one": Words("Video approved, and not by enough yet", _voided),
    "rejected by one": Words("Video rejected, and not by enough yet", _no),
    "cover chosen": Words("Cover chosen"),
    "changed in the studio": Words("Changed in the studio"),
}
POST = {
    "approved": Words("Approved for posting", _caption),
    "cancelled": Words("Post taken back"),
    "voided": Words("Back in review", error),
    "rehearsed": Words("Rehearsed: shown in the channel, not published"),
    "moved": Words("Post moved", _due),
    "sent again": Words("Sent again", _attempt),
    "held": Words("Post put on hold"),
    "frozen": Words("Post frozen"),
    "still frozen": Words("Post still frozen"),
    "stopped by a freeze": Words("Post kept back by a freeze"),
    "thawed": Words("Post thawed"),
    "clock moved": Words("Kept back: this machine's clock was put forward"),
    "clock put back": Words("Its moment was kept: this machine's clock was put back"),
    "missed": Words("Post missed its time", error),
    "red": Words("Post kept back", error),
    "sending": Words("Being sent to GEN"),
    "waiting for GEN": Words("Not taken by GEN", error),
    "delayed": Words("GEN keeps us waiting", error),
    "going on": Words("GEN answers again"),
    "sent": Words("Taken by GEN"),
    "live": Words("Live on TikTok", _post),
    "failed": Words("Not published", error),
    "unsure": Words("Unsure whether it is out", error),
    "in doubt": Words("In doubt, after an older copy was restored", error),
}
SILENT = {  # the fact beside it says more
    "ProductionMoved": {
        "approved", "back to review", "published", "rehearsed", "rejected", "rendered", "being changed",
        "being rendered again",
    },
    "IdeaDecided": {"rendered", "approve_video", "cancel", "posted"},
}  # fmt: skip
TABLES = {"RunMoved": RUN, "IdeaDecided": IDEA, "ProductionMoved": VIDEO, "PublicationMoved": POST}
