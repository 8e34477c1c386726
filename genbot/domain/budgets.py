"""Budgets: how many credits may be spent in a day, a week or a month."""

from genbot.domain.value import value

MOST_CREDITS = 10_000_000  # more is a slip of the finger
DAY = 86_400.0
PERIODS = {"day": DAY, "week": 7 * DAY, "month": 30 * DAY}
SPOKEN = {"day": "24 hours", "week": "7 days", "month": "30 days"}
ROOM = "There is room for it in the budget now: Continue lets it go on."  # said by what was held


@value
class Budget:
    """So many credits within any such stretch of time: it has no midnight at which all may begin."""

    credits: float
    period: str = "month"

    @property
    def seconds(self) -> float:
        return PERIODS[self.period]
