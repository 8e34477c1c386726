"""Who decides in a channel, said in one line, for stories that are about something else."""

from dataclasses import replace

from genbot.domain.approvals import Gate, Rule
from genbot.flows import policies


def decides(channel, **gates):
    """A story: from now on these people (or these rules) decide there about ideas, videos, budget."""

    def story(tx):
        policy = policies.of(tx, channel)
        rules = {Gate(gate): said(policy.rules.get(Gate(gate), Rule()), one)
                 for gate, one in gates.items()}  # fmt: skip
        tx.policies.save(replace(policy, rules={**policy.rules, **rules}))

    return story


def said(before, one):
    return one if isinstance(one, Rule) else replace(before, people=tuple(one))
