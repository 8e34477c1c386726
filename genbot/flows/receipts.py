"""A receipt of what was let out, made from the database alone: the same record, the same bytes."""

from genbot.cards.receipt import receipt_files
from genbot.domain.approvals import WORKSPACE, Gate
from genbot.domain.errors import NotHere
from genbot.domain.history import Entry, Thing
from genbot.domain.publications import Publication
from genbot.domain.receipts import Posted, Receipt
from genbot.flows import history
from genbot.store import Transaction

APPROVING = {"approved", "moved", "sent again"}
NONE = "There is no receipt before a video of it was approved for posting."


def meant(
    tx: Transaction, words: str, *, channel: str, by: str, thread: str = ""
) -> tuple[Thing, ...]:
    """The ideas that these words mean, alone or by their request, as far as there is a receipt of
    them; raises NotHere without any."""
    found = history.find(tx, words, channel=channel, by=by, thread=thread)
    every = {one.id: one for thing in found for one in history.ideas_of(tx, thing)}
    let_out = [one for one in every.values() if _posts(tx, one)]
    if not let_out:
        raise NotHere(NONE)
    return tuple(let_out[: history.MOST])


def of(tx: Transaction, id: str, *, channel: str, by: str) -> Receipt:
    """The receipt of an idea's posts; raises NotHere without any."""
    found = history.of(tx, id, channel=channel, by=by)
    every = _posts(tx, found.thing)
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


def _posts(tx: Transaction, thing: Thing) -> list[Publication]:
    videos = tx.productions.find(idea_id=thing.id)
    return [out for one in videos for out in tx.publications.find(production_id=one.id)]


def _posted(tx: Transaction, out: Publication) -> Posted:
    entries = tx.journal.of(out.id)
    approvals = [one for one in entries if one.by and one.fact["news"] in APPROVING]
    said = [list(filter(_says, tx.journal.of(where))) for where in (out.channel, WORKSPACE)]
    return Posted(out, tuple(entries), {one.id: _rule(said, one) for one in approvals})


def _says(entry: Entry) -> bool:
    """Whether it says who may approve; before there were policies the settings said so."""
    settings = entry.event == "ChannelSet" and "videos" in entry.fact
    return settings or entry.event == "PolicySet"


def _rule(said: list[list[Entry]], approval: Entry) -> Entry | None:
    """What the channel's policy, else the workspace's, said of videos when this was approved."""
    for entries in said:
        last = next((one for one in reversed(entries) if one.id < approval.id), None)
        if last and (last.event == "ChannelSet" or Gate.VIDEOS in last.fact["rules"]):
            return last
    return None
