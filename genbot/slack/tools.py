"""Everything this room may touch, in one frozen value."""

import asyncio
from collections.abc import Callable
from dataclasses import field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from genbot.domain.value import value
from genbot.slack.outage import Ways
from genbot.store import Store


@value
class Tools:
    """`gen` is only ever passed on to `flows.account`; `reference` makes the short name of a bug;
    `ways` knows whether Slack is away; `left` is set when the workspace has removed us."""

    store: Store
    gen: Any
    client: AsyncWebClient
    reference: Callable[[], str]
    ways: Ways = field(default_factory=Ways)
    left: asyncio.Event = field(default_factory=asyncio.Event)
