"""An approved idea becomes a video: what people can ask for on the way."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from genbot.domain import faces
from genbot.domain.approvals import Ballot, Gate, Vote, Votes
from genbot.domain.budgets import ROOM
from genbot.domain.errors import BadForm, NotNow
from genbot.domain.ideas import Idea
from genbot.domain.productions import RENDERED_AGAIN, Production, Stage, Task, TaskState
from genbot.domain.watches import Kind
from genbot.flows import (
    approvals,
    budgets,
    channels,
    editing,
    lifecycle,
    means,
    plan,
    policies,
    prices,
    publications,
    steps,
    times,
)
from genbot.store import Transaction


def begin(tx: Transaction, idea: Idea, *, by: str) -> Idea:
    """The approved idea gets its production; returns the idea that knows it."""
    production = Production(
        tx.new_id(), idea.id, idea.request_id, idea.channel, idea.agent_id, by, idea.title, tx.now
    )
    production = replace(
        production, caption=caption(idea), stage_at=tx.now, wanted_template=idea.template
    )
    production = replace(production, expects=times.expected(tx, production))
    idea = tx.ideas.save(replace(idea, production_id=production.id))
    usual = channels.find(tx, idea.channel).templates.get(str(idea.video_type_id), "")
    template = idea.template or usual
    _begun(tx, production, template, "started", by)
    return idea


def stop(tx: Transaction, id: str, *, by: str) -> Production:
    """Stop what is under way; GEN refunds what it had begun."""
    production = _mine(tx, id, by).move("stop", at=tx.now, over=False, ballot=None)
    for kind in (Kind.CLONE, Kind.FILL):
        tx.watches.drop(kind, production.id)
    for task in steps.every(production):
        if task.state is TaskState.WORKING:
            steps.stop(tx, task)
            production = production.with_task(replace(task, state=TaskState.STOPPED, ended=tx.now))
    return steps.keep(tx, production, "stopped", by=by)


def resume(tx: Transaction, id: str, *, by: str) -> Production:
    """Go on from the step that failed, was stopped or was held; what is done stays done."""
    before = _mine(tx, id, by)
    editing.free(tx, before)
    production = before.move("resume", at=tx.now)
    if production.promised is None:
        production = replace(production, promised=budgets.promised(tx, production))
    if why := budgets.over(tx, production):
        if before.over:
            raise NotNow(f"{why}. Whoever may go over budget here can allow it once.")
        return _held(tx, production, why, by)
    return _go_on(tx, production, "resumed", by)


def allow(tx: Transaction, id: str, *, by: str) -> Production:
    """Let this one go on although it is over budget, once enough people have said so; the next one
    asks again."""
    production = _over(tx, id, by)
    here = approvals.may(tx, Gate.BUDGET, production, by)
    ballot = approvals.cast(here, production.ballot, _sealed(production), Vote(by, tx.now))
    if ballot.missing:
        return steps.keep(tx, replace(production, ballot=ballot), "allowed by one", by=by)
    going = production.move("resume", at=tx.now, allowed=True)
    return _go_on(tx, going, "allowed over budget", by, ballot.votes)


def deny(tx: Transaction, id: str, fell: int, reason: str, *, by: str) -> Production:
    """Do not let this one go on over budget: it is stopped, or, where one no does not end it, waits
    for the others. Of which time it was held (0: whichever it is)."""
    production = _over(tx, id, by)
    if fell and fell != production.fell:
        raise NotNow("It was held anew since. Please look at its card as it is now.")
    seal, vote = _sealed(production), Vote(by, tx.now, reason)
    ballot = approvals.no(tx, Gate.BUDGET, production, seal, vote) or Ballot(seal, 0, noes=(vote,))
    production = replace(production, ballot=ballot)
    if ballot.spare:
        return steps.keep(tx, production, "denied by one", by=by)
    production = production.move(
        "stop", at=tx.now, over=False, error="", decided_by=by, decided_at=tx.now
    )
    return steps.keep(tx, production, "denied over budget", by=by)


def weigh_anew(tx: Transaction, channel: str, *, by: str) -> None:
    """The budgets there were changed: what they hold tells on its card whether they still do. Nothing
    goes on by itself."""
    for made in tx.productions.find(stage=Stage.HELD, channel=channel):
        why = budgets.over(tx, made) or ROOM
        if made.over and why != made.error:
            steps.keep(tx, replace(made, error=why), "budget changed", by=by)


def _over(tx: Transaction, id: str, by: str) -> Production:
    """It, while it waits for somebody who may go over budget; raises NotNow and NotYours."""
    production = tx.productions.get(id)
    policies.check(tx, production.channel, Gate.BUDGET, by)
    if not production.over or production.stage is not Stage.HELD:
        raise NotNow("This does not wait for a budget any more. Nothing was changed.")
    return production


def _sealed(production: Production) -> dict[str, Any]:
    """What is allowed: this video, this time."""
    return {"version": production.version, "held": production.stage_at}


def _begun(
    tx: Transaction, production: Production, template: str, news: str, by: str
) -> Production:
    """Begin at the template, unless a budget holds it."""
    production = prices.begun(tx, production, template)
    production = replace(production, promised=budgets.promised(tx, production))
    production, held = means.judged(tx, production)
    if held:
        return steps.keep(tx, production, held, by=by)
    tx.watch(Kind.CLONE, production.id)
    production = steps.keep(tx, production, news, by=by)
    means.foresee(tx, production)
    return production


def _held(tx: Transaction, production: Production, why: str, by: str) -> Production:
    return steps.keep(tx, means.over(tx, production, why), "over budget", by=by)


def _go_on(
    tx: Transaction, production: Production, news: str, by: str, votes: Votes = ()
) -> Production:
    production = replace(production, over=False, short=False, ballot=None)
    for task in steps.every(production):
        if task.state is TaskState.STOPPED:
            steps.call_back(tx, task)
            production = production.with_task(task.go_on())
        elif task.state is TaskState.HELD and (task.generation or task.began):
            production = production.with_task(task.go_on())
        elif task.state in {TaskState.FAILED, TaskState.HELD}:
            production = production.with_task(task.again())
    if production.stage is Stage.CLONING:
        tx.watch(Kind.CLONE, production.id)
    if production.stage is Stage.FILLING:
        tx.watch(Kind.FILL, production.id)
    return steps.keep(tx, steps.advance(tx, production), news, by=by, votes=votes)


def choose_template(tx: Transaction, id: str, slug: str, *, by: str) -> Production:
    """Begin anew with another template, as long as nothing was rendered."""
    production = _mine(tx, id, by)
    if production.version or production.stage.over:
        raise NotNow("This video was rendered already. Reject it to start from another template.")
    if steps.under_way(tx, production):  # of another template nobody could stop it any more
        raise NotNow(
            "Parts of this video are being made already, so it keeps its template. "
            "Another one for the next video: /gen settings."
        )
    for kind in (Kind.CLONE, Kind.FILL):
        tx.watches.drop(kind, id)
    fresh = Production(
        id, production.idea_id, production.request_id, production.channel, production.agent_id,
        production.by, production.title, tx.now, wanted_template=slug, stage_at=tx.now,
        caption=production.caption, credits=production.credits, attempt=production.attempt + 1,
    )  # fmt: skip
    fresh = replace(fresh, expects=times.expected(tx, fresh))
    return _begun(tx, fresh, slug, "template chosen", by)


def change(
    tx: Transaction, id: str, version: int, wish: str, redo: Sequence[str], *, by: str
) -> Production:
    """Have some parts made anew and render again; an approval of the old version means nothing then."""
    production = _reviewed(tx, id, version, by)
    editing.free(tx, production)
    if not redo:
        raise BadForm(redo="Choose at least one part to make anew.")
    if not wish.strip():
        raise BadForm(wish="Say what should change.")
    wish = wish.strip()[:2000]
    tasks = plan.redone(production.tasks, set(redo), wish)
    return _anew(tx, production, "change", "being changed", wish=wish, tasks=tasks, by=by)


def render(tx: Transaction, id: str, version: int, *, by: str) -> Production:
    """Render it once more, with what was changed in the studio; an approval of the old version means
    nothing then."""
    production = _reviewed(tx, id, version, by)
    editing.free(tx, production)
    return _anew(
        tx, production, "render", "being rendered again",
        wish=RENDERED_AGAIN, tasks=production.tasks, by=by,
    )  # fmt: skip


def _anew(
    tx: Transaction, production: Production, verb: str, news: str, *,
    wish: str, tasks: tuple[Task, ...], by: str,
) -> Production:  # fmt: skip
    """Out of review for its next version: unless a budget holds it, what can start starts."""
    promised = budgets.redone(production, tasks)  # from what the parts cost before
    production = production.move(
        verb, at=tx.now, wish=wish, tasks=tasks, decided_by=by, decided_at=tx.now, ballot=None,
        promised=promised, estimate=promised, render=production.render and production.render.again(),
    )  # fmt: skip
    idea = lifecycle.move(tx, tx.ideas.get(production.idea_id), "change_video", by=by, reason=wish)
    lifecycle.tell(tx, idea, "change_video", by=by)
    production = replace(production, expects=times.expected(tx, production))
    if why := budgets.over(tx, production):
        return _held(tx, production, why, by)
    return steps.keep(tx, steps.advance(tx, production), news, by=by)


def reject(
    tx: Transaction, id: str, version: int, reason: str, *, by: str, nth: int = 0, face: str = ""
) -> Production:
    """This video will not go out; it stays where it is at GEN. Where one no does not end it, it is
    said to the plan they saw (0: the video as it is), and waits for the others. Raises Stale when its
    card had another face."""
    production = _reviewed(tx, id, version, by)
    production.move("reject", at=tx.now)  # raises when it is too late for any
    faces.check(production, face)
    ballot = _no(tx, production, nth, Vote(by, tx.now, reason))
    if ballot and ballot.spare:
        return steps.keep(tx, production.polled(ballot), "rejected by one", by=by)
    idea = tx.ideas.get(production.idea_id)
    idea = replace(idea, ballot=ballot)  # who said no, and why
    idea = lifecycle.move(tx, idea, "reject_video", by=by, reason=reason)
    lifecycle.tell(tx, idea, "reject_video", by=by)
    production = production.move(
        "reject", at=tx.now, decided_by=by, decided_at=tx.now, error=reason, ballot=None
    )
    return steps.keep(tx, production, "rejected", by=by)


def _no(tx: Transaction, production: Production, nth: int, vote: Vote) -> Ballot | None:
    """With what others said to the same plan; None where a rejection by one ends it."""
    if policies.rule(tx, production.channel, Gate.VIDEOS).one_no:
        return None
    rehearsal = channels.find(tx, production.channel).rehearsal
    production, before = replace(production, rehearsal=rehearsal), production.ballot
    seal = production.sealed(production.planned if nth else production.shown)
    other = before and before.seal["wish"] != seal["wish"]
    if other or nth not in {0, before.nth if before else 0}:
        raise NotNow(publications.CHANGED)
    return approvals.no(tx, Gate.VIDEOS, production, seal, vote)


def find(tx: Transaction, id: str) -> Production:
    return tx.productions.get(id)


def caption(idea: Idea) -> str:
    """What the post says until somebody edits it."""
    return (idea.description or idea.hook or idea.title).strip()[:2200]


def _mine(tx: Transaction, id: str, by: str) -> Production:
    production = tx.productions.get(id)
    policies.check(tx, production.channel, Gate.IDEAS, by)
    return production


def _reviewed(tx: Transaction, id: str, version: int, by: str) -> Production:
    production = tx.productions.get(id)
    policies.check(tx, production.channel, Gate.VIDEOS, by)
    if version and version != production.version:
        raise NotNow("There is a newer version of this video. Please look at that one.")
    return production
