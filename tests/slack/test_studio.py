"""The studio over a real socket: a video's parts looked at, written, chosen, and rendered again."""

from dataclasses import replace

import pytest

from genbot.domain.budgets import Budget
from genbot.domain.errands import ErrandState, What
from genbot.domain.productions import Stage
from genbot.domain.studio import Spot
from genbot.flows import channels, errands, retakes, studio
from genbot.gen.assets import ContentResource, ListContentResources
from genbot.gen.convert import GetSheet
from genbot.gen.errors import NotFound, NotSent
from genbot.gen.setup import Voice
from genbot.gen.sheets import Sheet
from genbot.gen.voices import ListAgentVoices
from tests.cards.reading import buttons, inputs, words
from tests.deciding import decides
from tests.gen.answers import SHEET
from tests.golden.make import rendered
from tests.slack.conftest import BEA, IDEAS, MAYA, PABLO, RANDOM, option
from tests.slack.test_agents import pressed, typed, wanted

E = ErrandState
CDN = "https://cdn.gen.pro/outputs"


def take(id, **more):
    out = [{"id": f"r{id}", "url": f"{CDN}/{id}.m4a", "content_type": "audio/mp4"}]
    told = {"id": id, "status": "completed", "execution_cost": 12, "output_resources": out}
    return {**told, "generation_type": "speech_from_text", **more}


def sheet(**cells):
    """The vidsheet with texts in it and three takes of its voice."""
    told = SHEET.model_dump(mode="json")
    [row] = told["spreadsheet_rows"]
    for cell in row["spreadsheet_cells"]:
        cell["value"] = cells.get(
            f"cell{cell['id']}", f"Text {cell['id']}"[: 99 * (cell["id"] < "73")]
        )
        for layer in cell["video_layers"]:
            if layer["name"] == "Voice":
                layer["user_jobs"] = [
                    take("21"),
                    take("22"),
                    take("23", status=cells.get("status", "stopped")),
                ]
                layer["default_user_job"] = layer["user_jobs"][0]
    return Sheet.model_validate(told)


@pytest.fixture
def gen(gen):
    gen.will(GetSheet, lambda call: sheet())
    gen.will(ListAgentVoices, [Voice(voice_id="v1", name="Mateo", source="public")])
    sound = ContentResource(id="audio-1", file_name="rosa.mp3", content_type="audio/mpeg")
    gen.will(ListContentResources, [sound])
    return gen


async def said(here):
    """Everything that is to be said is in the channel: it is paced, so time passes."""
    await here.router.rest()
    for _ in range(6):
        await here.deliver()
        here.clock.pass_(2.0)


@pytest.fixture
async def made(here):
    """A video that is ready to watch, with its cards in the channel."""
    await here.store.unit(rendered, "tacos")
    await said(here)
    [made] = await here.store.read(lambda tx: tx.productions.find())
    return made


async def now(here):
    [made] = await here.store.read(lambda tx: tx.productions.find())
    return made


async def opened(here, workspace, user=MAYA):
    await workspace.press(workspace.message("” is ready to watch"), "open_studio", user)
    await here.router.rest()
    return workspace.form(user)


async def part(here, workspace, made, id, user=MAYA):
    """The view of the part with this cell or layer."""
    form = workspace.form(user)
    values = [
        one["value"]
        for block in form["blocks"]
        for one in [*block.get("elements", []), block.get("accessory") or {}]
        if one.get("action_id") == "see_part"
    ]
    [value] = [one for one in values if id in (Spot.read(one).layer or Spot.read(one).cell)]
    return await pressed(here, workspace, "see_part", value, user)


async def test_from_the_card_to_every_part(here, workspace, made):
    shown = words(await opened(here, workspace))

    assert "*Hook*" in shown
    assert ">Text 71" in shown
    assert "↳  ✅  *Voice*" in shown
    voice = words(await part(here, workspace, made, "82"))
    assert "*3 takes*, the newest first" in voice
    assert "*Take 1*  ✅ in the video" in voice
    assert "*Hook*" in words(await pressed(here, workspace, "open_studio"))


async def test_it_is_opened_from_the_review_card_and_by_a_command(here, workspace, made):
    await workspace.press(workspace.message("Ready to watch: "), "open_studio")
    await here.router.rest()
    assert "*Hook*" in words(workspace.form())

    listed = await typed(here, workspace, "studio tacos")
    assert "The tacos story" in words(listed)
    assert "*Hook*" in words(await pressed(here, workspace, "open_studio"))
    assert "these words in its title" in words(await typed(here, workspace, "studio pizza"))


