"""Why a thing has not gone on, for who runs the bot: its state, its rule, what waits, what happened."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from genbot.cards.freezes import frozen_by
from genbot.cards.publication import told
from genbot.cards.text import ended, several
from genbot.cards.why import in_words
from genbot.domain.freezes import Freeze
from genbot.domain.ideas import Idea
from genbot.domain.productions import Production
from genbot.domain.publications import OVER, Publication, PublicationState
from genbot.flows import freezes, why
from genbot.operate.records import Unreadable, instant
from genbot.operate.tables import Sheet, cell
from genbot.store import Transaction

POSTS = ("id", "state", "due", "channel", "title", "says")
MOST_ENTRIES = 12
DATE, PERSON = re.compile(r"<!date\^(\d+)\^[^>]*>"), re.compile(r"<([@#])([A-Z0-9]+)>")
LINK, MARKS = re.compile(r"<(?:https?:[^|>]*\|)?([^>]*)>"), re.compile(r"[*`]|\b_|_\b")


class Unknown(Unreadable):
    """No thing has this id."""


def posts(tx: Transaction) -> Sheet:
    """Every post that is not out and not over, with how it stands."""
    states = tuple(one for one in PublicationState if one not in OVER)
    rows = tuple(
        (
            one.id, one.state.value, instant(one.due), one.channel,
            one.title or tx.productions.get(one.production_id).title, _head(tx, one),
        )
        for one in tx.publications.find(state=states)
    )  # fmt: skip
    return Sheet("Not out yet", POSTS, rows)


def of(tx: Transaction, id: str) -> Iterator[str]:
    """Everything that is known of one thing, line by line; raises Unknown."""
    asked, errand = tx.requests.look(id) or tx.runs.look(id), tx.errands.look(id)
    found = tx.publications.look(id) or tx.productions.look(id) or tx.ideas.look(id)
    if found:
        family = tuple(_family(tx, found))
        yield from _decided(tx, found)
    elif asked:
        runs = tx.runs.find(request_id=getattr(asked, "request_id", asked.id))
        family = (id, *(run.id for run in runs))
        yield from (f"Run {run.id}: {run.state}. {run.error}".rstrip() for run in runs)
    elif errand:
        family = (id,)
        yield f"Errand {id}, {errand.what}: {errand.state}. {errand.reason}".rstrip()
    else:
        raise Unknown(
            f"Nothing here is called {id}. `genbot why` lists the posts that are not out."
        )
    yield from _waits(tx, family)
    yield from _happened(tx, family)


def _decided(tx: Transaction, thing: Publication | Production | Idea) -> Iterator[str]:
    stands = why.stands(tx, thing.id, by="")
    named = {Publication: "Post", Production: "Video"}.get(type(thing), "Idea")
    yield f"{named} {thing.id} “{stands.title}” in {thing.channel}"
    state, *rule = in_words(stands)
    if isinstance(thing, Publication):
        state = f"{_head(tx, thing)}.\n{told(thing).body}"
        if freeze := _freeze(tx, thing):
            state = f"{frozen_by(freeze)}: {ended(freeze.reason or 'no reason was given')}\n{state}"
    elif isinstance(thing, Production) and thing.error:
        state = f"{state}\n{thing.error}"
    yield from (f"  {one}" for one in spoken(state).splitlines() if one.strip())
    yield from (spoken(one) for one in rule)


def _head(tx: Transaction, out: Publication) -> str:
    freeze = _freeze(tx, out)
    return spoken(frozen_by(freeze) if freeze else told(out).head)


def _freeze(tx: Transaction, out: Publication) -> Freeze | None:
    return freezes.over(tx, out.channel) if out.state is PublicationState.SCHEDULED else None


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
