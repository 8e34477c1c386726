"""Rehearsals: the tick that makes a channel one, and the message that stands where a post would."""

from genbot.cards import kit
from genbot.cards.approvals import approved_by
from genbot.cards.review import caption_blocks
from genbot.cards.text import line, moment
from genbot.domain.channels import Channel
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production
from genbot.domain.publications import Publication

PLAY = (("on", "Publish nothing: show here what would go out"),)


def tick(channel: Channel) -> Block | None:
    ticked = ("on",) if channel.rehearsal else ()
    return kit.input_boxes("rehearsal", "Rehearsal", PLAY, values=ticked)


def rehearsed_card(publication: Publication, production: Production) -> Card:
    """What the channel sees instead of a post; the video is in its thread."""
    title = line(publication.title or production.title, 160)
    return kit.card(
        f"Rehearsal: “{title}” would be out now. Nothing was published.",
        kit.section(f"🎭  *Rehearsal: “{title}” would be out now*\nThe video is in this thread."),
        *caption_blocks(publication.caption),
        kit.small(
            f"Approved by {approved_by(publication)}",
            moment(publication.ended),
            "Nothing was published.",
        ),
    )
