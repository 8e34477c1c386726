"""Templates, clones, and sheets made by hand."""

import pytest

from genbot.sandbox.gen.cast import LUMA, SANTIAGO
from genbot.sandbox.gen.catalogue import TEMPLATES
from genbot.sandbox.gen.drafts import VIDEO_TYPES
from tests.sandbox.gen.conftest import CLIP, Visitor


async def test_the_library_holds_seven_templates_with_covers(visitor: Visitor) -> None:
    templates = await visitor.ask("GET", "/templates/projects")

    assert len(templates) == 7
    assert await visitor.ask("GET", "/templates/projects?page=2") == []
    assert await visitor.refused("GET", "/templates/projects?page=0") == (422, "validation_error")
    assert (await visitor.fetch(templates[0]["cover"])).content_type == "image/jpeg"
    assert templates[0]["recent_generated_contents"][0]["type"] == "video"


def test_every_video_type_has_a_template_that_names_it() -> None:
    tags = {tag for template in TEMPLATES for tag in template.tags}

    assert set(VIDEO_TYPES.values()) - {"Any"} <= tags


@pytest.mark.parametrize("by", ["slug", "id", "uuid"])
async def test_a_template_is_found_by_any_of_its_names(visitor: Visitor, by: str) -> None:
    template = (await visitor.ask("GET", "/templates/projects"))[1]

    found = await visitor.ask("GET", f"/templates/projects/{template[by]}")

    assert found["slug"] == "tiktok-montage"
    assert found["video_layers"][0]["name"] == "Clip 1"
    assert await visitor.refused("GET", "/templates/projects/none") == (404, "not_found")


@pytest.mark.parametrize("slug", [template.slug for template in TEMPLATES])
async def test_a_clone_has_columns_a_first_row_and_a_layer_stack(
    visitor: Visitor, slug: str
) -> None:
    sheet = (await visitor.clone(slug)).sheet

    columns, cells = sheet["spreadsheet_columns"], sheet["spreadsheet_rows"][0]["spreadsheet_cells"]
    says = "role" if "role" in columns[0] else "column_role"
    roles = [column[says] for column in columns]
    assert roles[-3:] == ["video", "final_video", "stats"]
    assert set(roles[:-3]) == {"ingredient"}
    assert [cell["column_id"] for cell in cells] == [column["id"] for column in columns]
    assert len(cells[-3]["video_layers"]) >= 2
    assert (await visitor.state())["credits"] == 5000


async def test_both_spellings_of_the_role_occur(visitor: Visitor) -> None:
    first = (await visitor.clone("tiktok-talking-avatar")).sheet["spreadsheet_columns"][0]
    second = (await visitor.clone("tiktok-montage")).sheet["spreadsheet_columns"][0]

    assert "column_role" not in first
    assert "role" not in second


async def test_cards_are_told_in_attributes_by_an_earlier_job_or_not_at_all(
    visitor: Visitor,
) -> None:
    broll = await visitor.clone("tiktok-vo-broll")
    words = await visitor.clone("tiktok-text-driven")
    split = await visitor.clone("tiktok-split-screen")

    column = next(c for c in broll.sheet["spreadsheet_columns"] if c["title"] == "B-roll still")
    assert column["additional_attributes"]["creation_card"]["generation_type"] == "image_from_text"
    assert "creation_card" in broll.cell("Hashtags")["additional_attributes"]
    earlier = words.cell("VIDEO")["video_layers"][0]["default_user_job"]
    assert (earlier["user_job_type"], earlier["status"]) == ("video_from_text", "completed")
    assert (earlier["data"]["model"], earlier["output_resources"]) == ("seedance_pro", [])
    layer = split.cell("VIDEO")["video_layers"][0]
    assert (layer["additional_attributes"], layer["user_jobs"]) == ({}, [])


async def test_cloning_needs_an_agent_and_credits(visitor: Visitor) -> None:
    path = "/templates/spreadsheets/tiktok-montage/clone"
    assert await visitor.refused("POST", path, {}) == (422, "validation_error")
    assert await visitor.refused("POST", path, {"agent_id": "x"}) == (422, "agent_not_found")
    missing = "/templates/spreadsheets/none/clone"
    assert await visitor.refused("POST", missing, {"agent_id": SANTIAGO}) == (404, "not_found")

    await visitor.control("credits", purchased=False)

    refusal = await visitor.refused("POST", path, {"agent_id": SANTIAGO})
    assert refusal == (422, "usable_gen_credit_required")


async def test_a_sheet_made_by_hand_begins_empty_and_grows(visitor: Visitor) -> None:
    path = f"?agent_id={SANTIAGO}"
    body = {"spreadsheet": {"title": "Q1"}}
    sheet = await visitor.ask("POST", f"/autocontentengine{path}", body, expect=201)
    engine = f"/autocontentengine/{sheet['id']}"
    column = {"spreadsheet_column": {"title": "Script", "type": "text"}}
    await visitor.ask("POST", f"{engine}/columns{path}", column, expect=201)
    await visitor.ask("POST", f"{engine}/rows{path}", {}, expect=201)

    grown = await visitor.ask("GET", f"{engine}{path}")

    assert (sheet["spreadsheet_columns"], sheet["spreadsheet_rows"]) == ([], [])
    assert len(grown["spreadsheet_rows"][0]["spreadsheet_cells"]) == 1
    assert grown["created_at"] * 1000 == grown["created_at_ts"]
    untitled = await visitor.refused("POST", f"/autocontentengine{path}", {"spreadsheet": {}})
    assert untitled == (422, "validation_error")


async def test_a_sheet_belongs_to_its_agent(visitor: Visitor) -> None:
    sheet = await visitor.clone()

    refusal = await visitor.refused("GET", f"{sheet.path}?agent_id={LUMA}")

    assert refusal == (404, "not_found")


async def test_a_copied_sheet_shares_nothing_with_the_first(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    await sheet.write(TEXT_1="Hello")

    copy = await sheet.ask("POST", "/clone", {"target_agent_id": LUMA}, expect=201)
    await sheet.write(TEXT_1="Changed")

    cells = copy["spreadsheet_rows"][0]["spreadsheet_cells"]
    assert cells[0]["value"] == "Hello"
    assert cells[0]["column_id"] == copy["spreadsheet_columns"][0]["id"]
    there = await visitor.ask("GET", f"/autocontentengine/{copy['id']}?agent_id={LUMA}")
    assert there["spreadsheet_rows"][0]["spreadsheet_cells"][0]["value"] == "Hello"


async def test_costs_are_told_only_when_asked_for(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    layer = sheet.cell("VIDEO")["video_layers"][0]
    place = f"/cells/{sheet.cell('VIDEO')['id']}/layers/{layer['id']}"
    made = await sheet.generate(place, "video_from_text", **CLIP)

    plain = await sheet.ask("GET", "")
    told = await sheet.ask("GET", "?with_execution_cost=true")

    assert "execution_cost" not in str(plain)
    row = told["spreadsheet_rows"][0]
    spent = 5000 - (await visitor.state())["credits"]
    assert row["execution_cost"] == str(spent)
    costs = {cell["execution_cost"] for cell in row["spreadsheet_cells"]}
    assert costs == {"0", str(spent)}
    assert "execution_cost" not in made
