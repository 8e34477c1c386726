"""What is said to the agent in a conversation: questions, and rules to remember or forget."""

from dataclasses import asdict

from genbot.domain.errands import Errand, What
from genbot.domain.talks import given, to_bring
from genbot.flows import talks
from genbot.gen import ideas as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotFound
from genbot.gen.jobs import RunStarted
from genbot.store import Transaction
from genbot.watches.errand import SHOWN, Found, Recipe, Result
from genbot.watches.files import Files, as_told, brought
from genbot.watches.kind import Begun, Done
from genbot.watches.research import run_found

BROUGHT = "brought"  # in what came of it: nothing but a file, which is at GEN now


class Asking(Recipe):
    """`wish`: talk, message, files. `result`: where the files are, each in a commit of its own, so
    that the agent is told the same however often; conversation, answer, how many ideas came."""

    what = What.ASK
    patience = 2 * 3600.0

    def __init__(self, files: Files) -> None:
        self._files = files

    def begin(self, tx: Transaction, errand: Errand, /) -> Errand | None:
        return talks.turn(tx, errand)

    async def ask(self, gen_: Ask, errand: Errand, /) -> Begun | Done[Result]:
        """Where the conversation was deleted at GEN, a new one begins."""
        for file in to_bring(errand)[:1]:
            there = await brought(gen_, self._files, file, agent=errand.agent, who=errand.id)
            return Done({BROUGHT: asdict(there)})
        conversation = errand.wish.get("conversation") or None
        try:
            started = await self._say(gen_, errand, conversation, errand.key)
        except NotFound:
            if conversation is None:
                raise
            started = await self._say(gen_, errand, None, f"{errand.key}:anew")
        return _begun(started.run_id, started.conversation_id, started.firebase_path)

    async def recall(self, gen_: Ask, errand: Errand, /) -> Begun | None:
        """A conversation lists its runs; the key covers the first one, which has none yet."""
        conversation = errand.wish.get("conversation")
        if not conversation or to_bring(errand):
            return None
        try:
            every = await gen_(gen.ListConversationRuns(id=conversation))
        except NotFound:
            return None
        ours = [run.run_id for run in every if run.run_id not in errand.wish["known"]]
        return _begun(ours[-1], conversation) if ours else None

    async def _say(
        self, gen_: Ask, errand: Errand, conversation: str | None, key: str
    ) -> RunStarted:
        call = gen.StartRun(
            agent_id=errand.agent,
            message=errand.wish["message"],
            conversation_id=conversation,
            attachments=[as_told(file) for file in given(errand)] or None,
        )
        return await gen_(call, key=key)

    async def look(self, gen_: Ask, errand: Errand, job: str, /) -> Found:
        run = await gen_(gen.GetRun(run_id=job))
        found = run_found(run)
        return Done({"answer": run.reply, "ideas": run.ideas}) if isinstance(found, Done) else found

    def taken(self, tx: Transaction, errand: Errand, begun: Begun, /) -> None:
        super().taken(tx, errand, begun)
        talks.taken(tx, errand, begun.job, begun.detail.get("conversation", ""))

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        if BROUGHT in result:
            talks.brought(tx, errand, result[BROUGHT])
        else:
            talks.answered(tx, errand, result["answer"], result["ideas"])

    def after(self, tx: Transaction, errand: Errand, /) -> None:
        if errand.state.over:
            talks.after(tx, errand)


def _begun(run: str, conversation: str | None, shown: str | None = None) -> Begun:
    told = {"conversation": conversation, SHOWN: shown}
    return Begun(run, {name: value for name, value in told.items() if value})


class Remembering(Asking):
    what = What.REMEMBER


class Forgetting(Asking):
    what = What.FORGET


class Recalling(Asking):
    what = What.PREFERENCES
