"""Messages to the agent, one at a time per conversation, and the ideas they bring."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import SequenceMatcher

from genbot.domain.attachments import Attachment
from genbot.domain.errors import NotNow
from genbot.domain.events import IdeasArrived, RunMoved
from genbot.domain.ideas import MOVES, Asset, Idea, IdeaStatus, Request, Run, RunState, Source
from genbot.domain.pace import Lognormal, together
from genbot.domain.watches import Kind
from genbot.flows import prices, shortages, threads
from genbot.flows.lifecycle import board, keep, tell
from genbot.gen import ideas as gen
from genbot.store import Transaction

USUAL = Lognormal(45.0, 0.5)  # NOTES: poll a run every 5 s; no duration is published
ALIKE = 0.6  # titles more alike than this are the same idea, refined
CLOCKS = 600.0  # how far apart GEN's clock and ours may be
NEARLY = 60.0  # how far apart the clocks of GEN's own machines may be


def begin(tx: Transaction, run: Run) -> Run:
    """Start it, or let it wait for the run before it: refining works on the newest set of ideas."""
    run = replace(run, channel=tx.requests.get(run.request_id).channel)
    before = tx.runs.find(request_id=run.request_id)
    run = _start(tx, run) if all(one.state.over for one in before) else tx.runs.save(run)
    if before and before[-1].state is RunState.HELD:
        shortages.refresh(tx, run.channel)
    return run


def _start(tx: Transaction, run: Run) -> Run:
    expects = together([tx.durations.usual("idea_run", USUAL)])
    tx.watch(Kind.IDEA_RUN, run.id)
    return tx.runs.save(run.now(RunState.ASKED, asked_at=tx.now, expects=expects))


def brought(tx: Transaction, run_id: str, file: Attachment) -> None:
    """One of its files is at GEN; the next one goes up, or the agent is asked."""
    run = tx.runs.get(run_id)
    files = tuple(file if one.source == file.source else one for one in run.files)
    run = tx.runs.save(replace(run, files=files, asked_at=tx.now, note=""))
    tx.watch(Kind.IDEA_RUN, run.id)
    tx.show(RunMoved(board(tx, run.request_id), run))


def started(
    tx: Transaction, run_id: str, gen_run: str, conversation: str, progress_path: str
) -> None:
    """GEN has taken it."""
    run = tx.runs.get(run_id).now(RunState.RUNNING, gen_run=gen_run, progress_path=progress_path)
    tx.runs.save(run)
    asked = tx.requests.get(run.request_id)
    if conversation and conversation != asked.conversation_id:
        tx.requests.save(replace(asked, conversation_id=conversation))
    _remember(tx, asked, gen_run, conversation)
    tx.tell(RunMoved(board(tx, run.request_id), run))


def _remember(tx: Transaction, asked: Request, gen_run: str, conversation: str) -> None:
    """That this was said in this thread, whose conversation is called like it."""
    thread = asked.thread or asked.slot
    talk = threads.find(tx, asked.channel, thread)
    if talk is None:
        agent = asked.agent_id, asked.agent_name
        topic, by = asked.topic, asked.by
        talk = threads.begin(tx, asked.channel, thread, topic, by=by, agent=agent)
    new = conversation not in {"", asked.conversation_id}
    threads.began(tx, talk, gen_run, conversation or asked.conversation_id, new=new)


def progressed(tx: Transaction, run_id: str, plan: Sequence[str], thinking: str) -> None:
    """The agent's own account of what it is doing; shown, not journaled."""
    run = tx.runs.get(run_id)
    if (tuple(plan), thinking) != (run.plan, run.thinking):
        run = tx.runs.save(replace(run, plan=tuple(plan), thinking=thinking))
        tx.show(RunMoved(board(tx, run.request_id), run))


def delayed(tx: Transaction, run_id: str, why: str) -> None:
    """Say that GEN keeps us waiting, or that it answers again."""
    run = tx.runs.look(run_id)
    if run and run.note != why:
        run = tx.runs.save(replace(run, note=why))
        tx.show(RunMoved(board(tx, run.request_id), run))


