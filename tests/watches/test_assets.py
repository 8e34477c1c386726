"""Files brought to GEN's library, and what lies there named, filed and deleted; through what goes wrong."""

import contextlib
from dataclasses import replace

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotNow, NotYours, Refusal
from genbot.domain.files import NotFetched, Unfit, Weight
from genbot.domain.library import FOLDER, Contents, Item, Need
from genbot.domain.productions import Production, Stage, Task
from genbot.domain.publications import Publication, PublicationState
from genbot.flows import assets, channels, errands
from genbot.flows import library as shelves
from genbot.gen import assets as gen_
from genbot.gen.errors import Invalid, Unclear
from tests.deciding import decides
from tests.watches.conftest import BEA, CHANNEL, MAYA

E = ErrandState
AGENT = "agent-santiago"
CLIP = ("F1", "Clip.mp4")
TOP = ("", "")
pytestmark = pytest.mark.usefixtures("library")


async def here(world):
    await world.do(channels.bind, CHANNEL, AGENT, "Santiago", by=MAYA)


async def saved(world, folder=TOP, brought=CLIP):
    await here(world)
    [errand] = await world.do(assets.save, [brought], folder, channel=CHANNEL, by=MAYA)
    return errand


async def test_a_file_goes_up_and_becomes_one_of_the_library(world, gen, files, library):
    errand = await saved(world)
    await world.passes(60)

    done = await world.one("errands")
    assert done.state is E.DONE
    [(id, (name, folder))] = library.files.items()
    assert (name, folder) == ("Clip.mp4", "")
    assert done.result["id"] == id
    assert done.result["url"] == f"https://cdn.gen.pro/{id}"
    assert files.sent == [("F1", "https://bucket.example/1", "md5", errand.id)]
    blob = library.announced
    assert (blob.byte_size, blob.checksum, blob.content_type) == (12, "md5", "video/mp4")
    assert (await world.said())[errand.slot] == "Save to GEN: Clip.mp4: done."


async def test_it_is_put_into_the_folder_that_was_chosen(world, gen, library):
    library.folders["f1"] = ("B-roll", "")
    await saved(world, ("f1", "B-roll"))
    await world.passes(60)

    assert [call.folder_id for call in gen.asked(gen_.CreateContentResource)] == ["f1"]


async def test_a_lost_answer_does_not_save_it_twice(world, gen, library):
    library.files["old"] = ("Clip.mp4", "")

    def lost(call):
        library.create(call)
        raise Unclear("no answer")

    gen.will(gen_.CreateContentResource, lost)
    await saved(world)
    await world.passes(600)

    assert len(gen.asked(gen_.CreateContentResource)) == 1
    assert len(library.files) == 2
    done = await world.one("errands")
    assert (done.state, done.result["id"] != "old") == (E.DONE, True)


async def test_a_slack_that_does_not_give_it_is_asked_again_and_the_card_says_so(world, files):
    errand = await saved(world)
    files.trouble = [NotFetched("Slack does not give me the file at the moment.")] * 8
    await world.passes(40)
    waiting = await world.one("errands")
    assert waiting.note.startswith("Slack does not give me the file at the moment. I keep trying")
    await world.passes(900)

    done = await world.one("errands")
    assert (done.id, done.state) == (errand.id, E.DONE)


async def test_a_file_nobody_can_have_fails_with_the_reason(world, files, library):
    files.trouble = [Unfit("somebody deleted it in Slack")]
    errand = await saved(world)
    await world.passes(60)
    assert (await world.one("errands")).reason == "somebody deleted it in Slack"
    assert library.files == {}

    await world.do(errands.again, errand.id, by=BEA)
    await world.passes(60)
    assert (await world.one("errands")).state is E.DONE


async def test_what_gen_forgot_meanwhile_is_sent_up_anew(world, gen, files, library):
    gen.will(gen_.CreateContentResource, Invalid("content_resource_creation_failed", 422, "Gone."))
    errand = await saved(world)
    await world.passes(60)
    gen.will(gen_.CreateContentResource, library.create)
    await world.do(errands.again, errand.id, by=MAYA)
    await world.passes(60)

    assert (await world.one("errands")).state is E.DONE
    assert len(files.sent) == 2


@pytest.mark.parametrize("nth", range(5))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_any_call_it_is_saved_once(world, gen, library, nth, when):
    class Killed(BaseException):
        pass

    setattr(gen, when, lambda at: Killed() if at == nth else None)
    await saved(world)
    with contextlib.suppress(Killed):
        await world.passes(60)
    gen.before = gen.after = lambda at: None
    world.restart()
    await world.passes(900)

    assert (await world.one("errands")).state is E.DONE
    assert len(library.files) == 1


