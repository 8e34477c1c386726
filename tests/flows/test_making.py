"""The questions before a part is made anew: what they offer GEN takes, and nothing else leaves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards.making import LABELS, anew_form
from genbot.cards.studio import CARDS as CALLED
from genbot.domain.budgets import Budget
from genbot.domain.errands import What
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.making import Shape, Typed, Wish
from genbot.domain.studio import Spot
from genbot.flows import channels, making
from genbot.gen.assets import ContentResource, ListContentResources
from genbot.gen.convert import GetSheet
from genbot.gen.creation import CARDS, FILES, OF_METHOD, asked, card_for, choices, fits
from genbot.gen.setup import Voice
from genbot.gen.sheets import Sheet
from genbot.gen.voices import ListAgentVoices
from tests.cards.reading import inputs, words, wrong_with_view
from tests.gen.answers import SHEET
from tests.gen.fake import FakeGen
from tests.golden.make import BEA, CHANNEL, rendered

KINDS = [(kind, "") for kind in CARDS if kind != "speech_from_text"] + [
    ("speech_from_text", method) for method in OF_METHOD
]
NAMES = {name: [("r1", "One"), ("r2", "Two"), ("r3", "Three")] for name in (*FILES, "voice_id")}
WORD = st.text(min_size=1, max_size=50).filter(lambda one: one.strip())


@st.composite
def answers(draw, kind, method):
    """What somebody may fill in: all that must be there, and any of the rest."""
    filled = {}
    for field, needed in asked(kind, method).items():
        if not needed and draw(st.booleans()):
            continue
        shape, options = making.shaped(kind, field, NAMES)
        values = [value for value, _ in options]
        if shape is Shape.TEXT:
            filled[field] = (draw(WORD),)
        elif shape is Shape.TICK:
            filled[field] = ("yes",)
        elif shape is Shape.SEVERAL:
            filled[field] = tuple(draw(st.lists(st.sampled_from(values), min_size=1, unique=True)))
        else:
            filled[field] = (draw(st.sampled_from(values)),)
    return filled


@pytest.mark.parametrize(("kind", "method"), KINDS)
@given(data=st.data())
@settings(max_examples=30)
def test_whatever_a_form_offers_gen_takes(kind, method, data):
    filled = data.draw(answers(kind, method))
    filled |= {"voice_method": (method,)} if method else {}
    made = making.data(kind, method, Typed(filled))

    card = card_for(kind, made)
    assert card.generation_type == kind
    assert set(made) <= set(asked(kind, method))


@pytest.mark.parametrize(("kind", "method"), KINDS)
def test_what_must_be_there_is_asked_for_by_name(kind, method):
    needed = {field for field, must in asked(kind, method).items() if must}

    with pytest.raises(BadForm) as wrong:
        making.data(kind, method, Typed({"prompt": ("  ",)}))
    assert set(wrong.value.fields) == needed
    for field, sentence in wrong.value.fields.items():
        assert LABELS[field] in sentence


CHOSEN = [
    (kind, method, field)
    for kind, method in KINDS
    for field in asked(kind, method)
    if choices(kind, field) or field in making.LISTS
]


@pytest.mark.parametrize(("kind", "method", "field"), CHOSEN)
@given(data=st.data())
@settings(max_examples=5)
def test_what_a_form_does_not_offer_is_refused_with_what_it_does(kind, method, field, data):
    filled = data.draw(answers(kind, method)) | {field: ("veo_99",)}

    with pytest.raises(BadForm) as wrong:
        making.data(kind, method, Typed(filled))
    assert list(wrong.value.fields) == [field]
    assert f"{LABELS[field]}: choose one of" in wrong.value.fields[field]


@pytest.mark.parametrize("field", ["model", "voice_id"])
def test_two_answers_to_one_question_are_one_too_many(field):
    kind, method = ("text", "") if field == "model" else ("speech_from_text", "my_voices")
    filled = {"prompt": ("x",), "script": ("x",), "voice_method": ("my_voices",)}
    with pytest.raises(BadForm):
        making.data(kind, method, Typed(filled | {field: ("gpt_4o", "o3_mini")}))


@pytest.mark.parametrize(("kind", "method"), [("poem", ""), ("speech_from_text", "sung")])
def test_what_gen_does_not_make_is_refused(kind, method):
    with pytest.raises(BadForm, match="Choose what it is made as"):
        making.data(kind, method, Typed())


def test_everything_has_a_name():
    fields = {field for kind, method in KINDS for field in asked(kind, method)}

    assert fields == set(LABELS)
    assert set(CALLED) == set(CARDS)
    assert {field for field in fields if field.endswith(("_id", "_ids"))} == {*FILES, "voice_id"}


@pytest.fixture
def gen():
    fake = FakeGen()
    fake.will(ListAgentVoices, [
        *(Voice(voice_id=f"p{n}", name=f"Public {n}", source="public") for n in range(120)),
        Voice(voice_id="huv-1", name="Tía Rosa", source="user_designed"),
    ])  # fmt: skip
    fake.will(
        ListContentResources,
        lambda call: [ContentResource(id=f"{call.type}-1", file_name=f"{call.type}.bin")],
    )
    return fake


@pytest.fixture
async def made(store):
    return await store.unit(rendered, "tacos")


def told(**layers):
    """The vidsheet, with these jobs on its layers."""
    sheet = SHEET.model_dump(mode="json")
    for layer in sheet["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"]:
        layer["user_jobs"] = layers.get(layer["name"], [])
        layer["default_user_job"] = layer["user_jobs"][-1] if layer["user_jobs"] else None
    return Sheet.model_validate(sheet)


async def ask(gen, made, layer, typed=None, **wish):
    spot = Spot(made.id, "70", "73", layer, name="Here")
    return await making.questions(gen, (made, Wish(spot, **wish), Typed(typed or {})))


def answer(asked, field):
    [one] = [one for one in asked.questions if one.field == field]
    return one


async def test_it_is_filled_in_with_what_the_newest_take_was_made_with(gen, made):
    data = {"script": "Two a.m.", "voice_method": "my_voices", "voice_id": "huv-1", "speed": 1.25,
            "enhance_voice": True, "variables": {"city": "x"}}  # fmt: skip
    job = {"id": "21", "status": "completed", "generation_type": "speech_from_text"}
    gen.will(GetSheet, told(Voice=[{**job, "data": data, "execution_cost": 12}]))
    asked = await ask(gen, made, "82")

    assert asked.wish == Wish(asked.wish.spot, "speech_from_text", "my_voices", 12.0)
    assert asked.types == fits("audio")
    assert answer(asked, "script").value == ("Two a.m.",)
    assert answer(asked, "voice_id").value == ("huv-1",)
    assert answer(asked, "voice_id").options[0] == ("huv-1", "Tía Rosa")
    assert answer(asked, "voice_id").left_out == 21
    assert answer(asked, "speed").value == ("1.25",)
    assert answer(asked, "enhance_voice").value == ("yes",)
    assert asked.variables == ("city",)
    form = anew_form(asked)
    assert wrong_with_view(form) == []
    assert "The last take cost 12 credits." in words(form)
    assert "Variables are kept: `{{city}}`" in words(form)


async def test_without_a_take_our_own_plan_fills_it_in(gen, made):
    gen.will(GetSheet, told())
    asked = await ask(gen, made, "81")

    assert asked.wish.type == "video_from_text"
    assert answer(asked, "model").value == ("veo_3_fast",)
    assert "taco" in answer(asked, "prompt").value[0]
    assert answer(asked, "duration").options == (("5", "5 s"), ("10", "10 s"))


@pytest.mark.parametrize(("kind", "method"), KINDS)
async def test_each_type_asks_exactly_its_own_questions(gen, made, kind, method):
    gen.will(GetSheet, told())
    asked_for = await ask(gen, made, "82", type=kind, method=method)

    form = anew_form(asked_for)
    assert wrong_with_view(form) == []
    assert set(inputs(form)) == {"type", *asked(kind, method)}
    empty = {"image_tail_resource_id", "asset_resource_ids", "prompt", "negative_prompt"}
    empty |= {"script", "language", "gender", "speed", "enhance_voice"}
    for one in asked_for.questions:
        assert one.value or one.field in empty, one
        offered = dict(one.options)
        assert set(one.value) <= set(offered) or one.shape in {Shape.TEXT, Shape.TICK}


async def test_what_was_typed_is_kept_where_the_questions_agree(gen, made):
    gen.will(GetSheet, told())
    typed = {"prompt": ("A griddle",), "model": ("veo_3_1",), "aspect_ratio": ("16:9",)}
    clip = await ask(gen, made, "81", typed, type="video_from_ingredients")
    picture = await ask(gen, made, "81", typed, type="image_from_text")
    speech = await ask(gen, made, "81", typed, type="speech_from_text")

    assert answer(clip, "prompt").value == ("A griddle",)
    assert answer(clip, "model").value == ("veo_3_1",)
    assert answer(picture, "model").value == ("gemini_image",)
    assert answer(picture, "aspect_ratio").value == ("16:9",)
    assert {one.field for one in speech.questions} == set(asked("speech_from_text", "my_voices"))


async def test_what_was_emptied_stays_empty(gen, made):
    gen.will(GetSheet, told())
    asked = await ask(gen, made, "81", {"prompt": ()})
    assert answer(asked, "prompt").value == ()


async def test_files_are_those_of_the_other_parts_and_of_the_library(gen, made):
    out = [{"id": "r9", "url": "https://cdn.gen.pro/9.mp4", "content_type": "video/mp4"}]
    clip = {"id": "9", "status": "completed", "output_resources": out}
    gen.will(GetSheet, told(Background=[clip]))
    asked = await ask(gen, made, "82", type="captions")
    media = await ask(gen, made, "82", type="media")

    assert answer(asked, "source_resource_id").options == (
        ("r9", "Background, as it is in the video"),
        ("video-1", "video.bin"),
        ("audio-1", "audio.bin"),
    )
    assert answer(media, "content_resource_id").options == (("audio-1", "audio.bin"),)


async def test_where_there_is_no_file_to_choose_the_form_says_so(gen, made):
    gen.will(GetSheet, told())
    gen.will(ListContentResources, [])
    form = anew_form(await ask(gen, made, "81", type="video_from_image"))

    assert wrong_with_view(form) == []
    assert "there is nothing to choose from yet" in words(form)


async def test_a_text_that_is_too_long_is_never_cut(gen, made):
    long = {"id": "9", "status": "completed", "generation_type": "video_from_text"}
    gen.will(GetSheet, told(Background=[{**long, "data": {"prompt": "x" * 3_001}}]))
    asked = await ask(gen, made, "81")
    form = anew_form(asked)

    assert answer(asked, "prompt").longer == 3_001
    assert "initial_value" not in inputs(form)["prompt"]
    assert "has 3,001 characters now" in words(form)


async def test_what_gen_fills_by_itself_and_what_is_gone_is_said(gen, made):
    gen.will(GetSheet, told())
    with pytest.raises(NotHere):
        await ask(gen, made, "4711")
    for cell in ("73", "74"):
        with pytest.raises(NotNow, match="GEN fills this part by itself"):
            await making.questions(gen, (made, Wish(Spot(made.id, "70", cell)), Typed()))


async def begin(store, made, cost=12.0, by=BEA, layer="82"):
    wish = Wish(Spot(made.id, "70", "73", layer, name="Voice"), "text", "", cost)
    return await store.unit(making.start, wish, {"prompt": "x", "model": "gpt_4o"}, by=by)


async def test_the_same_place_is_made_anew_once_at_a_time(store, made):
    errand = await begin(store, made)
    assert (errand.what, errand.wish["cost"]) == (What.REGENERATE, 12.0)
    with pytest.raises(NotNow, match="Make anew: Voice"):
        await begin(store, made)
    await begin(store, made, layer="81")


async def budget(store, credits, field="budget"):
    def story(tx):
        here = channels.find(tx, CHANNEL)
        tx.channels.save(replace(here, **{field: Budget(credits, "day")}))

    await store.unit(story)


@pytest.mark.parametrize("field", ["budget", "person_budget"])
async def test_nothing_is_started_that_would_pass_a_budget(store, made, field):
    spent = await store.read(lambda tx: tx.ledger.spent(CHANNEL, 0.0, ""))
    await budget(store, spent + 20.0, field)
    await begin(store, made)
    with pytest.raises(BadForm, match=r"Over budget.*Nothing was started"):
        await begin(store, made, layer="81")
    assert len(await store.read(lambda tx: tx.errands.find())) == 1


async def test_what_nobody_knows_the_price_of_begins_while_there_is_room(store, made):
    spent = await store.read(lambda tx: tx.ledger.spent(CHANNEL, 0.0, ""))
    await budget(store, spent + 1.0)
    await begin(store, made, cost=None)
    await budget(store, spent)
    with pytest.raises(BadForm, match="Over budget"):
        await begin(store, made, cost=None, layer="81")


WISH = Wish(Spot("p1", "70", "73", "82", 0, "", "שלום 🌮 “Voice”"), "text", "", 2.5)


@pytest.mark.parametrize("wish", [WISH, Wish(Spot("p1"))])
def test_a_form_remembers_what_it_is_about(wish):
    assert Wish.read(wish.kept) == wish