def asks(tx: Transaction, run_id: str, question: str) -> None:
    """The run awaits a yes or no from a person."""
    run = tx.runs.get(run_id)
    if run.state is not RunState.APPROVAL and not run.verdict:
        run = tx.runs.save(run.now(RunState.APPROVAL, answer=question))
        tx.tell(RunMoved(board(tx, run.request_id), run))


def answer(tx: Transaction, run: Run, verdict: str, *, by: str) -> Run:
    if run.state is not RunState.APPROVAL:
        raise NotNow("The agent is not waiting for an answer any more.")
    run = tx.runs.save(run.now(RunState.RUNNING, verdict=verdict))
    tx.watch(Kind.RUN_ANSWER, run.id)
    tx.tell(RunMoved(board(tx, run.request_id), run, by))
    return run


def arrived(
    tx: Transaction,
    run_id: str,
    found: Sequence[gen.Idea],
    all_ideas: Sequence[gen.Idea],
    said: str,
    began: str = "",
) -> None:
    """The run is done: new ideas become cards, refined ones replace theirs, dropped ones go.

    `found` is what its messages told of; `all_ideas` what the agent has now, which shows what was
    dropped, and stands in where the messages tell nothing. `began` is by GEN's clock, as GEN told it.
    """
    run = tx.runs.get(run_id)
    found = found or _new_since(tx, run, all_ideas, began)
    fresh = _take_in(tx, run, found) + _dropped(tx, run, found, all_ideas)
    run = tx.runs.save(run.now(RunState.DONE, ended_at=tx.now, answer=said))
    fresh += _give_back(tx, run)
    shortages.expect(tx, fresh)
    tx.tell(IdeasArrived(board(tx, run.request_id), run, tuple(fresh)))
    _next(tx, run)


def look_again(tx: Transaction, run: Run, *, by: str) -> Run:
    """Go on with a run we lost sight of: what GEN has of it is looked for before it is asked anew."""
    state = RunState.RUNNING if run.gen_run else RunState.ASKED
    run = tx.runs.save(run.now(state, lost=False, ended_at=0.0, error="", note=""))
    tx.watch(Kind.IDEA_RUN, run.id, doubtful=True)
    tx.tell(RunMoved(board(tx, run.request_id), run, by))
    return run


def ended(
    tx: Transaction, run_id: str, state: RunState, reason: str, *, lost: bool = False
) -> None:
    """The run failed or is held; an idea it was to change can be decided again."""
    run = tx.runs.get(run_id).now(state, ended_at=tx.now, error=reason, lost=lost)
    tx.runs.save(run)
    for idea in _give_back(tx, run):
        tell(tx, idea, "keep")
    tx.tell(RunMoved(board(tx, run.request_id), run))
    _next(tx, run)
    if state is RunState.HELD:
        shortages.refresh(tx, tx.requests.get(run.request_id).channel)


def nearest(before: Sequence[Idea], title: str) -> Idea | None:
    """Which of these a refined idea most likely stands for, by its title."""

    def alike(idea: Idea) -> float:
        return SequenceMatcher(None, idea.title.lower(), title.lower()).ratio()

    best = max(before, key=alike, default=None)
    return best if best and alike(best) >= ALIKE else None


def _take_in(tx: Transaction, run: Run, found: Sequence[gen.Idea]) -> list[Idea]:
    """Save what the run brought; returns what is new or changed."""
    ours = board(tx, run.request_id).ideas
    known = {idea.gen_id: idea for idea in ours}
    told = {new.id for new in found}
    gone = [idea for idea in ours if idea.gen_id not in told and (idea.status, "reject") in MOVES]
    fresh: list[Idea] = []
    for new in found:
        if old := known.get(new.id):
            fresh += _seen_again(tx, run, old, new)
            continue
        place = _place(run, gone, new)
        if place:
            gone.remove(place)
        fresh.append(_card(tx, run, new, place))
    return fresh


