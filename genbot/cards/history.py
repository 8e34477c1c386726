"""The history of a thing in words: what happened, by whom, when; one line for each fact."""

from collections.abc import Iterator, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.changes import change_said
from genbot.cards.news import LONGEST, SILENT, TABLES, Fact, error, told_why, told_words
from genbot.cards.text import line, moment, person, shorten
from genbot.cards.things import called, head, page_of
from genbot.domain.history import Entry, History, Thing
from genbot.domain.posts import Block, Card

MOST = 12  # lines in a private answer; a window shows the rest
PAGE, PIECE = 24, 4  # lines in a window, and in one block: Slack folds longer ones
RULES = 1_200  # characters of a change of rules
Line = tuple[str, str]  # what happened, and what is to be said about it
PART = "Parts made"


def history_card(history: History) -> Card:
    """The newest lines, and how to see the rest."""
    lines = list(told(history))
    shown = lines[-MOST:]
    left = len(lines) - len(shown)
    name = called(history.thing)
    last = shown[-1] if shown else _none(history)
    return kit.card(
        f"What happened to {name}. {last}",
        kit.section(head(history.thing)),
        *_blocks(shown or [_none(history)]),
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
        *_blocks(shown or [_none(history)]),
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


def _none(history: History) -> str:
    return GONE if history.cut else NOTHING


NOTHING = "Nothing has happened to it yet."
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
            return ("Asked for", told_words(fact))
        case "IdeasArrived":
            return _arrived(fact, history.thing)
        case "Reminded":
            return _reminded(fact)
        case "VideoRendered":
            return (f"Version {fact['version']} ready to watch", "")
        case "ErrandMoved":
            what = line(str(fact["what"]).replace("_", " ").capitalize(), 40)
            return (f"{what} {news}", told_why(fact))
        case "ProductionMoved" if news.endswith(" done"):
            return (PART, line(news.removesuffix(" done"), 80))
    known = TABLES.get(entry.event, {}).get(news)
    if known is None:  # a part of a video that failed, say; or news of an older genbot
        return (line(news or entry.event, 120), error(fact))
    return (known.what, known.about(fact))


CHANGES = {"ChannelSet", "PolicySet", "AccessMoved", "FreezeMoved"}


def _reminded(fact: Fact) -> Line:
    again = "Reminded once more" if fact["nth"] > 1 else "Reminded"
    return (again, person(fact["whom"]) if fact["whom"] else "everyone, in the thread")


def _arrived(fact: Fact, thing: Thing) -> Line:
    """Of a request how many came; of an idea that it came, or in a new version."""
    found = fact["ideas"]
    if thing.kind == "request":
        return (f"{len(found)} {'idea' if len(found) == 1 else 'ideas'} arrived", "")
    version = next((version for id, _, version in found if id == thing.id), 1)
    return ("Idea arrived" if version == 1 else "Changed idea arrived", "")
