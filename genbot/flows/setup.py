"""What somebody changed about an agent, checked before GEN hears of it."""

from collections.abc import Mapping
from typing import Any

from genbot.cards.long import joined
from genbot.domain.agents import (
    CALLED,
    IDENTITIES,
    LENGTHS,
    LONGEST,
    LONGEST_HANDLE,
    LONGEST_LABEL,
    LONGEST_TOPIC,
    LONGEST_URL,
    MOST,
    watched,
)
from genbot.domain.errands import Errand, What
from genbot.domain.errors import BadForm, NotNow, within
from genbot.flows import errands
from genbot.store import Transaction

Held = Mapping[str, tuple[str, ...]]  # what the inputs of a form hold, by their names
Wish = dict[str, Any]
FRESH = "new"  # the name of an own account that GEN does not have yet


def change(
    tx: Transaction, agent: tuple[str, str], before: Held, after: Held, *, channel: str, by: str
) -> Errand:
    """Have GEN change what a form showed as `before` and was sent with as `after`, and only that.

    Lists are kept as what was put in and what was taken out, because they are written whole, and
    others may have changed them meanwhile. Raises BadForm about what GEN would not take.
    """
    wish = understood(before, after)
    if not wish:
        raise NotNow("You changed nothing, so nothing was sent.")
    touched = [*wish.get("set", ()), *wish.get("lists", ()), *_own_touched(wish)]
    title = f"{agent[1]}: {', '.join(CALLED[name] for name in touched)}"
    return errands.want(tx, What.CHANGE_AGENT, title, channel=channel, by=by, agent=agent, **wish)


def understood(before: Held, after: Held) -> Wish:
    """What was changed: `set` has whole values, `lists` what was added and dropped, `own` accounts."""
    parts = {
        "set": _texts(before, after) | _switches(before, after),
        "lists": {name: told for name in LISTS if (told := _list(name, before, after))},
        "own": _own(before, after),
    }
    return {name: told for name, told in parts.items() if told}


def _own_touched(wish: Wish) -> tuple[str, ...]:
    return ("linked_accounts",) if "own" in wish else ()


def _texts(before: Held, after: Held) -> Wish:
    told = {}
    for name, most in (LONGEST | {"identity_type": 20}).items():
        was, now = joined(before, name), joined(after, name).strip()
        if name not in after or was.strip() == now:
            continue
        within(most, **{name: now})
        told[name] = now
    if told.get("brand_name") == "":
        raise BadForm(brand_name="An agent needs a brand name.")
    if told.get("identity_type", "brand") not in dict(IDENTITIES):
        raise BadForm(identity_type="Choose one of the two.")
    return told


def _switches(before: Held, after: Held) -> Wish:
    if "lengths" not in after:
        return {}
    was, now = before.get("lengths", ()), after["lengths"]
    return {name: name in now for name, _ in LENGTHS if (name in was) != (name in now)}


def _list(name: str, before: Held, after: Held) -> Wish:
    """What was put into a list, and what was taken out of it."""
    if name not in after:
        return {}
    was, now = _entries(name, before), _entries(name, after)
    add, drop = [one for one in now if one not in was], [one for one in was if one not in now]
    if not add and not drop:
        return {}
    if len(now) > MOST[name]:
        raise BadForm(**{name: f"GEN keeps at most {MOST[name]}; here are {len(now)}."})
    longest = LISTS[name]
    if long := [one for one in add if len(one) > longest]:
        said = f"Each line has at most {longest} characters; one has {len(long[0]):,}."
        raise BadForm(**{name: said})
    return {"add": add, "drop": drop}


LISTS = {
    "target_platforms": 50,
    "keywords": 100,
    "research_topics": LONGEST_TOPIC,
    "monitored": LONGEST_HANDLE,
}
"""The lists that are edited as lines, and how long a line may be."""


def _entries(name: str, held: Held) -> list[str]:
    """Each entry once, as it is written; boxes that are ticked are entries too."""
    if name == "target_platforms":
        return list(held.get(name, ()))
    lines = (" ".join(line.split()) for line in joined(held, name).splitlines())
    every = (line.lstrip("#").strip() if name == "keywords" else line for line in lines)
    entries = list(dict.fromkeys(line for line in every if line))
    if name == "monitored" and any(not watched(one).handle.strip("@# ") for one in entries):
        raise BadForm(monitored="Write @creator, #tag, or words: one in each line.")
    return entries


def _own(before: Held, after: Held) -> Wish:
    """Own accounts: by the id GEN knows them by, so that changing one never makes another."""
    told: Wish = {"add": [], "change": {}, "drop": []}
    for block in after:
        id = block.removeprefix("url_")
        if id == block:
            continue
        was, now = _account(before, id), _account(after, id)
        if was == now:
            continue
        if id != FRESH and not now["url"]:
            told["drop"].append(id)
            continue
        _check(id, now)
        if id == FRESH:
            told["add"].append(now)
        else:
            told["change"][id] = now
    return told if any(told.values()) else {}


def _account(held: Held, id: str) -> dict[str, str]:
    found = {"url": held.get(f"url_{id}", ()), "display_name": held.get(f"name_{id}", ())}
    return {name: " ".join("".join(value).split()) for name, value in found.items()}


def _check(id: str, account: dict[str, str]) -> None:
    url, label = account["url"], account["display_name"]
    if not url.startswith(("https://", "http://")) or len(url) > LONGEST_URL or " " in url:
        example = "Write the whole address, like https://www.tiktok.com/@you"
        raise BadForm(
            **{f"url_{id}": f"{example} (at most {LONGEST_URL} characters; this has {len(url):,})."}
        )
    within(LONGEST_LABEL, **{f"name_{id}": label})
