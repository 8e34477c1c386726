"""What is going on, in short lines under a few headings: for `/gen status` and the Home tab."""

from collections.abc import Callable, Iterator, Sequence

from genbot.cards import kit, production, request, steps
from genbot.cards.acts import Act
from genbot.cards.freezes import SURE, freeze_line
from genbot.cards.idea import LOOKS as IDEAS
from genbot.cards.text import line, moment, room, several
from genbot.cards.waiting import waiting_line
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Board, Idea
from genbot.domain.overview import Overview
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import Publication, PublicationState
from genbot.domain.value import value
from genbot.domain.waiting import Waiting

Shown = Freeze | Waiting | Board | Idea | Production | Publication
MOST = 8  # lines under one heading
U = PublicationState
OUT = {
    U.SCHEDULED: "📅",
    U.SENDING: "📤",
    U.WAITING: "📤",
    U.LIVE: "🚀",
    U.REHEARSED: "🎭",
    U.FAILED: "⚠️",
    U.UNSURE: "❓",
    U.HELD: "⏸️",
    U.CANCELLED: "↩️",
}


@value
class Group:
    """A heading, how many things it has, and a line of safe mrkdwn for the first of them."""

    head: str
    count: int
    lines: tuple[str, ...]


def status_card(overview: Overview) -> Card:
    """What is running, waiting and scheduled in a channel."""
    found = list(groups(overview))
    about = overview.channel.id if overview.channel else ""
    said = "; ".join(f"{group.head}: {group.count}" for group in found)
    return kit.card(
        f"{said}." if found else "Nothing is going on here.",
        kit.header("What is going on here"),
        *(blocks(found) or [kit.section(NOTHING)]),
        _bound(overview),
        kit.actions(
            kit.button("New ideas…", Act.OPEN_REQUEST, style="primary"),
            kit.button("Settings…", Act.OPEN_SETTINGS, about),
            _freeze(overview.freezes),
        ),
    )


NOTHING = (
    "Nothing is running, waiting or scheduled. `/gen ideas 5 late-night tacos` begins something."
)


def blocks(found: Sequence[Group]) -> list[Block]:
    return [kit.section(f"*{group.head}*\n" + "\n".join(group.lines)) for group in found]


def groups(overview: Overview, *, named_rooms: bool = False) -> Iterator[Group]:
    """Only what is there: what needs a person first, then what runs by itself."""
    where = _where if named_rooms else _nowhere
    mine = {one.id for one in overview.mine or ()}
    asking: tuple[Publication | Production | Idea, ...]
    asking = (*overview.asking, *overview.resting, *overview.review, *overview.ideas)
    heads: tuple[tuple[str, Sequence[Shown], int], ...] = (
        (FROZEN, overview.freezes, 0),
        ("Waiting for you", overview.mine or (), 0),
        ("Waiting for somebody", [one for one in asking if one.id not in mine], 0),
        ("Being made", (*overview.asked, *overview.working), overview.also_made),
        ("Going out", (*overview.sending, *overview.scheduled), 0),
        ("Out lately", overview.out, 0),
    )
    ours = Lines(overview, where)
    for head, found, more in heads:
        if found:
            lines = tuple(map(ours.of, found[:MOST]))
            count = len(found) + more
            left = count - len(lines)
            yield Group(head, count, (*lines, f"and {left:,} more") if left else lines)


FROZEN = "Frozen"


@value
class Lines:
    """One line for each kind of thing."""

    overview: Overview
    where: Callable[[str], str]

    def of(self, one: Shown) -> str:
        match one:
            case Freeze():
                return freeze_line(one)
            case Waiting():
                return waiting_line(one)
            case Board():
                return self.board(one)
            case Idea():
                return self.idea(one)
            case Production():
                return self.production(one)
            case Publication():
                return self.publication(one)

    def board(self, board: Board) -> str:
        topic = line(board.request.topic, 80, "anything")
        count = several(board.request.count, "idea")
        at_work = request.working_on(board)
        return f"💡  {count} about {topic} · {at_work}{self.where(board.request.channel)}"

    def idea(self, idea: Idea) -> str:
        look = IDEAS[idea.status]
        named = f"{idea.number}. {line(idea.title, 100)}"
        return f"{look.sign}  {named} · idea to decide about{self.where(idea.channel)}"

    def production(self, made: Production) -> str:
        look = production.LOOKS[made.stage]
        parts = f", {steps.progress(made)}" if made.stage is Stage.GENERATING else ""
        state = look.state[0].lower() + look.state[1:] + parts.removesuffix(", ")
        return f"{look.sign}  {line(made.title, 100)} · {state}{self.where(made.channel)}"

    def publication(self, post: Publication) -> str:
        titles = self.overview.titles or {}
        title = line(post.title or titles.get(post.idea_id, ""), 100, "A video")
        said = f"{OUT[post.state]}  {title} · {_when(post)}"
        return said + self.where(post.channel)


def _when(post: Publication) -> str:
    match post.state:
        case U.SCHEDULED if post.freeze:
            return f"frozen, was to go out {moment(post.due)}"
        case U.SCHEDULED:
            what = "is rehearsed" if post.rehearsal else "goes out"
            return f"{what} {moment(post.due or post.made)}"
        case U.LIVE:
            return f"live {moment(post.ended)}" if post.ended else "live"
        case U.WAITING if post.handed_over and post.due:
            return f"GEN posts it {moment(post.due)}"
    return STANDS[post.state]


STANDS = {
    U.REHEARSED: "rehearsed, not published",
    U.FAILED: "was not published",
    U.UNSURE: "may be live or not: look first",
    U.HELD: "on hold",
    U.CANCELLED: "taken back",
    U.SENDING: "on its way",
    U.WAITING: "on its way",
}


def _freeze(freezes: Sequence[Freeze]) -> Block:
    """The switch, whichever way it can be turned now."""
    if not freezes:
        return kit.button("Freeze…", Act.OPEN_FREEZE)
    return kit.button("Thaw", Act.THAW, f"{freezes[0].id}:{freezes[0].nth}", confirm=SURE)


def _bound(overview: Overview) -> Block | None:
    """Who speaks here, and who may decide."""
    channel = overview.channel
    if channel is None:
        return None
    name = line(channel.agent_name or channel.agent_id, 80, "")
    if not name:
        return kit.small("No agent speaks here yet. `/gen use` shows those there are.")
    named = {user for one in overview.standings for user in one.people}
    open_ = all(one.everyone for one in overview.standings)
    who = "everyone here may decide" if open_ else several(len(named), "approver")
    rehearsal = "Rehearsal: nothing is published" if channel.rehearsal else ""
    return kit.small(f"Agent: {name}", who, rehearsal)


def _where(channel: str) -> str:
    return f" · {room(channel)}"


def _nowhere(channel: str) -> str:
    return ""
