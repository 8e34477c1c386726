"""Approvals: counted in the transaction that acts on them, for exactly what each person saw."""

from collections.abc import Mapping
from typing import Any

from genbot.cards.text import byline, person, several
from genbot.domain.approvals import MOST_NEEDED, Ballot, Gate, Rule, Standing, Vote
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.flows import policies
from genbot.store import Transaction

MOST_NAMES = 5


def may(tx: Transaction, channel: str, gate: Gate, by: str, request_id: str) -> Standing:
    """The rule there, for somebody who may say yes at this gate; raises NotYours."""
    here = policies.check(tx, channel, gate, by)
    asked = tx.requests.look(request_id)
    if asked and asked.by == by and not here.rule.own:
        raise NotYours(
            "You asked for this yourself, and here somebody else has to approve that. "
            "Nothing was changed."
        )
    return here


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


def too_few(here: Standing, votes: tuple[Vote, ...], requester: str) -> str:
    """Why this must not go out under the rule of this moment; empty when it may."""
    count = {one.by for one in votes if here.admits(one.by)}
    if not here.rule.own:
        count -= {requester}
    needed = here.rule.needed
    if len(count) >= needed:
        return ""
    if needed == 1:
        return "Who approved it may not approve videos here any more."
    return f"Here {needed} people have to approve a video now, and {len(count)} of them did."


FIELDS = {Gate.IDEAS: "idea", Gate.VIDEOS: "video"}


def checked(rules: Mapping[Gate, Rule]) -> Mapping[Gate, Rule]:
    """The rules, when they can be satisfied; raises BadForm saying why not."""
    for gate, name in FIELDS.items():
        rule, field = rules.get(gate, Rule()), f"{name}_needed"
        if not 1 <= rule.needed <= MOST_NEEDED:
            raise BadForm(**{field: f"Say how many, 1 to {MOST_NEEDED}."})
        _reachable(rule, rule.people, field)
    return rules


def _reachable(rule: Rule, people: tuple[str, ...], field: str) -> None:
    if not people:
        return
    if rule.needed > len(people):
        who = several(len(people), "person", "people")
        raise BadForm(**{field: f"Only {who} may decide, so {rule.needed} can never be reached."})
    if not rule.own and rule.needed > len(people) - 1:
        raise BadForm(
            **{field: "When one of them asks for it, too few are left. Name more people, or ask for "
               "fewer approvals."}
        )  # fmt: skip
