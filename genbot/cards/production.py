"""The production card: one video in the making, one living message in the channel."""

from genbot.cards import approvals, kit, prices, steps
from genbot.cards.acts import Act
from genbot.cards.banners import banners
from genbot.cards.rejections import against, rejected_by
from genbot.cards.text import (
    credit,
    ended,
    escape,
    lasting,
    line,
    moment,
    person,
    plain,
    usually,
)
from genbot.cards.why import why_button
from genbot.domain.approvals import Ballot
from genbot.domain.budgets import ROOM
from genbot.domain.ideas import Idea
from genbot.domain.posts import Block, Card
from genbot.domain.productions import DECIDED, RENDERED_AGAIN, Production, Stage
from genbot.domain.value import value

P = Stage


@value
class Look:
    """How one stage is shown; `news` ends the sentence that starts with the title."""

    sign: str
    state: str
    news: str


LOOKS = {
    P.CLONING: Look("⏳", "Setting up the template", "is being set up"),
    P.FILLING: Look("⏳", "Writing the idea into the template", "is being written"),
    P.GENERATING: Look("⏳", "Making the parts", "is being made"),
    P.RENDERING: Look("⏳", "Putting the video together", "is being put together"),
    P.REVIEW: Look("👀", "Ready to watch", "is ready to watch"),
    P.PUBLISHING: Look("📤", "Approved", "is approved and waits to go out"),
    P.PUBLISHED: Look("🚀", "Published", "is published"),
    P.REHEARSED: Look("🎭", "Rehearsed, not published", "was rehearsed"),
    P.REJECTED: Look("🚫", "Rejected", "was rejected"),
    P.FAILED: Look("⚠️", "Did not finish", "could not be finished"),
    P.STOPPED: Look("✋", "Stopped", "was stopped"),
    P.HELD: Look("⏸️", "On hold", "is on hold"),
}
NEXT = {
    P.REVIEW: "Watch it in this thread, then publish it, change it or reject it.",
    P.PUBLISHING: "When it goes out, and whether it did, is told in this thread.",
    P.REHEARSED: "Nothing was published. Back to review, in this thread, lets it be approved again.",
    P.STOPPED: "What is done is kept. Continue makes the rest.",
    P.HELD: "What is done is kept. Continue goes on from there.",
}
UNPAID = "What is done is kept. Continue goes on from there, once somebody topped up at gen.pro."
OVER = (
    "What is done is kept. Whoever may go over budget here can allow it once; Continue asks again."
)


def production_card(production: Production, idea: Idea) -> Card:
    """Everything about one video on one card; what people may press depends on its stage."""
    return kit.card(
        sentence(production),
        kit.header(f"🎬 {plain(production.title, 140)}"),
        kit.section(_state(production, idea)),
        *(() if production.stage is P.REHEARSED else banners(production)),
        _plan(production),
        _unplaced(production),
        approvals.asked(production.asked) if production.over else None,
        kit.small(
            *_costs(production), f"Idea {idea.number}", f"asked for by {person(production.by)}"
        ),
        *_allowed(production),
        _buttons(production),
    )


def _allowed(production: Production) -> list[Block | None]:
    """Who has allowed what is over budget, while more have to."""
    ballot = production.ballot
    held = production.over and production.stage is P.HELD
    return approvals.tally(ballot) if ballot and held else []


def sentence(production: Production) -> str:
    """ "“The 2 a.m. verdict” is being made, 3 of 5 parts done." """
    parts = steps.progress(production) if production.stage is P.GENERATING else ""
    said = f"“{line(production.title, 200)}” {LOOKS[production.stage].news}"
    if production.stage is P.FAILED and production.error:
        return ended(f"{said}: {line(production.error, 300)}")
    return f"{said}, {parts}." if parts else f"{said}."


def _state(production: Production, idea: Idea) -> str:
    look = LOOKS[production.stage]
    head = f"{look.sign}  *{look.state}*"
    if production.stage.working:
        parts = steps.progress(production) if production.stage is P.GENERATING else ""
        rows = [f"{head} · {parts}" if parts else head, _pace(production), _wish(production)]
        rows += [f"⚠️  {escape(production.note, 300)}"] if production.note else []
    elif production.stage is P.FAILED:
        rows = [head, _what_failed(production), "What is done is kept. Retry goes on from there."]
    elif production.stage is P.REJECTED:
        rows = [head + _no(production, idea.ballot), against(idea.ballot, idea.reason)]
    elif production.stage is P.STOPPED and production.ballot:
        head = f"{look.sign}  *Not allowed over budget*{_no(production, production.ballot)}"
        rows = [head, against(production.ballot), NEXT[P.STOPPED]]
    else:
        why = escape(production.error, 400) if production.stage is P.HELD else ""
        next_step = OVER if production.over else NEXT.get(production.stage, "")
        next_step = UNPAID if production.unpaid else next_step
        next_step = "What is done is kept." if production.error == ROOM else next_step
        rows = [head + _decided(production) + _agreed(production), why, next_step]
    return "\n".join(row for row in rows if row)


