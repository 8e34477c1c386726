"""The manifest is one that Slack accepts, and says exactly what the code does."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from genbot import manifest
from genbot.slack.commands import SLASH
from genbot.slack.desk import shortcuts

HERE = Path(__file__).parent
SCHEMA = HERE.parents[2] / "shared" / "reference" / "slack" / "manifest.schema.2.0.0.json"
SLACK = HERE.parents[1] / "genbot" / "slack"

# The scope each kind of event needs (docs.slack.dev/reference/events).
EVENTS = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "subteam_created": {"usergroups:read"},
    "subteam_members_changed": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
# The scopes each Web API call needs in the places genbot speaks (docs.slack.dev/reference/methods).
HISTORY = {"channels:history", "groups:history", "im:history"}
CALLS: dict[str, set[str]] = {
    "apps_connections_open": set(),  # the app-level token's own
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_replies": HISTORY,
    "files_completeUploadExternal": {"files:write"},
    "files_info": {"files:read"},
    "files_getUploadURLExternal": {"files:write"},
    "usergroups_list": {"usergroups:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
METHOD = re.compile(
    r"(?:apps_\w+|auth|bots|chat|conversations|files|reactions|usergroups|users|views)_[A-Za-z]+"
)


@pytest.fixture
def told() -> dict[str, Any]:
    return manifest.manifest()


def calls() -> set[str]:
    """Every Web API method that genbot/slack names: as a method of the client, or as a word."""
    return {name for tree in trees() for node in ast.walk(tree) for name in _methods(node)}


def trees() -> Iterator[ast.Module]:
    for path in SLACK.glob("*.py"):
        yield ast.parse(path.read_text())


def _methods(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(attr=name) if METHOD.fullmatch(name):
            yield name
        case ast.Constant(value=str(word)) if METHOD.fullmatch(word.replace(".", "_")):
            yield word.replace(".", "_")


def words() -> set[str]:
    nodes = (node for tree in trees() for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_slacks_own_schema_accepts_it(told):
    if not SCHEMA.is_file():
        pytest.skip("Slack's manifest schema is not beside this repository")

    jsonschema.validate(told, json.loads(SCHEMA.read_text()), jsonschema.Draft7Validator)


def test_it_keeps_the_limits_slack_documents(told):
    display, features = told["display_information"], told["features"]

    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4000
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", features["bot_user"]["display_name"])
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert shortcut["type"] in {"message", "global"}
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/\S{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000


def test_the_command_is_the_one_that_is_answered(told):
    assert [one["command"] for one in told["features"]["slash_commands"]] == [SLASH]


def test_the_shortcuts_are_those_that_are_answered(told):
    offered = {one["callback_id"]: one["name"] for one in told["features"]["shortcuts"]}

    assert offered == {row.name: row.usage for row in shortcuts}


def test_every_event_that_is_asked_for_is_listened_to(told):
    asked_for = set(told["settings"]["event_subscriptions"]["bot_events"])
    kinds = {event.partition(".")[0] for event in asked_for}

    assert asked_for == set(EVENTS)
    assert kinds <= words()


def test_no_scope_is_missing_and_none_is_too_many(told):
    unknown = calls() - set(CALLS)
    needed = {"commands"}.union(*EVENTS.values(), *(CALLS[name] for name in calls() - unknown))

    assert unknown == set(), "say in CALLS which scopes these need"
    assert set(told["oauth_config"]["scopes"]["bot"]) == needed


def test_every_scope_says_why():
    text = manifest.path().read_text()

    for scope in manifest.scopes():
        assert re.search(rf"- {re.escape(scope)} # \S+", text), scope


def test_everybody_can_use_it(told):
    """An agent view would shut out guests and free plans (developing agents, docs.slack.dev)."""
    assert not {"agent_view", "assistant_view"} & set(told["features"])
    assert told["settings"]["socket_mode_enabled"]
