"""One ask, one commit: its story, its answer, and the note that it was done."""

from typing import Any

from genbot.cards import answers, kit
from genbot.domain.errors import BadForm, Refusal
from genbot.domain.posts import Block, Card, Place, Post, Say, Whisper
from genbot.flows import channels
from genbot.slack.asks import Ask, Press, Shortcut, Submission
from genbot.slack.table import Answer, Story
from genbot.store import Transaction

SHARED = ("C", "G")  # what channels' ids begin with; private talks begin with D


def once(tx: Transaction, ask: Ask, run: Story, *given: Any) -> Block | None:
    """The story of an ask, at most once, and its answer in the same commit; a form is returned.

    A refusal undoes what the story did and becomes the answer. BadForm about inputs of the form that
    was sent undoes everything, so that it can be sent again.
    """
    if not tx.inbox.first(ask.key, tx.now):
        return None
    if ask.place.channel.startswith(SHARED):
        channels.met(tx, ask.place.channel, ask.user)
    try:
        with tx.attempt():
            _belongs(tx, ask)
            said = run(tx, ask, *given)
    except Refusal as refused:
        if isinstance(refused, BadForm) and _mends(ask, refused):
            raise
        said = answers.note(refused.text)
    if isinstance(said, Card):
        return answer(tx, ask, said)
    return said


def _belongs(tx: Transaction, ask: Ask) -> None:
    """A button or a form may be about a thing of the channel it was used in, and of no other."""
    if isinstance(ask, Press | Submission) and ask.place.channel:
        channels.own(tx, ask.id, ask.place.channel)


def _mends(ask: Ask, wrong: BadForm) -> bool:
    """Whether the person sees the inputs it is about."""
    return isinstance(ask, Submission) and set(wrong.fields) <= set(ask.filled)


def answer(tx: Transaction, ask: Ask, card: Card) -> Block | None:
    """Say it privately where the person is; on the Home tab, in a window of its own."""
    if not ask.place.channel and isinstance(ask, Press | Shortcut):
        return window(card)
    tx.say(privately(ask.user, ask.place, card, tx.new_id()))
    return None


def privately(user: str, place: Place, card: Card, id: str) -> Say:
    """Seen by one person only: a whisper in a channel, a message in their private talk with us."""
    if place.channel and not place.channel.startswith("D"):
        return Whisper(user, place, card)
    return Post(f"note:{id}", Place(place.channel or user, place.thread), card)


def window(said: Answer) -> Block:
    """An answer as a window of its own."""
    if isinstance(said, Card):
        return kit.form(None, "genbot", *said.blocks)
    return said or kit.form(None, "genbot", kit.section("Done."))
