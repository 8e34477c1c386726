"""Approvals: counted in the transaction that acts on them, for exactly what each person saw."""

from typing import Any

from genbot.cards.text import byline, person, several
from genbot.domain.approvals import Ballot, Gate, Standing, Vote, Votes
from genbot.domain.errors import NotNow, NotYours
from genbot.flows import policies
from genbot.store import Transaction

MOST_NAMES = 5


def may(tx: Transaction, channel: str, gate: Gate, by: str, request_id: str) -> Standing:
    """The rule there, for somebody who may say yes at this gate; raises NotYours."""
    here = policies.check(tx, channel, gate, by)
    if not here.heeds(by, asker(tx, request_id)):
        raise NotYours(
            "You asked for this yourself, and here somebody else has to approve that. "
            "Nothing was changed."
        )
    return here


def asker(tx: Transaction, request_id: str) -> str:
    """Who asked for it; empty when nobody knows."""
    asked = tx.requests.look(request_id)
    return asked.by if asked else ""


def cast(
    tx: Transaction, here: Standing, before: Ballot | None, seal: dict[str, Any], by: str
) -> Ballot:
    """One more yes to exactly this. A yes to anything else before is void, as is one of somebody who
    may not decide here any more. Raises NotNow for who has said yes already."""
    same = before and before.seal == seal
    votes = tuple(
        vote for vote in (before.votes if before and same else ()) if here.admits(vote.by)
    )
    nth = 1 if before is None else before.nth + (not same)
    voided = tuple(vote.by for vote in before.votes) if before and not same else ()
    ballot = Ballot(seal, here.rule.needed, (*votes, Vote(by, tx.now)), here.people, nth, voided)
    for vote in votes:
        if vote.by == by:
            raise NotNow(f"You approved this already{byline('', vote.at)}. {needs(ballot, -1)}")
    return ballot


def needs(ballot: Ballot, more: int = 0) -> str:
    """ "One more has to approve: @maya or @pablo." """
    missing = several(ballot.missing - more, "more person has", "more people have")
    names = [person(one) for one in ballot.left[:MOST_NAMES]]
    return f"{missing} to approve{': ' + ' or '.join(names) if names else ''}."


def too_few(here: Standing, votes: Votes, asker: str) -> str:
    """Why this must not go out under the rule of this moment; empty when it may."""
    count = {one.by for one in here.counted(votes, asker)}
    needed = here.rule.needed
    if len(count) >= needed:
        return ""
    if needed == 1:
        return "Who approved it may not approve videos here any more."
    return f"Here {needed} people have to approve a video now, and {len(count)} of them did."
