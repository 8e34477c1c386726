"""The idea card: one idea in its request's thread, and what has become of it."""

from genbot.cards import approvals, kit, prices
from genbot.cards.acts import Act
from genbot.cards.rejections import against, rejected_by
from genbot.cards.text import amount, escape, line, link, quoted
from genbot.cards.why import why_button
from genbot.domain.ideas import Idea, IdeaStatus, Source
from genbot.domain.posts import Block, Card
from genbot.domain.value import value

MOST_SOURCES = 4


@value
class Look:
    """How one status of an idea is shown: in the list, and as the verdict on its card.

    `by_whom` says whether the last decision is this very verdict; else it is told in small print.
    """

    sign: str
    word: str
    verdict: str
    next: str = ""
    by_whom: bool = True


S = IdeaStatus
LOOKS = {
    S.GENERATED: Look("⚪", "waiting", "Waiting for a decision"),
    S.CHANGE_IDEA: Look(
        "✏️", "being refined", "Being refined", "The new version will replace this card."
    ),
    S.REJECTED: Look("🚫", "rejected", "Rejected"),
    S.APPROVE_TO_CREATE: Look(
        "✅", "approved", "Approved", "Its video is being made in the channel."
    ),
    S.READY_FOR_REVIEW: Look(
        "👀",
        "ready to watch",
        "The video is ready to watch",
        "It waits in its own thread.",
        by_whom=False,
    ),
    S.CHANGE_VIDEO: Look(
        "🎬", "video being changed", "Video sent back for a change", "A new version follows."
    ),
    S.APPROVED_TO_POST: Look(
        "📤", "going out", "Approved for posting", "It waits for its moment to go out."
    ),
    S.POSTED: Look("🚀", "posted", "Posted", by_whom=False),
}


def idea_card(idea: Idea) -> Card:
    """Everything one needs to decide; once decided only what was decided, by whom and why."""
    name = f"{idea.number}. {line(idea.title, 200)}"
    if idea.status is S.GENERATED:
        said = f"Idea {name}. Approve it, reject it or ask for a change."
        return kit.card(
            said,
            _head(idea, name),
            *_body(idea),
            *tally(idea),
            approvals.asked(idea.asked),
            *to_decide(idea, _buttons(idea)),
        )
    look = LOOKS[idea.status]
    said = f"{look.verdict}{_who(idea)}: idea {name}."
    return kit.card(said, _head(idea, name), kit.section(_verdict(idea)), _next(idea))


def facts(idea: Idea) -> str:
    """The line of facts: video type, length, shape."""
    return " · ".join(
        part
        for part in (
            escape(idea.video_type, 60),
            _length(idea.seconds),
            escape(idea.aspect_ratio, 20),
        )
        if part
    )


def source_line(source: Source) -> str:
    """One inspiration: who made it, how it did, what was taken from it, where it is."""
    creator = line(source.creator, 60, "somebody")
    counted = ((source.watches, "views"), (source.likes, "likes"))
    parts = [creator if " " in creator or creator[0] in "@\uff20" else f"@{creator}"]
    parts += [f"{amount(count)} {what}" for count, what in counted if count is not None]
    parts += [part for part in (line(source.used, 160, ""), link(source.url)) if part]
    return " · ".join(parts)


def _head(idea: Idea, name: str) -> Block:
    lines = [f"*{name}*", quoted(idea.hook, 400) if idea.hook.strip() else "", facts(idea)]
    return kit.section("\n".join(text for text in lines if text))


def _body(idea: Idea) -> list[Block | None]:
    sources = [source_line(source) for source in idea.sources[:MOST_SOURCES]]
    if len(idea.sources) > MOST_SOURCES:
        sources.append(f"and {len(idea.sources) - MOST_SOURCES} more under Details")
    listed = "\n".join(f"•  {source}" for source in sources)
    why = escape(idea.rationale, 700)
    return [
        kit.section(escape(idea.description, 900)) if idea.description.strip() else None,
        kit.section(f"*Why it should work*\n{why}") if why else None,
        kit.small(f"Inspired by\n{listed}") if sources else None,
    ]


def tally(idea: Idea) -> list[Block | None]:
    """Who has approved this version, while more have to."""
    return approvals.tally(idea.polled) if idea.polled else []


def _buttons(idea: Idea) -> Block | None:
    value = f"{idea.id}:{idea.version}"
    return kit.actions(
        kit.button(prices.approve(idea), Act.APPROVE_IDEA, value, "primary"),
        kit.button("Reject…", Act.REJECT_IDEA, value),
        kit.button("Change…", Act.CHANGE_IDEA, value),
        kit.button("Details", Act.IDEA_DETAILS, value),
        why_button(value),
    )


def to_decide(idea: Idea, buttons: Block | None) -> list[Block | None]:
    """The buttons between what they would spend too much of and how we know."""
    too_few, told = prices.too_few(idea), prices.basis(idea)
    return [
        kit.section(too_few) if too_few else None,
        buttons,
        kit.small(told, prices.left(idea)) if told else None,
    ]


def _verdict(idea: Idea) -> str:
    look = LOOKS[idea.status]
    verdict = f"{look.sign}  *{look.verdict}*{_who(idea)}"
    why = against(idea.ballot, idea.reason) if idea.status is S.REJECTED else ""
    if idea.status is S.CHANGE_IDEA and idea.reason.strip():
        why = quoted(idea.reason, 800)
    return f"{verdict}\n{why}" if why else verdict


def _who(idea: Idea) -> str:
    if idea.status is S.REJECTED:
        return rejected_by(idea.ballot, idea.decided_by, idea.decided_at)
    return approvals.decided_by(idea) if LOOKS[idea.status].by_whom else ""


def _next(idea: Idea) -> Block | None:
    look = LOOKS[idea.status]
    known = idea.decided_by and not look.by_whom
    last = f"Last decision{approvals.decided_by(idea)}" if known else ""
    return kit.small(look.next, last) if look.next or last else None


def _length(seconds: str) -> str:
    """GEN tells the length as a bare number or in words of its own."""
    told = line(seconds, 40, "")
    return f"{told} s" if told.replace(".", "", 1).replace("-", "", 1).isdecimal() else told
