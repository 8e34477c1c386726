"""The operator's hand on GEN's calls: nothing of anybody else's is lost, and a trial is a real one."""

import pytest

from genbot.config import BadConfig, Config
from genbot.flows import hints
from genbot.gen.automation import (
    AutomationConfig,
    Delivery,
    GetAutomationConfig,
    TryWebhook,
    UpdateAutomationConfig,
)
from genbot.sandbox.gen.cast import SANTIAGO
from genbot.webhook.address import address
from genbot.webhook.hand import Hand, NotDone, agents, ready
from tests.gen.fake import FakeGen
from tests.webhook.conftest import SECRET

THEIRS = "https://theirs.example/hook"


async def told(tells):
    return [one async for one in tells]


async def config(gen, **changed):
    if changed:
        await gen(UpdateAutomationConfig(agent_id=SANTIAGO, **changed))
    return await gen(GetAutomationConfig(agent_id=SANTIAGO))


async def test_switching_on_keeps_everything_else(hand, gen):
    await config(gen, callback_url=THEIRS, polling_enabled=True)

    [[good, says]] = await told(hand.on("https://bot.example"))

    now = await config(gen)
    assert good
    assert now.webhook_url == address("https://bot.example", SECRET, SANTIAGO)
    assert (now.callback_url, now.polling_enabled) == (THEIRS, True)
    assert says.endswith("GEN calls https://bot.example/gen/…")


async def test_switching_off_removes_only_what_we_set(hand, gen):
    await config(gen, callback_url=THEIRS)
    await told(hand.on("https://bot.example"))

    assert await told(hand.off()) == [(True, f"{SANTIAGO}: off. genbot asks by itself again.")]
    assert await told(hand.off()) == [(True, f"{SANTIAGO}: off.")]

    now = await config(gen, webhook_url=THEIRS)
    [[good, says]] = await told(hand.off())
    assert good
    assert "left alone" in says
    assert await config(gen) == now
    assert (now.webhook_url, now.callback_url) == (THEIRS, THEIRS)


async def test_somebody_elses_address_is_replaced_only_when_asked(hand, gen):
    await config(gen, webhook_url=THEIRS)

    [[good, says]] = await told(hand.on("https://bot.example"))
    assert not good
    assert "--replace" in says
    assert (await config(gen)).webhook_url == THEIRS

    [[good, _]] = await told(hand.on("https://bot.example", replace=True))
    assert good
    assert (await config(gen)).webhook_url != THEIRS


async def test_switching_on_again_changes_nothing_and_another_base_moves_it(hand, gen):
    for base in ("https://bot.example", "https://bot.example/", "https://new.example"):
        assert [good for good, _ in await told(hand.on(base))] == [True]
        assert (await config(gen)).webhook_url == address(base, SECRET, SANTIAGO)


async def test_a_trial_call_really_arrives(hand, front):
    await told(hand.on(front.url))

    assert await told(hand.test()) == [(True, f"{SANTIAGO}: GEN's call arrived.")]
    [[good, says]] = await told(hand.status())
    assert good
    assert "on. Last call " in says


async def test_a_trial_says_what_is_wrong(hand, front, gen):
    [[good, says]] = await told(hand.test())
    assert not good
    assert "genbot webhook on URL" in says

    await told(hand.on("http://127.0.0.1:1"))
    [[good, says]] = await told(hand.test())
    assert not good
    assert "GEN cannot reach us" in says


async def test_a_trial_that_another_process_answers_is_told(hand, front):
    await told(hand.on(front.url))

    async def nothing(seconds):
        """No bot with this database is running."""

    alone = Hand(hand.gen, SECRET, hand.database, hand.agents, nothing)

    [[good, says]] = await told(alone.test())
    assert not good
    assert "not by the bot with this database" in says


async def test_how_it_stands(hand, gen, store, front):
    assert await told(hand.status()) == [(False, f"{SANTIAGO}: off.")]

    await told(hand.on("https://bot.example"))
    [[_, says]] = await told(hand.status())
    assert "Last call never. `genbot webhook test` tries it." in says

    await store.unit(lambda tx: hints.keep(tx, SANTIAGO, hints.Trust(0, tx.now)))
    [[_, says]] = await told(hand.status())
    assert "as if it were off" in says

    await config(gen, webhook_url=THEIRS)
    [[good, says]] = await told(hand.status())
    assert not good
    assert "left alone" in says


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        (AutomationConfig(), "did not keep"),
        (AutomationConfig(webhook_url=address("https://b.example", SECRET, SANTIAGO)), "other"),
    ],
)
async def test_a_change_that_gen_did_not_make_is_told(tmp_path, kept, says):
    gen = FakeGen()
    gen.will(GetAutomationConfig, AutomationConfig(callback_url=THEIRS), kept)
    gen.will(UpdateAutomationConfig, AutomationConfig())
    hand = Hand(gen, SECRET, tmp_path / "none.db", (SANTIAGO,))

    with pytest.raises(NotDone, match=says):
        await told(hand.on("https://b.example"))


async def test_without_a_database_no_call_was_noted(tmp_path):
    ours = AutomationConfig(webhook_url=address("https://b.example", SECRET, SANTIAGO))
    gen = FakeGen()
    gen.will(GetAutomationConfig, ours)
    gen.will(TryWebhook, Delivery(success=False))
    hand = Hand(gen, SECRET, tmp_path / "none.db", (SANTIAGO,))

    assert "never" in (await told(hand.status()))[0][1]
    assert "it does not say why" in (await told(hand.test()))[0][1]


async def test_every_agent_of_a_channel_is_asked_about_once(bound, tmp_path):
    known = Config(gen_agent_id="agent-z", genbot_database=tmp_path / "genbot.db")

    assert agents(known) == ("agent-z", "agent-a", "agent-b")
    assert agents(Config(gen_agent_id="a", genbot_database=tmp_path / "none.db")) == ("a",)


def test_nobody_can_be_called_who_does_not_listen():
    with pytest.raises(BadConfig, match="GENBOT_HTTP"):
        ready(Config(genbot_http=""), "https://bot.example")
    with pytest.raises(NotDone, match="https://"):
        ready(Config(genbot_http="127.0.0.1:8080"), "http://bot.example")
