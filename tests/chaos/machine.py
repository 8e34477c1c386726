"""People at random: any button, old or new, by anybody, twice, at the due second, across restarts."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.chaos import calls
from tests.chaos.board import Dict, Message
from tests.chaos.fate import COARSE, Fate
from tests.chaos.faults import GEN
from tests.chaos.laws import broken, money, pace, posts
from tests.chaos.people import BEA, CHANNEL, MAYA, PABLO, Person, choice, moment, text
from tests.chaos.saved import reviewed
from tests.chaos.world import World

NUMBER = st.integers(0, 10_000)
PEOPLE = (MAYA, PABLO, BEA)
PASSES = st.sampled_from([0.01, 1.0, 5.0, 29.9, 30.0, 30.1, 300.0, 2000.0])
ALWAYS = (
    posts.published_at_most_once,
    posts.one_message_per_slot,
    money.paid_once,
    pace.looks_at_its_pace,
)
DECIDED = {"approve_idea": "approved", "reject_idea_form": "rejected"}


class Machine(RuleBasedStateMachine):
    """Hypothesis draws what happens; `expected` is the reference model: what each card that was
    decided about must say from then on, whoever presses what."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world = World(seed=11, fate=Fate())
        saved = reviewed()
        saved.into(self.world)
        self.stack.enter_context(self.world.begun(saved.database))
        self.people = [Person(self.world, id) for id in PEOPLE]
        self.old: list[tuple[Message, Dict]] = []
        self.expected: dict[str, str] = {}  # slot of an idea -> the first decision about it
        self.topics = 0

    # --- what may happen

    @initialize(few=st.booleans())
    def who_may_decide(self, few: bool) -> None:
        """In some runs only Bea may let videos out."""
        self.few = few
        if few:
            self._settings()

    @rule(who=NUMBER, which=NUMBER)
    def presses_a_button(self, who: int, which: int) -> None:
        if found := self._button(who, which):
            self._do(self._presses(self._who(who), *found))

    @rule(who=NUMBER, which=NUMBER)
    def two_press_at_once(self, who: int, which: int) -> None:
        if found := self._button(who, which):
            one, other = self._who(who), self._who(who + 1)
            self._do(_both(self._presses(one, *found), self._presses(other, *found)))

    @precondition(lambda self: self.old)
    @rule(who=NUMBER, which=NUMBER)
    def presses_an_old_button(self, who: int, which: int) -> None:
        self._do(self._presses(self._who(who), *self.old[which % len(self.old)]))

    @rule(who=NUMBER, seconds=st.sampled_from([0.5, 20.0, 30.0, 3600.0]))
    def sends_a_form(self, who: int, seconds: float) -> None:
        person = self._who(who)
        if window := person.board.window(person.id):
            filled = dict(_filled(window.view, self.world.now() + seconds))
            if filled:
                self._do(person.submit(window, **filled))

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

    # --- what must hold

    @invariant()
    def nothing_twice(self) -> None:
        if hasattr(self, "few"):
            self.world.judged = _Glance(self.world)  # type: ignore[assignment]
            found = [f"{law.__name__}: {what}" for law in ALWAYS for what in law(self.world)]
            del self.world.judged
            assert not found, found

    @invariant()
    def the_first_decision_stands(self) -> None:
        for slot, said in self.expected.items():
            [message] = self.world.slack.board.in_slot(slot) or [None]
            if message and said == "rejected":
                assert not message.buttons(), f"{slot} was rejected and can be pressed again"

    def teardown(self) -> None:
        self.world.settle()
        self.stack.close()
        wrong = broken(self.world)
        assert not wrong, wrong

    # --- how

    def _do(self, work: Any) -> None:
        Machine.steps += 1
        self.world.do(_with_a_breath(work))

    async def _presses(self, person: Person, message: Message, element: Dict) -> None:
        self.old.append((message, element))
        await person.press(message, element)

    def _who(self, number: int) -> Person:
        return self.people[number % len(self.people)]

    def _button(self, who: int, which: int) -> tuple[Message, Dict] | None:
        every = [
            (message, element)
            for message in self._who(who).board.seen_by(self._who(who).id)
            for element in message.buttons()
        ]
        return every[which % len(every)] if every else None

    def _settings(self) -> None:
        few = {"type": "multi_users_select", "selected_users": [BEA]}
        self._do(self.people[0].type("settings"))
        self._do(asyncio.sleep(5.0))
        window = self.people[0].board.window(MAYA, "settings_form")
        if window:
            agent = choice("agent-santiago")
            self._do(self.people[0].submit(window, agent=agent, video_approvers=few))


class _Glance:
    """As much of the database as the laws of every moment ask for."""

    def __init__(self, world: World) -> None:
        self.things: dict[str, list[Any]] = {"productions": []}


async def _with_a_breath(work: Any) -> None:
    await work
    await asyncio.sleep(0.3)


async def _both(one: Any, other: Any) -> None:
    await asyncio.gather(one, other)


def _filled(view: Dict, at: float) -> Iterator[tuple[str, Dict]]:
    """Something sensible in every input."""
    for block in view.get("blocks") or ():
        if block.get("type") != "input":
            continue
        element = block["element"]
        match element["type"]:
            case "plain_text_input" | "url_text_input" if not block.get("optional"):
                yield block["block_id"], text(str(element.get("initial_value") or "funnier"))
            case "static_select":
                yield block["block_id"], choice(element["options"][0]["value"])
            case "datetimepicker":
                yield block["block_id"], moment(at)
            case "checkboxes" if not block.get("optional"):
                options = [{"value": element["options"][0]["value"]}]
                yield block["block_id"], {"type": "checkboxes", "selected_options": options}
