"""What there is to take pictures of: each card in each state, each form, the Home tab."""

from collections.abc import Iterator
from dataclasses import replace

from genbot.cards import answers, forms, reject_forms
from genbot.cards.home import home_view
from genbot.cards.idea import idea_card
from genbot.cards.overview import status_card
from genbot.cards.production import production_card
from genbot.cards.publication import confirmed_card, publication_card
from genbot.cards.request import request_card, request_form
from genbot.cards.review import review_card, video_link_card
from genbot.cards.trouble import trouble_card
from genbot.domain.ideas import IdeaStatus
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Stage
from tests.cards import examples as taco
from tests.cards.example_waiting import WAITING

POST, READY, IDEA = taco.PUBLICATION, taco.READY, taco.IDEAS[IdeaStatus.APPROVED_TO_POST]


def messages() -> Iterator[tuple[str, Card | None]]:
    """Everything that is said where everybody reads it."""
    yield from ((f"request-{state}", request_card(board)) for state, board in taco.BOARDS.items())
    yield "request-ideas", request_card(taco.BOARD)
    yield from ((f"idea-{status}", idea_card(idea)) for status, idea in taco.IDEAS.items())
    yield from (
        (f"production-{stage}", production_card(one, taco.IDEA))
        for stage, one in taco.PRODUCTIONS.items()
    )
    yield "production-changing", production_card(taco.CHANGING, taco.IDEA)
    yield "review-open", review_card(READY, taco.IDEA)
    yield "review-agreed", review_card(taco.AGREED, taco.IDEA)
    yield "review-decided", review_card(taco.PRODUCTIONS[Stage.PUBLISHING], taco.IDEA)
    yield "video-link", video_link_card(READY)
    for state, post in taco.PUBLICATIONS.items():
        yield f"publication-{state}", publication_card(post, READY, IDEA)
    yield "confirmed", confirmed_card(taco.PUBLICATIONS["live"], READY, IDEA)
    for stage in (Stage.FAILED, Stage.HELD):
        yield f"trouble-video-{stage}", trouble_card(taco.PRODUCTIONS[stage], taco.IDEA)
    for state in ("failed", "unsure", "missed"):
        post = taco.PUBLICATIONS[state]
        yield f"trouble-post-{state}", trouble_card(READY, IDEA, post)


def whispers() -> Iterator[tuple[str, Card]]:
    """Everything that one person reads alone."""
    yield "help", answers.help_card(taco.VERBS, 32)
    yield "status-busy", status_card(taco.BUSY)
    yield "status-quiet", status_card(taco.QUIET)
    yield "agents", answers.agents_card(taco.AGENTS, taco.AGENT)
    yield "channel", answers.channel_card(taco.HERE, taco.STANDINGS)
    already = taco.IDEAS[IdeaStatus.APPROVE_TO_CREATE].already()
    yield "already", answers.note(already)


def views() -> Iterator[tuple[str, Block]]:
    """Every form."""
    yield "form-details", forms.details_form(taco.IDEA)
    yield "form-reject-idea", reject_forms.reject_form(taco.IDEA, one_no=True)
    yield "form-change-idea", forms.change_form(taco.IDEA)
    yield "form-change-video", forms.change_video_form(READY)
    yield "form-reject-video", reject_forms.reject_video_form(READY, one_no=True)
    yield "form-template", forms.template_form(taco.CHOSEN, taco.TEMPLATES)
    yield "form-publish", forms.publish_form(READY)
    yield "form-move", forms.move_form(taco.LATER)
    yield "form-live", forms.live_form(taco.PUBLICATIONS["unsure"])
    yield "form-settings", forms.settings_form(taco.HERE, taco.AGENTS, taco.TEMPLATES)
    yield "form-request", request_form(taco.CHANNEL, "late-night tacos, under 12 seconds")
    yield "form-loading", forms.loading_form("This channel")


def homes() -> Iterator[tuple[str, Block]]:
    mine = (WAITING["idea"], WAITING["video"], WAITING["unsure"], WAITING["run"])
    busy = replace(taco.BUSY, mine=mine, freezes=(taco.FROZEN,))
    yield "home-busy", home_view(busy, taco.MAYA)
    yield "home-quiet", home_view(taco.QUIET, taco.MAYA)


PAGES = ("page-light", "page-dark", "page-narrow", "sandbox-people")


def every_name() -> list[str]:
    """The names of all pictures there should be."""
    said = [name for name, card in messages() if card]
    return [*said, *(name for part in (whispers, views, homes) for name, _ in part()), *PAGES]


def file_name(name: str) -> str:
    return f"{name.replace(' ', '-').replace('_', '-')}.png"
