"""Prices: by videos of the template, else by its parts; beside what it was in the end, never guessed."""

from dataclasses import replace

import pytest

from genbot.domain.credits import Purse, Spent
from genbot.domain.prices import Basis, Price, Recipe, guide
from genbot.domain.templates import Made
from genbot.flows import channels, credits, prices, productions, steps, templates
from genbot.gen.sheets import Sheet
from tests.gen.answers import SHEET
from tests.golden.make import BEA, CHANNEL, MAYA, approved, arrived, cloned, finish, rendered
from tests.golden.make import working as under_way

MONTAGE = "tiktok-montage"


def priced(tx, template=MONTAGE):
    return prices.of(tx, template)


def videos(*costs, template=MONTAGE):
    def story(tx):
        for at, cost in enumerate(costs):
            tx.ledger.cost(template, cost, tx.now + at)

    return story


async def test_before_anything_was_made_nothing_is_guessed(store):
    assert await store.read(priced) is None
    idea = await store.unit(arrived, "tacos")
    assert idea.price == 0.0
    made = await store.unit(approved, "salsa")
    assert made.estimate is None


async def test_a_template_seen_once_is_reckoned_by_its_parts(store):
    """A clip of Veo, 5 s: 300; a voice 15; captions 10; the render 50 (GEN's guide)."""
    made = await store.unit(cloned, "tacos")
    assert made.estimate == 375.0

    idea = await store.unit(arrived, "salsa")  # which template it becomes is known from now on, too
    assert (idea.price, idea.basis) == (375.0, Basis.GUIDE)


async def test_parts_cost_what_they_cost_before_whatever_video_they_were_for(store):
    await store.unit(rendered, "tacos")  # each of its four parts cost 10
    assert await store.read(priced) == Price(40.0, Basis.PARTS)

    def other(tx):
        tx.recipes.save(
            Recipe("narrated", "Narrated", ("captions/gemini", "render", "text/o3_mini"))
        )
        return prices.of(tx, "narrated")

    assert await store.unit(other) == Price(25.0, Basis.GUIDE)  # of the text only the guide knows
    assert await store.unit(lambda tx: prices.of(tx, "narrated", ("sound",))) is None


async def test_three_videos_are_enough_and_the_middle_one_counts(store):
    await store.unit(rendered, "tacos")
    await store.unit(videos(900.0))
    assert (await store.read(priced)).basis is Basis.PARTS

    await store.unit(videos(400.0, 420.0))
    assert await store.read(priced) == Price(410.0, Basis.VIDEOS, 4)  # of 40, 400, 420 and 900


async def test_one_video_is_better_than_nothing_where_a_part_has_no_price(store):
    await store.unit(lambda tx: tx.recipes.save(Recipe(MONTAGE, "Montage", ("hologram",))))
    assert await store.read(priced) is None
    await store.unit(videos(120.0))
    assert await store.read(priced) == Price(120.0, Basis.VIDEOS, 1)


async def test_a_channels_own_template_comes_before_what_the_last_one_was_made_from(store):
    await store.unit(rendered, "tacos")
    await store.unit(videos(700.0, 700.0, 700.0, template="narrated"))

    def bound(tx):
        here = channels.find(tx, CHANNEL)
        tx.channels.save(replace(here, templates={"3": "narrated"}))
        return arrived(tx, "salsa")

    idea = await store.unit(bound)
    assert (idea.price, idea.basis, idea.videos) == (700.0, Basis.VIDEOS, 3)


async def test_a_video_of_somebodys_own_has_the_price_of_the_template_they_chose(store):
    await store.unit(lambda tx: channels.bind(tx, CHANNEL, "agent", "Santiago", by=MAYA))
    await store.unit(videos(80.0, template="narrated"))
    own = Made("The verdict", hook="Nobody believes it.", template="narrated")

    idea = await store.unit(templates.make, own, channel=CHANNEL, by=MAYA)

    assert idea.price == 80.0
    assert (await store.read(productions.find, idea.production_id)).estimate == 80.0


async def test_the_estimate_grows_with_what_is_made_once_more(store):
    made = await store.unit(rendered, "tacos")
    assert (made.estimate, made.credits) == (375.0, 40.0)

    part = made.tasks[0].id
    again = await store.unit(productions.change, made.id, 1, "brighter", (part,), by=BEA)
    assert again.estimate == 60.0  # 40 were paid; this part and the render cost 10 each

    def to_the_end(tx):
        while now := under_way(tx, made):
            finish(tx, now[0])
        return tx.productions.get(made.id)

    assert (await store.unit(to_the_end)).credits == 60.0


async def test_another_template_is_estimated_on_top_of_what_was_paid(store):
    await store.unit(videos(200.0, template="narrated"))
    made = await store.unit(approved, "tacos")

    def paid(tx):
        tx.productions.save(replace(tx.productions.get(made.id), credits=30.0))
        return productions.choose_template(tx, made.id, "narrated", by=BEA)

    assert (await store.unit(paid)).estimate == 230.0


async def test_a_template_chosen_by_hand_says_nothing_about_its_type(store):
    """Only what genbot chose by the type of the idea is what the next of that type will be made from."""

    def by_hand(tx):
        made = approved(tx, "tacos")
        tx.productions.save(replace(made, wanted_template="narrated"))
        steps.cloned(tx, made.id, SHEET, ("narrated", "Narrated"), "chosen by hand", "v1")
        return arrived(tx, "salsa")

    assert (await store.unit(by_hand)).price == 0.0


async def test_an_empty_template_costs_its_render(store):
    bare = SHEET.model_dump(mode="json")
    bare["spreadsheet_rows"][0]["spreadsheet_cells"][2]["video_layers"] = []

    def story(tx):
        made = approved(tx, "tacos")
        steps.cloned(tx, made.id, Sheet.model_validate(bare), ("bare", "Bare"), "its tags", "v1")
        return tx.productions.get(made.id)

    assert (await store.unit(story)).estimate == 50.0


async def test_what_was_spent_is_told_by_template_with_what_one_costs(store):
    made = await store.unit(rendered, "tacos")
    await store.unit(rendered, "salsa")
    await store.unit(lambda tx: tx.ledger.paid(CHANNEL, MAYA, 5.0, tx.now))  # as before it was kept

    told = await store.unit(credits.statement, [Purse("1", "Team", 900.0)], by=MAYA)

    assert told.templates == (Spent("Montage", 80.0, 2), Spent("", 5.0, 1))
    assert made.template == MONTAGE


async def test_without_any_template_there_is_no_list_of_them(store):
    await store.unit(lambda tx: tx.ledger.paid(CHANNEL, MAYA, 5.0, tx.now))

    told = await store.unit(credits.statement, [Purse("1", "Team", 900.0)], by=MAYA)

    assert told.templates == ()


async def test_only_the_last_of_a_part_count(store):
    def story(tx):
        for n in range(70):
            tx.ledger.part_cost("render", 1.0 if n < 50 else 9.0, tx.now + n)
        return tx.ledger.part("render")

    assert await store.unit(story) == 9.0


@pytest.mark.parametrize(
    ("part", "credits"),
    [
        ("video_from_text/kling_1_6/5", 250.0), ("video_from_text/veo_3/10", 600.0),
        ("video_from_image/kling_2_6/5s", 250.0), ("video_from_text/veo_3", None),
        ("lipsync/sync_so", 200.0), ("text/gpt_4o", 5.0), ("hologram", None), ("", None),
    ],
)  # fmt: skip
def test_the_guide_names_what_gen_publishes_and_nothing_else(part, credits):
    assert guide(part) == credits
