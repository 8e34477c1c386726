"""How many have approved, and who has to yet: the count on cards, and the button for one more."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.rejections import noes
from genbot.cards.text import byline, line, moment, person, plain, room, several
from genbot.domain.approvals import Ballot, Votes
from genbot.domain.ideas import Idea
from genbot.domain.posts import Block
from genbot.domain.preflight import Verdict
from genbot.domain.productions import Production
from genbot.domain.publications import Publication

MOST_NAMES = 5
TOO_FEW = "Too few are left who may approve it: `/gen policy` can name others."
TOO_FEW_HERE = (
    "Too few people are in this channel: invite others, or ask for fewer by `/gen policy`."
)
ENOUGH = "Enough have approved it. The next *Approve* lets it go on."


def decided_by(thing: Idea | Production) -> str:
    """ " by @maya and @bea · today at 14:02": who decided last, with everybody whose yes that took."""
    if all(one.at != thing.decided_at for one in thing.approvals):
        return byline(thing.decided_by, thing.decided_at)
    return f" by {_names(thing.approvals)}{byline('', thing.decided_at)}"


def approved_by(publication: Publication) -> str:
    """Everybody whose yes it took, and not only who gave the last one."""
    return _names(publication.votes)


def _names(votes: Votes) -> str:
    names = [person(one.by) for one in votes]
    more = len(names) - MOST_NAMES
    *names, last = [*names[:MOST_NAMES], f"{more} more"] if more > 0 else names
    return f"{', '.join(names)} and {last}" if names else last


def tally(ballot: Ballot) -> list[Block | None]:
    """ "1 of 2 approvals", by whom and when, who is still needed, who said no, and whose word counts
    no more."""
    given = ", ".join(f"{person(one.by)} {moment(one.at, '{time}')}" for one in ballot.votes)
    names = " or ".join(person(one) for one in ballot.left[:MOST_NAMES])
    left = several(ballot.missing, "more approval is needed", "more approvals are needed")
    left = f"{left}{f', from {names}' if names else ''}." if ballot.missing else ENOUGH
    left = (TOO_FEW_HERE if ballot.few else TOO_FEW) if ballot.stuck else left
    return [
        kit.section(
            f"{'✅' if ballot.votes else '⚪'}  *{len(ballot.votes)} of {ballot.needed} approvals*{f' · {given}' if given else ''}\n{left}"
        ),
        noes(ballot),
        _void(
            ballot.voided, "The plan was changed, so what {} said of it does not count any more."
        ),
        _void(
            [one.by for one in (*ballot.aside, *ballot.aside_noes)],
            "What {} said does not count, because they may not decide here at this moment.",
        ),
    ]


def asked(whom: str) -> Block | None:
    """On the card of what waits: who else was asked, as nobody had decided."""
    if not whom:
        return None
    who = person(whom) if whom[:1] in {"U", "W"} else room(whom)
    return kit.small(f"⏫ Nobody decided in time, so {who} was asked to see to it.")


def plan(production: Production) -> list[Block | None]:
    """What the others approved besides the caption: when it goes out, and under which title."""
    wish = production.planned
    when = f"Goes out {moment(wish.due)}" if wish.due else "Goes out once it is approved"
    held = "GEN holds the schedule then" if wish.handed_over else ""
    title = f"Title: {line(wish.title, 150)}" if wish.title else ""
    return [kit.small(*(part for part in (when, held, title) if part))]


def agree(production: Production, ballot: Ballot) -> Block:
    """The button for one more yes to exactly this plan."""
    wish = production.planned
    when = "at its time" if wish.due else "now"
    caption = plain(wish.caption, 90, "")
    ends = f"It is shown in this channel {when}, and not published."
    ends = ends if production.rehearsal else f"It goes to TikTok {when}."
    near = " ".join(one.words for one in production.checks if one.verdict is Verdict.WARN)
    last = f"{ends} {near}" if ballot.missing <= 1 else near
    sure = kit.confirm(
        "Approve exactly this?",
        f"Version {production.version} with the caption “{caption}”. {last}".strip(),
        "Approve",
    )
    return kit.button("Approve", Act.AGREE, f"{production.id}:{ballot.nth}", "primary", sure)


def _void(people: Sequence[str], why: str) -> Block | None:
    names = ", ".join(map(person, people[:MOST_NAMES]))
    return kit.small(f"⚠️ {why.format(names)}") if people else None
