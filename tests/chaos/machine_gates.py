"""What people at random do at the gates: who decides, who belongs where, posting times, accounts, credits."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.chaos.gen import COST
from tests.chaos.members import LEADS
from tests.chaos.people import (
    BEA,
    MAYA,
    PABLO,
    a_while,
    boxes,
    choice,
    people,
    settles,
    several,
    text,
)

WHO = st.integers(0, 10_000)
NAMED = {
    "everyone": {"people": people()},
    "two": {"people": people(BEA, PABLO)},
    "three": {"people": people(BEA, PABLO, MAYA)},
    "leads": {"people": people(), "groups": several([LEADS])},
    "leads and Maya": {"people": people(MAYA), "groups": several([LEADS])},
}
PLENTY = 1000.0


class AtTheGates:
    """Mixed into the machine; `_do` lets it happen, `_who` is one of those who are still there."""

    world: Any
    _do: Any
    _who: Any

    @rule(
        who=WHO,
        gate=st.sampled_from(["ideas", "videos", "budget"]),
        wide=st.booleans(),
        named=st.sampled_from(sorted(NAMED)),
        needed=st.sampled_from(["1", "2"]),
        own=st.booleans(),
        expire=st.sampled_from(["", "", "1", "30"]),
        remind=st.sampled_from(["never", "24,48", "1,4"]),
        one_no=st.booleans(),
    )
    def says_who_decides(
        self, who: int, gate: str, wide: bool, named: str, needed: str, own: bool, expire: str,
        remind: str, one_no: bool,
    ) -> None:  # fmt: skip
        wanted = {**NAMED[named], "needed": text(needed), "counts": boxes(["own"] if own else [])}
        wanted |= {"ends": boxes(["one"] if one_no else [])}
        wanted |= {"remind": choice(remind)} | ({"expire": text(expire)} if expire else {})
        where = f"{gate} workspace" if wide else gate
        self._do(settles(self._who(who), 5.0, where, **wanted))

    @rule(user=st.sampled_from([MAYA, PABLO, BEA]))
    def somebody_comes_into_the_group_or_leaves_it(self, user: str) -> None:
        members = self.world.members
        if LEADS not in members.states:
            self._do(members.found(LEADS, PABLO, BEA))
        elif user in members.of(LEADS):
            self._do(members.leave(LEADS, user))
        elif not members.gone(user):
            self._do(members.join(LEADS, user))

    @rule(user=st.sampled_from([PABLO, BEA]))
    def somebody_leaves_the_workspace_or_comes_back(self, user: str) -> None:
        members = self.world.members
        if members.gone(user):
            self._do(members.come_back(user))
        elif not members.gone(PABLO) and not members.gone(BEA):
            self._do(members.depart(user))

    @rule(who=WHO, times=st.sampled_from(["Every day 15:00", "Every day 9:00 9:30 10:00"]))
    def sets_posting_times(self, who: int, times: str) -> None:
        self._do(self._posts_at(self._who(who), times))

    async def _posts_at(self, person: Any, times: str) -> None:
        await person.type("slots")
        await a_while(5.0)
        if window := person.board.window(person.id, "slots_form"):
            await person.submit(window, slots=text(times), zone=text("UTC"))

    @rule()
    def the_account_goes_or_comes(self) -> None:
        gen = self.world.gen
        gen.unlink() if gen.linked else gen.link()

    @rule(left=st.sampled_from([0.0, COST, 3 * COST, PLENTY, PLENTY]))
    def the_balance_changes(self, left: float) -> None:
        self.world.gen.left = left

    @precondition(lambda self: not self.world.gen.linked)
    @rule()
    def the_account_is_connected(self) -> None:
        self.world.gen.link()
