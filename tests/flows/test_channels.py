"""A channel nobody bound: a clear answer, and nothing begun."""

import pytest

from genbot.domain.errors import BadForm, NotHere
from genbot.domain.settings import Settings
from genbot.flows import channels, ideas

HERE, MAYA = "C0VIDEOIDEAS", "U0MARKETER"


@pytest.fixture
def settings():
    return Settings(agent="")


async def test_a_channel_that_is_not_bound_says_how_to_bind_it(store):
    with pytest.raises(NotHere, match="/gen use"):
        await store.unit(ideas.request, "5 tacos", channel=HERE, by=MAYA)

    assert await store.read(lambda tx: tx.requests.find()) == []
    assert await store.read(lambda tx: list(tx.watches.all())) == []


async def test_once_bound_it_is_asked_there(store):
    await store.unit(channels.bind, HERE, "agent-luma", "Luma", by=MAYA)

    asked = await store.unit(ideas.request, "5 tacos", channel=HERE, by=MAYA)

    assert (asked.agent_id, asked.agent_name) == ("agent-luma", "Luma")


async def test_settings_without_an_agent_are_refused(store):
    with pytest.raises(BadForm) as refused:
        await store.unit(channels.set_up, await store.read(channels.find, HERE), by=MAYA)

    assert set(refused.value.fields) == {"agent"}
