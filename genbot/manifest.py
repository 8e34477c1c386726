"""The Slack app as Slack should know it: `manifest.yml`, beside the code or inside the package."""

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def path() -> Path:
    """Inside the package when installed from a wheel, else at the top of the source tree."""
    packed = HERE / "manifest.yml"
    return packed if packed.is_file() else HERE.parent / "manifest.yml"


def manifest() -> dict[str, Any]:
    """The manifest as plain values."""
    found: dict[str, Any] = yaml.safe_load(path().read_text(encoding="utf-8"))
    return found


def scopes() -> tuple[str, ...]:
    """The bot scopes this program uses, all of them."""
    return tuple(manifest()["oauth_config"]["scopes"]["bot"])
