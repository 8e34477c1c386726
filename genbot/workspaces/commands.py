"""`genbot workspace`: who may install genbot, and with whose GEN key."""

import re
from pathlib import Path
from typing import Any

import click

from genbot import config
from genbot.envfile import BadConfig
from genbot.operate.menu import Menu

TEAM = re.compile(r"T[A-Z0-9]{2,20}")


@click.group(cls=Menu)
def workspace() -> None:
    """Say which workspaces may install genbot, each with a GEN key and an agent of its own.

    For several workspaces in one process (GENBOT_WORKSPACES); docs/workspaces.md. What is about one of
    them is typed as `genbot --workspace T0123ABCD why`, and so on.
    """


@workspace.command()
@click.argument("team")
@click.option("--agent", default="", help="The agent that answers there.")
def add(team: str, agent: str) -> None:
    """Let the workspace TEAM (its id, T0123ABCD) install genbot, with a GEN key of its own.

    The key is asked for, or read from the environment as GEN_API_KEY; never from the command line.
    """
    folder = _folder()
    if not TEAM.fullmatch(team):
        raise BadConfig(f"{team[:30]} is no workspace's id; it looks like T0123ABCD.")
    path = folder / f"{team}.env"
    if path.exists():
        raise BadConfig(f"{path} is there already; change it there, then start genbot anew.")
    agent = agent or click.prompt("GEN agent")
    key = config.variable("GEN_API_KEY") or click.prompt("GEN API key", hide_input=True)
    config.valid({"gen_api_key": key, "gen_agent_id": agent})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(f"GEN_API_KEY={_quoted(key)}\nGEN_AGENT_ID={_quoted(agent)}\n", "utf-8")
    address = config.read().genbot_address
    click.echo(f"{path} is written. Install it there: {address}/slack/install?team={team}")


@workspace.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per workspace and line.")
def show(as_json: bool) -> None:
    """Show every workspace that may install genbot, and how it stands there."""
    from genbot.operate import tables  # noqa: PLC0415  a command line should answer at once
    from genbot.operate.tables import Sheet  # noqa: PLC0415

    _folder()
    known = config.read()
    rows = tuple(_stands(known, team) for team in config.workspaces(known))
    tables.show(Sheet("Workspaces", ("id", "name", "installed", "missing"), rows), as_json=as_json)


def _stands(known: config.Config, team: str) -> tuple[Any, ...]:
    from genbot.store.token_file import TokenFile, Unreadable  # noqa: PLC0415

    try:
        one = config.of_workspace(known, team)
        held, missing = TokenFile(one.genbot_database).read(), " ".join(one.missing)
    except (BadConfig, Unreadable) as wrong:
        return (team, "", "", str(wrong))
    return (team, held.name if held else "", "yes" if held else "no", missing)


def _folder() -> Path:
    folder = config.read().genbot_workspaces
    if folder is None:
        raise BadConfig("GENBOT_WORKSPACES is not set: this genbot serves one workspace.")
    return folder


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
