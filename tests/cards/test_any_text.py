"""Whatever strangers write, Slack takes the message and nobody is pinged by it."""

import re
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from genbot.cards import forms, reject_forms
from genbot.cards.answers import agents_card, channel_card
from genbot.cards.home import home_view
from genbot.cards.idea import idea_card
from genbot.cards.overview import status_card
from genbot.cards.policies import gate_form, policy_card, policy_view
from genbot.cards.production import production_card
from genbot.cards.publication import confirmed_card, publication_card
from genbot.cards.request import request_card, request_form
from genbot.cards.review import review_card, video_link_card
from genbot.cards.trouble import trouble_card
from genbot.domain.approvals import Ballot, Gate, Policy, Rule, Standing, Vote
from genbot.domain.attachments import Attachment
from genbot.domain.ideas import Board, IdeaStatus, RunState
from genbot.domain.people import Group
from genbot.domain.posts import Card
from genbot.domain.productions import Stage
from genbot.domain.publications import Wish
from tests.cards import examples as taco
from tests.cards.reading import everything, wrong_with, wrong_with_view

NASTY = [
    "<!channel> <!here> <@U0BRANDOWN> <https://evil.example|click>",
    "\u202eright to left\u202c and \u2066isolated\u2069, עברית, العربية",
    "👨‍👩‍👧‍👦🌮" * 50,
    "&amp; &lt; & < > &#60; &",
    "*_~`> ```code``` :taco: >>> quote",
    "\x00\x07\x1b[31m\ufeff\u200b",
    "\ud800 half",
    "\n\n\n",
    "",
    "e\u0301\u0302\u0303" * 40,
]
SOME_TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))
WORDS = st.one_of(
    SOME_TEXT,
    st.builds(lambda text, times: (text or "x") * times, SOME_TEXT, st.integers(1, 300)),
    st.builds(lambda text: ((text or "x") * 100_000)[:100_000], SOME_TEXT),
)
# What we build ourselves: people, rooms, dates, links whose name is where they go.
OURS = re.compile(
    r"<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|<!date\^\d+\^[^<>|]+\|[^<>|]+>"
    r"|<https?://[^\s<>|]+\|[\w.:-]+>"
)
# Ids and states are ours or matched against lists; the rest may be anything.
KEPT = {
    *("id", "gen_id", "request_id", "production_id", "idea_id", "channel", "agent_id", "by"),
    *("state", "status", "stage", "back_to", "decided_by", "cell_id", "layer_id", "gen_run"),
    *("sheet_id", "video_cell", "final_cell", "job", "media_type", "thread", "conversation_id"),
}


def spoilt(value: Any, text: str) -> Any:
    """The same value with a stranger's text in every place that strangers can fill."""
    changes: dict[str, Any] = {}
    for one in fields(value):
        now = getattr(value, one.name)
        if one.name in KEPT:
            continue
        if isinstance(now, str):
            changes[one.name] = text
        elif isinstance(now, tuple) and now:
            changes[one.name] = tuple(_within(inner, text) for inner in now)
    return replace(value, **changes)


def _within(inner: Any, text: str) -> Any:
    if isinstance(inner, str):
        return text
    return spoilt(inner, text) if hasattr(inner, "__dataclass_fields__") else inner


