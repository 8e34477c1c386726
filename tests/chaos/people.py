"""People: they see messages, press what is there, and press again when nothing acknowledged them."""

import asyncio
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tests.chaos.api import APP, TEAM
from tests.chaos.board import Dict, Message, Window
from tests.chaos.world import Action, GaveUp

if TYPE_CHECKING:
    from tests.chaos.world import World

CHANNEL, MAYA, PABLO, BEA = "C0VIDEOIDEAS", "U0MARKETER", "U0PRODUCER", "U0BRANDOWN"
PATIENCE = 12 * 3600.0
SURE = "sure "  # what a box is called that asks once more: who is asked is sure
ONCE_MORE = 15.0  # seconds until somebody whom nothing acknowledged tries again
Where = Callable[[Message], bool]
_numbers = itertools.count(1)


class Person:
    """`press`, `type`, `say` and `submit` are single gestures; they tell whether Slack saw an
    acknowledgement."""

    def __init__(self, world: "World", id: str) -> None:
        self.world, self.id = world, id
        self.slack, self.board = world.slack, world.slack.board

    # --- looking

    def message(self, where: Where) -> Message | None:
        return next((one for one in self.board.seen_by(self.id) if where(one)), None)

    async def sees(self, what: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """Wait until it is there; raises GaveUp."""
        end = self.world.now() + patience
        while not (found := what()):
            if self.world.now() >= end:
                raise GaveUp(f"{self.id} waits in vain")
            await self.board.change(600.0)
        return found

    def button(self, act: str, where: Where | None = None) -> tuple[Message, Dict] | None:
        """The newest button of this kind that this person can see."""
        for message in self.board.seen_by(self.id):
            if where and not where(message):
                continue
            for element in message.buttons():
                if element["action_id"] == act:
                    return message, element
        return None

    # --- gestures

    async def press(self, message: Message, element: Dict) -> bool:
        act, value = element["action_id"], element.get("value", "")
        action = self._does(act, message=message, value=value)
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        shown = {"ts": message.ts, "text": message.text, "blocks": message.blocks}
        if message.thread:
            shown["thread_ts"] = container["thread_ts"] = message.thread
        pressed = {
            "type": "button", "action_id": act, "block_id": "b1", "value": value,
            "action_ts": f"{self.world.now():.6f}{next(_numbers) % 997:03d}",
        }  # fmt: skip
        payload = {
            **self._acts("block_actions"), "container": container, "message": shown,
            "channel": {"id": message.channel, "name": "x"}, "actions": [pressed],
        }  # fmt: skip
        return await self._done(action, "interactive", payload)

    async def press_in(self, window: Window, act: str, which: Callable[[str], bool]) -> bool:
        """A button in a form, by what it holds; False too when there is none like it."""
        for element in window.buttons():
            value = element.get("value", "")
            if element["action_id"] == act and which(value):
                break
        else:
            return False
        action = self._does(act, value=value)
        pressed = {
            "type": "button", "action_id": act, "block_id": "b1", "value": value,
            "action_ts": f"{self.world.now():.6f}{next(_numbers) % 997:03d}",
        }  # fmt: skip
        view = {**window.view, "id": window.id, "type": "modal", "state": {"values": {}}}
        container = {"type": "view", "view_id": window.id}
        payload = {**self._acts("block_actions"), "container": container, "view": view}
        return await self._done(action, "interactive", {**payload, "actions": [pressed]})

    async def type(self, text: str, channel: str = CHANNEL) -> bool:
        action = self._does("command", value=text, topic=text.partition(" ")[2])
        payload = {
            "command": "/gen", "text": text, "trigger_id": self._trigger(), "user_id": self.id,
            "channel_id": channel, "channel_name": "x", "team_id": TEAM, "api_app_id": APP,
        }  # fmt: skip
        return await self._done(action, "slash_commands", payload)

    async def submit(self, window: Window, **filled: Any) -> bool | Dict:
        """Send a form; the errors it came back with, else whether it was acknowledged."""
        action = self._does(
            "submit", value=str(window.view.get("private_metadata")),
            topic=str(window.view.get("callback_id")), filled=filled,
        )  # fmt: skip
        states = {block: {"value": state} for block, state in filled.items()}
        view = {
            **window.view, "id": window.id, "hash": f"{window.changed}.h", "type": "modal",
            "state": {"values": states},
        }  # fmt: skip
        payload = {**self._acts("view_submission"), "view": view}
        answer = await self.slack.ask("interactive", payload)
        action.acked = answer is not None
        self.world.note(self.id, "acknowledged" if action.acked else "NOT ACKNOWLEDGED")
        if answer and answer.get("response_action") == "errors":
            action.what = "refused form"
            return dict(answer["errors"])
        if answer is not None:
            window.open = False
            if answer.get("response_action") == "update":  # what came of it is read there
                window.view, window.changed = answer["view"], self.world.now()
                window.open = "submit" in window.view  # and it may ask once more
        return answer is not None

    async def say(self, text: str, channel: str, thread: str = "") -> bool:
        """A message, and the event that tells of it, repeated as Slack does."""
        now = self.world.now()
        message = self.board.add(
            Message(self.board.ts(now), channel, text, thread=thread, by=self.id, changed=now)
        )
        action = self._does("say", value=text)
        event: Dict = {
            "type": "message", "channel": channel, "user": self.id, "text": text, "ts": message.ts,
            "channel_type": "channel",
        }  # fmt: skip
        if thread:
            event["thread_ts"] = thread
        payload = {
            "type": "event_callback", "event_id": f"Ev{message.ts}", "team_id": TEAM,
            "api_app_id": APP, "event": event, "event_time": int(now),
        }  # fmt: skip
        action.acked = await self.slack.tell(payload)
        return action.acked

    # --- how Slack wraps it

    async def _done(self, action: Action, kind: str, payload: Dict) -> bool:
        action.acked = await self.slack.ask(kind, payload) is not None
        self.world.note(self.id, "acknowledged" if action.acked else "NOT ACKNOWLEDGED")
        return action.acked

    def _does(self, what: str, **about: Any) -> Action:
        action = Action(self.world.now(), self.id, what, **about)
        if action.message:
            action.before = (action.message.says(), action.message.versions)
        self.world.actions.append(action)
        slot = action.message.slot if action.message else ""
        self.world.note(self.id, what, value=action.value, on=slot)
        return action

    def _acts(self, kind: str) -> Dict:
        user = {"id": self.id, "username": self.id, "team_id": TEAM}
        team = {"id": TEAM, "domain": "taco"}
        return {
            "type": kind, "user": user, "team": team, "api_app_id": APP, "token": "t",
            "trigger_id": self._trigger(), "is_enterprise_install": False, "enterprise": None,
        }  # fmt: skip

    def _trigger(self) -> str:
        trigger = f"T{next(_numbers)}.{self.id}"
        self.board.triggers[trigger] = (self.world.now(), self.id)
        return trigger


def choice(value: str) -> Dict:
    return {"type": "static_select", "selected_option": {"value": value, "text": {"text": value}}}


def text(value: str) -> Dict:
    return {"type": "plain_text_input", "value": value}


def boxes(values: Sequence[str]) -> Dict:
    return {"type": "checkboxes", "selected_options": [{"value": one} for one in values]}


def several(values: Sequence[str]) -> Dict:
    return {**boxes(values), "type": "multi_static_select"}


def people(*users: str) -> Dict:
    return {"type": "multi_users_select", "selected_users": list(users)}


def moment(at: float) -> Dict:
    return {"type": "datetimepicker", "selected_date_time": int(at)}


def filled(view: Dict, at: float = 0.0) -> Iterator[tuple[str, Dict]]:
    """What stands in every input already, else something sensible in those that need it."""
    for block in view.get("blocks") or ():
        if block.get("type") != "input":
            continue
        element = block["element"]
        needed = not block.get("optional") or block["block_id"].startswith(SURE)
        match element["type"]:
            case "plain_text_input" | "url_text_input" | "number_input":
                if needed or "initial_value" in element:
                    yield block["block_id"], text(str(element.get("initial_value") or "funnier"))
            case "datetimepicker":
                yield block["block_id"], moment(at)
            case _ if chosen := _chosen(element, needed):
                yield block["block_id"], chosen


def _chosen(element: Dict, needed: bool) -> Dict | None:
    """What is chosen of what is offered; None where nothing has to be."""
    kind = element["type"]
    match kind:
        case "static_select":
            return choice((element.get("initial_option") or element["options"][0])["value"])
        case "multi_users_select":
            return {"type": kind, "selected_users": element.get("initial_users") or []}
        case "users_select" if user := element.get("initial_user"):
            return {"type": kind, "selected_user": user}
        case "multi_static_select" if chosen := element.get("initial_options"):
            return several([one["value"] for one in chosen])
        case "checkboxes" if needed or "initial_options" in element:
            ticked = element.get("initial_options") or element["options"][:1]
            return boxes([one["value"] for one in ticked])
    return None


async def settles(who: Person, patience: float, gate: str = "", **wanted: Dict) -> bool | Dict:
    """The settings, or who decides at a gate, as they are, but for this; whether they were taken."""
    name = "policy" if gate else "settings"
    await who.type(f"{name} {gate}".strip())
    await a_while(patience)
    window = who.board.window(who.id, f"{name}_form")
    return bool(window) and await who.submit(window, **{**dict(filled(window.view)), **wanted})


async def a_while(seconds: float = ONCE_MORE) -> None:
    await asyncio.sleep(seconds)
