"""Are Slack and GEN ready for us? Tokens, scopes, key, agent, account, credits, and their clocks."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from genbot.config import Config
from genbot.doctor.finding import Finding, odd, right, unknown, wrong
from genbot.gen.client import Gen
from genbot.gen.errors import GenError, NotAllowed, NotSent, Refused, SlowDown
from genbot.gen.setup import Agent, GetAgentCore, GetMe, ListAgents, ListOrganizations
from genbot.manifest import scopes
from genbot.slack.tokens import Client
from genbot.store.token_file import TokenFile, Unreadable

TOO_FAR, FAR = 240.0, 30.0  # Slack refuses signatures that are 300 s off
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError, SlackClientError)
CROWDS = "how many are in a channel where everybody may decide"
# What works without each of these, as before they were asked for
SPARED = {
    "users:read": "the people's time zones, and who has left the workspace",
    "usergroups:read": "the workspace's user groups, which rules may name",
    "channels:read": CROWDS,
    "groups:read": CROWDS,
}
EXCHANGED = "A running genbot exchanges it in time; if none has, install the app again."
INSTALL = "Copy it again from api.slack.com/apps (OAuth & Permissions), or reinstall the app."


@dataclass
class Clocks:
    """How far ahead of ours the clocks of others are, in seconds, by their names."""

    now: Callable[[], float]
    ahead: dict[str, float] = field(default_factory=dict)

    def note(self, whose: str, headers: Mapping[str, str]) -> None:
        told = next((value for name, value in headers.items() if name.lower() == "date"), "")
        with suppress(ValueError):
            self.ahead[whose] = parsedate_to_datetime(told).timestamp() - self.now()

    def findings(self) -> list[Finding]:
        if not self.ahead:
            return [unknown("clock", "nobody answered to compare it with.")]
        whose = max(self.ahead, key=lambda name: abs(self.ahead[name]))
        off = abs(self.ahead[whose])
        says = f"{off:.0f} s {'behind' if self.ahead[whose] > 0 else 'ahead of'} {whose}."
        if off > TOO_FAR:
            return [wrong("clock", says, "Set this machine's clock (NTP): posts would be late.")]
        if off > FAR:
            return [odd("clock", says, "Set this machine's clock (NTP).")]
        return [right("clock", f"agrees with {' and '.join(sorted(self.ahead))}.")]


async def slack(config: Config, clocks: Clocks) -> AsyncIterator[Finding]:
    """The bot's token and its scopes; the app-level token, by asking for a socket's address."""
    client = Client(base_url=config.slack_api_url, timeout=15, retry_handlers=[])
    try:
        client.token, whence = _token(config)
    except Unreadable as damaged:
        yield wrong("Slack bot", str(damaged), "Then install the app again.")
        return
    async for finding in _bot(client, clocks, whence):
        yield finding
    if config.genbot_slack_mode == "socket" and not config.genbot_workspace:
        yield await _app(client, config.slack_app_token.get_secret_value())


def _token(config: Config) -> tuple[str, str]:
    """The bot's token, and where it was found. It is never exchanged here: the running bot would be
    left with one that is not taken any more."""
    if config.token_from == "SLACK_BOT_TOKEN":  # noqa: S105  its variable's name
        return config.slack_bot_token.get_secret_value(), "SLACK_BOT_TOKEN"
    file = TokenFile(config.genbot_database)
    held = file.read()
    return (held.token if held else ""), str(file.path)


async def _bot(client: AsyncWebClient, clocks: Clocks, whence: str) -> AsyncIterator[Finding]:
    topic = "Slack bot"
    if not client.token:
        no = (
            "is not set."
            if whence.isupper()
            else "is not there: the first `genbot run`, or an installation, makes it."
        )
        yield unknown(topic, f"{whence} {no}")
        return
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        mend = INSTALL if whence.isupper() else EXCHANGED
        yield wrong(topic, f"{whence} is refused ({_said(error)}).", mend)
        return
    except UNREACHABLE as error:
        yield _cannot_reach(topic, client.base_url, error)
        return
    clocks.note("Slack", answer.headers)
    yield right(topic, f"{answer.get('user')} in {answer.get('team')}.")
    yield _scopes(answer.headers)


def _scopes(headers: Mapping[str, str]) -> Finding:
    told = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    granted = {one.strip() for one in told.split(",")} - {""}
    if not granted:
        return odd("Slack scopes", "Slack did not say.")
    mend = "Paste manifest.yml into your app (App Manifest), then install it again."
    missing = [one for one in scopes() if one not in granted]
    if set(missing) - set(SPARED):
        return wrong("Slack scopes", f"missing: {', '.join(missing)}.", mend)
    if missing:
        unknown_to_us = " and ".join(dict.fromkeys(SPARED[one] for one in missing))
        says = f"missing: {', '.join(missing)}. genbot runs, but does not know {unknown_to_us}."
        return odd("Slack scopes", says, mend)
    return right("Slack scopes", "all there.")


async def _app(client: AsyncWebClient, token: str) -> Finding:
    topic = "Slack app"
    if not token:
        return unknown(topic, "SLACK_APP_TOKEN is not set.")
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return wrong(
            topic,
            f"SLACK_APP_TOKEN is refused ({_said(error)}).",
            "Basic Information, App-Level Tokens: make one with connections:write. "
            "Socket Mode must be on.",
        )
    except UNREACHABLE as error:
        return _cannot_reach(topic, client.base_url, error)
    return right(topic, "Socket Mode opens.")


async def gen(config: Config, clocks: Clocks) -> AsyncIterator[Finding]:
    """The key, the agent, the account it posts to, and what may still be spent."""

    async def note(answer: httpx.Response) -> None:
        clocks.note("GEN", answer.headers)

    if not config.gen_api_key:
        yield unknown("GEN key", "GEN_API_KEY is not set.")
        return
    async with httpx.AsyncClient(event_hooks={"response": [note]}, trust_env=False) as http:
        ask = Gen(
            http,
            key=config.gen_api_key,
            api_url=config.gen_api_url,
            agent_url=config.gen_agent_url,
            engine=config.gen_engine,
            patience=15,
        )
        try:
            async for finding in _account(ask, config.gen_agent_id):
                yield finding
        except NotAllowed as error:
            yield wrong("GEN key", f"GEN_API_KEY is refused ({error.status}).", "Make a new one.")
        except GenError as error:
            yield _ailing(config.gen_api_url, error)


def _ailing(address: str, error: GenError) -> Finding:
    said, mend = str(error).rstrip("."), "Is the address right, and GEN up?"
    match error:
        case NotSent():
            says = f"{address}: {said}."
        case SlowDown():
            says = f"asks to come back later ({error.status}: {said})."
            mend = (
                "This key asks too often, here or elsewhere. genbot waits for as long as GEN says."
            )
        case Refused():
            says = f"refuses ({error.status}: {said})."
        case _:
            says = f"does not answer as it should ({said})."
    return wrong("GEN", says, mend)


async def _account(ask: Gen, agent_id: str) -> AsyncIterator[Finding]:
    me = await ask(GetMe())
    yield right("GEN key", f"belongs to {me.name or me.username or me.id}.")
    agents = await ask(ListAgents())
    agent = next((one for one in agents if one.id == agent_id), None)
    if agent is None:
        seen = ", ".join(f"{one.id} ({one.name})" for one in agents[:10]) or "none"
        says = f"the key does not see {agent_id}." if agent_id else "GEN_AGENT_ID is not set."
        yield wrong("GEN agent", says, f"It sees: {seen}.")
    else:
        yield right("GEN agent", f"{agent.name or agent.id}.")
        yield await _tiktok(ask, agent)
    async for finding in _credits(ask, agent):
        yield finding


async def _tiktok(ask: Gen, agent: Agent) -> Finding:
    accounts = (await ask(GetAgentCore(agent_id=agent.id))).linked_accounts
    theirs = [one for one in accounts if "tiktok" in f"{one.platform} {one.url}".lower()]
    if theirs:
        return right("TikTok", f"posts to {theirs[0].display_name or theirs[0].url}.")
    return odd(
        "TikTok",
        f"{agent.name or agent.id} has no TikTok account.",
        "Connect one at gen.pro; until then videos are made but cannot be published.",
    )


async def _credits(ask: Gen, agent: Agent | None) -> AsyncIterator[Finding]:
    every = await ask(ListOrganizations())
    home = agent.organization_id if agent else None
    for one in [it for it in every if home in (it.id, it.uuid, it.organization_id)] or every:
        left = one.available_credit.generic if one.available_credit else one.credit
        name = one.name or one.id
        if left is None:
            yield odd("GEN credits", f"{name} does not say what is left.")
        elif left <= 0:
            yield odd("GEN credits", f"{name} has none left.", "Top up at gen.pro.")
        else:
            yield right("GEN credits", f"{name} has {left:g}.")


def _said(error: SlackApiError) -> str:
    answer = error.response  # a plain dict where Slack's answer was not JSON
    return str(answer.get("error") or "no readable answer") if answer else "no answer"


def _cannot_reach(topic: str, address: str, error: BaseException) -> Finding:
    says = f"cannot reach {address} ({type(error).__name__})."
    return wrong(topic, says, "Is the address right, and is there a network?")
