"""The request card: what was asked for, how the agent is doing, and where each idea stands."""

from collections import Counter
from collections.abc import Sequence

from genbot.cards import kit, prices
from genbot.cards.acts import Act, FormName
from genbot.cards.attachments import bringing, files_input, with_files
from genbot.cards.idea import LOOKS, S
from genbot.cards.text import escape, line, moment, person, plain, several, usually
from genbot.domain.attachments import MOST_FILES
from genbot.domain.ideas import VIDEO_TYPES, Board, Idea, IdeaStatus, Run, RunState
from genbot.domain.posts import Block, Card

ROWS, MOST_ROWS, MOST_STEPS = 12, 48, 8
MOST_WORDS = 2_000
# How a status counts in the one sentence about a request; the order is the order of that sentence.
COUNTED = {
    S.POSTED: "posted",
    S.APPROVE_TO_CREATE: "approved",
    S.READY_FOR_REVIEW: "approved",
    S.CHANGE_VIDEO: "approved",
    S.APPROVED_TO_POST: "approved",
    S.CHANGE_IDEA: "being refined",
    S.REJECTED: "rejected",
    S.GENERATED: "waiting",
}


def request_card(board: Board) -> Card:
    """One message for the life of a request; the ideas themselves are in its thread."""
    run = board.current
    said = f"{_subject(board, line(_topic(board), 300, 'anything'))}{_tail(board)}."
    return kit.card(
        said,
        kit.header(_subject(board, plain(_topic(board), 110, "anything"))),
        kit.small(f"Asked by {person(board.request.by)}", _agent(board), tally(board.ideas)),
        _batch(board),
        *(_run(board, run) if run else ()),
        *_list(board.ideas),
        _reach(board),
        _refine(board.ideas) if board.ideas else None,
    )


def tally(ideas: tuple[Idea, ...]) -> str:
    """ "2 approved, 1 rejected, 2 waiting"."""
    counts = Counter(COUNTED[idea.status] for idea in ideas)
    return ", ".join(
        f"{counts[word]} {word}" for word in dict.fromkeys(COUNTED.values()) if counts[word]
    )


def working_on(board: Board) -> str:
    """The agent and how long it has been at it: "Santiago has been working since 14:02, usually …"."""
    run = board.current
    who = line(board.request.agent_name, 60, "The agent")
    if run and run.to_bring:
        return bringing(run.to_bring[0])
    if not run or not run.asked_at:
        return f"Asking {who}"
    estimate = usually(run.expects)
    since = f"{who} has been working since {moment(run.asked_at, '{time}')}"
    return f"{since}, {estimate}" if estimate else since


def _topic(board: Board) -> str:
    return board.request.called or board.request.topic


def _subject(board: Board, topic: str) -> str:
    count = len(board.ideas) or board.request.count
    return f"{several(count, 'idea')} about {topic}"


def _tail(board: Board) -> str:
    run = board.current
    if board.ideas:
        return f": {tally(board.ideas)}"
    return f": {SAID[run.state]}" if run else ", asked for just now"


SAID = {
    RunState.QUEUED: "waiting for its turn",
    RunState.ASKED: "the agent is being asked",
    RunState.RUNNING: "the agent is working on it",
    RunState.APPROVAL: "the agent asks for permission to go on",
    RunState.DONE: "the agent answered without ideas",
    RunState.FAILED: "that did not work, and can be tried again",
    RunState.HELD: "on hold, because GEN has no credits left",
}


def _agent(board: Board) -> str:
    name = line(board.request.agent_name, 60, "")
    return f"Agent: {name}" if name else ""


def _batch(board: Board) -> Block | None:
    """What was said about this batch besides its topic."""
    asked = board.request
    kind = f"Type: {VIDEO_TYPES[asked.video_type]}" if asked.video_type else ""
    has = f"Requirements: {line(asked.requirements, 300)}" if asked.requirements else ""
    given = with_files(one for run in board.runs for one in run.files)
    return kit.small(kind, has, given) if kind or has or given else None


def _refine(ideas: Sequence[Idea]) -> Block:
    """How to ask for changes, with numbers that are there."""
    wish = "make it punchier"
    if some := ideas[:4][1:]:
        wish = f"make {ideas[len(some) // 2].number} punchier, drop {some[-1].number}"
    return kit.small(f"Reply in this thread to refine: “{wish}”.")


def _reach(board: Board) -> Block | None:
    told = prices.reach(board.ideas)
    return kit.section(told) if told else None


def _run(board: Board, run: Run) -> list[Block | None]:
    """The state of the run people wait for; nothing once it has brought its ideas."""
    match run.state:
        case RunState.QUEUED:
            return [kit.section(f"⏳  *Next in line*\n{_wish(board, run)}")]
        case RunState.ASKED | RunState.RUNNING:
            return [
                kit.section(f"⏳  *{working_on(board)}*{_refining(board, run)}"),
                *_progress(run),
            ]
        case RunState.APPROVAL:
            return _permission(run)
        case RunState.FAILED | RunState.HELD:
            return _trouble(board, run)
        case RunState.DONE:
            return _answer(board, run)


