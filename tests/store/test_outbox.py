"""One slot, one message for life; nothing said is lost, nothing is said twice unseen."""

from genbot.domain.posts import Card, Place, Post, Upload, Whisper

HERE = Place("C0VIDEOIDEAS")


def post(slot, text, thread=""):
    return Post(slot, Place(HERE.channel, thread), Card(text))


async def claim(store):
    return await store.unit(lambda tx: tx.outbox.claim(tx.now, 20, 60))


async def test_later_words_replace_earlier_ones_that_nobody_has_seen(store):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    await store.unit(lambda tx: tx.say(post("a", "two")))

    [row] = await claim(store)

    assert (row.body["text"], row.ts, row.rev) == ("two", None, 2)


async def test_the_same_words_again_cost_nothing(store):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    [row] = await claim(store)
    await store.unit(lambda tx: tx.outbox.sent("a", row.rev, "111.1", tx.now))

    await store.unit(lambda tx: tx.say(post("a", "one")))

    assert await claim(store) == []


async def test_what_was_said_while_it_was_being_sent_is_sent_after(store):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    [row] = await claim(store)
    await store.unit(lambda tx: tx.say(post("a", "two")))
    assert await claim(store) == []

    await store.unit(lambda tx: tx.outbox.sent("a", row.rev, "111.1", tx.now))

    [update] = await claim(store)
    assert (update.body["text"], update.ts, update.doubtful) == ("two", "111.1", False)


async def test_a_reply_waits_for_its_parent(store):
    await store.unit(lambda tx: tx.say(post("child", "reply", thread="parent")))
    await store.unit(lambda tx: tx.say(post("parent", "head")))

    [first] = await claim(store)
    await store.unit(lambda tx: tx.outbox.sent("parent", first.rev, "111.1", tx.now))
    [then] = await claim(store)

    assert (first.slot, then.slot, then.thread_ts) == ("parent", "child", "111.1")


async def test_a_reply_to_somebody_elses_message_names_its_ts(store):
    await store.unit(lambda tx: tx.say(post("child", "reply", thread="1700000000.000100")))

    [row] = await claim(store)

    assert row.thread_ts == "1700000000.000100"


async def test_a_post_found_half_sent_is_doubtful(store, clock):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    [row] = await claim(store)
    assert not row.doubtful

    clock.pass_(61)

    [again] = await claim(store)
    assert again.doubtful


async def test_a_post_slack_is_known_to_have_refused_is_not_doubtful(store, clock):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    await claim(store)
    await store.unit(lambda tx: tx.outbox.later("a", tx.now + 5, "ratelimited", posted=False))
    clock.pass_(6)

    [again] = await claim(store)

    assert (again.doubtful, again.tries) == (False, 1)


async def test_waiting_for_its_turn_is_no_try(store, clock):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    await claim(store)
    await store.unit(lambda tx: tx.outbox.back("a", tx.now + 5, doubtful=False))
    assert await claim(store) == []
    clock.pass_(6)

    [again] = await claim(store)

    assert (again.doubtful, again.tries) == (False, 0)


async def test_newer_words_do_not_jump_the_queue(store, clock):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    await claim(store)
    await store.unit(lambda tx: tx.outbox.back("a", tx.now + 5, doubtful=False))

    await store.unit(lambda tx: tx.say(post("a", "two")))

    assert await claim(store) == []
    clock.pass_(6)
    assert [row.body["text"] for row in await claim(store)] == ["two"]


async def test_a_message_that_was_deleted_is_posted_anew_in_its_slot(store):
    await store.unit(lambda tx: tx.say(post("a", "one")))
    [row] = await claim(store)
    await store.unit(lambda tx: tx.outbox.sent("a", row.rev, "111.1", tx.now))
    await store.unit(lambda tx: tx.outbox.anew("a", tx.now))

    [again] = await claim(store)

    assert (again.ts, again.doubtful) == (None, False)


async def test_when_a_place_is_gone_everything_beneath_it_rests_too(store):
    await store.unit(lambda tx: tx.say(post("parent", "head"), post("child", "reply", "parent")))
    await claim(store)

    await store.unit(lambda tx: tx.outbox.dead("parent", "is_archived"))

    assert await claim(store) == []


async def test_whispers_and_uploads_carry_what_they_need(store):
    fallback = Card("Watch it here")
    upload = Upload("v", HERE, "https://cdn/x.mp4", "x.mp4", "Tacos", fallback)
    await store.unit(lambda tx: tx.say(Whisper("U0MARKETER", HERE, Card("psst")), upload))

    whisper, video = await claim(store)

    assert (whisper.kind, whisper.user, whisper.body["text"]) == ("whisper", "U0MARKETER", "psst")
    assert (video.kind, video.body["url"]) == ("upload", "https://cdn/x.mp4")
    assert video.body["fallback"]["text"] == "Watch it here"


async def test_a_message_is_found_by_its_ts(store):
    await store.unit(lambda tx: tx.say(post("request:r1", "head")))
    [row] = await claim(store)
    await store.unit(lambda tx: tx.outbox.sent("request:r1", row.rev, "111.1", tx.now))

    assert await store.read(lambda tx: tx.outbox.slot_at(HERE.channel, "111.1")) == "request:r1"
    assert await store.read(lambda tx: tx.outbox.slot_at(HERE.channel, "999.9")) is None


async def test_what_only_brings_something_up_to_date_says_nothing_new(store):
    quietly = Post("a", HERE, Card("settled"), if_said=True)
    await store.unit(lambda tx: tx.say(quietly))
    assert await claim(store) == []

    await store.unit(lambda tx: tx.say(post("a", "trouble")))
    await store.unit(lambda tx: tx.say(quietly))

    [row] = await claim(store)
    assert row.body["text"] == "settled"


async def test_what_may_have_been_said_before_a_restore_is_looked_for_first(store, clock):
    await store.unit(lambda tx: tx.outbox.expect("confirmed:u1", HERE, since=clock() - 500))
    assert await claim(store) == []
    assert await store.read(lambda tx: tx.outbox.waiting()) == []

    await store.unit(lambda tx: tx.say(post("confirmed:u1", "live")))

    [row] = await claim(store)
    assert (row.body["text"], row.doubtful, row.made) == ("live", True, clock() - 500)
