"""Everything the pretend GEN remembers, and the work it still has to finish."""

import heapq
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any, Literal

from genbot.sandbox.gen import cast
from genbot.sandbox.gen.agents import Agent, Key, Organization
from genbot.sandbox.gen.asks import Answer, Ask, Refused, missing, refuse
from genbot.sandbox.gen.credits import Charge, Purse
from genbot.sandbox.gen.runs import Conversation, Idea, Run
from genbot.sandbox.gen.sheets import Folder, Generation, Resource, Sheet, UserJob
from genbot.sandbox.world import World

KEY = "sandbox-key"
IDEMPOTENT_FOR = 24 * 3600.0

_MISHAP = "The model could not make this. Nothing was charged; try again."

Denied = Literal["permission_denied", "forbidden"]


class Gen:
    """One GEN. Time passes only when somebody looks: `catch_up` finishes what is due by now."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.phases: dict[str, list[str]] = {}  # what there is to call in each, as it is counted
        self.reset()

    def reset(self) -> None:
        """Back to the first morning."""
        self._numbers = count(48_201)
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self.calls: Counter[str] = Counter()
        self.orders: dict[str, Any] = {}
        self.replies: dict[tuple[str, str], tuple[float, Answer]] = {}
        self.news: list[tuple[str, dict[str, Any]]] = []  # to be told to who asked for it
        self.organizations = {each.id: each for each in cast.organizations()}
        self.agents = {each.id: each for each in cast.agents()}
        self.keys = {KEY: Key(1, "sandbox", KEY, self.now())}
        self.conversations: dict[str, Conversation] = {}
        self.runs: dict[str, Run] = {}
        self.endings: dict[str, Callable[[], None]] = {}
        self.ideas: dict[int, Idea] = {}
        self.sheets: dict[int, Sheet] = {}
        self.generations: dict[int, Generation] = {}
        self.resources: dict[int, Resource] = {}
        self.jobs: dict[int, Any] = {}
        self.samples: set[str] = set()
        self.links: dict[str, Resource] = {}
        self.folders: dict[int, Folder] = {}
        self.uploads: dict[str, dict[str, Any]] = {}
        self.user_jobs: dict[int, UserJob] = {}

    def now(self) -> float:
        return self.world.now()

    def number(self) -> int:
        """A new integer id; one row of numbers for all kinds, so that a mix-up finds nothing."""
        return next(self._numbers)

    def later(self, seconds: float, effect: Callable[[], None]) -> float:
        """Let something happen after a while; answers when."""
        when = self.now() + seconds
        heapq.heappush(self._due, (when, self.number(), effect))
        return when

    def catch_up(self) -> None:
        """Let everything happen that is due by now, in order."""
        while self._due and self._due[0][0] <= self.now():
            heapq.heappop(self._due)[2]()

    def order(self, name: str) -> Any:
        """The one-shot instruction given under this name, taken away by reading it."""
        return self.orders.pop(name, None)

    def mishap(self, name: str) -> str | None:
        """The reason why the next thing shall fail, if somebody ordered that."""
        order = self.order(name)
        return order if isinstance(order, str) else _MISHAP if order else None

    def admit(self, token: str) -> None:
        """Let a live key in (401 `unauthorized`, Error Format)."""
        key = self.keys.get(token)
        if key is None or key.status(self.now()) != "active":
            raise Refused(401, "unauthorized", "Unauthorized")
        key.used = self.now()

    def agent(self, ask: Ask, *, denied: Denied = "permission_denied") -> Agent:
        """The agent a request is about: named in its path, its query, or (older clients) its body."""
        named = ask.path.get("agent_id") or ask.query.get("agent_id") or ask.body.get("agent_id")
        if not named:
            refuse("agent_id is required")
        return self.agent_named(str(named), denied)

    def agent_named(self, agent_id: str, denied: Denied = "permission_denied") -> Agent:
        agent = self.agents.get(agent_id)
        if agent is None:
            refuse("Agent not found", "agent_not_found")
        if agent.foreign:
            refuse("You do not have access to this agent.", denied, 403)
        return agent

    def purse(self, agent: Agent) -> Purse:
        return self.organizations[agent.organization_id].purse

    def charge(self, agent: Agent, estimate: float) -> Charge:
        return self.purse(agent).charge(estimate)

    def actual(self, estimate: float) -> int:
        """What a job really cost in the end, a little off the estimate."""
        return round(estimate * self.world.rng.uniform(0.9, 1.05))

    def organization(self, id: str) -> Organization:
        found = [each for each in self.organizations.values() if id in {each.id, each.uuid}]
        if not found or found[0].role == "none":
            refuse("Organization not found", "organization_not_found")
        return found[0]

    def resource(self, agent: Agent, id: object) -> Resource | None:
        """A content resource of this agent; ids come as integers and as text."""
        text = str(id)
        found = self.resources.get(int(text)) if text.isdecimal() else None
        return found if found and found.agent_id == agent.id and not found.deleted else None

    def idea(self, id: str) -> Idea:
        """An idea by its number or its `idea_id`."""
        found = (idea for idea in self.ideas.values() if id in {str(idea.id), idea.idea_id})
        return next(found, None) or missing()
