"""In the shell, too, what GEN's pages forbid is refused with the limit, and nothing is sent."""

import json

import pytest
from click.testing import CliRunner

from genbot.cli import main
from genbot.config import Config
from tests.gen.limits import limits

NOBODY = "http://127.0.0.1:9/v1"  # asked, it would end with another exit status
SHELL = {name.upper(): None for name in Config.model_fields} | {
    "GEN_API_KEY": "sandbox-key",
    "GEN_API_URL": NOBODY,
    "GEN_AGENT_URL": NOBODY,
}


@pytest.mark.parametrize("limit", list(limits()), ids=str)
def test_what_breaks_a_limit_is_refused_with_the_limit(monkeypatch, tmp_path, limit):
    monkeypatch.chdir(tmp_path)
    fields = json.dumps(limit.broken(), default=lambda upload: "7")

    told = CliRunner().invoke(main, ["api", limit.name, "--json", "@-"], input=fields, env=SHELL)

    assert told.exit_code == 2, told.output
    assert [words for words in limit.said if words not in told.stderr] == []
    assert "Traceback" not in told.output
