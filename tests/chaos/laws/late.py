"""The law of the grace: nothing reaches GEN long after its time unless a person said so since."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.laws.frozen import ON_THE_WAY
from tests.chaos.world import World


@law
def nothing_late_unasked(world: World) -> Iterator[str]:
    """Who says "publish it now" gives it a new time, so the last one told is the one that counts."""
    latest = world.settings.grace + ON_THE_WAY
    for seen in (*world.log.all("PUBLISHED"), *world.log.all("took and failed it")):
        media = seen.about["media"]
        told = [one for one in world.judged.journal
                if one.event == "PublicationMoved" and one.fact["media"] == media
                and one.fact["state"] == "sending" and one.at <= seen.at]  # fmt: skip
        if told and seen.at - told[-1].fact["due"] > latest:
            late = seen.at - told[-1].fact["due"]
            yield f"{media} went out {late:.0f} s after its time, and nobody was asked"
