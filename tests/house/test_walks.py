"""Everything people can use is walked through in a browser, and each walk's pictures are in the documents."""

import ast
from collections.abc import Iterator

from tests.browser.walks import walked
from tests.house.source import ROOT
from tests.sandbox.test_pictures import TAKEN, WALKS

LATER = "no walk leads there yet"
NOT_YET: tuple[str, ...] = ()
UNWALKED = {
    "form details": "it can only be read; the button that opens it is walked",
    **dict.fromkeys(NOT_YET, LATER),
}
"""What no walk uses, and why."""


def test_everything_is_walked_or_says_why_not():
    used = {one for uses in walked.recorded().values() for one in uses}

    assert walked.surfaces() - used == set(UNWALKED), "walk it, or say here why not; then record it"


def test_the_record_has_each_walk_and_no_other():
    """Record one with `GENBOT_WALKED=1 pytest -n 0 -m walk tests/browser/walks/FILE`."""
    assert {name.partition("[")[0] for name in walked.recorded()} == set(_walks())


def test_each_picture_of_a_walk_is_shown():
    told = "".join(page.read_text(encoding="utf-8") for page in ROOT.glob("docs/*.md"))
    taken = {name for path in WALKS.glob("test_*.py") for name in TAKEN.findall(path.read_text())}

    assert {name for name in taken if f"screenshots/{name}.png" not in told} == set()


def _walks() -> Iterator[str]:
    for path in WALKS.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.name}::{node.name}"