@pytest.mark.parametrize("files", [None])
async def test_without_a_way_to_files_it_waits(world, files):
    await saved(world)
    await world.passes(60)

    waiting = await world.one("errands")
    assert (waiting.state, waiting.note[:20]) == (E.WANTED, "There is no way to f")


# --- folders and names


async def test_a_folder_is_made_once_whatever_gets_lost(world, gen, library):
    def lost(call):
        library.make(call)
        raise Unclear("no answer")

    gen.will(gen_.CreateAssetFolder, lost)
    await here(world)
    await world.do(assets.new_folder, "B-roll", ("f0", "All"), channel=CHANNEL, by=MAYA)
    await world.passes(600)

    assert list(library.folders.values()) == [("B-roll", "f0")]
    assert (await world.one("errands")).state is E.DONE


async def test_a_folder_that_is_there_is_not_made_twice(world, library):
    library.folders["f1"] = ("B-roll", "")
    await here(world)
    await world.do(assets.new_folder, " B-roll ", TOP, channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert (await world.one("errands")).reason == "There is a folder of that name already."


@pytest.mark.parametrize("kind", ["image", FOLDER])
async def test_a_new_name_is_told_to_gen(world, gen, kind):
    await here(world)
    item = Item("7", "Old.png", kind)
    await world.do(assets.rename, item, " New\nname ", channel=CHANNEL, by=MAYA)
    await world.passes(60)

    calls = [*gen.asked(gen_.UpdateContentResource), *gen.asked(gen_.UpdateAssetFolder)]
    assert [(call.id, getattr(call, "filename", None) or call.name) for call in calls] == [
        ("7", "New name")
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 256, "Old.png"])
async def test_a_name_that_is_none_goes_back_into_the_form(world, name):
    await here(world)
    with pytest.raises(BadForm):
        await world.do(assets.rename, Item("7", "Old.png", "image"), name, channel=CHANNEL, by=MAYA)


async def test_only_who_approves_videos_changes_what_gen_keeps(world, gen):
    await here(world)
    await world.do(decides(CHANNEL, videos=(BEA,)))
    item = Item("7", "Old.png", "image")
    with pytest.raises(NotYours):
        await world.do(assets.rename, item, "New", channel=CHANNEL, by=MAYA)
    with pytest.raises(NotYours):
        await world.do(assets.delete, item, knowingly=True, channel=CHANNEL, by=MAYA)

    await world.do(assets.new_folder, "B-roll", TOP, channel=CHANNEL, by=MAYA)
    await world.do(assets.rename, item, "New", channel=CHANNEL, by=BEA)


# --- deleting


async def test_what_is_gone_already_is_deleted(world, library):
    await here(world)
    item = Item("7", "Old.png", "image")
    await world.do(assets.delete, item, knowingly=False, channel=CHANNEL, by=MAYA)
    await world.passes(60)

    done = await world.one("errands")
    assert (done.state, done.result["files"]) == (E.DONE, 0)


@pytest.mark.parametrize("nth", range(6))
async def test_a_folder_goes_with_all_that_is_in_it_once(world, gen, library, nth):
    library.folders = {"f1": ("Old", ""), "f2": ("Older", "f1"), "f3": ("Kept", "")}
    library.files = {"1": ("a.png", "f1"), "2": ("b.png", "f2"), "3": ("c.png", "f3")}
    gen.after = lambda at: Unclear("no answer") if at == nth else None
    await here(world)
    folder = Item("f1", "Old", FOLDER)
    await world.do(assets.delete, folder, knowingly=False, channel=CHANNEL, by=MAYA)
    await world.passes(600)

    assert (await world.one("errands")).state is E.DONE
    assert (set(library.files), set(library.folders)) == ({"3"}, {"f3"})


def planned(tx, url, due=1_800_009_000.0):
    """A post that goes out with this file, wherever it is in the library."""
    made = Production("p1", "i1", "r1", CHANNEL, AGENT, MAYA, "The verdict", 1.0, Stage.PUBLISHING)
    tx.productions.save(made)
    out = Publication("o1", "p1", "i1", CHANNEL, AGENT, 1, MAYA, 1.0, due, "Caption", url)
    return tx.publications.save(out)


