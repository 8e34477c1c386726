"""Phase 3: templates and the sheets that are made from them."""

from typing import Any

from genbot.sandbox.gen import build
from genbot.sandbox.gen.asks import Answer, Ask, missing, one_of, page, text
from genbot.sandbox.gen.catalogue import TEMPLATES, Template
from genbot.sandbox.gen.lookup import find_sheet, paying, wants_cost
from genbot.sandbox.gen.sheet_looks import sheet_look
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_PER_PAGE = 20
_RECENT = ("ember", "dusk", "rose")


@table.on("GET", "/templates/projects")
def list_templates(gen: Gen, ask: Ask) -> Answer:
    number = page(ask, first=1)
    found = TEMPLATES[number * _PER_PAGE : (number + 1) * _PER_PAGE]
    return Answer([_look(template) for template in found])


@table.on("GET", "/templates/projects/{slug}")
def get_template(gen: Gen, ask: Ask) -> Answer:
    template = _template(ask)
    columns = [
        {"title": each.title, "type": each.type, template.says: "ingredient"}
        for each in template.ingredients
    ]
    columns += [
        {"title": title, "type": type, template.says: role} for title, type, role in build.SYSTEM
    ]
    layers = [
        {"name": track.name, "type": track.type, "position": number}
        for number, track in enumerate(template.tracks)
    ]
    return Answer({**_look(template), "spreadsheet_columns": columns, "video_layers": layers})


@table.on("POST", "/templates/spreadsheets/{slug}/clone")
def clone_template(gen: Gen, ask: Ask) -> Answer:
    text(ask.body, "agent_id")
    agent = paying(gen, ask)
    return Answer(sheet_look(gen, build.from_template(gen, agent, _template(ask))), 201)


@table.on("POST", "/autocontentengine")
def create_sheet(gen: Gen, ask: Ask) -> Answer:
    agent = paying(gen, ask)
    wanted = {"is_default": False, **ask.part("spreadsheet")}
    title = text(wanted, "title", 200)
    is_default = bool(one_of(wanted, "is_default", (True, False)))
    sheet = build.empty_sheet(gen, agent, title, is_default=is_default)
    return Answer(sheet_look(gen, sheet), 201)


@table.on("GET", "/autocontentengine/{sheet_id}")
def get_sheet(gen: Gen, ask: Ask) -> Answer:
    return Answer(sheet_look(gen, find_sheet(gen, ask), cost=wants_cost(ask)))


@table.on("POST", "/autocontentengine/{sheet_id}/clone")
def clone_sheet(gen: Gen, ask: Ask) -> Answer:
    sheet = find_sheet(gen, ask)
    target = ask.body.get("target_agent_id") or sheet.agent_id
    agent = gen.agent_named(str(target))
    return Answer(sheet_look(gen, build.copy_sheet(gen, sheet, agent)), 201)


def _template(ask: Ask) -> Template:
    """By slug, UUID or number."""
    wanted = ask.path["slug"]
    for template in TEMPLATES:
        if wanted in {template.slug, str(template.id), _uuid(template)}:
            return template
    return missing(message="Template not found")


def _look(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "slug": template.slug,
        "uuid": _uuid(template),
        "title": template.title,
        "name": template.title,
        "description": template.about,
        "cover": f"/cdn/covers/{template.cover}.jpg",
        "tutorial_url": None,
        "tags": list(template.tags),
        "recent_generated_contents": [
            {
                "id": template.id * 10 + n,
                "type": "video",
                "thumbnail_url": f"/cdn/covers/{clip}.jpg",
            }
            for n, clip in enumerate(_RECENT)
        ],
    }


def _uuid(template: Template) -> str:
    return f"7e3d0000-0000-4000-8000-{template.id:012d}"
