"""Every query finds what it wants by an index: a database ten years old answers like one of yesterday."""

import re
import sqlite3

import pytest

from genbot.domain.channels import Channel
from genbot.domain.events import ChannelSet
from genbot.domain.pace import Lognormal
from genbot.domain.posts import Card, Place, Post, Whisper
from genbot.domain.watches import Kind
from genbot.flows import overview, threads
from genbot.store.durations import Durations
from genbot.store.journal import Inbox, Journal
from genbot.store.ledger import Ledger
from genbot.store.marks import Marks
from genbot.store.outbox import Outbox
from genbot.store.retention import Retention
from genbot.store.shelf import Shelf
from genbot.store.watches import Watches
from genbot.store.words import How, Words
from tests.operate.test_upkeep import family

SMALL = {"channels", "marks", "json_each", "states"}  # few rows: of rooms, of names; what is asked
MATCHED = re.compile(r"VIRTUAL TABLE INDEX \d+:M")  # found by their words
PARTS = {
    "charges_channel",  # of forty days
    "prices_at",  # the newest twenty
    "outbox_dead",
    "outbox_due",
    "outbox_sending",
    "outbox_waiting",
    "sqlite_autoindex_watches_1",
    "watches_due",
    "watches_asked",
    "watches_learns",
    "watches_owner",
}
COLUMNS = {
    "requests": ("thread", "channel"),
    "runs": ("request_id", "state"),
    "ideas": ("request_id", "gen_id", "channel", "status"),
    "productions": ("idea_id", "channel", "stage"),
    "publications": ("production_id", "channel", "state"),
    "errands": ("what", "channel", "state"),
    "talks": ("thread", "conversation"),
    "accesses": ("channel", "state"),
}


