"""The tables, as migrations in order; append only."""

import json
from sqlite3 import Connection

from genbot.store.chain import Link, link
from genbot.store.ladder import Ladder
from genbot.store.marks import Marks

migrations = Ladder("genbot")


@migrations
def m001_things(db: Connection) -> None:
    """One table per kind of thing: the value as JSON, beside it the columns it is found by."""
    for table, columns in {
        "requests": ("channel",),
        "runs": ("request_id", "state"),
        "ideas": ("request_id", "gen_id", "channel", "status"),
        "productions": ("idea_id", "channel", "stage"),
        "publications": ("production_id", "channel", "state"),
        "channels": (),
    }.items():
        extra = "".join(f", {column} TEXT NOT NULL" for column in columns)
        db.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY{extra}, body TEXT NOT NULL)")
        for column in columns:
            db.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")


@migrations
def m002_watches(db: Connection) -> None:
    """Ids are never used again: a late answer must not be taken for another watch's."""
    db.execute("""
        CREATE TABLE watches (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, phase TEXT NOT NULL,
            due REAL NOT NULL, job TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0,
            asked REAL NOT NULL DEFAULT 0, doubtful INTEGER NOT NULL DEFAULT 0,
            owner TEXT NOT NULL DEFAULT '', UNIQUE (kind, subject))""")
    db.execute("CREATE INDEX watches_due ON watches (due)")
    db.execute(
        "CREATE TABLE durations (key TEXT NOT NULL, seconds REAL NOT NULL, at REAL NOT NULL)"
    )
    db.execute("CREATE INDEX durations_key ON durations (key, at)")


@migrations
def m003_words(db: Connection) -> None:
    """The outbox holds, per message of ours, what it should show (`rev`) and shows (`sent_rev`)."""
    db.execute("""
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, slot TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
            channel TEXT NOT NULL, thread TEXT NOT NULL, user TEXT NOT NULL DEFAULT '',
            body TEXT NOT NULL, rev INTEGER NOT NULL DEFAULT 1, sent_rev INTEGER NOT NULL DEFAULT 0,
            ts TEXT, phase TEXT NOT NULL DEFAULT 'ready', due REAL NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', made REAL NOT NULL)""")
    db.execute("""
        CREATE INDEX outbox_due ON outbox (due) WHERE rev > sent_rev AND phase != 'dead'""")
    db.execute("CREATE INDEX outbox_ts ON outbox (channel, ts)")
    db.execute("CREATE INDEX outbox_thread ON outbox (thread)")
    db.execute("CREATE TABLE inbox (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID")
    db.execute("""
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, event TEXT NOT NULL,
            subject TEXT NOT NULL, by TEXT NOT NULL, fact TEXT NOT NULL)""")
    db.execute("CREATE INDEX journal_subject ON journal (subject)")


