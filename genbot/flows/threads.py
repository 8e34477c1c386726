"""Which thread goes on with which conversation of the agent's, and what both are called."""

from dataclasses import replace

from genbot.domain.errands import What
from genbot.domain.events import ErrandMoved, RunMoved, TalkOpened
from genbot.domain.talks import LONGEST_TITLE, MOST_RUNS, Talk
from genbot.domain.watches import Kind
from genbot.flows import channels
from genbot.flows.lifecycle import board
from genbot.store import Transaction


def find(tx: Transaction, channel: str, thread: str) -> Talk | None:
    """The talk of this thread, by the ts or the slot of its first message."""
    for name in _names(tx, channel, thread):
        if every := tx.talks.find(thread=name, channel=channel):
            return every[-1]
    return None


def request(tx: Transaction, channel: str, thread: str) -> str | None:
    """The request whose thread this is, if it is one."""
    for name in _names(tx, channel, thread):
        if name.startswith("request:"):
            return name.partition(":")[2]
        if every := tx.requests.find(thread=name, channel=channel):
            return every[-1].id
    return None


def _names(tx: Transaction, channel: str, thread: str) -> list[str]:
    """What this thread may be kept under: its ts, and its slot where it is one of our messages."""
    return [name for name in (tx.outbox.slot_at(channel, thread), thread) if name]


def heard(tx: Transaction, channel: str, thread: str) -> str:
    """What a plain reply in this thread is said to: "request", "talk", or nobody."""
    if request(tx, channel, thread):
        return "request"
    return "talk" if find(tx, channel, thread) else ""


def begin(
    tx: Transaction,
    channel: str,
    thread: str,
    title: str,
    *,
    by: str,
    agent: tuple[str, str] | None = None,
) -> Talk:
    """A talk in this thread with the channel's agent, or another (id and name); raises NotHere when
    no agent speaks here."""
    id, name = agent or channels.speaks(tx, channel)
    title = " ".join(title.split())[:LONGEST_TITLE]
    talk = Talk(tx.new_id(), channel, thread, id, title, by, tx.now, name, last=tx.now)
    return tx.talks.save(talk)


def began(tx: Transaction, talk: Talk, run: str, conversation: str, *, new: bool) -> Talk:
    """GEN has taken something said in this thread. A conversation that is new gets its name."""
    talk = replace(talk, conversation=conversation or talk.conversation, last=tx.now)
    talk = tx.talks.save(replace(talk, runs=(*talk.runs, run)[-MOST_RUNS:]))
    if new and conversation:
        tx.watch(Kind.TALK_TITLE, talk.id)
    return talk


def runs(tx: Transaction, conversation: str) -> frozenset[str]:
    """GEN's ids of everything we know to have been said in this conversation, in any thread."""
    every = tx.talks.find(conversation=conversation) if conversation else []
    return frozenset(run for talk in every for run in talk.runs)


def titled(tx: Transaction, talk_id: str, title: str) -> None:
    """GEN calls the conversation so; if the thread is called otherwise by now, it is told again."""
    talk = tx.talks.look(talk_id)
    if talk and talk.conversation and talk.title != title:
        tx.watch(Kind.TALK_TITLE, talk_id)


def renamed(tx: Transaction, conversation: str, title: str) -> None:
    """A person gave the conversation another title: its threads get that name too."""
    for talk in tx.talks.find(conversation=conversation):
        talk = tx.talks.save(replace(talk, title=title))  # noqa: PLW2901  the same talk
        kind, _, id = talk.thread.partition(":")
        if talk.thread == talk.slot:
            tx.show(TalkOpened(talk))
        elif kind == "request" and (asked := tx.requests.look(id)):
            tx.requests.save(replace(asked, called=title))
            whole = board(tx, id)
            tx.show(RunMoved(whole, whole.runs[-1]))
        elif kind == "errand" and (errand := tx.errands.look(id)) and errand.what is What.ASK:
            tx.show(ErrandMoved(tx.errands.save(replace(errand, called=title)), "renamed"))


def deleted(tx: Transaction, conversation: str) -> None:
    """The conversation is gone: what is said in its threads from now on begins a new one."""
    for talk in tx.talks.find(conversation=conversation):
        tx.talks.save(replace(talk, conversation="", runs=()))
