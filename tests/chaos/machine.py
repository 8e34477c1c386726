"""People at random: any button, old or new, by anybody, twice, at the due second, across restarts."""

import asyncio
from collections import Counter
from contextlib import ExitStack
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from genbot.domain.budgets import PERIODS
from tests.chaos import calls
from tests.chaos.board import Dict, Message
from tests.chaos.fate import COARSE, Fate
from tests.chaos.faults import GEN
from tests.chaos.laws import broken, money, pace, posts
from tests.chaos.machine_gates import AtTheGates
from tests.chaos.people import (
    BEA,
    CHANNEL,
    MAYA,
    PABLO,
    Person,
    boxes,
    choice,
    filled,
    settles,
    text,
)
from tests.chaos.saved import reviewed
from tests.chaos.versions import OLDEST, left_by
from tests.chaos.world import World

NUMBER = st.integers(0, 10_000)
PEOPLE = (MAYA, PABLO, BEA)
ZONES = {MAYA: "Asia/Tokyo", PABLO: "Europe/Madrid", BEA: "America/New_York"}
PASSES = st.sampled_from([0.01, 1.0, 5.0, 29.9, 30.0, 30.1, 300.0, 2000.0, 90_000.0])
ONWARD = (
    *("approve_idea", "allow_once", "resume_production", "stop_production", "publish_now"),
    *("agree", "rehearse", "take_slot", "continue_all", "deny_over"),
    *("request_access", "allow_access", "decline_access"),
)
ALWAYS = (
    posts.published_at_most_once,
    posts.one_message_per_slot,
    money.paid_once,
    pace.looks_at_its_pace,
)


