"""The history of a thing in words: what happened, by whom, when; one line for each fact."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.changes import change_said
from genbot.cards.rejections import names, reason
from genbot.cards.text import line, link, moment, person, shorten
from genbot.cards.things import called, head, page_of
from genbot.domain.approvals import Vote
from genbot.domain.history import Entry, History, Thing
from genbot.domain.posts import Block, Card

MOST = 12  # lines in a private answer; a window shows the rest
PAGE, PIECE = 24, 4  # lines in a window, and in one block: Slack folds longer ones
LONGEST, RULES = 240, 1_200  # characters of what somebody said, and of a change of rules
Fact = Mapping[str, Any]
Line = tuple[str, str]  # what happened, and what is to be said about it
PART = "Parts made"


def history_card(history: History) -> Card:
    """The newest lines, and how to see the rest."""
    lines = list(told(history))
    shown = lines[-MOST:]
    left = len(lines) - len(shown)
    name = called(history.thing)
    last = shown[-1] if shown else GONE
    return kit.card(
        f"What happened to {name}. {last}",
        kit.section(head(history.thing)),
        *_blocks(shown),
        kit.small(f"{left} earlier") if left else kit.small(CUT) if history.cut else None,
        kit.actions(
            kit.button("All of it…", Act.SEE_HISTORY, page_of(history.thing.id)) if left else None
        ),
    )


def history_view(history: History, page: int = 0) -> Block:
    """All of it, page by page; the newest lines are on the first."""
    lines = list(told(history))
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    end = len(lines) - page * PAGE
    shown = lines[max(0, end - PAGE) : end]
    about = history.thing.id
    return kit.form(
        None,
        "History",
        kit.section(head(history.thing)),
        kit.small(CUT) if history.cut and page == pages - 1 else None,
        *_blocks(shown),
        kit.actions(
            kit.button("Receipt", Act.GIVE_RECEIPT, page_of(about)) if posted(history) else None,
            kit.button("Earlier", Act.EARLIER_HISTORY, page_of(about, page + 1))
            if page + 1 < pages
            else None,
            kit.button("Later", Act.LATER_HISTORY, page_of(about, page - 1)) if page else None,
        ),
    )


def posted(history: History) -> bool:
    """Whether there is something to give a receipt of."""
    return any(one.event == "PublicationMoved" for one in history.entries)


GONE = "Nothing is kept of it any more."
CUT = "What was before that is not kept any more."


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    piece: list[str] = []
    for one in lines:
        if len(piece) == PIECE or sum(map(len, piece)) + len(one) > kit.SECTION - PIECE:
            yield kit.section("\n".join(piece))
            piece = []
        piece.append(one)
    if piece:
        yield kit.section("\n".join(piece))
    if not lines:
        yield kit.section(GONE)


def told(history: History) -> Iterator[str]:
    """A line of safe mrkdwn for each fact, oldest first; parts that were made one after another
    share one."""
    before: tuple[str, float] = ("", 0.0)
    set_up: Fact | None = None
    for entry in history.entries:
        found = _said(entry, history, set_up)
        set_up = entry.fact if entry.event == "ChannelSet" else set_up
        if found is None:
            continue
        what, about = found
        if what == PART:
            before = (f"{before[0]}, {about}" if before[0] else about, entry.at)
            continue
        if before[0]:
            yield _line(before[1], PART, "", before[0])
        before = ("", 0.0)
        most = RULES if entry.event in CHANGES else LONGEST
        yield _line(entry.at, _of(history, entry, what), entry.by, about, most)
    if before[0]:
        yield _line(before[1], PART, "", before[0])


def _line(at: float, what: str, by: str, about: str, most: int = LONGEST) -> str:
    who = f" by {person(by)}" if by else ""
    said = f": {shorten(about, most)}" if about else ""
    return f"•  {moment(at)} · *{what}*{who}{said}"


def _of(history: History, entry: Entry, what: str) -> str:
    """In the history of a request: which of its ideas it is about."""
    named = history.named.get(entry.subject)
    return f"{named}: {what[0].lower()}{what[1:]}" if named else what


@dataclass(frozen=True, slots=True)
class Words:
    """How one piece of news is told; `about` finds what is to be said besides."""

    what: str
    about: Callable[[Fact], str] = lambda fact: ""


def _error(fact: Fact) -> str:
    return line(str(fact.get("error") or ""), LONGEST, "")


def _why(fact: Fact) -> str:
    """By each of them, where more than one said no."""
    noes = [Vote(*one) for one in fact.get("noes", ())]
    if len(noes) > 1:
        return names(noes)
    return " ".join(reason(noes[0].why if noes else str(fact.get("reason") or "")).split())


def _no(fact: Fact) -> str:
    """What the last one who said no said."""
    return reason(fact["noes"][-1][2]) if fact.get("noes") else ""


def _due(fact: Fact) -> str:
    return moment(fact["due"]) if fact.get("due") else ""


def _caption(fact: Fact) -> str:
    return f"version {fact['version']}, “{line(str(fact['caption']), 160, '')}”"


def _post(fact: Fact) -> str:
    post = str(fact.get("post_id") or "")
    return f"post id {link(post) or line(post, 120)}" if post else ""


def _attempt(fact: Fact) -> str:
    return f"attempt {fact['attempt']}"


def _told(fact: Fact) -> str:
    return f"“{line(str(fact.get('message') or ''), LONGEST, '')}”"


RUN = {
    "asked": Words("Its turn at the agent"),
    "running": Words("The agent was answered"),
    "awaiting_approval": Words("The agent asked before it goes on"),
    "failed": Words("The agent did not finish", _error),
    "held": Words("The agent is on hold", _error),
}
# What is missing here is told by the video or the post in the same moment.
IDEA = {
    "made": Words("Idea written"),
    "approve": Words("Idea approved"),
    "approved by one": Words("Idea approved, and not by enough yet"),
    "rejected by one": Words("Idea rejected, and not by enough yet", _no),
    "reject": Words("Idea rejected", _why),
    "change": Words("Change of the idea asked for", _why),
    "keep": Words("Idea left as it was"),
    "others asked": Words("Nobody decided in time: others were asked"),
    "change_video": Words("Change of the video asked for", _why),
    "reject_video": Words("Video rejected", _why),
}
VIDEO = {
    "started": Words("Video begun"),
    "template cloned": Words("Template copied"),
    "template chosen": Words("Another template chosen"),
    "filled": Words("Idea written into the template"),
    "stopped": Words("Video stopped"),
    "stopped by time": Words("Video stopped: nobody decided in time"),
    "others asked": Words("Nobody decided in time: others were asked"),
    "resumed": Words("Video continued"),
    "going on": Words("Video going on"),
    "waits for credits": Words("Waits for credits", _error),
    "over budget": Words("Video held", _error),
    "allowed by one": Words("Allowed over budget, and not by enough yet"),
    "allowed over budget": Words("Allowed once, over budget"),
    "denied by one": Words("Not allowed over budget, and not by enough yet", _no),
    "denied over budget": Words("Not allowed over budget", _why),
    "held": Words("Video held", _error),
    "failed": Words("Video failed", _error),
    "render failed": Words("Rendering failed", _error),
    "in doubt": Words("In doubt, after an older copy was restored"),
    "approved by one": Words("Video approved, and not by enough yet"),
    "rejected by one": Words("Video rejected, and not by enough yet", _no),
    "cover chosen": Words("Cover chosen"),
    "changed in the studio": Words("Changed in the studio"),
}
POST = {
    "approved": Words("Approved for posting", _caption),
    "cancelled": Words("Post taken back"),
    "voided": Words("Back in review", _error),
    "rehearsed": Words("Rehearsed: shown in the channel, not published"),
    "moved": Words("Post moved", _due),
    "sent again": Words("Sent again", _attempt),
    "held": Words("Post put on hold"),
    "frozen": Words("Post frozen"),
    "still frozen": Words("Post still frozen"),
    "stopped by a freeze": Words("Post kept back by a freeze"),
    "thawed": Words("Post thawed"),
    "missed": Words("Post missed its time", _error),
    "red": Words("Post kept back", _error),
    "sending": Words("Being sent to GEN"),
    "waiting for GEN": Words("Not taken by GEN", _error),
    "delayed": Words("GEN keeps us waiting", _error),
    "going on": Words("GEN answers again"),
    "sent": Words("Taken by GEN"),
    "live": Words("Live on TikTok", _post),
    "failed": Words("Not published", _error),
    "unsure": Words("Unsure whether it is out", _error),
    "in doubt": Words("In doubt, after an older copy was restored", _error),
}
SILENT = {  # the fact beside it says more
    "ProductionMoved": {
        "approved", "back to review", "published", "rehearsed", "rejected", "rendered", "being changed",
        "being rendered again",
    },
    "IdeaDecided": {"rendered", "approve_video", "cancel", "posted"},
}  # fmt: skip


def _said(entry: Entry, history: History, set_up: Fact | None) -> Line | None:
    """What one entry tells (`set_up`: how the channel was before); None when another one tells it."""
    if entry.event in CHANGES:
        return change_said(entry, set_up, history.named)
    fact = entry.fact
    news = str(fact.get("news") or fact.get("verb") or fact.get("state") or "")
    if news in SILENT.get(entry.event, ()):
        return None
    match entry.event:
        case "IdeasAsked":
            return ("Asked for", _told(fact))
        case "IdeasArrived":
            return _arrived(fact, history.thing)
        case "VideoRendered":
            return (f"Version {fact['version']} ready to watch", "")
        case "ErrandMoved":
            return (
                f"{line(str(fact['what']).replace('_', ' ').capitalize(), 40)} {news}",
                _why(fact),
            )
        case "ProductionMoved" if news.endswith(" done"):
            return (PART, line(news.removesuffix(" done"), 80))
    known = TABLES.get(entry.event, {}).get(news)
    if known is None:  # a part of a video that failed, say; or news of an older genbot
        return (line(news or entry.event, 120), _error(fact))
    return (known.what, known.about(fact))


CHANGES = {"ChannelSet", "PolicySet", "AccessMoved", "FreezeMoved"}
TABLES = {"RunMoved": RUN, "IdeaDecided": IDEA, "ProductionMoved": VIDEO, "PublicationMoved": POST}


def _arrived(fact: Fact, thing: Thing) -> Line:
    """Of a request how many came; of an idea that it came, or in a new version."""
    found = fact["ideas"]
    if thing.kind == "request":
        return (f"{len(found)} {'idea' if len(found) == 1 else 'ideas'} arrived", "")
    version = next((version for id, _, version in found if id == thing.id), 1)
    return ("Idea arrived" if version == 1 else "Changed idea arrived", "")
