"""Phase 4, global variables: names and values for a whole sheet, brought in from an XLSX file."""

import io
import re
import zipfile
from html import escape
from xml.etree import ElementTree as ET

from genbot.sandbox.gen import build
from genbot.sandbox.gen.asks import Answer, Ask, File, Upload, refuse
from genbot.sandbox.gen.lookup import find_sheet
from genbot.sandbox.gen.sheet_looks import sheet_look
from genbot.sandbox.gen.sheets import Sheet
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEAD = ("name", "value")
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@table.on("GET", "/autocontentengine/{sheet_id}/global_variables")
def get_variables(gen: Gen, ask: Ask) -> Answer:
    return Answer(sheet_look(gen, _variables(gen, find_sheet(gen, ask))))


@table.on("POST", "/autocontentengine/{sheet_id}/import_global_variables")
def import_variables(gen: Gen, ask: Ask) -> Answer:
    """The file's rows replace what was there; a first row of headings is left out."""
    sheet = find_sheet(gen, ask)
    upload = ask.body.get("file")
    if not isinstance(upload, Upload):
        refuse("file is required")
    pairs = [pair for pair in read_xlsx(upload.data) if pair[0]]
    variables = _variables(gen, sheet)
    variables.rows = []
    for name, value in pairs[1:] if pairs and pairs[0][0].lower() == "name" else pairs:
        row = build.add_row(gen, variables)
        row.cells[0].value, row.cells[1].value = name, value
    return Answer(sheet_look(gen, sheet))


@table.on("GET", "/autocontentengine/global_variables_template")
def variables_template(gen: Gen, ask: Ask) -> File:
    return File(write_xlsx([_HEAD]), XLSX, "global_variables_template.xlsx")


def _variables(gen: Gen, sheet: Sheet) -> Sheet:
    if sheet.variables is None:
        agent = gen.agents[sheet.agent_id]
        sheet.variables = build.empty_sheet(gen, agent, f"{sheet.title}: variables")
        for title in _HEAD:
            build.add_column(gen, sheet.variables, title, "text", f"global_variable_{title}")
    return sheet.variables


def read_xlsx(data: bytes) -> list[tuple[str, str]]:
    """The first two columns of the first page."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            names = book.namelist()
            shared = (
                _strings(book.read("xl/sharedStrings.xml"))
                if "xl/sharedStrings.xml" in names
                else []
            )
            rows = ET.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{_SPACE}row")  # noqa: S314 - a pretend service
            return [_pair(row, shared) for row in rows]
    except (zipfile.BadZipFile, KeyError, ET.ParseError, IndexError, ValueError):
        refuse("file is not a readable XLSX file")


def write_xlsx(rows: list[tuple[str, str]]) -> bytes:
    """A workbook of one page, as small as a spreadsheet program still opens; the same rows are the same
    bytes whenever they are written."""
    lines = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{letter}{n}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for letter, value in zip("AB", row, strict=True)
        )
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    parts = {
        **_FRAME,
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, body in parts.items():
            entry = zipfile.ZipInfo(name)  # of no day
            book.writestr(
                entry, f'<?xml version="1.0" encoding="UTF-8"?>{body}', zipfile.ZIP_DEFLATED
            )
    return stream.getvalue()


_FRAME = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{XLSX}.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_LINK}"><sheets>'
        '<sheet name="Variables" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_LINK}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def _strings(xml: bytes) -> list[str]:
    items = ET.fromstring(xml).iter(f"{_SPACE}si")  # noqa: S314 - a pretend service
    return ["".join(part.text or "" for part in item.iter(f"{_SPACE}t")) for item in items]


def _pair(row: ET.Element, shared: list[str]) -> tuple[str, str]:
    found = {"A": "", "B": ""}
    for cell in row.iter(f"{_SPACE}c"):
        letter = re.sub(r"\d", "", cell.get("r", ""))
        if letter in found:
            found[letter] = _text(cell, shared)
    return found["A"], found["B"]


def _text(cell: ET.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_SPACE}t"))
    value = cell.find(f"{_SPACE}v")
    plain = (value.text or "") if value is not None else ""
    return shared[int(plain)] if cell.get("t") == "s" else plain
