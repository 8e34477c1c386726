"""Pictures of an agent: brought from Slack once, chosen and deleted at GEN."""

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.files import NotFetched
from genbot.flows import avatars
from genbot.gen.errors import NotFound, Unclear
from genbot.gen.setup import CreateAgentAvatar, DeleteAgentAvatar, SetPrimaryAvatar
from genbot.watches.avatars import LARGEST
from tests.watches.conftest import CHANNEL, MAYA

E = ErrandState
SANTIAGO = ("agent-santiago", "Santiago")
PNG = b"\x89PNG\r\n\x1a\n" + b"face"


@pytest.fixture
def files(files):
    files.content = PNG
    return files


@pytest.fixture
def gen(gen):
    gen.will(CreateAgentAvatar, None)
    gen.will(SetPrimaryAvatar, None)
    gen.will(DeleteAgentAvatar, None)
    return gen


async def added(world, kind="image/png"):
    return await world.do(avatars.add, SANTIAGO, "F1", "face.png", kind, channel=CHANNEL, by=MAYA)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0face", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPface", "image/webp"),
    ],
)
async def test_a_picture_is_told_by_how_it_begins(world, gen, files, content, kind):
    files.content = content
    await added(world)
    await world.passes(60)

    [call] = gen.asked(CreateAgentAvatar)
    [(name, (file, body, told))] = call.wire().form
    assert (name, file, body, told) == ("agent_avatars_attributes[]", "face.png", content, kind)
    assert files.taken == [("F1", LARGEST)]
    assert (await world.one("errands")).state is E.DONE


async def test_what_is_no_picture_never_leaves(world, gen, files):
    files.content = b"<svg onload=alert(1)>"
    await added(world)
    await world.passes(60)

    failed = await world.one("errands")
    assert (failed.state, gen.asked(CreateAgentAvatar)) == (E.FAILED, [])
    assert failed.reason == "It is no picture in JPEG, PNG or WebP"


async def test_while_slack_does_not_give_it_gen_is_not_asked(world, gen, files):
    files.trouble = [NotFetched("Slack is away.")] * 2
    await added(world)
    await world.passes(60)

    assert len(gen.asked(CreateAgentAvatar)) == 1
    assert (await world.one("errands")).state is E.DONE


async def test_a_lost_answer_is_put_to_a_person(world, gen):
    gen.will(CreateAgentAvatar, Unclear("no answer"))
    await added(world)
    await world.passes(600)

    assert len(gen.asked(CreateAgentAvatar)) == 1
    assert (await world.one("errands")).state is E.UNSURE


async def test_another_kind_of_file_is_refused_in_the_form(world):
    with pytest.raises(BadForm, match="JPEG, PNG or WebP"):
        await added(world, "image/gif")
    await added(world, "")  # Slack does not know: its bytes will tell


async def changed(world, primary="", drop=()):
    return await world.do(avatars.change, SANTIAGO, primary, drop, channel=CHANNEL, by=MAYA)


@pytest.mark.parametrize("gone", [False, True])
async def test_another_is_shown_first_before_some_are_deleted(world, gen, gone):
    gen.will(DeleteAgentAvatar, NotFound("not_found", 404, "Gone.") if gone else None)
    await changed(world, "8", ("7", "9"))
    await world.passes(60)

    paths = [call.wire().path for call in gen.calls if isinstance(call, ASKED)]
    assert paths == ["/agents/agent-santiago/avatars/8", "/agents/agent-santiago/avatars/7_9"]
    assert (await world.one("errands")).state is E.DONE


ASKED = (SetPrimaryAvatar, DeleteAgentAvatar)


async def test_only_what_was_wanted_is_asked(world, gen):
    await changed(world, "8")
    await changed(world, drop=("7",))
    await world.passes(60)

    assert sorted(type(call).__name__ for call in gen.calls if isinstance(call, ASKED)) == [
        "DeleteAgentAvatar",
        "SetPrimaryAvatar",
    ]


async def test_what_makes_no_sense_is_refused(world):
    with pytest.raises(NotNow):
        await changed(world)
    with pytest.raises(BadForm, match="about to be deleted"):
        await changed(world, "8", ("8",))
