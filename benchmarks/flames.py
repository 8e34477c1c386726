"""A flame graph as a small SVG: who called whom, and what that cost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from benchmarks.found import Flame

WIDTH, ROW, LETTER = 960.0, 17, 5.9  # pixels
LEAST = 0.004  # of all: what is narrower is left out
KINDS = {  # by the first word of a name; the rest is how genbot itself is written
    "calls to GEN and Slack": ("#d9480f", ("httpx", "httpcore", "h11", "anyio", "slack_sdk", "aiohttp")),
    "other libraries": ("#868e96", ()),
    "the store": ("#2b8a3e", ("store",)),
    "genbot": ("#2f6fde", ()),
}  # fmt: skip


@dataclass
class Box:
    """One name, where it was called from, with all that it called."""

    cost: float = 0.0
    above: dict[str, "Box"] = field(default_factory=dict)

    def add(self, stack: list[str], cost: float) -> None:
        self.cost += cost
        if stack:
            self.above.setdefault(stack[0], Box()).add(stack[1:], cost)

    def height(self, least: float) -> int:
        return 1 + max((one.height(least) for one in self.above.values() if one.cost > least), default=0)  # fmt: skip


def draw(flame: Flame, file: Path) -> None:
    """Write it: the outermost at the bottom, the same width for the same cost, hover for all of a
    name."""
    root = Box()
    for stack, cost in sorted(flame.stacks.items()):
        root.add(stack.split(";"), cost)
    rows = root.height(root.cost * LEAST)
    height = (rows + 3) * ROW
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height}" '
        'font-family="sans-serif" font-size="10.5">'
        f'<rect width="{WIDTH:g}" height="{height}" fill="#fff"/>'
    )
    boxes = _boxes(root, "all", 0.0, height - ROW - 4, WIDTH / root.cost, root.cost)
    file.write_text("\n".join([head, *_legend(flame.title), *boxes, "</svg>\n"]), encoding="utf-8")


def _legend(title: str) -> Iterator[str]:
    yield f'<text x="4" y="13" font-size="12">{escape(title)}</text>'
    for nth, (kind, (colour, _)) in enumerate(KINDS.items()):
        x = 4 + 170 * nth
        yield f'<rect x="{x}" y="21" width="10" height="10" fill="{colour}" fill-opacity=".55"/>'
        yield f'<text x="{x + 14}" y="30">{kind}</text>'


def _boxes(box: Box, name: str, x: float, y: int, scale: float, all: float) -> Iterator[str]:
    wide = box.cost * scale
    told = f"{name}: {100 * box.cost / all:.1f} %"
    fits = int((wide - 6) / LETTER)
    last = name if len(name) <= fits else name.rpartition(" ")[2].rpartition(".")[2]
    short = last if len(last) <= fits else last[: fits - 1] + "…" if fits > 3 else ""
    yield (
        f'<g><title>{escape(told)}</title><rect x="{x:.1f}" y="{y}" width="{max(0.5, wide - 0.6):.1f}" '
        f'height="{ROW - 1}" rx="2" fill="{_colour(name)}" fill-opacity=".55"/>'
        + (f'<text x="{x + 3:.1f}" y="{y + 12}">{escape(short)}</text>' if short else "")
        + "</g>"
    )
    for called, one in sorted(box.above.items(), key=lambda each: (-each[1].cost, each[0])):
        if one.cost > all * LEAST:
            yield from _boxes(one, called, x, y - ROW, scale, all)
            x += one.cost * scale


def _colour(name: str) -> str:
    first = name.partition(" ")[0].partition(".")[0]
    for colour, names in KINDS.values():
        if first in names:
            return colour
    ours = "." in name.partition(" ")[0]
    return KINDS["genbot" if ours else "other libraries"][0]
