"""A receipt of what was let out, made from the database alone: the same record, the same bytes."""

from genbot.cards.receipt import receipt_files
from genbot.domain.errors import NotHere
from genbot.domain.history import Entry
from genbot.domain.publications import Publication
from genbot.domain.receipts import Posted, Receipt
from genbot.flows import history
from genbot.store import Transaction

APPROVING = {"approved", "moved", "sent again"}
NONE = "There is no receipt before a video of it was approved for posting."


def of(tx: Transaction, id: str, *, channel: str, by: str) -> Receipt:
    """The receipt of an idea's posts; raises NotHere without any."""
    found = history.of(tx, id, channel=channel, by=by)
    videos = tx.productions.find(idea_id=found.thing.id) if found.thing.kind == "idea" else []
    every = [out for one in videos for out in tx.publications.find(production_id=one.id)]
    if not every:
        raise NotHere(NONE)
    posts = tuple(_posted(tx, out) for out in every)
    rules = {rule.id: rule for one in posts for rule in one.rules.values() if rule}
    every_entry = sorted(({one.id: one for one in found.entries} | rules).items())
    return Receipt(found.thing, posts, tuple(one for _, one in every_entry), tx.journal.start().id)


def give(tx: Transaction, id: str, *, channel: str, by: str) -> Receipt:
    """Put it into the thread of the video, as two files."""
    receipt = of(tx, id, channel=channel, by=by)
    tx.say(*receipt_files(receipt, tx.new_id()))
    return receipt


def _posted(tx: Transaction, out: Publication) -> Posted:
    entries = tx.journal.of(out.id)
    approvals = [one for one in entries if one.by and one.fact["news"] in APPROVING]
    settings = tx.journal.of(out.channel)
    return Posted(out, tuple(entries), {one.id: _rule(settings, one) for one in approvals})


def _rule(settings: list[Entry], approval: Entry) -> Entry | None:
    """What the channel's settings said when this was approved."""
    before = [one for one in settings if one.event == "ChannelSet" and one.id < approval.id]
    return before[-1] if before else None
