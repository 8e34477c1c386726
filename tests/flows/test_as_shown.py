"""A press acts on what its card showed, cover and all; what was changed since is shown first."""

import json

import pytest

from genbot.domain import faces
from genbot.domain.approvals import Rule
from genbot.domain.errors import NotNow
from genbot.domain.library import Item
from genbot.domain.posts import Place
from genbot.domain.productions import Stage
from genbot.domain.waiting import Tour
from genbot.flows import assets, channels, productions, waiting
from genbot.slack.asks import Press, Submission
from genbot.slack.desk import buttons, forms
from genbot.slack.once import once
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, rendered

COVER = Item("9", "cover.png", "image", "https://cdn.gen.pro/cover.png")
OTHER = Item("10", "other.png", "image", "https://cdn.gen.pro/other.png")


@pytest.fixture
async def made(store):
    await store.unit(channels.met, CHANNEL, BEA)
    one = await store.unit(rendered, "tacos")
    return await store.unit(assets.use_as_cover, COVER, one.id, by=BEA)


async def shown(store, made):
    """The values of the buttons of its review card, by what they do."""
    slot = f"review:{made.id}:{made.version}"
    sql = "SELECT body FROM outbox WHERE slot = ?"
    row = await store.read(lambda tx: tx._db.execute(sql, (slot,)).fetchone())
    blocks = json.loads(row[0])["blocks"]
    return {
        part["action_id"]: part.get("value")
        for one in blocks
        for part in one.get("elements", ())
        if "action_id" in part
    }


async def look(store, made):
    return await store.read(productions.find, made.id)


def pressed(name, value, key="k1"):
    ask = Press(key, BEA, Place(CHANNEL), "t1", act=name, value=value)
    return lambda tx: once(tx, ask, buttons.get(name))


def sent(name, value):
    filled = {"reason": ("risky",), "note": ("",)}
    ask = Submission("s1", BEA, Place(CHANNEL), "t1", form=name, value=value, filled=filled)
    return lambda tx: once(tx, ask, forms.get(name))


async def whispers(store):
    sql = "SELECT body FROM outbox WHERE kind = 'whisper'"
    rows = await store.read(lambda tx: tx._db.execute(sql).fetchall())
    return " ".join(body for (body,) in rows)


@pytest.mark.parametrize("act", ["publish_now", "reject_video", "take_slot"])
async def test_what_was_changed_since_is_shown_first(store, made, act):
    before = await shown(store, made)
    value = before.get(act) or f"{made.id}:{made.version}:1900000000:{faces.face(made)}"
    await store.unit(assets.use_as_cover, OTHER, made.id, by=BEA)
    assert await store.unit(pressed(act, value)) is None

    assert (await look(store, made)).stage is Stage.REVIEW
    assert "was changed since" in await whispers(store)
    assert (await shown(store, made))["publish_now"] != before["publish_now"]


async def test_what_is_as_it_was_shown_goes_out(store, made):
    await store.unit(pressed("publish_now", (await shown(store, made))["publish_now"]))

    assert (await look(store, made)).stage is Stage.PUBLISHING
    [out] = await store.read(lambda tx: tx.publications.find())
    assert out.thumbnail == COVER.url


async def test_a_button_of_an_older_genbot_never_speaks_for_a_cover(store, made):
    value = f"{made.id}:{made.version}"
    await store.unit(pressed("publish_now", value))

    assert (await look(store, made)).stage is Stage.REVIEW
    plain = await store.unit(rendered, "salsa")
    await store.unit(pressed("publish_now", f"{plain.id}:{plain.version}", "k2"))
    assert (await look(store, plain)).stage is Stage.PUBLISHING


@pytest.mark.parametrize("one_no", [True, False])
async def test_a_form_that_was_open_meanwhile_rejects_nothing_else(store, made, one_no):
    await store.unit(decides(CHANNEL, videos=Rule(needed=2, one_no=one_no)))
    form = await store.unit(pressed("reject_video", (await shown(store, made))["reject_video"]))
    about = form["private_metadata"]
    await store.unit(assets.use_as_cover, OTHER, made.id, by=BEA)
    await store.unit(sent("reject_video_form", about))

    now = await look(store, made)
    assert (now.stage, now.ballot) == (Stage.REVIEW, None)
    assert "was changed since" in await whispers(store)


async def test_the_window_that_goes_through_what_waits_is_no_way_around(store, made):
    [one] = await store.read(waiting.of, BEA)
    tour = Tour.read(str(Tour().at(one)))
    await store.unit(assets.use_as_cover, OTHER, made.id, by=BEA)
    for verb in ("yes", "no"):
        stop = await store.unit(waiting.decide, tour, verb, BEA, "risky")
        assert "changed since" in stop.note

    again = await store.unit(waiting.again, tour, BEA)
    assert not (await store.unit(waiting.decide, again.tour, "yes", BEA)).note
    with pytest.raises(NotNow):
        await store.unit(productions.reject, made.id, made.version, "", by=BEA)
