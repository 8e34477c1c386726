"""Closed sets that two places share are the same in both, and the rooms keep their distance."""

import subprocess
import sys
from pathlib import Path

from genbot.cards.acts import Act, FormName
from genbot.cards.errand import LOOKS
from genbot.domain.errands import What
from genbot.domain.watches import Kind
from genbot.slack.desk import buttons, forms
from genbot.watches import kinds, recipes
from genbot.watches.files import Nowhere
from tests.house.source import ROOT


def test_every_button_has_its_handler():
    assert {row.name for row in buttons} == set(Act)


def test_every_form_has_its_handler():
    assert {row.name for row in forms} == set(FormName)


def test_every_kind_of_watch_is_followed():
    assert set(kinds()) == set(Kind)


def test_every_errand_has_its_recipe_and_its_look():
    assert set(recipes(Nowhere())) == set(LOOKS) == set(What)


def test_every_handler_says_what_it_does():
    assert [row.name for table in (buttons, forms) for row in table if not row.help] == []


def test_rooms_import_only_downwards():
    script = Path(sys.executable).with_name("lint-imports")

    told = subprocess.run(
        [script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout + told.stderr
