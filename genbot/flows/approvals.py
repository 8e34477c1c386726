"""Approvals: counted in the transaction that acts on them, for exactly what each person saw."""

from dataclasses import replace
from typing import Any

from genbot.cards.text import byline, person, several
from genbot.domain.approvals import Ballot, Gate, Standing, Vote, Votes
from genbot.domain.errors import NotNow, NotYours
from genbot.domain.ideas import Idea
from genbot.domain.productions import Production
from genbot.flows import policies
from genbot.store import Transaction

MOST_NAMES = 5
Thing = Idea | Production


def standing(tx: Transaction, gate: Gate, thing: Thing) -> Standing:
    """The rule of this moment for one thing."""
    asked = tx.requests.look(thing.request_id)
    here = policies.standing(tx, thing.channel, gate)
    return replace(here, asker=asked.by if asked else "")


def may(tx: Transaction, gate: Gate, thing: Thing, by: str) -> Standing:
    """The same, for somebody whose word counts; raises NotYours."""
    policies.check(tx, thing.channel, gate, by)
    here = standing(tx, gate, thing)
    if not here.heeds(by):
        others = here.wanted(()) or (here.everyone and not here.deserted)
        who = "here somebody else has to approve that" if others else NOBODY_ELSE
        raise NotYours(f"You asked for this yourself, and {who}. Nothing was changed.")
    return here


NOBODY_ELSE = "nobody else is left who may approve it: `/gen policy` can name others"


def no(
    tx: Transaction, gate: Gate, thing: Thing, seal: dict[str, Any], vote: Vote
) -> Ballot | None:
    """One no to exactly this, beside what others said; None where a rejection by one ends it."""
    if policies.rule(tx, thing.channel, gate).one_no:
        return None
    here = may(tx, gate, thing, vote.by)
    return cast(here, thing.ballot, seal, vote, yes=False)


def cast(
    here: Standing, before: Ballot | None, seal: dict[str, Any], vote: Vote, *, yes: bool = True
) -> Ballot:
    """One more yes or no to exactly this; of one person the latest counts. What was said to anything
    else before is void, as is the word of somebody who may not decide here any more. Raises NotNow
    for what was said already, and for a yes beside a no that ends it."""
    ballot = _counted(here, before, seal)
    again = next((one for one in (ballot.votes if yes else ballot.noes) if one.by == vote.by), None)
    if again and (ballot.missing if yes else ballot.spare):
        said = "approved this" if yes else "said no to this"
        raise NotNow(f"You {said} already{byline('', again.at)}. {needs(ballot)}")
    ballot = ballot if again else ballot.heard(vote, yes=yes)
    if yes and (why := against(here, ballot.noes)):
        raise NotNow(f"{why} Nothing was changed.")
    return replace(ballot, few=here.few(ballot.votes))


def _counted(here: Standing, before: Ballot | None, seal: dict[str, Any]) -> Ballot:
    """What counts of what was said to exactly this; whose words are void where it was something else."""
    if before is None:
        return Ballot(seal, 0).under(here)
    if before.seal == seal:
        return before.under(here)
    fresh = before.anew(seal)
    return replace(fresh.under(here), voided=fresh.voided)


def needs(ballot: Ballot) -> str:
    """ "One more has to approve: @maya or @pablo." """
    missing = several(ballot.missing, "more person has", "more people have")
    names = [person(one) for one in ballot.left[:MOST_NAMES]]
    return f"{missing} to approve{': ' + ' or '.join(names) if names else ''}."


def against(here: Standing, noes: Votes) -> str:
    """Which no ends it under the rule of this moment, though it did not when it was said; empty: none."""
    found = here.counted(noes) if here.rule.one_no else ()
    names = " and ".join(person(one.by) for one in found[:MOST_NAMES])
    return f"{names} said no to it, and here a rejection by one ends it now." if found else ""


def too_few(here: Standing, votes: Votes) -> str:
    """Why this must not go out under the rule of this moment; empty when it may."""
    count = {one.by for one in here.counted(votes)}
    needed = here.rule.needed
    if len(count) >= needed:
        return ""
    if needed == 1:
        return "Those who approved it may not approve videos here any more."
    return f"Here {needed} people have to approve a video now, and {len(count)} of them did."