async def test_every_press_reads_gen_again(here, workspace, made, gen):
    await opened(here, workspace)
    gen.will(GetSheet, lambda call: sheet(cell71="Another text"))
    await part(here, workspace, made, "82")
    assert "Another text" in words(await pressed(here, workspace, "open_studio"))


async def test_one_text_is_edited(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "71")
    form = await pressed(here, workspace, "edit_text")
    assert inputs(form)["text"]["initial_value"] == "Text 71"
    refused = await workspace.submit(text="Text 71")
    assert "already" in str(refused)
    await workspace.submit(text="Dos dólares 🌮 שתיים בלילה")
    await said(here)

    [errand] = await wanted(here)
    assert (errand.what, errand.title) == (What.EDIT_TEXTS, "Edit: Hook")
    assert errand.wish["texts"] == [["71", "Dos dólares 🌮 שתיים בלילה"]]
    assert errand.thread == made.slot
    assert workspace.message("Edit: Hook").thread_ts


async def test_a_text_may_be_emptied(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "71")
    await pressed(here, workspace, "edit_text")
    await workspace.submit(text="")

    [errand] = await wanted(here)
    assert errand.wish["texts"] == [["71", ""]]


async def test_a_text_that_is_too_long_is_only_replaced(here, workspace, made, gen):
    gen.will(GetSheet, lambda call: sheet(cell71="x" * 4_000))
    await opened(here, workspace)
    await part(here, workspace, made, "71")
    form = await pressed(here, workspace, "edit_text")
    assert set(inputs(form)) == {"new"}
    assert "stand there" in str(await workspace.submit(new="  "))
    await workspace.submit(new="Short.")

    [errand] = await wanted(here)
    assert errand.wish["texts"] == [["71", "Short."]]


async def test_only_what_was_changed_of_many_texts_is_sent(here, workspace, made):
    await opened(here, workspace)
    await pressed(here, workspace, "edit_texts")
    assert "Nothing is different" in str(await workspace.submit(**{"71": "Text 71"}))
    await workspace.submit(**{"71": "One", "72": "Two"})
    await opened(here, workspace)
    assert (await wanted(here))[0].wish["texts"] == [["71", "One"], ["72", "Two"]]
    assert (await wanted(here))[0].title == "Edit 2 texts"


async def test_the_same_text_twice_at_once_is_one_too_many(here, workspace, made):
    for text in ("One", "Two"):
        await opened(here, workspace)
        await part(here, workspace, made, "71")
        await pressed(here, workspace, "edit_text")
        await workspace.submit(text=text)
    await said(here)

    assert len(await wanted(here)) == 1
    assert "Still under way in the studio" in workspace.said(to=MAYA)[-1]


async def test_another_take_goes_into_the_video(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "82")
    assert "On its way" in words(await pressed(here, workspace, "use_take"))
    await said(here)

    [errand] = await wanted(here)
    assert (errand.what, errand.wish["take"]) == (What.CHOOSE_TAKE, "22")
    assert errand.title == "Use: Take 2 of Voice"
    assert "*3 takes*" in words(await pressed(here, workspace, "see_part"))
    await pressed(here, workspace, "use_take")
    await said(here)
    assert "Still under way in the studio" in workspace.said(to=MAYA)[-1]


async def test_a_take_is_put_into_the_thread(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "82")
    await pressed(here, workspace, "show_take")

    [errand] = await wanted(here)
    assert (errand.what, errand.title) == (What.SHOW_TAKE, "Take 2 of Voice")
    assert (errand.wish["layer"], errand.thread) == ("82", made.slot)


async def edited(here, made):
    """One change is done."""

    def story(tx):
        spot = Spot(made.id, "70", "71")
        errand = studio.change(
            tx, What.EDIT_TEXTS, "Edit: Hook", spot, by=MAYA, texts=[["71", "x"]]
        )
        tx.watches.drop(errand.kind, errand.id)
        studio.changed(tx, errand, {})

    await here.store.unit(story)
    await said(here)


async def test_it_is_rendered_again_once(here, workspace, made):
    await edited(here, made)
    review = workspace.message("Ready to watch: ")
    assert "1 change since this was rendered" in str(review.blocks)
    told = workspace.message("Edit: Hook")
    await workspace.press(review, "render_again")
    await said(here)
    assert (await now(here)).stage is Stage.RENDERING
    await workspace.press(told, "render_again")
    await said(here)

    assert "This video is being put together now" in workspace.said(to=MAYA)[-1]
    assert ">Parts were changed in the studio." in str(
        workspace.message("” is being put together").blocks
    )


