"""The window in which one person goes through what waits for them, one thing at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from genbot.cards import approvals, kit, prices, production
from genbot.cards.acts import Act, FormName
from genbot.cards.banners import BANNER, banners
from genbot.cards.errand import SIGNS
from genbot.cards.idea import facts, tally, to_decide
from genbot.cards.publication import told
from genbot.cards.reject_forms import reasons
from genbot.cards.review import caption_blocks, cover, may_go_out, publish_now, to_approve
from genbot.cards.text import escape, line, link, moment, pieces, quoted, room, several
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.ideas import Idea, Run
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.waiting import Matter, Stop, Told, Tour, Waiting

Blocks = Iterator[Block | None]
MOST_NAMES, MOST_CHANGED = 10, 8
# The buttons of a post's own card, and what they are called here, where the next thing follows.
TURNED = {
    Act.IT_IS_LIVE: Act.WAITING_LIVE,
    Act.SEND_AGAIN: Act.WAITING_AGAIN,
    Act.HOLD_POST: Act.WAITING_HOLD,
    Act.CANCEL_POST: Act.WAITING_BACK,
}


def waiting_view(stop: Stop) -> Block:
    """One thing with what can be decided about it; at the end what was decided."""
    one, tour = stop.one, str(stop.tour)
    return kit.form(
        FormName.WAITING,
        f"Waiting: {stop.place} of {stop.count}" if one else "Waiting for you",
        kit.section(f"⚠️  {stop.note}") if stop.note else None,
        _ask(stop),
        *(_shown(one, tour) if one else _end(stop)),
        kit.actions(
            kit.button("Back", Act.LAST_WAITING, tour) if stop.place > 1 or not one else None,
            kit.button("Next", Act.NEXT_WAITING, tour) if one else None,
        )
        if stop.count
        else None,
        kit.small("*Next* leaves it as it is: it keeps waiting.") if one else None,
        submit="Done",
        about=tour,
        told_when_closed=True,
    )


def _ask(stop: Stop) -> Block | None:
    """The way out of a refusal that is about a right."""
    value = f"{stop.tour}|{stop.gate}"
    return (
        kit.actions(kit.button("Request access", Act.WAITING_ACCESS, value)) if stop.gate else None
    )


def reject_view(tour: Tour, title: str, *, one_no: bool = True) -> Block:
    """Why something is rejected, in the same window."""
    return kit.form(
        FormName.REJECT_WAITING,
        "Reject",
        kit.section(f"*{line(title, 300)}*"),
        *reasons(one_no=one_no),
        kit.actions(kit.button("Do not reject", Act.SEE_WAITING, str(tour))),
        submit="Reject",
        about=str(tour),
        told_when_closed=True,
    )


def live_view(tour: Tour) -> Block:
    """Where a post is that went out after all, in the same window."""
    return kit.form(
        FormName.LIVE_WAITING,
        "It is live",
        kit.input_text("post", "Link to the post, or its id", most=1_000),
        kit.actions(kit.button("I am not sure", Act.SEE_WAITING, str(tour))),
        submit="Yes, it is live",
        about=str(tour),
        told_when_closed=True,
    )


def summary_card(stop: Stop) -> Card:
    """Said once, when the window is closed."""
    said = f"{_summary(stop.tour)}, {stop.count} left."
    return kit.card(said, kit.section(f"✅  {said}"), *_by_name(stop.told))


def _by_name(told: Told) -> Blocks:
    """What was decided, and what others changed meanwhile: each thing by its name."""
    named = {"Approved": told.approved, "Rejected": told.rejected, "Settled": told.settled}
    rows = [f"*{what}*: {_listed([*map(_named, names)])}" for what, names in named.items() if names]
    if rows:
        yield kit.section("\n".join(rows))
    if told.voted:
        voted = _listed([f"{_named(name)} ({word})" for name, word in told.voted])
        yield kit.section(f"*You said*: {voted}\nOthers have to decide as well.")
    changed = [f"•  “{line(name, 100)}”: {why}" for name, why in told.changed[:MOST_CHANGED]]
    left = len(told.changed) - len(changed)
    if changed:
        more = [f"and {left} more"] if left else []
        yield kit.section("\n".join(["⚠️  *Changed meanwhile*", *changed, *more]))


def _listed(every: Sequence[str]) -> str:
    shown, left = ", ".join(every[:MOST_NAMES]), len(every) - MOST_NAMES
    return f"{shown} and {left} more" if left > 0 else shown


def _named(name: str) -> str:
    return f"“{line(name, 80)}”"


def waiting_line(one: Waiting) -> str:
    """One line for the Home tab."""
    said = told(one.thing).head if isinstance(one.thing, Publication) else STANDS[one.matter]
    return f"{LOOKS[one.matter]}  {line(one.title, 100)} · {said} · {room(one.channel)}"


STANDS = {
    Matter.IDEA: "idea to decide about",
    Matter.VIDEO: "ready to watch",
    Matter.REHEARSAL: "ready to watch, in a rehearsal",
    Matter.RUN: "the agent asks for permission",
    Matter.ERRAND: "the agent asks for permission",
    Matter.BUDGET: "held by a budget",
}
LOOKS = {
    Matter.IDEA: "⚪",
    Matter.VIDEO: "👀",
    Matter.REHEARSAL: "🎭",
    Matter.POST: "❓",
    Matter.RUN: SIGNS[ErrandState.APPROVAL],
    Matter.ERRAND: SIGNS[ErrandState.APPROVAL],
    Matter.BUDGET: "⏸️",
}


def _summary(tour: Tour) -> str:
    parts = [f"{tour.approved} approved", f"{tour.rejected} rejected"]
    parts += [f"{tour.settled} settled"] if tour.settled else []
    waits = "waits" if tour.voted == 1 else "wait"
    return ", ".join(parts + ([f"{tour.voted} {waits} for others"] if tour.voted else []))


def _end(stop: Stop) -> Blocks:
    left = stop.count
    yield kit.section(f"*That was all*\n{_summary(stop.tour)}, {left} left.")
    yield from _by_name(stop.told)
    if left:
        yield kit.small(f"{several(left, 'thing')} you left alone: *Back* leads there.")


def _shown(one: Waiting, tour: str) -> Blocks:
    yield from SHOWN[one.matter](one.thing, tour)
    named = f"“{line(one.title, 160)}”" if one.matter is Matter.POST else ""
    yield kit.small(named, room(one.channel), f"since {moment(one.since)}" if one.since else "")


def _idea(idea: Idea, tour: str) -> Blocks:
    head = [f"*{idea.number}. {line(idea.title, 300)}*", facts(idea)]
    hook = quoted(idea.hook, 400) if idea.hook.strip() else ""
    yield kit.section("\n".join(text for text in (head[0], hook, head[1]) if text))
    yield from tally(idea)
    for text in pieces(escape(idea.script or idea.description, 5_000), 2_500, 2):
        yield kit.section(text)
    buttons = kit.actions(
        kit.button(prices.approve(idea), Act.WAITING_YES, tour, "primary"),
        kit.button("Reject…", Act.WAITING_NO, tour),
    )
    yield from to_decide(idea, buttons)


def _video(made: Production, tour: str) -> Blocks:
    where = link(made.video_url)
    watch = f"watch it at {where}, or in its thread" if where else "watch it in its thread"
    yield kit.section(f"👀  *{line(made.title, 300)}*\nVersion {made.version} · {watch}")
    yield from banners(made)
    yield from to_approve(made, *cover(made))
    yield kit.actions(_yes(made, tour), kit.button("Reject…", Act.WAITING_NO, tour))
    yield kit.small("Another caption or a time: *Edit or schedule…* in its thread.")


def _yes(made: Production, tour: str) -> Block | None:
    """Publish it as it is shown here; where others have approved a plan, exactly that."""
    if not may_go_out(made):
        return None
    if made.ballot:
        agree = approvals.agree(made, made.ballot)
        return {**agree, "action_id": Act.WAITING_YES.value, "value": tour}
    return publish_now(made, tour, Act.WAITING_YES)


def _publication(out: Publication, tour: str) -> Blocks:
    card = told(out)
    yield kit.section(f"{card.sign}  *{card.head}*\n{card.body}")
    yield kit.small(BANNER) if out.rehearsal else None
    yield from caption_blocks(out.caption)
    yield kit.actions(
        *({**one, "action_id": TURNED[one["action_id"]], "value": tour} for one in card.buttons)
    )


def _run(run: Run, tour: str) -> Blocks:
    yield from _asks(escape(run.answer, 800), line(run.message, 300), tour)


def _errand(errand: Errand, tour: str) -> Blocks:
    yield from _asks(escape(errand.reason, 800), line(errand.title, 300), tour)


def _asks(question: str, about: str, tour: str) -> Blocks:
    asks = question or "It did not say what for."
    yield kit.section(f"✋  *The agent asks for your permission to go on*\n{asks}")
    yield kit.small(about)
    yield kit.actions(
        kit.button("Allow", Act.WAITING_YES, tour, "primary"),
        kit.button("Do not allow", Act.WAITING_NO, tour),
    )


def _budget(made: Production, tour: str) -> Blocks:
    look = production.LOOKS[made.stage]
    yield kit.section(f"{look.sign}  *{line(made.title, 300)}*\n{escape(made.error, 400)}")
    yield from approvals.tally(made.ballot) if made.ballot else ()
    yield kit.actions(
        kit.button("Allow once", Act.WAITING_YES, tour, "primary"),
        kit.button("Do not allow…", Act.WAITING_NO, tour),
    )


SHOWN: dict[Matter, Callable[[Any, str], Blocks]] = {
    Matter.IDEA: _idea,
    Matter.VIDEO: _video,
    Matter.REHEARSAL: _video,
    Matter.POST: _publication,
    Matter.RUN: _run,
    Matter.ERRAND: _errand,
    Matter.BUDGET: _budget,
}
