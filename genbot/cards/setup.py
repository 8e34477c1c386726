"""Who an agent is: the forms that change it, and what a change says when it was made."""

from collections.abc import Iterator
from typing import Any

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.agents import about
from genbot.cards.long import boxes
from genbot.cards.text import escape, line, link, plain, several
from genbot.domain.agents import (
    CALLED,
    IDENTITIES,
    LENGTHS,
    LONGEST,
    LONGEST_LABEL,
    LONGEST_URL,
    MOST,
    PLATFORMS,
    OwnAccount,
    Portrait,
    Setup,
)
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block

ROOM = 25_000  # characters that a list of lines may have in all
MOST_SHOWN = 12


def agent_form(seen: Portrait) -> Block:
    texts, setup = seen.setup.texts, seen.setup
    return kit.form(
        FormName.AGENT,
        "Who it is",
        _text("brand_name", texts),
        _text("description", texts, long=True),
        kit.input_choice(
            "identity_type",
            "It is",
            IDENTITIES,
            value=texts.get("identity_type", ""),
            optional=True,
        ),
        _text("goal", texts, example="For example: growth"),
        _platforms(setup),
        kit.input_boxes("lengths", "It makes", LENGTHS, values=setup.lengths),
        *boxes("keywords", "Keywords", "\n".join(setup.keywords), most=ROOM, hint=KEYWORDS),
        submit="Save",
        about=about(seen.agent),
    )


def _platforms(setup: Setup) -> Block | None:
    """Those we can name, and whatever else it is on already."""
    others = {one: plain(one, 60) for one in setup.platforms}
    offered = list((others | dict(PLATFORMS)).items())
    return kit.input_boxes("target_platforms", "Platforms", offered, values=setup.platforms)


KEYWORDS = f"One in each line, at most {MOST['keywords']}. They are watched as words, too."


def _text(name: str, texts: dict[str, str], *, long: bool = False, example: str = "") -> Block:
    return kit.input_text(
        name,
        CALLED[name],
        value=texts.get(name, ""),
        long=long,
        most=LONGEST[name],
        example=example,
        optional=True,
    )


def personality_form(seen: Portrait) -> Block:
    text, most = seen.setup.texts.get("personality", ""), LONGEST["personality"]
    hint = f"How it thinks and talks, up to {most:,} characters. Each box begins a new paragraph."
    return kit.form(
        FormName.PERSONALITY,
        "Personality",
        *boxes("personality", "Personality", text, most=most, hint=hint),
        submit="Save",
        about=about(seen.agent),
    )


def watched_form(seen: Portrait) -> Block:
    """Expertise, and what is watched; the agent's own accounts have a form of their own."""
    topics = "\n".join(seen.setup.expertise)
    watched = "\n".join(one.written for one in seen.setup.watched)
    return kit.form(
        FormName.WATCHED,
        "Expertise and Watched",
        *boxes("research_topics", "Expertise", topics, most=ROOM, hint=EXPERTISE),
        *boxes("monitored", "Watched", watched, most=ROOM, hint=WATCHED),
        kit.small("Watched are others it learns from. Where it posts is under *Own accounts*."),
        submit="Save",
        about=about(seen.agent),
    )


EXPERTISE = (
    f"What it researches every day: one topic in each line, at most {MOST['research_topics']}."
)
WATCHED = f"@creator, #tag, or words: one in each line, at most {MOST['monitored']}."


def own_accounts_form(seen: Portrait) -> Block:
    """Each account by itself, so that changing one never makes another of it."""
    known = list({one.id: one for one in seen.setup.own if one.id.isdecimal()}.values())
    most = MOST["linked_accounts"]
    fresh = OwnAccount("new", "") if len(known) < most else None
    return kit.form(
        FormName.OWN_ACCOUNTS,
        "Own accounts",
        kit.section("Where this agent posts. Empty an address to take the account out."),
        *(block for one in known[:most] for block in _account(one, _where(one.platform))),
        kit.divider(),
        *(_account(fresh, "Another account") if fresh else ()),
        kit.small(
            "Others it learns from are under *Watched*. Posting needs the account connected in GEN."
        ),
        submit="Save",
        about=about(seen.agent),
    )


def _where(platform: str) -> str:
    named = plain(dict(PLATFORMS).get(platform, platform), 60, "")
    return f"Account on {named}" if named else "Account"


def _account(one: OwnAccount, label: str) -> tuple[Block, Block]:
    return (
        kit.input_text(f"url_{one.id}", label, value=one.url, most=LONGEST_URL, optional=True),
        kit.input_text(
            f"name_{one.id}", "Shown as", value=one.label, most=LONGEST_LABEL, optional=True
        ),
    )


def says(errand: Errand) -> str:
    """Part of a change can be kept: then GEN's answer for each part is what there is to say."""
    why = escape(errand.reason, 900)
    if errand.state is ErrandState.FAILED and "Not kept:" in why:
        return f"GEN did not keep all of this.\n{why}\nTrying again sends only what is missing."
    if errand.state is ErrandState.DONE and errand.result.get("already"):
        return "GEN had it like this already, so nothing was sent."
    return ""


def body(errand: Errand) -> Iterator[Block | None]:
    """What was changed, each part by its name."""
    told = [*_values(errand.wish), *_moves(errand.wish), *_own(errand.wish)]
    if told:
        yield kit.section("\n".join(told))
    if errand.state is ErrandState.DONE:
        yield kit.actions(kit.button("Who it is…", Act.SEE_AGENT, errand.agent))


def _values(wish: dict[str, Any]) -> Iterator[str]:
    for name, value in (wish.get("set") or {}).items():
        told = (
            ("yes" if value else "no")
            if isinstance(value, bool)
            else line(str(value), 300, "empty")
        )
        yield f"*{CALLED.get(name, name)}*  {told}"


def _moves(wish: dict[str, Any]) -> Iterator[str]:
    for name, moved in (wish.get("lists") or {}).items():
        added, dropped = (_some(moved[verb]) for verb in ("add", "drop"))
        yield f"*{CALLED.get(name, name)}*  {_told(added=added, out=dropped)}"


def _some(entries: list[str]) -> str:
    more = [f"{len(entries) - MOST_SHOWN} more"] if len(entries) > MOST_SHOWN else []
    return ", ".join([line(one, 100) for one in entries[:MOST_SHOWN]] + more)


def _own(wish: dict[str, Any]) -> Iterator[str]:
    if own := wish.get("own"):
        added, changed = (
            ", ".join(map(_address, told)) for told in (own["add"], own["change"].values())
        )
        dropped = several(len(own["drop"]), "account") if own["drop"] else ""
        yield f"*{CALLED['linked_accounts']}*  {_told(added=added, changed=changed, out=dropped)}"


def _told(*, added: str = "", changed: str = "", out: str = "") -> str:
    said = (("added", added), ("changed", changed), ("taken out", out))
    return " · ".join(f"{verb} {what}" for verb, what in said if what)


def _address(account: dict[str, str]) -> str:
    url = account.get("url", "")
    return line(account.get("display_name", ""), 100, "") or link(url) or line(url, 200)
