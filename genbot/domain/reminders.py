"""Reminders: since when something waits for a decision, and how often whom it was put before."""

from collections.abc import Mapping
from dataclasses import field

from genbot.domain.approvals import Rule
from genbot.domain.value import value

EVERYBODY = ""  # stands for a person where everyone in the channel may decide
QUIET = 12  # hours between two reminders to one person, whatever they are about
LAST = 24  # hours from the last reminder until somebody else hears of it
FORGOTTEN = 30 * 24  # hours after which what nobody decides is left alone


@value
class Reminder:
    """One thing in one version. `since` is when it was first seen to wait, `told` how many of the
    reminders that were due somebody has had (several that came due together are one), `said` the
    message in which they had the last."""

    id: str  # of what kind it is, its id and its version
    since: float
    told: Mapping[str, int] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    escalated: bool = False

    def passed(self, rule: Rule, at: float, hour: float) -> int:
        """How many reminders are due by then; an hour may be shorter in a rehearsal."""
        age = at - self.since
        return sum(after * hour <= age for after in rule.remind) if self._alive(at, hour) else 0

    def behind(self, rule: Rule, at: float, hour: float, who: str) -> bool:
        """Whether somebody has not had what is due by then."""
        return self.passed(rule, at, hour) > self.told.get(who, 0)

    def escalates(self, rule: Rule, at: float, hour: float) -> bool:
        """Whether somebody else should hear of it now."""
        if not rule.escalate or self.escalated or not self._alive(at, hour):
            return False
        return at - self.since >= (max(rule.remind, default=0) + LAST) * hour

    def expires(self, rule: Rule, at: float, hour: float) -> bool:
        """Whether time has decided: only ever against it, and only where the rule says so."""
        if not rule.expire or rule.expired != "reject":
            return False
        return at - self.since >= rule.expire * hour

    def _alive(self, at: float, hour: float) -> bool:
        return at - self.since < FORGOTTEN * hour


@value
class Round:
    """What one look found to be done; each of it is looked at once more when it is done."""

    fresh: tuple[str, ...] = ()  # waits, and was not known to
    over: tuple[str, ...] = ()  # does not wait any more
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what to remind them of
    rooms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the same by its thread
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # who else hears of what
    expired: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(
            (self.fresh, self.over, self.people, self.rooms, self.asks, self.expired)
        )  # fmt: skip
