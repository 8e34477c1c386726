"""Who belongs to the pretended workspace, and to its groups: the truth, and when genbot was told."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.chaos.api import APP, TEAM
from tests.chaos.board import BOT, Dict

if TYPE_CHECKING:
    from tests.chaos.world import World

NEVER = float("inf")
HERE = ""  # stands for a group: the workspace itself
LEADS = "S0LEADS"
EVERYBODY = ("U0MARKETER", "U0PRODUCER", "U0BRANDOWN")


@dataclass
class State:
    """Who is in a group from a moment on, and since when genbot has surely known that."""

    people: frozenset[str]
    since: float
    known: float = NEVER


@dataclass
class Members:
    """Groups change at once; genbot is told of it as Slack tells, until it acknowledges."""

    world: "World"
    states: dict[str, list[State]] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether there is anything to be known."""
        return bool(self.states or self.zones)

    @property
    def news(self) -> bool:
        """Whether Slack could not tell of something yet."""
        return any(one.known == NEVER for states in self.states.values() for one in states)

    def of(self, group: str) -> frozenset[str]:
        return self.states[group][-1].people

    async def found(self, group: str, *people: str) -> None:
        """A group of these people."""
        state = self._now(group, frozenset(people))
        about = self.group(group) | {"user_count": len(people)}
        await self._told(state, {"type": "subteam_created", "subteam": about})

    async def join(self, group: str, user: str) -> None:
        state = self._now(group, self.of(group) | {user})
        await self._told(state, _changed(group, added=[user]))

    async def leave(self, group: str, user: str) -> None:
        state = self._now(group, self.of(group) - {user})
        await self._told(state, _changed(group, removed=[user]))

    async def depart(self, user: str) -> None:
        """Somebody leaves the workspace; their groups forget them, as Slack does."""
        self.states.setdefault(HERE, [State(frozenset({user}), 0.0, 0.0)])
        state = self._now(HERE, self.of(HERE) - {user})
        await self._told(state, {"type": "user_change", "user": self.user(user)})

    async def come_back(self, user: str) -> None:
        state = self._now(HERE, self.of(HERE) | {user})
        await self._told(state, {"type": "user_change", "user": self.user(user)})

    def group(self, id: str) -> Dict:
        """As Slack shows it."""
        return {"id": id, "handle": id.lower(), "users": sorted(self.of(id)), "date_delete": 0}

    def user(self, id: str) -> Dict:
        """As Slack shows a person; whoever has left has no zone."""
        gone = self.gone(id)
        zone = {} if gone else {"tz": self.zones.get(id, "")}
        return {"id": id, "deleted": gone, "is_bot": id == BOT, **zone}

    def crowd(self) -> list[str]:
        """Who is in each channel: everybody who has not left, and genbot."""
        return [BOT, *(one for one in EVERYBODY if not self.gone(one))]

    def gone(self, user: str) -> bool:
        return user in self.ever(HERE) and user not in self.of(HERE)

    def ever(self, group: str) -> frozenset[str]:
        """Whoever was in it at any time."""
        return frozenset().union(*(one.people for one in self.states.get(group, [])))

    # --- what genbot might take for true

    def might_be_in(self, group: str, user: str, at: float) -> bool:
        """Whether genbot could hold somebody for a member then: until it was told otherwise, and as
        soon as it could have seen it."""
        return any(user in one.people for one in self._possible(group, at))

    def is_surely_in(self, group: str, user: str, at: float) -> bool:
        return all(user in one.people for one in self._possible(group, at))

    def might_be_here(self, user: str, at: float) -> bool:
        return user not in self.ever(HERE) or self.might_be_in(HERE, user, at)

    def is_surely_here(self, user: str, at: float) -> bool:
        return user not in self.ever(HERE) or self.is_surely_in(HERE, user, at)

    def _possible(self, group: str, at: float) -> list[State]:
        states = self.states.get(group, [])
        ends = [*(one.known for one in states[1:]), NEVER]
        every = zip(states, ends, strict=False)
        return [one for one, end in every if one.since <= at < end]

    # --- how

    def _now(self, group: str, people: frozenset[str]) -> State:
        state = State(people, self.world.now())
        self.states.setdefault(group, []).append(state)
        self.world.note("slack", "members", group=group, people=sorted(people))
        return state

    async def _told(self, state: State, event: Dict) -> None:
        nth = sum(map(len, self.states.values()))
        payload = {
            "type": "event_callback", "event_id": f"EvM{nth}", "team_id": TEAM,
            "api_app_id": APP, "event": event, "event_time": int(self.world.now()),
        }  # fmt: skip
        if await self.world.slack.tell(payload):
            state.known = self.world.now()


def _changed(group: str, added: list[str] | None = None, removed: list[str] | None = None) -> Dict:
    return {
        "type": "subteam_members_changed", "subteam_id": group,
        "added_users": added or [], "removed_users": removed or [],
    }  # fmt: skip