def _new_since(tx: Transaction, run: Run, ideas: Sequence[gen.Idea], began: str) -> list[gen.Idea]:
    """Ideas nobody knows yet, made since the run began; where GEN does not tell when that was, since
    it was asked for, with ten minutes for the clocks."""
    theirs = _instant(began)
    since = theirs - NEARLY if theirs else run.asked_at - CLOCKS
    recent = [idea for idea in ideas if _instant(idea.created_at) > since]
    return [idea for idea in recent if not tx.ideas.find(gen_id=idea.id)]


def _instant(told: str | None) -> float:
    """Epoch seconds of what GEN wrote, by UTC where it names no zone; 0 for what cannot be read."""
    try:
        at = datetime.fromisoformat(told or "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _dropped(
    tx: Transaction, run: Run, found: Sequence[gen.Idea], ideas: Sequence[gen.Idea]
) -> list[Idea]:
    told = {new.id for new in found}
    known = {idea.gen_id: idea for idea in board(tx, run.request_id).ideas}
    gone = [one for one in ideas if one.id in known and one.id not in told]
    rejected = [one for one in gone if one.status == IdeaStatus.REJECTED]
    return [idea for one in rejected for idea in _seen_again(tx, run, known[one.id], one)]


def _place(run: Run, gone: Sequence[Idea], new: gen.Idea) -> Idea | None:
    """Which card a new record replaces: the one that was to change, the most alike, the one named."""
    wanted = [idea for idea in gone if idea.id == run.idea_id]
    named = [idea for idea in gone if str(idea.number) in re.findall(r"\d+", run.message)]
    return next(iter(wanted), None) or nearest(gone, new.title) or next(iter(named), None)


def _card(tx: Transaction, run: Run, new: gen.Idea, place: Idea | None) -> Idea:
    asked = tx.requests.get(run.request_id)
    if place is None:
        taken = [idea.number for idea in board(tx, run.request_id).ideas]
        number = max(taken, default=0) + 1
        blank = Idea(tx.new_id(), new.id, asked.id, asked.channel, asked.agent_id, number, "")
        return tx.ideas.save(prices.quoted(tx, _filled(blank, new)))
    fresh = replace(_filled(place, new), status=IdeaStatus.GENERATED, version=place.version + 1)
    fresh = replace(fresh, decided_by="", decided_at=0.0, reason="")
    return tx.ideas.save(prices.quoted(tx, fresh))


def _seen_again(tx: Transaction, run: Run, old: Idea, new: gen.Idea) -> list[Idea]:
    """GEN kept the record: refined in place, dropped at our wish, or as it was."""
    wanted = _filled(old, new)
    if new.status == IdeaStatus.REJECTED and (old.status, "reject") in MOVES:
        dropped = replace(old, ballot=None)  # that was no vote
        return [tx.ideas.save(dropped.move("reject", by=run.by, at=tx.now, reason=run.message))]
    if old.status is IdeaStatus.CHANGE_IDEA and old.id == run.idea_id and wanted != old:
        fresh = wanted.move("refined")
        return [tx.ideas.save(replace(fresh, decided_by="", decided_at=0.0, reason=""))]
    if old.status is IdeaStatus.GENERATED and wanted != old:
        return [tx.ideas.save(replace(wanted, version=old.version + 1))]
    return []


def _give_back(tx: Transaction, run: Run) -> list[Idea]:
    """An idea that was to change and did not is open for a decision again."""
    idea = tx.ideas.look(run.idea_id) if run.idea_id else None
    if idea is None or idea.status is not IdeaStatus.CHANGE_IDEA:
        return []
    return [keep(tx, replace(idea.move("keep"), decided_by="", decided_at=0.0, reason=""))]


def _next(tx: Transaction, run: Run) -> None:
    waiting = tx.runs.find(request_id=run.request_id, state=RunState.QUEUED)
    if waiting:
        fresh = _start(tx, waiting[0])
        tx.tell(RunMoved(board(tx, run.request_id), fresh))


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
