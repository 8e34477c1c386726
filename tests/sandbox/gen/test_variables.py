"""Global variables, brought in from a spreadsheet file and put into prompts."""

import io
import zipfile

import aiohttp

from genbot.sandbox.gen.variables import XLSX, read_xlsx, write_xlsx
from tests.sandbox.gen.conftest import Vidsheet, Visitor


async def bring(sheet: Vidsheet, data: bytes) -> dict:
    form = aiohttp.FormData()
    form.add_field("file", data, filename="v.xlsx", content_type=XLSX)
    return await sheet.ask("POST", "/import_global_variables", data=form)


async def test_the_empty_template_can_be_read_back(visitor: Visitor) -> None:
    async with visitor.client.get(
        "/v1/autocontentengine/global_variables_template", headers={"X-API-Key": "sandbox-key"}
    ) as answer:
        data = await answer.read()

    assert answer.content_type == XLSX
    assert read_xlsx(data) == [("name", "value")]


async def test_imported_variables_are_a_sheet_of_their_own(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    empty = await sheet.ask("GET", "/global_variables")

    grown = await bring(sheet, write_xlsx([("name", "value"), ("city", "San Antonio & more")]))

    assert empty["spreadsheet_rows"] == []
    variables = await sheet.ask("GET", "/global_variables")
    roles = [column["column_role"] for column in variables["spreadsheet_columns"]]
    values = [cell["value"] for cell in variables["spreadsheet_rows"][0]["spreadsheet_cells"]]
    assert roles == ["global_variable_name", "global_variable_value"]
    assert values == ["city", "San Antonio & more"]
    assert grown["global_variables_sheet"]["id"] == variables["id"]


async def test_a_variable_is_put_into_a_prompt(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    await bring(sheet, write_xlsx([("city", "San Antonio")]))
    cell = f"/cells/{sheet.cell('TEXT 1')['id']}"

    made = await sheet.generate(cell, "text", model="gpt_4o", prompt="Tacos in {{City}}")

    assert made["result"] == "Tacos in San Antonio."


async def test_a_file_that_is_no_spreadsheet_is_refused(visitor: Visitor) -> None:
    sheet = await visitor.clone()
    form = aiohttp.FormData()
    form.add_field("file", b"PK not really", filename="v.xlsx", content_type=XLSX)

    refusal = await sheet.refused("POST", "/import_global_variables", data=form)

    assert refusal == (422, "validation_error")
    assert await sheet.refused("POST", "/import_global_variables") == (422, "validation_error")


def test_a_table_knows_no_time_so_the_same_rows_are_the_same_bytes() -> None:
    book = zipfile.ZipFile(io.BytesIO(write_xlsx([("city", "San Antonio")])))

    assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
