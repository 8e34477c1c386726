"""Every operation GEN describes is declared, and nothing is declared that it does not describe.

`operations.txt` pins the vendor's description, one operation a line:
verb, path, host, how the body goes, the names in the query (?) and in the body (=).
Where the description itself lies beside this repository, the pin is compared with it too.
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

import pytest
import yaml

import genbot.gen
from genbot.gen.endpoint import IN_QUERY, Endpoint, Part

HERE = Path(__file__).parent
PINNED = HERE / "operations.txt"
DESCRIBED = HERE.parents[2] / "shared" / "reference" / "gen" / "openapi.yaml"

# Where we knowingly send something else than the description says; "+" is ours, "-" is theirs.
QUARRELS = {
    # The texts name these fields, the description says "object" or leaves them out.
    "post /agent/run": {"+=context.vidsheet_id", "-=context"},
    "patch /agents/{}/core": {"+=research_topics"},
    # The description says only "bulk update payload"; the list is named as in update_positions.
    "put /autocontentengine/{}/cells/mass_update": {"+=cells"},
    "put /autocontentengine/{}/columns/mass_update": {"+=columns"},
    "put /autocontentengine/{}/rows/mass_update": {"+=rows"},
    # The texts ask for the cost here as well as on the whole sheet.
    "get /autocontentengine/{}/cells/{}": {"+?with_execution_cost"},
}


class Operation(NamedTuple):
    """What a call looks like from outside, whoever describes it."""

    verb: str
    path: str
    host: str
    form: bool
    names: frozenset[str]

    @property
    def title(self) -> str:
        return f"{self.verb} {self.path}"

    def __str__(self) -> str:
        how = "form" if self.form else "json"
        return " ".join([self.verb, self.path, self.host, how, *sorted(self.names)])

    @classmethod
    def parse(cls, line: str) -> "Operation":
        verb, path, host, how, *names = line.split()
        return cls(verb, path, host, how == "form", frozenset(names))


# ── what we declare ──────────────────────────────────────────────────────────────────────────


def declared() -> dict[type[Endpoint[Any]], Operation]:
    for module in pkgutil.iter_modules(genbot.gen.__path__):
        importlib.import_module(f"genbot.gen.{module.name}")
    return {kind: _ours(kind) for kind in _kinds(Endpoint)}


def _kinds(kind: type[Endpoint[Any]]) -> Iterator[type[Endpoint[Any]]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("genbot.") and "path" in vars(child):
            yield child
        yield from _kinds(child)


def _ours(kind: type[Endpoint[Any]]) -> Operation:
    names = set()
    for name, known in kind.model_fields.items():
        wired = known.serialization_alias or name
        if name in kind.in_path:
            continue
        if kind.method in {"get", "delete"} or IN_QUERY in known.metadata:
            names.add("?" + wired)
        elif kind.multipart:
            names.add("=" + (f"{kind.wrap}[{wired}]" if kind.wrap else wired))
        else:
            names |= {
                "=" + inner
                for inner in _inside(f"{kind.wrap}.{wired}" if kind.wrap else wired, known)
            }
    return Operation(kind.method, _blank(kind.path), kind.host, kind.multipart, frozenset(names))


def _inside(name: str, known: Any) -> list[str]:
    several = () if get_origin(known.annotation) is list else get_args(known.annotation)
    for kind in (known.annotation, *several):
        # what goes as JSON text is one text to the outside
        if isinstance(kind, type) and issubclass(kind, Part) and not known.metadata:
            return [f"{name}.{inner}" for inner in kind.model_fields]
    return [name]


def _blank(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


# ── what is described ────────────────────────────────────────────────────────────────────────


class Description:
    """The vendor's OpenAPI file, as operations."""

    def __init__(self, text: str) -> None:
        self._whole = yaml.safe_load(text)

    def operations(self) -> Iterator[Operation]:
        for path, verbs in self._whole["paths"].items():
            for verb, told in verbs.items():
                yield self._theirs(path, verb, told)

    def _theirs(self, path: str, verb: str, told: dict[str, Any]) -> Operation:
        listed = [self._at(one) for one in told.get("parameters", [])]
        names = {"?" + one["name"] for one in listed if one["in"] == "query"}
        bodies = self._at(told.get("requestBody", {})).get("content", {})
        for kind, body in bodies.items():
            names |= {"=" + name for name in self._names(body["schema"], nested="json" in kind)}
        # Which host serves an operation is told in prose only.
        host = "agent" if path.startswith("/agent/") or path == "/research" else "api"
        return Operation(
            verb, _blank(path), host, "multipart/form-data" in bodies, frozenset(names)
        )

    def _names(self, schema: dict[str, Any], *, nested: bool) -> Iterator[str]:
        for name, inner in self._at(schema).get("properties", {}).items():
            properties = self._at(inner).get("properties") if nested else None
            yield from [f"{name}.{at}" for at in properties] if properties else [name]

    def _at(self, told: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in told:
            return told
        found = self._whole
        for step in told["$ref"].split("/")[1:]:
            found = found[step]
        return found


def pinned() -> dict[str, Operation]:
    lines = PINNED.read_text(encoding="utf-8").splitlines()
    return {one.title: one for one in map(Operation.parse, lines)}


# ── the comparison ───────────────────────────────────────────────────────────────────────────


def difference(ours: Operation, theirs: Operation) -> set[str]:
    different = {f"+{name}" for name in ours.names - theirs.names}
    different |= {f"-{name}" for name in theirs.names - ours.names}
    return different | ({f"host {ours.host}"} if ours.host != theirs.host else set())


def ours_by_title() -> dict[str, Operation]:
    """One operation may be declared twice: publishing and scraping are the same `user_jobs`."""
    same: dict[str, list[Operation]] = defaultdict(list)
    for one in declared().values():
        same[one.title].append(one)
    return {
        title: several[0]._replace(names=frozenset().union(*(one.names for one in several)))
        for title, several in same.items()
    }


def test_every_operation_is_declared_and_no_other():
    assert len(pinned()) == 106
    assert sorted(ours_by_title()) == sorted(pinned())


@pytest.mark.parametrize("title", sorted(pinned()))
def test_it_is_asked_as_described_or_as_agreed_above(title):
    ours = ours_by_title()[title]

    assert difference(ours, pinned()[title]) == QUARRELS.get(title, set())


def test_forms_go_where_forms_are_expected():
    forms = {one.title for one in declared().values() if one.form}

    assert forms == {title for title, one in pinned().items() if one.form}


def test_the_pinned_list_is_still_what_the_description_says():
    if not DESCRIBED.exists():
        pytest.skip("the vendor's description does not lie beside this repository")
    described = Description(DESCRIBED.read_text(encoding="utf-8")).operations()

    assert sorted(map(str, described)) == sorted(PINNED.read_text(encoding="utf-8").splitlines())


def test_only_what_costs_credits_is_charged():
    charged = {kind.__name__ for kind in declared() if kind.charged}

    assert charged == {
        "ContinueGeneration",
        "GenerateCell",
        "GenerateLayer",
        "Render",
        "StartResearch",
        "StartRun",
    }


def test_the_description_is_read_with_its_references_followed():
    text = """
    paths:
      /things/{id}:
        put:
          parameters: [{$ref: '#/components/parameters/Who'}]
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
    components:
      parameters: {Who: {name: agent_id, in: query}}
      schemas: {New: {properties: {thing: {properties: {name: {}}}, plain: {type: string}}}}
    """

    assert [str(one) for one in Description(text).operations()] == [
        "put /things/{} api json =plain =thing.name ?agent_id"
    ]
