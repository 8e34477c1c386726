"""Who decides in a channel: looked at, and said anew."""

from dataclasses import replace

from genbot.cards.acts import Act, FormName
from genbot.cards.approvals import policy_form
from genbot.domain.approvals import Gate, Rule
from genbot.domain.posts import Block
from genbot.flows import approvals, channels, policies
from genbot.slack.asks import Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on("policy", "See and set who decides here, and how many of them it takes.")
def policy(tx: Transaction, asked: Command) -> Block:
    return _form(tx, channels.bound(tx, asked.place.channel).id)


@buttons.on(Act.OPEN_POLICY, "Say who decides in this channel, and how many of them.")
def open_policy(tx: Transaction, press: Press) -> Block:
    return _form(tx, press.value or press.place.channel)


def _form(tx: Transaction, channel: str) -> Block:
    return policy_form(channel, {gate: policies.rule(tx, channel, gate) for gate in Gate})


@forms.on(FormName.POLICY, "Keep who decides in a channel.")
def keep_policy(tx: Transaction, form: Submission) -> None:
    before = policies.of(tx, form.id)
    rules = approvals.checked({gate: _rule(tx, form, gate) for gate in approvals.FIELDS})
    policies.keep(tx, replace(before, rules={**before.rules, **rules}), by=form.user)


def _rule(tx: Transaction, form: Submission, gate: Gate) -> Rule:
    name = approvals.FIELDS[gate]
    needed = form.text(f"{name}_needed")
    return replace(
        policies.rule(tx, form.id, gate),
        people=form.many(f"{name}_approvers"),
        needed=int(needed[:9]) if needed.isdecimal() else 0,
        own="own" in form.many(f"{name}_own"),
    )
