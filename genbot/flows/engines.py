"""Engines (vidsheets): made from nothing with columns of one's own, listed, copied to another agent."""

from genbot.domain.engines import LONGEST_TITLE, MOST_KNOWN, Engine, columns
from genbot.domain.errands import Errand, ErrandState, What
from genbot.domain.errors import BadForm, NotHere, NotNow
from genbot.domain.productions import Production
from genbot.flows import channels, errands
from genbot.store import Transaction

MADE = (What.NEW_ENGINE, What.COPY_ENGINE)


def start(
    tx: Transaction, title: str, typed: str, *, default: bool = False, channel: str, by: str
) -> Errand:
    """A new engine with these columns, one a line; raises BadForm."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title:
        raise BadForm(title="Say what it is called.")
    wanted = [list(column) for column in columns(typed)]
    return errands.want(
        tx, What.NEW_ENGINE, f"New engine: {title}", channel=channel, by=by,
        name=title, columns=wanted, default=default,
    )  # fmt: skip


def made(tx: Transaction, errand: Errand, sheet: str) -> None:
    """GEN has it, still empty: its columns follow, in the thread of its card."""
    done = errands.done(tx, errand.id, {"sheet": sheet})
    errands.want(
        tx, What.COLUMNS, f"Columns of {done.wish['name']}", channel=done.channel, by=done.by,
        thread=done.thread or done.slot, agent=(done.agent, done.agent_name),
        sheet=sheet, columns=done.wish["columns"],
    )  # fmt: skip


def listed(tx: Transaction, channel: str) -> list[Engine]:
    """The newest engines that were made from this channel, newest first; GEN has no such list."""
    done = tx.errands.find(channel=channel, what=MADE, state=ErrandState.DONE)
    found = (*map(_own, done), *map(_of_video, tx.productions.newest(MOST_KNOWN, [channel])))
    return sorted((one for one in found if one.sheet), key=lambda one: -one.at)[:MOST_KNOWN]


def find(tx: Transaction, id: str) -> Engine:
    """The engine that this errand made, or this video is made in; raises NotHere."""
    errand, production = tx.errands.look(id), tx.productions.look(id)
    ended = errand if errand and errand.what in MADE and errand.state is ErrandState.DONE else None
    found = _of_video(production) if production else ended and _own(ended)
    if found and found.sheet:
        return found
    raise NotHere("I do not know this engine any more. Please look at it in GEN.")


def copy(tx: Transaction, id: str, target: str, name: str, *, channel: str, by: str) -> Errand:
    """The same engine again, for another agent; only for who may change what GEN keeps for that."""
    engine = find(tx, id)
    if not target:
        raise BadForm(agent="Choose the agent it is for.")
    channels.keeps(tx, channel, target, by)
    under_way = tx.errands.find(channel=channel, what=What.COPY_ENGINE, state=ErrandState.WANTED)
    if any((one.wish["sheet"], one.wish["target"]) == (engine.sheet, target) for one in under_way):
        raise NotNow("GEN is making that copy already.")
    return errands.want(
        tx, What.COPY_ENGINE, f"Copy of {engine.name}", channel=channel, by=by,
        agent=(engine.agent, engine.agent_name), name=engine.name, sheet=engine.sheet,
        target=target, target_name=name,
    )  # fmt: skip


def _own(errand: Errand) -> Engine:
    wish, sheet = errand.wish, str(errand.result.get("sheet") or "")
    agent = str(wish.get("target") or errand.agent)
    known = str(wish.get("target_name") or errand.agent_name)
    return Engine(errand.id, sheet, str(wish.get("name") or ""), agent, known, errand.ended)


def _of_video(made: Production) -> Engine:
    return Engine(made.id, made.sheet_id, made.title, made.agent_id, "", made.began)
