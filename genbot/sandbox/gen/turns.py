"""What the agent does with a message: plans, thinks for a while, and leaves ideas, rules or an answer behind."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from genbot.sandbox.gen import credits, news
from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.drafts import VIDEO_TYPES, Draft
from genbot.sandbox.gen.intent import Intent, understand
from genbot.sandbox.gen.looks import idea_look
from genbot.sandbox.gen.refine import refine
from genbot.sandbox.gen.runs import Conversation, Idea, Message, Run
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.writer import Brief, write

_MEDIANS = {"ideas": 40, "refine": 25, "research": 30}
_QUICK = 6
_FINDINGS = {"quick": 2, "default": 3, "deep": 5}
_ASKS_AFTER = 0.3
_SPREAD = 0.35


def listen(
    gen: Gen, agent: Agent, message: str, conversation_id: str | None, files: Sequence[str] = ()
) -> Run:
    """Begin the turn that a message asks for; charged before anything is written down."""
    talk = gen.conversations.get(conversation_id or "")
    intent = understand(message, _titles(gen, talk) if talk else [], _subject(agent))
    charge = gen.charge(agent, _estimate(intent))
    talk = talk or open_conversation(gen, agent, intent.topic or message)
    plan = [*(f"Look at {name}" for name in files), *_plan(intent)]
    run = _begin(gen, agent, talk, intent.purpose, charge, plan, _thoughts(intent))
    run.messages.append(Message("user", message, run.begun))
    _schedule(gen, run, lambda: _finish(gen, run, agent, talk, intent))
    return run


def research(gen: Gen, agent: Agent, topic: str, depth: str) -> Run:
    """A standalone look around (POST /research)."""
    charge = gen.charge(agent, credits.RESEARCH[depth])
    talk = open_conversation(gen, agent, f"Research: {topic}")
    plan = [f"Search for {topic}", "Read what people answer", "Write it down"]
    run = _begin(gen, agent, talk, "research", charge, plan, [f"Looking around for {topic}"])
    run.messages.append(Message("user", f"Research {topic} ({depth})", run.begun))
    rng = gen.world.stream(f"research:{topic}:{depth}")

    def finish() -> None:
        drafts = write(_brief(agent, topic), _FINDINGS[depth], set(), rng)
        findings = [
            {"finding": draft.rationale, "sources": [source.told() for source in draft.sources]}
            for draft in drafts
        ]
        summary = f"{len(findings)} things are worth knowing about {topic} this week."
        data = {"type": "research", "topic": topic, "findings": findings, "summary": summary}
        _say(gen, run, agent, summary, data)

    _schedule(gen, run, finish)
    return run


def decide(gen: Gen, run: Run, *, approved: bool) -> None:
    """A person's answer to a run that waits for it."""
    if approved:
        run.status, run.continued = "running", gen.now()
        gen.later(run.lasts * (1 - _ASKS_AFTER), gen.endings.pop(run.id))
        return
    gen.endings.pop(run.id)
    fail(gen, run, "The proposed action was rejected.")


def fail(gen: Gen, run: Run, reason: str) -> None:
    run.status = "failed"
    run.charge.refund()
    run.messages.append(Message("assistant", reason, gen.now(), {"type": "error", "error": reason}))
    _tell(gen, run)


def open_conversation(gen: Gen, agent: Agent, title: str) -> Conversation:
    talk = Conversation(gen.world.uuid(), agent.id, title[:80], gen.now(), gen.now())
    gen.conversations[talk.id] = talk
    return talk


def _begin(
    gen: Gen,
    agent: Agent,
    talk: Conversation,
    purpose: str,
    charge: credits.Charge,
    plan: list[str],
    thoughts: list[str],
) -> Run:
    lasts = gen.world.lasts(_MEDIANS.get(purpose, _QUICK), _SPREAD)
    run = Run(
        gen.world.uuid(), talk.id, agent.id, purpose, gen.now(), charge, plan, thoughts, lasts
    )
    gen.runs[run.id] = run
    talk.runs.append(run.id)
    talk.updated = run.begun
    return run


def _schedule(gen: Gen, run: Run, finish: Any) -> None:
    reason = gen.mishap("fail_run")
    if reason:
        gen.later(run.lasts, lambda: fail(gen, run, reason))
    elif gen.order("approval"):
        gen.endings[run.id] = finish
        gen.later(run.lasts * _ASKS_AFTER, lambda: _ask(gen, run))
    else:
        gen.later(run.lasts, finish)


def _ask(gen: Gen, run: Run) -> None:
    run.status, run.asks_at = "awaiting_approval", gen.now()
    question = (
        f"This needs deep research first, about {credits.RESEARCH['deep']} credits. Go ahead?"
    )
    data = {"type": "approval", "action": "deep_research", "credits": credits.RESEARCH["deep"]}
    run.messages.append(Message("assistant", question, gen.now(), data))
    _tell(gen, run)


def _finish(gen: Gen, run: Run, agent: Agent, talk: Conversation, intent: Intent) -> None:
    if intent.purpose in {"ideas", "refine"}:
        return _deliver(gen, run, agent, talk, intent)
    if intent.purpose == "remember":
        agent.rules.append(intent.text)
        return _say(gen, run, agent, f"I will remember: {intent.text}")
    if intent.purpose == "forget":
        agent.rules = [rule for rule in agent.rules if not _alike(rule, intent.text)]
        return _say(gen, run, agent, f"Forgotten: {intent.text}")
    said = _rules(agent) if intent.purpose == "recall" else _chat(gen, agent)
    return _say(gen, run, agent, said)


