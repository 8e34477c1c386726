"""What an operator does about GEN's calls: switch them on, try them, switch them off, see how it stands."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from pydantic import SecretStr

from genbot.config import Config
from genbot.domain.hints import Trust
from genbot.domain.value import value
from genbot.envfile import BadConfig
from genbot.flows import hints
from genbot.gen.automation import (
    AutomationConfig,
    GetAutomationConfig,
    TryWebhook,
    UpdateAutomationConfig,
)
from genbot.gen.endpoint import Ask
from genbot.operate.records import Unreadable, at, reading
from genbot.webhook.address import BadAddress, address, checked, is_ours

PATIENCE, PAUSE = 10.0, 0.25  # seconds for a trial call to be noted, and between two looks
ELSEWHERE = "GEN calls another address about it; nothing was changed. --replace takes its place."
NOT_OURS = "GEN calls an address that is not of this genbot; left alone."


class NotDone(Unreadable):
    """The operator must do something first; the text says what."""


@value
class Hand:
    """Each method tells one sentence per agent, and True when that agent is as it was wished."""

    gen: Ask
    secret: SecretStr
    database: Path
    agents: tuple[str, ...]
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def on(self, base: str, *, replace: bool = False) -> AsyncIterator[tuple[bool, str]]:
        for agent in self.agents:
            wanted, now = address(base, self.secret, agent), await self._config(agent)
            ours = is_ours(now.webhook_url, self.secret, agent)
            if now.webhook_url and not ours and not replace:
                yield False, f"{agent}: {ELSEWHERE}"
                continue
            if now.webhook_url != wanted:
                await self._write(agent, now, wanted)
            yield True, f"{agent}: on. GEN calls {_shown(wanted)}"

    async def off(self) -> AsyncIterator[tuple[bool, str]]:
        for agent in self.agents:
            now = await self._config(agent)
            if not now.webhook_url:
                yield True, f"{agent}: off."
            elif not is_ours(now.webhook_url, self.secret, agent):
                yield True, f"{agent}: {NOT_OURS}"
            else:
                await self._write(agent, now, "")
                yield True, f"{agent}: off. genbot asks by itself again."

    async def test(self) -> AsyncIterator[tuple[bool, str]]:
        for agent in self.agents:
            if not is_ours((await self._config(agent)).webhook_url, self.secret, agent):
                yield False, f"{agent}: off. `genbot webhook on URL` switches it on."
                continue
            before = self._heard(agent)
            told = await self.gen(TryWebhook(agent_id=agent))
            if not told.success:
                yield (
                    False,
                    f"{agent}: GEN cannot reach us ({told.error or 'it does not say why'}).",
                )
            elif not await self._arrived(agent, before):
                yield False, f"{agent}: GEN was answered, but not by the bot with this database."
            else:
                yield True, f"{agent}: GEN's call arrived."

    async def status(self) -> AsyncIterator[tuple[bool, str]]:
        for agent in self.agents:
            url, known = (await self._config(agent)).webhook_url, self._trust(agent)
            if not is_ours(url, self.secret, agent):
                yield False, f"{agent}: {NOT_OURS if url else 'off.'}"
                continue
            last = at(known.heard) if known and known.heard else "never"
            yield True, f"{agent}: on. Last call {last}.{_believed(known)}"

    async def _config(self, agent: str) -> AutomationConfig:
        return await self.gen(GetAutomationConfig(agent_id=agent))

    async def _write(self, agent: str, now: AutomationConfig, url: str) -> None:
        """Everything else is written as it was read, in case GEN takes the whole for new."""
        call = UpdateAutomationConfig(
            agent_id=agent,
            webhook_url=url,
            callback_url=now.callback_url or None,
            polling_enabled=now.polling_enabled,
        )
        await self.gen(call)
        kept = await self._config(agent)
        if (kept.webhook_url or "") != url:
            raise NotDone(f"{agent}: GEN did not keep the change. Look at its automation settings.")
        if (kept.callback_url, kept.polling_enabled) != (now.callback_url, now.polling_enabled):
            raise NotDone(
                f"{agent}: GEN changed other automation settings too. Look at them there."
            )

    async def _arrived(self, agent: str, before: float) -> bool:
        for _ in range(int(PATIENCE / PAUSE)):
            if self._heard(agent) > before:
                return True
            await self.pause(PAUSE)
        return False

    def _heard(self, agent: str) -> float:
        known = self._trust(agent)
        return known.heard if known else 0.0

    def _trust(self, agent: str) -> Trust | None:
        if not self.database.is_file():
            return None
        with reading(self.database) as tx:
            return hints.trust(tx, agent)


def agents(config: Config) -> tuple[str, ...]:
    """Every agent that answers in some channel, the one for all others first."""
    found = [config.gen_agent_id] if config.gen_agent_id else []
    if config.genbot_database.is_file():
        with reading(config.genbot_database) as tx:
            found += sorted(one.agent_id for one in tx.channels.find() if one.agent_id)
    return tuple(dict.fromkeys(found))


def ready(config: Config, base: str) -> None:
    """Raise what must be mended before GEN can call: a listener, an address."""
    if not config.listen:
        raise BadConfig("GENBOT_HTTP is not set: nobody would listen. For example 127.0.0.1:8080")
    try:
        checked(base)
    except BadAddress as wrong:
        raise NotDone(str(wrong)) from None


def _shown(url: str) -> str:
    """Without the part that is secret."""
    return f"{url.partition('/gen/')[0]}/gen/…"


def _believed(known: Trust | None) -> str:
    if known is None:
        return " `genbot webhook test` tries it."
    if known.row:
        return ""
    return " Two things in a row ended without a call, so genbot asks by itself as if it were off."
