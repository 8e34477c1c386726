"""A button counts for what it was drawn for: the thing, its version, its attempt."""

from dataclasses import replace

import pytest

from genbot.domain.errors import NotNow
from genbot.domain.posts import Place
from genbot.domain.publications import PublicationState
from genbot.slack.asks import Press, Submission
from genbot.slack.desk import buttons, forms
from tests.operate.test_upkeep import family

BEA = "U0BRANDOWN"
U = PublicationState


def press(act, value):
    return buttons.get(act).run, Press("k", BEA, Place("C0VIDEOIDEAS"), act=act, value=value)


def form(name, value, **filled):
    held = {block: (word,) for block, word in filled.items()}
    return forms.get(name).run, Submission("k", BEA, Place(""), form=name, value=value, filled=held)


STALE = [
    (press("send_again", "u1:1"), U.FAILED),
    (press("send_again", "u1:1"), U.UNSURE),
    (press("cancel_post", "u1:1"), U.SCHEDULED),
    (press("cancel_post", "u1:1"), U.FAILED),
    (press("hold_post", "u1:1"), U.UNSURE),
    (form("move_form", "u1:1", when="1810000000"), U.SCHEDULED),
    (form("live_form", "u1:1", post="7300000000000000001"), U.UNSURE),
]


def _named(given):
    """The handler's name, or the state: the same in every process."""
    return given[0].__name__ if isinstance(given, tuple) else str(given)


@pytest.mark.parametrize(("click", "state"), STALE, ids=_named)
async def test_a_click_meant_for_an_earlier_attempt_does_nothing(store, click, state):
    run, ask = click
    await store.unit(lambda tx: family(tx, 1, state=state))
    out = await store.read(lambda tx: tx.publications.get("u1"))
    await store.unit(lambda tx: tx.publications.save(_second(out)))

    with pytest.raises(NotNow, match="tried again since"):
        await store.unit(run, ask)

    assert (await store.read(lambda tx: tx.publications.get("u1"))).state is state


def _second(out):
    return replace(out, attempt=2)
