"""Phase 1, agent profile: the older way to keep identity, voice and brand (Legacy, OpenAPI)."""

from typing import Any

from genbot.sandbox.gen.agents import Agent
from genbot.sandbox.gen.asks import Answer, Ask, refuse
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_SECTIONS = ("identity", "voice", "brand")


@table.on("GET", "/agent/profile")
def get_profile(gen: Gen, ask: Ask) -> Answer:
    return Answer(_look(gen.agent(ask)))


@table.on("POST", "/agent/profile")
def create_profile(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    if agent.profile is not None:
        refuse("The agent already has a profile")
    agent.profile = _sections(ask)
    return Answer(_look(agent), 201)


@table.on("PUT", "/agent/profile")
def replace_profile(gen: Gen, ask: Ask) -> Answer:
    agent = gen.agent(ask)
    agent.profile = _sections(ask)
    return Answer(_look(agent))


@table.on("DELETE", "/agent/profile")
def delete_profile(gen: Gen, ask: Ask) -> Answer:
    gen.agent(ask).profile = None
    return Answer()


def _sections(ask: Ask) -> dict[str, Any]:
    given = {name: ask.body[name] for name in _SECTIONS if name in ask.body}
    for name, section in given.items():
        if not isinstance(section, dict):
            refuse(f"{name} must be an object")
    return given


def _look(agent: Agent) -> dict[str, Any]:
    return {name: (agent.profile or {}).get(name, {}) for name in _SECTIONS}
