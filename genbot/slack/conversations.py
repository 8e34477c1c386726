"""Conversations: looked through in a window, opened, renamed, pinned, deleted."""

from collections.abc import Sequence
from typing import Any

from genbot.cards.acts import Act, FormName
from genbot.cards.conversations import conversations_form, rename_form, told_form
from genbot.domain.posts import Block
from genbot.flows import conversations
from genbot.slack.asks import Ask, Command, Press, Submission
from genbot.slack.buttons import buttons
from genbot.slack.commands import commands
from genbot.slack.forms import forms
from genbot.store import Transaction

HEAD = "Conversations"
TOLD = "GEN is being asked. What comes of it is said in the channel."
Every = Sequence[Any]


def agent(tx: Transaction, asked: Ask) -> str:
    return conversations.speaker(tx, asked.place.channel)


@commands.on(
    "conversations",
    "Look through what was said: open, rename, pin, delete.",
    usage="conversations [words]",
    needs=conversations.listed,
    about=agent,
    loading=HEAD,
)
def look_through(tx: Transaction, asked: Command, every: Every) -> Block:
    return _page(tx, asked, every, asked.text, 0)


@commands.on("title", "Give a thread and its conversation a title.", usage="title new title")
def title(tx: Transaction, asked: Command) -> None:
    place = asked.place
    conversations.rename_here(
        tx, asked.text, channel=place.channel, thread=place.thread, by=asked.user
    )


@forms.on(
    FormName.CONVERSATIONS,
    "Search the conversations.",
    needs=conversations.listed,
    about=agent,
    loading=HEAD,
)
def search(tx: Transaction, form: Submission, every: Every) -> Block:
    return _page(tx, form, every, form.text("words"), 0)


def turn(tx: Transaction, press: Press, every: Every) -> Block:
    page, _, words = press.value.partition("|")
    return _page(tx, press, every, words, int(page) if page.isdecimal() else 0)


for act, way in {Act.NEWER_TALKS: "newer", Act.OLDER_TALKS: "older"}.items():
    does = f"See {way} conversations."
    buttons.on(act, does, needs=conversations.listed, about=agent, loading=HEAD)(turn)


@buttons.on(
    Act.OPEN_TALK,
    "Go on with a conversation in a thread of this channel.",
    needs=conversations.read,
    about=lambda tx, press: _about(press)[0],
)
def open_talk(tx: Transaction, press: Press, found: Any) -> Block:
    conversations.open(tx, found, channel=press.place.channel, by=press.user)
    return told_form("It goes on in the channel: reply in the thread of the new message.")


@buttons.on(Act.RENAME_TALK, "Give a conversation another title.")
def rename_talk(tx: Transaction, press: Press) -> Block:
    return rename_form(*_about(press))


@forms.on(FormName.RENAME_TALK, "Give a conversation another title.")
def renamed(tx: Transaction, form: Submission) -> None:
    id, words = form.value, form.text("title")
    conversations.rename(tx, id, words, channel=form.place.channel, by=form.user)


@buttons.on(Act.PIN_TALK, "Keep a conversation at the top of the list.")
def pin_talk(tx: Transaction, press: Press) -> Block:
    return _pin(tx, press, pinned=True)


@buttons.on(Act.UNPIN_TALK, "Keep a conversation at the top no longer.")
def unpin_talk(tx: Transaction, press: Press) -> Block:
    return _pin(tx, press, pinned=False)


@buttons.on(Act.DELETE_TALK, "Delete a conversation; its ideas stay.")
def delete_talk(tx: Transaction, press: Press) -> Block:
    id, name = _about(press)
    conversations.delete(tx, id, name, channel=press.place.channel, by=press.user)
    return told_form(TOLD)


def _pin(tx: Transaction, press: Press, *, pinned: bool) -> Block:
    id, name = _about(press)
    conversations.pin(tx, id, name, pinned=pinned, channel=press.place.channel, by=press.user)
    return told_form(TOLD)


def _page(tx: Transaction, asked: Ask, every: Every, words: str, page: int) -> Block:
    words = " ".join(words.split())[:200]
    return conversations_form(conversations.leaf(tx, asked.place.channel, every, words, page))


def _about(press: Press) -> tuple[str, str]:
    """The conversation and its title."""
    id, _, name = press.value.partition("|")
    return id, name
