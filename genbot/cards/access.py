"""Access: the refusal with a way out of it, the question to whoever can allow it, and the answer."""

from genbot.cards import kit
from genbot.cards.acts import Act
from genbot.cards.text import byline, person, room
from genbot.domain.access import Access, Answer
from genbot.domain.approvals import Gate
from genbot.domain.errors import NotYours
from genbot.domain.posts import Card, Place, Post, Say

MOST_NAMES = 5
TO = {
    Gate.IDEAS: "approve ideas",
    Gate.VIDEOS: "approve videos",
    Gate.BUDGET: "allow what is over budget",
}
SIGNS = {Answer.OPEN: "🔑", Answer.ALLOWED: "✅", Answer.DECLINED: "🚫"}


def refused_card(no: NotYours) -> Card:
    """Why somebody may not decide, and how to ask for it."""
    value = f"|{no.channel}|{no.gate}"
    return kit.card(
        no.text,
        kit.section(no.text),
        kit.actions(kit.button("Request access", Act.REQUEST_ACCESS, value)),
    )


def asked_card(access: Access) -> Card:
    """Whoever asked reads at once who was asked."""
    said = asked_said(access)
    return kit.card(said, kit.section(f"🔑  {said}"))


def asked_said(access: Access) -> str:
    """The same as a sentence."""
    names = ", ".join(map(person, access.asked[:MOST_NAMES]))
    left = len(access.asked) - MOST_NAMES
    return f"I asked {names}{f' and {left} more' if left > 0 else ''}. You will hear from me."


def access_says(access: Access) -> list[Say]:
    """A card for each who can answer, which says the answer later; that is told to who asked."""
    said: list[Say] = [Post(access.slot(one), Place(one), _keepers(access)) for one in access.asked]
    if access.state is not Answer.OPEN:
        said.append(Post(access.slot(access.by), Place(access.by), _answered(access)))
    return said


def _keepers(access: Access) -> Card:
    wish = f"{person(access.by)} asks to {TO[access.gate]} in {room(access.channel)}"
    if access.state is not Answer.OPEN:
        return _over(access, wish)
    return kit.card(
        f"{wish}.",
        kit.section(f"🔑  *{wish}*"),
        kit.actions(
            kit.button("Allow", Act.ALLOW_ACCESS, access.id, "primary"),
            kit.button("Decline", Act.DECLINE_ACCESS, access.id),
        ),
        kit.small(
            "Allow adds them to the rule of that channel. How many approvals it takes stays the same."
        ),
    )


def _over(access: Access, wish: str) -> Card:
    verdict = f"{access.state.capitalize()}{byline(access.decided_by, access.decided_at)}"
    return kit.card(
        f"{verdict}: {wish}.",
        kit.section(f"{SIGNS[access.state]}  *{verdict}*\n{wish}"),
    )


def _answered(access: Access) -> Card:
    where = room(access.channel)
    if access.state is Answer.ALLOWED:
        said = f"You may {TO[access.gate]} in {where} now: {person(access.decided_by)} allowed it."
    else:
        said = (
            f"{person(access.decided_by)} would rather keep it as it is: who may {TO[access.gate]} "
            f"in {where} has not changed. What you asked for there still waits for them."
        )
    return kit.card(said, kit.section(f"{SIGNS[access.state]}  {said}"))
