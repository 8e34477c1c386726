"""What the cards should show, drawn anew from what is kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from genbot.cards.idea import idea_card
from genbot.cards.production import production_card
from genbot.cards.publication import publication_card
from genbot.cards.request import request_card
from genbot.cards.review import review_card
from genbot.cards.shortages import shortage_card
from genbot.domain.errands import STUDIO, ErrandState
from genbot.domain.ideas import Board, RunState
from genbot.domain.posts import Card
from genbot.domain.shortages import Shortage, Unpaid
from genbot.domain.studio import EDITABLE
from tests.chaos.board import Message
from tests.chaos.world import World


def cards(world: World) -> dict[str, Card]:
    """By slot, every card there should be."""
    things = world.judged.things
    ideas = {one.id: one for one in things["ideas"]}
    made = {one.id: one for one in things["productions"]}
    found: dict[str, Card] = {}
    for asked in things["requests"]:
        mine = sorted(
            (one for one in ideas.values() if one.request_id == asked.id), key=lambda i: i.number
        )
        runs = tuple(run for run in things["runs"] if run.request_id == asked.id)
        found[asked.slot] = request_card(Board(asked, runs, tuple(mine)))
    found |= {f"idea:{one.id}": idea_card(one) for one in ideas.values()}
    for one in made.values():
        idea = ideas[one.idea_id]
        found[one.slot] = production_card(one, idea)
        if one.version:
            found[f"review:{one.id}:{one.version}"] = review_card(one, idea)
    for out in things["publications"]:
        found[out.slot] = publication_card(out, made[out.production_id], ideas[out.idea_id])
    for short in things["shortages"]:
        found[short.slot] = shortage_card(short, _unpaid(short, things))
    return found


def _unpaid(short: Shortage, things: Mapping[str, Sequence[Any]]) -> list[Unpaid]:
    """What waits for credits there: videos, messages to the agent after which none was sent, and what
    else was to be done, unless its video cannot be changed any more."""
    held = [one for one in things["productions"] if one.unpaid and one.channel == short.id]
    asked = {one.id: one for one in things["requests"] if one.channel == short.id}
    last = {run.request_id: run for run in things["runs"] if run.request_id in asked}
    idle = [run for run in last.values() if run.state is RunState.HELD and not run.again]
    made = {one.id: one.stage for one in things["productions"]}
    rest = [
        one for one in things["errands"]
        if one.channel == short.id and one.state is ErrandState.HELD and one.ended >= short.at
        and (one.what not in STUDIO or made[one.wish["made"]] in EDITABLE)
    ]  # fmt: skip
    waiting = [
        *map(Unpaid.of_video, held),
        *(Unpaid.of_run(run, asked[run.request_id]) for run in idle if run.ended_at >= short.at),
        *map(Unpaid.of_errand, rest),
    ]
    return sorted(waiting, key=lambda one: one.since)


def same(message: Message, card: Card) -> bool:
    return message.text == card.text and _plain(message.blocks) == _plain(card.blocks)


def _plain(blocks: object) -> str:
    return json.dumps(blocks, sort_keys=True)
