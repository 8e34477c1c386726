"""Control 16: a read-only file system is enough, because the bot writes nowhere but beside its database."""

import os

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
sys.addaudithook(hook)
"""


async def test_a_whole_journey_writes_only_the_database_and_what_is_beside_it(
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

    paths = set(written.read_text().splitlines()) - {"/dev/null"}
    assert f"{home}/genbot.db.seal" in paths
    assert {path for path in paths if not path.startswith(f"{home}/genbot.db")} == {str(home)}
