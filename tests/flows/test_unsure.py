"""A post nobody is sure about: where it is, when it may be sent again, and what stands against that."""

from dataclasses import replace

import pytest

from genbot.domain.approvals import Rule
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.preflight import DAY
from genbot.domain.publications import PublicationState, Wish
from genbot.flows import freeze, gate, publications
from tests.deciding import decides
from tests.golden.make import BEA, CHANNEL, MAYA, STORIES, rendered

S = PublicationState
LINK = "https://www.tiktok.com/@santiago/video/7412058823340011223"


async def unsure(store, topic="tacos", **facts):
    """Somebody is asked whether it is out."""

    def story(tx):
        STORIES["a post is unsure"](tx, topic)
        out = tx.publications.find(state=S.UNSURE)[-1]
        return tx.publications.save(replace(out, **facts))

    return await store.unit(story)


async def live(store, out, post, **by):
    return await store.unit(publications.it_is_live, out.id, post, **(by or {"by": BEA}))


async def again(store, out, by=BEA):
    return await store.unit(publications.send_again, out.id, by=by)


async def now(store, out):
    return await store.read(lambda tx: tx.publications.get(out.id))


async def planned(store, topic, at, caption):
    """Another post of the same account with this caption, at its time."""
    made = await store.unit(rendered, topic)
    wish = Wish(caption, due=at)
    return await store.unit(publications.publish, made.id, made.version, by=BEA, form=wish)


async def test_a_link_is_kept_without_what_follows_it(store):
    out = await unsure(store)

    found = await live(store, out, f"Found it: {LINK}?is_from_webapp=1")

    assert (found.state, found.post_id, found.decided_by) == (S.LIVE, LINK, BEA)
    news = await store.read(lambda tx: [one.fact["news"] for one in tx.journal.of(out.id)])
    assert news[-2:] == ["unsure", "live"]


@pytest.mark.parametrize(
    ("post", "why"),
    [
        ("", "Paste the link"),
        ("yes, it is", "neither a link nor an id"),
        ("https://instagram.com/p/1", "leads to instagram.com"),
        ("https://www.tiktok.com/@santiago", "not to one post"),
        (
            "https://www.tiktok.com/@rival/video/9",
            "a post of @rival, and this one was approved for",
        ),
    ],
)
async def test_what_is_no_post_of_this_account_is_refused_at_the_field(store, post, why):
    out = await unsure(store, accounts=("@Santiago",))

    with pytest.raises(BadForm, match=why) as refused:
        await live(store, out, post)

    assert set(refused.value.fields) == {"post"}
    assert await now(store, out) == out
    assert (await live(store, out, LINK)).state is S.LIVE


@pytest.mark.parametrize("told", [LINK, LINK.rpartition("/")[2]])
async def test_one_post_is_not_two(store, told):
    """Else the second would be believed to be out, and nobody would send it any more."""
    first, second = await unsure(store), await unsure(store, "salsa")
    await live(store, first, LINK)

    with pytest.raises(BadForm, match="That is the post of “The tacos story”"):
        await live(store, second, told)
    await store.unit(
        lambda tx: tx.publications.save(replace(tx.publications.get(first.id), channel="C0X"))
    )
    with pytest.raises(BadForm, match="a video of another channel"):
        await live(store, second, told)
    await store.unit(
        lambda tx: tx.publications.save(replace(tx.publications.get(first.id), post_id="a b"))
    )
    assert (await live(store, second, told)).state is S.LIVE


async def test_who_may_not_post_says_nothing_of_it_and_nobody_says_it_twice(store):
    await store.unit(decides(CHANNEL, videos=(BEA,)))
    out = await unsure(store)

    with pytest.raises(NotYours, match=BEA):
        await live(store, out, "no link at all", by=MAYA)
    with pytest.raises(NotYours, match=BEA):
        await again(store, out, MAYA)
    await live(store, out, LINK)
    with pytest.raises(NotNow, match="is out already"):
        await live(store, out, "no link at all")
    with pytest.raises(NotNow, match="is out already"):
        await again(store, out)


async def test_what_has_its_caption_by_now_keeps_it_from_being_sent_again(store, clock):
    await store.unit(STORIES["a post failed"], "salsa")
    failed = await store.read(lambda tx: tx.publications.find(state=S.FAILED)[-1])
    other = await planned(store, "mole", clock() + 3 * DAY, failed.caption)

    with pytest.raises(NotNow, match="“The mole story” has the same caption") as refused:
        await again(store, failed)
    assert "Take it back to review" in refused.value.text
    assert "Nothing was sent." in refused.value.text

    await store.unit(publications.cancel, other.id, by=BEA)
    assert (await again(store, failed)).state is S.SCHEDULED


async def test_it_is_not_sent_again_into_a_freeze(store):
    out = await unsure(store)
    await store.unit(freeze.freeze, CHANNEL, "", by=BEA)

    with pytest.raises(NotNow, match="frozen"):
        await again(store, out)
    await store.unit(freeze.thaw, CHANNEL, by=BEA)
    assert (await again(store, out)).attempt == 2


async def test_the_approvals_it_had_have_to_hold_still(store):
    """Whoever sends it again gives one more; together they have to be enough."""
    out = await unsure(store)
    await store.unit(decides(CHANNEL, videos=Rule(needed=3)))

    await again(store, out, MAYA)
    assert await store.unit(gate.send, out.id) is None

    held = await now(store, out)
    assert (held.state, held.red) == (S.HELD, True)
    assert "Here 3 people have to approve a video now, and 2 of them did." in held.error
    await again(store, out, "U0PRODUCER")
    assert (await store.unit(gate.send, out.id)).state is S.SENDING
