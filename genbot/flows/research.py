"""Ask the agent to find something out, and make ideas from what it found."""

from typing import get_args

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.ideas import Request, RunState
from genbot.flows import errands, ideas, threads
from genbot.gen.ideas import Depth
from genbot.store import Transaction

DEPTHS: tuple[str, ...] = get_args(Depth)
LONGEST_TOPIC = 500


def understand(text: str) -> tuple[str, str]:
    """Topic and depth of what was typed: "tacos in winter deep" is a deep look at tacos in winter."""
    words = text.split()
    if words and words[-1].lower() in DEPTHS:
        return " ".join(words[:-1]), words[-1].lower()
    return text.strip(), "default"


def start(tx: Transaction, topic: str, depth: str, *, channel: str, by: str) -> Errand:
    topic = " ".join(topic.split())[:LONGEST_TOPIC]
    if not topic:
        raise BadForm(topic="Say what the agent should find out.")
    if depth not in DEPTHS:
        raise BadForm(depth="Choose how thoroughly the agent should look.")
    title = f"Research: {topic}"
    return errands.want(tx, What.RESEARCH, title, channel=channel, by=by, topic=topic, depth=depth)


def taken(tx: Transaction, errand: Errand, run: str, conversation: str) -> None:
    """The thread of what is found out goes on with its conversation."""
    agent, thread = (errand.agent, errand.agent_name), errand.thread or errand.slot
    talk = threads.find(tx, errand.channel, thread) or threads.begin(
        tx, errand.channel, thread, errand.title, by=errand.by, agent=agent
    )
    threads.began(tx, talk, run, conversation, new=True)


def ideas_from(tx: Transaction, id: str, count: int, *, by: str) -> Request:
    """Ideas in the conversation in which something was found out; while they are on their way, only
    once, whoever asks."""
    errand = tx.errands.get(id)
    if not errand.usable:
        raise NotNow("There is nothing to make ideas from yet.")
    topic = str(errand.wish.get("topic") or errand.title)
    conversation = str(errand.result.get("conversation") or "")
    for run in tx.runs.find(state=tuple(state for state in RunState if not state.over)):
        asked = tx.requests.get(run.request_id)
        there = conversation in {"", asked.conversation_id}
        if there and (asked.channel, asked.topic) == (errand.channel, topic):
            raise NotNow(f"<@{asked.by}> has just asked for these. They are on their way.")
    found_by = errand.agent, errand.agent_name
    return ideas.ask_for(
        tx, topic, count, channel=errand.channel, by=by,
        conversation=conversation, agent=found_by if conversation else None,
    )  # fmt: skip
