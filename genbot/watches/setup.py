"""Changes to who an agent is: read afresh, changed where somebody changed it, written."""

from collections.abc import Iterable
from typing import Any

from genbot.domain.agents import CALLED, MOST, Watched, merged, watched
from genbot.domain.errands import Errand, What
from genbot.gen.endpoint import Ask
from genbot.gen.errors import Explained, Invalid
from genbot.gen.setup import AgentCore, GetAgentCore, LinkedAccount, PatchAgentCore, Section
from genbot.gen.shapes import Unread
from genbot.watches.errand import Recipe, Result
from genbot.watches.kind import Done

SECTIONS = {"brand": "who it is", "personality": "personality", "voice": "voice"}
Fields = dict[str, Any]


class ChangeAgent(Recipe):
    """`wish`: set, lists, own (see flows/setup). `result`: what GEN says it kept."""

    what = What.CHANGE_AGENT

    async def ask(self, ask: Ask, errand: Errand, /) -> Done[Result]:
        now = await ask(GetAgentCore(agent_id=errand.agent))
        fields = wanted(now, errand.wish)
        if not fields:
            return Done({"already": True})
        try:
            told = await ask(PatchAgentCore(agent_id=errand.agent, **fields))
        except Invalid as no:
            raise explained(no, fields) from None
        return Done({"kept": outcome(told)})


def wanted(now: AgentCore, wish: Fields) -> Fields:
    """What has to be sent: only what differs from what GEN has, and each list whole."""
    told = {
        name: value for name, value in wish.get("set", {}).items() if getattr(now, name) != value
    }
    lists = wish.get("lists", {})
    for name, moved in lists.items():
        told[name] = _merged(now, name, moved)
    if "keywords" in told:  # GEN would put the keywords in the place of all that is watched
        told["monitored"] = _mirrored(now, told.get("monitored"), lists["keywords"])
    if own := wish.get("own"):
        told["linked_accounts"] = _own(now, own)
    for name in set(told) & set(MOST):
        _guard(now, name, told[name])
    return {name: value for name, value in told.items() if not _same(now, name, value)}


def _merged(now: AgentCore, name: str, moved: dict[str, list[str]]) -> list[Any]:
    add, drop = moved["add"], moved["drop"]
    if name == "monitored":
        return _rows(merged(_watched(now), map(watched, add), map(watched, drop), lambda w: w.key))
    if name == "research_topics":
        topics = [one.topic for one in now.research_topics]
        return [{"topic": topic} for topic in merged(topics, add, drop, str.casefold)]
    return merged(getattr(now, name), add, drop, str.casefold)


def _mirrored(
    now: AgentCore, rows: list[Fields] | None, moved: dict[str, list[str]]
) -> list[Fields]:
    """All that is watched, with the keywords in it that GEN mirrors there by itself."""
    have = _watched(now) if rows is None else [Watched(r["handle"], r["item_type"]) for r in rows]
    add, drop = ([Watched(word, "keyword") for word in moved[name]] for name in ("add", "drop"))
    return _rows(merged(have, add, drop, lambda one: one.key))


def _watched(now: AgentCore) -> list[Watched]:
    return [Watched(one.handle, one.item_type or "") for one in now.monitored]


def _rows(every: Iterable[Watched]) -> list[Fields]:
    return [{"handle": one.handle, "item_type": one.kind} for one in every]


def _own(now: AgentCore, own: Fields) -> list[Fields]:
    """The agent's own accounts, each still itself: what was changed keeps its id."""
    drop, change = set(own["drop"]), own["change"]
    if set(change) - {one.id for one in now.linked_accounts}:
        raise Explained("An own account that was changed here is not in GEN any more. Look again.")
    kept = [_row(one) | change.get(one.id, {}) for one in now.linked_accounts if one.id not in drop]
    there = {row["url"] for row in kept}
    return [*kept, *(_given(one) for one in own["add"] if one["url"] not in there)]


def _row(account: LinkedAccount) -> Fields:
    return account.model_dump(exclude_none=True)


def _given(account: Fields) -> Fields:
    return {name: value for name, value in account.items() if value}


def _guard(now: AgentCore, name: str, value: list[Any]) -> None:
    """What cannot be written whole without losing something is not written."""
    if isinstance(getattr(now, name), Unread):
        raise Explained(
            f"I cannot read all of what GEN has under “{CALLED[name]}”, so I do not write it."
        )
    if len(value) > MOST[name]:
        raise Explained(
            f"GEN keeps at most {MOST[name]} under “{CALLED[name]}”; with what others added "
            f"meanwhile this would be {len(value)}."
        )


def _same(now: AgentCore, name: str, value: Any) -> bool:
    return name in MOST and _plain(getattr(now, name)) == _plain(value)


def _plain(rows: Iterable[Any]) -> list[Any]:
    """Rows as plain values, whichever shape they came in."""
    return [
        row if isinstance(row, str | dict) else row.model_dump(exclude_none=True) for row in rows
    ]


def outcome(told: dict[str, Section | Any]) -> list[str]:
    """The parts GEN kept; raises Explained, naming each part, when it did not keep all (207)."""
    failed = {n: at for n, at in told.items() if isinstance(at, Section) and at.status != "ok"}
    kept = [SECTIONS.get(name, name) for name in told if name not in failed]
    if not failed:
        return kept
    lines = [f"Kept: {', '.join(kept)}."] if kept else []
    lines += [
        f"Not kept: {SECTIONS.get(name, name)}. GEN says: {one.error or 'no reason'}."
        for name, one in failed.items()
    ]
    raise Explained("\n".join(lines), 207)


def explained(no: Invalid, fields: Fields) -> Invalid:
    """A refusal of a field that this GEN does not know, in words people know it by."""
    unknown = [name for name in fields if name in no.message and "nknown" in no.message]
    if not unknown:
        return no
    names = ", ".join(f"“{CALLED[name]}”" for name in unknown)
    return Explained(
        f"GEN does not know {names} (it says: {no.message}), so it took nothing of this change. "
        "Change the rest by itself."
    )
