"""What a person does: says something, types a command, presses, chooses, asks for a shortcut."""

from __future__ import annotations

import re
from typing import Any

from genbot.sandbox.slack import payloads, typed
from genbot.sandbox.slack.blocks import every_block, every_element
from genbot.sandbox.slack.errors import NoAnswer, Refused
from genbot.sandbox.slack.messages import Message
from genbot.sandbox.slack.people import Channel, Person
from genbot.sandbox.slack.respond import use
from genbot.sandbox.slack.triggers import Response
from genbot.sandbox.slack.windows import HOLDS, View
from genbot.sandbox.slack.workspace import Slack

Dict = dict[str, Any]
SAID_MOST = 40_000
TROUBLE = "genbot did not answer in time. Try again?"
OFFLINE = "genbot is not connected right now. Try again in a moment."
# Kept as they are when a person's text is escaped: mentions, channels, links and dates.
CONTROL = re.compile(r"<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|!\w+[^<>]*|(?:https?|mailto):[^<>\s]+)>")
ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")


async def deliver(slack: Slack, kind: str, payload: Dict, by: Person) -> Dict:
    """Hand it to the app and note how long its acknowledgement took."""
    if kind != "slash_command" and not slack.app.interactive:
        slack.refuse(kind, "dispatch_failed", "interactivity is off in the manifest")
        raise NoAnswer("dispatch_failed")
    note: Dict = {"id": slack.name("I"), "kind": kind, "what": _used(payload), "user": by.id}
    note["acked_ms"] = None
    slack.interactions.append(note)
    began = slack.world.now()
    answer = await slack.deliveries.ask(kind, payload)
    note["acked_ms"] = round((slack.world.now() - began) * 1000, 1)
    return answer


def _used(payload: Dict) -> str:
    """The command with its first word, the element that was pressed, the form, or the shortcut."""
    if command := payload.get("command"):
        return " ".join([str(command), *str(payload["text"]).split()[:1]])
    if actions := payload.get("actions"):
        return str(actions[0]["action_id"])
    return str(payload.get("callback_id") or payload.get("view", {}).get("callback_id") or "")


def say(slack: Slack, by: Person, channel: Channel, text: str, thread_ts: str | None) -> Message:
    """Write in a channel or a thread."""
    if not text.strip():
        raise Refused("no_text")
    if channel.archived:
        raise Refused("is_archived")
    if channel.is_im and not slack.app.messages_tab:
        raise Refused("messages_tab_disabled")
    if thread_ts and slack.board.find(channel.id, thread_ts) is None:
        raise Refused("thread_not_found")
    kept = written(text)[:SAID_MOST]
    extra = {"client_msg_id": slack.name("")}
    return slack.post(Message(channel.id, by.id, kept, thread_ts=thread_ts, extra=extra))


def written(text: str) -> str:
    """What Slack makes of typed text: escaped, with its own sequences and links kept."""
    parts, at = [], 0
    for found in CONTROL.finditer(text):
        parts += [_plain(text[at : found.start()]), found.group()]
        at = found.end()
    return "".join([*parts, _plain(text[at:])])


def _plain(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ADDRESS.sub(lambda found: f"<{found.group()}>", safe)


async def command(slack: Slack, by: Person, channel: Channel, line: str) -> Dict:
    """Type a slash command; what the acknowledgement said is shown to its author."""
    name, _, text = line.strip().partition(" ")
    known = slack.app.command(name)
    if known is None:
        raise Refused("unknown_command", f"{name} is not a valid command.")
    payload = payloads.command(by, channel, name, _as_sent(slack, known, text.strip()))
    path = slack.triggers.respond_at(channel.id, by.id)
    payload |= {
        "response_url": slack.origin + path,
        "trigger_id": slack.triggers.issue(by.id),
    }
    try:
        answer = await deliver(slack, "slash_command", payload, by)
    except NoAnswer as none:
        said = f'{name} failed with the error "{none.error}"'
        slack.notice(by.id, channel.id, said, "timeout" if "timeout" in none.error else "error")
        raise
    return _answered(slack, by, channel, name, answer)


def _answered(slack: Slack, by: Person, channel: Channel, name: str, answer: Dict) -> Dict:
    if not answer:
        return {}
    try:
        said = use(slack, Response(channel.id, by.id, slack.world.now()), answer)
    except Refused as refused:
        slack.refuse("ack", refused.error, *refused.reasons)
        slack.notice(by.id, channel.id, f'{name} failed with the error "{refused.error}"', "error")
        raise
    return {"response": said.text if said else ""}


def _as_sent(slack: Slack, known: Dict, text: str) -> str:
    """Mentions as `<@U…|name>` and links in brackets where the manifest asks for escaping; bare names
    and addresses otherwise. What only looks like a name stays as it is."""
    people = slack.people
    escaped = known.get("should_escape")

    def named(found: re.Match[str]) -> str:
        sigil, id = found.group(1), found.group(2)
        person, channel = people.persons.get(id), people.channels.get(id)
        name = person.name if person else channel.name if channel else slack.app.name
        return f"<{sigil}{id}|{name}>" if escaped else f"{sigil}{name}"

    text = ADDRESS.sub(lambda found: f"<{found.group()}>", text) if escaped else text
    return re.sub(r"<([@#])([A-Z0-9]+)(?:\|[^<>]*)?>", named, text)


async def press(slack: Slack, by: Person, asked: Dict) -> None:
    """Use a button, a menu or a picker, in a message, a form or the Home tab."""
    if view_id := asked.get("view_id"):
        view = slack.windows.find(str(view_id))
        if view is None or view.user != by.id:
            raise Refused("view_not_found")
        await _press_in_view(slack, by, view, asked)
        return
    message = slack.board.shown_to(by.id, str(asked.get("channel")), str(asked.get("ts")))
    if message is None:
        raise Refused("message_not_found")
    await _press_in_message(slack, by, message, asked)


async def _press_in_view(slack: Slack, by: Person, view: View, asked: Dict) -> None:
    block, element = _element(view.source["blocks"], by, asked)
    if element["type"] in HOLDS:
        state = typed.held(element, _given(asked))
        view.values.setdefault(block["block_id"], {})[element["action_id"]] = state
        if block["type"] == "input" and not block.get("dispatch_action"):
            return
    payload = payloads.interaction("block_actions", by) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.triggers.issue(by.id, view.id),
        "view": view.as_told(),
        "actions": [_action(slack, block, element, asked)],
    }
    await _clicked(slack, by, "", payload)


