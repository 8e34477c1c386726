"""What a run of the agent brought: new ideas, refined ones, and those it dropped."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import count

from genbot.cards.text import person
from genbot.domain.approvals import Gate
from genbot.domain.errors import Refusal
from genbot.domain.events import IdeasArrived
from genbot.domain.ideas import MOVES, Asset, Idea, IdeaStatus, Run, RunState, Source
from genbot.domain.watches import Kind
from genbot.flows import approvals, ideas, policies, prices, runs, shortages
from genbot.flows.lifecycle import board
from genbot.gen import ideas as gen
from genbot.store import Transaction

ALIKE = 0.6  # titles more alike than this are the same idea, refined
CLOCKS = 600.0  # how far apart GEN's clock and ours may be
NEARLY = 60.0  # how far apart the clocks of GEN's own machines may be
LONGEST_NAME = 200  # of a title that is compared: comparing takes time, and clicks wait for it
REPLACED = "replaced:"  # before GEN's id of what an idea was until it was refined; says when
REMEMBERED = 7 * 24 * 3600.0  # seconds: longer than any run takes
NO_VOTE = "what the agent is told is no vote here. *Reject…* on its card is."


def arrived(
    tx: Transaction,
    run_id: str,
    found: Sequence[gen.Idea],
    all_ideas: Sequence[gen.Idea],
    said: str,
    began: str = "",
    untold: Collection[str] = (),
) -> None:
    """The run is done: new ideas become cards, refined ones replace theirs, dropped ones are rejected
    by who said so.

    `found` is what its messages told of; `all_ideas` what the agent has now, which shows what was
    dropped, and stands in where the messages tell nothing. `began` is by GEN's clock, as GEN told it.
    `untold` are ideas of ours whose status GEN had not heard yet when it told theirs.
    """
    run = tx.runs.get(run_id)
    found = list({one.id: one for one in found or _new_since(tx, run, all_ideas, began)}.values())
    fresh = _take_in(tx, run, found)
    gone = _dropped(tx, run, found, all_ideas)
    run = tx.runs.save(run.now(RunState.DONE, ended_at=tx.now, answer=said))
    fresh += runs.give_back(tx, run)
    kept = [why for one in gone if (why := _drop(tx, run, one.id, untold))]
    shortages.expect(tx, fresh)
    whole = board(tx, run.request_id)
    tx.tell(IdeasArrived(whole, run, tuple(fresh), bool(gone), tuple(kept)))
    runs.go_on(tx, run)


def nearest(before: Sequence[Idea], title: str) -> Idea | None:
    """Which of these a refined idea most likely stands for, by its title."""
    named = {_compared(idea.title): idea for idea in reversed(before)}
    found = get_close_matches(_compared(title), named, n=1, cutoff=ALIKE)
    return named[found[0]] if found else None


def _compared(title: str) -> str:
    return title.lower()[:LONGEST_NAME]


def _take_in(tx: Transaction, run: Run, found: Sequence[gen.Idea]) -> list[Idea]:
    """Save what the run brought; returns what is new or changed."""
    ours = board(tx, run.request_id).ideas
    known = {idea.gen_id: idea for idea in ours}
    told = {new.id for new in found}
    gone = [idea for idea in ours if idea.gen_id not in told and (idea.status, "reject") in MOVES]
    numbers = count(max((idea.number for idea in ours), default=0) + 1)
    fresh: list[Idea] = []
    for new in found:
        if old := known.get(new.id):
            fresh += _seen_again(tx, run, old, new)
            continue
        place = _place(run, gone, new)
        if place:
            gone.remove(place)
        fresh.append(_card(tx, run, new, place or next(numbers)))
    return fresh


def _new_since(tx: Transaction, run: Run, told: Sequence[gen.Idea], began: str) -> list[gen.Idea]:
    """Ideas nobody knows yet, made since the run began; where GEN does not tell when that was, since
    it was asked for, with ten minutes for the clocks."""
    theirs = _instant(began)
    since = theirs - NEARLY if theirs else run.asked_at - CLOCKS
    recent = [idea for idea in told if _instant(idea.created_at) > since]
    return [idea for idea in recent if not _known(tx, idea.id)]


def _known(tx: Transaction, gen_id: str) -> bool:
    """Whether an idea is this record of GEN's, or was before it was refined."""
    return bool(tx.ideas.find(gen_id=gen_id) or tx.marks.get(REPLACED + gen_id))


def _replaced(tx: Transaction, gen_id: str) -> None:
    """GEN goes on listing this record, beside the one that took its place."""
    for name, at in tx.marks.begin_with(REPLACED):
        if float(at) < tx.now - REMEMBERED:
            tx.marks.drop(name)
    if gen_id:
        tx.marks.set(REPLACED + gen_id, str(tx.now))


