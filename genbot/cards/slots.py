"""The form for a channel's posting slots, and how they are said."""

from genbot.cards import kit
from genbot.cards.acts import FormName
from genbot.domain.channels import Channel
from genbot.domain.posts import Block
from genbot.domain.slots import EXAMPLE, LONGEST

LONGEST_ZONE = 60


def slots_form(channel: Channel, zone: str) -> Block:
    """When this channel likes to post; `zone` is offered while it has none of its own."""
    slots = channel.slots
    return kit.form(
        FormName.SLOTS,
        "Posting times",
        kit.section(
            "When does this channel like to post? The next of these times that is free is offered "
            "beside each video that is ready."
        ),
        kit.input_text(
            "slots",
            "Each week",
            value=slots.said if slots else "",
            most=LONGEST,
            example=EXAMPLE,
            hint=HINT,
            optional=True,
        ),
        kit.input_text(
            "zone", "Time zone", value=slots.zone if slots else zone, most=LONGEST_ZONE, hint=ZONE
        ),
        submit="Save",
        about=channel.id,
    )


HINT = f"Days, then times: {EXAMPLE}. Weekdays, weekends and every day are known too. Empty: none."
ZONE = (
    "A city or a zone, like Berlin or America/New_York. The clocks there count, summer and winter."
)
