"""Why a thing has not gone on, for who runs the bot: its state, its rule, what waits, what happened."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from genbot.cards.freezes import frozen_by
from genbot.cards.production import LOOKS
from genbot.cards.publication import stands
from genbot.cards.text import ended, several
from genbot.cards.why import rule_in_words, state_in_words
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Idea, Request, Run, RunState
from genbot.domain.productions import RESTING, WORKING, Production, Stage
from genbot.domain.publications import OVER, Publication, PublicationState
from genbot.flows import freezes, why
from genbot.operate.meant import Made, furthest, ids
from genbot.operate.records import MANY, Unreadable, instant
from genbot.operate.tables import Row, Sheet, cell
from genbot.store import Transaction

POSTS = ("id", "what", "state", "due", "channel", "title", "says")
ASKED = {
    RunState.QUEUED: "Waits for another run of its conversation.",
    RunState.ASKED: "Is to be asked of GEN.",
    RunState.RUNNING: "GEN works on it.",
    RunState.APPROVAL: "The agent asks before it goes on: somebody answers on its card.",
    RunState.DONE: "Its answer is there.",
    RunState.FAILED: "It did not work.",
    RunState.HELD: "Waits for credits.",
}
OPEN = tuple(one for one in RunState if not one.over or one is RunState.HELD)
MOST_ENTRIES = 12
DATE, PERSON = re.compile(r"<!date\^(\d+)\^[^>]*>"), re.compile(r"<([@#])([A-Z0-9]+)>")
LINK, MARKS = re.compile(r"<(?:https?:[^|>]*\|)?([^>]*)>"), re.compile(r"[*`]|\b_|_\b")


class Unknown(Unreadable):
    """No thing has this id."""


def answer(tx: Transaction, words: str) -> Sheet | Sequence[str]:
    """What is not out, without words; else why the thing that they mean has not gone on, or which
    things they may mean. Raises Unknown."""
    if not words:
        return unfinished(tx)
    found = ids(tx, words)
    if len(found) > 1:
        return Sheet("Which one?", POSTS, tuple(filter(None, (_called(tx, id) for id in found))))
    return list(of(tx, found[0] if found else words))


def unfinished(tx: Transaction) -> Sheet:
    """Every post that is not out and not over, every video that has not become one, and what was asked
    of the agent, with how each stands."""
    states = tuple(one for one in PublicationState if one not in OVER)
    posts = tx.publications.find(state=states)
    videos = tx.productions.find(stage=(*WORKING, Stage.REVIEW, *RESTING))
    asked = [run for run in tx.runs.find(state=OPEN) if not run.again]
    things: tuple[Made, ...] = (*posts, *videos)
    rows = (*(_row(tx, one) for one in things), *(_asked(tx, run) for run in asked))
    return Sheet("Not out yet", POSTS, rows, MANY)


def _called(tx: Transaction, id: str) -> Row | None:
    thing = tx.publications.look(id) or tx.productions.look(id) or tx.ideas.look(id)
    runs = tx.runs.find(request_id=id)
    return _row(tx, thing) if thing else _asked(tx, runs[-1]) if runs else None


def _row(tx: Transaction, thing: Made) -> Row:
    title, due, says = thing.title, None, _states(tx, thing)
    if isinstance(thing, Publication):
        title = title or tx.productions.get(thing.production_id).title
        due, says = instant(thing.due), says[:2]
    said = spoken(" ".join(says))
    return thing.id, _named(thing).lower(), _state(thing), due, thing.channel, title, said


def _state(thing: Made) -> str:
    match thing:
        case Publication():
            return thing.state.value
        case Production():
            return thing.stage.value
    return thing.status.value


def _asked(tx: Transaction, run: Run) -> Row:
    asked = tx.requests.get(run.request_id)
    state, says = run.state.value, spoken(_run(run))
    return asked.id, "request", state, None, asked.channel, asked.topic, says


def _run(run: Run) -> str:
    return f"{ASKED[run.state]} {run.note or run.error}".rstrip()


def of(tx: Transaction, id: str) -> Iterator[str]:
    """Everything that is known of one thing, line by line; raises Unknown."""
    run, errand = tx.runs.look(id), tx.errands.look(id)
    asked = tx.requests.look(run.request_id if run else id)
    found = tx.publications.look(id) or tx.productions.look(id) or tx.ideas.look(id)
    if found:
        family = tuple(_family(tx, found))
        yield from _decided(tx, found)
        last = furthest(tx, found) if isinstance(found, Idea) else found
        yield from _decided(tx, last) if last is not found else ()
    elif asked:
        runs, ideas = tx.runs.find(request_id=asked.id), tx.ideas.find(request_id=asked.id)
        family = (asked.id, *(run.id for run in runs), *(idea.id for idea in ideas))
        yield from _brought(tx, asked, runs, ideas)
    elif errand:
        family = (id,)
        yield f"Errand {id}, {errand.what}: {errand.state}. {errand.reason}".rstrip()
    else:
        raise Unknown(
            f"Nothing here is called {id}. `genbot why` lists what is not out; words of a title, or "
            "the link of its message, do as well as an id."
        )
    yield from _waits(tx, family)
    yield from _happened(tx, family)


def _brought(
    tx: Transaction, asked: Request, runs: Sequence[Run], ideas: Sequence[Idea]
) -> Iterator[str]:
    """A request, how far the agent is with it, and what has become of each idea."""
    yield f"Request {asked.id} “{asked.topic}” in {asked.channel}"
    yield from (f"  {spoken(_run(run))}" for run in runs)
    for idea in ideas:
        id, what, _, _, _, title, says = _row(tx, furthest(tx, idea))
        yield f"  {str(what).capitalize()} {id} “{title}”: {says}"


def _decided(tx: Transaction, thing: Made) -> Iterator[str]:
    seen = why.stands(tx, thing.id, by="")
    yield f"{_named(thing)} {thing.id} “{seen.title}” in {thing.channel}"
    said = "\n".join(_states(tx, thing)).splitlines()
    yield from (f"  {spoken(one)}" for one in said if one.strip())
    yield from map(spoken, rule_in_words(seen))


def _named(thing: Made) -> str:
    return {Publication: "Post", Production: "Video"}.get(type(thing), "Idea")


def _states(tx: Transaction, thing: Made) -> list[str]:
    """How it stands, the reason that comes before all others first."""
    freeze = freezes.over(tx, thing.channel)
    if isinstance(thing, Publication):
        shown = stands(thing, freeze)
        stopped = freeze and thing.state is PublicationState.SCHEDULED
        body = [one for one in shown.body.splitlines() if not one.startswith(">")]
        return [*(_frozen(freeze) if stopped else [f"{shown.head}{shown.who}."]), *body]
    if isinstance(thing, Production) and not _waits_for_people(thing):
        told = [f"{LOOKS[thing.stage].state}."]
    else:
        told = list(state_in_words(why.stands(tx, thing.id, by="")))
    if isinstance(thing, Production):
        told += [thing.note or thing.error] if thing.note or thing.error else []
        told = [*(_frozen(freeze) if thing.stage is Stage.REVIEW else []), *told]
    return told


def _waits_for_people(made: Production) -> bool:
    """Only then is it worth to look who may decide: there may be thousands under way."""
    return made.stage is Stage.REVIEW or (made.stage is Stage.HELD and made.over)


def _frozen(freeze: Freeze | None) -> list[str]:
    if freeze is None:
        return []
    return [f"{frozen_by(freeze)}: {ended(freeze.reason or 'no reason was given')}"]


def _family(tx: Transaction, thing: Publication | Production | Idea) -> Iterator[str]:
    """The idea, its video with what is made for it, and its posts."""
    idea = thing.id if isinstance(thing, Idea) else thing.idea_id
    yield idea
    for made in tx.productions.find(idea_id=idea):
        yield made.id
        yield from (task.id for task in made.tasks)
        yield from (made.render.id,) if made.render else ()
        yield from (out.id for out in tx.publications.find(production_id=made.id))


def _waits(tx: Transaction, family: Sequence[str]) -> Iterator[str]:
    """What nobody has to decide: it is asked of GEN, or said in Slack, when its time has come."""
    for watch in tx.watches.all():
        if watch.subject in family:
            errors = f", {several(watch.tries, 'error')} in a row" if watch.tries else ""
            errors += f" (the last: {cell(watch.error)})" if watch.tries and watch.error else ""
            when = "in hand now" if watch.owner else f"next at {cell(instant(watch.due))}"
            what = f"Waits at GEN (watch {watch.id}): {watch.kind} is {watch.phase}"
            yield f"{what}, {when}{errors}{_under(watch.ref)}"
    for one in tx.outbox.waiting():
        if set(one.slot.split(":")) & set(family):
            again = "never again" if one.dead else f"next at {cell(instant(one.due))}"
            again = "in hand now" if one.sending and not one.error else again
            error = f", {one.error} ({several(one.tries, 'try', 'tries')})" if one.error else ""
            yield f"Not said yet: {one.slot} in {one.channel}, {again}{error}"


def _happened(tx: Transaction, family: Sequence[str]) -> Iterator[str]:
    entries = tx.journal.of(*family)[-MOST_ENTRIES:]
    yield (
        f"What happened ({len(entries)} newest):"
        if entries
        else "Nothing is kept of what happened."
    )
    for one in entries:
        words = (
            one.fact.get(name) for name in ("news", "verb", "stage", "status", "state", "error")
        )
        said = ", ".join(str(word) for word in dict.fromkeys(words) if word)
        by = f" by {one.by}" if one.by else ""
        yield f"  {cell(instant(one.at))}  {one.event} {one.subject}{said and ': '}{said}{by}{_under(one.ref)}"
    refs = list(dict.fromkeys(one.ref for one in entries if one.ref))
    if refs:
        yield f"In the log: grep -E '{'|'.join(refs)}'"


def _under(ref: str) -> str:
    return f" [{ref}]" if ref else ""


def spoken(mrkdwn: str) -> str:
    """What a card says, as a terminal shows it."""
    text = DATE.sub(lambda found: cell(instant(float(found[1]))), mrkdwn)
    return unescape(MARKS.sub("", LINK.sub(r"\1", PERSON.sub(r"\1\2", text))))
