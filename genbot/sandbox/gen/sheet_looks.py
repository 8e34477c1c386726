"""How sheets, rows, columns, cells, layers and generations look from outside."""

from typing import Any

from genbot.sandbox.gen.sheets import Cell, Column, Filled, Generation, Layer, Resource, Row, Sheet
from genbot.sandbox.gen.state import Gen


def sheet_look(gen: Gen, sheet: Sheet, *, cost: bool = False) -> dict[str, Any]:
    variables = sheet_look(gen, sheet.variables) if sheet.variables else None
    return {
        "id": sheet.id,
        "slug": sheet.slug,
        "title": sheet.title,
        "project_type": "spreadsheet",
        "is_default": sheet.is_default,
        "uuid": sheet.uuid,
        "status": "active",
        "created_at": int(sheet.created),
        **_stamps(sheet.created, sheet.updated),
        "spreadsheet_columns": [column_look(sheet, column) for column in sheet.columns],
        "spreadsheet_rows": [row_look(gen, row, cost=cost) for row in sheet.rows],
        "global_variables_sheet": variables,
    }


def column_look(sheet: Sheet, column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "title": column.title,
        "temp_title": None,
        "type": column.type,
        sheet.says: column.role,
        "description": None,
        "position": column.position,
        "additional_attributes": column.attributes,
        **_stamps(column.created, column.updated),
    }


def row_look(gen: Gen, row: Row, *, cost: bool = False) -> dict[str, Any]:
    look = {
        "id": row.id,
        "position": row.position,
        "additional_attributes": row.attributes,
        **_stamps(row.created, row.updated),
        "spreadsheet_cells": [cell_look(gen, cell, cost=cost) for cell in row.cells],
    }
    total = sum(_cost(gen, cell) for cell in row.cells)
    return look | ({"execution_cost": _credits(total)} if cost else {})


def cell_look(gen: Gen, cell: Cell, *, cost: bool = False) -> dict[str, Any]:
    look = {
        "id": cell.id,
        "column_id": cell.column_id,
        "value": cell.value,
        "additional_attributes": cell.attributes,
        "cell_role": cell.role,
        **_stamps(cell.created, cell.updated),
        **_jobs(gen, cell, cost=cost),
        "video_layers": [layer_look(gen, layer, cost=cost) for layer in cell.layers],
    }
    return look | ({"execution_cost": _credits(_cost(gen, cell))} if cost else {})


def layer_look(gen: Gen, layer: Layer, *, cost: bool = False) -> dict[str, Any]:
    look = {
        "id": layer.id,
        "name": layer.name,
        "position": layer.position,
        "type": layer.type,
        "additional_attributes": layer.attributes,
        **_stamps(layer.created, layer.updated),
        **_jobs(gen, layer, cost=cost),
    }
    return look | ({"execution_cost": _credits(_cost(gen, layer))} if cost else {})


def generation_look(gen: Gen, made: Generation, *, cost: bool = False) -> dict[str, Any]:
    look = {
        "id": made.id,
        "status": made.status,
        "user_job_type": made.kind,
        "generation_type": made.kind,
        "data": made.data,
        "result": made.result,
        "failed_reason": made.failed_reason,
        "output_resources": [
            output_look(gen.resources[id]) for id in made.outputs if not gen.resources[id].deleted
        ],
    }
    return look | ({"execution_cost": _credits(made.cost)} if cost else {})


def output_look(resource: Resource) -> dict[str, Any]:
    return {
        "id": resource.id,
        "url": resource.url,
        "thumbnail_url": resource.thumbnail,
        "object_type": resource.kind,
        "type": resource.kind.capitalize(),
    }


def resource_look(resource: Resource) -> dict[str, Any]:
    return {
        "id": resource.id,
        "url": resource.url,
        "thumbnail_url": resource.thumbnail,
        "file_name": resource.name,
        "content_type": resource.content_type,
    }


def _jobs(gen: Gen, filled: Filled, *, cost: bool) -> dict[str, Any]:
    jobs = [generation_look(gen, gen.generations[id], cost=cost) for id in filled.jobs]
    shown = next((job for job in jobs if job["id"] == filled.shown), None)
    return {"default_user_job": shown, "user_jobs": jobs}


def _cost(gen: Gen, filled: Filled) -> float:
    own = sum(gen.generations[id].cost for id in filled.jobs)
    layers = filled.layers if isinstance(filled, Cell) else []
    return own + sum(_cost(gen, layer) for layer in layers)


def _credits(amount: float) -> str:
    """A text, as the OpenAPI file has it."""
    return f"{amount:g}"


def _stamps(created: float, updated: float) -> dict[str, int]:
    return {"created_at_ts": int(created * 1000), "updated_at_ts": int(updated * 1000)}
