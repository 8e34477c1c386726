"""The accounts that an agent posts from: which there are, and whether those that were approved are."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

from genbot.cards.text import plain
from genbot.domain.preflight import HANDLE, PLATFORM, Accounts, Check, Known, Verdict
from genbot.domain.productions import Production
from genbot.domain.publications import Publication
from genbot.gen.endpoint import Ask
from genbot.gen.errors import GenError
from genbot.gen.setup import AgentCore, GetAgentCore, LinkedAccount
from genbot.gen.shapes import Unread
from genbot.store import Transaction

V = Verdict
GLANCE = 1.0  # seconds for GEN, while somebody waits for a form
MOST_NAMES = 3
NO_ACCOUNT = "The agent has no TikTok account at GEN."
CONNECT = "Connect one in the GEN app"
CONNECTED = "The agent has a TikTok account."


async def look(gen: Ask, agent: str, patience: float = 0.0) -> Known | None:
    """Its agent's accounts as they are now; None where GEN does not tell in time: nobody waits."""
    try:
        async with asyncio.timeout(patience or GLANCE):
            return known(await gen(GetAgentCore(agent_id=agent)))
    except (GenError, TimeoutError):
        return None


def known(core: AgentCore) -> Known | None:
    """The accounts of a setup; None where they cannot be read."""
    if isinstance(core.linked_accounts, Unread):
        return None
    return tuple(map(_place, core.linked_accounts))


def elsewhere(out: Publication, known: Known) -> str:
    """Why it cannot go where it was approved for, by the accounts of this moment; empty when it can."""
    ours = Accounts(known).on(PLATFORM)
    if out.rehearsal:
        return ""
    if not ours:
        return f"{NO_ACCOUNT} {CONNECT}, then publish it here."
    was, now = ({one.casefold() for one in told} for told in (out.accounts, ours))
    if not was or now <= was or not all(one.startswith("@") for one in now):
        return ""  # what is no name of its own may be called anything next time
    return (
        f"It was approved for {names(out.accounts)} on TikTok, and the agent posts to {names(ours)} "
        "there now. Connect the right account in the GEN app, or take it back to review and approve it "
        "for the new one."
    )


def agent(tx: Transaction, id: str) -> str:
    """Whose accounts `look` is to look at."""
    return tx.productions.get(id).agent_id


def check(production: Production) -> Check:
    """Agents post from the accounts in their setup (page "Agent Core", `linked_accounts`). A rehearsal
    needs none."""
    found = production.accounts
    if found is None:
        words = "GEN did not say whether the agent has a TikTok account."
        return Check("account", V.UNKNOWN, words)
    ours = found.on(PLATFORM)
    if not ours:
        if production.rehearsal:
            return Check("account", V.UNKNOWN, NO_ACCOUNT)
        return Check("account", V.NO, NO_ACCOUNT, f"{CONNECT}, then look again here.")
    called = " or ".join(name for name in ours[:MOST_NAMES] if name)
    return Check("account", V.OK, f"It goes to {called} on TikTok." if called else CONNECTED)


def names(people: Sequence[str]) -> str:
    """Some of them, and how many more."""
    more = len(people) - MOST_NAMES
    named = [plain(one, 40) for one in people[:MOST_NAMES]]
    return ", ".join(named + ([f"{more} more"] if more > 0 else []))


def _place(one: LinkedAccount) -> tuple[str, str]:
    """Where an account is, and how it is called there."""
    url, platform = one.url or "", (one.platform or "").lower()
    where = PLATFORM if PLATFORM in f"{platform} {url}".lower() else platform
    found = HANDLE.search(urlsplit(url).path) if url else None
    return where, found[0] if found else one.display_name or ""
