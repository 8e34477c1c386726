"""The vendor's description of GEN, with what the four texts add to it: every difference is listed here."""

from pathlib import Path
from typing import Any

import yaml

SPECIFICATION = Path(__file__).parents[4] / "shared" / "reference" / "gen" / "openapi.yaml"
VERBS = ("get", "post", "put", "patch", "delete")

# "Error Format" in the full reference: one shape, and these statuses for whatever is asked.
# 429 is announced by the notes; a description names only some of them for each operation.
TROUBLES = ("401", "403", "404", "422", "429")
TROUBLE: dict[str, Any] = {
    "description": "Error Format",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error", "error_code"],
                "properties": {"error": {"type": "string"}, "error_code": {"type": "string"}},
            }
        }
    },
}


def description() -> dict[str, Any]:
    """The vendor's file, as the four texts correct it."""
    told: dict[str, Any] = yaml.safe_load(SPECIFICATION.read_text())
    _numbers_as_ids(told)
    for verbs in told["paths"].values():
        for verb in VERBS:
            if verb in verbs:
                _troubles(verbs[verb])
    _wrapped(told)
    _possible(told)
    _written(told)
    return told


def _numbers_as_ids(node: Any) -> None:
    """Ids are integers in the texts, strings in the description (notes, Quarrels)."""
    if isinstance(node, list):
        for each in node:
            _numbers_as_ids(each)
    elif isinstance(node, dict):
        for name, schema in node.get("properties", {}).items():
            if name == "id" or name.endswith("_id"):
                _or_a_number(schema)
        for each in node.values():
            _numbers_as_ids(each)


def _or_a_number(schema: dict[str, Any]) -> None:
    if schema.get("type") == "string":
        schema["type"] = ["string", "integer"]
    elif "anyOf" in schema:
        schema["anyOf"].append({"type": "integer"})


def _troubles(operation: dict[str, Any]) -> None:
    for status in TROUBLES:
        operation["responses"][status] = TROUBLE


def _wrapped(told: dict[str, Any]) -> None:
    """`{"conversations": [...]}` in the texts, a bare list in the description (notes)."""
    good = told["paths"]["/agent/conversations"]["get"]["responses"]["200"]
    answer = good["content"]["application/json"]
    answer["schema"] = {
        "type": "object",
        "required": ["conversations"],
        "properties": {"conversations": answer["schema"]},
    }


def _possible(told: dict[str, Any]) -> None:
    """A form that requires `organization`, but has only `organization[...]` (notes)."""
    asked = told["paths"]["/organizations"]["post"]["requestBody"]["content"]
    asked["multipart/form-data"]["schema"]["required"] = ["organization[name]"]


def _written(told: dict[str, Any]) -> None:
    """What a generation of text gives is a plain text (notes)."""
    made = told["components"]["schemas"]["Generation"]["properties"]["result"]
    made["type"] = ["object", "string"]
