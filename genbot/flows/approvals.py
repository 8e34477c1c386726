"""Approvals: counted in the transaction that acts on them, for exactly what each person saw."""

from typing import Any

from genbot.cards.text import byline, person, several
from genbot.domain.approvals import MOST_NEEDED, Ballot, Rule, Vote
from genbot.domain.channels import Channel
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.flows import channels
from genbot.store import Transaction

MOST_NAMES = 5


def may(tx: Transaction, channel: str, gate: str, by: str, request_id: str) -> Channel:
    """The channel, for somebody who may say yes at this gate (ideas, videos); raises NotYours."""
    here = channels.find(tx, channel)
    here.check(gate, by)
    asked = tx.requests.look(request_id)
    if asked and asked.by == by and not here.rule(gate).own:
        raise NotYours(
            "You asked for this yourself, and here somebody else has to approve that. "
            "Nothing was changed."
        )
    return here


def cast(
    tx: Transaction, here: Channel, gate: str, before: Ballot | None, seal: dict[str, Any], by: str
) -> Ballot:
    """One more yes to exactly this. A yes to anything else before is void, as is one of somebody who
    may not decide here any more. Raises NotNow for who has said yes already."""
    same = before and before.seal == seal
    people = here.approvers(gate)
    votes = tuple(
        vote
        for vote in (before.votes if before and same else ())
        if not people or vote.by in people
    )
    nth = 1 if before is None else before.nth + (not same)
    voided = tuple(vote.by for vote in before.votes) if before and not same else ()
    rule = here.rule(gate)
    ballot = Ballot(seal, rule.needed, (*votes, Vote(by, tx.now)), people, nth, voided)
    for vote in votes:
        if vote.by == by:
            raise NotNow(f"You approved this already{byline('', vote.at)}. {needs(ballot, -1)}")
    return ballot


def needs(ballot: Ballot, more: int = 0) -> str:
    """ "One more has to approve: @maya or @pablo." """
    missing = several(ballot.missing - more, "more person has", "more people have")
    names = [person(one) for one in ballot.left[:MOST_NAMES]]
    return f"{missing} to approve{': ' + ' or '.join(names) if names else ''}."


def too_few(here: Channel, votes: tuple[Vote, ...], requester: str) -> str:
    """Why this must not go out under the rule of this moment; empty when it may."""
    rule, people = here.rule("videos"), here.approvers("videos")
    count = {one.by for one in votes if not people or one.by in people}
    if not rule.own:
        count -= {requester}
    if len(count) >= rule.needed:
        return ""
    if rule.needed == 1:
        return "Who approved it may not approve videos here any more."
    return f"Here {rule.needed} people have to approve a video now, and {len(count)} of them did."


def checked(here: Channel) -> Channel:
    """The channel, when its rules can be satisfied; raises BadForm saying why not."""
    for gate, field in (("ideas", "idea_needed"), ("videos", "video_needed")):
        rule, people = here.rule(gate), here.approvers(gate)
        if not 1 <= rule.needed <= MOST_NEEDED:
            raise BadForm(**{field: f"Say how many, 1 to {MOST_NEEDED}."})
        _reachable(rule, people, field)
    return here


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
