"""A receipt as two files: one for machines, one for people; made of the record and of nothing else."""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from genbot.cards import kit
from genbot.cards.access import TO
from genbot.cards.text import clean, line, link, plain, several
from genbot.domain.approvals import Gate
from genbot.domain.history import Entry
from genbot.domain.posts import Card, Place, Upload
from genbot.domain.receipts import Passed, Posted, Receipt

PROOF = (
    "The JSON file beside this one holds them all. This proves that the newest of them is in the "
    "journal, and that nothing before it was changed:"
)
FORMAT = "genbot receipt 1"
HOW = (
    "Each entry's hash is the SHA-256 of the JSON list [before, at, event, subject, by, fact], written "
    "without spaces, with fact as the text that stands here. Entries of other things lie between "
    "these; `genbot verify HASH` proves with the whole journal that an entry is in it and unchanged."
)
# What people are told of a step, in this order, and what it is called.
TOLD = {
    "version": "version",
    "caption": "caption",
    "media": "file",
    "sha256": "SHA-256",
    "due": "time",
    "attempt": "attempt",
    "noes": "said no",
    "footage": "with the right to use footage of",
    "post_id": "post id",
    "error": "why",
}
PASSED = {
    Gate.IDEAS: "idea approved",
    Gate.BUDGET: "allowed over budget",
    Gate.VIDEOS: "approved for posting",
}
WHOLE = {"approved", "moved", "sent again", "sending", "live"}  # of other steps only the reason


def receipt_files(receipt: Receipt, id: str) -> list[Upload]:
    """The two files in the thread of the video. Their names say which record they are made of."""
    thing, last = receipt.thing, receipt.entries[-1]
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in thing.title).split()
    name = f"receipt-{'-'.join(words).lower()[:50].strip('-') or 'video'}-{last.id}"
    title = f"Receipt: {plain(thing.title, 150)}"
    place = Place(thing.channel, thing.thread)
    return [
        Upload(
            f"receipt:{id}:{ending}", place, "", f"{name}.{ending}", f"{title} ({what})",
            _instead(receipt), content=base64.b64encode(content.encode()).decode(),
        )
        for ending, what, content in (("md", "to read", page(receipt)), ("json", "JSON", data(receipt)))
    ]  # fmt: skip


def given_card(receipt: Receipt) -> Card:
    """Told to whoever asked for it."""
    last = receipt.entries[-1]
    title = line(receipt.thing.title, 160)
    return kit.card(
        f"The receipt of “{title}” is in its thread.",
        kit.section(f"🧾  *The receipt of “{title}” is in its thread*"),
        kit.small(
            f"{several(len(receipt.posts), 'post')}, proven by "
            f"{several(len(receipt.entries), 'entry', 'entries')} of the journal",
            f"`genbot verify {last.hash}` checks them.",
        ),
    )


def _instead(receipt: Receipt) -> Card:
    """Said where Slack takes no file."""
    posts = [
        f"•  {link(out.post_id) or line(out.post_id, 120)}"
        for out in (one.publication for one in receipt.posts)
        if out.post_id
    ]
    said = f"The receipt of “{line(receipt.thing.title, 160)}”"
    last = f"Newest entry: {receipt.entries[-1].id}, `{receipt.entries[-1].hash}`"
    return kit.card(f"{said}.", kit.section("\n".join([f"🧾  *{said}*", *posts, last])))


def data(receipt: Receipt) -> str:
    """For machines."""
    thing, entries = receipt.thing, receipt.entries
    whole = {
        "format": FORMAT,
        "idea": {"id": thing.id, "number": thing.number, "title": thing.title},
        "asked_for": thing.about,
        "gates": [_passed(one) for one in receipt.passed],
        "channel": thing.channel,
        "posts": [_post(one) for one in receipt.posts],
        "journal": {
            "kept_after": receipt.begins,
            "first": entries[0].id,
            "last": entries[-1].id,
            "hash": entries[-1].hash,
            "how": HOW,
            "entries": [_entry(one) for one in entries],
        },
    }
    told = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    return told.encode("utf-8", "replace").decode()  # half a character can be in no file


def _post(one: Posted) -> dict[str, Any]:
    out = one.publication
    return {
        "id": out.id,
        "video": out.production_id,
        "state": out.state,
        "post_id": out.post_id,
        "went_out": _at(out.ended) if out.post_id else "",
        "title": out.title,
        "steps": [_step(one, entry) for entry in one.entries],
    }


def _step(one: Posted, entry: Entry) -> dict[str, Any]:
    told = {
        "entry": entry.id,
        "at": _at(entry.at),
        "by": entry.by,
        "what": entry.fact["news"],
        **{name: value for name, value in entry.fact.items() if name != "news"},
    }
    if told.get("due"):
        told["due"] = _at(told["due"])
    if passed := one.passed.get(entry.id):
        told |= {"rule": _rule(passed.given[-1].rule), "votes": _votes(passed)}
    return told


