"""The review card: one version of a video in its thread, to be approved exactly as it is."""

from genbot.cards import approvals, kit, preflight, slots
from genbot.cards.acts import Act
from genbot.cards.banners import banners
from genbot.cards.rejections import against, rejected_by
from genbot.cards.text import credit, escape, inner, line, link, pieces, plain, several
from genbot.cards.why import why_button
from genbot.domain import faces
from genbot.domain.ideas import Idea
from genbot.domain.posts import Block, Card
from genbot.domain.preflight import red
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import CAPTION_LIMIT, caption_size

SHOWN = 13  # digits of a SHA-256 and an ellipsis: no other file has the same by chance
PIECE = 1_400  # with a quote mark before each line, a piece still fits in one section


def review_card(production: Production, idea: Idea) -> Card:
    """The video and its caption as they will be published; no buttons once that is decided."""
    name = f"“{line(production.title, 200)}”, version {production.version}"
    if production.stage is not Stage.REVIEW:
        return _decided(production, idea, name)
    return kit.card(
        f"Ready to watch: {name}. Publish it, change it or reject it.",
        kit.section(f"👀  *Version {production.version} is ready to watch*\n{_facts(production)}"),
        *banners(production),
        *to_approve(production, *cover(production)),
        approvals.asked(production.asked),
        _buttons(production),
    )


def to_approve(production: Production, *more: Block | None) -> list[Block | None]:
    """All that an approval is of, and what somebody should know before they give it."""
    return [
        kit.section(f"⚠️  {escape(production.note, 300)}") if production.note else None,
        *(approvals.tally(ballot) if (ballot := production.ballot) else ()),
        *caption_blocks(production.planned.caption),
        *(approvals.plan(production) if production.ballot else ()),
        *more,
        _edited(production),
        *preflight.short(production.checks, "frozen" if production.freeze else ""),
        None
        if production.wrong
        else kit.small(f"{_held_to(production)} Any change asks for a new approval."),
    ]


def _held_to(production: Production) -> str:
    """What an approval is of, as far as we can tell."""
    if production.sha256:
        file = f"exactly this file (SHA-256 {line(production.sha256, SHOWN)})"
        return f"Approving is for {file} with exactly this caption."
    why = inner(line(production.unread, 200, ""))
    unread = f"I could not read the file ({why})" if why else "I have not read the file"
    return (
        f"{unread}, so I cannot hold GEN to it. "
        "Approving is for this version with exactly this caption."
    )


def cover(production: Production) -> list[Block | None]:
    """The picture it is shown with, where a person chose one."""
    chosen = faces.cover(production)
    return [kit.small("*Cover*"), kit.image(chosen, "The cover")] if chosen else []


def caption_blocks(caption: str) -> list[Block]:
    """The whole caption, as it will be read, and how long it is."""
    size = caption_size(caption)
    count = f"{size:,} of {CAPTION_LIMIT:,} characters"
    if not caption.strip():
        return [kit.section("*Caption*\n_None yet. Write one before it goes out._")]
    if size > CAPTION_LIMIT:
        count = f"⚠️ {count}: shorten it before it can go out"
    parts = pieces(escape(caption), PIECE, 10)
    quotes = [">" + part.replace("\n", "\n>") for part in parts]
    return [kit.section(f"*Caption* · {count}"), *(kit.section(quote) for quote in quotes)]


