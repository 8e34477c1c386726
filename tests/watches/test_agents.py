"""Agents at GEN: made once, changed where somebody changed them, ended by who may."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.domain.agents import merged
from genbot.domain.channels import Channel
from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotNow, NotYours
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.flows import agents, channels, errands, setup
from genbot.gen.answers import read
from genbot.gen.errors import Invalid, NotAllowed, NotFound, Unclear
from genbot.gen.setup import (
    Agent,
    AgentCore,
    CreateAgent,
    DeleteAgent,
    GetAgentCore,
    PatchAgentCore,
    Section,
    UpdateAgent,
)
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
SANTIAGO = ("agent-santiago", "Santiago")
CORE = {
    "agent_id": "agent-santiago",
    "brand_name": "Santiago",
    "description": "Finds tacos.",
    "shortform": True,
    "target_platforms": ["tiktok", "instagram"],
    "keywords": ["tacotok", "streetfood"],
    "monitored": [
        {"handle": "@nightgriddle", "item_type": "account"},
        {"handle": "tacotok", "item_type": "keyword"},
    ],
    "research_topics": [{"topic": "food trucks"}],
    "linked_accounts": [
        {"id": 42, "url": "https://tiktok.com/@s", "platform": "tiktok", "display_name": "S"}
    ],
    "personality": "Never mean.",
}
KEPT = {"brand": Section(status="ok")}


@pytest.fixture
def gen(gen):
    gen.will(GetAgentCore, AgentCore.model_validate(CORE))
    gen.will(PatchAgentCore, KEPT)
    return gen


def form(**blocks):
    return {name: (value,) if isinstance(value, str) else value for name, value in blocks.items()}


async def changed(world, before, after, by=MAYA):
    return await world.do(
        setup.change, SANTIAGO, form(**before), form(**after), channel=CHANNEL, by=by
    )


def sent(gen):
    [call] = gen.asked(PatchAgentCore)
    return call.wire().body


async def test_only_what_somebody_changed_is_sent(world, gen):
    before = {"brand_name": "Santiago", "description": "Finds tacos.", "lengths": ("shortform",)}
    await changed(world, before, before | {"description": "Finds salsa.", "lengths": ("longform",)})
    await world.passes(60)

    assert sent(gen) == {"description": "Finds salsa.", "shortform": False, "longform": True}
    done = await world.one("errands")
    assert (done.state, done.result) == (E.DONE, {"kept": ["who it is"]})


async def test_what_others_changed_meanwhile_in_a_list_is_kept(world, gen):
    now = CORE | {"research_topics": [{"topic": "salsa bars"}, {"topic": "food trucks"}]}
    gen.will(GetAgentCore, AgentCore.model_validate(now))

    await changed(
        world,
        {"research_topics": "food trucks\nnight markets"},
        {"research_topics": "night markets\nneon signs"},
    )
    await world.passes(60)

    assert sent(gen) == {"research_topics": [{"topic": "salsa bars"}, {"topic": "neon signs"}]}


async def test_new_keywords_do_not_push_out_what_is_watched(world, gen):
    await changed(world, {"keywords": "tacotok\nstreetfood"}, {"keywords": "streetfood\n#birria"})
    await world.passes(60)

    assert sent(gen) == {
        "keywords": ["streetfood", "birria"],
        "monitored": [
            {"handle": "@nightgriddle", "item_type": "account"},
            {"handle": "birria", "item_type": "keyword"},
        ],
    }


async def test_what_is_watched_keeps_its_kinds_and_the_keywords_their_mirror(world, gen):
    written = "@nightgriddle\ntacotok"
    before = {"keywords": "tacotok\nstreetfood", "monitored": written}
    after = {"keywords": "tacotok\nstreetfood\nlate", "monitored": f"{written}\n#birria\nhot salsa"}
    await changed(world, before, after)
    await world.passes(60)

    assert sent(gen)["monitored"] == [
        *CORE["monitored"],
        {"handle": "birria", "item_type": "hashtag"},
        {"handle": "hot salsa", "item_type": "keyword"},
        {"handle": "late", "item_type": "keyword"},
    ]


async def test_an_own_account_that_is_changed_stays_the_same_account(world, gen):
    before = {"url_42": "https://tiktok.com/@s", "name_42": "S", "url_new": (), "name_new": ()}
    after = before | {"name_42": "Santiago", "url_new": "https://instagram.com/s"}
    await changed(world, before, after)
    await world.passes(60)

    assert sent(gen) == {
        "linked_accounts": [
            {
                "id": 42,
                "url": "https://tiktok.com/@s",
                "platform": "tiktok",
                "display_name": "Santiago",
            },
            {"url": "https://instagram.com/s"},
        ]
    }


async def test_an_own_account_is_taken_out_by_emptying_it(world, gen):
    before = {"url_42": "https://tiktok.com/@s", "name_42": "S"}
    await changed(world, before, {"url_42": (), "name_42": "S"})
    await world.passes(60)

    assert sent(gen) == {"linked_accounts": []}


async def test_an_own_account_that_is_gone_meanwhile_is_not_made_anew(world, gen):
    gen.will(GetAgentCore, AgentCore.model_validate(CORE | {"linked_accounts": []}))
    before = {"url_42": "https://tiktok.com/@s", "name_42": "S"}
    await changed(world, before, before | {"name_42": "Santiago"})
    await world.passes(60)

    failed = await world.one("errands")
    assert "is not in GEN any more" in failed.reason
    assert gen.asked(PatchAgentCore) == []


async def test_what_gen_has_already_is_not_sent(world, gen):
    await changed(world, {"description": "Old."}, {"description": "Finds tacos."})
    await world.passes(60)

    assert gen.asked(PatchAgentCore) == []
    assert (await world.one("errands")).result == {"already": True}


async def test_a_list_that_cannot_be_read_is_never_written(world, gen):
    told = b'{"monitored": [{"handle": "a", "item_type": "hashtag"}, 5]}'
    gen.will(GetAgentCore, lambda call: read(call, told))
    await changed(world, {"monitored": ""}, {"monitored": "@tacoking"})
    await world.passes(60)

    failed = await world.one("errands")
    assert (failed.state, gen.asked(PatchAgentCore)) == (E.FAILED, [])
    assert failed.reason.startswith("I cannot read all of what GEN has under “Watched”")


async def test_too_many_with_what_others_added_is_told(world, gen):
    full = CORE | {"keywords": [f"word{n}" for n in range(20)]}
    gen.will(GetAgentCore, AgentCore.model_validate(full))
    await changed(world, {"keywords": ""}, {"keywords": "birria"})
    await world.passes(60)

    assert "at most 20 under “Keywords”" in (await world.one("errands")).reason


async def test_an_entry_gen_has_and_nobody_may_send_fails_with_the_reason(world, gen):
    odd = CORE | {"monitored": [{"handle": "a", "item_type": "mood"}]}
    gen.will(GetAgentCore, AgentCore.model_validate(odd))
    await changed(world, {"monitored": "a"}, {"monitored": "a\n@tacoking"})
    await world.passes(60)

    failed = await world.one("errands")
    assert failed.reason == "Item type: one of account, hashtag or keyword; not “mood”."


async def test_part_of_a_change_is_told_part_by_part_and_tried_again(world, gen):
    error = Section(status="error", error="voice service unavailable")
    gen.will(PatchAgentCore, {"brand": Section(status="ok"), "personality": error}, KEPT)
    errand = await changed(
        world,
        {"goal": "", "personality": "Never mean."},
        {"goal": "growth", "personality": "Never in a hurry."},
    )
    await world.passes(60)

    failed = await world.one("errands")
    assert failed.reason == (
        "Kept: who it is.\nNot kept: personality. GEN says: voice service unavailable."
    )
    gen.will(GetAgentCore, AgentCore.model_validate(CORE | {"goal": "growth"}))
    await world.do(errands.again, errand.id, by=BEA)
    await world.passes(60)
    assert [call.wire().body for call in gen.asked(PatchAgentCore)] == [
        {"goal": "growth", "personality": "Never in a hurry."},
        {"personality": "Never in a hurry."},
    ]
    assert (await world.one("errands")).state is E.DONE


async def test_a_field_this_gen_does_not_know_is_named_as_people_know_it(world, gen):
    no = Invalid("validation_error", 422, "Unknown field: research_topics")
    gen.will(PatchAgentCore, no)
    await changed(world, {"research_topics": ""}, {"research_topics": "neon signs"})
    await world.passes(60)

    reason = (await world.one("errands")).reason
    assert reason.startswith("GEN does not know “Expertise” (it says: Unknown field: research_")


async def test_any_other_no_is_told_in_gens_words(world, gen):
    gen.will(PatchAgentCore, Invalid("validation_error", 422, "goal is rude"))
    await changed(world, {"goal": ""}, {"goal": "spam"})
    await world.passes(60)

    assert "GEN says: “goal is rude”." in (await world.one("errands")).reason


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ({}, {"description": "x" * 501}, "description"),
        ({}, {"personality": "x" * 15_000, "personality_p2": "x" * 5_001}, "personality"),
        ({"brand_name": "S"}, {"brand_name": " "}, "brand_name"),
        ({}, {"identity_type": "robot"}, "identity_type"),
        ({}, {"keywords": "\n".join(f"k{n}" for n in range(21))}, "keywords"),
        ({}, {"research_topics": "x" * 501}, "research_topics"),
        ({}, {"monitored": "tacos\n@"}, "monitored"),
        ({}, {"url_new": "santiago", "name_new": ()}, "url_new"),
        ({}, {"url_new": (), "name_new": "Santiago"}, "url_new"),
        ({}, {"url_new": "https://x.com/a", "name_new": "x" * 201}, "name_new"),
    ],
)
def test_what_gen_would_not_take_is_said_in_the_form(before, after, wrong):
    with pytest.raises(BadForm) as told:
        setup.understood(form(**before), form(**after))

    assert set(told.value.fields) == {wrong}


async def test_nothing_changed_is_nothing_sent(world):
    same = {"description": "Finds tacos.", "keywords": "a\nb", "lengths": ()}
    with pytest.raises(NotNow):
        await changed(world, same, same | {"keywords": "a\n\n b "})


async def test_who_may_not_approve_its_videos_anywhere_may_not_change_it(world):
    there = Channel("C0LAUNCHES0", *SANTIAGO)
    await world.do(channels.set_up, there, by=BEA)
    await world.do(decides("C0LAUNCHES0", videos=(BEA,)))

    with pytest.raises(NotYours, match=f"Only <@{BEA}> may change what GEN keeps"):
        await changed(world, {"goal": ""}, {"goal": "growth"})
    await changed(world, {"goal": ""}, {"goal": "growth"}, by=BEA)


async def test_a_new_agent_is_made_once(world, gen):
    gen.will(CreateAgent, Agent(id="a9", name="Luma"))
    await world.do(
        agents.make, " Luma ", "Skin.", "america/chicago", "412", channel=CHANNEL, by=MAYA
    )
    await world.passes(60)

    [call] = gen.asked(CreateAgent)
    told = {"name": "Luma", "description": "Skin.", "time_zone": "America/Chicago"}
    assert call.wire().body == {"agent": told, "organization_id": "412"}
    assert (await world.one("errands")).result == {"id": "a9", "name": "Luma"}


async def test_a_new_agent_whose_answer_is_lost_is_put_to_a_person(world, gen):
    gen.will(CreateAgent, Unclear("no answer"))
    await world.do(agents.make, "Luma", "", "", "", channel=CHANNEL, by=MAYA)
    await world.passes(600)

    assert len(gen.asked(CreateAgent)) == 1
    assert (await world.one("errands")).state is E.UNSURE


@pytest.mark.parametrize(
    ("name", "zone", "wrong"),
    [
        (" ", "", "An agent needs a name."),
        ("x" * 201, "", "At most 200 characters; this has 201."),
        ("Luma", "America/Chigaco", "Did you mean America/Chicago?"),
        ("Luma", "the moon", "There is no such time zone."),
    ],
)
async def test_a_new_agent_is_checked_before_gen_hears_of_it(world, name, zone, wrong):
    with pytest.raises(BadForm, match=wrong.replace("?", r"\?")):
        await world.do(agents.make, name, "", zone, "", channel=CHANNEL, by=MAYA)


async def test_renamed_it_is_called_so_where_it_speaks(world, gen):
    gen.will(UpdateAgent, Agent(id="agent-santiago", name="Santi"))
    await world.do(channels.bind, CHANNEL, *SANTIAGO, by=MAYA)
    await world.do(agents.rename, SANTIAGO, {"name": "Santi"}, channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert gen.asked(UpdateAgent)[0].wire().body == {"agent": {"name": "Santi"}}
    assert (await world.do(channels.find, CHANNEL)).agent_name == "Santi"
    for changes, wrong in (({}, NotNow), ({"time_zone": " "}, BadForm)):
        with pytest.raises(wrong):
            await world.do(agents.rename, SANTIAGO, changes, channel=CHANNEL, by=MAYA)


async def test_a_new_time_zone_leaves_the_name_alone(world, gen):
    gen.will(UpdateAgent, Agent(id="agent-santiago", name="Santi"))
    await world.do(channels.bind, CHANNEL, *SANTIAGO, by=MAYA)
    await world.do(agents.rename, SANTIAGO, {"time_zone": "utc"}, channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert gen.asked(UpdateAgent)[0].wire().body == {"agent": {"time_zone": "UTC"}}
    assert (await world.do(channels.find, CHANNEL)).agent_name == "Santiago"


@pytest.mark.parametrize("gone", [False, True])
async def test_deleted_its_channels_have_no_agent_any_more(world, gen, gone):
    gen.will(DeleteAgent, NotFound("not_found", 404, "Gone.") if gone else None)
    await world.do(channels.bind, CHANNEL, "agent-luma", "Luma", by=MAYA)
    await world.do(agents.end, ("agent-luma", "Luma"), " luma", channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert (await world.one("errands")).state is E.DONE
    here = await world.do(lambda tx: tx.channels.get(CHANNEL))
    assert (here.agent_id, here.agent_name) == ("", "")


async def test_an_agent_that_gen_keeps_is_not_forgotten_here(world, gen):
    gen.will(DeleteAgent, NotAllowed("forbidden", 403, "Only its owner may."))
    await world.do(channels.bind, CHANNEL, "agent-luma", "Luma", by=MAYA)
    await world.do(agents.end, ("agent-luma", "Luma"), "Luma", channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert (await world.one("errands")).state is E.FAILED
    assert (await world.do(channels.find, CHANNEL)).agent_id == "agent-luma"


async def test_an_agent_is_not_deleted_by_a_slip(world):
    with pytest.raises(BadForm):
        await world.do(agents.end, SANTIAGO, "Sofia", channel=CHANNEL, by=MAYA)
    about = ("pub1", "p1", "i1", CHANNEL, SANTIAGO[0])
    out = Publication(*about, 1, MAYA, 0.0, 0.0, "Tacos.", "https://cdn.test/1.mp4")
    await world.do(lambda tx: tx.publications.save(out))
    with pytest.raises(NotNow, match="A post of Santiago is still to come"):
        await world.do(agents.end, SANTIAGO, "Santiago", channel=CHANNEL, by=MAYA)
    await world.do(lambda tx: tx.publications.save(out.move("cancel")))
    made = Production("p1", "i1", "r1", CHANNEL, SANTIAGO[0], MAYA, "Tacos", 0.0)
    await world.do(lambda tx: tx.productions.save(made))
    with pytest.raises(NotNow, match="A video of Santiago is being made"):
        await world.do(agents.end, SANTIAGO, "Santiago", channel=CHANNEL, by=MAYA)


async def test_only_who_may_act_for_every_channel_deletes_an_agent(world):
    there = Channel("C0LAUNCHES0", "agent-sofia", "Sofia")
    await world.do(channels.set_up, there, by=BEA)
    await world.do(decides("C0LAUNCHES0", videos=(BEA,)))

    with pytest.raises(NotYours):
        await world.do(agents.end, SANTIAGO, "Santiago", channel=CHANNEL, by=MAYA)


async def test_who_approves_where_it_speaks_by_default_is_asked_too(world):
    await world.do(channels.met, "C0LAUNCHES0", MAYA)
    await world.do(decides("C0LAUNCHES0", videos=(BEA,)))

    with pytest.raises(NotYours, match="<#C0LAUNCHES0>"):
        await changed(world, {"goal": ""}, {"goal": "growth"})
    assert await world.do(agents.rooms, MAYA) == {SANTIAGO[0]: ["C0LAUNCHES0"]}


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_while_it_is_made_a_new_agent_is_put_to_a_person(world, gen, when):
    class Killed(BaseException):
        pass

    gen.will(CreateAgent, Agent(id="a9", name="Luma"))
    setattr(gen, when, lambda at: Killed() if gen.asked(CreateAgent) or when == "before" else None)
    await world.do(agents.make, "Luma", "", "", "", channel=CHANNEL, by=MAYA)
    with contextlib.suppress(Killed):
        await world.passes(600)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(900)

    assert len(gen.asked(CreateAgent)) <= 1
    assert (await world.one("errands")).state is E.UNSURE


@pytest.mark.parametrize("nth", range(2))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_a_change_is_made(world, gen, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    await changed(world, {"goal": ""}, {"goal": "growth"})
    with contextlib.suppress(Killed):
        await world.passes(600)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(900)

    assert (await world.one("errands")).state is E.DONE


WORDS = st.lists(st.text("abcd", min_size=1, max_size=2), max_size=6, unique=True)


@given(WORDS, WORDS, WORDS)
@settings(max_examples=200)
def test_a_merge_loses_nothing_that_was_not_taken_out(now, add, drop):
    found = merged(now, add, drop, str)

    assert set(found) == (set(now) - set(drop)) | set(add)
    assert len(found) == len(set(found))
    assert [one for one in found if one in now and one not in drop and one not in add] == [
        one for one in now if one not in drop and one not in add
    ]
