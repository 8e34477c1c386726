"""Where an idea stands, pushed to GEN, because other tools look at it there."""

from typing import get_args

from genbot.domain.ideas import Idea
from genbot.domain.watches import Kind
from genbot.flows import lifecycle
from genbot.gen import ideas as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.store import Transaction
from genbot.watches.kind import Done, Failed, WatchKind

KNOWN = get_args(gen.IdeaStatus)


class IdeaStatusPush(WatchKind[Idea, str]):
    """Repeatable: putting the same status twice is putting it once."""

    kind = Kind.IDEA_STATUS

    def begin(self, tx: Transaction, subject: str, /) -> Idea | None:
        idea = tx.ideas.look(subject)
        return idea if idea and idea.gen_id else None

    async def ask(self, gen_: Ask, thing: Idea, /) -> Done[str]:
        assert thing.status in KNOWN  # noqa: S101  a test compares the two lists
        await gen_(gen.SetIdeaStatus(id=thing.gen_id, status=thing.status.value))
        return Done(thing.status.value)

    def finish(self, tx: Transaction, subject: str, result: str, /) -> None:
        lifecycle.pushed(tx, subject, result)

    def fail(self, tx: Transaction, subject: str, why: GenError | Failed, /) -> None:
        """GEN lost the idea; here it stays as it was decided."""