def _deliver(gen: Gen, run: Run, agent: Agent, talk: Conversation, intent: Intent) -> None:
    ideas = _new_ideas if intent.purpose == "ideas" else _changed_ideas
    found = ideas(gen, agent, talk, intent)
    talk.newest = [idea.id for idea in found]
    count, are = (f"{len(found)} ideas", "are") if len(found) != 1 else ("1 idea", "is")
    said = f"Here {are} {count} about {intent.topic}." if intent.topic else f"Changed. {count} now."
    _say(gen, run, agent, said, {"type": "ideas", "ideas": [idea_look(idea) for idea in found]})


def _new_ideas(gen: Gen, agent: Agent, talk: Conversation, intent: Intent) -> list[Idea]:
    brief = _brief(agent, intent.topic, intent.seconds, intent.video_type)
    if intent.requirements:
        brief = replace(brief, rules=[*brief.rules, intent.requirements])
    taken = {idea.draft.title for idea in gen.ideas.values() if idea.conversation_id == talk.id}
    rng = gen.world.stream(f"ideas:{intent.text}:{len(talk.runs)}")
    drafts = write(brief, intent.count, taken, rng)
    if creator := gen.order("footage"):
        drafts = [draft.using(str(creator)) for draft in drafts]
    return [_record(gen, agent, talk, draft) for draft in drafts]


def _changed_ideas(gen: Gen, agent: Agent, talk: Conversation, intent: Intent) -> list[Idea]:
    """Unchanged ideas stay, a changed one is a new record, a dropped one is rejected.

    The message is read once more, because another turn may have changed the set meanwhile.
    """
    ideas = []
    intent = understand(intent.text, _titles(gen, talk), "")
    for number, id in enumerate(talk.newest, 1):
        idea = gen.ideas[id]
        if number not in intent.changes:
            ideas.append(idea)
        elif (wish := intent.changes[number]) is None:
            idea.status, idea.updated = "rejected", gen.now()
        else:
            rng = gen.world.stream(f"refine:{idea.draft.title}:{wish}:{len(talk.runs)}")
            draft = refine(idea.draft, wish, _brief(agent, idea.draft.topic), rng)
            ideas.append(_record(gen, agent, talk, draft))
    return ideas


def _titles(gen: Gen, talk: Conversation) -> list[str]:
    return [gen.ideas[id].draft.title for id in talk.newest]


def _record(gen: Gen, agent: Agent, talk: Conversation, draft: Draft) -> Idea:
    now = gen.now()
    idea = Idea(gen.number(), gen.world.id("idea_").lower(), agent.id, talk.id, draft, now, now)
    gen.ideas[idea.id] = idea
    return idea


def _brief(
    agent: Agent, topic: str, seconds: int | None = None, video_type: int | None = None
) -> Brief:
    return Brief(topic, agent.core["keywords"], agent.rules, seconds, video_type)


def _say(gen: Gen, run: Run, agent: Agent, text: str, data: dict[str, Any] | None = None) -> None:
    run.status = "completed"
    run.charge.settle(gen.actual(run.charge.paid))
    run.messages.append(Message("assistant", text, gen.now(), data))
    _tell(gen, run)


def _tell(gen: Gen, run: Run) -> None:
    about = {"run_id": run.id, "conversation_id": run.conversation_id}
    news.tell(gen, run.agent_id, "run", run.status, **about)


def _chat(gen: Gen, agent: Agent) -> str:
    own = [idea for idea in gen.ideas.values() if idea.agent_id == agent.id]
    posted = [idea for idea in own if idea.status == "posted"]
    if posted:
        last = max(posted, key=lambda idea: idea.updated)
        return (
            f"“{last.draft.title}” is the last one out; its hook did the work: “{last.draft.hook}”"
        )
    if own:
        kinds = {VIDEO_TYPES[idea.draft.video_type] for idea in own}
        return f"Nothing is posted yet. {len(own)} ideas are on the table ({', '.join(sorted(kinds))})."
    return f"Nothing yet. Ask me for ideas about {_subject(agent)}, and we have something to talk about."


def _rules(agent: Agent) -> str:
    """What it was told to remember, a line each."""
    if not agent.rules:
        return "You have not asked me to remember anything yet."
    return "\n".join(["I remember:", *(f"- {rule}" for rule in agent.rules)])


def _subject(agent: Agent) -> str:
    keywords = agent.core["keywords"]
    return str(keywords[0]) if keywords else str(agent.core["brand_name"] or agent.name)


def _estimate(intent: Intent) -> int:
    if intent.purpose == "ideas":
        return credits.ideas(intent.count)
    return credits.REFINE if intent.purpose == "refine" else credits.CHAT


def _plan(intent: Intent) -> list[str]:
    if intent.purpose == "ideas":
        return [
            f"Look at what is moving around {intent.topic}",
            "Pick the clips that held people to the end",
            f"Write {intent.count} hooks and throw the weak ones away",
            "Time the scripts and choose footage",
        ]
    if intent.purpose == "refine":
        return ["Read your wishes", "Rewrite what you named", "Check the rest stayed as it was"]
    return ["Read the message", "Answer"]


def _thoughts(intent: Intent) -> list[str]:
    if intent.purpose == "ideas":
        return [
            f"Scrolling through {intent.topic} so you don't have to",
            "Two clips share the same first second; that is worth stealing",
            "This hook is a question. Turning it into a sentence",
            "Reading everything out loud with a stopwatch",
        ]
    if intent.purpose == "refine":
        return ["Listening again to what you asked for", "Cutting a word. And another", "Almost"]
    return ["Thinking", "Writing"]


def _alike(rule: str, words: str) -> bool:
    """Whether a rule is the one somebody wants forgotten: they share most of the longer words."""
    left, right = ({w for w in text.lower().split() if len(w) > 3} for text in (rule, words))
    return len(left & right) >= max(1, min(len(left), len(right)) // 2)
