"""`python -m tests.chaos away`: GEN, Slack or the machine is away in a busy hour; what was lost, how
hard it knocked when it came back, and what it said in the log."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from genbot.domain.publications import PublicationState
from genbot.slack.pacer import RATES
from tests.chaos.away_world import DAY, AwayWorld
from tests.chaos.board import Dict, Message
from tests.chaos.laws import broken
from tests.chaos.people import BEA, MAYA, PABLO, Person, boxes, choice, moment, text
from tests.chaos.world import GaveUp, World

HOUR = 3600.0
STEP = 5.0  # seconds between two looks at whether all is caught up
LONG = 3 * HOUR  # until it must be
OVERDUE = 2.0  # seconds after which something is late
SLACK_IN_IT = 0.01  # of a call, for what rounding does


@dataclass(frozen=True)
class Size:
    """How busy: videos under way, ideas that wait, posts that are scheduled."""

    under_way: int = 40
    waiting: int = 30
    scheduled: int = 10

    @property
    def requests(self) -> int:
        return -(-(self.under_way + self.waiting + self.scheduled) // 5)


@dataclass(frozen=True)
class Absence:
    """Who is away, for how long, and in which way."""

    who: str  # GEN | Slack | both | asleep | stopped
    how: str = "refused"
    lasts: float = HOUR

    def __str__(self) -> str:
        if self.who in {"asleep", "stopped"}:
            return "machine asleep a day" if self.who == "asleep" else "process stopped a day"
        return f"{self.who} away an hour, {self.how}"


ABSENCES = [
    *(Absence(who, how) for who in ("GEN", "Slack", "both") for how in ("refused", "silent", "a proxy")),
    Absence("asleep", lasts=DAY),
    Absence("stopped", lasts=DAY),
]  # fmt: skip


@dataclass
class Rates:
    """Requests to one service: the busiest second before; then in the first second, ten, and minute
    after it came back, and the busiest second of the hour after."""

    usual: int
    first: int
    ten: int
    minute: int
    peak: int

    def told(self) -> str:
        return f"{self.usual:>4} {self.first:>5} {self.ten / 10:>6.1f} {self.minute / 60:>6.1f} {self.peak:>5}"


@dataclass
class Outcome:
    """What one absence came to."""

    absence: Absence
    gen: Rates
    slack: Rates
    caught_up: float
    missed: int  # scheduled posts that came due while nothing could go out, by more than the grace
    asked: int  # of them, those that a person was asked about
    late: int  # that went out late, and nobody was asked
    unsure: int  # sent into what nobody yet knew to be an outage
    too_fast: int  # calls to Slack above what genbot allows itself
    lines: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def away(absence: Absence, size: Size | None = None, seed: int = 1) -> Outcome:
    """Play one absence to its end."""
    return Story(absence, size or Size(), seed).play()


class Story:
    """A busy workspace, an absence in the middle of it, and what came of that."""

    def __init__(self, absence: Absence, size: Size, seed: int) -> None:
        self.absence, self.size = absence, size
        self.world = AwayWorld(seed)
        self.maya, self.pablo, self.bea = (Person(self.world, id) for id in (MAYA, PABLO, BEA))
        self.dues: list[float] = []
        self.left = self.returned = self.calm = 0.0
        self.said_before = 0

    def play(self) -> Outcome:
        self.world.run(self._script)
        return self._outcome()

    async def _script(self, world: World) -> None:
        await self._get_busy()
        self.left, self.said_before = world.now(), len(world.records)
        await self._be_away()
        self.returned = world.now()
        self.calm = await self._caught_up()

    # --- a busy workspace

    async def _get_busy(self) -> None:
        size = self.size
        for nth in range(size.requests):
            await self.maya.type(f"ideas 5 topic{nth}x")
            await asyncio.sleep(7.0)
        ideas = await self._all("idea", size.requests * 5)
        for idea in ideas[: size.scheduled]:
            await self._press(self.pablo, idea, "approve_idea")
            await asyncio.sleep(3.0)
        reviews = await self._all("review", size.scheduled, "open_publish")
        await self._schedule(reviews)
        for idea in ideas[size.scheduled : size.scheduled + size.under_way]:
            await self._press(self.pablo, idea, "approve_idea")
            await asyncio.sleep(2.0)

    async def _schedule(self, reviews: list[Message]) -> None:
        """Some fall into the absence, some to its end, the others after it; one is for at once."""
        begins = self.world.now() + 10.0 * len(reviews) + 2.0 * self.size.under_way + 60.0
        for nth, review in enumerate(reviews):
            due = begins + self.absence.lasts * 2.0 * nth / len(reviews)
            await self._press(self.bea, review, "open_publish")
            await asyncio.sleep(5.0)
            window = self.bea.board.window(BEA, "publish_form")
            near = f"near:{int(due)}"  # another may be less than an hour away: that is meant
            form = {
                f"sure {near}": boxes([near]),
                "caption": text(f"Post {nth}"),
                "media_type": choice("VIDEO"),
                "when": moment(due),
            }
            assert window
            assert await self.bea.submit(window, **form) is True
            self.dues.append(float(int(due)))
            await asyncio.sleep(2.0)

    async def _press(self, who: Person, message: Message, act: str) -> None:
        [element] = [one for one in message.buttons() if one["action_id"] == act]
        if not await who.press(message, element):
            raise GaveUp(f"{act} is not taken")

    async def _all(self, kind: str, count: int, act: str = "") -> list[Message]:
        """Wait for so many messages of a kind, with this button."""

        def there() -> list[Message]:
            return [one for one in self.world.slack.board.messages
                    if one.slot.startswith(f"{kind}:") and (not act or _has(one, act))]  # fmt: skip

        await self.maya.sees(lambda: len(there()) >= count)
        return there()

    # --- away, and back

    async def _be_away(self) -> None:
        world, absence = self.world, self.absence
        match absence.who:
            case "asleep":
                world.sleep(absence.lasts)
            case "stopped":
                world.pull_the_plug()
                await asyncio.sleep(absence.lasts)
                world._restart()
            case _:
                world.begin(absence.who, absence.how)
                await asyncio.sleep(absence.lasts)
                world.back()

    async def _caught_up(self) -> float:
        """Seconds until nothing is late any more, neither at GEN nor in what is to be said."""
        while self.world.now() < self.returned + LONG:
            if not self._late():
                return self.world.now() - self.returned
            await asyncio.sleep(STEP)
        raise GaveUp("it never catches up")

    def _late(self) -> bool:
        life = self.world.life
        if life is None or not getattr(life, "watcher", None):
            return True
        tx, limit = life.store._tx, self.world.now() - OVERDUE
        watches = any(one.tries or one.due < limit for one in tx.watches.all())
        return watches or any(
            due < limit or error for _, _, due, _, error, *_ in tx.outbox.waiting()
        )

    # --- what came of it

    def _outcome(self) -> Outcome:
        world = self.world
        gen, slack = [at for at, *_ in world.gen.calls], [at for at, *_ in world.slack.calls]
        outs = world.judged.things["publications"]
        late = self._went_out_late()
        missed = [due for due in self.dues if self._missed(due)]
        asked = [one for one in outs if one.state is PublicationState.HELD]
        return Outcome(
            self.absence, self._rates(gen), self._rates(slack), self.calm, len(missed),
            len(asked), len(late), sum(one.state is PublicationState.UNSURE for one in outs),
            too_fast(world), self._lines(), [*broken(world), *self._wanting()],
        )  # fmt: skip

    def _missed(self, due: float) -> bool:
        """Nothing could go out at its time, nor within the grace after it."""
        if self.absence.who == "Slack":
            return False
        return self.left <= due < self.returned - self.world.settings.grace

    def _went_out_late(self) -> list[float]:
        grace = self.world.settings.grace
        due = {one.media_url: one.due for one in self.world.judged.things["publications"]}
        return [one.at for one in self.world.log.all("PUBLISHED")
                if one.at > due[one.about["media"]] + grace]  # fmt: skip

    def _wanting(self) -> Iterator[str]:
        """What should be there in the end and is not."""
        things, size = self.world.judged.things, self.size
        stages = Counter(str(one.stage) for one in things["productions"])
        if stages["review"] != size.under_way:
            yield f"{size.under_way} videos should wait for review: {dict(stages)}"
        ideas = Counter(str(one.status) for one in things["ideas"])
        waiting = size.requests * 5 - size.under_way - size.scheduled
        if ideas["generated"] != waiting:
            yield f"{waiting} ideas should wait: {dict(ideas)}"
        outs = Counter(str(one.state) for one in things["publications"])
        if outs["live"] + outs["held"] + outs["unsure"] != size.scheduled:
            yield f"{size.scheduled} posts should be live or put to a person: {dict(outs)}"

    def _rates(self, at: list[float]) -> Rates:
        since = [one - self.returned for one in at if one >= self.returned]
        within = lambda seconds: sum(one < seconds for one in since)  # noqa: E731
        before = [one for one in at if one < self.left]
        return Rates(_busiest(before), within(1.0), within(10.0), within(60.0),
                     _busiest([one for one in since if one < HOUR]))  # fmt: skip

    def _lines(self) -> list[str]:
        """What was logged, but for the one line of each thing that went well."""
        told = [
            one for one in self.world.records[self.said_before :]
            if not one.getMessage().startswith(WENT_WELL)
        ]  # fmt: skip
        return [f"{one.name.removeprefix('genbot.')}: {one.getMessage()}" for one in told]


WENT_WELL = ("said ", "GEN took ", "GEN ended ")


def _busiest(times: list[float]) -> int:
    """The most that fell into any one second."""
    most = first = 0
    times = sorted(times)
    for last, at in enumerate(times):
        while at - times[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def too_fast(world: World) -> int:
    """Calls to Slack by one life above its own pace."""
    buckets: dict[tuple[int, str, str], tuple[float, float]] = {}
    wrong = 0
    for at, life, method, channel in world.slack.calls:
        if method not in RATES:
            continue
        rate = RATES[method]
        key = (life, method, channel if rate.by_channel else "")
        left, last = buckets.get(key, (float(rate.burst), at))
        left = min(float(rate.burst), left + (at - last) * rate.every) - 1.0
        wrong += left < -SLACK_IN_IT
        buckets[key] = (left, at)
    return wrong


def _has(message: Message, act: str) -> bool:
    def named(element: Dict) -> bool:
        return bool(element["action_id"] == act)

    return any(map(named, message.buttons()))
