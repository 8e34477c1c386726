"""The table of faults in the documents names tests that exist."""

import ast
import re

import pytest

from tests.house.source import ROOT

NAMED = re.compile(r"\| `(?P<file>tests/[\w/]+\.py)(?:::(?P<test>\w+))?` \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "named", list(NAMED.finditer(PAGE)), ids=lambda found: found[0].strip("|` ")
)
def test_what_the_table_names_is_there(named):
    found = ast.walk(ast.parse((ROOT / named["file"]).read_text(encoding="utf-8")))

    assert not named["test"] or named["test"] in {getattr(node, "name", "") for node in found}


def test_no_row_is_without_a_test():
    table = PAGE.partition("## Faults\n")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]

    assert len(rows) == len(NAMED.findall(table)) > 20
