"""One value in every state, for tests and for screenshots; all of it from one Friday."""

from dataclasses import replace

from genbot.domain.approvals import Gate, Rule, Standing
from genbot.domain.channels import Channel
from genbot.domain.events import FreezeMoved
from genbot.domain.ideas import RunState
from genbot.domain.overview import Overview
from genbot.domain.productions import Stage
from tests.cards.example_ideas import (
    AGENT,
    BEA,
    BOARD,
    BOARDS,
    CHANNEL,
    FIVE,
    IDEA,
    IDEAS,
    MAYA,
    NOW,
    PABLO,
    REQUEST,
    RUN,
    RUNS,
)
from tests.cards.example_videos import (
    AGREED,
    ALL_DONE,
    BROKEN_TASK,
    CHANGING,
    CHOSEN,
    FROZEN,
    LATER,
    MAKING,
    OFFERED,
    OVER_BUDGET,
    PRODUCTION,
    PRODUCTIONS,
    PUBLICATION,
    PUBLICATIONS,
    READY,
    RED,
    REHEARSING,
    RENDER,
    RENDERED,
    TASKS,
)

__all__ = [
    "AGENT",
    "AGENTS",
    "AGREED",
    "ALL_DONE",
    "BEA",
    "BOARD",
    "BOARDS",
    "BROKEN_TASK",
    "BUSY",
    "CHANGING",
    "CHANNEL",
    "CHOSEN",
    "FIVE",
    "FROZEN",
    "HERE",
    "IDEA",
    "IDEAS",
    "LATER",
    "MAKING",
    "MAYA",
    "NOW",
    "OFFERED",
    "OVER_BUDGET",
    "PABLO",
    "PRODUCTION",
    "PRODUCTIONS",
    "PUBLICATION",
    "PUBLICATIONS",
    "QUIET",
    "READY",
    "RED",
    "REHEARSING",
    "RENDER",
    "RENDERED",
    "REQUEST",
    "RULES",
    "RUN",
    "RUNS",
    "STANDINGS",
    "STOPPED",
    "TASKS",
    "TEMPLATES",
    "THAWED",
    "VERBS",
]

HERE = Channel(
    CHANNEL,
    AGENT,
    "Santiago",
    templates={"6": "narrated-story"},
    by=MAYA,
)
RULES = {Gate.IDEAS: Rule((MAYA, PABLO)), Gate.VIDEOS: Rule((BEA,)), Gate.BUDGET: Rule((BEA,))}
STANDINGS = tuple(Standing(gate, rule, CHANNEL, rule.people) for gate, rule in RULES.items())
AGENTS = (
    (AGENT, "Santiago"),
    ("5c1d-luma", "Luma"),
    ("99aa-quiet", "Quiet"),
)
TEMPLATES = (
    ("talking-avatar", "Talking avatar"),
    ("narrated-story", "Narrated story"),
    ("montage-beats", "Montage on the beat"),
)
VERBS = (
    ("/gen ideas 5 late-night tacos", "Ask for fresh video ideas."),
    ("/gen status", "See what is running, waiting and scheduled here."),
    ("/gen use Santiago", "Choose the agent that works in this channel."),
    ("/gen settings", "Templates, approvers and announcements of this channel."),
    ("/gen help", "Show this."),
)
BUSY = Overview(
    channel=HERE,
    standings=STANDINGS,
    asked=(BOARDS[RunState.RUNNING],),
    ideas=(FIVE[2], FIVE[4]),
    working=(MAKING,),
    resting=(PRODUCTIONS[Stage.FAILED],),
    review=(READY,),
    scheduled=(LATER,),
    sending=(PUBLICATIONS["waiting"],),
    asking=(PUBLICATIONS["unsure"], PUBLICATIONS["missed"]),
    out=(PUBLICATIONS["live"],),
    titles={"id3": "The 2 a.m. taco verdict"},
)
STOPPED = FreezeMoved(FROZEN, BEA, (LATER,), (PUBLICATIONS["waiting"],))
THAWED = FreezeMoved(
    replace(FROZEN, on=False, thawed_by=BEA, thawed_at=NOW + 9_000),
    BEA,
    missed=(replace(PUBLICATIONS["missed"], title=READY.title),),
)
QUIET = Overview(channel=HERE)
