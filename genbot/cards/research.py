"""Research: what it costs, asked before; what was found, with where it was found."""

from collections.abc import Iterator
from typing import Any

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import escape, line, link, person, several
from genbot.domain.errands import Errand, ErrandState
from genbot.domain.posts import Block, Card, Place, Post, Say

# What the pages say (NOTES: research about 35 credits); what was really paid is GEN's to tell.
DEPTHS = (
    ("quick", "Quick · a first look, less than 35 credits"),
    ("default", "Normal · about 35 credits"),
    ("deep", "Deep · reads more, costs more than 35 credits"),
)
LONGEST_TOPIC = 500
MOST_FROM = 3  # ideas that the button asks for


def research_form(topic: str, depth: str) -> Block:
    """The question that shows the price before anything is paid."""
    return kit.form(
        FormName.RESEARCH,
        "Research",
        kit.input_text(
            "topic",
            "What should the agent find out?",
            value=topic,
            most=LONGEST_TOPIC,
            example="For example: what people order after midnight",
        ),
        kit.input_choice("depth", "How thoroughly?", DEPTHS, value=depth),
        kit.small("The findings come into this channel, with their sources."),
        submit="Start",
    )


def body(errand: Errand) -> Iterator[Block | None]:
    """The summary; the findings themselves are in the thread."""
    if errand.state is not ErrandState.DONE:
        return
    if summary := escape(str(errand.result.get("summary") or ""), 1200):
        yield kit.section(summary)
    found = errand.result.get("findings") or []
    many = several(len(found), "finding") if found else ""
    yield kit.small(f"{many} in the thread" if many else "The agent listed no single findings.")
    ideas = kit.button(f"Make {MOST_FROM} ideas from this", Act.IDEAS_FROM, errand.id, "primary")
    yield kit.actions(ideas)


def beside(errand: Errand) -> Iterator[Say]:
    """The findings, in the thread of the card, for whoever asked."""
    found = errand.result.get("findings")
    if errand.state is ErrandState.DONE and found:
        place = Place(errand.channel, errand.thread or errand.slot)
        yield Post(f"findings:{errand.id}", place, _findings(errand, found))


def _findings(errand: Errand, found: list[dict[str, Any]]) -> Card:
    topic = line(str(errand.wish.get("topic") or ""), 150, "your topic")
    said = f"{person(errand.by)}, here is what I found about {topic}."
    rows = [kit.section(_finding(nth, one)) for nth, one in enumerate(found, 1)]
    return kit.card(said, kit.section(said), *rows)


def _finding(nth: int, one: dict[str, Any]) -> str:
    words = escape(str(one.get("finding") or ""), 900)
    sources = [_source(at) for at in one.get("sources") or () if isinstance(at, dict)]
    listed = "\n".join(f"      •  {source}" for source in sources if source)
    return f"*{nth}.*  {words}" + (f"\n{listed}" if listed else "")


def _source(told: dict[str, Any]) -> str:
    creator = line(str(told.get("creator") or ""), 60, "")
    used = line(str(told.get("what_was_used") or ""), 120, "")
    parts = (creator, used, link(str(told.get("url") or "")))
    return " · ".join(part for part in parts if part)
