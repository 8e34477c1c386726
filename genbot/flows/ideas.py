"""Ask for ideas, refine them, decide about them."""

from collections.abc import Iterable
from dataclasses import replace

from genbot.domain.approvals import Ballot, Gate, Vote
from genbot.domain.asked import understand
from genbot.domain.attachments import Attachment, accepted
from genbot.domain.errors import BadForm, NotNow, Refusal
from genbot.domain.events import IdeasAsked
from genbot.domain.ideas import VIDEO_TYPES, Idea, Request, Run, RunState
from genbot.flows import approvals, channels, lifecycle, policies, productions, runs, threads
from genbot.store import Transaction

LONGEST_WISH = 2000
LONGEST_REQUIREMENTS = 1000


def request(
    tx: Transaction,
    text: str,
    *,
    channel: str,
    by: str,
    thread: str = "",
    files: Iterable[Attachment] = (),
) -> Request:
    """What somebody typed after `/gen ideas`; raises Refusal saying what to type instead. Said in
    a thread that has a conversation, it goes on with that."""
    asked = understand(text, tx.settings.most_ideas)
    talk = threads.find(tx, channel, thread)
    ours = talk and talk.agent == channels.find(tx, channel).agent_id
    return ask_for(
        tx, asked.topic, asked.count, channel=channel, by=by, thread=thread,
        conversation=talk.conversation if talk and ours else "",
        video_type=asked.video_type, requirements=asked.requirements, files=files,
    )  # fmt: skip


def ask_for(
    tx: Transaction,
    topic: str,
    count: int,
    *,
    channel: str,
    by: str,
    thread: str = "",
    conversation: str = "",
    agent: tuple[str, str] | None = None,
    video_type: int = 0,
    requirements: str = "",
    files: Iterable[Attachment] = (),
) -> Request:
    """One request: its message appears, its run is wished for. With a conversation of GEN's it goes
    on there, with whose it is (`agent`: id and name; the channel's). Of which type (0: any) and what
    all of them have to keep to are for this batch only; files are shown to the agent."""
    topic = _topic(tx, topic, count, video_type)
    whose, name = agent or channels.speaks(tx, channel)
    asked = Request(
        tx.new_id(), channel, whose, by, topic, count, tx.now, name,
        conversation, thread, video_type, requirements=requirements.strip()[:LONGEST_REQUIREMENTS],
    )  # fmt: skip
    tx.requests.save(asked)
    channels.met(tx, channel, by)
    run = runs.begin(tx, Run(tx.new_id(), asked.id, _message(asked), by, files=accepted(files)))
    tx.tell(IdeasAsked(lifecycle.board(tx, asked.id), run, by))
    return asked


def _message(asked: Request) -> str:
    """What the agent is told, in words and lines of its own for what must not be overlooked."""
    what = "1 content idea" if asked.count == 1 else f"{asked.count} content ideas"
    said = [f"Generate {what} about {asked.topic}"]
    if asked.video_type:
        said.append(f"Video type: {VIDEO_TYPES[asked.video_type]}")
    if asked.requirements:
        said.append(f"Requirements: {asked.requirements}")
    return "\n".join(said)


def _topic(tx: Transaction, topic: str, count: int, video_type: int) -> str:
    """What they should be about, short enough; raises BadForm for what cannot be asked."""
    topic = topic.strip()[:LONGEST_WISH]
    if not topic:
        raise BadForm(topic="Say what the ideas should be about.")
    if not 1 <= count <= tx.settings.most_ideas:
        raise BadForm(count=f"I can ask for 1 to {tx.settings.most_ideas} ideas at a time.")
    if video_type not in VIDEO_TYPES:
        raise BadForm(video_type="Choose one of the types.")
    return topic


def refine(
    tx: Transaction, request_id: str, text: str, *, by: str, files: Iterable[Attachment] = ()
) -> Run:
    """A reply in the request's thread goes on with the same conversation."""
    text = text.strip()[:LONGEST_WISH]
    if not text:
        raise Refusal("Say how the ideas should change. For example: make 2 punchier, drop 4")
    message, given = _known(tx, request_id, text), accepted(files)
    run = runs.begin(tx, Run(tx.new_id(), request_id, message, by, files=given))
    tx.tell(IdeasAsked(lifecycle.board(tx, request_id), run, by))
    return run


def _known(tx: Transaction, request_id: str, wish: str) -> str:
    """The wish, with the idea it is about where the agent has never seen that: somebody made it up."""
    board = lifecycle.board(tx, request_id)
    made_up = [idea for idea in board.ideas if not idea.gen_id]
    if board.request.conversation_id or not made_up:
        return wish
    return f"Generate 1 content idea: the one below, changed. {wish}\n{_words(made_up[0])}"


