"""Nothing is paid for twice, and nobody is asked, without a cause."""

from collections import Counter
from collections.abc import Iterator

from genbot.domain.productions import WORKING
from tests.chaos.laws.book import law
from tests.chaos.world import World


@law
def paid_once(world: World) -> Iterator[str]:
    """No key is charged twice, and nothing is charged that no person asked for."""
    keys = Counter(key for _, key in world.gen.charges)
    yield from (f"{key} was charged {n} times" for key, n in keys.items() if n > 1)
    asked = Counter(one.what for one in world.actions)
    runs = sum(what.startswith("run:") for what, _ in world.gen.charges)
    wishes = asked["command"] + asked["say"] + asked["retry_run"] + asked["submit"]
    if runs > wishes:
        yield f"{runs} runs were paid for, {wishes} were asked for"
    places = Counter(what for what, _ in world.gen.charges if not what.startswith("run:"))
    redone = asked["resume_production"] + asked["submit"]
    yield from (f"{what} was paid {n} times" for what, n in places.items() if n > 1 + redone)


@law
def goes_on_once(world: World) -> Iterator[str]:
    """Whoever has something go on, and whoever does so in the same instant: it begins once."""
    stages: dict[str, str] = {}
    for entry in world.judged.journal:
        if entry.event == "ProductionMoved":
            if entry.fact["news"] == "resumed" and stages.get(entry.subject) in WORKING:
                yield f"{entry.subject} was begun again by {entry.by} while it was {entry.fact['stage']}"
            stages[entry.subject] = entry.fact["stage"]


@law
def asks_only_with_a_cause(world: World) -> Iterator[str]:
    """Nobody is asked to look at an account, and nothing is made twice, when all went well."""
    meddled = {"stop_production", "resume_production", "thaw"} & {one.what for one in world.actions}
    ruled = any(one.topic == "policy_form" for one in world.actions)
    others = [what for what in ("members", "unlinked") if world.log.all(what)]
    if world.log.faults or world.log.all("CRASH") or world.gen.troubled or meddled:
        return
    if ruled or others:  # whoever approved it may not any more; its account is gone
        return
    said = world.log.all("chat.postMessage", "slack")
    over = {one.about["slot"] for one in said if "Over budget: " in one.about["text"]}
    yield from (f"a person was asked: {one.text}" for one in world.slack.board.messages
                if one.slot.startswith("trouble:") and one.slot not in over)  # fmt: skip
    if len(world.log.all("cloned")) > sum(
        one.attempt for one in world.judged.things["productions"]
    ):
        yield "a template was cloned more than once"
