"""The program as text and as syntax trees: what the house rules are checked on."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
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


def each(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test over all of these files: its report names every file with what is wrong in it."""

    def test_of(check: Callable[[Path], None]) -> Callable[[], None]:
        def every() -> None:
            wrong = [f"{name(path)}: {why}" for path in paths if (why := _wrong(check, path))]
            assert not wrong, "\n".join(wrong)

        every.__name__, every.__doc__ = check.__name__, check.__doc__
        return every

    return test_of


def _wrong(check: Callable[[Path], None], path: Path) -> str:
    try:
        check(path)
    except AssertionError as error:
        return str(error) or "not so"
    return ""


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
