"""When a channel likes to post."""

from dataclasses import replace

from genbot.domain.channels import Channel
from genbot.domain.slots import Slots
from genbot.flows import channels, people
from genbot.store import Transaction


def zone(tx: Transaction, here: Channel, by: str) -> str:
    """The zone that is meant where none is named: the channel's own, else that of who asks."""
    return here.slots.zone if here.slots else people.zone(tx, by)


def keep(tx: Transaction, channel: str, slots: Slots | None, *, by: str) -> Channel:
    """From now on this channel likes to post at these times, or (None) at no special ones."""
    return channels.set_up(tx, replace(channels.bound(tx, channel), slots=slots), by=by)
