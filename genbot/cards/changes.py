"""What changed in a channel, or in the workspace, in words: rules, access, settings, freezes."""

from collections.abc import Iterator, Mapping
from typing import Any

from genbot.cards.access import TO
from genbot.cards.text import credit, line, person, room, several
from genbot.domain.approvals import WORKSPACE, Gate
from genbot.domain.budgets import SPOKEN
from genbot.domain.history import Entry

Fact = Mapping[str, Any]
Line = tuple[str, str]  # what happened, and what is to be said about it
Names = Mapping[str, str]  # of user groups by their ids
NAMES = {Gate.IDEAS: "ideas", Gate.VIDEOS: "videos", Gate.BUDGET: "what is over budget"}
MOST = 8  # names in one list


def change_said(entry: Entry, before: Fact | None, names: Names) -> Line | None:
    """What one entry tells, `before` being what the same kind of entry said last; None when nothing
    that people can see was changed."""
    match entry.event:
        case "PolicySet":
            usual = NOBODY if entry.subject == WORKSPACE else USUAL
            return _policy(entry.fact, usual, names)
        case "AccessMoved":
            return _access(entry.fact)
        case "FreezeMoved":
            return _freeze(entry.fact)
        case _:
            return _settings(entry.fact, before, names)


USUAL, NOBODY = "as the workspace says", "as where nobody sets anything"


def _policy(fact: Fact, usual: str, names: Names) -> Line | None:
    old, new = fact["before"], fact["rules"]
    changed = [gate for gate in Gate if old.get(gate) != new.get(gate)]
    if not changed:
        return None
    said = (
        f"{NAMES[gate]}: {_rule(old.get(gate), new.get(gate), usual, names)}" for gate in changed
    )
    return ("Who decides was changed", "; ".join(said))


def _rule(old: Fact | None, new: Fact | None, usual: str, names: Names) -> str:
    """ "from everyone to 2 of @maya, @bea; never reminded (before: after 24 and 48 hours)"."""
    if new is None:
        return f"{usual}, no longer {_who(old or {}, names)}"
    who = f"{_who(new, names)}, before {usual}"
    if old is not None:
        had, has = _who(old, names), _who(new, names)
        who = f"from {had} to {has}" if had != has else ""
    parts = [who, *_later(old or {}, new)]
    return "; ".join(part for part in parts if part) or "as it was"


def _later(old: Fact, new: Fact) -> Iterator[str]:
    """What else of a rule is another now."""
    for say in (_reminded, _asked, _expires, _ends):
        has, had = say(new), say(old)
        if has != had:
            yield f"{has} (before: {had})" if old else has


def _who(rule: Fact, names: Names) -> str:
    may = [person(one) for one in rule.get("people", ())]
    may += [line(names.get(one, "a group"), 80) for one in rule.get("groups", ())]
    more = f" and {len(may) - MOST} more" if len(may) > MOST else ""
    who, needed = ", ".join(may[:MOST]) + more or "everyone", rule.get("needed", 1)
    many = f"{needed} of {who}" if needed > 1 else who
    return many if rule.get("own", True) else f"{many}, never whoever asked"


def _reminded(rule: Fact) -> str:
    hours = " and ".join(str(one) for one in rule.get("remind", (24, 48)))
    return f"reminded after {hours} hours" if hours else "never reminded"


def _asked(rule: Fact) -> str:
    whom = str(rule.get("escalate") or "")
    return f"then {whom_said(whom)} is asked" if whom else "nobody else is asked"


def _expires(rule: Fact) -> str:
    hours = rule.get("expire") if rule.get("expired") else 0
    return f"rejected after {several(hours, 'hour')}" if hours else "never rejected by time"


def _ends(rule: Fact) -> str:
    return "one no ends it" if rule.get("one_no", True) else "a no is one of several votes"


def whom_said(id: str) -> str:
    """A person, or a channel."""
    return person(id) if id[:1] in {"U", "W"} else room(id)


def _access(fact: Fact) -> Line:
    what = {"open": "Access asked for", "allowed": "Access allowed"}
    to = TO[Gate(fact["gate"])]
    return (what.get(fact["state"], "Access declined"), f"{person(fact['for'])} to {to}")


def _freeze(fact: Fact) -> Line:
    kept, gone, missed = (len(fact.get(name, ())) for name in ("planned", "gone", "missed"))
    parts = (
        line(str(fact.get("reason") or ""), 160, "") if fact["frozen"] else "",
        f"{several(kept, 'post')} kept back" if kept else "",
        f"{several(gone, 'post')} at GEN already" if gone else "",
        f"{several(missed, 'post')} missed the time meanwhile" if missed else "",
    )
    what = "Publishing frozen" if fact["frozen"] else "Publishing thawed"
    return (what, ", ".join(part for part in parts if part))


def _settings(fact: Fact, before: Fact | None, names: Names) -> Line | None:
    """Each setting that is another now; at first, those that were set at all."""
    had, has = _set(before or {}, names), _set(fact, names)
    said = "; ".join(
        f"{name}: {has[name]}" if before is None else f"{name}: from {had[name]} to {has[name]}"
        for name in has
        if had[name] != has[name]
    )
    return ("Channel set up" if before is None else "Settings changed", said) if said else None


def _set(fact: Fact, names: Names) -> dict[str, str]:
    """How a channel was set up, by what people call that."""
    agent, (all_, each) = str(fact.get("agent") or ""), fact.get("budgets") or (None, None)
    return {
        "agent": line(names.get(agent, agent), 80, "none"),
        "rehearsal": "on" if fact.get("rehearsal") else "off",
        "posting times": line(str(fact.get("slots") or ""), 200, "none"),
        "budget": _budget(all_),
        "budget of each person": _budget(each),
    }


def _budget(told: Any) -> str:
    return f"{credit(told[0])} in {SPOKEN.get(told[1], told[1])}" if told else "none"
