"""Variables at GEN: read in from a table once, whatever happens on the way."""

import pytest

from genbot.domain.errands import ErrandState
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.files import NotFetched, Unfit
from genbot.domain.studio import Spot
from genbot.flows import variables
from genbot.gen.assets import GetGlobalVariables, ImportGlobalVariables
from genbot.gen.errors import Invalid, NotFound, NotSent, SlowDown, Unclear
from genbot.gen.sheets import Sheet
from genbot.sandbox.gen.variables import write_xlsx
from tests.golden.make import BEA, approved, rendered

E = ErrandState
TABLE = write_xlsx([("name", "value"), ("price", "$2"), ("city", "San Antonio")])
FILE = ("F1", "tacos.XLSX", len(TABLE))


def sheet(*pairs, roles=True):
    named = ("global_variable_value", "global_variable_name") if roles else (None, None)
    columns = [
        {"id": n, "title": "Spalte", "position": n, "role": role} for n, role in enumerate(named)
    ]
    rows = [
        {"id": n, "position": n, "spreadsheet_cells": [
            {"id": f"{n}v", "column_id": 0, "value": value if roles else name},
            {"id": f"{n}n", "column_id": 1, "value": name if roles else value},
        ]}
        for n, (name, value) in enumerate(pairs)
    ]  # fmt: skip
    return Sheet.model_validate({"id": 9, "spreadsheet_columns": columns, "spreadsheet_rows": rows})


class Book:
    """The variables GEN keeps."""

    def __init__(self, gen):
        self.pairs, self.brought = [("price", "$1")], []
        gen.will(GetGlobalVariables, lambda call: sheet(*self.pairs))
        gen.will(ImportGlobalVariables, self.bring)

    def bring(self, call):
        self.brought.append(call)
        self.pairs = [("price", "$2"), ("city", "San Antonio")]
        return sheet()

    def lose(self, call):
        self.bring(call)
        raise Unclear("reset")


@pytest.fixture
def book(gen, files):
    files.content = TABLE
    return Book(gen)


@pytest.fixture
async def made(world, book):
    """A video in review, and nothing else under way."""
    one = await world.do(rendered, "tacos")
    await world.passes(60)
    return one


async def bring(world, made, file=FILE):
    await world.do(variables.bring, Spot(made.id), file, by=BEA)
    await world.passes(600)
    return await world.one("errands")


async def test_a_table_is_read_in_and_told_in_the_thread_of_the_video(world, book, made, files):
    errand = await bring(world, made)

    [call] = book.brought
    assert (call.sheet_id, call.file.name, call.file.content) == ("7", "tacos.XLSX", TABLE)
    assert files.taken == [("F1", 5_000_000)]
    assert (errand.state, errand.thread) == (E.DONE, made.slot)
    assert (errand.result["count"], errand.result["names"]) == (2, ["price", "city"])
    assert (await world.one("productions")).edited == 1


async def test_a_lost_answer_is_looked_for(world, book, made, gen):
    gen.will(ImportGlobalVariables, book.lose)
    errand = await bring(world, made)

    assert len(book.brought) == 1
    assert (errand.state, errand.result["count"]) == (E.DONE, 2)


async def test_what_never_reached_gen_is_sent_again(world, book, made, gen):
    gen.will(ImportGlobalVariables, Unclear("reset"), book.bring)
    errand = await bring(world, made)

    assert len(book.brought) == 1
    assert errand.result["count"] == 2


@pytest.mark.parametrize("trouble", [NotSent("no way"), SlowDown(5.0), Unclear("reset")])
async def test_what_was_sent_is_not_sent_again_because_gen_is_busy_then(
    world, book, made, gen, trouble
):
    def listed(call):
        return sheet(*book.pairs)

    gen.will(GetGlobalVariables, listed, trouble, listed)
    errand = await bring(world, made)

    assert len(book.brought) == 1
    assert (errand.state, errand.result["count"]) == (E.DONE, 2)


async def test_an_answer_lost_before_anything_was_sent_is_no_loss(world, book, made, gen):
    gen.will(GetGlobalVariables, Unclear("reset"), lambda call: sheet(*book.pairs))
    assert (await bring(world, made)).state is E.DONE


@pytest.mark.parametrize(
    "table",
    [b"price,city", TABLE[:100], b"", b"PK\x03\x04" + b"\0" * 40],
    ids=["words", "half a table", "nothing", "an empty archive"],
)
async def test_what_is_no_table_never_reaches_gen(world, book, made, files, table):
    files.content = table
    errand = await bring(world, made)

    assert errand.state is E.FAILED
    assert "not a table I can read" in errand.reason
    assert book.brought == []


async def test_what_gen_cannot_read_is_said_in_its_words(world, book, made, gen):
    gen.will(ImportGlobalVariables, Invalid("validation_error", 422, "Column B is missing."))
    errand = await bring(world, made)

    assert errand.state is E.FAILED
    assert "GEN says: “Column B is missing”" in errand.reason
    assert (await world.one("productions")).edited == 0


async def test_a_vidsheet_that_is_gone_is_said_to_be(world, made, gen):
    gen.will(GetGlobalVariables, NotFound("not_found", 404, "Not found"))

    assert (await bring(world, made)).reason == "That vidsheet is not there any more."


async def test_a_file_that_is_gone_from_slack_is_said_to_be(world, book, made, files):
    files.trouble = [Unfit("somebody deleted it in Slack")]

    assert "deleted it in Slack" in (await bring(world, made)).reason


async def test_a_slow_slack_or_gen_is_waited_for(world, book, made, files, gen):
    files.trouble = [NotFetched("Slack is slow.")]
    gen.will(ImportGlobalVariables, SlowDown(5.0), book.bring)

    assert (await bring(world, made)).state is E.DONE


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("", "", 0), "Add a table"),
        (("F1", "tacos.csv", 9), "XLSX tables only"),
        (("F1", "tacos.xlsx", 5_000_001), "at most 5 MB"),
    ],
)
async def test_other_files_are_refused_in_the_form(world, made, file, said):
    with pytest.raises(BadForm, match=said):
        await world.do(variables.bring, Spot(made.id), file, by=BEA)


async def test_nothing_is_read_in_while_parts_are_made(world, book):
    made = await world.do(approved, "tacos")

    with pytest.raises(NotNow, match="Nothing was changed"):
        await world.do(variables.bring, Spot(made.id), FILE, by=BEA)


async def test_the_list_is_what_gen_has(gen, book, made):
    book.pairs = [("price", "$2"), ("", "nothing"), ("مدينة 🌮", "")]
    found = await variables.found(gen, (made, Spot(made.id)))

    assert found.pairs == (("price", "$2"), ("مدينة 🌮", ""))
    assert found.title == made.title


def test_variables_are_found_by_place_where_their_roles_are_not_told():
    assert variables.read(sheet(("price", "$2"), roles=False)) == (("price", "$2"),)
    assert variables.read(Sheet(id="9")) == ()
