"""One ask, one commit: its story, its answer or the promise of one, and the note that it was done."""

from hashlib import sha256
from typing import Any

from genbot.cards import answers, kit
from genbot.cards.access import refused_card
from genbot.cards.text import escape
from genbot.domain.errors import BadForm, NotHere, NotYours, Refusal, Stale
from genbot.domain.posts import Block, Card, Place, Post, Whisper
from genbot.flows import channels, review
from genbot.slack import rooms
from genbot.slack.asks import Ask, Command, Press, Shortcut, Submission
from genbot.slack.commands import SLASH
from genbot.slack.table import Answer, Row
from genbot.store import Transaction

SHARED = ("C", "G")  # what channels' ids begin with
LEASE = 120.0  # seconds until a promise counts as broken; opening and filling a form takes 40


def once(tx: Transaction, ask: Ask, row: Row, *given: Any) -> Block | None:
    """The story of an ask, at most once, and its answer in the same commit; a form is returned.

    A refusal undoes what the story did and becomes the answer. BadForm about inputs of the form that
    was sent undoes everything, so that it can be sent again.
    """
    if not tx.inbox.first(ask.key, tx.now):
        return None
    tx.hurries = True
    _met(tx, ask)
    try:
        with tx.attempt():
            _belongs(tx, ask)
            said = row.run(tx, ask, *given)
    except Refusal as refused:
        if isinstance(refused, BadForm) and _mends(ask, refused):
            raise
        said = _refused(ask, refused)
        if isinstance(refused, Stale):
            review.look_again(tx, refused.production)
    return _answered(tx, row, ask, said)


def _met(tx: Transaction, ask: Ask) -> None:
    """Where this person was, who was there to do this. What can be done in any talk does not tell
    that we are in it."""
    here = ask.place.channel
    if here.startswith(SHARED):
        channels.met(tx, here, ask.user)
    elif here.startswith(rooms.TALKS) and not _anywhere(ask):
        rooms.keep(tx, ask.user, here)


def _anywhere(ask: Ask) -> bool:
    """Commands and shortcuts are offered in every conversation, also where we are not."""
    return isinstance(ask, Shortcut) or (isinstance(ask, Command) and not ask.ts)


def _refused(ask: Ask, refused: Refusal) -> Card:
    """Why not; and where somebody may not decide in the channel they are in, a way to ask for it."""
    if isinstance(refused, NotYours) and refused.gate and refused.channel == ask.place.channel:
        return refused_card(refused)
    return answers.note(refused.text)


def _belongs(tx: Transaction, ask: Ask) -> None:
    """A button or a form may be about a thing of the channel it was used in, and of no other; and
    nothing is begun where nothing can be said."""
    if isinstance(ask, Press | Submission) and ask.place.channel:
        channels.own(tx, ask.id, ask.place.channel)
    if rooms.between(tx, ask.user, ask.place.channel):
        raise NotHere(f"{rooms.BETWEEN} Please ask me in a channel, or here. Nothing was changed.")


def _mends(ask: Ask, wrong: BadForm) -> bool:
    """Whether the person sees the inputs it is about."""
    return isinstance(ask, Submission) and set(wrong.fields) <= set(ask.filled)


def _answered(tx: Transaction, row: Row, ask: Ask, said: Answer) -> Block | None:
    """Cards are said in this commit, where the person is; a form can only be opened after it, and
    so can what is said in a window of its own, on the Home tab. Those are promised in this commit:
    if they cannot be opened, or we die before they are, the promise is said instead.
    """
    if isinstance(said, dict) and said["type"] == "home":
        return said
    if isinstance(said, dict) and not ask.trigger:
        said = answers.note(f"Forms open from `{SLASH} {row.name}`, typed in a channel.")
    if said is None:
        return None
    card = said if isinstance(said, Card) else _interrupted(row, ask)
    if card is said and (ask.place.channel or not isinstance(ask, Press | Shortcut)):
        tx.say(privately(ask.user, ask.place, card, tx.new_id()))
        return None
    promise = privately(ask.user, ask.place, card, tx.new_id())
    tx.outbox.promise(promised(ask), promise, tx.now, tx.now + LEASE, tx.ref)
    return window(said)


def _interrupted(row: Row, ask: Ask) -> Card:
    """What somebody reads whose form may not have opened."""
    did = f"typed `{SLASH} {row.name}`"
    if isinstance(ask, Press):
        did = f"pressed *{escape(ask.label, 80) or 'that button'}*"
    elif isinstance(ask, Submission):
        did = "sent that form"
    elif isinstance(ask, Shortcut):
        did = f"chose *{row.usage}*"
    begun = f"I was interrupted when you {did}."
    if ask.window and not row.loading:  # in a window people decide, and see what follows in it
        return answers.note(
            f"{begun} If that decided anything, it is kept. "
            "Please open it again to see how it stands."
        )
    return answers.note(f"{begun} Nothing was changed. If no form opened, please do it again.")


def promised(ask: Ask) -> str:
    """The slot of what is said if the answer to this ask cannot be shown."""
    return f"note:{sha256(ask.key.encode()).hexdigest()[:16]}"


def kept(tx: Transaction, ask: Ask) -> None:
    """It was opened: there is nothing more to say."""
    tx.outbox.forget(promised(ask))


def broken(tx: Transaction, ask: Ask) -> None:
    """It could not be opened: the promise is said now."""
    tx.outbox.back(promised(ask), tx.now, doubtful=False)
    tx.said = True


def privately(user: str, place: Place, card: Card, id: str) -> Post | Whisper:
    """Seen by one person only: a whisper in a channel, a message in their private talk with us."""
    if place.channel and not place.channel.startswith(rooms.TALKS):
        return Whisper(user, place, card)
    return Post(f"note:{id}", Place(user, place.thread), card)


def window(said: Answer) -> Block:
    """An answer as a window of its own."""
    if isinstance(said, Card):
        return kit.form(None, "genbot", *said.blocks)
    return said or kit.form(None, "genbot", kit.section("Done."))
