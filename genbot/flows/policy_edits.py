"""Changing who decides: by whoever may, to rules that can be satisfied, told to the journal."""

from dataclasses import replace

from genbot.cards.text import plain, several
from genbot.domain.approvals import MOST_NEEDED, WORKSPACE, Gate, Policy, Rule, Standing
from genbot.domain.errors import BadForm, NotYours
from genbot.domain.events import PolicySet
from genbot.flows import policies
from genbot.flows.recount import recount
from genbot.store import Transaction

CHANGE = "change who decides and what may be spent"


def keepers(tx: Transaction, id: str) -> Standing:
    """Who may change the policy of a channel, or of WORKSPACE: admins, and whoever is named to let
    videos out there; everyone where neither is named."""
    found, admins = policies.standing(tx, id, Gate.VIDEOS), tx.settings.admins
    named = replace(found.rule, people=(*found.rule.people, *admins))
    return replace(found, rule=named, people=tuple(dict.fromkeys((*found.people, *admins))))


def may_change(tx: Transaction, id: str, by: str) -> None:
    """Raises NotYours, naming who may, unless this person may change who decides there. What holds
    for the workspace is changed by who may change it wherever something was set."""
    found = keepers(tx, id)
    every = [found]
    if id == WORKSPACE and found.everyone:
        every = [keepers(tx, one.id) for one in tx.policies.find()]
    for one in every:
        if not one.admits(by):
            raise NotYours(f"{policies.only(tx, one, CHANGE)} Nothing was changed.")


def change(
    tx: Transaction, id: str, gate: Gate, rule: Rule | None, *, by: str, where: str = ""
) -> Policy:
    """This rule holds at a gate from now on (None: the workspace's); raises NotYours, or BadForm for
    one that nobody could satisfy. `where` is the channel in which that is said."""
    before = policies.of(tx, id)
    rules = {one: kept for one, kept in before.rules.items() if one is not gate}
    if rule:
        rules[gate] = checked(tx, rule, id)
    return keep(tx, replace(before, rules=rules), by=by, where=where)


def keep(tx: Transaction, policy: Policy, *, by: str, where: str = "") -> Policy:
    """These rules hold from this commit on, for what is approved already too; raises NotYours."""
    may_change(tx, policy.id, by)
    before = policies.of(tx, policy.id)
    kept = tx.policies.save(replace(policy, by=by, nth=before.nth + 1))
    recount(tx)
    tx.tell(PolicySet(kept, before, policies.standings(tx, policy.id), by, where))
    return kept


def checked(tx: Transaction, rule: Rule, id: str) -> Rule:
    """The rule of this policy, when it can be satisfied; raises BadForm saying at which field it can
    not."""
    if not 1 <= rule.needed <= MOST_NEEDED:
        raise BadForm(needed=f"Say how many, 1 to {MOST_NEEDED}.")
    if rule.open:
        _enough(rule, len(policies.crowd(tx, id)))
        return _voted(rule, all_of_them=False)
    _here(tx, rule)
    most = len(policies.deciders(tx, rule))
    if rule.needed > most:
        who = several(most, "person", "people")
        raise BadForm(needed=f"Only {who} may decide, so {rule.needed} can never be reached.")
    if not rule.own and rule.needed > most - 1:
        raise BadForm(
            needed="When one of them asks for it, too few are left. Name more people, or ask for "
            "fewer approvals."
        )
    return _voted(rule, all_of_them=rule.needed == most)


def _enough(rule: Rule, most: int) -> None:
    """Raises BadForm where everybody may decide, and too few are there; 0: nobody knows how many."""
    if not most or rule.needed < most or (rule.own and rule.needed == most):
        return
    there = f"Only {several(most, 'person is', 'people are')} in this channel"
    if rule.needed > most:
        raise BadForm(needed=f"{there}, so {rule.needed} cannot be reached.")
    raise BadForm(
        needed=f"{there}. When one of them asks for it, {rule.needed} cannot be reached: invite more "
        "people, or ask for fewer approvals."
    )


def _voted(rule: Rule, *, all_of_them: bool) -> Rule:
    """Raises BadForm where a rejection by one would end it, although that is not to be."""
    if rule.one_no or not (all_of_them or (rule.open and rule.needed == 1)):
        return rule
    if all_of_them:
        raise BadForm(
            ends="It takes all of them, so one no ends it anyway. Tick it, or ask for fewer."
        )
    raise BadForm(
        ends="It takes only one of everybody, so one no ends it anyway. Tick it, or ask for more."
    )


def _here(tx: Transaction, rule: Rule) -> None:
    """Raises BadForm for who left or never could decide, and for groups that are gone or empty."""
    known = [member for one in rule.people if (member := tx.members.look(one))]
    if gone := sum(one.gone for one in known):
        raise BadForm(people=f"{gone} of them left the workspace, and cannot decide any more.")
    if sum(one.other for one in known):
        raise BadForm(people="Apps and people of other organisations cannot decide. Take them out.")
    for id in rule.groups:
        group = tx.groups.look(id)
        if group is None or group.gone:
            raise BadForm(groups="One of these groups is gone. Take it out, or name people.")
        if not policies.deciders(tx, Rule(groups=(id,))):
            raise BadForm(
                groups=f"Nobody is in @{plain(group.handle, 60)}, so nobody could decide."
            )