def anew(tx: Transaction, run: Run) -> str:
    """What the agent is told where its conversation is not at GEN any more: the ideas there are, too;
    all of the one that is to change, of several what each is about."""
    every = lifecycle.board(tx, run.request_id).ideas
    if run.idea_id:
        return "\n".join([run.message, *(_words(one) for one in every if one.id == run.idea_id)])
    told = (f"Idea {one.number}: {one.title}\n{one.hook}".strip() for one in every)
    return "\n".join([run.message, *told])


def _words(idea: Idea) -> str:
    told = (("Title", idea.title), ("Hook", idea.hook), ("Script", idea.script))
    return "\n".join(f"{name}: {text}" for name, text in told if text)


def decide(
    tx: Transaction, idea_id: str, version: int, verb: str, *, by: str, reason: str = ""
) -> Idea:
    """Approve or reject, once: whoever comes second reads who was first."""
    idea = _current(tx, idea_id, version, by)
    idea.move(verb)  # raises when it is too late for any
    vote, yes = Vote(by, tx.now, reason), verb == "approve"
    ballot = (_yes if yes else _no)(tx, idea, vote)
    if ballot and (ballot.missing if yes else ballot.spare):
        waits = tx.ideas.save(replace(idea, ballot=ballot))
        lifecycle.tell(tx, waits, "approved by one" if yes else "rejected by one", by=by)
        return waits
    votes = ballot.votes if ballot and yes else ()
    kept = None if yes else ballot  # who said no, and why
    idea = replace(idea, ballot=kept, approvals=votes)
    idea = lifecycle.move(tx, idea, verb, by=by, reason=reason)
    if yes:
        idea = productions.begin(tx, idea, by=by)
    lifecycle.tell(tx, idea, verb, by=by, votes=votes)
    return idea


def _yes(tx: Transaction, idea: Idea, vote: Vote) -> Ballot | None:
    here = approvals.may(tx, Gate.IDEAS, idea, vote.by)
    return approvals.cast(here, idea.ballot, idea.sealed, vote)


def _no(tx: Transaction, idea: Idea, vote: Vote) -> Ballot | None:
    return approvals.no(tx, Gate.IDEAS, idea, idea.sealed, vote)


def change(tx: Transaction, idea_id: str, version: int, wish: str, *, by: str) -> Idea:
    """Send one idea back with a wish; the refined one will replace its card."""
    wish = wish.strip()[:LONGEST_WISH]
    if not wish:
        raise BadForm(wish="Say what should change.")
    idea = _current(tx, idea_id, version, by)
    idea = lifecycle.move(tx, idea, "change", by=by, reason=wish)
    message = f'Change only idea {idea.number}, "{idea.title}": {wish}'
    message = _known(tx, idea.request_id, message)
    runs.begin(tx, Run(tx.new_id(), idea.request_id, message, by, idea_id=idea.id))
    lifecycle.tell(tx, idea, "change", by=by)
    return idea


def retry_run(tx: Transaction, run_id: str, *, by: str) -> Run:
    """Send the same message again, as a new run: GEN would answer the old key with the old failure.
    A run we lost sight of goes on instead, so that it is not paid twice. Files that GEN refused
    may be why, so they are brought anew; those it only had no credits for are there."""
    before = tx.runs.get(run_id)
    newer = [run for run in tx.runs.find(request_id=before.request_id) if not run.state.over]
    if newer or before.again:
        raise NotNow("That is already being tried again.")
    if before.lost:
        return runs.look_again(tx, before, by=by)
    tx.runs.save(replace(before, again=True))
    there = before.state is RunState.HELD
    files = before.files if there else [replace(one, signed_id="", url="") for one in before.files]
    fresh = Run(tx.new_id(), before.request_id, before.message, by, idea_id=before.idea_id)
    fresh = replace(fresh, files=tuple(files))
    run = runs.begin(tx, fresh)
    tx.tell(IdeasAsked(lifecycle.board(tx, before.request_id), run, by))
    return run


def answer_run(tx: Transaction, run_id: str, approved: bool, *, by: str) -> Run:
    """The agent waits for a yes or no before it goes on; the answer is passed on."""
    run = tx.runs.get(run_id)
    policies.check(tx, tx.requests.get(run.request_id).channel, Gate.IDEAS, by)
    return runs.answer(tx, run, "yes" if approved else "no", by=by)


def find(tx: Transaction, idea_id: str) -> Idea:
    return tx.ideas.get(idea_id)


def _current(tx: Transaction, idea_id: str, version: int, by: str) -> Idea:
    idea = tx.ideas.get(idea_id)
    policies.check(tx, idea.channel, Gate.IDEAS, by)
    if version and version != idea.version:
        raise NotNow(idea.already())
    return idea
