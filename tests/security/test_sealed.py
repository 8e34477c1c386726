"""Control 16: the whole story in a world where nothing can be written, nothing may be done and nobody is reached."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.processes
SEAL = r"""
set -eu
"$1" -c 'import fcntl, socket; fcntl.ioctl(socket.socket(), 0x8914, b"lo".ljust(16, b"\0") + b"\x41".ljust(16, b"\0"))'
mount --make-rprivate /
mount -t tmpfs -o mode=1777,noexec,nosuid none /mnt
awk '$5 != "/mnt" { print $5 }' /proc/self/mountinfo | while read -r place; do
  mount -o remount,bind,ro "$place" 2>/dev/null || true
done
cd /mnt
export TMPDIR=/mnt HOME=/mnt
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""
TRIED = """
import os, tempfile
def denied(path):
    try:
        open(path, "w").close()
    except OSError:
        return True
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
assert status["NoNewPrivs"].strip() == "1"
assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
places = ["/", *(f"/{name}" for name in os.listdir("/") if name not in ("mnt", "proc", "sys", "dev"))]
assert all(denied(os.path.join(place, "mark")) for place in places if os.path.isdir(place))
assert tempfile.gettempdir() == "/mnt"
"""


def sealed(*command, patience=120):
    """Run it as the container does: nothing writable but a small /tmp, no rights, no network.

    It stays root in name, because only root may read the environment that tests are installed in.
    """
    if os.getuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv"))):
        pytest.skip("sealing needs root and util-linux; CI seals the image itself")
    run = ["unshare", "--mount", "--net", "bash", "-c", SEAL, "sealed", sys.executable, *command]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("GENBOT_", "SLACK_", "GEN_"))}
    env = {**clean, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        run, capture_output=True, text=True, env=env, timeout=patience, check=False
    )
    if "unshare failed" in done.stderr:
        pytest.skip("this machine lets nobody seal anything")
    return done


def test_the_seal_is_tight():
    done = sealed("-c", TRIED)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_whole_story_goes_well_in_a_sealed_world():
    done = sealed("-m", "genbot", "demo", "--json", "--speed", "200")

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr[-2000:]
    assert told[-1]
