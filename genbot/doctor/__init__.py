"""Looks at everything genbot needs, says what is right, and how to mend what is not."""

import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from genbot import config as settings
from genbot.config import Config
from genbot.doctor import itself, place, services
from genbot.doctor.finding import Finding, Health, as_json, tell, wrong
from genbot.envfile import BadConfig
from genbot.logs import Veil

__all__ = ["Finding", "Health", "examine", "visit"]

WIDE = 200  # columns where nobody knows how many there are
LATER = ("database", "Slack bot", "GEN key", "clock")


async def examine(config: Config, now: Callable[[], float] = time.time) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is there; of several workspaces those of each."""
    clocks = services.Clocks(now)
    for finding in place.configuration(config, settings.given()):
        yield finding
    if config.genbot_workspaces and not config.genbot_workspace:
        async for finding in _each(config, now):
            yield finding
        return
    for finding in place.database(config.genbot_database):
        yield finding
    if place.holder(config.genbot_database) and not config.genbot_workspace:
        for finding in await itself.word(config):
            yield finding
    for service in (services.slack, services.gen):
        async for finding in service(config, clocks):
            yield finding
    for finding in clocks.findings():
        yield finding


async def _each(config: Config, now: Callable[[], float]) -> AsyncIterator[Finding]:
    """What is found in each workspace, under its id."""
    for finding in place.workspaces(config):
        yield finding
    every = settings.workspaces(config)
    paths = [(config.genbot_workspaces or Path()) / f"{team}.db" for team in every]
    if any(map(place.holder, paths)):
        for finding in await itself.word(config):
            yield finding
    for team in every:
        try:
            one = settings.of_workspace(config, team)
        except BadConfig as bad:
            yield wrong(team, str(bad), "Correct it, then start genbot anew.")
            continue
        veil = Veil(one.secrets)
        async for found in examine(one, now):
            if found.health is not Health.RIGHT or found.topic != "configuration":
                yield replace(found, topic=f"{team} {found.topic}", says=veil(found.says))


async def visit(*, json_lines: bool, console: Console | None = None) -> bool:
    """Examine and tell; whether the bot can run."""
    # What the libraries log about a refusal is said better by the finding.
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    out, well = console or Console(), True
    out = out if console or out.is_terminal else Console(width=WIDE)
    async for finding, veil in _findings():
        well &= finding.health is not Health.WRONG
        clean = Finding(finding.topic, finding.health, veil(finding.says), veil(finding.mend))
        if json_lines:
            out.print(json.dumps(as_json(clean)), markup=False, highlight=False, soft_wrap=True)
        else:
            tell(clean, out)
    return well


async def _findings() -> AsyncIterator[tuple[Finding, Veil]]:
    for finding in place.env_file(settings.ENV_FILE):
        yield finding, Veil()
    try:
        config = settings.read()
    except BadConfig as bad:
        for line in str(bad).splitlines():
            yield wrong("configuration", line, "Correct it, then look again."), Veil()
        for finding in place.unread(LATER):
            yield finding, Veil()
        return
    async for finding in examine(config):
        yield finding, Veil(config.secrets)
