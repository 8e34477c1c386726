"""Who decides in a channel and in the workspace: looked at, and said anew, gate by gate."""

from dataclasses import replace

from genbot.cards.acts import Act, FormName
from genbot.cards.policies import HERE, gate_form, policy_view, said
from genbot.cards.text import person
from genbot.domain.approvals import WORKSPACE, Gate, Rule
from genbot.domain.errors import BadForm, NotYours, Refusal
from genbot.domain.people import CHANNELS
from genbot.domain.posts import Block
from genbot.flows import channels, people, policies, policy_edits
from genbot.slack.asks import Ask, Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction


@commands.on(
    "policy",
    "See and set who decides here, and how many of them it takes.",
    usage="policy [ideas|videos|budget] [workspace]",
)
def policy(tx: Transaction, asked: Command) -> Block:
    words = asked.text.lower().split()
    wide = WORKSPACE in words
    gates = [Gate(one) for one in words if one in set(Gate)]
    if len(gates) + wide < len(words):
        raise Refusal("Say `ideas`, `videos` or `budget`, and `workspace` for every channel.")
    id = WORKSPACE if wide else channels.bound(tx, asked.place.channel).id
    return _form(tx, id, gates[0], asked.user) if gates else _view(tx, asked, id)


@buttons.on(Act.OPEN_POLICY, "See who decides in this channel or everywhere, and how many of them.")
def open_policy(tx: Transaction, press: Press) -> Block:
    return _view(tx, press, press.value or press.place.channel)


@buttons.on(Act.CHANGE_RULE, "Say who decides at one gate, and how many of them.")
def change_rule(tx: Transaction, press: Press) -> Block:
    id, gate = _meant(press.value)
    try:
        return _form(tx, id, gate, press.user)
    except NotYours as refused:  # under the window nobody would see it
        return _view(tx, press, id, f"⚠️  {refused.text}")


@forms.on(FormName.POLICY, "Keep who decides at a gate.")
def keep_rule(tx: Transaction, form: Submission) -> Block:
    id, gate = _meant(form.value)
    before, seen = policies.of(tx, id), form.value.rpartition("|")[2]
    if seen != str(before.nth):
        note = f"⚠️  {person(before.by)} changed this meanwhile, so nothing of yours was kept."
        return _view(tx, form, id, f"{note} This is how it stands now.")
    rule = None if form.text("whose") not in {"", HERE} else _rule(tx, form, id, gate)
    where = form.place.channel if id == WORKSPACE else id
    policy_edits.change(tx, id, gate, rule, by=form.user, where=where)
    return _view(tx, form, id, f"✅  *Saved.* {said(policies.standing(tx, id, gate))}.")


def _view(tx: Transaction, asked: Ask, id: str, note: str = "") -> Block:
    people.wonder(tx, id)
    here = asked.place.channel if asked.place.channel.startswith(CHANNELS) else ""
    return policy_view(id, policies.standings(tx, id), note, here)


def _form(tx: Transaction, id: str, gate: Gate, by: str) -> Block:
    policy_edits.may_change(tx, id, by)
    people.wonder(tx, id)
    usual, here = policies.standing(tx, WORKSPACE, gate), policies.standing(tx, id, gate)
    return gate_form(policies.of(tx, id), here, usual, people.groups(tx))


def _rule(tx: Transaction, form: Submission, id: str, gate: Gate) -> Rule:
    """What was filled in; what the form does not ask for stays as it is."""
    remind = form.text("remind")
    expire = _whole(form, "expire") if form.text("expire") else 0
    before = policies.rule(tx, id, gate)
    return replace(
        before,
        people=form.many("people"),
        groups=form.many("groups"),
        needed=_whole(form, "needed"),
        own="own" in form.many("counts"),
        one_no="one" in form.many("ends") if "ends" in form.filled else before.one_no,
        remind=tuple(int(one) for one in remind.split(",") if one.isdecimal()),
        escalate=form.text("person") or form.text("room"),
        expire=expire,
        expired="reject" if expire else "",
    )


def _whole(form: Submission, name: str) -> int:
    said = form.text(name)
    if not said.isdecimal() or not said.isascii():
        raise BadForm(**{name: "Say it as a whole number."})
    return int(said[:9])


def _meant(value: str) -> tuple[str, Gate]:
    """The policy and the gate that a button or a form is about."""
    id, gate, *_ = f"{value}||".split("|")
    if not id or gate not in set(Gate):
        raise Refusal("That form is from an older version of me. Please open it again.")
    return id, Gate(gate)
