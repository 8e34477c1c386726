"""Runs of the agent: ideas, refinements."""

from collections.abc import Awaitable, Callable
from dataclasses import field

from genbot.domain.attachments import Attachment
from genbot.domain.ideas import Request, Run, RunState
from genbot.domain.pace import Usual
from genbot.domain.value import value
from genbot.domain.watches import Kind
from genbot.flows import arrivals, ideas, runs, threads
from genbot.gen import ideas as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError, NotFound, OutOfCredits
from genbot.gen.jobs import RunStarted
from genbot.gen.progress import Progress
from genbot.store import Transaction
from genbot.watches.files import Files, Nowhere, as_told, brought, carried
from genbot.watches.kind import Begun, Done, Failed, News, Strange, WatchKind, going, said

Read = Callable[[str], Awaitable[Progress | None]]


@value
class Talk:
    """A run and the request it belongs to."""

    run: Run
    request: Request
    known: frozenset[str] = frozenset()  # GEN's ids of the runs we know in this conversation
    untold: frozenset[str] = frozenset()  # its ideas whose status GEN has not heard yet
    anew: str = ""  # what is said where the conversation is not at GEN any more


@value
class Outcome:
    """What a look found: the ideas when it is over, a question, or how far it is."""

    found: list[gen.Idea] = field(default_factory=list)
    all_ideas: list[gen.Idea] = field(default_factory=list)
    said: str = ""
    asks: bool = False
    progress: Progress | None = None
    began: str = ""  # by GEN's clock
    brought: Attachment | None = None  # nothing but this: a file of the run is at GEN
    untold: frozenset[str] = frozenset()  # ideas whose status GEN had not heard when it told theirs


