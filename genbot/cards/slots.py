"""Posting slots: the form for them, where they are offered, and what is asked about a time."""

from collections.abc import Iterable, Iterator

from genbot.cards import kit
from genbot.cards.acts import Act, FormName
from genbot.cards.text import line, moment, plain, several
from genbot.domain.channels import Channel
from genbot.domain.doubts import Doubt
from genbot.domain.faces import face
from genbot.domain.posts import Block, Card
from genbot.domain.productions import Production
from genbot.domain.slots import EXAMPLE, LONGEST, Neighbour

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


def take_button(production: Production, style: str = "") -> Block | None:
    """Schedules the video as it is shown for the slot that is offered; its question repeats what
    exactly will happen."""
    offer = production.offer
    if offer is None or production.rehearsal:  # there the form takes it: this goes to TikTok
        return None
    caption = plain(production.caption, 110, "")
    sure = kit.confirm(
        "Schedule this video?",
        f"Version {production.version} goes to TikTok on {offer.said} ({offer.zone}) with the caption "
        f"“{caption}”. Until then it can be moved or cancelled.",
        "Schedule it",
    )
    value = f"{production.id}:{production.version}:{offer.at:.0f}:{face(production)}"
    return kit.button(f"Schedule: {offer.said}", Act.TAKE_SLOT, value, style, sure)


def fill_button(production: Production) -> Block | None:
    """Puts the slot that is offered into the form."""
    offer = production.offer
    if offer is None:
        return None
    label = f"Next posting time: {offer.said} {offer.zone}"
    return kit.actions(kit.button(label, Act.FILL_SLOT, f"{production.id}:{production.version}"))


def taken_card(production: Production, why: str) -> Card:
    """The slot that was offered is not free any more; the next one that is, to be taken or not."""
    title = line(production.title, 160)
    then = "The next posting time that is free:" if production.offer else "No other one is free."
    return kit.card(
        f"{why} “{title}” was not scheduled.",
        kit.section(f"📅  {why}\n“{title}” was not scheduled. {then}"),
        kit.actions(take_button(production, "primary")),
    )


SURE = "sure "


def doubts(every: Iterable[Doubt]) -> Iterator[Block | None]:
    """What has to be said twice, on top of the form that was sent."""
    for one in every:
        yield kit.section(f"⚠️  {one.why}")
        yield kit.input_boxes(f"{SURE}{one.key}", "Are you sure?", [(one.key, one.yes)])


def close(other: Neighbour, channel: str) -> str:
    """What else of the account is close to a post of this channel; by its name only where it is of
    the same."""
    named = f"“{line(other.title, 100)}”" if other.channel == channel else ELSEWHERE
    return f"{named} {_goes(other)} from the same account {moment(other.when)}, less than an hour away."


def close_plainly(other: Neighbour, channel: str, at: float) -> str:
    """The same for a line of plain text, on which a time has no zone."""
    named = f"“{plain(other.title, 80)}”" if other.channel == channel else ELSEWHERE
    gap = round((other.when - at) / 60)
    apart = several(abs(gap), "minute")
    when = "at the same time" if not gap else f"{apart} {'later' if gap > 0 else 'earlier'}"
    return f"{named} {_goes(other)} from the same account {when}."


def _goes(other: Neighbour) -> str:
    if other.voting:
        return "waits for approval to go out"
    return "went out" if other.gone else "goes out"


ELSEWHERE = "A post of another channel"
