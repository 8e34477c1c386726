"""`python -m benchmarks.page FOUND.json`: docs/benchmarks.md and its plots, from what was found."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks import flames
from benchmarks.found import Found, Plot, Table, read

DOCS = Path(__file__).parents[1] / "docs"
KINDS = {
    "tiny": "the smallest sizes, which say nothing",
    "quick": "small sizes",
    "full": "full sizes",
}
BUSY = 0.5  # per core: more is not a quiet machine
COLOURS = ("#2f6fde", "#d9480f", "#868e96", "#2b8a3e")


KEPT = "found.json"  # beside the plots: the page is drawn from this and nothing else
ROWS = {  # of the design's figures, by the benchmark that measures them
    "acks": "acknowledgement, durable",
    "journey": "whole journey",
    "polling": "polling",
    "scale": "10,000 live watches",
    "start": "cold start to ready",
    "peers": "",  # beside others; no figure was set
}
# Of the figures of how it is tested: which line of the scorecard, and how many it was to be.
SCORED = {
    "crash points": {
        "single crashes": "all",
        "ordered pairs": "20,000",
        "real kills of the real process": "2,000",
    },
    "faults": {"seeds with 25 % faults and up to 3 crashes": "20,000"},
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--docs", type=click.Path(file_okay=False, path_type=Path), default=DOCS)
def main(file: Path, docs: Path) -> None:
    """Write the page, and draw its plots where matplotlib is there (the extra `bench`)."""
    body = file.read_text(encoding="utf-8")
    pictures = docs / "benchmarks"
    pictures.mkdir(exist_ok=True)
    for found in map(read, json.loads(body)["benchmarks"]):
        for plot in found.plots:
            draw(plot, pictures / f"{plot.name}.svg")
        for flame in found.flames:
            flames.draw(flame, pictures / f"{flame.name}.svg")
    (pictures / KEPT).write_text(body, encoding="utf-8")
    (docs / "benchmarks.md").write_text(written(body), encoding="utf-8")


def written(body: str) -> str:
    """The whole page, from what `python -m benchmarks` told."""
    told = json.loads(body)
    every = [read(one) for one in told["benchmarks"]]
    return "\n".join(page(told["machine"], told["size"], every))


def page(machine: Mapping[str, Any], size: str, every: Sequence[Found]) -> Iterator[str]:
    """The same, line by line."""
    yield HEAD
    took = sum(found.seconds for found in every) / 60
    yield (
        f"Measured {machine['at']} with {KINDS[size]} in {took:.1f} minutes, "
        f"genbot {machine['genbot']} ({machine['commit']}).\n"
    )
    if machine["load"] > BUSY * machine["cores"]:
        yield (
            f"**The machine was busy with other work (load {machine['load']} on {machine['cores']} "
            f"cores, {machine['fsync_ms']} ms for an fsync): ratios between rows hold roughly, "
            "absolute figures do not, and what waits for the disk looks worst.**\n"
        )
    yield from _reached({found.name: found for found in every})
    for found in every:
        yield f"\n## {found.title}\n\n{found.about}\n"
        yield from (f"![{plot.title}](benchmarks/{plot.name}.svg)\n" for plot in found.plots)
        for table in found.tables:
            yield from _table(table)
        for flame in found.flames:
            yield f"### {flame.title}\n\n![{flame.title}](benchmarks/{flame.name}.svg)\n\n{flame.about}\n"
    yield "\n## The machine\n\n| | |\n| --- | --- |"
    yield from (f"| {name} | {value} |" for name, value in machine.items())
    yield ""


HEAD = """# Benchmarks

What genbot costs, measured beside what people would use instead, in one run on one machine: read the ratios.
`python -m benchmarks` measures all of it, `--quick` enough to see a difference;
`python -m benchmarks > found.json && python -m benchmarks.page found.json` writes this page, word for word from what
was found (`pip install genbot[bench]` for the plots). What the peers run on is in
`benchmarks/peers/requirements.txt`: install it in an environment of its own and set `BENCH_PEERS` to its python, and
`BENCH_N8N` to the `bin/n8n` of an n8n; else they are left out. No test asserts any of these figures.
"""


def _reached(every: Mapping[str, Found]) -> Iterator[str]:
    """Each figure that the design asks for, and what became of it."""
    yield "| | figure | at least | reached | | the limit, and what was tried |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, row in ROWS.items():
        found = every.get(name)
        if found is None:
            yield f"| {row or name} | | | not measured in this run | **no** | |"
            continue
        for goal in found.goals:
            met = "yes" if goal.met else "**no**"
            limit = "" if goal.met else goal.limit
            yield f"| {row} | {goal.what} | {goal.least} | {goal.reached} | {met} | {limit} |"
        for what in found.left_out:
            yield f"| {row or name} | {what} | | left out | **no** | |"
    scores = scorecard((DOCS / "reliability.md").read_text(encoding="utf-8"))
    for row, figures in SCORED.items():
        for what, least in figures.items():
            met = "yes" if "0 broken" in scores[what] else "**no**"
            yield f"| {row} | {what} ([how](reliability.md)) | {least} | {scores[what]} | {met} | |"


def scorecard(text: str) -> dict[str, str]:
    """What each line of the scorecard has come to, by its name."""
    cells = (line.split("|") for line in text.splitlines() if line.startswith("| "))
    return {row[1].strip(): row[-2].strip() for row in cells if len(row) == 5}


def _table(table: Table) -> Iterator[str]:
    columns = list(table.rows[0])
    yield f"### {table.title}\n"
    yield f"| {' | '.join(columns)} |"
    right = ("---" if isinstance(table.rows[0][one], str) else "---:" for one in columns)
    yield f"| {' | '.join(right)} |"
    for row in table.rows:
        yield f"| {' | '.join(str(row[one]) for one in columns)} |"
    yield f"\n{table.note}\n" if table.note else ""


def draw(plot: Plot, file: Path) -> bool:
    """As a small SVG; False where matplotlib is missing."""
    try:
        import matplotlib as mpl  # noqa: PLC0415  an extra
    except ModuleNotFoundError:
        return False
    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "genbot", "font.size": 9})
    figure, axes = plt.subplots(figsize=(6.4, 3.4))
    for colour, (name, points) in zip(COLOURS, plot.lines.items(), strict=False):
        axes.plot(*zip(*points, strict=True), marker="o", markersize=3, color=colour, label=name)
    axes.set(title=plot.title, xlabel=plot.x, ylabel=plot.y)
    for axis in plot.log:
        axes.set(**{f"{axis}scale": "log"})
    axes.grid(visible=True, alpha=0.3)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return True


if __name__ == "__main__":
    main()
