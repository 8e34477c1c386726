"""The window behind "Why?": the rule, who has decided, who is still needed, what a change would do."""

from genbot.cards import kit, preflight
from genbot.cards.acts import Act
from genbot.cards.policies import said
from genbot.cards.rejections import reason
from genbot.cards.text import byline, line, moment, person, several
from genbot.domain.approvals import WORKSPACE, Gate, Vote
from genbot.domain.posts import Block
from genbot.domain.why import Why

MOST_NAMES = 8
VOIDS = {
    Gate.IDEAS: "Another version of the idea asks everybody again.",
    Gate.VIDEOS: "Another version, file, caption, account or time asks everybody again.",
    Gate.BUDGET: "If it is held once more later, everybody is asked again.",
}


def why_button(value: str) -> Block:
    """On every card that waits for people, or that they have let go on."""
    return kit.button("Why?", Act.WHY, value)


def why_view(why: Why) -> Block:
    """All of it, as it stands at this moment."""
    return kit.form(
        None,
        "Why?",
        kit.section(f"⚖️  *“{line(why.title, 200)}”*\n{_state(why)}"),
        kit.section(f"*The rule*\n{said(why.standing)}\n_{_whose(why)}_"),
        kit.section(f"*Approved by*\n{_given(why)}") if why.votes or not why.verdict else None,
        kit.section(f"*Said no*\n{_denied(why)}") if why.noes else None,
        kit.small(_void(why)) if why.void else None,
        preflight.whole(why.checks),
        kit.section(f"*You*\n{_reader(why)}"),
        kit.small(VOIDS[why.standing.gate]),
        kit.actions(kit.button("Who decides…", Act.OPEN_POLICY, why.channel)),
    )


def state_in_words(why: Why) -> tuple[str, ...]:
    """How it stands and what stands against it, for who reads it outside of Slack."""
    return (_state(why), *preflight.against(why.checks))


def rule_in_words(why: Why) -> tuple[str, ...]:
    """Its rule and who has decided, the same; nothing of it where that is not the question."""
    given = ", ".join(_vote(one) for one in why.votes) or "nobody yet"
    void = (_void(why),) if why.void else ()
    if why.verdict and not why.votes:
        return void
    rule = f"The rule: {said(why.standing)}. {_whose(why)}"
    return (rule, f"Approved by: {given}", *void)


def _state(why: Why) -> str:
    if why.verdict:
        return f"{why.verdict}{byline(why.by, why.at) if why.by else ''}."
    if why.stuck and why.standing.everyone:
        return "It cannot go on: too few people are in this channel. Others can be invited."
    if why.stuck:
        return "It cannot go on: too few who may decide are left. An admin can name others."
    names = _names(why.left)
    more = several(why.missing, "more approval", "more approvals")
    return f"Waits for {more}{f', from {names}' if names else ''}."


def _whose(why: Why) -> str:
    if why.standing.source == WORKSPACE:
        return "So the workspace says, for every channel without a rule of its own."
    if why.standing.source:
        return "So this channel says."
    return "Nobody has set a rule, so everyone here may."


def _given(why: Why) -> str:
    return "\n".join(f"✅  {_vote(one)}" for one in why.votes) or "Nobody yet."


def _vote(one: Vote) -> str:
    return f"{person(one.by)} · {moment(one.at)}"


def _denied(why: Why) -> str:
    every = [(one, " ".join(reason(one.why).split())) for one in why.noes[:MOST_NAMES]]
    return "\n".join(
        f"🚫  {person(one.by)} · {moment(one.at)}{f': {said}' if said else ''}"
        for one, said in every
    )


def _void(why: Why) -> str:
    return f"⚠️ {_names(why.void, ', ')} had their say too, but may not decide here any more."


def _reader(why: Why) -> str:
    if why.denied:
        return (
            "You have said no to it."
            if why.verdict
            else "You have said no to it, and can approve it still."
        )
    if why.given:
        return "You have approved it."
    if why.verdict:
        return why.refused or "You may decide about such things here."
    return f"🔒  {why.refused}" if why.refused else "You may decide about it."


def _names(people: tuple[str, ...], between: str = " or ") -> str:
    more = len(people) - MOST_NAMES
    named = between.join(person(one) for one in people[:MOST_NAMES])
    return f"{named} and {more} more" if more > 0 else named
