"""The tools and the files around the code agree with it."""

import os
import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.source import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_every_dependency_is_pinned_within_its_range():
    pins = dict(PIN.findall((ROOT / "requirements.txt").read_text()))

    for one in map(Requirement, project()["dependencies"]):
        assert Version(pins[canonicalize_name(one.name)]) in one.specifier, one


def test_every_pin_has_its_hashes():
    for name in ("requirements.txt", ".ci/build-requirements.txt", ".ci/audit-requirements.txt"):
        for pinned in re.split(r"\n(?=\S)", (ROOT / name).read_text()):
            assert pinned.startswith("#") or "--hash=sha256:" in pinned, pinned


def test_the_image_is_made_of_checked_parts_and_has_no_rights():
    image = (ROOT / "Dockerfile").read_text()

    assert image.count("pip install --require-hashes") == 2
    assert {"USER genbot", "VOLUME /data"} <= set(image.splitlines())
    assert "/healthz" in image


def test_a_newcomer_types_one_line_to_try_it_and_one_to_test_it():
    lines = (ROOT / "README.md").read_text().splitlines()
    fresh = [line for line in lines if line.startswith("python3 -m venv .venv && ")]

    assert [line.rpartition(" && ")[2] for line in fresh] == [
        ".venv/bin/genbot sandbox",
        ".venv/bin/pytest",
    ]


@pytest.mark.parametrize("name", ["run", "audit", "image"])
def test_the_scripts_of_ci_can_be_run(name):
    script = ROOT / ".ci" / name

    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_every_exception_to_a_lint_rule_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    ignored = re.search(r"^ignore = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    by_file = re.search(r"per-file-ignores\]\n(.*?)\n\n", text, re.DOTALL)

    assert ignored
    assert by_file
    for line in (ignored[1] + by_file[1]).splitlines():
        assert "# " in line, line