def _passed(one: Passed) -> dict[str, Any]:
    entry = one.entry
    told = {"gate": one.gate, "entry": entry.id, "at": _at(entry.at), "by": entry.by}
    return {**told, "votes": _votes(one)}


def _votes(passed: Passed) -> list[dict[str, Any]]:
    return [
        {"by": one.by, "at": _at(one.at), "rule": _rule(one.rule, passed.gate)}
        for one in passed.given
    ]


def _rule(said: Entry | None, gate: Gate = Gate.VIDEOS) -> dict[str, Any]:
    """Who might approve then; nobody named means everybody in the channel."""
    if said is None:
        return {"entry": None, gate: []}
    if "videos" in said.fact:  # of a version that kept it with the channel's settings
        return {"entry": said.id, **{name: said.fact[name] for name in ("ideas", "videos", "rules")
                                     if name in said.fact}}  # fmt: skip
    name = gate if gate in said.fact["rules"] else Gate.VIDEOS
    rule = said.fact["rules"][name]
    return {"entry": said.id, name: rule["people"], "groups": rule["groups"],
            "needed": rule["needed"], "own": rule["own"], "one_no": rule.get("one_no", True)}  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id, "at": entry.at, "event": entry.event, "subject": entry.subject,
        "by": entry.by, "fact": entry.told, "before": entry.before, "hash": entry.hash,
    }  # fmt: skip


def page(receipt: Receipt) -> str:
    """For people, as Markdown."""
    thing, last = receipt.thing, receipt.entries[-1]
    asked, channel = _plain(thing.about), thing.channel
    count = several(len(receipt.entries), "entry", "entries")
    told = [part for nth, one in enumerate(receipt.posts, 1) for part in _told(one, nth)]
    lines = (
        f"# Receipt: {_plain(thing.title)}",
        f"Idea {thing.number}, asked for as “{asked}”, in channel {channel}. All times are UTC.",
        *_allowed(receipt.passed),
        *told,
        "## Proof",
        f"{count} of genbot's journal tell this, from {receipt.entries[0].id} to {last.id}. {PROOF}",
        f"    genbot verify {last.hash}",
    )
    return "\n\n".join(lines) + "\n"


def _allowed(passed: Sequence[Passed]) -> Iterator[str]:
    """The gates before the last one."""
    if passed:
        yield "## Before it was made"
    for one in passed:
        who = f" by {one.entry.by}" if one.entry.by else ""
        rows = [f"- **{_at(one.entry.at)}: {PASSED[one.gate]}**{who} (entry {one.entry.id})"]
        yield "\n".join([*rows, *_each(one)])


def _each(passed: Passed) -> Iterator[str]:
    """Each yes with the rule under which it was given."""
    for one in passed.given:
        yield f"  - yes of {one.by} at {_at(one.at)}: {_spoken(one.rule, passed.gate)}"


def _told(one: Posted, nth: int) -> Iterator[str]:
    out = one.publication
    yield f"## Post {nth}: {out.state}"
    if out.title:
        yield f"Title: {_plain(out.title)}"
    if out.post_id:
        yield f"Post id {_plain(out.post_id)}, out since {_at(out.ended)}."
    for entry in one.entries:
        yield from _lines(one, entry)


def _lines(one: Posted, entry: Entry) -> Iterator[str]:
    fact = entry.fact
    who = f" by {entry.by}" if entry.by else ""
    rows = [f"- **{_at(entry.at)}: {_plain(fact['news'])}**{who} (entry {entry.id})"]
    told = TOLD if fact["news"] in WHOLE else {"error": "why"}
    rows += [f"  - {called}: {_said(name, fact[name])}" for name, called in told.items()
             if fact.get(name)]  # fmt: skip
    if passed := one.passed.get(entry.id):
        rows += [f"  - rule: {_spoken(passed.given[-1].rule, passed.gate)}", *_each(passed)]
    yield "\n".join(rows)


def _spoken(said: Entry | None, gate: Gate) -> str:
    rule = _rule(said, gate)
    named = rule[gate] if gate in rule else rule["videos"]
    may = ", ".join((*named, *rule.get("groups", ())))
    if gate is Gate.BUDGET and gate not in rule:  # nobody had said who may
        may = f"{may}, and admins" if may else ""
    many = f", {rule['needed']} of them" if rule.get("needed", 1) > 1 else ""
    many += "" if rule.get("one_no", True) else ", and one no does not end it"
    where = f" (entry {said.id})" if said else ""
    return f"{may or 'everyone in the channel'} may {TO[gate]}{many}{where}"


def _said(name: str, value: Any) -> str:
    if name == "due":
        return _at(value)
    if name == "media":  # what follows the question mark may be a key to it
        value = value.partition("?")[0]
    return _plain(value if isinstance(value, str) else json.dumps(value))


def _plain(text: str) -> str:
    """Words of others as one line that Markdown shows as it is."""
    words = " ".join(clean(text).split())
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|!~" else sign for sign in words)


def _at(at: float) -> str:
    return (
        datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"
    )
