"""What is fuzzed: each target makes one input, uses it, and raises when a promise is broken."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from itertools import count, islice
from typing import Any

from genbot.cards.announce import announce
from genbot.cards.text import escape, line, link, pieces, plain, quoted, shorten
from genbot.domain.asked import understand
from genbot.domain.errors import Refusal
from genbot.domain.posts import Place
from genbot.domain.settings import Settings
from genbot.flows import arrivals, ideas
from genbot.gen.answers import read, trouble
from genbot.gen.convert import CloneTemplate, GetSheet, ListTemplates
from genbot.gen.edit import GetGeneration
from genbot.gen.errors import GenError
from genbot.gen.ideas import GetRun, ListIdeas
from genbot.gen.jobs import GetUserJob
from genbot.slack import asks, commands, written
from genbot.slack.desk import buttons, forms
from genbot.slack.http import Events
from genbot.store import Transaction
from genbot.store.schema import migrations
from tests.cards.test_any_text import assert_harmless, cards, shown_texts, views
from tests.fuzz.mutate import Mutator
from tests.fuzz.samples import ANSWERS, PAYLOADS, TEXTS, URLS
from tests.gen.answers import completed, idea
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES

Target = Callable[[Mutator], None]
AGENTS = (("a1", "Santiago"), ("a2", "Sofia <!here>"), ("a3", "sofia"))
READERS = {
    "command": asks.Command.read, "press": asks.Press.read, "submission": asks.Submission.read,
    "shortcut": asks.Shortcut.read, "visit": asks.Visit.read, "outsider": asks.Outsider.read,
    "said": lambda body: asks.Said.read(body, "U0GENBOT"),
}  # fmt: skip
CALLS = {
    "run": GetRun(run_id="r1"), "ideas": ListIdeas(agent_id="a"), "sheet": GetSheet(sheet_id="1", agent_id="a"),
    "clone": CloneTemplate(slug="s", agent_id="a"), "templates": ListTemplates(),
    "generation": GetGeneration(generation_id="1"), "job": GetUserJob(id="1", agent_id="a"),
}  # fmt: skip


def words(mutator: Mutator) -> None:
    """Text from outside is shown as text, and never longer than asked."""
    text, limit = mutator.text(TEXTS), mutator.chance.choice((1, 2, 20, 300, 3_000))
    shown = [escape(text, limit), line(text, limit), quoted(text, limit), link(mutator.text(URLS))]
    shown += pieces(escape(text[:5_000]), 200, 5)
    assert_harmless(iter(shown))
    assert len(shown[0]) <= limit
    assert len(line(text, limit, "")) <= limit
    assert len(plain(text, limit, "")) <= limit
    assert len(shorten(shown[0], 5)) <= max(5, 0)


def typed(mutator: Mutator) -> None:
    """Whatever is typed has a handler, or a refusal in words."""
    text = mutator.text(TEXTS)
    row, rest = commands.meant(asks.Command("k", MAYA, Place(CHANNEL), "t", text))
    assert row.run
    with suppress(Refusal):
        understand(rest.text, 20)
    with suppress(Refusal):
        commands.chosen(rest.text, AGENTS)
    written.plain(text)


def payloads(mutator: Mutator) -> None:
    """A payload of the wrong shape is unreadable, and nothing else."""
    kind = mutator.chance.choice(list(PAYLOADS))
    body = mutator.value(PAYLOADS[kind])
    if isinstance(body, dict):  # Bolt lets nothing else through
        with suppress(asks.Unreadable):
            ask = asks.read(READERS[kind], body)
            str(ask).encode()


def headers(mutator: Mutator) -> None:
    """Nothing that Slack did not sign passes, whatever its headers are."""
    door = Events(None, "secret", lambda: 1_800_000_000.0)  # type: ignore[arg-type]
    sign = mutator.text((f"v0={'0' * 64}", "v0=", "v1="))
    stamp = mutator.text(("1800000000", "1800000299", ""))
    assert not door._signed(sign, stamp, mutator.data(b"payload=%7B%7D"))


def answers(mutator: Mutator) -> None:
    """Whatever GEN answers is an answer, or an error of ours that says what may be done."""
    name = mutator.chance.choice(list(CALLS))
    call: Any = CALLS[name]
    body = json.dumps(mutator.value(ANSWERS[name], 6), default=str).encode(errors="replace")
    if mutator.chance.random() < 0.2:
        body = mutator.data(body)
    with suppress(GenError):
        read(call, body)
    status = mutator.chance.choice((200, 400, 402, 404, 409, 422, 429, 500, 503, 999))
    retry = mutator.text(("1", "Fri, 20 Nov 2026 10:00:00 GMT", "-1"))
    assert isinstance(trouble(call, status, {"retry-after": retry}, body, 0.0), GenError)


def shown(mutator: Mutator) -> None:
    """One card and one form with a stranger's text in every place that strangers can fill."""
    text = mutator.text(TEXTS)
    for card in islice(cards(text), mutator.chance.randrange(60), None, 60):
        assert_harmless(iter([card.text, *shown_texts(card.blocks)]))
    for view in islice(views(text), mutator.chance.randrange(12), None, 12):
        assert_harmless(shown_texts(view))


