"""The law of the freeze: while it lasts, nothing reaches GEN that would go out."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.world import World

ON_THE_WAY = 90.0  # seconds a call may take that had left before


@law
def nothing_while_frozen(world: World) -> Iterator[str]:
    """What had left before the freeze may arrive a little later; anything else may not."""
    taken = [*world.log.all("PUBLISHED"), *world.log.all("took and failed it")]
    for start, end, where in _freezes(world):
        for seen in taken:
            if start + ON_THE_WAY < seen.at < end:
                yield f"{seen.about['media']} was published while {where} was frozen"


def _freezes(world: World) -> Iterator[tuple[float, float, str]]:
    """From when to when which switch was on."""
    began: dict[str, float] = {}
    for entry in world.judged.journal:
        if entry.event == "FreezeMoved" and entry.fact["frozen"]:
            began[entry.subject] = entry.at
        elif entry.event == "FreezeMoved":
            yield began.pop(entry.subject), entry.at, entry.subject
    yield from ((start, world.now(), where) for where, start in began.items())
