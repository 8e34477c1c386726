"""Every no of GEN in the shell, from the bytes of its answer: words, GEN's code, and an exit status."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from genbot.cards.apology import CODES
from genbot.gen.answers import CREDIT_CODES
from tests.gen.codes import BARE, UNSAID, body, documented

EXITS = {401: 12, 402: 13, 403: 12, 404: 14}


class SaysNo(BaseHTTPRequestHandler):
    """Answers every request with the one no it was made for."""

    status, code, asked = 422, "", 0

    def do_POST(self):
        type(self).asked += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = body(self.code)
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Nobody wants to read it."""


@pytest.fixture
def no_from():
    """The address of a GEN that says this no to everything, and how often it was asked."""
    servers = []

    def serve(status, code):
        kind = type("No", (SaysNo,), {"status": status, "code": code, "asked": 0})
        server = HTTPServer(("127.0.0.1", 0), kind)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1", kind

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("status", "code"), [*documented(), *BARE])
def test_it_says_what_happened_what_to_do_and_what_gen_calls_it(shell, no_from, status, code):
    url, gen = no_from(status, code)

    told = shell("start-run", "--message", "hello", GEN_API_URL=url, GEN_AGENT_URL=url)

    expected = 13 if code in CREDIT_CODES else 14 if code.endswith("not_found") else None
    assert told.exit_code == expected or told.exit_code == EXITS.get(status, 15)
    assert all(part in told.stderr for part in CODES.get(code, ()))
    assert f"GEN says: “{UNSAID}”." in told.stderr
    assert told.stderr.rstrip().endswith(f"({status} {code})" if code else ".")
    assert gen.asked == 1
    assert (told.stdout, "Traceback" in told.stderr) == ("", False)