class Life:
    """A database with things in every state; each input is tried and undone."""

    def __init__(self) -> None:
        conn = sqlite3.connect(":memory:", isolation_level=None)
        migrations.climb(conn)
        ids, self.keys = count(1), count(1)
        settings = Settings(agent="agent-santiago")
        self.conn, self.tx = (
            conn,
            Transaction(conn, announce, settings, lambda: f"id{next(ids):04d}"),
        )
        self.tx.now = 1_800_000_000.0
        for topic, story in STORIES.items():
            story(self.tx, topic)
        conn.execute("UPDATE outbox SET rev = 1")
        shelves = (self.tx.runs, self.tx.ideas, self.tx.productions, self.tx.publications)
        self.ids = tuple(one.id for shelf in shelves for one in shelf.find())  # type: ignore[attr-defined]
        self.runs = tuple(run.id for run in self.tx.runs.find(state="running"))

    def tried(self, story: Callable[[], object]) -> None:
        """Run it; what it would say must be harmless; then as if nothing had been."""
        [[before]] = self.conn.execute("SELECT max(seq) FROM outbox").fetchall()
        self.conn.execute("SAVEPOINT tried")
        try:
            with suppress(Refusal):
                self._harmless(story())
            said = self.conn.execute(
                "SELECT body FROM outbox WHERE seq > ? OR rev > ?", (before, 1)
            )
            for (body,) in said.fetchall():
                told = json.loads(body)
                assert_harmless(iter([told.get("text", ""), *shown_texts(told.get("blocks", []))]))
        finally:
            self.conn.execute("ROLLBACK TO tried")
            self.conn.execute("RELEASE tried")

    def _harmless(self, answer: Any) -> None:
        if answer is not None and hasattr(answer, "blocks"):
            assert_harmless(iter([answer.text, *shown_texts(answer.blocks)]))
        elif isinstance(answer, dict):
            assert_harmless(shown_texts(answer))

    def pressed(self, mutator: Mutator) -> None:
        """Any button or form with any value and any filling: an answer or a refusal in words."""
        table: Any = mutator.chance.choice((buttons, forms))
        row = mutator.chance.choice([row for row in table if row.needs is None])
        value = f"{mutator.chance.choice(self.ids)}:{mutator.chance.randrange(4)}"
        if mutator.chance.random() < 0.3:
            value = asks.whole(mutator.text((value,)))
        key, place = f"k{next(self.keys)}", Place(CHANNEL)
        if table is buttons:
            ask: Any = asks.Press(key, BEA, place, act=row.name, value=value)
        else:
            ask = asks.Submission(
                key, BEA, place, form=row.name, value=value, filled=self._filled(mutator)
            )
        self.tried(lambda: row.run(self.tx, ask))

    def _filled(self, mutator: Mutator) -> dict[str, tuple[str, ...]]:
        names = ("reason", "note", "wish", "redo", "template", "caption", "when", "post", "agent", "title",
                 "people", "needed", "media_type", "topic", "count", "channel",
                 "thumbnail", "handover", "announce", "template_3")  # fmt: skip
        seeds = (*TEXTS, "1900000000", "5", "VIDEO", "gen", CHANNEL, *URLS)
        return {
            name: (asks.whole(mutator.text(seeds)),)
            for name in names
            if mutator.chance.random() < 0.8
        }

    def arrives(self, mutator: Mutator) -> None:
        """Ideas as GEN might tell them become cards that only say what they say."""
        run = mutator.chance.choice(self.runs)
        told = mutator.value(IDEA, 8)
        with suppress(GenError):
            found = read(CALLS["ideas"], json.dumps([told], default=str).encode(errors="replace"))
            answer = asks.whole(mutator.text(TEXTS))
            self.tried(lambda: arrivals.arrived(self.tx, run, found, found, answer))  # type: ignore[arg-type]

    def asked(self, mutator: Mutator) -> None:
        """Any topic becomes a request whose message is harmless."""
        text = asks.whole(mutator.text(TEXTS))
        self.tried(lambda: ideas.request(self.tx, text, channel=CHANNEL, by=MAYA))


IDEA = completed(idea("i1")).model_dump(mode="json")["messages"][0]["data"]["ideas"][0]


def every_target() -> dict[str, Target]:
    life = Life()
    return {
        "words": words, "typed commands": typed, "payloads": payloads, "HTTP headers": headers,
        "GEN answers": answers, "cards and forms": shown, "buttons and forms, with stories": life.pressed,
        "ideas of GEN, with stories": life.arrives, "requests, with stories": life.asked,
    }  # fmt: skip
