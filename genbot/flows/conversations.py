"""The conversations an agent had: looked through, opened in a channel, renamed, pinned, deleted."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.events import TalkOpened
from genbot.domain.talks import LONGEST_TITLE, Conversation, Leaf, Talk
from genbot.flows import channels, errands, threads
from genbot.gen import conversations as gen
from genbot.gen.endpoint import Ask
from genbot.store import Transaction

PAGE = 10
LAST_WORDS = 2
ELSEWHERE = "This conversation belongs to another channel. Nothing was changed."


async def listed(gen_: Ask, agent: str) -> list[Conversation]:
    """Everything the agent talked about: pinned first, then the newest; raises GenError."""
    found = [_told(one) for one in await gen_(gen.ListConversations(agent_id=agent))]
    return sorted(found, key=lambda one: (one.pinned, one.updated), reverse=True)


async def read(gen_: Ask, id: str) -> Conversation:
    """One of them with what was said last; raises GenError."""
    found, said = await asyncio.gather(
        gen_(gen.GetConversation(id=id)), gen_(gen.ListConversationMessages(id=id))
    )
    words = [(one.role, one.content) for one in said if one.content.strip()]
    return replace(_told(found), heard=tuple(words[-LAST_WORDS:]))


def leaf(
    tx: Transaction, channel: str, every: Sequence[Conversation], words: str, page: int
) -> Leaf:
    """One page of those whose title has these words; what is said in other channels stays there."""
    wanted = words.casefold().split()
    fit = [
        one
        for one in every
        if all(word in one.title.casefold() for word in wanted) and _ours(tx, channel, one.id)
    ]
    page = min(max(page, 0), max(0, (len(fit) - 1) // PAGE))
    return Leaf(tuple(fit[page * PAGE : (page + 1) * PAGE]), words, page, len(fit))


def speaker(tx: Transaction, channel: str) -> str:
    """The agent whose conversations are meant; raises NotHere where none speaks."""
    return channels.bound(tx, channel).agent_id


def open(tx: Transaction, found: Conversation, *, channel: str, by: str) -> Talk:
    """A thread in this channel that goes on with it."""
    if not _ours(tx, channel, found.id):
        raise NotHere(ELSEWHERE)
    title = found.title or "A conversation"
    talk = threads.begin(tx, channel, "", title, by=by)
    known = tuple(threads.runs(tx, found.id))
    talk = replace(talk, conversation=found.id, runs=known, heard=found.heard, thread=talk.slot)
    tx.tell(TalkOpened(tx.talks.save(talk), by))
    return talk


def rename(tx: Transaction, id: str, title: str, *, channel: str, by: str) -> Errand:
    """Call it otherwise, in GEN and in its threads."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title:
        raise BadForm(title="Say what it should be called.")
    return _want(tx, What.CHANGE_TALK, f"Rename: {title}", id, channel, by, name=title)


def rename_here(tx: Transaction, title: str, *, channel: str, thread: str, by: str) -> Errand:
    """The same, for the conversation of this thread."""
    talk = threads.find(tx, channel, thread) if thread else None
    if talk is None:
        raise NotHere(
            "Say that in the thread of a conversation, with a mention of me; "
            "or rename it from `/gen conversations`."
        )
    if not talk.conversation:
        raise NotNow("The agent has not answered here yet. Please try again when it has.")
    return rename(tx, talk.conversation, title, channel=channel, by=by)


def pin(tx: Transaction, id: str, title: str, *, pinned: bool, channel: str, by: str) -> Errand:
    """Keep it at the top of the list, or not any more."""
    said = f"{'Pin' if pinned else 'Unpin'}: {title}"
    return _want(tx, What.CHANGE_TALK, said, id, channel, by, pinned=pinned)


def delete(tx: Transaction, id: str, title: str, *, channel: str, by: str) -> Errand:
    """Delete it in GEN, with its messages; the ideas stay. Raises NotYours for who may not."""
    return _want(tx, What.DELETE_TALK, f"Delete conversation: {title}", id, channel, by)


def _want(
    tx: Transaction, what: What, said: str, id: str, channel: str, by: str, **wish: Any
) -> Errand:
    if not _ours(tx, channel, id):
        raise NotHere(ELSEWHERE)
    here = [one for one in tx.talks.find(conversation=id) if one.channel == channel]
    thread = here[-1].thread if here and ":" in here[-1].thread else ""
    return errands.want(
        tx, what, said, channel=channel, by=by, thread=thread, conversation_id=id, **wish
    )


def _ours(tx: Transaction, channel: str, id: str) -> bool:
    """Whether it may be shown here: no other channel's, as far as we know."""
    known = tx.talks.find(conversation=id)
    return not known or any(talk.channel == channel for talk in known)


def _told(one: gen.Conversation) -> Conversation:
    try:
        told = datetime.fromisoformat(one.updated_at or one.created_at or "")
        updated = (told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp()
    except ValueError:
        updated = 0.0
    return Conversation(one.id, one.title or "", one.pinned, one.run_count or 0, updated)
