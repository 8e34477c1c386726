"""Why something waits or went on: the rule of this moment, who has decided, who is still needed."""

from genbot.domain.approvals import Standing, Vote
from genbot.domain.preflight import Check
from genbot.domain.value import value


@value
class Why:
    """What one person reads about one thing at one gate, as it stands when they look.

    `verdict` is what became of it; empty while it waits. `left` has said nothing yet; empty when
    everyone may, or when it is not theirs any more. `refused` is why the reader may not decide.
    """

    title: str
    channel: str
    standing: Standing
    votes: tuple[Vote, ...] = ()  # that count under this rule
    noes: tuple[Vote, ...] = ()  # the same
    void: tuple[str, ...] = ()  # said something, and it does not count now
    left: tuple[str, ...] = ()
    verdict: str = ""
    by: str = ""
    at: float = 0.0
    refused: str = ""
    reader: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def missing(self) -> int:
        """How many more have to say yes."""
        return 0 if self.verdict else max(0, self.standing.rule.needed - len(self.votes))

    @property
    def stuck(self) -> bool:
        """Whether too few are left to approve it."""
        if self.standing.everyone:
            return not self.verdict and self.standing.few(self.votes)
        return len(self.left) < self.missing

    @property
    def given(self) -> Vote | None:
        """The reader's own yes."""
        return next((vote for vote in self.votes if vote.by == self.reader), None)

    @property
    def denied(self) -> Vote | None:
        """The reader's own no."""
        return next((vote for vote in self.noes if vote.by == self.reader), None)
