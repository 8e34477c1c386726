"""A form that was acknowledged is opened, or its person is told; a crash in between changes nothing."""

from dataclasses import replace

import pytest

from genbot.cards import answers
from genbot.cards.request import request_form
from genbot.domain.errors import NotNow
from genbot.domain.posts import Place
from genbot.slack.asks import Command, Press, Shortcut, Submission
from genbot.slack.once import LEASE, broken, kept, once
from genbot.slack.table import Row
from tests.slack.conftest import IDEAS, MAYA, with_an_idea

HERE = Place(IDEAS, "1700000000.000100")
PRESS = Press("k1", MAYA, HERE, "t", "open_request", label="New <ideas>…")
TYPED = Command("k2", MAYA, Place(IDEAS), "t")
CHOSEN = Shortcut("k3", MAYA, Place(""), "t", "new_ideas")
FORM = Row("settings", "", lambda tx, ask: request_form(IDEAS), usage="New ideas")


def told(did):
    return (
        f"I was interrupted when you {did}. Nothing was changed. "
        "If no form opened, please do it again."
    )


def refused(tx, ask):
    raise NotNow("Too late.")


async def said(store):
    rows = await store.unit(lambda tx: tx.outbox.claim(tx.now, 9, 1))
    return [(row.kind, row.user or row.channel, row.thread_ts, row.body["text"]) for row in rows]


def restarted(store, make_store):
    store.close()
    return make_store()


@pytest.mark.parametrize(
    ("ask", "to"),
    [
        (PRESS, ("whisper", MAYA, HERE.thread, told("pressed *New &lt;ideas&gt;…*"))),
        (TYPED, ("whisper", MAYA, "", told("typed `/gen settings`"))),
        (CHOSEN, ("post", MAYA, "", told("chose *New ideas*"))),
    ],
    ids=lambda one: type(one).__name__,
)
async def test_a_form_that_a_crash_took_away_is_told_at_the_next_start(store, make_store, ask, to):
    assert await store.unit(once, ask, FORM)
    assert await said(store) == []

    store = restarted(store, make_store)

    assert await said(store) == [to]


@pytest.mark.parametrize(
    ("ask", "did"),
    [
        (replace(PRESS, window="V1"), "pressed *New &lt;ideas&gt;…*"),
        (Submission("k9", MAYA, HERE, "t", window="V1"), "sent that form"),
    ],
    ids=["press", "submission"],
)
async def test_what_was_decided_in_a_window_is_never_denied(store, make_store, ask, did):
    await store.unit(once, ask, FORM)

    [(*_, text)] = await said(restarted(store, make_store))

    assert text == (
        f"I was interrupted when you {did}. If that decided anything, it is kept. "
        "Please open it again to see how it stands."
    )


async def test_a_form_that_opened_is_not_told_again(store, make_store, clock):
    await store.unit(once, PRESS, FORM)
    await store.unit(kept, PRESS)
    clock.pass_(LEASE)

    store = restarted(store, make_store)

    assert await said(store) == []


async def test_what_nobody_kept_is_told_without_a_restart_too(store, clock):
    await store.unit(once, PRESS, FORM)
    clock.pass_(LEASE)

    assert len(await said(store)) == 1


async def test_a_form_that_could_not_be_opened_is_told_at_once(store):
    await store.unit(once, CHOSEN, FORM)
    await store.unit(broken, CHOSEN)

    assert await said(store) == [("post", MAYA, "", told("chose *New ideas*"))]


async def test_an_answer_in_a_window_of_its_own_is_said_in_private_instead(store, make_store):
    at_home = Press("k4", MAYA, Place(""), "t", "approve_idea", at_home=True)
    assert await store.unit(once, at_home, Row("x", "", refused))

    store = restarted(store, make_store)

    assert await said(store) == [("post", MAYA, "", "Too late.")]


async def test_the_home_tab_promises_nothing(store, make_store):
    await store.unit(once, PRESS, Row("x", "", lambda tx, ask: {"type": "home", "blocks": []}))

    assert await said(restarted(store, make_store)) == []


async def test_words_without_the_right_to_open_a_form_are_answered_in_the_same_commit(store):
    asked = Command("k5", MAYA, Place(IDEAS), "")
    assert await store.unit(once, asked, FORM) is None

    [(_, _, _, text)] = await said(store)
    assert text == "Forms open from `/gen settings`, typed in a channel."


async def test_a_form_opened_by_a_button_leaves_nothing_to_be_said(here, workspace):
    await with_an_idea(here)
    await workspace.press(workspace.message("The 2 a.m. verdict"), "reject_idea")
    await here.router.rest()

    assert workspace.form()
    assert await here.store.read(lambda tx: tx.outbox.waiting()) == []


async def test_a_card_is_said_and_not_promised(store):
    row = Row("x", "", lambda tx, ask: answers.note("done"))

    assert await store.unit(once, PRESS, row) is None
    assert [text for *_, text in await said(store)] == ["done"]
