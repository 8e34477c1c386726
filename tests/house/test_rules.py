"""The rules of the house that a linter cannot know (docs/architecture.md says why they are)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import FILES, GENBOT, ROOT, Function, each, functions, tracked, tree

LONGEST_FILE, LONGEST_FUNCTION = 300, 25
EMPTY_WORDS = ("utils", "util", "helpers", "helper", "common", "base", "manager", "misc")

# Where the outside world may be touched: where the bot is put together and run, and the sandbox,
# which is a world of its own.
WORLDLY = (
    "app.py",
    "cli.py",
    "config.py",
    "logs.py",
    "operate/looking.py",
    "operate/records.py",
    "doctor/",
    "sandbox/",
)
WORLD = re.compile(
    r"time\.(time|time_ns|sleep|monotonic)|datetime\.(now|utcnow|today)|date\.today|"
    r"uuid\.uuid[14]|random\.\w+|secrets\.\w+|os\.(environ|getenv|urandom)|"
    r"asyncio\.sleep"
)
# These take them as defaults of their parameters, so that tests can hand in others.
HANDED_IN = {
    "gen/client.py": {"asyncio.sleep", "random.Random", "random.SystemRandom", "time.time"},
    "webhook/hand.py": {"asyncio.sleep"},
}

files = each(FILES)


def lines_of(function: Function) -> int:
    """How long it is to read: from `def` to the end, its docstring not counted."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def is_a_table(function: Function) -> bool:
    """One `match` and nothing else: it has as many lines as the set it tells has members."""
    rest = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return len(rest) == 1 and isinstance(rest[0], ast.Match)


@files
def test_a_file_is_short(path):
    lines = len(path.read_text().splitlines())

    assert lines <= LONGEST_FILE


@files
def test_a_function_is_short(path):
    long = {one.name: lines_of(one) for one in functions(path) if not is_a_table(one)}

    assert {named: lines for named, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@files
def test_a_file_says_in_one_sentence_what_it_is(path):
    said = (ast.get_docstring(tree(path)) or "").partition("\n\n")[0].strip()

    assert said, "no docstring"
    assert said[-1] in ".;", said
    assert "\n" not in said, "the first sentence has a line of its own"


@each([*FILES, *(ROOT / "tests").rglob("*.py")])
def test_a_name_says_something(path):
    parts = {
        part for word in path.relative_to(ROOT).with_suffix("").parts for part in word.split("_")
    }

    assert not parts & set(EMPTY_WORDS)


@files
def test_time_ids_and_chance_are_handed_in(path):
    inside = str(path.relative_to(GENBOT))
    if inside.startswith(WORLDLY):
        return

    touched = {said for said in dotted(tree(path)) if WORLD.fullmatch(said)}

    assert touched - HANDED_IN.get(inside, set()) == set()


def dotted(module: ast.Module) -> Iterator[str]:
    """Every attribute of a name, with what is imported from a module under its full name."""
    origin = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id=left), attr=right):
                yield f"{left}.{right}"
            case ast.Name(id=word) if word in origin:
                yield origin[word]


@each(sorted((GENBOT / "flows").glob("*.py")))
def test_a_story_never_waits(path):
    """Whoever has a transaction has it to the end of the unit: its function is synchronous."""
    waiting = [
        one.name
        for one in functions(path)
        if isinstance(one, ast.AsyncFunctionDef) and "tx" in {arg.arg for arg in one.args.args}
    ]

    assert waiting == []


@files
def test_no_transaction_spans_an_await(path):
    held = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.With)
        and re.search(r"atomic\(|attempt\(|\bconn\b", ast.unparse(node.items[0]))
        and any(isinstance(inner, ast.Await) for inner in ast.walk(node))
    ]

    assert held == []


@each(sorted((ROOT / "tests").rglob("*.py")))
def test_a_test_pretends_a_world_and_mocks_nothing(path):
    imported = {
        alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (*node.names, ast.alias(getattr(node, "module", None) or ""))
    }

    assert not {one for one in imported if "mock" in one.lower() and one != "MockTransport"}


ADDRESSES = re.compile(
    r"(?:pypi\.org|pythonhosted\.org|registry\.npmjs|index-url|find-links|--trusted-host)",
    re.IGNORECASE,
)
MEDIA = {".png", ".jpg", ".mp4", ".m4a"}
PLACES = re.compile(r"(?<![\w.])/(?:work|tmp|root|home|Users)/\w")


@each([one for one in tracked() if one.suffix not in {".png", ".jpg", ".mp4", ".m4a"}])
def test_no_file_knows_a_registry_or_this_machine(path: Path):
    if path == Path(__file__):
        return
    said = path.read_text(encoding="utf-8")

    assert ADDRESSES.findall(said) == []
    assert PLACES.findall(said) == []