def cards(text: str) -> Iterator[Card]:
    request = spoilt(taco.REQUEST, text)
    ideas = tuple(spoilt(idea, text) for idea in taco.FIVE)
    given = (Attachment("F1", "taco.jpg"), Attachment("F2", "salsa.mp4", signed_id="s2"))
    runs = [spoilt(replace(taco.RUNS[state], files=given), text) for state in RunState]
    yield from (
        request_card(Board(request, (run,), ideas[: n % 2 * 5])) for n, run in enumerate(runs)
    )
    yield from (idea_card(spoilt(idea, text)) for idea in taco.IDEAS.values())
    idea = spoilt(taco.IDEA, text)
    for stage in Stage:
        made = spoilt(taco.PRODUCTIONS[stage], text)
        yield production_card(made, idea)
        yield review_card(made, idea)
        yield video_link_card(made)
        if trouble := trouble_card(made, idea):
            yield trouble
    for post in taco.PUBLICATIONS.values():
        said = spoilt(post, text)
        yield publication_card(said, made, idea)
        yield confirmed_card(said, made, idea)
        if trouble := trouble_card(made, idea, said):
            yield trouble
    yield status_card(replace(taco.BUSY, review=(made,), ideas=ideas, titles={"id3": text}))
    yield channel_card(replace(taco.HERE, agent_name=text), taco.STANDINGS)
    said = Ballot(idea.sealed, 2, (Vote(taco.BEA, 5.0),), noes=(Vote(taco.MAYA, 5.0, text),) * 9)
    for status in (IdeaStatus.GENERATED, IdeaStatus.REJECTED):
        yield idea_card(replace(idea, status=status, ballot=said))
    for stage in (Stage.REVIEW, Stage.REJECTED, Stage.HELD, Stage.STOPPED):
        made = replace(spoilt(taco.PRODUCTIONS[stage], text), ballot=said, over=True)
        yield production_card(made, replace(idea, ballot=said))
        yield review_card(made, replace(idea, ballot=said))
    group = Standing(Gate.VIDEOS, Rule(groups=("S1",)), groups=(text,))
    yield policy_card(Policy(""), (group,))
    yield agents_card([("a1", text), ("a2", "")], "")


def views(text: str) -> Iterator[dict[str, Any]]:
    idea, made = spoilt(taco.IDEA, text), spoilt(taco.READY, text)
    post = spoilt(taco.LATER, text)
    choices = [("slug-1", text), ("slug-2", ""), (text, "not a slug")]
    yield home_view(replace(taco.BUSY, review=(made,), ideas=(idea,) * 12), taco.MAYA)
    yield from (
        forms.details_form(idea),
        reject_forms.reject_form(idea, one_no=True),
        forms.change_form(idea),
    )
    yield from (forms.change_video_form(made), reject_forms.reject_video_form(made, one_no=False))
    wish = Wish(text, text, due=post.due, thumbnail=text)
    ballot = Ballot(
        {"version": 1, "wish": asdict(wish)}, 2, (Vote(taco.BEA, 5.0),), voided=(taco.BEA,),
        noes=(Vote(taco.MAYA, 5.0, text),),
    )  # fmt: skip
    agreed = replace(made, ballot=ballot)
    yield from (forms.publish_form(made), forms.publish_form(agreed), forms.move_form(post))
    yield forms.template_form(made, choices)
    yield forms.settings_form(replace(taco.HERE, agent_name=text), choices, choices)
    group = Standing(Gate.VIDEOS, Rule(groups=("S1",)), groups=(text,))
    yield policy_view(taco.CHANNEL, (group,))
    yield gate_form(Policy(taco.CHANNEL), group, group, [Group("S1", text)])
    yield request_form(taco.CHANNEL, text, choices, left_out=1)


def shown_texts(payload: Any) -> Iterator[str]:
    """Everything people read; what stands in an input is theirs to edit and is left as it is."""
    for part in everything(payload):
        yield from (
            part[key] for key in ("text", "title", "alt_text") if isinstance(part.get(key), str)
        )


def assert_harmless(texts: Iterator[str]) -> None:
    for text in texts:
        rest = OURS.sub("", text)
        assert "<" not in rest
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\ud800-\udfff]", text)


@given(text=WORDS)
@settings(max_examples=60)
def test_any_text_anywhere_makes_a_message_slack_takes(text):
    for card in cards(text):
        assert wrong_with(card) == []
        assert len(card.blocks) <= 50
        assert_harmless(iter([card.text, *shown_texts(card.blocks)]))


@given(text=WORDS)
@settings(max_examples=60)
def test_any_text_anywhere_makes_a_form_slack_takes(text):
    for view in views(text):
        assert wrong_with_view(view) == []
        assert_harmless(shown_texts(view))
