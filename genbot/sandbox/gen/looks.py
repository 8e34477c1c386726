"""How conversations, runs and ideas look from outside."""

from datetime import UTC, datetime
from typing import Any

from genbot.sandbox.gen.drafts import RATIO, VIDEO_TYPES
from genbot.sandbox.gen.runs import Conversation, Idea, Message, Run


def when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def maybe_when(seconds: float | None) -> str | None:
    return None if seconds is None else when(seconds)


def idea_look(idea: Idea) -> dict[str, Any]:
    """A content idea with all the fields the full reference lists."""
    draft = idea.draft
    return {
        "id": idea.id,
        "idea_id": idea.idea_id,
        "agent_id": idea.agent_id,
        "title": draft.title,
        "hook": draft.hook,
        "full_script": draft.script(),
        "description": draft.description,
        "video_type": VIDEO_TYPES[draft.video_type],
        "video_type_id": draft.video_type,
        "status": idea.status,
        "estimated_duration": draft.seconds,
        "aspect_ratio": RATIO,
        "data": draft.data(),
        "created_at": when(idea.created),
        "updated_at": when(idea.updated),
    }


def message_look(message: Message) -> dict[str, Any]:
    return {
        "role": message.role,
        "content": message.content,
        "data": message.data,
        "created_at": when(message.at),
    }


def run_look(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "conversation_id": run.conversation_id,
        "status": run.status,
        "messages": [message_look(message) for message in run.messages],
        "created_at": when(run.begun),
    }


def started_look(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "conversation_id": run.conversation_id,
        "status": run.status,
        "firebase_path": f"agent_runs/{run.agent_id}/{run.id}",
    }


def conversation_look(talk: Conversation) -> dict[str, Any]:
    return {
        "id": talk.id,
        "agent_id": talk.agent_id,
        "title": talk.title,
        "pinned": talk.pinned,
        "created_at": when(talk.created),
        "updated_at": when(talk.updated),
        "run_count": len(talk.runs),
    }


def progress_look(run: Run, now: float) -> dict[str, Any]:
    """What the progress path holds: keys `status`, `plan`, `thinking`, `messages` (full reference)."""
    share = run.progress(now)
    done = int(share * len(run.plan))
    thought = run.thoughts[min(len(run.thoughts) - 1, int(share * len(run.thoughts)))]
    return {
        "status": run.status,
        "plan": [
            f"{number}. {step}" + (" ✓" if number <= done else "")
            for number, step in enumerate(run.plan, 1)
        ],
        "thinking": "" if share == 1 else thought,
        "messages": [{"role": each.role, "content": each.content} for each in run.messages],
    }
