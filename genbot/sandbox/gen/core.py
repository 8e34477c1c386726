"""Phase 1, agent core: the whole setup of an agent in one flat object."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import Answer, Ask, missing, refuse
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_TEXTS = {
    "brand_name": 200,
    "description": 500,
    "goal": 100,
    "onboarding_status": 50,
    "personality": 20_000,
    "identity_type": 20,
}
_LISTS = {
    "keywords": 20,
    "target_platforms": 10,
    "monitored": 50,
    "research_topics": 20,
    "linked_accounts": 20,
}
_ROWS: dict[str, dict[str, int]] = {
    "monitored": {"handle": 300, "item_type": 20},
    "research_topics": {"topic": 500},
    "linked_accounts": {"url": 500, "id": 0, "platform": 50, "display_name": 200},
}
_SWITCHES = ("shortform", "longform")
_SOURCES = ("public", "user_designed", "user_trained", "user_elevenlabs", "eleven_labs")
_CHOICES = {"identity_type": ("brand", "character"), "item_type": ("account", "hashtag", "keyword")}


@table.on("GET", "/agents/{agent_id}/core")
def get_core(gen: Gen, ask: Ask) -> Answer:
    if ask.path["agent_id"] not in gen.agents:
        missing(message="Agent not found")
    agent = gen.agent(ask)
    return Answer({"agent_id": agent.id, **agent.core})


@table.on("PATCH", "/agents/{agent_id}/core")
def patch_core(gen: Gen, ask: Ask) -> Answer:
    """Checked as a whole, then told section by section; 207 where one of them failed."""
    if ask.path["agent_id"] not in gen.agents:
        missing(message="Agent not found")
    agent = gen.agent(ask)
    for name, value in ask.body.items():
        _check(name, value)
    brand = {k: v for k, v in ask.body.items() if k not in {"personality", "default_user_voice"}}
    away = str(gen.order("fail_section") or "")
    told: dict[str, Any] = {}
    if brand:
        told["brand"] = _kept(away == "brand", lambda: _set_brand(gen, agent, brand))
    if "personality" in ask.body:
        told["personality"] = _kept(away == "personality", lambda: _set_text(agent, ask.body))
    if "default_user_voice" in ask.body:
        told["voice"] = _set_voice(agent, ask.body["default_user_voice"])
    partly = any(section["status"] == "error" for section in told.values())
    return Answer(told, 207 if partly else 200)


def speak_with(agent: Agent, wanted: Any) -> None:
    """Choose the default voice (PATCH /agents/{id}: voice_id_required, user_voice_resource_not_found)."""
    voice_id = wanted.get("voice_id") if isinstance(wanted, dict) else None
    if not voice_id:
        refuse("voice_id is required", "voice_id_required")
    voice = agent.voice(voice_id)
    if voice is None:
        missing("user_voice_resource_not_found", "There is no such voice")
    agent.core["default_user_voice"] = {
        "voice_id": voice.id,
        "name": voice.name,
        "source": voice.source,
    }


def _check(name: str, value: Any) -> None:
    if name in _TEXTS:
        _check_text(name, value, _TEXTS[name])
    elif name in _SWITCHES:
        if not isinstance(value, bool):
            refuse(f"{name} must be true or false")
    elif name in _LISTS:
        _check_list(name, value)
    elif name == "default_user_voice":
        _check_row(name, value, {"voice_id": 200, "source": 50, "name": 200})
        if value.get("source", "public") not in _SOURCES:
            refuse(f"source must be one of: {', '.join(_SOURCES)}")
    else:
        refuse(f"Unknown field: {name}")


def _check_text(name: str, value: Any, most: int) -> None:
    if not isinstance(value, str):
        refuse(f"{name} must be a text")
    if len(value) > most:
        refuse(f"{name} is too long (maximum is {most} characters)")
    if name in _CHOICES and value not in _CHOICES[name]:
        refuse(f"{name} must be one of: {', '.join(_CHOICES[name])}")


def _check_list(name: str, value: Any) -> None:
    if not isinstance(value, list):
        refuse(f"{name} must be a list")
    if len(value) > _LISTS[name]:
        refuse(f"{name} is too long (maximum is {_LISTS[name]} items)")
    for row in value:
        if name in _ROWS:
            _check_row(name, row, _ROWS[name])
        elif not isinstance(row, str):
            refuse(f"{name} must hold texts")


def _check_row(name: str, row: Any, known: dict[str, int]) -> None:
    """A nested object: its first field is required, unknown ones are refused."""
    if not isinstance(row, dict):
        refuse(f"{name} must hold objects")
    if unknown := set(row) - set(known):
        refuse(f"{name}: unknown field {', '.join(sorted(unknown))}")
    needed = ("handle", "item_type") if name == "monitored" else (next(iter(known)),)
    for field in needed:
        if not row.get(field):
            refuse(f"{name}: {field} is required")
    for field, value in row.items():
        if field != "id":
            _check_text(field, value, known[field])
        elif not isinstance(value, int):
            refuse(f"{name}: id must be a number")


def _kept(away: bool, keep: Callable[[], Any]) -> dict[str, Any]:
    """How one section of a patch went; one that is away keeps nothing."""
    if away:
        return {"status": "error", "error": "this service is unavailable"}
    return {"status": "ok", "data": keep()}


def _set_text(agent: Agent, body: dict[str, Any]) -> Any:
    agent.core["personality"] = body["personality"]
    return body["personality"]


def _set_brand(gen: Gen, agent: Agent, brand: dict[str, Any]) -> dict[str, Any]:
    wanted = deepcopy(brand)
    if "keywords" in wanted and "monitored" not in wanted:
        wanted["monitored"] = [{"handle": k, "item_type": "keyword"} for k in wanted["keywords"]]
    if "linked_accounts" in wanted:
        known = {account["id"]: account for account in agent.core["linked_accounts"]}
        wanted["linked_accounts"] = [_account(gen, known, row) for row in wanted["linked_accounts"]]
    agent.core.update(wanted)
    return wanted


def _account(gen: Gen, known: dict[int, dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    """Rows with an id are changed in place, rows without one are new."""
    if "id" in row and row["id"] not in known:
        refuse(f"linked_accounts: there is no row {row['id']}")
    platform = re.search(
        r"(tiktok|instagram|youtube|linkedin|pinterest|facebook|threads)", row["url"]
    )
    before = known.get(
        row.get("id", 0), {"id": gen.number(), "platform": platform[1] if platform else "website"}
    )
    return {"display_name": None, **before, **row}


def _set_voice(agent: Agent, wanted: dict[str, Any]) -> dict[str, Any]:
    if agent.voice(wanted["voice_id"]) is None:
        return {"status": "error", "error": "There is no such voice"}
    speak_with(agent, wanted)
    return {"status": "ok", "data": agent.core["default_user_voice"]}
