"""Phase 1: who am I, agents and their avatars, organizations, keys; core, voice and profile next door."""

from typing import Any

from genbot.sandbox.gen import cast, core, keys, organizations, profile, voice
from genbot.sandbox.gen.agents import Agent, Avatar
from genbot.sandbox.gen.asks import Answer, Ask, Upload, missing, refuse, text
from genbot.sandbox.gen.media import store_upload
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_PER_PAGE = 20
_PICTURES = ("image/jpeg", "image/png", "image/webp")


@table.on("GET", "/me")
def me(gen: Gen, ask: Ask) -> Answer:
    return Answer(
        {
            "id": "u_31",
            "email": "maya@taco.example",
            "name": "Maya Marks",
            "username": "maya",
            "created_at": "2025-01-15T10:30:00Z",
        }
    )


@table.on("GET", "/workspaces")
def workspaces(gen: Gen, ask: Ask) -> Answer:
    own = (each for each in gen.organizations.values() if each.role in {"owner", "manager"})
    return Answer([{"id": each.id, "name": each.name} for each in own])


@table.on("GET", "/agents")
def list_agents(gen: Gen, ask: Ask) -> Answer:
    wanted = ask.query.get("workspace_id")
    own = (agent for agent in gen.agents.values() if not agent.foreign)
    return Answer(
        [
            {"id": agent.id, "name": agent.name}
            for agent in own
            if wanted in (None, agent.organization_id)
        ]
    )


@table.on("POST", "/agents")
def create_agent(gen: Gen, ask: Ask) -> Answer:
    wanted = ask.part("agent")
    home = gen.organization(str(ask.body.get("organization_id", cast.HOME)))
    name = wanted.get("name")
    if not isinstance(name, str) or not name.strip():
        refuse("Name can't be blank", "agent_creation_failed")
    _check_key(wanted)
    setup = cast.core(name, cast.public_voices()[0], onboarding_status="started")
    agent = Agent(gen.world.uuid(), name, home.id, setup, voices=cast.public_voices())
    gen.agents[agent.id] = agent
    _change(gen, agent, wanted)
    return Answer({"agent": agent_look(agent)}, 201)


