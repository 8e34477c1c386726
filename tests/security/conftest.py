"""The stage of the door's tests, lent to those of security, and the door itself over HTTP."""

import aiohttp
import pytest
from aiohttp import web

from genbot.slack.http import routes
from tests.slack.conftest import announce, gen, here, serving, stage, workspace
from tests.slack.test_http import SECRET, Door

__all__ = ["announce", "door", "gen", "here", "stage", "workspace"]


@pytest.fixture
async def door(stage, clock):
    app = web.Application()
    app.add_routes(routes(stage.app, SECRET, None, set(), clock))
    async with serving(app) as url, aiohttp.ClientSession() as http:
        yield Door(http, url, clock)
