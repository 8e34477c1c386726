"""The same Friday: a video in every stage, and its post in every state."""

from dataclasses import asdict, replace

from genbot.domain.approvals import Ballot, Vote
from genbot.domain.freezes import Freeze
from genbot.domain.preflight import Check, Verdict
from genbot.domain.productions import Production, Stage, Task, TaskState
from genbot.domain.publications import Publication, PublicationState, Wish
from genbot.domain.slots import Offer
from tests.cards.example_ideas import AGENT, BEA, CHANNEL, MAYA, NOW, PABLO

TASKS = (
    Task(
        "t1",
        "Voiceover",
        "c1",
        "l1",
        "speech_from_text",
        state=TaskState.DONE,
        cost=18.0,
        began=NOW + 10,
        ended=NOW + 22,
    ),
    Task(
        "t2",
        "Hook line",
        "c2",
        type="text",
        state=TaskState.DONE,
        cost=2.0,
        text="Nobody has ever regretted the second taco.",
        began=NOW + 10,
        ended=NOW + 14,
    ),
    Task("t3", "Griddle close-up", "c3", "l2", "video_from_text", state=TaskState.WORKING),
    Task("t4", "Neon sign", "c4", "l3", "video_from_image", state=TaskState.WORKING),
    Task("t5", "Captions", "c5", "l4", "captions"),
)
ALL_DONE = tuple(
    replace(task, state=TaskState.DONE, cost=task.cost or 90.0, began=NOW + 20, ended=NOW + 110)
    for task in TASKS
)
RENDER = Task("t6", "Render", "c9", type="render")
RENDERED = replace(
    RENDER, state=TaskState.DONE, cost=12.0, began=NOW + 120, ended=NOW + 165, url="x"
)
PRODUCTION = Production(
    id="p1",
    idea_id="id3",
    request_id="rq1",
    channel=CHANNEL,
    agent_id=AGENT,
    by=MAYA,
    title="The 2 a.m. taco verdict",
    began=NOW,
    stage_at=NOW,
    shown_at=NOW + 30,
    expects=(300.0, 480.0),
)
CHOSEN = replace(
    PRODUCTION,
    stage=Stage.FILLING,
    template="narrated-story",
    template_title="Narrated story",
    why_template="Chosen because it is tagged for Narrated/VO videos.",
    values={"c10": "Nobody…", "c11": "0:00 …", "c12": "A tiny courtroom drama"},
    unplaced=("title",),
    skipped=("Logo sting",),
)
MAKING = replace(
    CHOSEN, stage=Stage.GENERATING, tasks=TASKS, credits=20.0, shown_at=NOW + 185, render=RENDER
)
BROKEN_TASK = replace(
    TASKS[2], state=TaskState.FAILED, error="The model refused the prompt: open flame."
)
READY = replace(
    MAKING,
    stage=Stage.REVIEW,
    tasks=ALL_DONE,
    render=RENDERED,
    version=1,
    credits=302.0,
    caption="Nobody has ever regretted the second taco. 🌮 Court adjourned.\n\n#tacotok #latenight",
    video_url="https://cdn.gen.pro/outputs/render_xyz.mp4",
    thumbnail="https://cdn.gen.pro/thumbnails/render_xyz.jpg",
    sha256="3f2a91c04b7de8153f2a91c04b7de8153f2a91c04b7de8153f2a91c04b7de815",
    size=4_812_331,
    stage_at=NOW + 165,
)
OFFERED = replace(READY, offer=Offer(NOW + 86_400, "America/New_York"))
RED = replace(
    READY,
    checks=(
        Check("file", Verdict.OK, "The file is there, and it is MP4."),
        Check("size", Verdict.UNKNOWN, "It has 4.8 MB, and does not say how long it is."),
        Check("caption", Verdict.OK, "The caption has 85 of 2,200 characters."),
        Check("account", Verdict.NO, "The agent has no TikTok account at GEN.", "Connect one."),
        Check("footage", Verdict.NO, "Footage of @night <griddle> was chosen for it.",
              "Tick that you have the right to use it.", "footage", ("@night <griddle>",)),
    ),
)  # fmt: skip
AGREED = replace(
    READY,
    ballot=Ballot(
        {"version": 1, "wish": asdict(Wish("Would you trust a $2 taco?", due=NOW + 90_000))},
        2, (Vote(BEA, NOW + 600),), (BEA, MAYA, PABLO), 2, (MAYA,),
    ),
)  # fmt: skip
PRODUCTIONS = {
    Stage.CLONING: PRODUCTION,
    Stage.FILLING: CHOSEN,
    Stage.GENERATING: MAKING,
    Stage.RENDERING: replace(
        MAKING,
        stage=Stage.RENDERING,
        tasks=ALL_DONE,
        render=replace(RENDER, state=TaskState.WORKING),
        credits=290.0,
    ),
    Stage.REVIEW: READY,
    Stage.PUBLISHING: replace(READY, stage=Stage.PUBLISHING, decided_by=BEA, decided_at=NOW + 600),
    Stage.PUBLISHED: replace(READY, stage=Stage.PUBLISHED, decided_by=BEA, decided_at=NOW + 600),
    Stage.REHEARSED: replace(
        READY, stage=Stage.REHEARSED, decided_by=BEA, decided_at=NOW + 600, rehearsal=True
    ),
    Stage.REJECTED: replace(READY, stage=Stage.REJECTED, decided_by=BEA, decided_at=NOW + 600),
    Stage.FAILED: replace(
        MAKING,
        stage=Stage.FAILED,
        back_to=Stage.GENERATING,
        tasks=(*TASKS[:2], BROKEN_TASK, ALL_DONE[3], *TASKS[4:]),
        fell=1,
        error="Griddle close-up: the model refused the prompt: open flame.",
        refunded=90.0,
    ),
    Stage.STOPPED: replace(
        MAKING,
        stage=Stage.STOPPED,
        back_to=Stage.GENERATING,
        tasks=(
            *TASKS[:2],
            *(replace(one, state=TaskState.STOPPED) for one in TASKS[2:4]),
            *TASKS[4:],
        ),
        decided_by=PABLO,
        decided_at=NOW + 200,
        refunded=90.0,
    ),
    Stage.HELD: replace(
        MAKING,
        stage=Stage.HELD,
        back_to=Stage.GENERATING,
        tasks=(*TASKS[:2], *(replace(one, state=TaskState.HELD) for one in TASKS[2:4]), *TASKS[4:]),
        fell=1,
        error="Griddle close-up: not enough credits for this generation.",
    ),
}
OVER_BUDGET = replace(
    PRODUCTION,
    stage=Stage.HELD,
    back_to=Stage.CLONING,
    over=True,
    fell=1,
    error="Over budget: 720 of 600 credits in 24 hours, in this channel",
)
CHANGING = replace(
    MAKING,
    version=1,
    wish="slower voice, and start on the sizzle",
    decided_by=PABLO,
    decided_at=NOW + 700,
    shown_at=NOW + 760,
    caption=READY.caption,
    video_url=READY.video_url,
)