async def test_what_a_planned_post_needs_stays_unless_somebody_knows(world, library):
    library.files = {"1": ("a.png", "f1")}
    library.folders = {"f1": ("Old", "")}
    await here(world)
    await world.do(planned, "https://cdn.gen.pro/1")
    folder = Item("f1", "Old", FOLDER)
    errand = await world.do(assets.delete, folder, knowingly=False, channel=CHANNEL, by=MAYA)
    await world.passes(60)
    failed = await world.one("errands")
    assert (failed.id, failed.state, failed.reason) == (
        errand.id,
        E.FAILED,
        "“The verdict” needs it",
    )
    assert set(library.files) == {"1"}

    await world.do(assets.delete, folder, knowingly=True, channel=CHANNEL, by=MAYA)
    await world.passes(60)
    assert library.files == {}


async def test_a_folder_too_large_to_look_through_stays_while_anything_is_needed(world, library):
    library.folders = {"f1": ("Old", "")}
    library.files = {str(n): (f"{n}.png", "f1") for n in range(1001)}
    await here(world)
    await world.do(planned, "https://cdn.gen.pro/elsewhere")
    folder = Item("f1", "Old", FOLDER)
    await world.do(assets.delete, folder, knowingly=False, channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert "more files than I can look through" in (await world.one("errands")).reason


async def test_what_is_needed_is_named_before_anything_is_deleted(world):
    await here(world)
    await world.do(planned, "https://cdn.gen.pro/1")
    part = Task("t1", "Clip", "c1", data={"content_resource_id": "55"}, url="https://cdn.gen.pro/2")
    made = Production(
        "p2", "i2", "r1", CHANNEL, AGENT, MAYA, "Salsa", 1.0, Stage.GENERATING, tasks=(part,)
    )
    await world.do(lambda tx: tx.productions.save(made))
    of = {"1": Need("The verdict", 1_800_009_000.0), "2": Need("Salsa", making=True), "3": None}

    for id, need in of.items():
        goes = Contents(Item(id, "x", "image", f"https://cdn.gen.pro/{id}"))
        assert await world.do(assets.warned, AGENT, goes) == ([need] if need else [])
    assert await world.do(assets.warned, AGENT, Contents(Item("55", "x", "image"))) == [of["2"]]
    assert await world.do(assets.warned, "another", Contents(Item("55", "x", "image"))) == []


# --- using


async def test_the_files_of_one_kind_can_be_chosen_from(gen, library):
    found = [gen_.ContentResource(id="7", file_name="a.png", content_type="image/png")]
    gen.will(gen_.ListContentResources, found, [])

    assert await shelves.choices(gen, (AGENT, "image")) == [("7", "a.png")]
    assert gen.asked(gen_.ListContentResources)[0].type == "image"


async def test_a_picture_becomes_the_cover_of_a_video_in_review(world):
    await here(world)
    made = Production("p1", "i1", "r1", CHANNEL, AGENT, MAYA, "The verdict", 1.0, Stage.REVIEW)
    await world.do(lambda tx: tx.productions.save(made))
    picture = Item("7", "Logo.png", "image", "https://cdn.gen.pro/7")
    assert await world.do(assets.coverable, CHANNEL) == [("p1", "The verdict")]

    with pytest.raises(Refusal):
        await world.do(assets.use_as_cover, replace(picture, kind="video"), "p1", by=MAYA)
    with pytest.raises(BadForm):
        await world.do(assets.use_as_cover, picture, "p9", by=MAYA)
    await world.do(lambda tx: tx.productions.save(replace(made, stage=Stage.PUBLISHED)))
    with pytest.raises(NotNow):
        await world.do(assets.use_as_cover, picture, "p1", by=MAYA)


async def test_a_copy_is_another_file_and_says_so(world, files, library):
    library.folders["f1"] = ("B-roll", "")
    library.files["7"] = ("Logo.png", "")
    files.weight = Weight(12, "md5")
    await here(world)
    logo = Item("7", "Logo.png", "image", "https://cdn.gen.pro/7", content_type="image/png")
    await world.do(assets.copy, logo, ("f1", "B-roll"), channel=CHANNEL, by=MAYA)
    await world.passes(60)

    assert sorted(library.files.values()) == [("Logo.png", ""), ("Logo.png", "f1")]
    assert files.sent[0][0] == "https://cdn.gen.pro/7"
    assert library.announced.content_type == "image/png"
    with pytest.raises(Refusal):
        await world.do(assets.copy, replace(logo, url=""), TOP, channel=CHANNEL, by=MAYA)


async def test_nothing_chosen_is_said_in_the_form(world):
    await here(world)
    with pytest.raises(BadForm):
        await world.do(assets.save, [], TOP, channel=CHANNEL, by=MAYA)


def test_every_state_of_a_post_is_either_over_or_still_needs_its_file():
    assert set(PublicationState) - set(assets.NEEDED) == {
        PublicationState.LIVE, PublicationState.CANCELLED, PublicationState.REHEARSED,
    }  # fmt: skip
