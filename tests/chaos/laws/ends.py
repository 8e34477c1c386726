"""Everything comes to its end, in good order: nothing open, nothing broken, no error of our own."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.world import World


@law
def finishes(world: World) -> Iterator[str]:
    """When faults stop and time passes, everybody gets what they wanted (liveness)."""
    if world.unfinished:
        yield f"still to do after three days: {world.unfinished}"
    if world.gave_up:
        yield f"somebody {world.gave_up}"
    for slot, error in world.judged.dead:
        yield f"{slot} is dead: {error}"


@law
def the_database_is_whole(world: World) -> Iterator[str]:
    if world.judged.integrity != "ok" or world.judged.foreign:
        yield f"{world.judged.integrity} {world.judged.foreign}"


@law
def no_error_of_ours(world: World) -> Iterator[str]:
    yield from (f"{one.get('message')}: {one.get('exception')!r}" for one in world.lost)
    for record in world.records:
        ours = record.name.startswith("genbot.") and record.name != "genbot.slack.socket"
        unknown = "not acknowledged" in record.getMessage()  # Slack did not say who we are
        if record.exc_info and ours and not unknown:
            error = record.exc_info[1]
            yield f"{record.getMessage()}: {type(error).__name__}: {error}"
