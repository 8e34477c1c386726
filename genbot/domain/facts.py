"""What the journal keeps of each event, for good."""

from dataclasses import asdict
from typing import Any

from genbot.domain.approvals import Ballot, Gate, Policy, Votes
from genbot.domain.events import (
    AccessMoved,
    ChannelSet,
    ErrandMoved,
    Event,
    FreezeMoved,
    IdeaDecided,
    IdeasArrived,
    IdeasAsked,
    InstallationMoved,
    Mended,
    PolicySet,
    ProductionMoved,
    PublicationMoved,
    Reminded,
    RunMoved,
    TalkOpened,
    VideoRendered,
)
from genbot.domain.productions import Production

OTHERS = "others asked"  # the news that somebody else heard of it, because nobody decided


def fact(event: Event) -> dict[str, Any]:  # noqa: C901, PLR0912  one case for each fact
    """What the journal keeps of it: small, plain, and enough to explain a state later."""
    match event:
        case IdeasAsked() | RunMoved():
            run = event.run
            return {"run": run.id, "state": run.state, "message": run.message, "error": run.error}
        case IdeasArrived():
            ideas = [[idea.id, idea.gen_id, idea.version] for idea in event.fresh]
            return {"run": event.run.id, "ideas": ideas}
        case IdeaDecided():
            idea = event.idea
            return {
                "verb": event.verb,
                "status": idea.status,
                "version": idea.version,
                "reason": idea.reason,
                **_asked(event.verb, idea.asked),
                **(_votes(idea.ballot) or _given(event.votes)),
            }
        case ProductionMoved():
            made = event.production
            return {
                "news": event.news,
                "stage": made.stage,
                "version": made.version,
                "error": made.error,
                **_money(made),
                **_asked(event.news, made.asked),
                **(_votes(made.ballot) or _given(event.votes)),
            }
        case VideoRendered():
            made = event.production
            return {
                "version": made.version,
                "url": made.video_url,
                "resource": made.resource,
                "sha256": made.sha256,
                "size": made.size,
            }
        case PublicationMoved():
            out = event.publication
            return {
                "news": event.news,
                "state": out.state,
                "version": out.version,
                "attempt": out.attempt,
                "caption": out.caption,
                "media": out.media_url,
                "sha256": out.sha256,
                "due": out.due,
                "rehearsal": out.rehearsal,
                "approvals": [[vote.by, vote.at] for vote in out.approvals],
                **_noes(out.noes),
                **({"footage": list(out.footage)} if out.footage else {}),
                "job": out.job,
                "post_id": out.post_id,
                "error": out.error,
            }
        case Reminded():
            return {"whom": event.whom, "nth": event.nth}
        case ChannelSet():
            channel = event.channel
            return {
                "agent": channel.agent_id,
                "rehearsal": channel.rehearsal,
                "budgets": [
                    [one.credits, one.period] if one else None
                    for one in (channel.budget, channel.person_budget)
                ],
                "slots": str(channel.slots or ""),
            }
        case PolicySet():
            return {"rules": _rules(event.policy), "before": _rules(event.before)}
        case AccessMoved():
            wish = event.access
            return {"for": wish.by, "gate": wish.gate, "state": wish.state}
        case FreezeMoved():
            freeze = event.freeze
            return {
                "frozen": freeze.on,
                "reason": freeze.reason,
                "planned": [out.id for out in event.planned],
                "gone": [out.id for out in event.gone],
                "missed": [out.id for out in event.missed],
            }
        case ErrandMoved():
            errand = event.errand
            return {
                "news": event.news,
                "what": errand.what,
                "state": errand.state,
                "attempt": errand.attempt,
                "reason": errand.reason,
            }
        case TalkOpened():
            return {"conversation": event.talk.conversation, "title": event.talk.title}
        case Mended():
            return {"news": event.did, "what": event.what, "reason": event.reason}
        case InstallationMoved():
            return {"here": event.here, "why": event.why}


def _rules(policy: Policy) -> dict[Gate, dict[str, Any]]:
    return {gate: asdict(rule) for gate, rule in policy.rules.items()}


def _votes(ballot: Ballot | None) -> dict[str, Any]:
    """Who has said what to exactly what so far, while more are needed."""
    if ballot is None:
        return {}
    return {
        "sealed": ballot.seal,
        "approvals": [[vote.by, vote.at] for vote in ballot.votes],
        "needed": ballot.needed,
        "voided": ballot.voided,
        **_noes(ballot.noes),
    }


def _given(votes: Votes) -> dict[str, Any]:
    """Whose yeses were enough."""
    return {"approvals": [[vote.by, vote.at] for vote in votes]} if votes else {}


def _asked(news: str, whom: str) -> dict[str, Any]:
    return {"asked": whom} if news == OTHERS and whom else {}


def _money(made: Production) -> dict[str, Any]:
    """What it has cost so far, what came back, and what it was expected to: as far as anything is."""
    told = {"credits": made.credits, "refunded": made.refunded, "estimate": made.estimate}
    return {name: amount for name, amount in told.items() if amount}


def _noes(noes: Votes) -> dict[str, Any]:
    return {"noes": [[vote.by, vote.at, vote.why] for vote in noes]} if noes else {}
