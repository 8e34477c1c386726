"""Every fact that is told, past tense, one closed union. Told, journaled, never obeyed."""

from genbot.domain.access import Access
from genbot.domain.approvals import Policy, Standing, Votes
from genbot.domain.channels import Channel
from genbot.domain.errands import Errand
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Board, Idea, Run
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.talks import Talk
from genbot.domain.value import value


@value
class IdeasAsked:
    """Somebody asked for ideas, or for a refinement."""

    board: Board
    run: Run
    by: str


@value
class RunMoved:
    """A run started, failed, was held, waits for approval."""

    board: Board
    run: Run
    by: str = ""


@value
class IdeasArrived:
    """A run brought ideas; `fresh` are the new and the changed ones. `kept` says which of those that
    the agent dropped stay, and why."""

    board: Board
    run: Run
    fresh: tuple[Idea, ...]
    dropped: bool = False  # whether there were any
    kept: tuple[str, ...] = ()  # mrkdwn


@value
class IdeaDecided:
    """A person decided about an idea, or its video moved it on."""

    board: Board
    idea: Idea
    verb: str
    by: str = ""
    votes: Votes = ()  # whose yeses were enough, where it took several


@value
class ProductionMoved:
    """A production reached a new stage, or one of its tasks ended."""

    production: Production
    idea: Idea
    news: str
    loud: bool = False  # the channel must hear it
    by: str = ""
    votes: Votes = ()  # whose yeses were enough, where it took several


@value
class VideoRendered:
    """A new version of a video is there to be looked at."""

    production: Production
    idea: Idea


@value
class PublicationMoved:
    """A publication was scheduled, sent, confirmed, refused, doubted, cancelled."""

    publication: Publication
    production: Production
    idea: Idea
    news: str
    loud: bool = False
    by: str = ""


@value
class Reminded:
    """Somebody was put in mind of a thing that waits for them."""

    thing: str
    whom: str  # a person; EVERYBODY where everyone may decide
    nth: int


@value
class ChannelSet:
    """A channel was bound to an agent, or its settings changed."""

    channel: Channel
    by: str
    standings: tuple[Standing, ...] = ()  # who decides there


@value
class PolicySet:
    """Other rules hold in a channel, or in the workspace."""

    policy: Policy
    before: Policy
    standings: tuple[Standing, ...]
    by: str
    where: str = ""  # the channel in which that was said


@value
class AccessMoved:
    """Somebody asked to decide at a gate, or was answered."""

    access: Access
    by: str


@value
class FreezeMoved:
    """A channel, or everything, was frozen or thawed."""

    freeze: Freeze
    by: str = ""
    planned: tuple[Publication, ...] = ()  # frozen with it
    gone: tuple[Publication, ...] = ()  # too late to be stopped
    missed: tuple[Publication, ...] = ()  # thawed after their time: a person is asked
    still: tuple[str, ...] = ()  # the channels in which another freeze lasts


@value
class ErrandMoved:
    """Somebody wanted something done at GEN, or it went on."""

    errand: Errand
    news: str
    by: str = ""


@value
class TalkOpened:
    """A conversation goes on in a thread of its own."""

    talk: Talk
    by: str = ""


@value
class Mended:
    """Whoever runs the bot had something tried again now, or gave up on it."""

    about: str  # what it belongs to
    did: str  # in words, for its history
    what: str
    by: str = ""  # their name on the machine
    reason: str = ""


@value
class InstallationMoved:
    """The workspace removed the app, or somebody installed it, or it is there again."""

    workspace: str
    here: bool
    why: str = ""  # Slack's word for it
    by: str = ""


Event = (
    IdeasAsked
    | RunMoved
    | IdeasArrived
    | IdeaDecided
    | ProductionMoved
    | VideoRendered
    | PublicationMoved
    | Reminded
    | ChannelSet
    | PolicySet
    | AccessMoved
    | FreezeMoved
    | ErrandMoved
    | TalkOpened
    | Mended
    | InstallationMoved
)


def subject(event: Event) -> str:  # noqa: C901, PLR0912  one case for each fact
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
        case Reminded():
            return event.thing
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
        case Mended():
            return event.about
        case InstallationMoved():
            return event.workspace


def actor(event: Event) -> str:
    """Who did it; empty when it happened by itself."""
    match event:
        case IdeasArrived() | VideoRendered() | Reminded():
            return ""
        case _:
            return event.by