async def test_it_is_rendered_again_from_the_window(here, workspace, made):
    await edited(here, made)
    await opened(here, workspace)
    assert "On its way" in words(await pressed(here, workspace, "render_again"))
    assert (await now(here)).stage is Stage.RENDERING


async def test_what_may_not_be_changed_now_is_shown_without_buttons(here, workspace, made):
    await here.store.unit(decides(IDEAS, videos=(BEA,)))
    shown = await opened(here, workspace)
    assert "may" in words(shown)
    assert set(buttons(shown)) == {"Open…", "Layers…", "Rows…", "Columns…", "Variables…"}
    assert "Edit texts…" in buttons(await opened(here, workspace, BEA))


async def test_an_old_window_cannot_change_what_is_out(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "82")
    out = replace(made, stage=Stage.PUBLISHED)
    await here.store.unit(lambda tx: tx.productions.save(out))
    await pressed(here, workspace, "use_take")
    await said(here)

    assert "This video is published now" in workspace.said(to=MAYA)[-1]
    assert await wanted(here) == []
    assert "This video is published now" in words(await pressed(here, workspace, "open_studio"))


async def test_a_video_of_another_channel_is_not_looked_at(here, workspace, made):
    await opened(here, workspace)
    window = workspace.slack.windows.top(MAYA)
    sealed = window.source["private_metadata"].replace(IDEAS, RANDOM)
    window.source["private_metadata"] = sealed
    assert "belongs to another channel" in words(await pressed(here, workspace, "see_part"))


@pytest.mark.parametrize(
    ("trouble", "words_of_it"),
    [(NotFound("not_found", 404, "No."), "GEN"), (NotSent("no network"), "GEN")],
)
async def test_a_gen_that_does_not_answer_is_said_in_the_window(
    here, workspace, made, gen, trouble, words_of_it
):
    gen.will(GetSheet, trouble)
    assert words_of_it in words(await opened(here, workspace))


async def test_a_part_that_is_gone_is_said_to_be(here, workspace, made, gen):
    await opened(here, workspace)
    gone = sheet().model_dump(mode="json")
    gone["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"] = []
    gen.will(GetSheet, Sheet.model_validate(gone))
    assert "That part is gone" in words(await part(here, workspace, made, "82"))


async def test_what_failed_is_done_again_only_while_it_may(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "82")
    await pressed(here, workspace, "use_take")
    [errand] = await wanted(here)
    await here.store.unit(errands.ended, errand.id, "failed", "No such take.")
    await said(here)
    card = workspace.message("Use: Take 2")
    await here.store.unit(lambda tx: tx.productions.save(replace(made, stage=Stage.PUBLISHED)))
    await workspace.press(card, "repeat_errand", user=PABLO)
    await said(here)
    assert "published now" in workspace.said(to=PABLO)[-1]
    await here.store.unit(lambda tx: tx.productions.save(made))
    await workspace.press(card, "repeat_errand", user=PABLO)
    await said(here)
    assert (await wanted(here))[0].attempt == 2


async def chosen(here, workspace, block, value, user=MAYA):
    """An answer that changes the questions."""
    form = workspace.form(user)
    await workspace.act(
        user, "press", view_id=form["id"], block_id=block, action_id="make_as", value=value
    )
    await here.router.rest()
    return workspace.form(user)


async def making(here, workspace, made, layer="82", user=MAYA):
    await opened(here, workspace, user)
    await part(here, workspace, made, layer, user)
    return await pressed(here, workspace, "make_anew", user=user)


async def test_a_part_is_made_anew_as_it_was(here, workspace, made):
    form = await making(here, workspace, made)
    assert set(inputs(form)) == VOICE
    assert "The last take cost 12 credits." in words(form)
    await workspace.submit(script="Una noche, dos dólares.", speed=option("1.25"))
    await said(here)

    [errand] = await wanted(here)
    assert (errand.what, errand.title) == (What.REGENERATE, "Make anew: Voice")
    assert errand.wish["type"] == "speech_from_text"
    assert errand.wish["data"] == {
        "script": "Una noche, dos dólares.",
        "voice_method": "my_voices",
        "voice_id": "v1",
        "speed": 1.25,
    }
    assert errand.wish["cost"] == 12.0
    assert errand.thread == made.slot


VOICE = {"type", "script", "voice_method", "voice_id", "enhance_voice", "speed", "language"}