def _instant(told: str | None) -> float:
    """Epoch seconds of what GEN wrote, by UTC where it names no zone; 0 for what cannot be read."""
    try:
        at = datetime.fromisoformat(told or "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _dropped(
    tx: Transaction, run: Run, found: Sequence[gen.Idea], every: Sequence[gen.Idea]
) -> list[Idea]:
    """Those that GEN calls rejected and that can still be rejected here."""
    rejected = {new.id for new in (*every, *found) if new.status == IdeaStatus.REJECTED}
    ours = board(tx, run.request_id).ideas
    return [one for one in ours if one.gen_id in rejected and (one.status, "reject") in MOVES]


def _drop(tx: Transaction, run: Run, id: str, untold: Collection[str]) -> str:
    """Whoever's words made the agent drop it rejects it, where they may and a rejection by one ends
    it. Otherwise it stays, because words to the agent are no vote: returns what to say then, and GEN
    hears of it, too. Where it had not heard of the last time, it may be old news that it tells."""
    idea = tx.ideas.get(id)
    alone = policies.rule(tx, idea.channel, Gate.IDEAS).one_no and id not in untold
    try:
        with tx.attempt():
            if alone:
                ideas.decide(tx, id, 0, "reject", by=run.by, reason=run.message)
                return ""
            approvals.may(tx, Gate.IDEAS, idea, run.by)
            why = NO_VOTE
    except Refusal as refused:
        why = refused.text
    tx.watch(Kind.IDEA_STATUS, id)
    return f"*Idea {idea.number} stays.* {person(run.by)}: {why}"


def _place(run: Run, gone: Sequence[Idea], new: gen.Idea) -> Idea | None:
    """Which card a new record replaces: the one that was to change, the most alike, the one named."""
    wanted = [idea for idea in gone if idea.id == run.idea_id]
    named = [idea for idea in gone if str(idea.number) in re.findall(r"\d+", run.message)]
    return next(iter(wanted), None) or nearest(gone, new.title) or next(iter(named), None)


def _card(tx: Transaction, run: Run, new: gen.Idea, place: Idea | int) -> Idea:
    """In the place of another one, or as a new one of this number."""
    asked = tx.requests.get(run.request_id)
    if isinstance(place, int):
        blank = Idea(tx.new_id(), new.id, asked.id, asked.channel, asked.agent_id, place, "")
        return tx.ideas.save(prices.quoted(tx, _filled(blank, new)))
    _replaced(tx, place.gen_id)
    fresh = replace(_filled(place, new), status=IdeaStatus.GENERATED, version=place.version + 1)
    fresh = replace(fresh, decided_by="", decided_at=0.0, reason="")
    return tx.ideas.save(prices.quoted(tx, fresh))


def _seen_again(tx: Transaction, run: Run, old: Idea, new: gen.Idea) -> list[Idea]:
    """GEN kept the record: refined in place, or as it was."""
    wanted = _filled(old, new)
    if new.status == IdeaStatus.REJECTED:
        return []  # dropped
    if old.status is IdeaStatus.CHANGE_IDEA and old.id == run.idea_id and wanted != old:
        fresh = wanted.move("refined")
        return [tx.ideas.save(replace(fresh, decided_by="", decided_at=0.0, reason=""))]
    if old.status is IdeaStatus.GENERATED and wanted != old:
        return [tx.ideas.save(replace(wanted, version=old.version + 1))]
    return []


def _filled(idea: Idea, new: gen.Idea) -> Idea:
    """The card with GEN's words on it."""
    length = f"{new.estimated_duration:g} s" if new.estimated_duration else ""
    return replace(
        idea,
        gen_id=new.id,
        title=new.title,
        hook=new.hook,
        script=new.full_script,
        description=new.description,
        video_type=new.video_type or gen.VIDEO_TYPES.get(new.video_type_id or -1, ""),
        video_type_id=new.video_type_id,
        seconds=length,
        aspect_ratio=new.aspect_ratio or "",
        rationale=new.data.rationale,
        sources=tuple(map(_source, new.data.inspiration_sources)),
        assets=tuple(map(_asset, new.data.selected_assets)),
    )


def _source(told: gen.Source) -> Source:
    return Source(
        told.url or "",
        told.creator or "",
        told.type or "",
        told.watch_count,
        told.like_count,
        told.what_was_used or "",
    )


def _asset(told: gen.Asset) -> Asset:
    clip = told.clip_range
    return Asset(
        told.url or "",
        told.type or "",
        told.description or "",
        told.usage or "",
        told.source or "",
        clip.start if clip else None,
        clip.end if clip else None,
    )
