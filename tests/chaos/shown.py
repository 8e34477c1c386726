"""What the cards should show, drawn anew from what is kept."""

import json

from genbot.cards.idea import idea_card
from genbot.cards.production import production_card
from genbot.cards.publication import publication_card
from genbot.cards.request import request_card
from genbot.cards.review import review_card
from genbot.cards.shortages import shortage_card
from genbot.domain.ideas import Board
from genbot.domain.posts import Card
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
        held = (one for one in made.values() if one.unpaid and one.channel == short.id)
        waiting = sorted(held, key=lambda one: one.stage_at)
        found[short.slot] = shortage_card(short, waiting)
    return found


def same(message: Message, card: Card) -> bool:
    return message.text == card.text and _plain(message.blocks) == _plain(card.blocks)


def _plain(blocks: object) -> str:
    return json.dumps(blocks, sort_keys=True)
