"""Everybody is answered, and what they asked for happens once."""

import json
from collections import Counter
from collections.abc import Iterator

from tests.chaos.laws.book import law
from tests.chaos.world import Action, World

FORMS = {
    "reject_idea", "change_idea", "open_publish", "change_video", "reject_video", "move_post",
    "it_is_live", "idea_details", "choose_template", "open_settings", "open_request",
}  # fmt: skip


@law
def answered(world: World) -> Iterator[str]:
    """Whatever was acknowledged shows: on its card, in private, or as a form."""
    first: dict[tuple[str, str, str], Action] = {}
    for action in world.actions:
        if action.what == "submit":  # the same form sent again shows nothing new
            action = first.setdefault((action.user, action.what, action.value), action)  # noqa: PLW2901
        if not action.acked or action.what == "refused form":
            continue
        if not (_told(world, action) or _done(world, action)):
            yield f"{action.user}: {action.what} {action.value} was acknowledged, and nothing came"


def _told(world: World, action: Action) -> bool:
    board = world.slack.board
    mine = (f"D{action.user[1:]}", action.user)
    notes = (one for one in board.messages if one.only_for == action.user or one.channel in mine)
    if any(one.changed >= action.at for one in notes):
        return True
    return any(one.user == action.user and one.changed >= action.at for one in board.windows)


def _done(world: World, action: Action) -> bool:
    messages = world.slack.board.messages
    if action.message and not action.message.only_for:
        return bool(action.message.versions > action.before[1])
    if action.what == "command" and action.value.startswith(("freeze", "thaw")):
        return any(one.changed >= action.at for one in messages if one.slot.startswith("freeze:"))
    if action.what == "command":
        topic = action.topic.partition(" ")[2]
        return any(topic in one.text for one in messages if one.slot.startswith("request:"))
    slots = ("request:",) if action.what == "say" else _ids(action.value)
    return any(part in one.slot and one.changed >= action.at for one in messages for part in slots)


def _ids(metadata: str) -> tuple[str, ...]:
    value = json.loads(metadata)[0] if metadata.startswith("[") else metadata
    return (str(value).partition(":")[0],)


@law
def no_form_is_taken_away_in_silence(world: World) -> Iterator[str]:
    """The right to open a form lives three seconds, so a crash takes it away; then it is told."""
    pressed = Counter(one.user for one in world.actions if one.acked and one.what in FORMS)
    board = world.slack.board
    came = Counter(one.user for one in board.windows)
    came.update(one.only_for for one in board.messages if one.only_for)
    for user, count in pressed.items():
        if count > came[user]:
            yield f"{user} asked for {count} forms; {came[user]} came or were excused"


def excused(world: World) -> int:
    """How many forms did not open and were said so."""
    return sum("I was interrupted" in one.text for one in world.slack.board.messages)


@law
def one_effect_per_action(world: World) -> Iterator[str]:
    typed = Counter(one.topic for one in world.actions if one.what == "command")
    made = Counter(f"{one.count} {one.topic}" for one in world.judged.things["requests"])
    for topic, count in made.items():
        if count > typed[topic]:
            yield f"{count} requests for {topic}, which was typed {typed[topic]} times"
