"""The laws of the file: what people approved is what GEN is asked to publish, byte by byte."""

from collections.abc import Iterator
from hashlib import sha256

from tests.chaos.laws.book import law
from tests.chaos.laws.frozen import ON_THE_WAY
from tests.chaos.world import World


@law
def only_the_approved_file(world: World) -> Iterator[str]:
    """What is exchanged while the call is on its way nobody can know; anything else is known."""
    for seen in (*world.log.all("PUBLISHED"), *world.log.all("took and failed it")):
        media = seen.about["media"]
        told = [one for one in world.judged.journal
                if one.event == "PublicationMoved" and one.fact["media"] == media
                and one.at <= seen.at]  # fmt: skip
        approved = told[-1].fact.get("sha256") if told else ""
        if approved and approved not in _there(world, media, seen.at):
            yield f"{media} was published with another file than was approved"


@law
def what_is_told_of_a_file_is_true(world: World) -> Iterator[str]:
    for entry in world.judged.journal:
        told = entry.fact.get("sha256") if entry.event == "VideoRendered" else ""
        if told and told not in _there(world, entry.fact["url"], entry.at):
            yield f"{entry.fact['url']} is said to be another file than it was"


def _there(world: World, url: str, at: float) -> set[str]:
    """Which files were at an address then, or a moment before."""
    lately = [when for when, _ in world.gen.files.get(url, []) if at - ON_THE_WAY < when <= at]
    return {_sum(world, url, at), *(_sum(world, url, when - 0.001) for when in lately)}


def _sum(world: World, url: str, at: float) -> str:
    return sha256(world.gen.file(url, at)).hexdigest()
