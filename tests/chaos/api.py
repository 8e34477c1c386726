"""The pretend Slack's Web API: each method on the board, nothing about networks."""

import json
from typing import TYPE_CHECKING, Any

from tests.chaos.board import BOT, TRIGGER_LIVES, Board, Dict, Message, Window

if TYPE_CHECKING:
    from tests.chaos.world import World

TEAM, APP = "T0SANDBOX0", "A0GENBOT00"


class Api:
    """`call` does what Slack would do with a request that arrived, and returns its answer."""

    def __init__(self, world: "World") -> None:
        self.world, self.board = world, Board()
        self.files: dict[str, Dict] = {}
        self._methods = {
            "auth.test": self._auth,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": self._whisper,
            "conversations.history": self._history,
            "conversations.replies": self._history,
            "files.getUploadURLExternal": self._place,
            "files.completeUploadExternal": self._share,
            "views.open": self._open,
            "views.update": self._change,
            "views.publish": self._home,
            "usergroups.list": self._groups,
            "users.info": self._user,
            "conversations.members": self._crowd,
        }

    def call(self, method: str, asked: Dict) -> Dict:
        answer = self._methods[method](asked)
        about = {name: asked[name] for name in ("channel", "user", "user_id") if name in asked}
        slot = ((asked.get("metadata") or {}).get("event_payload") or {}).get("slot")
        about |= {"slot": slot} if slot else {}
        about |= {"text": asked["text"]} if "text" in asked else {}
        about |= {"error": answer["error"]} if not answer["ok"] else {}
        self.world.note("slack", method, **about)
        return answer

    def _auth(self, asked: Dict) -> Dict:
        return {"ok": True, "user_id": BOT, "bot_id": "B0GENBOT00", "team_id": TEAM}

    def _post(self, asked: Dict) -> Dict:
        channel = _direct(asked["channel"])
        thread = str(asked.get("thread_ts") or "")
        if thread and self.board.find(channel, thread) is None:
            return _no("thread_not_found")
        now = self.world.now()
        message = Message(
            self.board.ts(now), channel, asked["text"], list(asked.get("blocks") or ()), thread,
            asked.get("metadata") or {}, changed=now,
        )  # fmt: skip
        self.board.add(message)
        return {"ok": True, "channel": channel, "ts": message.ts}

    def _update(self, asked: Dict) -> Dict:
        message = self.board.find(_direct(asked["channel"]), asked["ts"])
        if message is None:
            return _no("message_not_found")
        message.was.append(message.says())
        message.text, message.blocks = asked["text"], list(asked.get("blocks") or ())
        message.metadata = asked.get("metadata") or message.metadata
        message.changed, message.versions = self.world.now(), message.versions + 1
        self.board.stir()
        return {"ok": True, "channel": message.channel, "ts": message.ts}

    def _whisper(self, asked: Dict) -> Dict:
        now = self.world.now()
        message = Message(
            self.board.ts(now), asked["channel"], asked["text"], list(asked.get("blocks") or ()),
            str(asked.get("thread_ts") or ""), only_for=asked["user"], changed=now,
        )  # fmt: skip
        self.board.add(message)
        return {"ok": True, "message_ts": message.ts}

    def _history(self, asked: Dict) -> Dict:
        """Newest first in channels, oldest first in threads; metadata only when asked for."""
        thread, oldest = str(asked.get("ts") or ""), float(asked.get("oldest") or 0)
        here = [
            one
            for one in self.board.messages
            if one.channel == asked["channel"] and not one.only_for
            and (one.thread == thread or (thread and one.ts == thread))
            and (float(one.ts) >= oldest or (thread and one.ts == thread))
        ]  # fmt: skip
        here = here if thread else here[::-1]
        start, limit = int(asked.get("cursor") or 0), int(asked.get("limit") or 100)
        page = [_shown(one, asked) for one in here[start : start + limit]]
        more = str(start + limit) if start + limit < len(here) else ""
        return {"ok": True, "messages": page, "response_metadata": {"next_cursor": more}}

    def _place(self, asked: Dict) -> Dict:
        id = f"F{len(self.files):08d}"
        self.files[id] = {"id": id, "name": asked["filename"], "arrived": False}
        url = f"https://files.slack.com/upload/v1/{id}"
        return {"ok": True, "file_id": id, "upload_url": url}

    def _share(self, asked: Dict) -> Dict:
        told = asked["files"]
        [told] = json.loads(told) if isinstance(told, str) else told
        file = self.files.get(told["id"])
        if file is None or not file["arrived"]:
            return _no("file_not_found")
        thread = str(asked.get("thread_ts") or "")
        if thread and self.board.find(asked["channel_id"], thread) is None:
            return _no("thread_not_found")
        shown = {**file, "title": told["title"]}
        now = self.world.now()
        message = Message(
            self.board.ts(now), asked["channel_id"], "", thread=thread, files=[shown], changed=now
        )
        self.board.add(message)
        shares = {"public": {message.channel: [{"ts": message.ts}]}}
        told_at_once = self.world.rng.random() < 0.5  # often the shares are told only later
        return {"ok": True, "files": [{**shown, **({"shares": shares} if told_at_once else {})}]}

    def _open(self, asked: Dict) -> Dict:
        given = self.board.triggers.pop(asked["trigger_id"], None)
        if given is None:
            return _no("exchanged_trigger_id")
        at, user = given
        now = self.world.now()
        if now - at > TRIGGER_LIVES:
            return _no("expired_trigger_id")
        id = f"V{len(self.board.windows):08d}"
        window = Window(id, _read(asked["view"]), user, now)
        self.board.windows.append(window)
        self.board.stir()
        return {"ok": True, "view": {**window.view, "id": id}}

    def _change(self, asked: Dict) -> Dict:
        window = next((one for one in self.board.windows if one.id == asked["view_id"]), None)
        if window is None or not window.open:
            return _no("not_found")
        window.view, window.changed = _read(asked["view"]), self.world.now()
        self.board.stir()
        return {"ok": True, "view": {**window.view, "id": window.id}}

    def _home(self, asked: Dict) -> Dict:
        self.board.homes[asked["user_id"]] = _read(asked["view"])
        self.board.stir()
        return {"ok": True, "view": asked["view"]}

    def _groups(self, asked: Dict) -> Dict:
        members = self.world.members
        return {"ok": True, "usergroups": [members.group(id) for id in members.states if id]}

    def _crowd(self, asked: Dict) -> Dict:
        if asked["channel"][:1] not in {"C", "G"}:
            return _no("channel_not_found")
        return {"ok": True, "members": self.world.members.crowd()}

    def _user(self, asked: Dict) -> Dict:
        return {"ok": True, "user": self.world.members.user(asked["user"])}


def _no(error: str) -> Dict:
    return {"ok": False, "error": error}


def _direct(channel: str) -> str:
    return f"D{channel[1:]}" if channel[:1] == "U" else channel


def _read(view: Any) -> Dict:
    return json.loads(view) if isinstance(view, str) else dict(view)


def _shown(message: Message, asked: Dict) -> Dict:
    shown: Dict = {"ts": message.ts, "text": message.text, "user": message.by}
    if str(asked.get("include_all_metadata")).lower() in {"1", "true"} and message.metadata:
        shown["metadata"] = message.metadata
    return {**shown, "files": message.files} if message.files else shown
