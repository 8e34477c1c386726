"""Agents: read from GEN for people, and made, renamed and ended there for them."""

import asyncio
from difflib import get_close_matches
from zoneinfo import available_timezones

from genbot.cards.text import escape
from genbot.domain.agents import LONGEST, PER_PAGE, Agent, OwnAccount, Portrait, Setup, Watched
from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotHere, NotNow, within
from genbot.domain.productions import WORKING
from genbot.domain.publications import PublicationState
from genbot.flows import account, channels, errands
from genbot.gen import setup as gen
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Refused
from genbot.store import Transaction

LONGEST_NAME = 200
ON_ITS_WAY = (PublicationState.SCHEDULED, PublicationState.SENDING, PublicationState.WAITING)
Listed = tuple[list[Agent], int, int]  # one page of them, its number from 0, how many there are
Named = list[tuple[str, str]]


async def listed(ask: Ask, page: int = 0) -> Listed:
    """One page of the agents the key can see, each with what it is; raises GenError."""
    known = await account.agents(ask)
    page = max(0, min(page, (len(known) - 1) // PER_PAGE))
    here = known[page * PER_PAGE : (page + 1) * PER_PAGE]
    return list(await asyncio.gather(*(seen(ask, *one) for one in here))), page, len(known)


async def seen(ask: Ask, id: str, name: str) -> Agent:
    """An agent as far as the key may look at it; raises GenError."""
    try:
        return _agent(await ask(gen.GetAgent(agent_id=id)))
    except Refused:  # it is listed, but the key may not look at it
        return Agent(id, name)


async def portrait(ask: Ask, id: str) -> Portrait:
    """Everything GEN keeps about one agent; raises GenError."""
    agent, core = await asyncio.gather(
        ask(gen.GetAgent(agent_id=id)), ask(gen.GetAgentCore(agent_id=id))
    )
    return Portrait(_agent(agent), setup_of(core))


async def meant(ask: Ask, about: tuple[str, str]) -> Portrait:
    """The agent somebody named, or the one that speaks where they are."""
    text, bound = about
    if text:
        bound, _ = account.chosen(text, await account.agents(ask))
    return await portrait(ask, bound)


async def offered(ask: Ask, new: bool) -> Listed | Named:
    """The first page of all agents, or where a `new` one can live."""
    return await (workspaces(ask) if new else listed(ask))


async def workspaces(ask: Ask, about: None = None) -> Named:
    """Where a new agent can live; raises GenError."""
    return [(one.id, one.name or one.id) for one in await ask(gen.ListWorkspaces())]


def which(tx: Transaction, text: str, channel: str) -> tuple[str, str]:
    """The words that name an agent, and the one that speaks here; raises NotHere without either."""
    here = channels.find(tx, channel)
    if not text and not here.agent_id:
        raise NotHere("No agent speaks here yet. Type `/gen agents` to see them all.")
    return text, here.agent_id


def rooms(tx: Transaction, by: str) -> dict[str, list[str]]:
    """Where each agent speaks, by its id; only channels in which we met this person."""
    found: dict[str, list[str]] = {}
    for here in tx.channels.find():
        agent = channels.find(tx, here.id).agent_id
        if agent and by in here.people:
            found.setdefault(agent, []).append(here.id)
    return found


def make(
    tx: Transaction,
    name: str,
    description: str,
    zone: str,
    workspace: str,
    *,
    channel: str,
    by: str,
) -> Errand:
    """A new agent at GEN; it speaks nowhere yet."""
    told = {"name": _name(name), "description": _description(description), "time_zone": _zone(zone)}
    given = {field: value for field, value in told.items() if value}
    title = f"New agent: {told['name']}"
    new = ("", told["name"])
    return errands.want(
        tx, What.NEW_AGENT, title, channel=channel, by=by, agent=new, fields=given,
        workspace=workspace,
    )  # fmt: skip


def rename(
    tx: Transaction, agent: tuple[str, str], changes: dict[str, str], *, channel: str, by: str
) -> Errand:
    """Another name, or another time zone: only what is in `changes` is sent."""
    checks = {"name": _name, "time_zone": _zone}
    wish = {field: checks[field](value) for field, value in changes.items()}
    if not wish:
        raise NotNow("You changed nothing, so nothing was sent.")
    if wish.get("time_zone") == "":
        raise BadForm(time_zone="Write a time zone. For example: America/Chicago")
    title = f"Rename {agent[1]}" if "name" in wish else f"Time zone of {agent[1]}"
    return errands.want(
        tx, What.RENAME_AGENT, title, channel=channel, by=by, agent=agent, changes=wish
    )


def end(tx: Transaction, agent: tuple[str, str], typed: str, *, channel: str, by: str) -> Errand:
    """Delete an agent at GEN, for good; whoever wants that types its name."""
    id, name = agent
    errands.allowed(tx, What.DELETE_AGENT, channel, id, by)
    if typed.strip().casefold() != name.strip().casefold():
        raise BadForm(name="Type the name exactly as it is shown above.")
    if any(out.agent_id == id for out in tx.publications.find(state=ON_ITS_WAY)):
        raise NotNow(
            f"A post of {escape(name, 80)} is still to come. Take it back or wait until it is out, "
            "then delete the agent. Nothing was changed."
        )
    if any(made.agent_id == id for made in tx.productions.find(stage=WORKING)):
        raise NotNow(
            f"A video of {escape(name, 80)} is being made. Stop it or wait for it, then delete the "
            "agent. Nothing was changed."
        )
    title = f"Delete {name}"
    return errands.want(tx, What.DELETE_AGENT, title, channel=channel, by=by, agent=agent)


def renamed(tx: Transaction, id: str, name: str) -> None:
    """The channels in which it speaks call it by its new name."""
    channels.call(tx, id, id, name)


def told(tx: Transaction, known: Named) -> None:
    """GEN tells what its agents are called; somebody may have renamed one there."""
    speaking = {tx.settings.agent, *(here.agent_id for here in tx.channels.find())}
    for id, name in known:
        if name and id in speaking:
            renamed(tx, id, name)


def gone(tx: Transaction, id: str) -> None:
    """The channels in which it spoke have no agent any more."""
    channels.call(tx, id, "", "")


def setup_of(core: gen.AgentCore) -> Setup:
    """GEN's words about an agent, as ours."""
    names = ("brand_name", "description", "identity_type", "goal", "personality")
    switches = ("shortform", "longform")
    voice = core.default_user_voice
    return Setup(
        {name: str(getattr(core, name) or "") for name in names},
        tuple(core.target_platforms),
        tuple(name for name in switches if getattr(core, name)),
        tuple(core.keywords),
        tuple(one.topic for one in core.research_topics),
        tuple(Watched(one.handle, one.item_type or "") for one in core.monitored),
        tuple(map(_own, core.linked_accounts)),
        (voice.name or voice.voice_id) if voice else "",
    )


def _own(account: gen.LinkedAccount) -> OwnAccount:
    id, platform, label = account.id or "", account.platform or "", account.display_name or ""
    return OwnAccount(id, account.url or "", platform, label)


def _agent(told: gen.Agent) -> Agent:
    picture, zone = told.primary_avatar_url or "", told.time_zone or ""
    return Agent(told.id, told.name, told.description or "", picture, zone)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadForm(name="An agent needs a name.")
    within(LONGEST_NAME, name=name)
    return name


def _description(text: str) -> str:
    within(LONGEST["description"], description=text)
    return text.strip()


def _zone(zone: str) -> str:
    """A time zone by its name, in whatever case; empty stays empty."""
    zone, known = zone.strip().replace(" ", "_"), available_timezones()
    if not zone or not known:
        return zone
    by_word = {name.casefold(): name for name in known}
    if found := by_word.get(zone.casefold()):
        return found
    near = get_close_matches(zone.casefold(), by_word, n=1)
    hint = f" Did you mean {by_word[near[0]]}?" if near else " For example: America/Chicago"
    raise BadForm(time_zone=f"There is no such time zone.{hint}")