def video_name(production: Production) -> str:
    """A file name that says what it is, in letters every system takes."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in production.title).split()
    return f"{'-'.join(words).lower()[:60].strip('-') or 'video'}-v{production.version}.mp4"


def video_link_card(production: Production) -> Card:
    """Said instead of the file where it cannot be shown here."""
    where = link(production.video_url)
    named = f"“{line(production.title, 200)}”, version {production.version}"
    said = f"The video {named} is ready, but cannot be shown here."
    return kit.card(
        f"{said} {where}".rstrip(),
        kit.section(
            f"🎬  *Version {production.version}* · {where or 'GEN sent no address for it'}"
        ),
        kit.image(production.thumbnail, production.title),
        kit.small("The link opens it."),
    )


def _facts(production: Production) -> str:
    back = f"{credit(production.refunded)} refunded" if production.refunded else ""
    where = link(production.video_url)
    parts = (credit(production.credits), back, f"video at {where}" if where else "")
    return " · ".join((line(production.title, 120), *(part for part in parts if part)))


CHANGED = ("✏️", "Sent back for a change")
VERDICTS = {
    Stage.PUBLISHING: ("✅", "Approved"),
    Stage.PUBLISHED: ("🚀", "Approved and published"),
    Stage.REHEARSED: ("🎭", "Approved and rehearsed"),
    Stage.REJECTED: ("🚫", "Rejected"),
}


def _decided(production: Production, idea: Idea, name: str) -> Card:
    sign, verdict = VERDICTS.get(production.stage, CHANGED)
    who = approvals.decided_by(production)
    if production.stage is Stage.REJECTED:
        who = rejected_by(idea.ballot, production.decided_by, production.decided_at)
    return kit.card(
        f"{verdict}{who}: {name}.",
        kit.section(f"{sign}  *{verdict}*{who}\n{_facts(production)}"),
        _why(production, idea),
    )


def _why(production: Production, idea: Idea) -> Block | None:
    match production.stage:
        case Stage.REJECTED:
            return _quoted(against(idea.ballot, idea.reason))
        case Stage.PUBLISHING | Stage.PUBLISHED | Stage.REHEARSED:
            why = ""
        case _:
            why = escape(production.wish, 800)
    return _quoted(">" + why.replace("\n", "\n>") if why else "")


def _quoted(why: str) -> Block | None:
    return kit.section(why) if why else None


def _buttons(production: Production) -> Block | None:
    value = f"{production.id}:{production.version}"
    seen, ballot = f"{value}:{faces.face(production)}", production.ballot
    yes = approvals.agree(production, ballot) if ballot else publish_now(production, seen)
    return kit.actions(
        yes if may_go_out(production) else None,
        slots.take_button(production)
        if not ballot and may_go_out(production, later=True)
        else None,
        kit.button("Look again", Act.LOOK_AGAIN, value) if preflight.doubts(production) else None,
        kit.button("Edit or schedule…", Act.OPEN_PUBLISH, value),
        kit.button("Change…", Act.CHANGE_VIDEO, value),
        kit.button("Studio…", Act.OPEN_STUDIO, value) if production.sheet_id else None,
        kit.button("Render again", Act.RENDER_AGAIN, value, "primary" if production.wrong else "")
        if production.edited or production.wrong
        else None,
        kit.button("Reject…", Act.REJECT_VIDEO, seen, "danger"),
        why_button(value),
    )


def _edited(production: Production) -> Block | None:
    """That this version is not what the vidsheet holds by now."""
    if not production.edited:
        return None
    changes = several(production.edited, "change")
    return kit.section(
        f"✏️  *{changes} since this was rendered.* Render it again to see the video with them; what is "
        "approved here is still the video above."
    )


def may_go_out(production: Production, *, later: bool = False) -> bool:
    """Whether nothing stands against it, its caption least of all; `later` what another time mends
    does not count."""
    caption = production.planned.caption
    short = bool(caption.strip()) and caption_size(caption) <= CAPTION_LIMIT
    return short and all(later and one.field == "when" for one in red(production.checks))


def publish_now(production: Production, value: str, act: Act | None = None) -> Block:
    """The button that lets it out as it is shown; in a rehearsal another one, so that neither is
    ever taken for the other."""
    label, own = (
        ("Rehearse now", Act.REHEARSE) if production.rehearsal else ("Publish now", Act.PUBLISH_NOW)
    )
    return kit.button(label, act or own, value, "primary", question(production))


def question(production: Production) -> Block:
    """Repeats exactly what pressing yes will do."""
    caption = plain(production.caption, 110, "")
    if production.rehearsal:
        what = (
            f"Version {production.version} is shown in this channel with the caption “{caption}”."
        )
        return kit.confirm("Rehearse this video now?", f"{what} {NOT_OUT}", "Rehearse now")
    return kit.confirm(
        "Publish this video now?",
        f"Version {production.version} goes to TikTok with the caption “{caption}”. "
        "Once it has left, nobody can take it back; until then Undo does.",
        "Publish now",
    )


NOT_OUT = "Nothing is published."
