"""What the code, the image, the manifest and the lock file must never hold (controls 12, 14 to 16, 18)."""

import ast
import os
import re
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import yaml

from tests.house.source import FILES, GENBOT, ROOT, each, tree

LOCKS = ("requirements.txt", ".ci/build-requirements.txt", ".ci/audit-requirements.txt")
DANGEROUS = {
    "pickle", "marshal", "shelve", "dill", "ctypes", "subprocess", "xml.etree.ElementTree", "ftplib",
}  # fmt: skip
ALLOWED = {"sandbox/bot.py": "it starts the bot"}


def calls(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def inside(path):
    return str(path.relative_to(GENBOT))


@each(FILES)
def test_nothing_is_unpickled_evaluated_or_run(path):
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    called = {named for _, named in calls(path)}

    assert inside(path) in ALLOWED or not imported & DANGEROUS
    assert not called & {"eval", "exec", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}


@each(FILES)
def test_sql_is_spoken_in_one_room_and_never_made_of_values(path):
    """Names of tables and columns may be put together there; a value is always a parameter."""
    for call, named in calls(path):
        if not named.endswith((".execute", ".executescript", ".executemany")):
            continue
        assert inside(path).startswith(("store/", "operate/upkeep.py", "doctor/")), named
        made = [part for one in call.args[:1] for part in ast.walk(one)]
        assert not any(isinstance(part, ast.Mod | ast.Call) for part in made), ast.unparse(call)
        put_in = {ast.unparse(part.value) for part in made if isinstance(part, ast.FormattedValue)}
        assert put_in <= NAMES, ast.unparse(call)


NAMES = {
    "table", "extra", "column", "columns", "names", "where", "self._table", "COLUMNS", "STANDS",
    "check", "', '.join(columns)",
}  # fmt: skip


def test_the_journal_is_only_ever_added_to():
    said = "\n".join(path.read_text() for path in FILES if inside(path).startswith("store/"))

    assert re.findall(r"UPDATE journal [^\n]*", said) == [
        'UPDATE journal SET before = ?, hash = ? WHERE id = ?", (head.hash, own, id))'
    ]
    assert len(re.findall(r"DELETE FROM journal", said)) == 1


def test_no_default_retry_of_slack_sdk_can_post_twice():
    """F1: every client is made without retries, or one lost answer stores a message twice."""
    made = [
        call
        for path in FILES
        for call, named in calls(path)
        if named == "AsyncWebClient" and not inside(path).startswith("sandbox/")
    ]

    assert made
    for call in made:
        words = {word.arg: ast.unparse(word.value) for word in call.keywords}
        assert words.get("retry_handlers") == "[]", ast.unparse(call)


def test_the_scopes_are_the_least_that_work():
    scopes = yaml.safe_load((ROOT / "manifest.yml").read_text())["oauth_config"]["scopes"]

    assert set(scopes) == {"bot"}, "genbot never acts as a person"
    assert set(scopes["bot"]) == {
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands",
        "files:read", "files:write", "groups:history", "groups:read", "im:history",
        "usergroups:read", "users:read",
    }  # fmt: skip


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock):
    text = re.sub(r"\\\n", " ", (ROOT / lock).read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]

    assert lines
    for line in lines:
        assert re.match(r"[\w.\[\]-]+==\S+( ;[^#]*?)? .*--hash=sha256:[0-9a-f]{64}", line), line
        assert "://" not in line


def test_the_image_has_no_rights_and_no_secrets():
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    last = stages[-1]

    assert re.search(r"^USER (?!root|0\b)\S+$", last, re.MULTILINE)
    assert last.index("USER ") < last.index("ENTRYPOINT")
    assert "HEALTHCHECK" in last
    assert not re.search(r"^ADD ", last, re.MULTILINE)
    assert not re.search(r"(TOKEN|KEY|SECRET)=", "".join(stages))
    assert all("--require-hashes" in line for line in "".join(stages).splitlines()
               if "pip install" in line and "requirements" in line)  # fmt: skip


def test_the_image_is_made_of_one_known_base_and_ready_made_packages():
    image = (ROOT / "Dockerfile").read_text()
    bases = re.findall(r"^FROM (\S+)", image, re.MULTILINE)

    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:[\w.-]+@sha256:[0-9a-f]{64}", bases[0])
    assert all("--only-binary :all:" in line for line in image.splitlines() if "-r " in line)


def test_actions_are_pinned_by_commit_with_their_release_beside_them():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses: (.+)", path.read_text())
        assert used
        for one in used:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", one), one


class Advisories(BaseHTTPRequestHandler):
    """A database of weaknesses that answers everything in the same way."""

    said = b"{}"

    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_):
        pass


class Rubbish(Advisories):
    said = b"<html>Sign in to this network</html>"


def audit(url):
    env = {**os.environ, "ADVISORIES": url}
    run = [ROOT / ".ci" / "audit"]
    return subprocess.run(run, capture_output=True, text=True, env=env, timeout=20, check=True)


def test_where_no_database_of_weaknesses_answers_the_audit_says_that_it_was_not_made():
    assert audit("http://127.0.0.1:9").stdout.startswith("Not audited: http://127.0.0.1:9 ")


@pytest.mark.parametrize("answer", [Advisories, Rubbish])
def test_a_database_that_knows_nothing_is_no_clean_bill(answer):
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        said = audit(f"http://127.0.0.1:{server.server_port}").stdout
        server.shutdown()

    assert said.startswith("Not audited: ")


def test_the_workflow_may_only_read():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        told = yaml.safe_load(path.read_text())
        assert told["permissions"] == {"contents": "read"}
        assert "secrets." not in path.read_text()
        assert "pull_request_target" not in path.read_text()
