"""Which thread goes on with which conversation of the agent's, and what both are called."""

from dataclasses import replace

from genbot.domain.talks import LONGEST_TITLE, Talk
from genbot.flows import channels
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


def begin(tx: Transaction, channel: str, thread: str, title: str, *, by: str) -> Talk:
    """A talk in this thread with the channel's agent. Beneath something the agent found out it goes
    on with that conversation; raises NotHere when no agent speaks here."""
    here = channels.bound(tx, channel)
    channels.met(tx, channel, by)
    talk = Talk(
        tx.new_id(), channel, thread, here.agent_id, title[:LONGEST_TITLE], by, tx.now,
        here.agent_name, last=tx.now,
    )  # fmt: skip
    slot = tx.outbox.slot_at(channel, thread) or thread
    errand = tx.errands.look(slot.removeprefix("errand:"))
    conversation = str(errand.result.get("conversation") or "") if errand else ""
    if errand and conversation:
        talk = replace(
            talk, thread=slot, conversation=conversation, agent=errand.agent,
            agent_name=errand.agent_name, title=errand.title,
        )  # fmt: skip
    return tx.talks.save(talk)


def known(tx: Transaction, talk: Talk, conversation: str) -> Talk:
    """GEN told which conversation this is."""
    return tx.talks.save(replace(talk, conversation=conversation))


def heard(tx: Transaction, channel: str, thread: str) -> str:
    """What a plain reply in this thread is said to: "request", "talk", or nobody."""
    if request(tx, channel, thread):
        return "request"
    return "talk" if find(tx, channel, thread) else ""
