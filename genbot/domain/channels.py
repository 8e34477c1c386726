"""Channels: which agent speaks here, what may be spent, what is announced."""

from dataclasses import field

from genbot.domain.budgets import Budget
from genbot.domain.slots import Slots
from genbot.domain.value import value


@value
class Channel:
    """The settings of one Slack channel. Who decides there is a policy's to say."""

    id: str
    agent_id: str = ""
    agent_name: str = ""
    templates: dict[str, str] = field(default_factory=dict)  # video type id -> template slug
    announce: bool = True
    budget: Budget | None = None  # of everybody here together
    person_budget: Budget | None = None  # of each person, for the videos they approved here
    by: str = ""
    people: tuple[str, ...] = ()  # who has met us here: their Home tab may show this channel
    rehearsal: bool = False  # what would be published from here is shown here instead
    slots: Slots | None = None  # when it likes to post