PUBLICATION = Publication(
    id="pub1",
    production_id="p1",
    idea_id="id3",
    channel=CHANNEL,
    agent_id=AGENT,
    version=1,
    by=BEA,
    made=NOW + 600,
    due=NOW + 630,
    caption=READY.caption,
    media_url=READY.video_url,
)
LATER = replace(PUBLICATION, scheduled=True, due=NOW + 3 * 86_400)
FROZEN = Freeze(
    CHANNEL,
    on=True,
    nth=1,
    by=BEA,
    at=NOW + 620,
    reason="The brand <asked> us to wait.",
    said_in=(CHANNEL,),
)
REHEARSING = replace(READY, rehearsal=True, freeze=FROZEN)
PUBLICATIONS = {
    "undo": PUBLICATION,
    "scheduled": LATER,
    "frozen": replace(LATER, freeze=FROZEN),
    "frozen in the undo window": replace(PUBLICATION, freeze=replace(FROZEN, by="", reason="")),
    "handing over": replace(LATER, handed_over=True),
    "sending": replace(PUBLICATION, state=PublicationState.SENDING),
    "kept waiting": replace(LATER, error="GEN does not answer at the moment. I keep trying."),
    "waiting": replace(PUBLICATION, state=PublicationState.WAITING, job="uj7"),
    "handed over": replace(LATER, state=PublicationState.WAITING, job="uj7", handed_over=True),
    "live": replace(
        PUBLICATION,
        state=PublicationState.LIVE,
        job="uj7",
        post_id="7412058823340011223",
        ended=NOW + 665,
    ),
    "failed": replace(
        PUBLICATION,
        state=PublicationState.FAILED,
        job="uj7",
        error="TikTok asks the account owner to log in again.",
    ),
    "unsure": replace(PUBLICATION, state=PublicationState.UNSURE),
    "failed and frozen": replace(
        PUBLICATION,
        state=PublicationState.FAILED,
        job="uj7",
        error="TikTok asks the account owner to log in again.",
        freeze=FROZEN,
    ),
    "missed": replace(
        LATER,
        state=PublicationState.HELD,
        error="I was not running when it was due, and I did not want to post it late unasked.",
    ),
    "red": replace(
        LATER,
        state=PublicationState.HELD,
        red=True,
        error="The agent has no TikTok account at GEN. Connect one in the GEN app, then publish it here.",
    ),
    "held": replace(PUBLICATION, state=PublicationState.HELD, decided_by=BEA, decided_at=NOW + 900),
    "rehearsed": replace(
        PUBLICATION, state=PublicationState.REHEARSED, ended=NOW + 665, rehearsal=True
    ),
    "voided": replace(
        LATER,
        state=PublicationState.CANCELLED,
        decided_by=BEA,
        decided_at=NOW + 610,
        error="This channel became a rehearsal, and this was approved to be published.",
    ),
    "cancelled": replace(
        PUBLICATION, state=PublicationState.CANCELLED, decided_by=PABLO, decided_at=NOW + 610
    ),
    "second attempt": replace(PUBLICATION, attempt=2),
}