class IdeaRun(WatchKind[Talk, Outcome]):
    kind = Kind.IDEA_RUN
    soonest = 5.0  # NOTES: poll a run every 5 s
    give_up = 2 * 3600.0

    def __init__(
        self,
        progress: Read | None = None,
        files: Files | None = None,
        follows: Callable[[str], bool] = lambda path: False,
    ) -> None:
        self._progress, self._files, self._follows = progress, files or Nowhere(), follows

    def begin(self, tx: Transaction, subject: str, /) -> Talk | None:
        run = tx.runs.look(subject)
        if run is None or run.state.over:
            return None
        ours = tx.runs.find(request_id=run.request_id)
        known = frozenset(one.gen_run for one in ours if one.gen_run)
        asked = tx.requests.get(run.request_id)
        every = (one.id for one in tx.ideas.find(request_id=run.request_id))
        untold = frozenset(one for one in every if tx.watches.of(Kind.IDEA_STATUS, one))
        known |= threads.runs(tx, asked.conversation_id)
        anew = ideas.anew(tx, run) if asked.conversation_id and not run.gen_run else ""
        return Talk(run, asked, known, untold, anew)

    def usual(self, tx: Transaction, thing: Talk, /) -> tuple[str, Usual]:
        key = "" if thing.run.to_bring else "idea_run"  # bringing files teaches nothing of runs
        return key, tx.durations.usual("idea_run", runs.USUAL, tx.now)

    def agent(self, thing: Talk, /) -> str:
        return thing.request.agent_id

    def patient(self, thing: Talk, /) -> bool:
        """A plan that people read while it grows is looked at as often as without GEN's calls,
        unless it comes by itself."""
        return self._progress is None or self._follows(thing.run.progress_path)

    def key(self, thing: Talk, /) -> str:
        return f"run:{thing.run.id}"

    async def ask(self, gen_: Ask, thing: Talk, /) -> Begun | Done[Outcome]:
        """Files first, each in its own commit, so that the agent is told the same however often it
        is asked. One whose answer got lost goes up again: the other lies in the library unused.
        Where the conversation was deleted at GEN, a new one begins."""
        for file in thing.run.to_bring[:1]:
            with carried():
                agent, who = thing.request.agent_id, thing.run.id
                there = await brought(gen_, self._files, file, agent=agent, who=who)
                return Done(Outcome(brought=there))
        conversation = thing.request.conversation_id
        try:
            started = await self._say(gen_, thing, conversation, thing.run.message, self.key(thing))
        except NotFound:
            if not conversation:
                raise
            started = await self._say(gen_, thing, "", thing.anew, f"{self.key(thing)}:anew")
        return Begun(started.run_id, (started.conversation_id, started.firebase_path))

    async def _say(
        self, gen_: Ask, thing: Talk, conversation: str, message: str, key: str
    ) -> RunStarted:
        call = gen.StartRun(
            agent_id=thing.request.agent_id,
            message=message,
            conversation_id=conversation or None,
            attachments=[as_told(file) for file in thing.run.files] or None,
        )
        return await gen_(call, key=key)

    async def recall(self, gen_: Ask, thing: Talk, /) -> Begun | None:
        """A conversation lists its runs; the key covers the first run, which has none yet.

        Others talk in it, too (research, questions): where GEN says what a run was told, only the
        one that was told this is ours; where it does not, only in a conversation of our own.
        """
        if thing.run.gen_run:  # we had only lost sight of it
            return Begun(
                thing.run.gen_run, (thing.request.conversation_id, thing.run.progress_path)
            )
        if not thing.request.conversation_id:
            return None
        try:
            every = await gen_(gen.ListConversationRuns(id=thing.request.conversation_id))
        except NotFound:
            return None
        strange = [run.run_id for run in every if run.run_id not in thing.known]
        for id in reversed(strange):
            told = (await gen_(gen.GetRun(run_id=id))).wish
            if told == thing.run.message or (thing.known and not told):
                return Begun(id)
        return None

    async def look(
        self, gen_: Ask, thing: Talk, job: str, /
    ) -> Done[Outcome] | News[Outcome] | Strange | Failed | None:
        run = await gen_(gen.GetRun(run_id=job))
        if run.status == "completed":
            every = await gen_(gen.ListIdeas(agent_id=thing.request.agent_id))
            began = run.created_at or ""
            return Done(Outcome(run.ideas, every, run.reply, began=began, untold=thing.untold))
        if run.status == "failed":
            return Failed(run.reply or "GEN did not say why.")
        if run.status == RunState.APPROVAL:
            return News(Outcome(asks=True, said=run.reply))
        if strange := going(run.status):
            return strange
        path = thing.run.progress_path
        progress = await self._progress(path) if self._progress and path else None
        return News(Outcome(progress=progress)) if progress else None

    def asked(self, tx: Transaction, subject: str, begun: Begun, /) -> None:
        conversation, path = begun.detail or ("", "")
        runs.started(tx, subject, begun.job, conversation or "", path or "")

    def news(self, tx: Transaction, subject: str, result: Outcome, /) -> None:
        if result.asks:
            runs.asks(tx, subject, result.said)
        elif result.progress:
            runs.progressed(tx, subject, result.progress.plan, result.progress.thinking)

    def finish(self, tx: Transaction, subject: str, result: Outcome, /) -> None:
        if result.brought:
            runs.brought(tx, subject, result.brought)
            return
        arrivals.arrived(
            tx, subject, result.found, result.all_ideas, result.said,
            began=result.began, untold=result.untold,
        )  # fmt: skip

    def delayed(self, tx: Transaction, subject: str, why: str, /) -> None:
        runs.delayed(tx, subject, why)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        held = isinstance(why, OutOfCredits)
        runs.ended(tx, subject, RunState.HELD if held else RunState.FAILED, said(why))

    def lost(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """Told anew it would be paid twice: trying again looks first. What GEN has no more failed."""
        gone = isinstance(why, NotFound)
        runs.ended(tx, subject, RunState.FAILED, said(why), lost=not gone)


def shown(tx: Transaction, subject: str) -> str:
    """Where GEN shows how far this run is; empty: nowhere."""
    run = tx.runs.look(subject)
    return run.progress_path if run else ""


class RunAnswer(WatchKind[Run, None]):
    """A person's yes or no to a run that waits for one; telling it twice does no harm (NOTES)."""

    kind = Kind.RUN_ANSWER

    def begin(self, tx: Transaction, subject: str, /) -> Run | None:
        run = tx.runs.look(subject)
        return run if run and run.verdict and not run.state.over else None

    async def ask(self, gen_: Ask, thing: Run, /) -> Done[None]:
        await gen_(gen.ApproveRun(run_id=thing.gen_run, approved=thing.verdict == "yes"))
        return Done(None)

    def finish(self, tx: Transaction, subject: str, result: None, /) -> None:
        """The run's own watch sees what comes of it."""

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """GEN was not waiting any more: the run's own watch sees why."""