def _no(production: Production, ballot: Ballot | None) -> str:
    return rejected_by(ballot, production.decided_by, production.decided_at)


def _what_failed(production: Production) -> str:
    return escape(production.error, 600) or "GEN gave no reason."


def _decided(production: Production) -> str:
    decided = production.stage in DECIDED
    return approvals.decided_by(production) if decided else ""


def _agreed(production: Production) -> str:
    """How far a video in review is, where it takes more than one."""
    ballot = production.ballot if production.stage is P.REVIEW else None
    if ballot is None:
        return ""
    said_no = f", {len(ballot.noes)} against" if ballot.noes else ""
    return f" · {len(ballot.votes)} of {ballot.needed} approvals{said_no}"


def _pace(production: Production) -> str:
    """ "Since 14:02 · 3 min so far · usually 5 to 8 min"."""
    begun = production.decided_at if production.version else production.began
    begun = begun or production.began
    so_far = production.shown_at - begun
    return " · ".join(
        part
        for part in (
            f"Since {moment(begun, '{time}')}",
            f"{lasting(so_far)} so far" if so_far >= 1 else "",
            usually(production.expects),
        )
        if part
    )


def _wish(production: Production) -> str:
    wish = line(production.wish, 400, "")
    if wish == RENDERED_AGAIN:
        return f">{RENDERED_AGAIN}"
    return f">Changing: {wish}" if wish and production.version else ""


def _plan(production: Production) -> Block | None:
    """The steps, until there is nothing left to follow."""
    if production.stage in DECIDED:
        return None
    return steps.plan(production)


def _unplaced(production: Production) -> Block | None:
    if production.stage in DECIDED:
        return None
    parts = ", ".join(line(part, 80) for part in production.unplaced[:12])
    left = ", ".join(line(part, 80) for part in production.skipped[:12])
    told = (
        f"Not used by this template: {parts}" if parts else "",
        f"Nothing to make these from, so they stay as they are: {left}" if left else "",
    )
    return kit.small(*told) if parts or left else None


def _costs(production: Production) -> tuple[str, ...]:
    over = production.stage is P.REVIEW or production.stage in DECIDED
    spent = prices.spent(production, over=over)
    back = f"{credit(production.refunded)} refunded" if production.refunded else ""
    if not back and production.stage in {P.FAILED, P.STOPPED}:
        back = "GEN gives back what a failed or stopped part cost"
    named = ""
    if production.stage in DECIDED:  # before, the plan tells it
        named = line(production.template_title or production.template, 80, "")
    return spent, back, f"Template: {named}" if named else ""


def _buttons(production: Production) -> Block | None:
    value = f"{production.id}:{production.version}"
    stage = production.stage
    resume = "Retry" if stage is P.FAILED else "Continue"
    resting = stage in {P.FAILED, P.STOPPED, P.HELD}
    over, room = production.over and stage is P.HELD, production.error == ROOM
    return kit.actions(
        kit.button("Allow once", Act.ALLOW_ONCE, value, "" if room else "primary")
        if over
        else None,
        kit.button(resume, Act.RESUME_PRODUCTION, value, "primary" if room or not over else "")
        if resting
        else None,
        kit.button("Do not allow…", Act.DENY_OVER, value) if over else None,
        kit.button("Change template…", Act.CHOOSE_TEMPLATE, value)
        if steps.may_choose(production)
        else None,
        kit.button("Studio…", Act.OPEN_STUDIO, value) if production.sheet_id else None,
        kit.button("Stop", Act.STOP_PRODUCTION, value, "danger", STOP)
        if stage.working or stage is P.HELD
        else None,
        why_button(value) if over else None,
    )


STOP = kit.confirm(
    "Stop this video?",
    "What is being made right now is stopped, and GEN refunds it. What is done is kept, "
    "and you can continue later.",
    "Stop it",
    "Let it run",
    "danger",
)
