"""Messages to the agent, one at a time per conversation."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.attachments import Attachment
from genbot.domain.errors import NotNow
from genbot.domain.events import RunMoved
from genbot.domain.ideas import Idea, IdeaStatus, Request, Run, RunState
from genbot.domain.pace import Lognormal, together
from genbot.domain.watches import Kind
from genbot.flows import shortages, threads
from genbot.flows.lifecycle import board, keep, tell
from genbot.store import Transaction

USUAL = Lognormal(45.0, 0.5)  # NOTES: poll a run every 5 s; no duration is published


def begin(tx: Transaction, run: Run) -> Run:
    """Start it, or let it wait for the run before it: refining works on the newest set of ideas."""
    run = replace(run, channel=tx.requests.get(run.request_id).channel)
    before = tx.runs.find(request_id=run.request_id)
    run = _start(tx, run) if all(one.state.over for one in before) else tx.runs.save(run)
    if before and before[-1].state is RunState.HELD:
        shortages.refresh(tx, run.channel)
    return run


def _start(tx: Transaction, run: Run) -> Run:
    expects = together([tx.durations.usual("idea_run", USUAL, tx.now)])
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
    """That this was said in this thread, whose conversation has its name."""
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
    for idea in give_back(tx, run):
        tell(tx, idea, "keep")
    tx.tell(RunMoved(board(tx, run.request_id), run))
    go_on(tx, run)
    if state is RunState.HELD:
        shortages.refresh(tx, tx.requests.get(run.request_id).channel)


def give_back(tx: Transaction, run: Run) -> list[Idea]:
    """An idea that was to change and did not is open for a decision again."""
    idea = tx.ideas.look(run.idea_id) if run.idea_id else None
    if idea is None or idea.status is not IdeaStatus.CHANGE_IDEA:
        return []
    return [keep(tx, replace(idea.move("keep"), decided_by="", decided_at=0.0, reason=""))]


def go_on(tx: Transaction, run: Run) -> None:
    """This one is over: what was said after it has its turn."""
    waiting = tx.runs.find(request_id=run.request_id, state=RunState.QUEUED)
    if waiting:
        fresh = _start(tx, waiting[0])
        tx.tell(RunMoved(board(tx, run.request_id), fresh))
