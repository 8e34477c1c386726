"""Avatars: an agent's faces, shown page by page, added, chosen and taken out."""

import asyncio

from genbot.domain.agents import PICTURES, Avatar, Faces
from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow
from genbot.flows import account, agents, errands
from genbot.gen import setup as gen
from genbot.gen.endpoint import Ask
from genbot.store import Transaction

PAGE = 20  # GEN's (full reference, Agents)
Agent = tuple[str, str]


async def shown(ask: Ask, about: tuple[str, str]) -> Faces:
    """The faces of an agent after the one whose id is the second part; raises GenError."""
    id, after = about
    agent, told = await asyncio.gather(
        agents.seen(ask, id, id), ask(gen.ListAgentAvatars(agent_id=id, cursor=after or None))
    )
    found = [Avatar(one.id, one.thumbnail_url or one.url or "", one.is_primary) for one in told]
    fresh = tuple({one.id: one for one in found if one.id.isalnum()}.values())
    more = told[-1].id if len(told) >= PAGE and told[-1].id != after else ""
    return Faces(agent, fresh, after, more)


async def meant(ask: Ask, about: tuple[str, str]) -> Faces:
    """The same, of the agent somebody named, or of the one that speaks where they are."""
    text, bound = about
    if text:
        bound, _ = account.chosen(text, await account.agents(ask))
    return await shown(ask, (bound, ""))


def change(
    tx: Transaction, agent: Agent, primary: str, drop: tuple[str, ...], *, channel: str, by: str
) -> Errand:
    """Show another face first, and take some out: in this order, so that one is always first."""
    if not primary and not drop:
        raise NotNow("You changed nothing, so nothing was sent.")
    if primary in drop:
        raise BadForm(primary="This one is about to be deleted. Choose another one.")
    title = f"Pictures of {agent[1]}"
    return errands.want(
        tx, What.CHANGE_AVATARS, title, channel=channel, by=by, agent=agent, primary=primary,
        drop=list(drop),
    )  # fmt: skip


def add(
    tx: Transaction, agent: Agent, file: str, name: str, kind: str, *, channel: str, by: str
) -> Errand:
    """A picture that is in Slack becomes a face; `file` is its id there."""
    if kind and kind not in PICTURES:
        raise BadForm(file="GEN takes pictures in JPEG, PNG or WebP.")
    title = f"New picture of {agent[1]}"
    return errands.want(
        tx, What.ADD_AVATAR, title, channel=channel, by=by, agent=agent, file=file, name=name
    )
