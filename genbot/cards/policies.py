"""Who decides: the window of all gates in words, and the form of one of them."""

from collections.abc import Iterator, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import capital, line, person, plain, room, several
from genbot.domain.approvals import MOST_NEEDED, WORKSPACE, Gate, Policy, Rule, Standing
from genbot.domain.people import Group
from genbot.domain.posts import Block, Card

MOST_NAMES = 5
HEADS = {
    Gate.IDEAS: "An idea becomes a video",
    Gate.VIDEOS: "A video is published",
    Gate.BUDGET: "A video goes over budget",
}
NAMES = {Gate.IDEAS: "Ideas", Gate.VIDEOS: "Videos", Gate.BUDGET: "Over budget"}
OWN = (("own", "Whoever asked for it counts as one of them"),)
ENDS = (("one", "A rejection by one ends it"),)
NOES = (
    "Unticked, a no is a vote: it ends once too few are left to approve. Where everyone may decide, it ends "
    "once as many said no as it takes approvals."
)
HERE, THERE = "here", "workspace"
WHOSE = {WORKSPACE: "as the workspace says", Gate.VIDEOS: "as for videos, and admins"}
REMIND = {"": (), "24": (24,), "24,48": (24, 48), "4,24": (4, 24), "1,4": (1, 4)}
NOTE = "What is approved already, and not out yet, is held to a new rule too."


def policy_view(
    policy: str, standings: Sequence[Standing], note: str = "", here: str = ""
) -> Block:
    """The rules of one channel, or of the workspace; `here` is where somebody looks."""
    wide = policy == WORKSPACE
    said = "every channel without a rule of its own" if wide else room(policy)
    other = here if wide else WORKSPACE
    turn = kit.button("This channel…" if wide else "The workspace…", Act.OPEN_POLICY, other)
    return kit.form(
        None,
        "Who decides",
        kit.section(note) if note else None,
        kit.section(f"⚖️  *Who decides in {said}*"),
        *(_gate(policy, one) for one in standings),
        kit.small(NOTE),
        kit.actions(turn if other else None),
    )


def gate_form(policy: Policy, one: Standing, usual: Standing, groups: Sequence[Group]) -> Block:
    """The rule of one gate; `usual` is what the workspace says of it."""
    rule, wide = one.rule, policy.id == WORKSPACE
    return kit.form(
        FormName.POLICY,
        "Who decides",
        kit.section(f"*{HEADS[one.gate]}*"),
        None if wide else kit.input_choice("whose", "Rule", _whose(usual), value=HERE),
        kit.input_people(
            "people", "People who may approve", rule.people, hint="Nobody at all: everyone may."
        ),
        _groups(rule, groups),
        kit.input_number(
            "needed", "How many of them", value=rule.needed, least=1, most=MOST_NEEDED
        ),
        kit.input_boxes("counts", "Own requests", OWN, values=("own",) if rule.own else ()),
        kit.input_boxes(
            "ends", "Rejections", ENDS, values=("one",) if rule.one_no else (), hint=NOES
        ),
        *_undecided(rule),
        kit.actions(kit.button("Back without saving", Act.OPEN_POLICY, policy.id)),
        submit="Save",
        about=f"{policy.id}|{one.gate}|{policy.nth}",
    )


def policy_card(policy: Policy, standings: Sequence[Standing]) -> Card:
    """What holds now that it was changed."""
    told = [said(one) for one in standings if one.source == policy.id]
    told = told or ["Here as everywhere in the workspace"]
    return kit.card(
        f"Who decides was changed. {'; '.join(told)}.",
        kit.section("⚖️  *This is how it is decided from now on*"),
        kit.small(*told),
        kit.actions(kit.button("Who decides…", Act.OPEN_POLICY, policy.id)),
    )


def said(one: Standing) -> str:
    """ "Videos: 2 of @maya, @bea, @brand-leads, never whoever asked"."""
    return f"{NAMES[one.gate]}: {_rule(one)}"