def everything(tx):
    """A call for each public method of the store's rooms, by its name."""
    psst = Whisper("U0", Place("C0"), Card("psst"))
    return {
        "Durations.add": lambda: tx.durations.add("render/tacos", 4.0, tx.now),
        "Durations.usual": lambda: tx.durations.usual("render/tacos", Lognormal(45.0, 0.5), 1.0),
        "Inbox.first": lambda: tx.inbox.first("k", tx.now),
        "Inbox.forget": lambda: tx.inbox.forget(tx.now),
        "Journal.add": lambda: tx.journal.add(ChannelSet(Channel("C0"), ""), tx.now),
        "Journal.of": lambda: tx.journal.of("r1"),
        "Journal.latest": lambda: tx.journal.latest(3),
        "Journal.after": lambda: tx.journal.after(1),
        "Journal.head": tx.journal.head,
        "Journal.start": tx.journal.start,
        "Journal.hash_at": lambda: tx.journal.hash_at(1),
        "Journal.has": lambda: tx.journal.has("f" * 64),
        "Journal.verified": tx.journal.verified,
        "Journal.last_at": lambda: tx.journal.last_at("r1"),
        "Journal.forget": lambda: tx.journal.forget(tx.now, 10),
        "Ledger.paid": lambda: tx.ledger.paid("C0", "U0", 5.0, tx.now, "montage", "p1"),
        "Ledger.spent": lambda: [tx.ledger.spent("C0", tx.now, who) for who in ("", "U0")],
        "Ledger.by_channel": lambda: tx.ledger.by_channel(tx.now),
        "Ledger.by_person": lambda: tx.ledger.by_person(tx.now),
        "Ledger.by_video": lambda: tx.ledger.by_video(tx.now),
        "Ledger.by_template": lambda: tx.ledger.by_template(tx.now),
        "Ledger.cost": lambda: tx.ledger.cost("montage", 5.0, tx.now),
        "Ledger.usual": lambda: [tx.ledger.usual(which) for which in ("", "montage")],
        "Ledger.history": lambda: tx.ledger.history("montage"),
        "Ledger.part_cost": lambda: tx.ledger.part_cost("clip", 5.0, tx.now),
        "Ledger.part": lambda: tx.ledger.part("clip"),
        "Marks.drop": lambda: tx.marks.drop("a"),
        "Marks.get": lambda: tx.marks.get("head"),
        "Marks.set": lambda: tx.marks.set("a", "b"),
        "Marks.begin_with": lambda: tx.marks.begin_with("he"),
        "Marks.link": lambda: tx.marks.link("head"),
        "Marks.put": lambda: tx.marks.put("a", tx.journal.head()),
        "Outbox.put": lambda: tx.outbox.put(Post("a", Place("C0"), Card("b")), tx.now),
        "Outbox.claim": lambda: tx.outbox.claim(tx.now, 50, 60),
        "Outbox.look": lambda: tx.outbox.look("a"),
        "Outbox.hurry": lambda: tx.outbox.hurry("a", tx.now),
        "Outbox.oldest": tx.outbox.oldest,
        "Outbox.counts": tx.outbox.counts,
        "Outbox.stuck": lambda: tx.outbox.stuck(tx.now),
        "Outbox.promise": lambda: tx.outbox.promise("note:1", psst, tx.now, tx.now + 9),
        "Outbox.forget": lambda: tx.outbox.forget("note:1"),
        "Outbox.sent": lambda: tx.outbox.sent("request:r1", 1, "1.1", tx.now),
        "Outbox.moved": lambda: tx.outbox.moved("request:r1", "D0"),
        "Outbox.later": lambda: tx.outbox.later("idea:i1", tx.now, "why"),
        "Outbox.back": lambda: tx.outbox.back("idea:i1", tx.now, doubtful=True),
        "Outbox.anew": lambda: tx.outbox.anew("request:r1", tx.now),
        "Outbox.dead": lambda: tx.outbox.dead("request:r1", "why"),
        "Outbox.dead_in": lambda: tx.outbox.dead_in("C0", ("is_archived", "not_in_channel")),
        "Outbox.revive": lambda: tx.outbox.revive("request:r1", tx.now),
        "Outbox.slot_at": lambda: tx.outbox.slot_at("C0", "1.1"),
        "Outbox.ts_of": lambda: tx.outbox.ts_of("request:r1"),
        "Outbox.wake": lambda: tx.outbox.wake(tx.now),
        "Outbox.doubt": tx.outbox.doubt,
        "Outbox.expect": lambda: tx.outbox.expect("confirmed:x", Place("C"), tx.now),
        "Outbox.again": lambda: tx.outbox.again("request:r1", tx.now),
        "Outbox.waiting": tx.outbox.waiting,
        "Retention.candidates": lambda: list(tx.retention.candidates(tx.now + 1)),
        "Retention.let_go": lambda: tx.retention.let_go("r1", tx.now + 1),
        "Retention.talks": lambda: tx.retention.talks(tx.now + 1, -1),
        "Retention.errands": lambda: tx.retention.errands(tx.now + 1, -1),
        "Retention.messages": lambda: tx.retention.messages(tx.now + 1, -1),
        "Retention.entries": lambda: tx.retention.entries(tx.now),
        "Retention.durations": lambda: tx.retention.durations(tx.now),
        "Watches.counts": lambda: tx.watches.counts(tx.now),
        "Watches.add": lambda: tx.watches.add(Kind.CLONE, "p1", tx.now),
        "Watches.claim": lambda: tx.watches.claim(tx.now, 10, 60, "me"),
        "Watches.late": lambda: tx.watches.late(tx.now, [1]),
        "Watches.get": lambda: tx.watches.get(1),
        "Watches.of": lambda: tx.watches.of(Kind.CLONE, "p1"),
        "Watches.change": lambda: tx.watches.change(tx.watches.get(1), due=tx.now),
        "Watches.hint": lambda: [tx.watches.hint("a", tx.now, 2, jobs) for jobs in (["j"], None)],
        "Watches.waiting": lambda: tx.watches.waiting((Kind.CLONE, Kind.FILL), 9),
        "Watches.nudge": lambda: tx.watches.nudge(1, tx.now, 2),
        "Watches.wake": lambda: tx.watches.wake(tx.now),
        "Watches.next_due": tx.watches.next_due,
        "Watches.all": tx.watches.all,
        "Watches.drop": lambda: tx.watches.drop(Kind.CLONE, "p1"),
        "Words.keep": lambda: tx.ideas._words.keep("ideas", "i1", "C0", "other words"),
        "Words.drop": lambda: tx.ideas._words.drop("ideas", "i1"),
        "Words.holding": lambda: [
            tx.ideas._words.holding("ideas", ["xyz"], 8, ("C0", "C1"), how) for how in How
        ],
        "Words.newest": lambda: [tx.ideas._words.newest("ideas", 8, to) for to in ((), ("C0",))],
        **{f"Shelf.{name}": call for name, call in shelves(tx).items()},
    }


