"""What the documents say is what the code does."""

import re
import tomllib
from pathlib import Path

from genbot import atlas, documents
from genbot.cli import main
from genbot.config import Config
from genbot.gen.catalogue import operations

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def text(name: str) -> str:
    return (ROOT / name).read_text()


def test_the_drawn_pages_are_what_the_code_says():
    assert [path.name for path in documents.stale()] == [], "run `genbot docs` and commit"


def test_every_setting_is_on_its_page():
    page = text("docs/settings.md")

    assert [name for name in Config.model_fields if f"`{name.upper()}`" not in page] == []


def test_every_setting_says_what_kind_of_thing_it_takes():
    rows = {
        row.split(" | ")[0]: row.split(" | ")[1:3] for row in text("docs/settings.md").split("\n| ")
    }

    assert rows["`GENBOT_POSTS_A_DAY`"] == ["`15`", "whole number from 1 to 10000"]
    assert rows["`GENBOT_WORKSPACES`"] == ["", "path"]
    assert rows["`GENBOT_ADMINS`"] == ["", "list"]
    assert rows["`GENBOT_GRACE`"] == ["`900`", "number from 60 to 2678400"]


def test_every_command_of_the_operator_is_explained():
    pages = " ".join(path.read_text() for path in PAGES)

    assert [name for name in main.commands if f"genbot {name}" not in pages] == []


def test_the_map_has_every_room_in_its_line():
    layers = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
    map_ = text("docs/architecture.md").partition("## The rooms\n\n```\n")[2].partition("```")[0]
    drawn = [re.split(" {2,}| ─", line.strip())[0].split(" · ") for line in map_.splitlines()]

    assert drawn == [row.replace("genbot.", "").split(" | ") for row in layers]


def test_every_link_between_the_documents_leads_somewhere():
    broken = [
        f"{page.name}: {link}"
        for page in PAGES
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
        if not (page.parent / link).exists()
    ]

    assert broken == []


def test_every_setting_that_a_document_names_exists():
    known = {name.upper() for name in Config.model_fields}
    named = {
        word
        for page in PAGES
        for word in re.findall(r"\b(?:GENBOT|SLACK|GEN)_[A-Z_]+\b", page.read_text())
    }

    assert named <= known


def test_every_operation_of_gen_has_its_place_in_client_sandbox_and_shell():
    rows = [row for _, rows in atlas.phases() for row in rows]

    assert len(rows) == 107
    assert [row[0] for row in rows if not all(row)] == []


def test_only_what_slack_does_not_do_has_a_reason_why():
    known = {kind.__name__ for kind in operations().values()}

    assert set(atlas.ON_PURPOSE) <= known
    assert {name for name in atlas.ON_PURPOSE if list(atlas.callers(name))} == set()
    made = list(atlas.callers("GenerateCell"))  # the call is made from words
    assert made == ["watches/generation.py", "watches/takes.py"]
