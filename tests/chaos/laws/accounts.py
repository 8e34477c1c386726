"""The laws of the account: who approved a post for one has not approved it for another."""

from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.laws.frozen import ON_THE_WAY
from tests.chaos.laws.oracle import LATELY, VIDEOS, Book, Things, said, sent
from tests.chaos.world import World


@law
def nobody_posts_where_there_is_no_account(world: World) -> Iterator[str]:
    """GEN is not even asked, unless it did not tell in time, or the account went in that moment."""
    if not _told_amiss(world):
        gone = [one.at for one in world.log.all("unlinked")]
        for seen in world.log.all("refused", "gen"):
            if not any(at <= seen.at <= at + ON_THE_WAY for at in gone):
                yield f"{seen.about['media']} was to be published, and there was no account"


@law
def nothing_is_posted_to_an_account_nobody_meant(world: World) -> Iterator[str]:
    """What is posted was approved by as many as that takes once GEN had told of the account to which
    it is posted, unless that came in the very moment, or GEN does not tell of any."""
    if _told_amiss(world):
        return
    book, things = Book(world), Things(world)
    for seen, nth, let in sent(world):
        account = seen.about.get("account")
        came = _first(world, "another account", account)
        if let is None or came is None or seen.at <= came + ON_THE_WAY:
            continue
        told, out = _first(world, "told its account", account), things.posts[let.subject]
        meant = [one for one in said(world, out, let) if told and told <= one.at + LATELY]
        asked = things.asked(things.made[out.production_id])
        if why := book.enough(nth, let.at, out.channel, VIDEOS, meant, asked):
            yield f"{seen.about['media']} was posted to {account} {why}"


def _first(world: World, what: str, account: object) -> float | None:
    return next((one.at for one in world.log.all(what) if one.about["account"] == account), None)


def _told_amiss(world: World) -> bool:
    """Whether anything went wrong with how GEN tells of accounts: then what is approved may go out."""
    amiss = [one for one in world.log.lines if one.who == "fault"]
    return bool(world.faults.away) or any(one.about["call"] == "GetAgentCore" for one in amiss)
