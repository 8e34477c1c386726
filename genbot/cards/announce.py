"""What people hear about each fact: the one place that turns events into messages."""

from dataclasses import replace
from typing import assert_never

from genbot.cards.access import access_says
from genbot.cards.answers import channel_card
from genbot.cards.conversations import talk_card
from genbot.cards.errand import errand_says
from genbot.cards.freezes import freeze_card
from genbot.cards.idea import idea_card
from genbot.cards.policies import policy_card
from genbot.cards.production import production_card
from genbot.cards.publication import confirmed_card, publication_card
from genbot.cards.rehearsals import rehearsed_card
from genbot.cards.request import request_card
from genbot.cards.review import review_card, video_link_card, video_name
from genbot.cards.talk import kept_card, reply_card
from genbot.cards.text import plain
from genbot.cards.trouble import settled_card, trouble_card
from genbot.domain.events import (
    AccessMoved,
    ChannelSet,
    ErrandMoved,
    Event,
    FreezeMoved,
    IdeaDecided,
    IdeasArrived,
    IdeasAsked,
    InstallationMoved,
    Mended,
    PolicySet,
    ProductionMoved,
    PublicationMoved,
    Reminded,
    RunMoved,
    TalkOpened,
    VideoRendered,
)
from genbot.domain.ideas import Board, Idea
from genbot.domain.posts import Place, Post, Say, Upload, Whisper
from genbot.domain.productions import Production
from genbot.domain.publications import Publication, PublicationState


def announce(event: Event) -> list[Say]:  # noqa: C901, PLR0912  one case for each fact
    """Every message this fact touches; a message that is there already is updated."""
    match event:
        case IdeasAsked(board=board) | RunMoved(board=board):
            return [_request(board)]
        case IdeasArrived(board=board, fresh=fresh):
            return [_request(board), *(_idea(board, idea) for idea in fresh), *_reply(event)]
        case IdeaDecided(board=board, idea=idea):
            return [_idea(board, idea), _request(board)]
        case ProductionMoved():
            return _moved(event)
        case VideoRendered(production=production, idea=idea):
            return [_upload(production), _review(production, idea), _production(production, idea)]
        case PublicationMoved():
            return _published(event)
        case Reminded():
            return []  # one message is about all that waits for them
        case ChannelSet(channel=channel, by=by):
            return [Whisper(by, Place(channel.id), channel_card(channel, event.standings))]
        case PolicySet(policy=policy, by=by, where=where):
            card = policy_card(policy, event.standings)
            return [Whisper(by, Place(where), card)] if where else []
        case AccessMoved(access=access):
            return access_says(access)
        case FreezeMoved(freeze=freeze):
            return [
                Post(freeze.slot(one), Place(one), freeze_card(event, one))
                for one in freeze.said_in
            ]
        case ErrandMoved(errand=errand):
            return errand_says(errand)
        case TalkOpened(talk=talk):
            return [Post(talk.slot, Place(talk.channel), talk_card(talk))]
        case Mended() | InstallationMoved():
            return []  # what came of it is told by the thing itself
        case _:
            assert_never(event)


def _moved(event: ProductionMoved) -> list[Say]:
    production, idea = event.production, event.idea
    said = _both(production, idea)
    slot, place = f"trouble:{production.id}:{production.fell}", Place(production.channel)
    trouble = None if production.unpaid else trouble_card(production, idea)  # said once for all
    if event.loud and trouble:
        said.append(Post(slot, place, trouble))
    elif production.fell and production.stage.working:
        said.append(Post(slot, place, settled_card(production), if_said=True))
    return said


def _published(event: PublicationMoved) -> list[Say]:
    publication, production, idea = event.publication, event.production, event.idea
    said: list[Say] = [_publication(publication, production, idea), *_both(production, idea)]
    place, slot = Place(publication.channel), f"trouble:{publication.id}:{publication.attempt}"
    if trouble := trouble_card(production, idea, publication):
        return [*said, Post(slot, place, trouble, if_said=not event.loud)]
    settled = settled_card(production, publication)
    earlier = f"trouble:{publication.id}:{publication.attempt - 1}"
    said += [Post(one, place, settled, if_said=True) for one in (slot, earlier)]
    if publication.state is PublicationState.REHEARSED:
        said += _rehearsed(publication, production)
    if event.loud and publication.state is PublicationState.LIVE:
        news = confirmed_card(publication, production, idea)
        said.append(Post(f"confirmed:{publication.id}", place, news))
    return said


def _rehearsed(publication: Publication, production: Production) -> list[Say]:
    """The post as it would look, and its video below it."""
    slot = f"rehearsed:{publication.id}"
    video = replace(
        _upload(production), slot=f"video:{slot}", place=Place(publication.channel, slot)
    )
    return [Post(slot, Place(publication.channel), rehearsed_card(publication, production)), video]


def _both(production: Production, idea: Idea) -> list[Say]:
    """The production's own card, and the review card whose buttons depend on it."""
    said: list[Say] = [_production(production, idea)]
    return [*said, _review(production, idea)] if production.version else said


def _request(board: Board) -> Post:
    asked = board.request
    return Post(asked.slot, Place(asked.channel, asked.thread), request_card(board))


def _reply(event: IdeasArrived) -> list[Say]:
    """What the agent said to a later message that changed no idea, or what stays although it dropped
    it: an answer, in the thread."""
    board, run = event.board, event.run
    silent = event.fresh or event.dropped or not run.answer.strip()
    if run.id == board.runs[0].id or (silent and not event.kept):
        return []
    asked = board.request
    place = Place(asked.channel, asked.thread or asked.slot)
    card = kept_card(event.kept) if event.kept else reply_card(run.answer, asked.agent_name)
    return [Post(f"answer:{run.id}", place, card)]


def _idea(board: Board, idea: Idea) -> Post:
    asked = board.request
    # A reply to a reply belongs to the thread's first message, so a given thread wins.
    place = Place(asked.channel, asked.thread or asked.slot)
    return Post(f"idea:{idea.id}", place, idea_card(idea))


def _production(production: Production, idea: Idea) -> Post:
    card = production_card(production, idea)
    return Post(production.slot, Place(production.channel), card)


def _upload(production: Production) -> Upload:
    return Upload(
        f"video:{production.id}:{production.version}",
        _thread(production),
        production.video_url,
        video_name(production),
        f"{plain(production.title, 150)}, version {production.version}",
        video_link_card(production),
    )


def _review(production: Production, idea: Idea) -> Post:
    slot = f"review:{production.id}:{production.version}"
    return Post(slot, _thread(production), review_card(production, idea))


def _publication(publication: Publication, production: Production, idea: Idea) -> Post:
    card = publication_card(publication, production, idea)
    return Post(publication.slot, _thread(production), card)


def _thread(production: Production) -> Place:
    return Place(production.channel, production.slot)