class Machine(AtTheGates, RuleBasedStateMachine):
    """Hypothesis draws what happens; the laws say what must be true of it, a few after each step,
    all of them at the end."""

    counts: ClassVar[Counter[str]] = Counter()  # of all walks of this process

    # --- what may happen

    @initialize(
        seed=NUMBER, few=st.booleans(), shuffled=st.booleans(), version=st.integers(OLDEST, 0)
    )
    def it_begins(self, seed: int, few: bool, shuffled: bool, version: int) -> None:
        """With what this version left behind; in some walks only Bea may let videos out."""
        saved, self.stack = reviewed(), ExitStack()
        self.world = saved.into(World(seed, Fate(), shuffled=shuffled))
        self.world.written = version
        self.people = [Person(self.world, id) for id in PEOPLE]
        self.old: list[tuple[Message, Dict]] = []
        self.topics = 0
        self.world.members.zones = ZONES if shuffled else {}
        self.stack.enter_context(self.world.begun(left_by(version, saved.database)))
        if few:
            bea = {"type": "multi_users_select", "selected_users": [BEA]}
            self._do(settles(self.people[0], 5.0, "videos", people=bea))

    @rule(who=NUMBER, which=NUMBER)
    def presses_a_button(self, who: int, which: int) -> None:
        if found := self._button(who, which):
            self._do(self._presses(self._who(who), *found))

    @rule(who=NUMBER, which=NUMBER)
    def two_press_at_once(self, who: int, which: int) -> None:
        if found := self._button(who, which):
            one, other = self._who(who), self._who(who + 1)
            self._do(_both(self._presses(one, *found), self._presses(other, *found)))

    @rule(who=NUMBER, act=st.sampled_from(ONWARD))
    def goes_on_with_the_newest(self, who: int, act: str) -> None:
        if found := self._who(who).button(act):
            self._do(self._presses(self._who(who), *found))

    @precondition(lambda self: self.old)
    @rule(who=NUMBER, which=NUMBER)
    def presses_what_nobody_draws_any_more(self, who: int, which: int) -> None:
        """A button under the name it had in a version of long ago."""
        message, element = self.old[which % len(self.old)]
        renamed = {**element, "action_id": f"{element['action_id']}_of_old"}
        self._do(self._who(who).press(message, renamed))

    @precondition(lambda self: self.old)
    @rule(who=NUMBER, which=NUMBER)
    def presses_an_old_button(self, who: int, which: int) -> None:
        self._do(self._presses(self._who(who), *self.old[which % len(self.old)]))

    @rule(who=NUMBER, seconds=st.sampled_from([0.5, 20.0, 30.0, 3600.0]))
    def sends_a_form(self, who: int, seconds: float) -> None:
        person = self._who(who)
        if window := person.board.window(person.id):
            answers = dict(filled(window.view, self.world.now() + seconds))
            if answers:
                self._do(person.submit(window, **answers))

    @rule(who=NUMBER)
    def asks_for_ideas(self, who: int) -> None:
        self.topics += 1
        self._do(self._who(who).type(f"ideas 1 topic{self.topics}x"))

    @rule(who=NUMBER)
    def refines(self, who: int) -> None:
        messages = [one for one in self.world.slack.board.messages if one.slot[:8] == "request:"]
        if messages:
            self._do(self._who(who).say("make it punchier", CHANNEL, messages[-1].ts))

    @rule(
        who=NUMBER,
        words=st.sampled_from(["freeze", "freeze everywhere", "thaw", "thaw everywhere"]),
    )
    def freezes_or_thaws(self, who: int, words: str) -> None:
        self._do(self._who(who).type(words))

    @rule(
        who=NUMBER,
        whose=st.sampled_from(["budget", "person_budget"]),
        credits=st.sampled_from(["", "0", "59", "60", "119", "120", "300"]),
        period=st.sampled_from(list(PERIODS)),
    )
    def sets_a_budget(self, who: int, whose: str, credits: str, period: str) -> None:
        wanted = {whose: text(credits), f"{whose}_period": choice(period)}
        self._do(settles(self._who(who), 5.0, **wanted))

    @rule(
        who=NUMBER,
        gate=st.sampled_from(["ideas", "videos", "budget"]),
        needed=st.sampled_from(["1", "2", "3"]),
        own=st.booleans(),
    )
    def says_how_many_decide(self, who: int, gate: str, needed: str, own: bool) -> None:
        ticked = {"type": "checkboxes", "selected_options": [{"value": "own"}] if own else []}
        wanted = {"needed": text(needed), "counts": ticked}
        self._do(settles(self._who(who), 5.0, gate, **wanted))

    @rule(who=NUMBER, on=st.booleans())
    def turns_the_rehearsal(self, who: int, on: bool) -> None:
        self._do(settles(self._who(who), 5.0, rehearsal=boxes(["on"] if on else [])))

    @rule(who=NUMBER, which=NUMBER, clean=st.booleans(), seconds=PASSES)
    def restarts_with_the_next_version(
        self, who: int, which: int, clean: bool, seconds: float
    ) -> None:
        """While somebody presses something."""
        work = self.world.restart(self.world.version + 1, clean=clean)
        if found := self._button(who, which):
            work = _both(self._presses(self._who(who), *found), work)
        self._do(work)
        self._do(asyncio.sleep(seconds))

    @rule(seconds=PASSES)
    def time_passes(self, seconds: float) -> None:
        self._do(asyncio.sleep(seconds))

    @rule(which=NUMBER, how=st.sampled_from(calls.HOW))
    def gen_calls(self, which: int, how: str) -> None:
        self._do(calls.call(self.world, which, how))

    @rule(after=st.integers(0, 60), seconds=PASSES)
    def the_power_fails(self, after: int, seconds: float) -> None:
        fate = self.world.fate
        fate.cuts = fate.cuts | {(COARSE, fate.count[COARSE] + after)}
        self._do(asyncio.sleep(seconds))

    @rule(which=NUMBER)
    def the_next_publish_goes_wrong(self, which: int) -> None:
        self.world.faults.planned["Publish"] = [GEN[which % len(GEN)]]

    @rule(which=NUMBER)
    def the_next_generation_fails(self, which: int) -> None:
        self.world.gen.fail_next = 1

    @precondition(lambda self: self.world.gen.generations)
    @rule(which=NUMBER)
    def somebody_exchanges_a_file(self, which: int) -> None:
        self.world.gen.exchange(-1 - which % len(self.world.gen.generations))

    # --- what must hold

    @invariant()
    def nothing_twice(self) -> None:
        found = [f"{law.__name__}: {what}" for law in ALWAYS for what in law(self.world)]
        assert not found, found

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return  # hypothesis had nothing to begin with
        self.world.settle()
        self.stack.close()
        self._count("walks")
        self._count("crashes", len(self.world.log.all("CRASH")))
        self._count("upgrades", len(self.world.log.all("upgraded")))
        if wrong := broken(self.world):
            story = AssertionError("; ".join(wrong))
            story.add_note(self.world.log.told())
            raise story

    # --- how

    def _count(self, what: str, many: int = 1) -> None:
        Machine.counts[what] += many

    def _do(self, work: Any) -> None:
        self._count("steps")
        self.world.do(_with_a_breath(work))

    async def _presses(self, person: Person, message: Message, element: Dict) -> None:
        self.old.append((message, element))
        await person.press(message, element)

    def _who(self, number: int) -> Person:
        here = [one for one in self.people if not self.world.members.gone(one.id)]
        return here[number % len(here)]

    def _button(self, who: int, which: int) -> tuple[Message, Dict] | None:
        every = [
            (message, element)
            for message in self._who(who).board.seen_by(self._who(who).id)
            for element in message.buttons()
        ]
        return every[which % len(every)] if every else None


async def _with_a_breath(work: Any) -> None:
    await work
    await asyncio.sleep(0.3)


async def _both(one: Any, other: Any) -> None:
    await asyncio.gather(one, other)
