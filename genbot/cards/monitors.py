"""Watching other people's posts: what it costs, asked before; how it goes; and what to do with it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import amount, escape, line, moment, person, several
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.monitors import COMMENT, DAYS, MOST, PLATFORMS, POST, USUAL, Search, kept
from genbot.domain.posts import Block, Card, Place, Post, Say

E = ErrandState
OFFERED = (1, 5, 10, USUAL, 30, 40, MOST)
MORE = (
    ("ongoing", "Keep watching: GEN looks again and again, and each look is paid"),
    ("comments", f"Read the comments too: ${COMMENT} each, without a limit"),
)
MOST_LISTED, MOST_FROM = 15, 3
PRICE = (
    f"A post costs ${POST}; the list says the most that one look can cost. A comment costs "
    f"${COMMENT}, and GEN sets no limit on comments. While it keeps watching, every look is paid, "
    "and GEN decides how often it looks. GEN takes it in credits."
)
ASK_COSTS = "The agent answers in the channel. An answer costs about 7 credits."


def monitor_form(search: Search, strange: Sequence[str] = (), trouble: str = "") -> Block:
    """What to watch, with the price of every choice, before anything is paid."""
    return kit.form(
        FormName.MONITOR,
        "Watch posts",
        *_notes(strange, trouble),
        *_fields(search),
        kit.small(PRICE),
        kit.small("What is read becomes part of what the agent knows: ask it, or have it make ideas."),
        submit="Start",
    )  # fmt: skip


def change_form(errand: Errand) -> Block:
    """The same, filled in as it is now; only what differs is sent to GEN."""
    search = kept(errand.wish)
    return kit.form(
        FormName.CHANGE_MONITOR,
        "Change",
        *_fields(search),
        kit.small(PRICE),
        kit.small("It counts from the next time GEN looks. What was read already stays."),
        submit="Change it",
        about=errand.id,
    )


def question_form(errand: Errand) -> Block:
    search = kept(errand.wish)
    question = f"What works best at {search.name} right now, and why?"
    return kit.form(
        FormName.ASK_ABOUT,
        "Ask about this",
        kit.input_text("question", "Your question", value=question, long=True, most=2_000),
        kit.small(ASK_COSTS),
        submit="Ask",
        about=errand.id,
    )


def monitors_card(errands: Sequence[Errand]) -> Card:
    """Everything watched from this channel."""
    going = sum(not one.state.over for one in errands)
    said = f"{several(going, 'search', 'searches')} of posts going on here." if going else NOTHING
    left = len(errands) - MOST_LISTED
    rows = [row for one in errands[:MOST_LISTED] for row in _row(one)]
    return kit.card(
        said,
        kit.section(f"*{said}*"),
        *rows,
        kit.small(f"and {left} more, which ended long ago") if left > 0 else None,
        kit.small("GEN keeps no list: what was begun elsewhere is not here."),
        kit.actions(kit.button("Watch posts…", Act.OPEN_MONITOR, style="primary")),
    )


NOTHING = "No posts are being watched from this channel."


def says(errand: Errand) -> str:
    """Better words for what only these do."""
    if errand.state is E.WORKING and errand.what is What.MONITOR:
        since = f"GEN watches, and I report once a day · since {moment(errand.since)}"
        return f"{since}{_found(errand)}"
    if errand.state is E.DONE and errand.what is What.MONITOR and not errand.job:
        return UNKNOWN_JOB
    if errand.state is E.DONE:
        return f"Done · {moment(errand.ended)}{_found(errand) or UNKNOWN}"
    if errand.state is E.STOPPED:
        return f"Stopped, what was read stays · {moment(errand.ended)}{_found(errand)}"
    return ""


UNKNOWN_JOB = (
    "GEN watches, as you said. Its answer was lost, so I can neither report on it nor stop it: "
    "that is done at gen.pro."
)
UNKNOWN = "\nGEN did not say how many posts that were."


def body(errand: Errand) -> Iterator[Block | None]:
    """What is searched for, and the buttons for where it stands."""
    yield kit.small(_facts(kept(errand.wish)))
    if errand.state is E.WANTED:
        return
    yield kit.actions(*_use(errand), *_control(errand))


def beside(errand: Errand) -> Iterator[Say]:
    """A report in the thread: once when it is done, once a day while it goes on."""
    place = Place(errand.channel, errand.thread or errand.slot)
    if day := int(errand.result.get("day") or 0):
        yield Post(f"report:{errand.id}:{day}", place, _daily(errand, day))
    if errand.state is E.DONE and errand.what is What.SCRAPE:
        yield Post(f"report:{errand.id}", place, _once(errand))


def change_body(errand: Errand) -> Iterator[Block | None]:
    """What is being changed, in words."""
    changes = errand.wish["changes"]
    said = [CHANGES[name](value) for name, value in changes.items() if name in CHANGES]
    yield kit.small(*said)


CHANGES: dict[str, Callable[[Any], str]] = {
    "value": lambda value: f"watch {line(value, 100)}",
    "platform": lambda value: f"on {PLATFORMS.get(value, 'another platform')}",
    "days": lambda value: f"posts of: {DAYS.get(value, 'another time').lower()}",
    "country": lambda value: f"country: {escape(value, 10)}",
    "most": lambda value: f"at most {several(value, 'post')} each time",
    "comments": lambda value: "with comments" if value else "without comments",
    "ongoing": lambda value: "again and again" if value else "this one time, and no more",
}


def _notes(strange: Sequence[str], trouble: str) -> Iterator[Block]:
    if trouble:
        yield kit.section(f"⚠️  {escape(trouble, 500)}")
    if strange:
        words = escape(" ".join(strange), 200)
        yield kit.small(f"I did not understand “{words}”. Please look whether the form says it.")


def _fields(search: Search) -> Iterator[Block | None]:
    many = sorted({*OFFERED, search.most} & set(range(1, MOST + 1)))
    days = search.days if search.days in DAYS else 0
    ticked = [name for name, _ in MORE if getattr(search, name)]
    yield kit.input_text(
        "value", "Whom or what?", value=search.value, most=300,
        example="@creator, #tag, or words", hint="Instagram knows no search for words.",
    )  # fmt: skip
    yield kit.input_choice("platform", "Where?", list(PLATFORMS.items()), value=search.platform)
    yield kit.input_choice(
        "most", "How many posts each time, at most?", [(str(n), _costs(n)) for n in many],
        value=str(search.most if search.most in many else USUAL),
    )  # fmt: skip
    yield kit.input_choice(
        "days", "From when?", [(str(n), said) for n, said in DAYS.items()], value=str(days)
    )
    yield kit.input_text(
        "country", "From which country?", value=search.country, most=2, optional=True,
        hint="Two letters, like us or gb. Empty: from anywhere.",
    )  # fmt: skip
    yield kit.input_boxes("more", "More", MORE, values=ticked)


def _costs(posts: int) -> str:
    return f"{several(posts, 'post')} · {_dollars(posts * POST)} at most"


def _facts(search: Search) -> str:
    often = " each time GEN looks" if search.ongoing else ""
    parts = [
        f"At most {several(search.most, 'post')}, {_dollars(search.dollars)},{often}".strip(","),
        DAYS.get(search.days, "").lower() if search.days else "",
        f"from {escape(search.country, 10)}" if search.country else "",
        f"comments too, {_dollars(COMMENT)} each" if search.comments else "",
    ]
    return " · ".join(part for part in parts if part)


def _dollars(amount: float) -> str:
    """Two digits after the point where they are enough."""
    told = f"${amount:.3f}"
    return told.removesuffix("0")


def _found(errand: Errand) -> str:
    found = errand.result.get("found")
    if not isinstance(found, int):
        return ""
    so_far = " so far" if errand.state is E.WORKING else ""
    return f"\n{amount(found)} {'post' if found == 1 else 'posts'} read{so_far}."


def _use(errand: Errand) -> tuple[Block | None, ...]:
    """What can be made of it: only where something may have been read."""
    if not errand.usable:
        return ()
    return (
        kit.button("Ask about this…", Act.ASK_ABOUT, errand.id, "primary"),
        kit.button(f"Make {MOST_FROM} ideas from this", Act.IDEAS_FROM, errand.id),
    )


def _control(errand: Errand) -> tuple[Block | None, ...]:
    if errand.state is not E.WORKING:
        return ()
    ongoing = errand.what is What.MONITOR
    return (
        kit.button("Change…", Act.CHANGE_MONITOR, errand.id),
        kit.button("Stop", Act.STOP_MONITOR, errand.id, "danger", STOP) if ongoing else None,
    )


STOP = kit.confirm(
    "Stop watching?",
    "GEN looks no more. What it has read stays with the agent, and you can begin again later.",
    "Stop it",
    "Go on",
    "danger",
)


def _daily(errand: Errand, day: int) -> Card:
    name = line(kept(errand.wish).name, 150)
    counted, before = (int(errand.result.get(one) or 0) for one in ("counted", "before"))
    fresh = f", {amount(counted - before)} of them new since the last report"
    told = f"{amount(counted)} posts read{fresh if counted > before > 0 else ''}"
    said = f"Day {day} of watching {name}: {told if counted else 'GEN goes on watching'}."
    return kit.card(said, kit.section(f"👀  {said}"), kit.actions(*_use(errand)))


def _once(errand: Errand) -> Card:
    name = line(kept(errand.wish).name, 150)
    said = f"{person(errand.by)}, the posts of {name} are read."
    return kit.card(said, kit.section(f"✅  {said}{_found(errand)}"), kit.actions(*_use(errand)))


def _row(errand: Errand) -> list[Block | None]:
    search = kept(errand.wish)
    state = STATES[errand.state] if errand.what is What.SCRAPE else ONGOING[errand.state]
    when = moment(errand.ended or errand.since or errand.at)
    said = f"*{line(search.name, 150)}* · {state} {when}{_found(errand)}"
    return [kit.section(f"{said}\n{_facts(search)}"), kit.actions(*_use(errand), *_control(errand))]


STATES = {
    E.WANTED: "about to begin",
    E.WORKING: "being read since",
    E.APPROVAL: "waiting since",
    E.DONE: "read",
    E.FAILED: "failed",
    E.HELD: "on hold, no credits,",
    E.UNSURE: "in doubt since",
    E.STOPPED: "stopped",
}
ONGOING = {**STATES, E.WORKING: "watched since", E.DONE: "ended"}
