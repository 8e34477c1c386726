"""Talk with the agent: a question, and all that follows in its thread, one thing at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from genbot.domain.attachments import Attachment, accepted
from genbot.domain.errands import TALKING, Errand, ErrandState, What
from genbot.domain.errors import BadForm
from genbot.domain.events import IdeasAsked
from genbot.domain.ideas import Request, Run, RunState
from genbot.domain.talks import LONGEST_WORDS, Talk
from genbot.domain.watches import Phase
from genbot.flows import arrivals, errands, lifecycle, threads
from genbot.gen import ideas as gen
from genbot.store import Transaction

E = ErrandState
WAITS = (E.WANTED, E.WORKING, E.APPROVAL)
NEXT = "This waits for the answer to what was said before it."


def ask(
    tx: Transaction,
    words: str,
    *,
    channel: str,
    by: str,
    thread: str = "",
    files: Iterable[Attachment] = (),
) -> Errand:
    """Ask the agent something, and show it files. A thread that has a conversation goes on with it;
    otherwise one begins, in this thread or, where there is none, in that of our own message."""
    words = words.strip()[:LONGEST_WORDS]
    if not words:
        raise BadForm(question="Say what you want to know.")
    given = [asdict(one) for one in accepted(files)]
    talk = threads.find(tx, channel, thread) or threads.begin(tx, channel, thread, words, by=by)
    more = {"files": given} if given else {}
    errand = say(tx, What.ASK, talk, words, words, by=by, thread=thread, **more)
    if not talk.thread:
        tx.talks.save(replace(tx.talks.get(talk.id), thread=errand.slot))
    return errand


def say(
    tx: Transaction,
    what: What,
    talk: Talk,
    words: str,
    title: str,
    *,
    by: str,
    thread: str,
    **more: Any,
) -> Errand:
    """Say these words to the agent in this conversation, when it is their turn."""
    tx.talks.save(replace(talk, last=tx.now))
    return errands.want(
        tx, what, title, channel=talk.channel, by=by, thread=thread,
        agent=(talk.agent, talk.agent_name), talk=talk.id, message=words, **more,
    )  # fmt: skip


def turn(tx: Transaction, errand: Errand) -> Errand | None:
    """The errand with the conversation it is said in; None when it is not its turn yet. Then it is
    not watched any more, until `after` of what comes before it."""
    if errand.state is not E.WANTED:
        return errand
    talk = tx.talks.look(errand.wish["talk"])
    if talk is None:
        return errand
    every = _unfinished(tx, talk.id)
    mine = [one.id for one in every].index(errand.id)
    if any(_busy(tx, one, nth < mine) for nth, one in enumerate(every) if nth != mine):
        errands.delayed(tx, errand.id, NEXT)
        return None
    known = sorted(threads.runs(tx, talk.conversation))
    more = {"conversation": talk.conversation, "known": known}
    return replace(errand, wish={**errand.wish, **more})


def brought(tx: Transaction, errand: Errand, file: dict[str, Any]) -> None:
    """One of its files is at GEN; the next one goes up, or the agent is asked."""
    there = {**errand.result.get("brought", {}), file["source"]: file}
    errands.progressed(tx, errand.id, {"brought": there, "way": {}})
    tx.watch(errand.kind, errand.id)


def taken(tx: Transaction, errand: Errand, run: str, conversation: str) -> None:
    """GEN has it; where the conversation is a new one, the thread goes on with that."""
    if talk := tx.talks.look(errand.wish["talk"]):
        new = conversation not in {"", talk.conversation}
        threads.began(tx, talk, run, conversation, new=new)


def after(tx: Transaction, errand: Errand) -> None:
    """What was said is answered, or never will be: whatever waits for that is said now. Files that
    GEN refused may be why it never will be, so another try brings them anew."""
    if errand.state is E.FAILED and "brought" in errand.result:
        tx.errands.save(replace(errand, result={**errand.result, "brought": {}}))
    talk = tx.talks.look(errand.wish["talk"])
    if talk is None:
        return
    for one in _unfinished(tx, talk.id):
        if one.state is E.WANTED and not tx.watches.of(one.kind, one.id):
            errands.delayed(tx, one.id, "")
            tx.watch(one.kind, one.id)
            return


def answered(tx: Transaction, errand: Errand, answer: str, found: Sequence[gen.Idea]) -> None:
    """The agent answered; ideas it brought along become cards in the same thread."""
    done = errands.done(tx, errand.id, {"answer": answer, "ideas": len(found)})
    if found:
        _brought(tx, done, answer, found)


def _brought(tx: Transaction, errand: Errand, answer: str, found: Sequence[gen.Idea]) -> None:
    asked = Request(
        tx.new_id(), errand.channel, errand.agent, errand.by, errand.title, len(found), tx.now,
        errand.agent_name, str(errand.result.get("conversation") or ""),
        errand.thread or errand.slot,
    )  # fmt: skip
    tx.requests.save(asked)
    run = Run(tx.new_id(), asked.id, errand.wish["message"], errand.by, RunState.ASKED)
    run = replace(run, gen_run=errand.job, asked_at=errand.since, channel=asked.channel)
    tx.runs.save(run)
    tx.tell(IdeasAsked(lifecycle.board(tx, asked.id), run, errand.by))
    arrivals.arrived(tx, run.id, found, found, answer)


def _unfinished(tx: Transaction, talk: str) -> list[Errand]:
    """What is not answered yet in this conversation, in the order in which it was said."""
    every = tx.errands.find(what=TALKING, state=WAITS)
    return [one for one in every if one.wish.get("talk") == talk]


def _busy(tx: Transaction, other: Errand, before: bool) -> bool:
    """Whether this one has to be over first: GEN has it, may have it, or it was said before."""
    if other.state is not E.WANTED:
        return True
    watch = tx.watches.of(other.kind, other.id)
    return watch is not None and (before or watch.phase is not Phase.READY or watch.doubtful)
