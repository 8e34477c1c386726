"""GEN's library of templates: look through it, choose a channel's defaults, make a video without an idea."""

from collections.abc import Sequence
from dataclasses import replace

from genbot.domain.approvals import Gate
from genbot.domain.channels import Channel
from genbot.domain.errors import BadForm
from genbot.domain.ideas import VIDEO_TYPES, Idea, Request
from genbot.domain.templates import Made, Template
from genbot.flows import account, channels, ideas, lifecycle, policies, prices
from genbot.gen import convert as gen
from genbot.gen.endpoint import Ask
from genbot.store import Transaction

MOST_RECENT = 4
LONGEST_SLUG = 150  # that a list to choose from can hold


async def offered(gen_: Ask) -> list[Template]:
    """The whole library, in GEN's order; raises GenError."""
    every = await account.every_template(gen_)
    return [_told(one) for one in every if 0 < len(one.slug) <= LONGEST_SLUG]


def _told(one: gen.Template) -> Template:
    recent = (sample.thumbnail_url for sample in one.recent_generated_contents)
    return Template(
        one.slug,
        one.title or one.name or one.slug,
        one.description,
        one.cover or "",
        tuple(one.tags),
        tuple(url for url in recent if url)[:MOST_RECENT],
    )


def use(tx: Transaction, channel: str, slug: str, types: Sequence[str], *, by: str) -> Channel:
    """Videos of these types are made from this template here; of others no more, if they were."""
    here = channels.bound(tx, channel)
    if unknown := [one for one in types if one not in map(str, VIDEO_TYPES)]:
        raise BadForm(types=f"“{unknown[0][:40]}” is no video type. Choose from the list.")
    kept = {type: chosen for type, chosen in here.templates.items() if chosen != slug}
    chosen = {**kept, **dict.fromkeys(types, slug)}
    return channels.set_up(tx, replace(here, templates=chosen), by=by)


def make(tx: Transaction, made: Made, *, channel: str, by: str) -> Idea:
    """A video that somebody made up: an idea of theirs, which goes the same way as the agent's.

    Where they may approve ideas it is approved with this; otherwise its card waits for somebody who
    may. GEN has no call for a new idea, so it is known here only, until the agent refines it.
    """
    made.check()
    here = channels.bound(tx, channel)
    channels.met(tx, channel, by)
    asked = Request(
        tx.new_id(), channel, here.agent_id, by, made.title.strip(), 1, tx.now, here.agent_name,
        video_type=made.video_type,
    )  # fmt: skip
    tx.requests.save(asked)
    idea = tx.ideas.save(_idea(tx, asked, made))
    lifecycle.tell(tx, idea, "made", by=by)
    if not policies.standing(tx, channel, Gate.IDEAS).admits(by):
        return idea
    return ideas.decide(tx, idea.id, idea.version, "approve", by=by)


def _idea(tx: Transaction, asked: Request, made: Made) -> Idea:
    idea = Idea(
        tx.new_id(), "", asked.id, asked.channel, asked.agent_id, 1, made.title.strip(),
        made.hook.strip(), made.script.strip(), made.caption.strip(),
        VIDEO_TYPES[made.video_type] if made.video_type else "", made.video_type,
        aspect_ratio=made.ratio, template=made.template,
    )  # fmt: skip
    return prices.quoted(tx, idea)
