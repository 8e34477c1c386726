"""Every fact that is told, past tense, one closed union. Told, journaled, never obeyed."""

from dataclasses import asdict, dataclass
from typing import Any

from genbot.domain.access import Access
from genbot.domain.approvals import Ballot, Gate, Policy, Standing
from genbot.domain.channels import Channel
from genbot.domain.errands import Errand
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Board, Idea, Run
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.talks import Talk


@dataclass(frozen=True, slots=True)
class IdeasAsked:
    """Somebody asked for ideas, or for a refinement."""

    board: Board
    run: Run
    by: str


@dataclass(frozen=True, slots=True)
class RunMoved:
    """A run started, failed, was held, waits for approval."""

    board: Board
    run: Run
    by: str = ""


@dataclass(frozen=True, slots=True)
class IdeasArrived:
    """A run brought ideas; `fresh` are the new and the changed ones."""

    board: Board
    run: Run
    fresh: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class IdeaDecided:
    """A person decided about an idea, or its video moved it on."""

    board: Board
    idea: Idea
    verb: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class ProductionMoved:
    """A production reached a new stage, or one of its tasks ended."""

    production: Production
    idea: Idea
    news: str
    loud: bool = False  # the channel must hear it
    by: str = ""


@dataclass(frozen=True, slots=True)
class VideoRendered:
    """A new version of a video is there to be looked at."""

    production: Production
    idea: Idea


@dataclass(frozen=True, slots=True)
class PublicationMoved:
    """A publication was scheduled, sent, confirmed, refused, doubted, cancelled."""

    publication: Publication
    production: Production
    idea: Idea
    news: str
    loud: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class ChannelSet:
    """A channel was bound to an agent, or its settings changed."""

    channel: Channel
    by: str
    standings: tuple[Standing, ...] = ()  # who decides there


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Other rules hold in a channel, or in the workspace."""

    policy: Policy
    before: Policy
    standings: tuple[Standing, ...]
    by: str
    where: str = ""  # the channel in which that was said


@dataclass(frozen=True, slots=True)
class AccessMoved:
    """Somebody asked to decide at a gate, or was answered."""

    access: Access
    by: str


@dataclass(frozen=True, slots=True)
class FreezeMoved:
    """A channel, or everything, was frozen or thawed."""

    freeze: Freeze
    by: str = ""
    planned: tuple[Publication, ...] = ()  # frozen with it
    gone: tuple[Publication, ...] = ()  # too late to be stopped
    missed: tuple[Publication, ...] = ()  # thawed after their time: a person is asked
    still: tuple[str, ...] = ()  # the channels in which another freeze lasts


@dataclass(frozen=True, slots=True)
class ErrandMoved:
    """Somebody wanted something done at GEN, or it went on."""

    errand: Errand
    news: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class TalkOpened:
    """A conversation goes on in a thread of its own."""

    talk: Talk
    by: str = ""


Event = (
    IdeasAsked
    | RunMoved
    | IdeasArrived
    | IdeaDecided
    | ProductionMoved
    | VideoRendered
    | PublicationMoved
    | ChannelSet
    | PolicySet
    | AccessMoved
    | FreezeMoved
    | ErrandMoved
    | TalkOpened
)


def subject(event: Event) -> str:  # noqa: C901  one case for each fact
    """What the journal files this fact under."""
    match event:
        case IdeasAsked() | RunMoved() | IdeasArrived():
            return event.board.request.id
        case IdeaDecided():
            return event.idea.id
        case ProductionMoved() | VideoRendered():
            return event.production.id
        case PublicationMoved():
            return event.publication.id
        case ChannelSet():
            return event.channel.id
        case PolicySet():
            return event.policy.id
        case AccessMoved():
            return event.access.channel
        case FreezeMoved():
            return event.freeze.id
        case ErrandMoved():
            return event.errand.id
        case TalkOpened():
            return event.talk.id


def actor(event: Event) -> str:
    """Who did it; empty when it happened by itself."""
    match event:
        case IdeasArrived() | VideoRendered():
            return ""
        case _:
            return event.by


def fact(event: Event) -> dict[str, Any]:  # noqa: C901  one case for each fact
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
                **_votes(idea.ballot),
            }
        case ProductionMoved():
            made = event.production
            return {
                "news": event.news,
                "stage": made.stage,
                "version": made.version,
                "error": made.error,
                **_votes(made.ballot),
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
                **({"footage": list(out.footage)} if out.footage else {}),
                "job": out.job,
                "post_id": out.post_id,
                "error": out.error,
            }
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


def _rules(policy: Policy) -> dict[Gate, dict[str, Any]]:
    return {gate: asdict(rule) for gate, rule in policy.rules.items()}


def _votes(ballot: Ballot | None) -> dict[str, Any]:
    """Who has approved exactly what so far, while more are needed."""
    if ballot is None:
        return {}
    return {
        "sealed": ballot.seal,
        "approvals": [[vote.by, vote.at] for vote in ballot.votes],
        "needed": ballot.needed,
        "voided": ballot.voided,
    }
