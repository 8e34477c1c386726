"""Phase 2: runs, conversations, content ideas and research."""

from typing import Any

from genbot.sandbox.gen import turns
from genbot.sandbox.gen.asks import Answer, Ask, missing, one_of, refuse, text
from genbot.sandbox.gen.looks import (
    conversation_look,
    idea_look,
    message_look,
    run_look,
    started_look,
    when,
)
from genbot.sandbox.gen.runs import STATUSES, Conversation, Run
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_PER_PAGE = 50


@table.on("POST", "/agent/run", charged=True)
def start_run(gen: Gen, ask: Ask) -> Answer:
    message = text(ask.body, "message")
    agent = gen.agent(ask)
    talk_id = ask.body.get("conversation_id")
    if talk_id is not None:
        talk = gen.conversations.get(str(talk_id))
        if talk is None or talk.agent_id != agent.id:
            missing(message="Conversation not found")
    run = turns.listen(gen, agent, message, talk_id and str(talk_id), _attached(gen, ask))
    return Answer(started_look(run), 202)


def _attached(gen: Gen, ask: Ask) -> list[str]:
    """The names of what came with the message: addresses (the texts), or files that were uploaded
    before (the OpenAPI file has objects)."""
    told = ask.body.get("attachments") or []
    if not isinstance(told, list) or not all(isinstance(one, dict | str) for one in told):
        refuse("attachments must be a list of addresses or objects")
    here = {blob["signed_id"]: str(blob["filename"]) for blob in gen.uploads.values()}
    names = [
        here.get(str(one["signed_id"]))
        if isinstance(one, dict) and "signed_id" in one
        else _linked(one)
        for one in told
    ]
    if strange := names.count(None):
        refuse(f"{strange} of the attachments were not uploaded, and are no addresses")
    return [name for name in names if name]


def _linked(told: dict[str, Any] | str) -> str | None:
    """The name of a file that is told by its address."""
    url = told if isinstance(told, str) else str(told.get("url"))
    return url.rpartition("/")[2] or url if url.startswith(("http://", "https://")) else None


@table.on("GET", "/agent/runs/{run_id}")
def get_run(gen: Gen, ask: Ask) -> Answer:
    return Answer(run_look(_run(gen, ask)))


@table.on("POST", "/agent/runs/{run_id}/approve")
def approve_run(gen: Gen, ask: Ask) -> Answer:
    run = _run(gen, ask)
    approved = ask.body.get("approved")
    if not isinstance(approved, bool):
        refuse("approved must be true or false")
    if run.status != "awaiting_approval":
        refuse("Run is not awaiting approval.")
    turns.decide(gen, run, approved=approved)
    return Answer({"run_id": run.id, "status": run.status})


@table.on("GET", "/agent/conversations")
def list_conversations(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    own = [talk for talk in gen.conversations.values() if talk.agent_id == agent.id]
    own.sort(key=lambda talk: (talk.pinned, talk.updated), reverse=True)
    return Answer({"conversations": [conversation_look(talk) for talk in own]})


@table.on("GET", "/agent/conversations/{id}")
def get_conversation(gen: Gen, ask: Ask) -> Answer:
    talk = _conversation(gen, ask)
    return Answer({**conversation_look(talk), "messages": _messages(gen, talk)})


@table.on("PATCH", "/agent/conversations/{id}")
def update_conversation(gen: Gen, ask: Ask) -> Answer:
    talk = _conversation(gen, ask)
    if "title" in ask.body:
        talk.title = text(ask.body, "title", 200)
    if "pinned" in ask.body:
        talk.pinned = one_of(ask.body, "pinned", (True, False))
    talk.updated = gen.now()
    return Answer(conversation_look(talk))


@table.on("DELETE", "/agent/conversations/{id}")
def delete_conversation(gen: Gen, ask: Ask) -> Answer:
    """Runs and messages go with it, ideas stay (NOTES, Behaviour)."""
    talk = gen.conversations.pop(_conversation(gen, ask).id)
    for run_id in talk.runs:
        gen.runs.pop(run_id, None)
    return Answer()


@table.on("GET", "/agent/conversations/{id}/messages")
def list_messages(gen: Gen, ask: Ask) -> Answer:
    messages = _messages(gen, _conversation(gen, ask))
    numbers = (ask.query.get("page", "1"), ask.query.get("per_page", str(_PER_PAGE)))
    if not all(number.isdecimal() and int(number) for number in numbers):
        refuse("page and per_page must be positive numbers")
    page, size = (int(number) for number in numbers)
    return Answer(messages[(page - 1) * size : page * size])


@table.on("GET", "/agent/conversations/{id}/runs")
def list_runs(gen: Gen, ask: Ask) -> Answer:
    runs = (gen.runs[id] for id in _conversation(gen, ask).runs)
    return Answer(
        [{"run_id": run.id, "status": run.status, "created_at": when(run.begun)} for run in runs]
    )


@table.on("GET", "/agent/ideas")
def list_ideas(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    if "status" in ask.query:
        one_of(ask.query, "status", STATUSES)
    wanted = ask.query.get("status")
    ideas = [idea for idea in gen.ideas.values() if idea.agent_id == agent.id]
    return Answer([idea_look(idea) for idea in reversed(ideas) if wanted in (None, idea.status)])


@table.on("POST", "/agent/ideas/{id}/status")
def cycle_status(gen: Gen, ask: Ask) -> Answer:
    idea = gen.idea(ask.path["id"])
    idea.status, idea.updated = idea.cycle(), gen.now()
    return Answer(idea_look(idea))


@table.on("PUT", "/agent/ideas/{id}/status/{status}")
def set_status(gen: Gen, ask: Ask) -> Answer:
    idea = gen.idea(ask.path["id"])
    idea.status = one_of(ask.path, "status", STATUSES)
    idea.updated = gen.now()
    return Answer(idea_look(idea))


@table.on("POST", "/research", charged=True)
def start_research(gen: Gen, ask: Ask) -> Answer:
    topic = text(ask.body, "topic", 500)
    depth = one_of({"depth": "default", **ask.body}, "depth", ("quick", "default", "deep"))
    return Answer(started_look(turns.research(gen, gen.agent(ask), topic, depth)), 202)


def _run(gen: Gen, ask: Ask) -> Run:
    return gen.runs.get(ask.path["run_id"]) or missing(message="Run not found")


def _conversation(gen: Gen, ask: Ask) -> Conversation:
    return gen.conversations.get(ask.path["id"]) or missing(message="Conversation not found")


def _messages(gen: Gen, talk: Conversation) -> list[dict[str, Any]]:
    return [message_look(each) for id in talk.runs for each in gen.runs[id].messages]
