"""Conversations renamed, pinned and deleted at GEN."""

from genbot.domain.errands import Errand, What
from genbot.flows import errands, threads
from genbot.gen.conversations import DeleteConversation, UpdateConversation
from genbot.gen.endpoint import Ask
from genbot.gen.errors import NotFound
from genbot.store import Transaction
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done


class ChangeTalk(Recipe):
    """`wish`: conversation_id, and what changes: name, pinned. Saying it twice is saying it once."""

    what = What.CHANGE_TALK

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        wish = errand.wish
        call = UpdateConversation(
            id=wish["conversation_id"], title=wish.get("name"), pinned=wish.get("pinned")
        )
        await gen(call)
        return Done({})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        errands.done(tx, errand.id, result)
        if title := errand.wish.get("name"):
            threads.renamed(tx, errand.wish["conversation_id"], title)


class DeleteTalk(Recipe):
    """`wish`: conversation_id. What is gone already is deleted."""

    what = What.DELETE_TALK

    async def ask(self, gen: Ask, errand: Errand, /) -> Done[Result]:
        try:
            await gen(DeleteConversation(id=errand.wish["conversation_id"]))
        except NotFound:
            return Done({})
        return Done({})

    def finish(self, tx: Transaction, errand: Errand, result: Result, /) -> None:
        errands.done(tx, errand.id, result)
        threads.deleted(tx, errand.wish["conversation_id"])
