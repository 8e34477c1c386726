"""A Friday in a taco team's life: a request, its runs and its ideas in every state."""

from dataclasses import replace

from genbot.domain.ideas import Asset, Board, Idea, IdeaStatus, Request, Run, RunState, Source

NOW = 1_795_183_320.0  # Friday 20 November 2026, 14:02 UTC
CHANNEL = "C0VIDEOIDEAS"
MAYA, PABLO, BEA = "U0MARKETER", "U0PRODUCER", "U0BRANDOWN"
AGENT = "7b0c9a52-santiago"

REQUEST = Request(
    id="rq1",
    channel=CHANNEL,
    agent_id=AGENT,
    by=MAYA,
    topic="late-night tacos, under 12 seconds",
    count=5,
    at=NOW,
    agent_name="Santiago",
    conversation_id="conv-81",
)
RUN = Run(
    id="run1",
    request_id="rq1",
    message="Generate 5 content ideas about late-night tacos, under 12 seconds",
    by=MAYA,
    state=RunState.RUNNING,
    gen_run="gr-1",
    plan=(
        "Read this week's taco videos in San Antonio",
        "Pick the formats that hold people past second three",
        "Write five ideas, each with a hook and a script",
    ),
    thinking="Sizzle openings keep 71 % of people past second three; talking heads lose half.",
    asked_at=NOW,
    expects=(30.0, 62.0),
)
RUNS = {
    RunState.QUEUED: replace(RUN, state=RunState.QUEUED, asked_at=0.0, plan=(), thinking=""),
    RunState.ASKED: replace(RUN, state=RunState.ASKED, plan=(), thinking=""),
    RunState.RUNNING: RUN,
    RunState.APPROVAL: replace(
        RUN,
        state=RunState.APPROVAL,
        answer="I would like to scrape 40 more videos for this. That costs about 60 credits.",
    ),
    RunState.DONE: replace(RUN, state=RunState.DONE, ended_at=NOW + 41),
    RunState.FAILED: replace(
        RUN, state=RunState.FAILED, error="The trend search timed out after 120 seconds."
    ),
    RunState.HELD: replace(RUN, state=RunState.HELD),
}

IDEA = Idea(
    id="id3",
    gen_id="9031",
    request_id="rq1",
    channel=CHANNEL,
    agent_id=AGENT,
    number=3,
    title="The 2 a.m. taco verdict",
    hook="Nobody has ever regretted the second taco.",
    script=(
        "0:00  Black screen. A sizzle.\n"
        "0:02  Neon sign flickers on: OPEN TILL 3.\n"
        "0:04  “Nobody has ever regretted the second taco.”\n"
        "0:07  Three friends, one tray, no words. Only crunch.\n"
        "0:10  “Court adjourned.” The sign goes dark."
    ),
    description=(
        "A tiny courtroom drama at a taco truck. The judge is whoever is hungriest; the verdict "
        "is always another taco."
    ),
    video_type="Narrated/VO",
    video_type_id=6,
    seconds="11.5 s",
    aspect_ratio="9:16",
    rationale=(
        "Sizzle-first openings held 71 % of viewers past second three this week, and mock trials "
        "are up 4x in #tacotok."
    ),
    sources=(
        Source(
            "https://www.tiktok.com/@keilapacheco/video/7412",
            "@keilapacheco",
            "video",
            1_240_000,
            89_300,
            "sizzle before the first word",
        ),
        Source(
            "https://www.tiktok.com/@tacojudge/video/7398",
            "@tacojudge",
            "video",
            402_000,
            31_000,
            "the courtroom framing",
        ),
    ),
    assets=(
        Asset(
            "https://cdn.gen.pro/assets/sizzle.mp4",
            "video",
            "Al pastor on the griddle, close up",
            "opening shot",
            "own library",
            0.0,
            2.4,
        ),
        Asset("https://cdn.gen.pro/assets/neon.mp4", "video", "Neon sign flickering on", "0:02"),
    ),
)
IDEAS = {
    IdeaStatus.GENERATED: IDEA,
    IdeaStatus.CHANGE_IDEA: replace(
        IDEA,
        status=IdeaStatus.CHANGE_IDEA,
        version=2,
        decided_by=MAYA,
        decided_at=NOW + 60,
        reason="punchier, and lose the judge's wig",
    ),
    IdeaStatus.REJECTED: replace(
        IDEA,
        status=IdeaStatus.REJECTED,
        version=2,
        decided_by=BEA,
        decided_at=NOW + 60,
        reason="seen: the June campaign was a courtroom too",
    ),
    **{
        status: replace(
            IDEA, status=status, version=2, decided_by=MAYA, decided_at=NOW + 60, production_id="p1"
        )
        for status in (
            IdeaStatus.APPROVE_TO_CREATE,
            IdeaStatus.READY_FOR_REVIEW,
            IdeaStatus.CHANGE_VIDEO,
            IdeaStatus.APPROVED_TO_POST,
            IdeaStatus.POSTED,
        )
    },
}
FIVE = (
    replace(
        IDEAS[IdeaStatus.APPROVE_TO_CREATE],
        id="id1",
        number=1,
        title="POV: you are the last al pastor",
    ),
    replace(IDEAS[IdeaStatus.REJECTED], id="id2", number=2, title="Taco sommelier, 1 a.m. shift"),
    IDEA,
    replace(
        IDEAS[IdeaStatus.APPROVE_TO_CREATE], id="id4", number=4, title="Salsa heat, told by faces"
    ),
    replace(IDEA, id="id5", number=5, title="The tortilla press ASMR nobody ordered"),
)
BOARD = Board(REQUEST, (RUNS[RunState.DONE],), FIVE)
BOARDS = {state: Board(REQUEST, (run,)) for state, run in RUNS.items()}
