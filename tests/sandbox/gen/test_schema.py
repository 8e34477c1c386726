"""The pretend GEN against the vendor's own description: no crash, no status or shape it does not name.

Each operation gets a fresh GEN with a little of everything in it, then what schemathesis makes up.
"""

import asyncio
from typing import Any

import httpx
import pytest

from tests.sandbox.gen.conftest import KEY, Visitor
from tests.sandbox.gen.described import SPECIFICATION, description
from tests.sandbox.gen.known_good import bodies, settled

pytestmark = pytest.mark.schema

if not SPECIFICATION.exists():
    pytest.skip("the vendor's description is not beside us", allow_module_level=True)
schemathesis = pytest.importorskip("schemathesis", reason="the schema extra is not installed")

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = {
    each.ok().label: each.ok()
    for each in schemathesis.openapi.from_dict(description()).get_all_operations()
}
TRIES = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("label", OPERATIONS)
async def test_it_answers_as_it_is_described_and_does_it_too(visitor: Visitor, label: str) -> None:
    known = await settled(visitor, label)

    statuses = await asyncio.to_thread(explore, label, visitor.origin, known)

    assert any(200 <= status < 300 for status in statuses), statuses


def explore(label: str, origin: str, known: dict[str, Any]) -> list[int]:
    """Made-up requests, every other one about what is really there; and one that must succeed."""
    operation, statuses = OPERATIONS[label], []
    if label in (good := bodies(known)):
        statuses.append(asked_well(label, origin, known, good[label]))

    @TRIES
    @given(case=operation.as_strategy(), real=st.booleans())
    def made_up(case: Any, real: bool) -> None:
        case = pointed(case, known) if real else case
        answer = case.call(base_url=f"{origin}/v1", headers=KEY)
        case.validate_response(answer, checks=CHECKS)
        statuses.append(answer.status_code)

    made_up()
    return statuses


def asked_well(label: str, origin: str, known: dict[str, Any], body: dict[str, Any]) -> int:
    """The status of the request that must succeed, its answer compared too."""
    operation = OPERATIONS[label]
    names = {each.name for each in operation.path_parameters}
    case = operation.Case(path_parameters={name: known[name] for name in names})
    url = f"{origin}/v1{operation.path.format_map(known)}"
    whose = {"agent_id": known["agent_id"]}
    answer = httpx.request(operation.method, url, params=whose, headers=KEY, timeout=60, **body)
    answer.request.read()
    case.validate_response(answer, checks=CHECKS)
    return answer.status_code


def pointed(case: Any, known: dict[str, Any]) -> Any:
    """The same request about things that are there."""
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict):
            place.update({name: known[name] for name in place if name in known})
    return case
