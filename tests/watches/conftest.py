"""The watcher in a test: time passes by hand, GEN answers as told, everything announced is kept."""

import hashlib
import json

import pytest

from genbot.cards.announce import announce as real_announce
from genbot.domain.files import Proof, Weight
from genbot.domain.watches import Phase
from genbot.watches import kinds
from genbot.watches.watcher import Watcher
from tests.gen.answers import all_goes_well, idea
from tests.gen.fake import FakeGen
from tests.gen.library import Library
from tests.turns import next_turn

CHANNEL, MAYA, BEA = "C0VIDEOIDEAS", "U0MARKETER", "U0BRANDOWN"


@pytest.fixture
def announce():
    return real_announce


class TroubledGen(FakeGen):
    """A GEN that can be interrupted at its nth call: before it hears it, or after it acted."""

    def __init__(self):
        super().__init__()
        self.heard = -1
        self.before = self.after = lambda nth: None

    async def __call__(self, call, /, *, key=None):
        self.heard += 1
        nth = self.heard
        if trouble := self.before(nth):
            raise trouble
        answer = await super().__call__(call, key=key)
        if trouble := self.after(nth):
            raise trouble
        return answer


@pytest.fixture
def gen():
    fake = TroubledGen()
    all_goes_well(fake, idea("i1", "Taco one"), idea("i2", "Salsa two"))
    return fake


@pytest.fixture
def library(gen):
    return Library(gen)


class Porter:
    """Carries pretend files, and fails as told."""

    def __init__(self):
        self.content, self.weight = b"", Weight(12, "md5", "Clip.mp4", "video/mp4")
        self.taken, self.sent, self.trouble = [], [], []
        self.videos, self.read_urls, self.unread = {}, [], []  # what a video shows, by its address

    async def take(self, source, most):
        self.taken.append((source, most))
        self._stumble()
        return self.content

    async def weigh(self, source, *, who):
        self._stumble()
        return self.weight

    async def read(self, url):
        self.read_urls.append(url)
        if self.unread:
            raise self.unread.pop(0)
        sha256 = hashlib.sha256(self.videos.get(url, url).encode()).hexdigest()
        return Proof(sha256, 12)

    async def send(self, source, weight, to, headers, *, who):
        self._stumble()
        self.sent.append((source, to, headers["Content-MD5"], who))

    def _stumble(self):
        if self.trouble:
            raise self.trouble.pop(0)


@pytest.fixture
def files():
    return Porter()


class World:
    """One bot's working life, with restarts."""

    def __init__(self, make_store, gen, clock, files=None):
        self.make_store, self.gen, self.clock, self.files = make_store, gen, clock, files
        self.slept, self.theirs = 0.0, lambda: None
        self.start()

    def start(self):
        self.store = self.make_store()
        self.watcher = Watcher(
            self.gen,
            self.store,
            kinds(files=self.files, theirs=lambda: self.theirs()),  # noqa: PLW0108 - as it is then
            boot=lambda: self.clock.steady() + self.slept,
            jitter=lambda: 1.0,
        )

    def restart(self):
        self.store.close()
        self.start()

    async def do(self, story, *args, **kwargs):
        return await self.store.unit(story, *args, **kwargs)

    async def round(self):
        begun = await self.watcher.round()
        await self.watcher.drain()
        return begun

    async def passes(self, seconds=0.0):
        """Time passes; everything that is due by then has its turn."""
        end = self.clock() + seconds
        for _ in range(200):
            while await self.round():
                pass
            due = await self.store.read(next_turn)
            if due is None or due > end:
                break
            self.clock.at = max(due, self.clock())
        self.clock.at = max(end, self.clock())

    async def all(self, shelf):
        return await self.store.read(lambda tx: getattr(tx, shelf).find())

    async def one(self, shelf):
        [only] = await self.all(shelf)
        return only

    async def said(self, kind="post"):
        sql = "SELECT slot, body FROM outbox WHERE kind = ? ORDER BY seq"
        rows = await self.store.read(lambda tx: tx._db.execute(sql, (kind,)).fetchall())
        return {slot: json.loads(body)["text"] for slot, body in rows if kind != "upload"} or [
            slot for slot, _ in rows
        ]

    async def phases(self):
        watches = await self.store.read(lambda tx: tx.watches.all())
        return {(watch.kind.value, Phase(watch.phase).value) for watch in watches}


@pytest.fixture
def world(make_store, gen, clock, files):
    return World(make_store, gen, clock, files)