NO_IDEAS = (
    "*The agent answered, but sent no ideas.*\n"
    "Your request is kept. Ask again, or reply in this thread with more detail."
)


def _progress(run: Run) -> list[Block | None]:
    steps = "\n".join(f"•  {line(step, 160, '…')}" for step in run.plan[:MOST_STEPS])
    if len(run.plan) > MOST_STEPS:
        steps += f"\n•  and {len(run.plan) - MOST_STEPS} more"
    thinking = line(run.thinking, 300, "")
    return [
        kit.section(f"⚠️  {line(run.note, 300)}") if run.note else None,
        kit.section(steps) if steps else None,
        kit.small(f"💭  {thinking}") if thinking else None,
    ]


def _permission(run: Run) -> list[Block | None]:
    asks = escape(run.answer, 800) or "It did not say what for."
    return [
        kit.section(f"✋  *The agent asks for your permission to go on*\n{asks}"),
        kit.actions(
            kit.button("Allow", Act.ALLOW_RUN, run.id, "primary"),
            kit.button("Do not allow", Act.DENY_RUN, run.id),
        ),
    ]


def _answer(board: Board, run: Run) -> list[Block | None]:
    """What the agent said at the end, which is all there is when it brought no ideas."""
    said = escape(run.answer, 500)
    words = kit.small(f"💬  {said}") if said else None
    return [words] if board.ideas else [kit.section(NO_IDEAS), words, _again(run, "Ask again")]


def _trouble(board: Board, run: Run) -> list[Block | None]:
    why = escape(run.error, 500)
    asked = _refining(board, run)
    if run.state is RunState.HELD:
        said = "⏸️  *On hold: GEN has no credits left*\nYour request is kept. Top up, then continue."
        return [kit.section((f"{said}\n{why}" if why else said) + asked), _again(run, "Continue")]
    if run.lost:
        said = f"⚠️  *I lost sight of it*\n{why or 'GEN said nothing about it.'}\n{KEPT_THERE}"
        return [kit.section(said + asked), _again(run, "Look again")]
    said = f"⚠️  *That did not work*\n{why or 'GEN gave no reason.'}"
    return [kit.section(f"{said}\nNothing you had is lost.{asked}"), _again(run, "Try again")]


KEPT_THERE = "GEN may have made them. I look for that first, so that nothing is paid twice."


def _again(run: Run, label: str) -> Block | None:
    return None if run.again else kit.actions(kit.button(label, Act.RETRY_RUN, run.id, "primary"))


def _refining(board: Board, run: Run) -> str:
    return f"\n{_wish(board, run)}" if board.ideas else ""


def _wish(board: Board, run: Run) -> str:
    wish = line(run.message, 300, "a change")
    return f"Refining: “{wish}”, asked by {person(run.by)}"


def _list(ideas: tuple[Idea, ...]) -> list[Block]:
    """All ideas, a few lines each block, so that even long titles stay within one."""
    rows = [_row(idea) for idea in sorted(ideas, key=lambda idea: idea.number)]
    left = len(rows) - MOST_ROWS
    rows = rows[:MOST_ROWS] + ([f"and {left} more in the thread"] if left > 0 else [])
    return [
        kit.section("\n".join(rows[start : start + ROWS])) for start in range(0, len(rows), ROWS)
    ]


def _row(idea: Idea) -> str:
    look = LOOKS[idea.status]
    named = f"{look.sign}  {idea.number}. {line(idea.title, 150)}"
    return named if idea.status is IdeaStatus.GENERATED else f"{named} · _{look.word}_"


TYPES_OF_VIDEO = tuple((str(id), name) for id, name in VIDEO_TYPES.items())


def request_form(
    channel_id: str, topic: str = "", files: Sequence[tuple[str, str]] = (), *, left_out: int = 0
) -> Block:
    """With the files of a message, if it is about one; `left_out` of them the agent cannot take."""
    example = "For example: late-night tacos, under 12 seconds"
    return kit.form(
        FormName.REQUEST,
        "New ideas",
        kit.input_text(
            "topic", "What about?", value=topic, long=True, most=MOST_WORDS, example=example
        ),
        kit.input_number("count", "How many?", value=5, least=1, most=50),
        kit.input_choice("video_type", "Type of video", TYPES_OF_VIDEO, value="0"),
        _requirements(),
        *_attached(files, left_out),
        kit.input_channel(
            "channel", "Where?", channel_id, hint="The channel's agent answers there."
        ),
        submit="Ask for ideas",
        about=channel_id,
    )


def _requirements() -> Block:
    return kit.input_text(
        "requirements",
        "Requirements",
        long=True,
        most=1_000,
        optional=True,
        example="For example: no faces, no music, one location",
        hint="What every idea of this batch has to keep to.",
    )


LEFT_OUT = "the agent takes pictures and videos of up to 1 GB only."


def _attached(files: Sequence[tuple[str, str]], left_out: int) -> list[Block | None]:
    """What the agent is shown: files of the message, and others."""
    ticked = [id for id, _ in files[:MOST_FILES]]
    return [
        kit.input_boxes("given", "Files of that message", files, values=ticked),
        kit.small(f"{several(left_out, 'file')} left out: {LEFT_OUT}") if left_out else None,
        files_input(),
    ]
