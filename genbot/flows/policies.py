"""Policies: which rule holds at a gate, who may decide there at this moment."""

from genbot.cards.text import person
from genbot.domain.approvals import WORKSPACE, Gate, Policy, Rule, Standing
from genbot.domain.errors import NotYours
from genbot.store import Transaction

PRIVATE = "D"  # what ids of private talks with us begin with
LEFT = "Slack told me that you left this workspace. When you are back, try again in a minute."
ABOUT = {
    Gate.IDEAS: "decide about ideas",
    Gate.VIDEOS: "decide about videos",
    Gate.BUDGET: "allow what is over budget",
}


def of(tx: Transaction, id: str) -> Policy:
    """What was set for a channel, or for WORKSPACE; without rules when nothing was."""
    return tx.policies.look(id) or Policy(id)


def rule(tx: Transaction, channel: str, gate: Gate) -> Rule:
    """The rule that holds at a gate: the channel's, else the workspace's, else the usual one."""
    return _found(tx, channel, gate)[0]


def deciders(tx: Transaction, rule: Rule) -> tuple[str, ...]:
    """The people and the members of groups that a rule names, without those who left. Empty where
    everyone may decide (`rule.open`), and where nobody who was named is left."""
    groups = (tx.groups.look(id) for id in rule.groups)
    members = (one for group in groups if group and not group.gone for one in group.people)
    return tuple(one for one in dict.fromkeys((*rule.people, *members)) if _here(tx, one))


def standing(tx: Transaction, channel: str, gate: Gate) -> Standing:
    """The rule of this moment, with whom it comes to."""
    rule, source = _found(tx, channel, gate)
    groups = (tx.groups.look(id) for id in rule.groups)
    handles = tuple(one.handle for one in groups if one and not one.gone)
    if not rule.open:
        return Standing(gate, rule, source, deciders(tx, rule), handles)
    gone = tuple(one.id for one in tx.members.find() if one.gone)
    here = () if rule.own and rule.needed == 1 else crowd(tx, channel)  # whoever asks is enough
    return Standing(gate, rule, source, gone=gone, crowd=here)


def standings(tx: Transaction, channel: str) -> tuple[Standing, ...]:
    """The rules of all gates there."""
    return tuple(standing(tx, channel, gate) for gate in Gate)


def check(tx: Transaction, channel: str, gate: Gate, by: str) -> Standing:
    """The rule there, for somebody who may decide; raises NotYours, naming who may."""
    found = standing(tx, channel, gate)
    if not found.admits(by):
        raise NotYours(f"{only(tx, found, ABOUT[gate])} Nothing was changed.", gate, channel)
    return found


def crowd(tx: Transaction, channel: str) -> tuple[str, ...]:
    """The people who are in a channel, as far as Slack told; empty where nobody knows."""
    if channel.startswith(PRIVATE):  # nobody but one person and us, ever
        here = tx.channels.look(channel)
        return here.people if here else ()
    group = tx.groups.look(channel)
    return tuple(one for one in group.people if _here(tx, one)) if group and not group.gone else ()


def named(tx: Transaction, id: str, by: str) -> bool:
    """Whether a channel's own policy names this person, themselves or in a group."""
    return any(by in deciders(tx, rule) for rule in of(tx, id).rules.values())


def _found(tx: Transaction, channel: str, gate: Gate) -> tuple[Rule, str]:
    for id in (channel, WORKSPACE):
        if rule := of(tx, id).rules.get(gate):
            return rule, id
    if gate is not Gate.BUDGET:
        return Rule(), ""
    videos, _ = _found(tx, channel, Gate.VIDEOS)
    if videos.open:
        return Rule(), ""
    people = tuple(dict.fromkeys((*videos.people, *tx.settings.admins)))
    return Rule(people, videos.groups), Gate.VIDEOS


def _here(tx: Transaction, user: str) -> bool:
    member = tx.members.look(user)
    return member is None or member.counts


def only(tx: Transaction, found: Standing, what: str) -> str:
    """ "Only @bea may decide about videos in this channel." """
    if found.everyone:
        return LEFT
    if found.people:
        return f"Only {', '.join(map(person, found.people))} may {what} in this channel."
    admins = ", ".join(map(person, tx.settings.admins)) or "Somebody named in GENBOT_ADMINS"
    return (
        f"Nobody who may {what} in this channel is left: they left the workspace, or their group is "
        f"gone. {admins} can name others with `/gen policy`."
    )
