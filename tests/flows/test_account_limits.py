"""What one account may have, to the post, the second and the character; whichever agent posts there."""

from dataclasses import replace

import pytest

from genbot.domain.errors import BadForm, NotNow
from genbot.domain.preflight import DAY, Accounts
from genbot.domain.publications import CAPTION_LIMIT, PublicationState, Wish, caption_size, fitting
from genbot.flows import gate, publications, slots
from tests.golden.make import BEA, rendered

S = PublicationState
OURS = Accounts((("tiktok", "@santiago"),), 1.0)
TACO = "🌮"  # two UTF-16 units, as TikTok counts
MONTH = 30 * DAY


async def video(store, topic, **facts):
    made = await store.unit(rendered, topic)
    return await store.unit(lambda tx: tx.productions.save(replace(made, accounts=OURS, **facts)))


async def publish(store, made, caption, due=0.0, by=BEA):
    wish = Wish(caption, due=due)
    return await store.unit(publications.publish, made.id, made.version, by=by, form=wish)


async def test_the_fifteenth_of_a_day_goes_and_the_sixteenth_waits(store, clock):
    day = clock() + 5 * DAY
    for nth in range(15):
        await publish(store, await video(store, f"t{nth}"), f"Post {nth}", day + nth * 60)
    made = await video(store, "one more")

    for at in (day + 900, day + DAY - 1, day - DAY + 14 * 60 + 1):
        with pytest.raises(BadForm, match="15 posts in 24 hours, and this is one too many"):
            await publish(store, made, "Post 16", at)
    assert (await publish(store, made, "Post 16", day + DAY)).state is S.SCHEDULED


@pytest.mark.parametrize("apart", [MONTH, -MONTH])
async def test_the_same_caption_is_fine_again_after_thirty_days_to_the_second(store, clock, apart):
    at = clock() + 40 * DAY
    await publish(store, await video(store, "tacos"), "Tacos!", at)
    made = await video(store, "salsa")

    near = at + apart - (1 if apart > 0 else -1)
    with pytest.raises(BadForm, match="“The tacos story” has the same caption"):
        await publish(store, made, "Tacos!", near)
    again = await publish(store, made, "Tacos!", at + apart)

    with pytest.raises(BadForm, match="has the same caption") as refused:
        await store.unit(publications.move, again.id, near, by=BEA)
    assert set(refused.value.fields) == {"when"}
    assert (await store.read(publications.find, again.id)).due == at + apart


async def test_two_agents_that_post_to_one_account_share_what_it_may_have(store, clock):
    """In another channel, by another agent: TikTok sees one account, and so do we."""
    at = clock() + DAY
    first = await video(store, "tacos", agent_id="agent-luma", channel="C0ELSEWHERE")
    out = await publish(store, first, "Tacos!", at)
    same = await video(store, "salsa")
    assert out.accounts == ("@santiago",)

    with pytest.raises(BadForm, match="A post of another channel has the same caption"):
        await publish(store, same, "Tacos!", at + 7200)
    assert await store.read(lambda tx: slots.near(tx, same)(at + 60).id) == out.id
    other = replace(same, accounts=Accounts((("tiktok", "@luma"), ("youtube", "@santiago")), 1.0))
    await store.unit(lambda tx: tx.productions.save(other))
    assert await store.read(lambda tx: slots.near(tx, other)(at + 60)) is None
    assert (await publish(store, other, "Tacos!", at + 7200)).state is S.SCHEDULED


async def test_what_says_the_same_as_what_has_just_left_is_held(store, clock):
    """Two in the same second, which no form could see: the second one asks."""
    one, two = await video(store, "tacos"), await video(store, "salsa")
    outs = [await publish(store, one, "Tacos!"), await publish(store, two, "Salsa!")]
    await store.unit(lambda tx: tx.publications.save(replace(outs[1], caption="Tacos! ")))
    clock.pass_(60)

    assert (await store.unit(gate.send, outs[0].id)).state is S.SENDING
    assert await store.unit(gate.send, outs[1].id) is None
    held = await store.read(publications.find, outs[1].id)
    assert (held.state, held.red) == (S.HELD, True)
    assert held.error.startswith("“The tacos story” has the same caption")
    with pytest.raises(NotNow, match="Take it back to review to write another one"):
        await store.unit(publications.send_again, held.id, by=BEA)


async def test_a_caption_is_counted_as_tiktok_counts_it(store):
    made = await video(store, "tacos")
    full = TACO * (CAPTION_LIMIT // 2)
    assert (len(full), caption_size(full)) == (1_100, 2_200)

    with pytest.raises(BadForm, match="The caption has 2,201 characters; TikTok takes 2,200"):
        await publish(store, made, f"{full}!")
    assert fitting(f"x{full}") == f"x{full[:-1]}"  # and no half of a taco
    assert (await publish(store, made, full)).state is S.SCHEDULED
