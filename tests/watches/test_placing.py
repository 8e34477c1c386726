"""A file of the library in a part of a video: offered where it fits, put there once, and free."""

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.studio import Spot
from genbot.flows import placing
from genbot.gen.assets import ContentResource, ListContentResources
from genbot.gen.convert import GetSheet
from genbot.gen.edit import GenerateLayer, GetGeneration, GetLayer
from genbot.gen.errors import NotFound, Unclear
from genbot.gen.jobs import Accepted
from genbot.gen.sheets import Generation, Layer, Sheet
from tests.gen.answers import SHEET
from tests.golden.make import BEA, rendered

E = ErrandState
SALSA = ("501", "salsa.mp3")


class Place:
    """The Voice layer at GEN, with every take it has."""

    def __init__(self, gen):
        self.takes, self.asked = [], []
        gen.will(GetLayer, lambda call: Layer(id=call.layer_id, user_jobs=self.takes))
        gen.will(GenerateLayer, self.make)
        gen.will(GetGeneration, lambda call: self.takes[-1])
        gen.will(
            ListContentResources,
            lambda call: (
                [ContentResource(id=f"{call.type}-1", file_name=f"a {call.type}")]
                if not call.page
                else []
            ),
        )

    def make(self, call):
        self.asked.append(call)
        out = [{"id": "501", "url": "https://cdn.gen.pro/u/salsa.mp3"}]
        told = {"id": "31", "status": "completed", "output_resources": out, "execution_cost": 0}
        self.takes.append(Generation.model_validate(told | {"generation_type": "media"}))
        return Accepted(generation_id="31")

    def lose(self, call):
        self.make(call)
        raise Unclear("reset")


@pytest.fixture
def place(gen):
    return Place(gen)


@pytest.fixture
async def made(world, place, gen):
    """A video in review, and nothing else under way."""
    one = await world.do(rendered, "tacos")
    await world.passes(60)
    return one


def voice(made):
    return Spot(made.id, "70", "73", "82", name="Voice")


async def use(world, made):
    await world.do(placing.use, voice(made), SALSA, by=BEA)
    await world.passes(600)
    return await world.one("errands")


@pytest.mark.parametrize("lost", [False, True])
async def test_a_file_is_what_the_part_is_from_now_on(world, place, made, gen, lost):
    gen.will(GenerateLayer, place.lose if lost else place.make)
    errand = await use(world, made)

    [call] = place.asked
    assert (call.generation_type, call.data) == ("media", {"content_resource_id": "501"})
    assert (errand.state, errand.title) == (E.DONE, "Use salsa.mp3: Voice")
    after = await world.one("productions")
    [task] = [one for one in after.tasks if one.layer_id == "82"]
    assert (task.resource, task.generation) == ("501", "31")
    assert (after.credits, after.edited) == (made.credits, 1)


async def test_a_file_that_is_gone_changes_nothing(world, made, gen):
    gen.will(GenerateLayer, NotFound("not_found", 404, "No such content resource."))
    errand = await use(world, made)

    assert errand.state is E.FAILED
    assert (await world.one("productions")).edited == 0


async def test_one_place_takes_one_file_at_a_time(world, made):
    await world.do(placing.use, voice(made), SALSA, by=BEA)
    with pytest.raises(NotNow, match="Use salsa"):
        await world.do(placing.use, voice(made), ("502", "other.mp3"), by=BEA)


async def test_a_form_without_a_file_is_told_so(world, made):
    with pytest.raises(BadForm, match="Choose a file"):
        await world.do(placing.use, voice(made), ("", ""), by=BEA)


async def test_files_of_the_kind_of_the_part_are_offered(made, gen):
    part, files = await placing.offered(gen, (made, voice(made)))
    assert (part.title, files) == ("Voice", [("audio-1", "a audio")])
    _, clips = await placing.offered(gen, (made, Spot(made.id, "70", "73", "81")))
    assert clips == [("video-1", "a video")]


async def test_any_file_is_offered_where_nobody_knows_the_type(made, gen):
    told = SHEET.model_dump(mode="json")
    told["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"][1]["type"] = "hologram"
    gen.will(GetSheet, Sheet.model_validate(told))
    _, files = await placing.offered(gen, (made, voice(made)))

    assert [id for id, _ in files] == ["image-1", "video-1", "audio-1"]


async def test_words_and_what_is_gone_take_no_file(made, gen):
    with pytest.raises(NotNow, match="No file fits"):
        await placing.offered(gen, (made, Spot(made.id, "70", "71")))
    with pytest.raises(NotHere, match="gone"):
        await placing.offered(gen, (made, Spot(made.id, "70", "73", "4711")))
