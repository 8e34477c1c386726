"""Rejections as they are told: why, by whom, and the noes that did not end it."""

from collections.abc import Sequence

from genbot.cards import kit
from genbot.cards.text import byline, escape, moment, person
from genbot.domain.approvals import Ballot, Vote
from genbot.domain.ideas import REJECT_REASONS
from genbot.domain.posts import Block

MOST_NOES = 5


def reason(text: str) -> str:
    """Why something was rejected, with the short reasons in full; empty when nobody said."""
    label, _, note = text.partition(":")
    known = REJECT_REASONS.get(label.strip())
    if known is None:
        return escape(text, 800)
    return f"{known}: {escape(note, 700)}" if note.strip() else known


def noes(ballot: Ballot) -> Block | None:
    """Who has said no and why, and how far it is from its end."""
    if not ballot.noes:
        return None
    rows = [f"🚫  {_said(one)}" for one in ballot.noes[:MOST_NOES]]
    more = len(ballot.noes) - MOST_NOES
    return kit.section(
        "\n".join([*rows, *([f"and {more} more"] if more > 0 else []), _end(ballot)])
    )


def _end(ballot: Ballot) -> str:
    if ballot.ends:
        return "As the rule is now, one no ends it here, so nothing passes beside it."
    if not ballot.spare:
        return "Too few can still say yes, so the next no ends it."
    if ballot.may:
        return f"{len(ballot.left)} of {len(ballot.may)} can still say yes."
    return "1 more no ends it." if ballot.spare == 1 else f"{ballot.spare} more noes end it."


def _said(vote: Vote) -> str:
    why = reason(vote.why).replace("\n", " ")
    return f"{person(vote.by)} said no · {moment(vote.at, '{time}')}{f': {why}' if why else ''}"


def against(ballot: Ballot | None, why: str = "") -> str:
    """Why it was rejected, as a quotation: by each who said no, or else by the only one who decided."""
    noes = ballot.noes if ballot else ()
    if len(noes) > 1:
        told = [f"{person(one.by)}: {reason(one.why) or 'no'}" for one in noes[:MOST_NOES]]
        told += [f"and {len(noes) - MOST_NOES} more"] if len(noes) > MOST_NOES else []
    else:
        told = [reason(noes[0].why if noes else why)]
    return "\n".join(">" + one.replace("\n", "\n>") for one in told if one)


def rejected_by(ballot: Ballot | None, by: str, at: float) -> str:
    """Who and when; several are named with what they said."""
    return byline("" if ballot and len(ballot.noes) > 1 else by, at)


def names(noes: Sequence[Vote]) -> str:
    """ "@maya: Too risky; @bea: We have done this", in one line."""
    told = (f"{person(one.by)}: {reason(one.why) or 'no'}" for one in noes)
    return " ".join("; ".join(told).split())
