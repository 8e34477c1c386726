"""Access: whoever may not decide at a gate can ask to; one of those who keep its rule answers."""

from dataclasses import replace

from genbot.cards.text import byline, person
from genbot.domain.access import Access, Answer
from genbot.domain.approvals import Gate
from genbot.domain.errors import NotNow
from genbot.domain.events import AccessMoved
from genbot.flows import policies, policy_edits
from genbot.store import Transaction


def ask(tx: Transaction, channel: str, gate: Gate, *, by: str) -> Access:
    """Put it before whoever can allow it; raises NotNow when that was done, or when there is no need."""
    if policies.standing(tx, channel, gate).admits(by):
        raise NotNow("You may decide here by now. Please press that button again.")
    for known in tx.accesses.find(channel=channel, state=Answer.OPEN):
        if (known.by, known.gate) == (by, gate):
            when = byline("", known.at).removeprefix(" · ")
            raise NotNow(f"You asked {_names(known)} already, {when}. You will hear from me.")
    asked = tuple(one for one in _keepers(tx, channel, gate) if one != by)
    if not asked:
        raise NotNow(
            "Nobody who could allow it is left. Whoever runs me can name admins (`GENBOT_ADMINS`)."
        )
    wish = tx.accesses.save(Access(tx.new_id(), channel, gate, by, tx.now, asked))
    tx.tell(AccessMoved(wish, by))
    return wish


def answer(tx: Transaction, id: str, verdict: Answer, *, by: str) -> Access:
    """Once: whoever comes second reads who was first. Allowed, the person is one of those whom the rule
    names; how many it takes stays as it is. Raises NotYours for who may not change the rule."""
    wish = tx.accesses.get(id)
    policy_edits.may_change(tx, wish.channel, by)
    if wish.state is not Answer.OPEN:
        raise NotNow(f"That is {wish.state} already{byline(wish.decided_by, wish.decided_at)}.")
    if verdict is Answer.ALLOWED:
        _let_in(tx, wish, by)
    over = replace(wish, state=verdict, decided_by=by, decided_at=tx.now)
    tx.tell(AccessMoved(tx.accesses.save(over), by))
    return over


def _let_in(tx: Transaction, wish: Access, by: str) -> None:
    member = tx.members.look(wish.by)
    if member and member.gone:
        raise NotNow(f"{person(wish.by)} has left the workspace. Nothing was changed.")
    here = policies.standing(tx, wish.channel, wish.gate)
    if here.admits(wish.by):
        return
    policy = policies.of(tx, wish.channel)
    rule = replace(here.rule, people=(*here.rule.people, wish.by))
    policy_edits.keep(tx, replace(policy, rules={**policy.rules, wish.gate: rule}), by=by)


def _keepers(tx: Transaction, channel: str, gate: Gate) -> tuple[str, ...]:
    """The admins; where there are none, whom the policy names."""
    admins = [tx.members.look(one) for one in tx.settings.admins]
    gone = {one.id for one in admins if one and one.gone}
    left = tuple(one for one in tx.settings.admins if one not in gone)
    named = policy_edits.keepers(tx, channel)
    return left or named.people or policies.standing(tx, channel, gate).people


def _names(wish: Access) -> str:
    return " and ".join(map(person, wish.asked[:5]))
