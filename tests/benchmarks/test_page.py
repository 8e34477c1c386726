"""The page says what was found, how it was measured, and when that is not to be trusted."""

from benchmarks.found import Found, Goal, Table
from benchmarks.page import page

MACHINE = {"at": "2026-11-22 05:00 UTC", "cores": 2, "load": 0.1, "fsync_ms": 0.2, "genbot": "1", "commit": "abc"}  # fmt: skip
FOUND = Found(
    "acks", "Acknowledgement", "How soon.", [Table("Sooner", [{"app": "genbot", "ms": 1.5}], "Read.")],
    [Goal("median", "at most 1.5", "1.2", met=True), Goal("p99", "100 ms", "140 ms", met=False)],
)  # fmt: skip


def test_a_page_has_every_figure_with_what_was_to_be_reached():
    said = "\n".join(page(MACHINE, "full", [FOUND]))

    assert "| median | at most 1.5 | 1.2 | yes |" in said
    assert "| p99 | 100 ms | 140 ms | **no** |" in said
    assert "| app | ms |\n| --- | ---: |\n| genbot | 1.5 |" in said
    assert "busy" not in said


def test_a_busy_machine_is_named_as_one():
    said = "\n".join(page({**MACHINE, "load": 9.0}, "quick", [FOUND]))

    assert "The machine was busy with other work (load 9.0 on 2 cores" in said
