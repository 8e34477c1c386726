"""Preflight: what stands against a video going out, found in the transaction that asks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from genbot.cards.slots import close_plainly
from genbot.cards.text import clean, escape, lasting, plain, several, weight
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.preflight import (
    DAY,
    LARGEST,
    LONGEST,
    SAME_FOR,
    SHORTEST,
    Accounts,
    Check,
    Verdict,
    creators,
    in_a_day,
    inspired,
    red,
)
from genbot.domain.productions import Production, Stage
from genbot.domain.publications import (
    CAPTION_LIMIT,
    Publication,
    PublicationState,
    Wish,
    caption_size,
)
from genbot.flows import freezes, linked, slots
from genbot.store import Transaction

S, V = PublicationState, Verdict
AHEAD = (S.SCHEDULED, S.SENDING, S.WAITING, S.UNSURE, S.HELD)


def standing(tx: Transaction, production: Production) -> tuple[Check, ...]:
    """For its card: the checks of the plan that stands there; nothing when none is asked for."""
    if production.stage is not Stage.REVIEW:
        return ()
    return checks(tx, production, production.planned)


def checks(tx: Transaction, production: Production, wish: Wish) -> tuple[Check, ...]:
    """Everything that is looked at before this may go out like that, in the order people read it."""
    at = wish.due or tx.now
    return (
        *_file(production),
        _caption(wish.caption),
        _time(wish, tx.now),
        linked.check(production),
        _pace(tx, production, at),
        _twin(tx, production, wish.caption, at),
        *_near(tx, production, wish),
        *_footage(tx, production, wish.footage),
        *_approvals(production),
        _frozen(tx, production.channel, wish),
    )


def filled_in(tx: Transaction, production: Production, wish: Wish) -> Production:
    """With the list for what stands in its form, and not for the plan on its card."""
    return replace(production, checks=checks(tx, production, wish))


def refrozen(tx: Transaction, production: Production) -> tuple[Check, ...]:
    """Its checks as they stand on its card, but with what is frozen now."""
    now = _frozen(tx, production.channel, production.planned)
    return tuple(now if one.name == now.name else one for one in production.checks)


def refuse(tx: Transaction, production: Production, wish: Wish, *, typed: bool) -> None:
    """Raises with what stands against it: at its fields when a form was filled in."""
    found = red(checks(tx, production, wish))
    if found and typed:
        raise BadForm(**{one.field: plain(str(one), 600) for one in reversed(found)})
    if found:
        raise NotNow(f"{escape(str(found[0]), 600)} Nothing was published.")


def against(tx: Transaction, out: Publication, at: float) -> str:
    """What stands against a post at another time than it was approved for; empty when nothing does."""
    production = tx.productions.get(out.production_id)
    twin = _same(tx, production, out.caption, _posts(tx, production, at, SAME_FOR))
    crowded = _pace(tx, production, at)
    return f"{twin} Choose another time." if twin else str(crowded) if red([crowded]) else ""


def again(tx: Transaction, out: Publication, at: float) -> str:
    """What stands against sending it once more by now: what was approved meanwhile has its caption, or
    has filled its account. Of the number of posts only what left before counts against what goes out
    at once."""
    if out.rehearsal:
        return ""
    production = tx.productions.get(out.production_id)
    if twin := _same(tx, production, out.caption, _posts(tx, production, at, SAME_FOR)):
        return f"{twin} Take it back to review to write another one."
    return against(tx, out, at) if at > tx.now else full(tx, out)


def full(tx: Transaction, out: Publication) -> str:
    """What stands against it at the moment it leaves: then only what left before it counts."""
    production = tx.productions.get(out.production_id)
    at = out.due if out.handed_over and out.due > tx.now else tx.now
    gone = [
        other
        for other in _posts(tx, production, at, SAME_FOR)
        if other.when <= at and other.state is not S.SCHEDULED
    ]
    twin = _same(tx, production, out.caption, gone)
    lately = sum(at - DAY < other.when for other in gone)
    return twin or (_crowded(tx) if lately >= tx.settings.posts_a_day else "")


def _file(production: Production) -> Iterator[Check]:
    """One line for what it is, and where somebody could read it one for how long and how large."""
    if production.wrong:
        why = f"This cannot be posted: {production.unread}."
        yield Check("file", V.NO, why, "Render again or Change… makes a new version.")
    elif not production.sha256:
        why = f": {production.unread.rstrip('.')}" if production.unread else ""
        yield Check("file", V.UNKNOWN, f"I could not read the file{why}.")
    else:
        film = production.film.upper()
        yield Check("file", V.OK, f"The file is there, and it is {film or 'a video'}.")
        yield _size(production.seconds, production.size)


def _size(seconds: float, size: int) -> Check:
    long, large = lasting(seconds), weight(size)
    if size > LARGEST:
        words = f"It has {large}; TikTok takes {weight(LARGEST)} at most."
        return Check("size", V.NO, words, "Change… makes a new version.")
    if not seconds:
        return Check("size", V.UNKNOWN, f"It has {large}, and does not say how long it is.")
    if seconds > LONGEST:
        words = f"It lasts {long}; TikTok takes {lasting(LONGEST)} at most."
        return Check("size", V.NO, words, "Make it shorter with Change… or in the Studio…")
    if seconds < SHORTEST:
        words = f"It lasts {seconds:.1f} s; TikTok takes {lasting(SHORTEST)} at least."
        return Check("size", V.NO, words, "Make it longer with Change… or in the Studio…")
    return Check("size", V.OK, f"It lasts {long} and has {large}.")


def _caption(caption: str) -> Check:
    size = caption_size(caption)
    if not caption.strip():
        return Check("caption", V.NO, "A post needs a caption.", "Write one.")
    if size > CAPTION_LIMIT:
        words = f"The caption has {size:,} characters; TikTok takes {CAPTION_LIMIT:,}."
        return Check("caption", V.NO, words, "Shorten it.")
    return Check("caption", V.OK, f"The caption has {size:,} of {CAPTION_LIMIT:,} characters.")


def _time(wish: Wish, now: float) -> Check:
    if wish.due and wish.due <= now:
        later = "Choose a later one, or leave it empty for now."
        return Check("time", V.NO, "That time has passed.", later, "when")
    if wish.handed_over and not wish.due:
        words = "GEN can only hold a post that has a time."
        return Check("time", V.NO, words, "Choose one.", "when")
    return Check("time", V.OK, "Its time is still to come." if wish.due else "It goes out at once.")


def _pace(tx: Transaction, production: Production, at: float) -> Check:
    count = in_a_day(at, (one.when for one in _posts(tx, production, at)))
    most = tx.settings.posts_a_day
    if count > most:
        return Check("pace", V.NO, _crowded(tx), "Choose another time.", "when")
    return Check("pace", V.OK, f"Post {count} of at most {most} in 24 hours.")


def _near(tx: Transaction, production: Production, wish: Wish) -> Iterator[Check]:
    """What else goes out around its time: whoever approves it should know, and may well want it."""
    if wish.due and (other := slots.near(tx, production)(wish.due)):
        yield Check(
            "near", V.WARN, close_plainly(other, production.channel, wish.due), field="when"
        )


def _crowded(tx: Transaction) -> str:
    most = several(tx.settings.posts_a_day, "post")
    return f"One account can have {most} in 24 hours, and this is one too many."


def _twin(tx: Transaction, production: Production, caption: str, at: float) -> Check:
    if words := _same(tx, production, caption, _posts(tx, production, at, SAME_FOR)):
        return Check("twin", V.NO, words, "Write another one.")
    return Check("twin", V.OK, "No other post of these 30 days has its caption.")


def _same(
    tx: Transaction, production: Production, caption: str, others: Iterable[Publication]
) -> str:
    """Which of them says the same: invisible signs and spaces make no difference to who reads it."""
    said = _said(caption)
    found = next((one for one in others if said and _said(one.caption) == said), None)
    if found is None:
        return ""
    return f"{_named(tx, found, production)} has the same caption, less than 30 days apart."


def _named(tx: Transaction, other: Publication, production: Production) -> str:
    """Another post; by its name only in its own channel."""
    if other.channel != production.channel:
        return "A post of another channel"
    return f"“{plain(other.title or tx.productions.get(other.production_id).title, 80)}”"


def _said(caption: str) -> str:
    return " ".join(clean(caption).split())


def _footage(tx: Transaction, production: Production, ticked: tuple[str, ...]) -> Iterator[Check]:
    idea, ours = tx.ideas.get(production.idea_id), production.accounts or Accounts()
    found = tuple(creators(idea.assets, idea.sources, (name for _, name in ours.known)))
    told = f"Footage of {linked.names(found)} was chosen for it."
    if set(found) - set(ticked):
        todo = "Tick that you have the right to use it."
        yield Check("footage", V.NO, told, todo, "footage", found)
    elif found:
        words = f"{told} Its use was confirmed."
        yield Check("footage", V.OK, words, field="footage", of=found)
    elif learned := inspired(idea.sources):
        words = f"Inspired by {linked.names(learned)}; no footage of others was chosen by name."
        yield Check("footage", V.OK, words)


def _approvals(production: Production) -> Iterator[Check]:
    """Of what others have approved already; the first yes is what the button gives."""
    if ballot := production.ballot:
        left = several(ballot.missing, "more yes", "more yeses")
        against = f", {len(ballot.noes)} said no" if ballot.noes else ""
        words = f"{len(ballot.votes)} of {ballot.needed} approved it{against}: {left} to come."
        yield Check("approvals", V.OK, words)


def _frozen(tx: Transaction, channel: str, wish: Wish) -> Check:
    found = freezes.over(tx, channel)
    if found is None:
        return Check("frozen", V.OK, "Publishing is not frozen.")
    words = freezes.plainly(found)
    if wish.due:
        return Check("frozen", V.UNKNOWN, f"{words} It waits until that is over.")
    return Check("frozen", V.NO, words, freezes.PLAN_IT, "when")


def _posts(
    tx: Transaction, production: Production, at: float, within: float = DAY
) -> list[Publication]:
    """What its account has posted or will post less than that before or after a time, in whichever
    channel and by whichever agent; not its own."""
    ahead = tx.publications.between("due", at - within, at + within, state=AHEAD)
    live = tx.publications.between("ended", at - within, at + within, state=S.LIVE)
    where = production.handles
    return [
        one
        for one in (*ahead, *live)
        if one.shares(production.agent_id, where)
        and one.production_id != production.id
        and _counts(one)
        and abs(one.when - at) < within
    ]


def _counts(out: Publication) -> bool:
    """On hold it counts when it may be out; what is rehearsed never is."""
    return not out.rehearsal and (out.state is not S.HELD or out.doubtful)