def who(one: Standing) -> str:
    """Who may decide, short enough for one line."""
    if one.everyone:
        return "everyone"
    named = [person(user) for user in one.rule.people if user in one.people]
    named += [f"@{line(handle, 80)}" for handle in one.groups]
    more = f" and {len(named) - MOST_NAMES} more" if len(named) > MOST_NAMES else ""
    return ", ".join(named[:MOST_NAMES]) + more if named else "nobody who is still here"


def _rule(one: Standing) -> str:
    needed = f"{one.rule.needed} of {who(one)}" if one.rule.needed > 1 else who(one)
    decides = f"{needed} decides" if one.everyone and one.rule.needed == 1 else needed
    asker = "" if one.rule.own else ", never whoever asked"
    return decides + asker + ("" if one.rule.one_no else ", and one no does not end it")


def _gate(policy: str, one: Standing) -> Block:
    whose = "" if one.source == policy else WHOSE.get(one.source, "nobody set anything else")
    small = " · ".join(part for part in (whose, *_later(one.rule)) if part)
    told = f"*{HEADS[one.gate]}*\n{capital(_rule(one))}" + (f"\n_{small}_" if small else "")
    told += f"\n⚠️  {short}" if (short := _short(one)) else ""
    return kit.section(told, kit.button("Change…", Act.CHANGE_RULE, f"{policy}|{one.gate}"))


def _short(one: Standing) -> str:
    """Why nobody could satisfy it as things are now."""
    if one.few(()):
        return "Too few people are in this channel for that."
    if not one.everyone and len(one.people) < one.rule.needed:
        return "Too few of them are left for that."
    return ""


def _later(rule: Rule) -> Iterator[str]:
    """What happens while nobody decides."""
    hours = " and ".join(str(one) for one in rule.remind)
    yield f"reminded after {hours} hours" if hours else "never reminded"
    if rule.escalate:
        yield f"then {_whom(rule.escalate)} is asked"
    if rule.expire and rule.expired:
        yield f"rejected after {several(rule.expire, 'hour')}"


def _whom(id: str) -> str:
    return person(id) if id[:1] in {"U", "W"} else room(id)


def _whose(usual: Standing) -> kit.Options:
    people = "everyone" if usual.everyone else several(len(usual.people), "person", "people")
    wide = f"{usual.rule.needed} of {people}" if usual.rule.needed > 1 else people
    return ((HERE, "Of its own, as below"), (THERE, f"As the workspace says: {wide}"))


def _groups(rule: Rule, groups: Sequence[Group]) -> Block | None:
    there = [(one.id, f"@{plain(one.handle, 60)}, {_size(one)}") for one in groups if not one.gone]
    known = {id for id, _ in there}
    lost = [(id, "A group that is gone") for id in rule.groups if id not in known]
    return kit.input_many(
        "groups", "Groups who may approve", [*there, *lost], values=rule.groups,
        hint="Whoever is in them at that moment.",
    )  # fmt: skip


def _size(group: Group) -> str:
    return several(len(group.people), "person", "people")


def _undecided(rule: Rule) -> Iterator[Block | None]:
    """What happens while nobody decides."""
    now = ",".join(map(str, rule.remind))
    offered = {"": "Never", **{one: _hours(one) for one in REMIND if one}, now: _hours(now)}
    pairs = [(value or "never", label) for value, label in offered.items()]
    whom, person_ = rule.escalate, rule.escalate[:1] in {"U", "W"}
    yield kit.input_choice("remind", "Remind who is still needed", pairs, value=now or "never")
    yield kit.input_person("person", "Then ask this person", whom if person_ else "")
    yield kit.input_room("room", "Or this channel", "" if person_ else whom)
    yield kit.input_number(
        "expire", "Reject it after so many hours", value=rule.expire or None, least=1, most=720,
        hint="Empty: it waits, however long.",
    )  # fmt: skip


def _hours(told: str) -> str:
    return f"After {told.replace(',', ' and ')} hours" if told else "Never"
