"""Phase 1, API keys: made, renamed, revoked; the key itself is shown once."""

from typing import Any

from genbot.sandbox.gen.agents import Key
from genbot.sandbox.gen.asks import Answer, Ask, missing, refuse, text
from genbot.sandbox.gen.looks import maybe_when, when
from genbot.sandbox.gen.state import Gen
from genbot.sandbox.gen.table import Table

table = Table()

_LONGEST = 100 * 365 * 24 * 3600


@table.on("GET", "/persisted_tokens")
def list_keys(gen: Gen, ask: Ask) -> Answer:
    return Answer([_look(key, gen.now()) for key in gen.keys.values()])


@table.on("POST", "/persisted_tokens")
def create_key(gen: Gen, ask: Ask) -> Answer:
    lives = ask.body.get("expires_in")
    if lives is not None and (type(lives) is not int or not 0 < lives <= _LONGEST):
        refuse(f"expires_in must be a number of seconds, at most {_LONGEST}")
    id, token = gen.number(), gen.world.id("gen_").lower()
    name = str(ask.body.get("name") or f"Key {id}")
    key = Key(id, name, token, gen.now(), until=lives and gen.now() + lives)
    gen.keys[token] = key
    return Answer({**_look(key, gen.now()), "token": token}, 201)


@table.on("PATCH", "/persisted_tokens/{id}")
def rename_key(gen: Gen, ask: Ask) -> Answer:
    key = _key(gen, ask)
    key.name = text(ask.part("persisted_token"), "name", 200)
    return Answer(_look(key, gen.now()))


@table.on("DELETE", "/persisted_tokens/{id}/revoke")
def revoke_key(gen: Gen, ask: Ask) -> Answer:
    key = _key(gen, ask)
    key.revoked = key.revoked or gen.now()
    return Answer()


@table.on("DELETE", "/persisted_tokens/revoke_all")
def revoke_all(gen: Gen, ask: Ask) -> Answer:
    """Every active key, the one in use too."""
    active = [key for key in gen.keys.values() if key.status(gen.now()) == "active"]
    for key in active:
        key.revoked = gen.now()
    return Answer({"message": f"Successfully revoked {len(active)} tokens"})


def _key(gen: Gen, ask: Ask) -> Key:
    return (
        next((key for key in gen.keys.values() if str(key.id) == ask.path["id"]), None) or missing()
    )


def _look(key: Key, now: float) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "token_type": "pat",
        "created_at": when(key.created),
        "expires_at": maybe_when(key.until),
        "last_used_at": maybe_when(key.used),
        "revoked_at": maybe_when(key.revoked),
        "status": key.status(now),
    }
