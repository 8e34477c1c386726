"""A receipt of what was let out, made from the database alone: the same record, the same bytes."""

from collections.abc import Sequence

from genbot.cards.receipt import receipt_files
from genbot.domain.approvals import WORKSPACE, Gate
from genbot.domain.errors import NotHere, Refusal
from genbot.domain.history import Entry, Thing
from genbot.domain.publications import Publication
from genbot.domain.receipts import Given, Passed, Posted, Receipt
from genbot.flows import history
from genbot.store import Transaction

APPROVING = {"approved", "moved", "sent again"}
HOW = (
    "A receipt of what? Say an id, a number (`idea 3`), words of its title, or the link of its "
    "message; or mention me in its thread."
)
NONE = "There is no receipt before a video of it was approved for posting."


def meant(
    tx: Transaction, words: str, *, channel: str, by: str, thread: str = ""
) -> tuple[Thing, ...]:
    """The ideas that these words mean, alone or by their request, as far as there is a receipt of
    them; raises Refusal when nothing was said, NotHere without any."""
    if not words.strip() and not thread:
        raise Refusal(HOW)
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
    rules = _Rules(tx, found.thing.channel, found.entries)
    posts = tuple(_posted(tx, rules, out) for out in every)
    passed = tuple(map(rules.passed, filter(_passes, found.entries)))
    gates = (*passed, *(gate for one in posts for gate in one.passed.values()))
    said = {one.rule.id: one.rule for gate in gates for one in gate.given if one.rule}
    entries = sorted(({one.id: one for one in found.entries} | said).items())
    begins = tx.journal.start().id
    return Receipt(found.thing, posts, tuple(one for _, one in entries), begins, passed)


def give(tx: Transaction, id: str, *, channel: str, by: str) -> Receipt:
    """Put it into the thread of the video, as two files."""
    receipt = of(tx, id, channel=channel, by=by)
    tx.say(*receipt_files(receipt, tx.new_id()))
    return receipt


def _posts(tx: Transaction, thing: Thing) -> list[Publication]:
    videos = tx.productions.find(idea_id=thing.id)
    return [out for one in videos for out in tx.publications.find(production_id=one.id)]


def _posted(tx: Transaction, rules: "_Rules", out: Publication) -> Posted:
    entries = tx.journal.of(out.id)
    approvals = [one for one in entries if one.by and one.fact["news"] in APPROVING]
    return Posted(out, tuple(entries), {one.id: rules.passed(one) for one in approvals})


def _passes(entry: Entry) -> bool:
    """Whether it tells that something passed a gate on its way to a post."""
    return _gate(entry) is not Gate.VIDEOS


def _gate(entry: Entry) -> Gate:
    match entry.event, entry.fact.get("verb") or entry.fact.get("news"):
        case "IdeaDecided", "approve":
            return Gate.IDEAS
        case "ProductionMoved", "allowed over budget":
            return Gate.BUDGET
        case _:
            return Gate.VIDEOS


class _Rules:
    """Who might decide when: the journal of a channel's rules and of the workspace's, and of what was
    decided under them."""

    def __init__(self, tx: Transaction, channel: str, entries: Sequence[Entry]) -> None:
        self._said = [list(filter(_says, tx.journal.of(one))) for one in (channel, WORKSPACE)]
        self._entries = entries

    def passed(self, entry: Entry) -> Passed:
        gate = _gate(entry)
        votes = entry.fact.get("approvals") or [[entry.by, entry.at]]
        every = (Given(by, at, self._rule(gate, self._told(by, at, entry))) for by, at in votes)
        return Passed(gate, entry, tuple(every))

    def _told(self, by: str, at: float, last: Entry) -> int:
        """The entry in which somebody gave their yes."""
        found = (one.id for one in self._entries if (one.by, one.at) == (by, at))
        return next((id for id in found if id <= last.id), last.id)

    def _rule(self, gate: Gate, when: int) -> Entry | None:
        """What the channel's policy, else the workspace's, said of that gate; of over budget, where
        neither did, what was said of videos."""
        for entries in self._said:
            last = next((one for one in reversed(entries) if one.id < when), None)
            if last and (last.event == "ChannelSet" or gate in last.fact["rules"]):
                return last
        return self._rule(Gate.VIDEOS, when) if gate is Gate.BUDGET else None


def _says(entry: Entry) -> bool:
    """Whether it says who may approve; before there were policies the settings said so."""
    settings = entry.event == "ChannelSet" and "videos" in entry.fact
    return settings or entry.event == "PolicySet"
