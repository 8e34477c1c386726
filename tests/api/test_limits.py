"""In the shell, too, what GEN's pages forbid is refused with the limit, and nothing is sent."""

import json

import pytest

from tests.gen.limits import limits

NOBODY = "http://127.0.0.1:9/v1"  # asked, it would end with another exit status
SENDABLE = [one for one in limits() if isinstance(one.breaks, str | int | list) and one.limit]


@pytest.mark.parametrize("limit", SENDABLE, ids=str)
def test_what_breaks_a_limit_is_refused_with_the_limit(shell, limit):
    fields = json.dumps(limit.broken(), default=lambda upload: "7")
    told = shell(limit.name, "--json", "@-", stdin=fields, GEN_API_URL=NOBODY, GEN_AGENT_URL=NOBODY)

    assert told.exit_code == 2, told.output
    assert [words for words in limit.said if words not in told.stderr] == []
    assert "Traceback" not in told.output