@migrations
def m004_chain(db: Connection) -> None:
    """Entries that were written before are chained as they are found."""
    db.execute("CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    for column in ("before", "hash"):
        db.execute(f"ALTER TABLE journal ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    marks = Marks(db)
    start = head = marks.link("start")
    for id, *told in db.execute(
        "SELECT id, at, event, subject, by, fact FROM journal ORDER BY id"
    ).fetchall():
        if head == start:
            start = head = Link(id - 1, start.hash)
        own = link(head.hash, *told)
        db.execute("UPDATE journal SET before = ?, hash = ? WHERE id = ?", (head.hash, own, id))
        head = Link(id, own)
    marks.put("start", start)
    marks.put("head", head)


@migrations
def m005_ways(db: Connection) -> None:
    """What is looked for at a start, each hour, and by the operator, found without reading it all."""
    db.execute("CREATE INDEX journal_hash ON journal (hash)")
    db.execute("CREATE INDEX inbox_at ON inbox (at)")
    db.execute("CREATE INDEX watches_owner ON watches (owner) WHERE owner != ''")
    db.execute("CREATE INDEX outbox_sending ON outbox (slot) WHERE phase = 'sending'")
    db.execute("CREATE INDEX outbox_waiting ON outbox (due) WHERE rev > sent_rev")
    db.execute("CREATE INDEX outbox_made ON outbox (made)")


@migrations
def m006_freezes(db: Connection) -> None:
    """The switches that stop publishing, one per channel and one for all of them."""
    db.execute("CREATE TABLE freezes (id TEXT PRIMARY KEY, body TEXT NOT NULL)")


@migrations
def m007_ways_back(db: Connection) -> None:
    """The request a thread belongs to, and what could not be said in a channel, each by an index."""
    db.execute("ALTER TABLE requests ADD COLUMN thread TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE requests SET thread = coalesce(json_extract(body, '$.thread'), '')")
    db.execute("CREATE INDEX requests_thread ON requests (thread, channel)")
    db.execute("CREATE INDEX outbox_dead ON outbox (channel) WHERE phase = 'dead'")


@migrations
def m008_hints(db: Connection) -> None:
    """What GEN's calls are about: whose watch it is, when we last looked, when GEN called."""
    db.execute("ALTER TABLE watches ADD COLUMN agent TEXT NOT NULL DEFAULT ''")
    for column in ("looked", "hinted"):
        db.execute(f"ALTER TABLE watches ADD COLUMN {column} REAL NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX watches_agent ON watches (agent, job) WHERE agent != ''")


@migrations
def m009_ledger(db: Connection) -> None:
    """What was paid, and what videos cost; what was made before is counted at its last step."""
    db.execute("""
        CREATE TABLE charges (
            at REAL NOT NULL, channel TEXT NOT NULL, person TEXT NOT NULL, credits REAL NOT NULL)""")
    db.execute("CREATE INDEX charges_channel ON charges (channel, at)")
    db.execute("CREATE INDEX charges_at ON charges (at)")
    db.execute(
        "CREATE TABLE prices (at REAL NOT NULL, template TEXT NOT NULL, credits REAL NOT NULL)"
    )
    db.execute("CREATE INDEX prices_at ON prices (at)")
    db.execute("CREATE INDEX prices_template ON prices (template, at)")
    db.execute("""
        INSERT INTO charges SELECT json_extract(body, '$.stage_at'), channel,
            json_extract(body, '$.by'), json_extract(body, '$.credits')
        FROM productions WHERE json_extract(body, '$.credits') > 0""")
    db.execute("""
        INSERT INTO prices SELECT json_extract(body, '$.stage_at'),
            json_extract(body, '$.template'), json_extract(body, '$.credits')
        FROM productions
        WHERE json_extract(body, '$.version') = 1 AND json_extract(body, '$.credits') > 0""")


@migrations
def m010_errands(db: Connection) -> None:
    """What else is done at GEN for a person."""
    db.execute("""
        CREATE TABLE errands (id TEXT PRIMARY KEY, channel TEXT NOT NULL, what TEXT NOT NULL,
            state TEXT NOT NULL, body TEXT NOT NULL)""")
    for column in ("channel", "what", "state"):
        db.execute(f"CREATE INDEX errands_{column} ON errands ({column})")


@migrations
def m011_talks(db: Connection) -> None:
    """Which thread goes on with which conversation of the agent's."""
    db.execute("""
        CREATE TABLE talks (id TEXT PRIMARY KEY, thread TEXT NOT NULL, channel TEXT NOT NULL,
            conversation TEXT NOT NULL, body TEXT NOT NULL)""")
    db.execute("CREATE INDEX talks_thread ON talks (thread, channel)")
    db.execute("CREATE INDEX talks_conversation ON talks (conversation)")


@migrations
def m012_people(db: Connection) -> None:
    """Who belongs to the workspace and its groups, as far as rules name them."""
    for table in ("members", "groups"):
        db.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, body TEXT NOT NULL)")


@migrations
def m013_prices(db: Connection) -> None:
    """What each template and each part of a video costs. Of what was paid before, nobody knows."""
    for column in ("template", "video"):
        db.execute(f"ALTER TABLE charges ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE TABLE recipes (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
    db.execute(
        "CREATE TABLE part_costs (part TEXT NOT NULL, at REAL NOT NULL, credits REAL NOT NULL)"
    )
    db.execute("CREATE INDEX part_costs_part ON part_costs (part, at)")


@migrations
def m014_policies(db: Connection) -> None:
    """Who decides moves out of the channels' settings; nothing else was settable before."""
    db.execute("CREATE TABLE policies (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
    for id, told in db.execute("SELECT id, body FROM channels").fetchall():
        body = json.loads(told)
        rules = {}
        for gate, name in (("ideas", "idea"), ("videos", "video")):
            people = body.pop(f"{name}_approvers", None)
            rule = body.pop(f"{name}_rule", None) or {}
            if people or rule.get("needed", 1) != 1 or not rule.get("own", True):
                rules[gate] = {"people": people or [], **rule}
        db.execute("UPDATE channels SET body = ? WHERE id = ?", (json.dumps(body), id))
        if rules:
            kept = json.dumps({"id": id, "rules": rules, "by": body.get("by", "")})
            db.execute("INSERT INTO policies (id, body) VALUES (?, ?)", (id, kept))


@migrations
def m015_reminders(db: Connection) -> None:
    """Since when what waits for a decision is known to wait, and who was reminded of it."""
    db.execute("CREATE TABLE reminders (id TEXT PRIMARY KEY, body TEXT NOT NULL)")


@migrations
def m016_accesses(db: Connection) -> None:
    """Who asked to decide somewhere, and what was answered."""
    db.execute("""
        CREATE TABLE accesses (id TEXT PRIMARY KEY, channel TEXT NOT NULL, state TEXT NOT NULL,
            body TEXT NOT NULL)""")
    for column in ("channel", "state"):
        db.execute(f"CREATE INDEX accesses_{column} ON accesses ({column})")


@migrations
def m017_shortages(db: Connection) -> None:
    """The message of each channel about what waits for credits."""
    db.execute("CREATE TABLE shortages (id TEXT PRIMARY KEY, body TEXT NOT NULL)")


@migrations
def m018_refs(db: Connection) -> None:
    """Which click a row follows from, and since when a message has waited to be said."""
    for table in ("watches", "outbox", "journal"):  # no part of the journal's chain: it only helps
        db.execute(f"ALTER TABLE {table} ADD COLUMN ref TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE outbox ADD COLUMN since REAL NOT NULL DEFAULT 0")
    db.execute("UPDATE outbox SET since = made WHERE rev > sent_rev")


@migrations
def m019_open(db: Connection) -> None:
    """What is open in a channel, and what is due or ended in a span of time, is found without
    reading what is over or elsewhere."""
    db.execute("ALTER TABLE runs ADD COLUMN channel TEXT NOT NULL DEFAULT ''")
    db.execute("""
        UPDATE runs SET channel = coalesce(
            (SELECT channel FROM requests WHERE requests.id = runs.request_id), '')""")
    db.execute("UPDATE runs SET body = json_set(body, '$.channel', channel)")
    db.execute("CREATE INDEX runs_channel ON runs (channel, state)")
    for table, column in (("ideas", "status"), ("productions", "stage"), ("publications", "state")):
        db.execute(f"DROP INDEX {table}_channel")
        db.execute(f"CREATE INDEX {table}_channel ON {table} (channel, {column})")
    for column in ("due", "ended"):
        db.execute(
            f"CREATE INDEX publications_{column} ON publications "
            f"(state, json_extract(body, '$.{column}'))"
        )
        db.execute(
            f"CREATE INDEX publications_{column}_here ON publications "
            f"(channel, state, json_extract(body, '$.{column}'))"
        )


@migrations
def m020_words(db: Connection) -> None:
    """What things are called, for people who look for them; the number of an idea in its channel; and
    what was changed in a video."""
    db.execute("""
        CREATE TABLE words (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,
            channel TEXT NOT NULL, said TEXT NOT NULL, UNIQUE (kind, id))""")
    db.execute("CREATE INDEX words_channel ON words (kind, channel)")
    for table, column in (
        ("ideas", "title"), ("requests", "topic"), ("errands", "title"),
        ("productions", "title"), ("publications", "post_id"),
    ):  # fmt: skip
        db.execute(
            "INSERT INTO words (kind, id, channel, said) "
            f"SELECT '{table}', id, channel, json_extract(body, '$.{column}') FROM {table} "
            f"WHERE coalesce(json_extract(body, '$.{column}'), '') != '' ORDER BY rowid"
        )
    from sqlite_utils import Database  # noqa: PLC0415  nearly no start needs it

    Database(db, execute_plugins=False).table("words").enable_fts(
        ["kind", "channel", "said"],
        tokenize="unicode61 remove_diacritics 2",
        create_triggers=True,
    )
    db.execute("CREATE INDEX ideas_number ON ideas (channel, json_extract(body, '$.number'))")
    db.execute("CREATE INDEX errands_made ON errands (json_extract(body, '$.wish.made'))")


@migrations
def m021_learns(db: Connection) -> None:
    """Whose history a watch will belong to, with a slash behind it, so that all below are one range;
    and what people wait for is found however many looks are due."""
    db.execute("ALTER TABLE watches ADD COLUMN learns TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX watches_learns ON watches (learns) WHERE learns != ''")
    db.execute("CREATE INDEX watches_asked ON watches (due) WHERE phase != 'waiting'")


@migrations
def m022_errors(db: Connection) -> None:
    """Why a watch was put off the last time, for who runs the bot."""
    db.execute("ALTER TABLE watches ADD COLUMN error TEXT NOT NULL DEFAULT ''")
