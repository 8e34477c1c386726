"""What is going on in a channel, or for a person: read for `/gen status` and the Home tab."""

from genbot.domain.approvals import Standing
from genbot.domain.channels import Channel
from genbot.domain.credits import Statement
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Board, Idea
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.domain.value import value
from genbot.domain.waiting import Waiting


@value
class Overview:
    """What is unfinished, oldest first, and what went out lately, newest first. Of what is being made
    only the first few are listed."""

    channel: Channel | None = None  # None: every channel
    asked: tuple[Board, ...] = ()  # the agent is working on these
    ideas: tuple[Idea, ...] = ()  # waiting for a decision
    working: tuple[Production, ...] = ()
    also_made: int = 0  # requests and videos under way that are listed in neither
    resting: tuple[Production, ...] = ()  # failed, stopped or held: a person decides
    review: tuple[Production, ...] = ()
    scheduled: tuple[Publication, ...] = ()
    sending: tuple[Publication, ...] = ()
    asking: tuple[Publication, ...] = ()  # unsure, held or failed: a person decides
    out: tuple[Publication, ...] = ()
    freezes: tuple[Freeze, ...] = ()  # what is frozen here, or where this person may look
    mine: tuple[Waiting, ...] | None = None  # what waits for this person; None: nobody looks
    standings: tuple[Standing, ...] = ()  # who decides in the channel
    titles: dict[str, str] | None = None  # idea id -> title, for the publications
    credits: tuple[Statement, ...] = ()  # of who pays for the work there