async def _press_in_message(slack: Slack, by: Person, message: Message, asked: Dict) -> None:
    channel = slack.people.channels[message.channel]
    block, element = _element(message.blocks, by, asked)
    action = _action(slack, block, element, asked)
    state = {}
    if element["type"] in HOLDS:
        state = {block["block_id"]: {element["action_id"]: typed.held(element, _given(asked))}}
    hidden = bool(message.only_for)
    container: Dict = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = hidden
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    path = slack.triggers.respond_at(channel.id, by.id, message)
    payload = payloads.interaction("block_actions", by) | {
        "container": container,
        "trigger_id": slack.triggers.issue(by.id),
        "channel": payloads.place(channel),
        "state": {"values": state},
        "response_url": slack.origin + path,
        "actions": [action],
    }
    if not hidden:
        payload["message"] = slack.snapshot(message)
    await _clicked(slack, by, channel.id, payload)


async def _clicked(slack: Slack, by: Person, channel: str, payload: Dict) -> None:
    try:
        await deliver(slack, payload["type"], payload, by)
    except NoAnswer as none:
        slow = none.error == "operation_timeout"
        slack.notice(by.id, channel, *((TROUBLE, "timeout") if slow else (OFFLINE, "error")))
        raise


def _element(blocks: list[Dict], by: Person, asked: Dict) -> tuple[Dict, Dict]:
    """The element that was meant; a button for others is not there for this person."""
    for block in every_block(blocks):
        for element in every_element(block):
            same = element.get("action_id") == asked.get("action_id")
            if same and block.get("block_id") == asked.get("block_id"):
                only = element.get("visible_to_user_ids")
                if only and by.id not in only:
                    raise Refused("not_visible", "this button is for other people")
                return block, element
    raise Refused("element_not_found", "there is no such element in what is shown now")


def _given(asked: Dict) -> Any:
    return asked["selected"] if "selected" in asked else asked.get("value")


def _action(slack: Slack, block: Dict, element: Dict, asked: Dict) -> Dict:
    action = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": slack.board.stamp(),
    }
    for name in ("text", "value", "style", "placeholder", "confirm", "url"):
        if name in element:
            action[name] = element[name]
    if element["type"] == "overflow":
        return action | {"selected_option": typed.option(element, _given(asked))}
    if element["type"] == "feedback_buttons":
        return action | {"value": str(_given(asked))}
    if element["type"] in HOLDS:
        return action | typed.held(element, _given(asked))
    return action


async def shortcut(slack: Slack, by: Person, asked: Dict) -> None:
    """A global shortcut, or one on a message."""
    known = slack.app.shortcut(str(asked.get("callback_id")))
    if known is None:
        raise Refused("unknown_shortcut")
    kind = "message_action" if known.get("type") == "message" else "shortcut"
    payload = payloads.interaction(kind, by) | {
        "callback_id": known["callback_id"],
        "trigger_id": slack.triggers.issue(by.id),
        "action_ts": slack.board.stamp(),
    }
    channel = str(asked.get("channel") or "")
    if kind == "message_action":
        message = slack.board.find(channel, str(asked.get("ts")))
        if message is None:
            raise Refused("message_not_found")
        path = slack.triggers.respond_at(channel, by.id, message)
        payload |= {
            "channel": payloads.place(slack.people.channels[channel]),
            "message_ts": message.ts,
            "message": slack.snapshot(message),
            "response_url": slack.origin + path,
        }
    await _clicked(slack, by, channel, payload)
