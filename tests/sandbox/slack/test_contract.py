"""The pretend methods against the published contracts, where those are at hand."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from genbot.sandbox.slack.methods import METHODS

CONTRACTS = Path(__file__).parents[4] / "shared" / "reference" / "slack" / "methods"
KNOWN = sorted(name for name in METHODS if (CONTRACTS / f"{name}.json").is_file())

if not KNOWN:
    pytest.skip("the method contracts are not beside this repository", allow_module_level=True)

# Which scope is asked depends on the channel, so these are checked inside the method.
BY_CHANNEL = ("conversations.history", "conversations.replies")


def contract(name: str) -> Any:
    return json.loads((CONTRACTS / f"{name}.json").read_text())


@pytest.mark.parametrize("name", KNOWN)
def test_a_method_is_as_patient_as_the_real_one(name: str) -> None:
    tier = re.match(r"Tier (\d)", contract(name)["rate_limit"]["label"])

    assert METHODS[name].tier == (int(tier.group(1)) if tier else 0)


@pytest.mark.parametrize("name", [name for name in KNOWN if name not in BY_CHANNEL])
def test_a_method_wants_a_scope_the_real_one_wants(name: str) -> None:
    wanted = {one["name"] for one in contract(name)["scopes"].get("bot", [])}

    assert set(METHODS[name].scopes) <= wanted
    assert bool(METHODS[name].scopes) == bool(wanted)