def shelves(tx):
    calls = {"get": lambda: tx.requests.get("r1"), "look": lambda: tx.ideas.look("x")}
    calls["save"] = lambda: tx.requests.save(tx.requests.get("r1"))
    calls["drop"] = lambda: tx.reminders.drop("idea:x:1")

    def find():
        for table, columns in COLUMNS.items():
            for column in columns:
                getattr(tx, table).find(**{column: "x"})
                getattr(tx, table).find(**{column: ("x", "y")})
                getattr(tx, table).find(**{column: ("x", "y"), columns[0]: "z"})

    calls["holding"] = lambda: [tx.ideas.holding(["xyz"], 8, where) for where in ((), ("C0", "C1"))]
    calls["newest"] = lambda: tx.ideas.newest(8, ("C0", "C1"))

    def having():
        tx.ideas.having("number", 4, most=1, channel="C0")
        tx.errands.having("wish.made", "p1", "p2", state=("wanted", "done"))

    calls["having"] = having
    calls["first"] = lambda: tx.runs.first(8, state=("a", "b"), channel=("C0", "C1"))
    calls["count"] = lambda: [
        tx.productions.count(stage="a", channel=("C0", "C1")),
        tx.runs.count("request_id", state=("a", "b"), channel=("C0", "C1")),
    ]
    calls["latest"] = lambda: tx.publications.latest(
        "ended", 1.0, 5, channel=("C0", "C1"), state=("live", "rehearsed")
    )
    calls["between"] = lambda: tx.publications.between("due", 1.0, 2.0, channel=("C0", "C1"))
    return {**calls, "find": find}


@pytest.fixture
def traced(store):
    """Runs a story and returns the statements that it made."""

    async def run(story):
        def told(tx):
            family(tx, 1)
            tx.watch(Kind.CLONE, "p1")
            said = []
            tx._db.set_trace_callback(said.append)
            try:
                story(tx)
            finally:
                tx._db.set_trace_callback(None)
            return {sql: plan(tx._db, sql) for sql in said}

        return await store.unit(told)

    return run


def plan(conn, sql):
    """Its steps; those of a trigger (which are told as a comment) cannot be explained alone."""
    if not sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
        return []
    return [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]


def whole_tables(steps):
    """The tables that a plan reads from end to end. An index over a part of a table is as small as
    that part: what is still to be said, what is in hand, what is watched."""
    scanned = [step.split() for step in steps if step.startswith("SCAN")]
    return [
        words[1]
        for words in scanned
        if words[1] not in {*SMALL, "CONSTANT"}
        and not PARTS & set(words[2:])
        and not MATCHED.search(" ".join(words))
    ]


NAMES = sorted(
    f"{kind.__name__}.{name}"
    for kind in (Durations, Inbox, Journal, Ledger, Marks, Outbox, Retention, Shelf, Watches, Words)
    for name in vars(kind)
    if not name.startswith("_")
)


@pytest.mark.parametrize("name", NAMES)
async def test_no_table_that_grows_is_read_from_end_to_end(traced, name):
    plans = await traced(lambda tx: everything(tx)[name]())

    assert plans, "it made no statement"
    assert {sql: steps for sql, steps in plans.items() if whole_tables(steps)} == {}


async def test_a_reply_reads_no_other_request_of_its_channel(traced):
    plans = await traced(lambda tx: threads.request(tx, "C0VIDEOIDEAS", "1700000000.000100"))

    read = [step for sql, steps in plans.items() if " requests " in sql for step in steps]
    assert read == ["SEARCH requests USING INDEX requests_thread (thread=? AND channel=?)"]


def test_the_plan_of_a_query_without_an_index_would_be_noticed(tmp_path):
    conn = sqlite3.connect(tmp_path / "a.db")
    conn.execute("CREATE TABLE outbox (slot TEXT, due REAL)")

    assert whole_tables(plan(conn, "SELECT slot FROM outbox WHERE due < 1")) == ["outbox"]
    conn.close()


async def test_what_is_going_on_here_is_read_without_what_is_over_or_elsewhere(traced):
    plans = await traced(lambda tx: overview.status(tx, "C0VIDEOIDEAS"))

    read = {step for steps in plans.values() for step in steps}
    used = {step.partition(" USING INDEX ")[2] for step in read if "_channel (" in step}
    assert {
        "runs_channel (channel=? AND state=?)",
        "ideas_channel (channel=? AND status=?)",
        "productions_channel (channel=? AND stage=?)",
    } <= used
    assert any("publications_ended_here" in step and "<expr>>?" in step for step in read)


@pytest.mark.parametrize("attribute", ["due", "ended"])
async def test_posts_of_a_span_of_time_are_found_without_all_that_ever_went_out(traced, attribute):
    plans = await traced(lambda tx: tx.publications.between(attribute, 1.0, 2.0, state="live"))

    (read,) = [step for steps in plans.values() for step in steps if "publications_" in step]
    assert f"USING INDEX publications_{attribute} (state=? AND <expr>>? AND <expr><?)" in read
