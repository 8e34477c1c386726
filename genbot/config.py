"""What this installation is told: by the environment, by `.env`, and by the file of a workspace."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_core import ErrorDetails

from genbot.envfile import BadConfig, written_in
from genbot.variables import Config, hint

__all__ = ["BadConfig", "Config", "hint", "of_workspace", "read", "valid", "variable", "workspaces"]

ENV_FILE = Path(".env")
OWN = {
    "slack_bot_token", "slack_app_token", "slack_refresh_token", "gen_api_key", "gen_agent_id",
    "genbot_admins", "genbot_webhook_secret",
}  # fmt: skip
SHARED = {
    "slack_bot_token", "slack_app_token", "slack_refresh_token", "slack_client_id",
    "slack_client_secret", "slack_signing_secret", "slack_api_url", "genbot_database", "genbot_http",
    "genbot_address", "genbot_slack_mode", "genbot_workspaces", "genbot_workspace", "genbot_log",
    "genbot_log_level",
}  # fmt: skip


def variable(name: str) -> str:
    """Something that is asked for once and is no setting, like a key on its way to GEN."""
    return os.environ.get(name, "")


def given(env_file: Path | None = ENV_FILE) -> dict[str, str]:
    """What the environment says, and for the rest `.env`; raises BadConfig. What is empty counts as
    not set."""
    written = written_in(env_file) if env_file and env_file.is_file() else {}
    return _said(written) | _said(os.environ)


def read(env_file: Path | None = ENV_FILE) -> Config:
    """What holds here; raises BadConfig."""
    known = valid(given(env_file))
    if known.genbot_workspaces and known.genbot_workspace:
        return of_workspace(known, known.genbot_workspace)
    if known.genbot_workspace:
        raise BadConfig(
            "GENBOT_WORKSPACES is not set: there is one workspace, which needs no name."
        )
    if known.genbot_workspaces:  # which of them, somebody has to say
        return known.model_copy(update={"genbot_database": known.genbot_workspaces})
    return known


def workspaces(known: Config) -> list[str]:
    """The ids of those that may install genbot: each has a file with its key and agent."""
    folder = known.genbot_workspaces
    found = sorted(folder.glob("T*.env")) if folder else ()
    return [one.stem for one in found if re.fullmatch(r"T[A-Z0-9]{2,20}", one.stem)]


def of_workspace(known: Config, team: str) -> Config:
    """What holds in one of several: what all share, and what its file says. What is one's own (its key,
    its agent, who its admins are) is never taken from the others. Raises BadConfig."""
    folder = known.genbot_workspaces or Path()
    path = folder / f"{team}.env"
    written = _said(written_in(path)) if path.is_file() else {}
    if shared := sorted(SHARED & set(written)):
        raise BadConfig(
            f"{shared[0].upper()} holds for all workspaces: move it from {path} to .env."
        )
    kept = {name: value for name, value in known if name not in OWN}
    here = {"genbot_workspace": team, "genbot_database": folder / f"{team}.db"}
    return valid(kept | written | here)


def valid(values: Mapping[str, Any]) -> Config:
    """These values by the names of the fields, when they make sense; raises BadConfig."""
    try:
        return Config.model_validate(values)
    except ValidationError as wrong:
        raise BadConfig("\n".join(_told(one) for one in wrong.errors())) from None


def _said(variables: Mapping[str, str | None]) -> dict[str, str]:
    return {name.lower(): value for name, value in variables.items() if value}


def _told(error: ErrorDetails) -> str:
    name = str(error["loc"][0]) if error["loc"] else "configuration"
    why = error["msg"].removeprefix("Value error, ").replace("Input should", "should").rstrip(".")
    field = Config.model_fields.get(name.lower())
    if field and field.examples:  # a pattern tells only who can read one
        why = f"should look like {field.examples[0]}"
    shown = (
        f' is "{str(error["input"])[:60]}":' if field and field.annotation is not SecretStr else ":"
    )
    return f"{name.upper()}{shown} {why}{'' if why.endswith('?') else '.'}"