async def test_another_way_to_a_voice_asks_other_questions_and_keeps_what_was_typed(
    here, workspace, made
):
    await making(here, workspace, made)
    window = workspace.slack.windows.top(MAYA)
    window.values["script"] = {"value": {"type": "plain_text_input", "value": "Typed already."}}
    form = await chosen(here, workspace, "voice_method", "design_voice")
    assert set(inputs(form)) == VOICE - {"voice_id", "speed"} | {"gender"}
    assert inputs(form)["script"]["initial_value"] == "Typed already."
    refused = await workspace.submit(script="  ", language=option("es"))
    assert "Fill in “What is said”" in str(refused)
    await workspace.submit(script="Typed already.", language=option("es"), gender=option("neutral"))

    [errand] = await wanted(here)
    assert errand.wish["data"] == {
        "script": "Typed already.", "voice_method": "design_voice", "language": "es",
        "gender": "neutral",
    }  # fmt: skip


async def test_another_type_asks_other_questions(here, workspace, made):
    await making(here, workspace, made)
    form = await chosen(here, workspace, "type", "media")
    assert set(inputs(form)) == {"type", "content_resource_id"}
    await workspace.submit(content_resource_id=option("audio-1"))

    [errand] = await wanted(here)
    assert (errand.wish["type"], errand.wish["data"]) == (
        "media",
        {"content_resource_id": "audio-1"},
    )


async def test_an_answer_to_the_questions_of_before_is_not_taken(here, workspace, made):
    await making(here, workspace, made)
    window = workspace.slack.windows.top(MAYA)
    chosen = {"selected_option": {"text": {"type": "plain_text", "text": "M"}, "value": "media"}}
    window.values["type"] = {"make_as": {"type": "static_select", **chosen}}
    told = await workspace.submit()

    assert "still those of before" in str(told)
    assert await wanted(here) == []


async def test_over_budget_nothing_is_begun(here, workspace, made):
    def poor(tx):
        tx.channels.save(replace(channels.find(tx, IDEAS), budget=Budget(1.0, "day")))

    await here.store.unit(poor)
    await making(here, workspace, made)
    refused = await workspace.submit()

    assert "Over budget" in str(refused)
    assert await wanted(here) == []


async def test_the_same_part_twice_at_once_is_one_too_many(here, workspace, made):
    for _ in range(2):
        await making(here, workspace, made)
        await workspace.submit()
    await said(here)

    assert len(await wanted(here)) == 1
    assert "Still under way in the studio" in workspace.said(to=MAYA)[-1]


async def test_only_who_may_change_it_is_asked(here, workspace, made):
    await opened(here, workspace)
    await part(here, workspace, made, "82")

    await here.store.unit(decides(IDEAS, videos=(BEA,)))
    shown = await pressed(here, workspace, "make_anew")
    assert f"<@{BEA}>" in words(shown)
    assert inputs(shown) == {}


async def test_what_is_made_is_stopped_from_its_card_and_goes_on_from_it(here, workspace, made):
    await making(here, workspace, made)
    await workspace.submit()
    [errand] = await wanted(here)
    await here.store.unit(errands.taken, errand.id, "24")
    await said(here)
    card = workspace.message("Make anew: Voice")
    await workspace.press(card, "stop_making")
    await said(here)
    [_, stop] = await wanted(here)
    assert (stop.what, stop.wish["take"], stop.title) == (
        What.STOP_TAKE, "24", "Stop: Make anew: Voice",
    )  # fmt: skip
    await here.store.unit(errands.progressed, errand.id, {"job": "24"})
    await here.store.unit(retakes.stopped, errand, 12.0)
    await said(here)
    await workspace.press(workspace.message("Make anew: Voice: stopped"), "continue_take", user=BEA)
    await said(here)

    more = (await wanted(here))[-1]
    assert (more.what, more.wish["take"], more.wish["cost"]) == (What.CONTINUE_TAKE, "24", 12.0)
    assert (await now(here)).refunded == 12.0


async def test_any_take_is_stopped_and_continued_in_the_window(here, workspace, made, gen):
    await opened(here, workspace)
    await part(here, workspace, made, "82")
    assert "On its way" in words(await pressed(here, workspace, "continue_take"))
    [errand] = await wanted(here)
    assert (errand.what, errand.title) == (What.CONTINUE_TAKE, "Continue: Take 3 of Voice")
    running = sheet(status="processing")
    gen.will(GetSheet, running)
    await pressed(here, workspace, "see_part")
    assert "On its way" in words(await pressed(here, workspace, "stop_take"))
    assert (await wanted(here))[-1].title == "Stop: Take 3 of Voice"
