"""Who decides here, and how many of them it takes: the form, and the count on cards."""

from collections.abc import Mapping, Sequence

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import line, moment, person, plain, room, several
from genbot.domain.approvals import MOST_NEEDED, Ballot, Gate, Policy, Rule, Standing
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production
from genbot.domain.publications import Wish

MOST_NAMES = 5
EVERYONE = "Empty: everyone in the channel."
OWN = (("own", "Whoever asked for it counts as one of them"),)


def policy_form(channel: str, rules: Mapping[Gate, Rule]) -> Block:
    """The gates of one channel: who may decide, and how many yeses it takes."""
    return kit.form(
        FormName.POLICY,
        "Who decides here",
        *_gate("idea", "ideas", "An idea becomes a video", rules[Gate.IDEAS]),
        *_gate("video", "videos", "A video is published", rules[Gate.VIDEOS]),
        kit.small("What is approved already, and not out yet, is held to the new rule too."),
        submit="Save",
        about=channel,
    )


def tally(ballot: Ballot) -> list[Block | None]:
    """ "1 of 2 approvals", by whom and when, who is still needed, and whose count no more."""
    given = ", ".join(f"{person(one.by)} {moment(one.at, '{time}')}" for one in ballot.votes)
    names = " or ".join(person(one) for one in ballot.left[:MOST_NAMES])
    left = several(ballot.missing, "more approval is needed", "more approvals are needed")
    return [
        kit.section(
            f"✅  *{len(ballot.votes)} of {ballot.needed} approvals*{f' · {given}' if given else ''}\n"
            f"{left}{f', from {names}' if names else ''}."
        ),
        _voided(ballot.voided),
    ]


def asked(whom: str) -> Block | None:
    """On the card of what waits: who else was asked, as nobody had decided."""
    if not whom:
        return None
    who = person(whom) if whom[:1] in {"U", "W"} else room(whom)
    return kit.small(f"⏫ Nobody decided in time, so {who} was asked to see to it.")


def plan(production: Production) -> list[Block | None]:
    """What the others approved besides the caption: when it goes out, and under which title."""
    wish = planned(production)
    when = f"Goes out {moment(wish.due)}" if wish.due else "Goes out once it is approved"
    held = "GEN holds the schedule then" if wish.handed_over else ""
    title = f"Title: {line(wish.title, 150)}" if wish.title else ""
    return [kit.small(*(part for part in (when, held, title) if part))]


def planned(production: Production) -> Wish:
    """How it would go out: as others have approved it, else as it is shown."""
    if production.ballot and "wish" in production.ballot.seal:
        return Wish(**production.ballot.seal["wish"])
    return Wish(production.caption, thumbnail=production.thumbnail)


def agree(production: Production, ballot: Ballot) -> Block:
    """The button for one more yes to exactly this plan."""
    wish = planned(production)
    when = "at its time" if wish.due else "now"
    caption = plain(wish.caption, 90, "")
    ends = f"It is shown in this channel {when}, and not published."
    ends = ends if production.rehearsal else f"It goes to TikTok {when}."
    last = ends if ballot.missing == 1 else ""
    sure = kit.confirm(
        "Approve exactly this?",
        f"Version {production.version} with the caption “{caption}”. {last}".strip(),
        "Approve",
    )
    return kit.button("Approve", Act.AGREE, f"{production.id}:{ballot.nth}", "primary", sure)


def policy_card(policy: Policy, standings: Sequence[Standing]) -> Card:
    """What holds now that it was changed."""
    return kit.card(
        "Who decides here was changed.",
        kit.section("⚖️  *This is how it is decided here from now on*"),
        kit.small(*map(said, standings[:2])),
        kit.actions(kit.button("Who decides…", Act.OPEN_POLICY, policy.id)),
    )


def said(one: Standing) -> str:
    """ "Videos: 2 of @maya, @bea or @brand-leads, never whoever asked"."""
    who = _who(one)
    needed = f"{one.rule.needed} of {who}" if one.rule.needed > 1 else who
    own = "" if one.rule.own else ", never whoever asked"
    return f"{NAMES[one.gate]}: {needed}{own}"


NAMES = {Gate.IDEAS: "Ideas", Gate.VIDEOS: "Videos", Gate.BUDGET: "Over budget"}


def _who(one: Standing) -> str:
    """Who may decide, short enough for one line."""
    if one.everyone:
        return "everyone decides"
    named = [person(user) for user in one.rule.people if user in one.people]
    named += [f"@{line(handle, 80)}" for handle in one.groups]
    more = f" and {len(named) - MOST_NAMES} more" if len(named) > MOST_NAMES else ""
    return ", ".join(named[:MOST_NAMES]) + more if named else "nobody who is still here"


def _gate(name: str, gate: str, head: str, rule: Rule) -> list[Block | None]:
    return [
        kit.header(head),
        kit.input_people(
            f"{name}_approvers", f"Who may approve {gate}", rule.people, hint=EVERYONE
        ),
        *_needed(name, rule),
    ]


def _needed(name: str, rule: Rule) -> Sequence[Block | None]:
    ticked = ("own",) if rule.own else ()
    return (
        kit.input_number(
            f"{name}_needed", "How many of them", value=rule.needed, least=1, most=MOST_NEEDED
        ),
        kit.input_boxes(f"{name}_own", "Own requests", OWN, values=ticked),
    )


def _voided(people: Sequence[str]) -> Block | None:
    if not people:
        return None
    names = ", ".join(map(person, people[:MOST_NAMES]))
    return kit.small(f"⚠️ The plan was changed, so the approval of {names} does not count any more.")
