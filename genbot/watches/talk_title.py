"""What a thread is called, pushed to GEN, so that its conversation is found under the same title."""

from genbot.domain.talks import Talk
from genbot.domain.watches import Kind
from genbot.flows import threads
from genbot.gen.conversations import UpdateConversation
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.store import Transaction
from genbot.watches.kind import Done, Failed, WatchKind


class TalkTitlePush(WatchKind[Talk, str]):
    """Repeatable: giving the same title twice is giving it once."""

    kind = Kind.TALK_TITLE

    def begin(self, tx: Transaction, subject: str, /) -> Talk | None:
        talk = tx.talks.look(subject)
        return talk if talk and talk.conversation else None

    async def ask(self, gen: Ask, thing: Talk, /) -> Done[str]:
        await gen(UpdateConversation(id=thing.conversation, title=thing.title))
        return Done(thing.title)

    def finish(self, tx: Transaction, subject: str, result: str, /) -> None:
        threads.titled(tx, subject, result)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """GEN has lost the conversation, or calls it as it likes; the thread goes on."""
