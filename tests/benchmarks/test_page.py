"""The page says what was found, how it was measured, and when that is not to be trusted."""

import json
from dataclasses import replace

from click.testing import CliRunner

from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.found import Found, Goal, Size, Table
from benchmarks.page import DOCS, KEPT, ROWS, page, scorecard, written

MACHINE = {"at": "2026-11-22 05:00 UTC", "cores": 2, "load": 0.1, "fsync_ms": 0.2, "genbot": "1", "commit": "abc"}  # fmt: skip
FOUND = Found(
    "acks", "Acknowledgement", "How soon.", [Table("Sooner", [{"app": "genbot", "ms": 1.5}], "Read.")],
    [Goal("median", "at most 1.5", "1.2", met=True), Goal("p99", "100 ms", "140 ms", met=False, limit="The disk.")],
)  # fmt: skip


def test_a_page_has_every_figure_with_what_was_to_be_reached():
    said = "\n".join(page(MACHINE, "full", [FOUND]))

    durable = "acknowledgement, durable"
    assert f"| {durable} | median | at most 1.5 | 1.2 | yes | |" in said.replace("  ", " ")
    assert f"| {durable} | p99 | 100 ms | 140 ms | **no** | The disk. |" in said
    assert "| app | ms |\n| --- | ---: |\n| genbot | 1.5 |" in said
    assert "busy" not in said


def test_a_busy_machine_is_named_as_one():
    said = "\n".join(page({**MACHINE, "load": 9.0}, "quick", [FOUND]))

    assert "The machine was busy with other work (load 9.0 on 2 cores" in said


def test_what_was_not_measured_is_named():
    part = replace(FOUND, left_out=("n8n: not installed",))
    said = "\n".join(page(MACHINE, "full", [part]))

    assert "| acknowledgement, durable | n8n: not installed | | left out | **no** | |" in said
    assert "| cold start to ready | | | not measured in this run | **no** | |" in said
    assert set(ROWS) == set(BENCHMARKS)


def test_what_the_harness_counted_stands_beside_what_was_measured():
    said = "\n".join(page(MACHINE, "full", [FOUND]))
    card = "| figure | command | result |\n|---|---|---|\n| ordered pairs | `pairs` | 20 of 60; 0 broken |"

    assert scorecard(card)["ordered pairs"] == "20 of 60; 0 broken"
    for what in ("single crashes", "ordered pairs", "real kills of the real process"):
        assert f"| crash points | {what} (" in said
    assert "| faults | seeds with 25 % faults and up to 3 crashes (" in said


def test_one_that_breaks_takes_nothing_with_it(monkeypatch):
    def breaks(size: Size) -> Found:
        raise OSError("no room")

    monkeypatch.setitem(BENCHMARKS, "acks", breaks)
    monkeypatch.setitem(BENCHMARKS, "peers", lambda size: replace(FOUND, name="peers"))
    ran = CliRunner().invoke(main, ["acks", "peers", "--tiny"])
    broken, other = json.loads(ran.stdout)["benchmarks"]

    assert ran.exit_code == 1
    assert broken["left_out"] == ["all of it: OSError('no room')"]
    assert other["tables"]
    assert "LEFT OUT: all of it" in ran.stderr


def test_the_page_is_what_its_figures_say_and_nothing_else():
    """Nobody mends it by hand, and what draws it cannot change without it."""
    body = (DOCS / "benchmarks" / KEPT).read_text(encoding="utf-8")

    assert (DOCS / "benchmarks.md").read_text(encoding="utf-8") == written(body)
    assert "not measured in this run" not in written(body)
