"""Controls 16 and 17: the bot writes nowhere but beside its database, and speaks with nobody it was not told of."""

import os
from urllib.parse import urlsplit

import pytest

from tests.journeys.town import a_town

pytestmark = pytest.mark.processes
WITNESS = """
import os, sys
notes = os.open(os.environ["WRITTEN"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def hook(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & WRITES:
        os.write(notes, f"{args[0]}\\n".encode())
    if event in ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove"):
        os.write(notes, f"{args[0]}\\n".encode())
    if event == "socket.connect" and isinstance(args[1], tuple):
        os.write(notes, "net:{}:{}\\n".format(*args[1][:2]).encode())
    if event == "socket.getaddrinfo":
        os.write(notes, "net:{}:{}\\n".format(*args[:2]).encode())
sys.addaudithook(hook)
"""


async def test_a_whole_journey_writes_beside_its_database_and_speaks_only_where_it_was_told(
    tmp_path, monkeypatch
):
    (tmp_path / "sitecustomize.py").write_text(WITNESS)
    written = tmp_path / "written"
    monkeypatch.setenv("WRITTEN", str(written))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    paths = (str(tmp_path), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    home = tmp_path / "home"
    home.mkdir()

    async with a_town(GENBOT_DATABASE=str(home / "genbot.db"), GENBOT_UNDO="1") as town:
        production, review = await town.to_review("late-night tacos")
        await town.presses(town.bea, "Publish now", review)
        await town.is_live(production)
        told = {urlsplit(one).netloc for one in (town.world.slack, town.world.gen)}

    noted = set(written.read_text().splitlines()) - {"/dev/null"}
    reached = {one.removeprefix("net:") for one in noted if one.startswith("net:")}
    paths = {one for one in noted if not one.startswith("net:")}
    assert reached == told
    assert f"{home}/genbot.db.seal" in paths
    assert {path for path in paths if not path.startswith(f"{home}/genbot.db")} == {str(home)}
