"""Every benchmark runs at its smallest size and tells what it found; no figure is asserted."""

import json

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.found import read, told


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_tells_what_it_found(name):
    ran = CliRunner().invoke(main, [name, "--tiny"], catch_exceptions=False)
    said = json.loads(ran.stdout)
    (found,) = map(read, said["benchmarks"])

    assert said["machine"]["cores"] >= 1
    assert found.title in ran.stderr
    assert found.tables
    assert all(table.rows for table in found.tables)
    assert all(table.rows[0].keys() == row.keys() for table in found.tables for row in table.rows)
    assert json.loads(json.dumps(told(found))) == said["benchmarks"][0]
