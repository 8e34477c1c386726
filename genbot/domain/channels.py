"""Channels: which agent speaks here, who may decide, what is announced."""

from dataclasses import dataclass, field

from genbot.domain.approvals import Rule
from genbot.domain.budgets import Budget
from genbot.domain.errors import NotYours
from genbot.domain.slots import Slots


@dataclass(frozen=True, slots=True)
class Channel:
    """The settings of one Slack channel. Empty approvers: every member may decide."""

    id: str
    agent_id: str = ""
    agent_name: str = ""
    templates: dict[str, str] = field(default_factory=dict)  # video type id -> template slug
    idea_approvers: tuple[str, ...] = ()
    video_approvers: tuple[str, ...] = ()
    announce: bool = True
    budget: Budget | None = None  # of everybody here together
    person_budget: Budget | None = None  # of each person, for the videos they approved here
    by: str = ""
    people: tuple[str, ...] = ()  # who has met us here: their Home tab may show this channel
    idea_rule: Rule = field(default_factory=Rule)
    video_rule: Rule = field(default_factory=Rule)
    slots: Slots | None = None  # when it likes to post

    def approvers(self, gate: str) -> tuple[str, ...]:
        """Who may decide at a gate (ideas, videos); empty: everyone in the channel."""
        return self.idea_approvers if gate == "ideas" else self.video_approvers

    def rule(self, gate: str) -> Rule:
        """What else that gate asks for."""
        return self.idea_rule if gate == "ideas" else self.video_rule

    def check(self, gate: str, user: str) -> None:
        """Raises NotYours, naming who may, unless `user` may decide at this gate (ideas, videos)."""
        may = self.approvers(gate)
        if may and user not in may:
            names = ", ".join(f"<@{one}>" for one in may)
            raise NotYours(
                f"Only {names} may decide about {gate} in this channel. Nothing was changed."
            )
