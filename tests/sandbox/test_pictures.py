"""The documentation has a picture of each card in each state, and none of what is no more."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
WALKS = Path(__file__).parents[1] / "browser" / "walks"
TAKEN = re.compile(r"\.picture\(.*?\"([\w-]+)\",?\s*\)", re.DOTALL)
LARGEST = 150_000


def states() -> ModuleType:
    """The list that the pictures are taken from; it lies beside them."""
    spec = importlib.util.spec_from_file_location("states", PICTURES / "states.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_state_has_its_picture_and_every_picture_its_state() -> None:
    listed = states()
    wanted = {listed.file_name(name) for name in listed.every_name()}
    for walk in WALKS.glob("test_*.py"):
        wanted |= {f"{name}.png" for name in TAKEN.findall(walk.read_text())}

    assert {path.name for path in PICTURES.glob("*.png")} == wanted


def test_a_picture_is_small_enough_to_be_kept() -> None:
    large = {path.name for path in PICTURES.glob("*.png") if path.stat().st_size > LARGEST}

    assert not large
