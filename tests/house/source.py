"""The program as text and as syntax trees: what the house rules are checked on."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENBOT = ROOT / "genbot"
FILES = sorted(path for path in GENBOT.rglob("*.py") if "__pycache__" not in path.parts)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    """How a file is called in a report."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def tracked() -> list[Path]:
    """Every file that belongs to the repository; without git, all that an export would hold."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-z"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not _made(path)]
    return [path for one in listed.split("\0") if one and (path := ROOT / one).is_file()]


def _made(path: Path) -> bool:
    """Caches and environments that tools leave behind."""
    parts = path.relative_to(ROOT).parts
    return any(part.startswith(".") and part.endswith(("venv", "cache")) for part in parts) or any(
        part in {"__pycache__", "build", "dist", ".git", ".hypothesis"} for part in parts
    )
