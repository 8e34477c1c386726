"""`python -m tests.security.excepts` runs the tests and lists every `except` of genbot that none of them reached.

Each handler is given one more line before it is compiled, which notes that it ran. The bot's own
processes note theirs in the same file, so what only a real process meets counts as well.
"""

import ast
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTES = "EXCEPTS_THAT_RAN"  # where handlers note that they ran, one line each
NOT_OURS = "genbot.sandbox"
PLUGIN = "import tests.security.excepts as e; e.install()\n"


def handlers(tree: ast.AST) -> Iterator[ast.ExceptHandler]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            yield node


class Noting(SourceFileLoader):
    """Compiles a module whose handlers say that they ran."""

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:
        tree = ast.parse(data, str(path))
        for handler in handlers(tree):
            note = f"__import__('tests.security.excepts').security.excepts.ran({path!r}, {handler.lineno})"
            handler.body[:0] = ast.parse(note).body
        ast.fix_missing_locations(tree)
        code: CodeType = compile(tree, str(path), "exec", dont_inherit=True, optimize=_optimize)
        return code

    def get_code(self, fullname: str) -> CodeType | None:
        """Never from a cache: what was compiled before notes nothing."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if not name.startswith("genbot") or name.startswith(NOT_OURS):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Noting(spec.loader.name, spec.loader.path)
        return spec


_SEEN: set[str] = set()


def ran(path: str, line: int) -> None:
    """Called by the handlers themselves; each is noted once per process. On a full disk it waits
    for the next time: an error here would be one that genbot does not have."""
    said = f"{path}:{line}\n"
    if said not in _SEEN and NOTES in os.environ:
        with suppress(OSError), Path(os.environ[NOTES]).open("a", encoding="utf-8") as notes:
            notes.write(said)
            _SEEN.add(said)


def install() -> None:
    if not any(isinstance(one, Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, Finder())


def every() -> dict[str, str]:
    """All handlers of genbot, as `file:line`, with their first line."""
    found = {}
    for path in sorted((ROOT / "genbot").rglob("*.py")):
        if "sandbox" in path.relative_to(ROOT).parts:
            continue
        text = path.read_text(encoding="utf-8")
        for handler in handlers(ast.parse(text)):
            line = text.splitlines()[handler.lineno - 1].strip()
            found[f"{path}:{handler.lineno}"] = line
    return found


def main(which: list[str]) -> int:
    with TemporaryDirectory() as folder:
        notes = Path(folder) / "ran"
        notes.touch()
        Path(folder, "sitecustomize.py").write_text(PLUGIN)
        os.environ[NOTES] = str(notes)
        os.environ["PYTHONPATH"] = os.pathsep.join([folder, str(ROOT)])
        install()
        pytest.main(["-q", "-m", "", "-p", "no:cacheprovider", *(which or ["tests"])])
        reached = set(notes.read_text().splitlines())
    missed = {where: line for where, line in every().items() if where not in reached}
    for where, line in missed.items():
        print(f"{where.removeprefix(f'{ROOT}/')}  {line}")  # noqa: T201
    print(f"{len(every()) - len(missed)} of {len(every())} handlers were reached")  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
