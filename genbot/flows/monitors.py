"""Have GEN read other people's posts, once or until it is stopped; change that, and use what it found."""

from dataclasses import replace
from typing import Any

from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.monitors import Search, kept
from genbot.flows import errands, talks
from genbot.store import Transaction

KINDS = (What.MONITOR, What.SCRAPE)
DAY = 86_400.0
E = ErrandState


def start(tx: Transaction, search: Search, *, channel: str, by: str) -> Errand:
    """Raises BadForm for what GEN cannot search."""
    search.check()
    what = _what(search)
    return errands.want(tx, what, _title(search), channel=channel, by=by, **_wish(search))


def find(tx: Transaction, id: str) -> Errand:
    return tx.errands.get(id)


def listed(tx: Transaction, channel: str) -> list[Errand]:
    """Everything ever watched from this channel: what goes on first, then the newest. GEN has no such
    list."""
    found = tx.errands.find(channel=channel, what=KINDS)
    return sorted(found, key=lambda one: (one.state.over, -one.at))


def change(tx: Transaction, id: str, wanted: Search, *, by: str) -> Errand:
    """Have GEN search differently from now on; only what differs is sent."""
    errand = _going_on(tx, id)
    before = kept(errand.wish)
    wanted.check()
    if before.country and not wanted.country:
        raise BadForm(country="GEN can change the country, but not leave it out again.")
    changes = {name: value for name, value in wanted.told().items() if errand.wish[name] != value}
    if not changes:
        raise BadForm(value="This is as it was. Change something, or close the form.")
    return _write(tx, errand, f"Change: {_title(before)}", changes, by)


def stop(tx: Transaction, id: str, *, by: str) -> Errand:
    """Watch no more: GEN reads what it has begun, and that is all."""
    errand = _going_on(tx, id)
    if errand.what is not What.MONITOR:
        raise NotNow("This reads the posts once and ends by itself.")
    return _write(tx, errand, f"Stop: {errand.title}", {"ongoing": False}, by)


def changed(tx: Transaction, id: str) -> None:
    """GEN has the change: the watching knows it too."""
    change = errands.done(tx, id, {})
    errand, changes = tx.errands.get(change.wish["monitor"]), change.wish["changes"]
    if errand.state is not E.WORKING:
        return
    if stops(change):
        errands.stop(tx, errand.id, by=change.by)
        return
    search = replace(kept(errand.wish), **changes)
    errand = replace(errand, what=_what(search), title=_title(search), wish=_wish(search))
    errands.look_on(tx, errand, tx.now)
    errands.keep(tx, errand, "changed", change.by)


def stops(change: Errand) -> bool:
    """Whether this change ends the watching."""
    return bool(change.wish["changes"] == {"ongoing": False})


def seen(tx: Transaction, errand: Errand, found: dict[str, Any]) -> None:
    """What GEN tells of a watching that goes on; once a day it is a report of its own."""
    reported = float(errand.result.get("reported") or errand.since)
    if tx.now - reported < DAY / tx.settings.pace:
        errands.progressed(tx, errand.id, found)
        return
    day = int(errand.result.get("day") or 0) + 1
    before = errand.result.get("counted") or 0
    news = {"day": day, "reported": tx.now, "before": before, "counted": found.get("found") or 0}
    errand = replace(errand, result=errand.result | found | news)
    errands.keep(tx, errand, "report")


def ask(tx: Transaction, id: str, question: str, *, by: str) -> Errand:
    """Ask the agent about what was read, in the thread where it is reported."""
    errand = tx.errands.get(id)
    if not errand.usable:
        raise NotNow("Nothing was read yet. Please ask again when it is done.")
    thread = errand.thread or errand.slot
    return talks.ask(tx, question, channel=errand.channel, by=by, thread=thread)


def _write(tx: Transaction, errand: Errand, title: str, changes: dict[str, Any], by: str) -> Errand:
    open = tx.errands.find(channel=errand.channel, what=What.CHANGE_MONITOR, state=WRITING)
    if any(one.wish["monitor"] == errand.id for one in open):
        raise NotNow("GEN is being told of another change already. Please wait for that one.")
    return errands.want(
        tx, What.CHANGE_MONITOR, title, channel=errand.channel, by=by,
        thread=errand.thread or errand.slot, agent=(errand.agent, errand.agent_name),
        monitor=errand.id, job=errand.job, changes=changes,
    )  # fmt: skip


WRITING = (E.WANTED, E.WORKING)


def _going_on(tx: Transaction, id: str) -> Errand:
    errand = tx.errands.get(id)
    if errand.state is E.WORKING and errand.job:
        return errand
    if errand.state is E.WANTED:
        raise NotNow("GEN is being asked for this right now. Please try again in a minute.")
    raise NotNow("This has ended. Only what GEN still works on can be changed.")


def _what(search: Search) -> What:
    return What.MONITOR if search.ongoing else What.SCRAPE


def _title(search: Search) -> str:
    return f"Watching {search.name}" if search.ongoing else f"Reading posts: {search.name}"


def _wish(search: Search) -> dict[str, Any]:
    """The topic is for ideas that are made from it."""
    topic = f"what works at {search.name}, from the posts you have read"
    return {**search.told(), "topic": topic}