@table.on("GET", "/agents/{agent_id}")
def get_agent(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    look = agent_look(agent)
    if ask.query.get("with_organization_uuid", "").lower() == "true":
        look["organization_uuid"] = gen.organizations[agent.organization_id].uuid
    return Answer(look)


@table.on("PATCH", "/agents/{agent_id}")
def update_agent(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    wanted = ask.part("agent")
    if "name" in wanted:
        text(wanted, "name", 200)
    _check_key(wanted)
    _change(gen, agent, wanted)
    return Answer({"agent": agent_look(agent)})


@table.on("DELETE", "/agents/{agent_id}")
def delete_agent(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask, denied="forbidden")
    del gen.agents[agent.id]
    return Answer()


@table.on("GET", "/agents/{agent_id}/avatars")
def list_avatars(gen: Gen, ask: Ask) -> Answer:
    """The primary one first; the cursor is the id of the last one seen."""
    avatars = sorted(gen.agent(ask).avatars, key=lambda avatar: (not avatar.is_primary, avatar.id))
    ids = [str(avatar.id) for avatar in avatars]
    cursor = ask.query.get("cursor")
    if cursor and cursor not in ids:
        refuse("cursor is not valid")
    begin = ids.index(cursor) + 1 if cursor else 0
    return Answer([_avatar_look(avatar) for avatar in avatars[begin : begin + _PER_PAGE]])


@table.on("POST", "/agents/{agent_id}/avatars")
def create_avatar(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    brought = ask.body.get("agent_avatars_attributes")
    items = brought if isinstance(brought, list) else [brought]
    _add_avatars(gen, agent, items)
    return Answer()


@table.on("PATCH", "/agents/{agent_id}/avatars/{id}")
def set_primary_avatar(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    if ask.path["id"] not in {str(avatar.id) for avatar in agent.avatars}:
        refuse("Avatar not found", "avatar_update_failed")
    for avatar in agent.avatars:
        avatar.is_primary = str(avatar.id) == ask.path["id"]
    return Answer()


@table.on("DELETE", "/agents/{agent_id}/avatars/{id}")
def delete_avatars(gen: Gen, ask: Ask) -> Answer:
    """Several at once: 7_8_9."""
    agent = gen.agent(ask)
    gone = set(ask.path["id"].split("_"))
    if not gone & {str(avatar.id) for avatar in agent.avatars}:
        missing(message="Avatar not found")
    agent.avatars = [avatar for avatar in agent.avatars if str(avatar.id) not in gone]
    return Answer()


def agent_look(agent: Agent) -> dict[str, Any]:
    face = next((avatar for avatar in agent.avatars if avatar.is_primary), None)
    return {
        "id": agent.id,
        "name": agent.name,
        "description": agent.core["description"],
        "organization_id": agent.organization_id,
        "time_zone": agent.time_zone,
        "primary_avatar_id": face and face.id,
        "primary_avatar_url": face and face.url,
        "agent_setup_project_id": None,
        "role": "owner",
        "default_user_voice": _voice_look(agent),
    }


def _voice_look(agent: Agent) -> dict[str, Any] | None:
    spoken = agent.core["default_user_voice"]
    found = agent.voice(spoken["voice_id"]) if spoken else None
    if found is None:
        return None
    return {
        "id": found.id,
        "name": found.name,
        "gender": found.gender,
        "language": found.language,
        "provider": found.provider,
        "url": "/cdn/library/voice.m4a",
    }


def _avatar_look(avatar: Avatar) -> dict[str, Any]:
    return {
        "id": avatar.id,
        "is_primary": avatar.is_primary,
        "url": avatar.url,
        "thumbnail_url": avatar.url,
        "degod_avatar_id": avatar.degod_avatar_id,
    }


def _check_key(wanted: dict[str, Any]) -> None:
    for name in ("eleven_lab_api_key", "hume_ai_api_key"):
        if wanted.get(name) and not str(wanted[name]).startswith("sk_"):
            refuse(f"{name} was not accepted", "invalid_api_key")


def _change(gen: Gen, agent: Agent, wanted: dict[str, Any]) -> None:
    agent.name = str(wanted.get("name", agent.name))
    agent.time_zone = str(wanted.get("time_zone", agent.time_zone))
    agent.eleven_lab_api_key = wanted.get("eleven_lab_api_key", agent.eleven_lab_api_key)
    if "description" in wanted:
        agent.core["description"] = _told(wanted["description"])
    if "default_user_voice_attributes" in wanted:
        core.speak_with(agent, wanted["default_user_voice_attributes"])
    if wanted.get("agent_avatars_attributes"):
        _add_avatars(gen, agent, wanted["agent_avatars_attributes"])


def _told(description: object) -> str | None:
    if description is None or isinstance(description, str):
        return description
    return refuse("description must be a text")


def _add_avatars(gen: Gen, agent: Agent, items: list[Any]) -> None:
    for item in items:
        inner = item.get("file", item.get("degod_avatar_id")) if isinstance(item, dict) else item
        avatar = _avatar(gen, agent, inner)
        avatar.is_primary = not agent.avatars
        agent.avatars.append(avatar)


def _avatar(gen: Gen, agent: Agent, brought: object) -> Avatar:
    if isinstance(brought, Upload) and brought.content_type in _PICTURES:
        return Avatar(gen.number(), store_upload(gen, agent, brought).url)
    if isinstance(brought, str) and brought.isdecimal():
        return Avatar(gen.number(), "/cdn/covers/rose.jpg", degod_avatar_id=brought)
    return refuse(
        "An avatar is a JPEG, PNG or WebP file, or a degod_avatar_id", "avatar_creation_failed"
    )


for rows in (core.table, voice.table, organizations.table, keys.table, profile.table):
    table += rows
