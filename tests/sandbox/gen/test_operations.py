"""Every operation the vendor describes has a door here."""

from pathlib import Path

import pytest
import yaml

from genbot.sandbox.gen.app import operations

SPECIFICATION = Path(__file__).parents[4] / "shared" / "reference" / "gen" / "openapi.yaml"
VERBS = ("get", "post", "put", "patch", "delete")
COUNT = 106


def pattern(path: str) -> str:
    """A path with the names of its parameters left out; the pages do not agree on them."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def test_there_are_as_many_operations_as_the_vendor_describes() -> None:
    doors = {(row.verb, pattern(row.path)) for row in operations()}

    assert len(doors) == len(operations()) == COUNT


def test_charged_operations_are_the_four_kinds_the_notes_name() -> None:
    charged = {row.path.rsplit("/", 1)[-1] for row in operations() if row.charged}

    assert charged == {"run", "research", "generate", "render"}


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="the vendor's description is not beside us")
def test_the_doors_are_exactly_those_of_the_vendors_description() -> None:
    described = yaml.safe_load(SPECIFICATION.read_text())["paths"]

    wanted = {
        (verb.upper(), pattern(path))
        for path, verbs in described.items()
        for verb in verbs
        if verb in VERBS
    }

    assert {(row.verb, pattern(row.path)) for row in operations()} == wanted
