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
    filled,
    moment,
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
PLENTY, HOUR, DAY = 1000.0, 3600.0, 86_400.0


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

    @rule(another=st.booleans())
    def the_account_goes_or_comes_or_is_another(self, another: bool) -> None:
        gen = self.world.gen
        change = gen.another_account if another else gen.unlink if gen.linked else gen.link
        change()

    @rule(who=WHO, late=st.sampled_from([-0.3, 0.0, 0.3, 0.5, 0.8, 1.2]), hours=st.integers(0, 2))
    def moves_a_post_in_its_due_second(self, who: int, late: float, hours: int) -> None:
        """By the calendar: they open the form, wait, and send it just as it leaves."""
        self._do(self._moves(self._who(who), late, hours * HOUR))

    async def _moves(self, person: Any, late: float, by: float) -> None:
        await person.type("calendar")
        await a_while(2.0)
        page = person.board.window(person.id)
        if not page or not await person.press_in(page, "move_planned", bool):
            return
        await a_while(2.0)
        if window := person.board.window(person.id, "move_planned_form"):
            due = _stands(window.view)
            if self.world.now() < due < self.world.now() + DAY:
                await a_while(due + late - self.world.now())
            await person.submit(window, when=moment(due + by))

    @rule(who=WHO, gate=st.sampled_from(["deny_over", "reject_video"]))
    def says_no(self, who: int, gate: str) -> None:
        """To what is held by a budget, or to a video: with a reason, by its form."""
        self._do(self._refuses(self._who(who), gate))

    async def _refuses(self, person: Any, act: str) -> None:
        if found := person.button(act):
            await person.press(*found)
            await a_while(2.0)
            if window := person.board.window(person.id, f"{act}_form"):
                await person.submit(window, **dict(filled(window.view)))

    @rule(left=st.sampled_from([0.0, COST, 3 * COST, PLENTY, PLENTY]))
    def the_balance_changes(self, left: float) -> None:
        self.world.gen.left = left

    @precondition(lambda self: not self.world.gen.linked)
    @rule()
    def the_account_is_connected(self) -> None:
        self.world.gen.link()


def _stands(view: dict[str, Any]) -> int:
    """The time that a form shows."""
    inputs = [one["element"] for one in view["blocks"] if one.get("block_id") == "when"]
    return next((int(one.get("initial_date_time") or 0) for one in inputs), 0)
