"""Texts that are longer than one input of a form takes: shown in several, read as one."""

import re
from collections.abc import Iterator, Mapping

from genbot.cards import kit
from genbot.cards.text import clean
from genbot.domain.posts import Block

BOX = 2_900  # characters; an input takes 3,000
# How two boxes belong together, by a letter in the second one's name; the best place to cut first.
JOINTS = {"p": "\n\n", "n": "\n", "s": " ", "e": ""}


def boxes(id: str, label: str, text: str, *, most: int, hint: str = "") -> Iterator[Block]:
    """As many inputs as the text needs, with room to write on."""
    parts = list(_cut(clean(text)))
    if len(parts[-1][1]) > BOX / 2 and sum(len(part) for _, part in parts) < most:
        parts.append(("p", ""))
    for nth, (joint, part) in enumerate(parts, 1):
        first = nth == 1
        yield kit.input_text(
            id if first else f"{id}_{joint}{nth}",
            label if first else f"{label} (goes on)",
            value=part,
            long=True,
            most=min(3_000, most),
            hint=hint if first else "",
            optional=True,
        )


def joined(held: Mapping[str, tuple[str, ...]], id: str) -> str:
    """The whole text again, from what the inputs of `boxes` hold."""
    whole = "".join(held.get(id, ()))
    for joint, block in _following(held, id):
        part = "".join(held[block])
        whole += f"{JOINTS[joint]}{part}" if whole and part else part
    return whole


def _following(held: Mapping[str, tuple[str, ...]], id: str) -> list[tuple[str, str]]:
    """The boxes after the first, in their order."""
    found = ((re.fullmatch(rf"{id}_([{''.join(JOINTS)}])(\d+)", block), block) for block in held)
    named = sorted((int(match[2]), match[1], block) for match, block in found if match)
    return [(joint, block) for _, joint, block in named]


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Each part with how it is joined to the one before."""
    joint, start = "p", 0
    while len(text) - start > BOX:
        letter, at = next(
            (letter, at)
            for letter, between in JOINTS.items()
            if (at := text.rfind(between, start + BOX // 2, start + BOX)) > 0
        )
        yield joint, text[start:at]
        joint, start = letter, at + len(JOINTS[letter])
    yield joint, text[start:]
