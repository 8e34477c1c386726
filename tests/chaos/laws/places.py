"""The laws of the posting time: who has one keeps it, also while people still vote on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from genbot.domain.history import Entry
from tests.chaos.laws.book import law
from tests.chaos.laws.oracle import HOUR, LATELY, MOVING, Things
from tests.chaos.world import Action, World

AHEAD = {"scheduled", "sending", "waiting"}
CLAIMS = {"approved", "approved by one", "moved"}
SURE = "sure near:"  # the box that a form shows about a time close to another post


@dataclass(frozen=True)
class Plan:
    """When a video goes out; `played`: in a rehearsal, which takes no place from anybody."""

    due: float
    played: bool


def _plan(entry: Entry) -> Plan | None:
    """What is ahead by this entry, planned or voted on; None when it is not any more."""
    told = entry.fact
    if entry.event == "PublicationMoved":
        ahead = told["state"] in AHEAD
        return Plan(told["due"], bool(told.get("rehearsal"))) if ahead else None
    seal = told.get("sealed") or {}
    due = (seal.get("wish") or {}).get("due", 0.0)
    votes = told["stage"] == "review" and told.get("approvals") and due > entry.at
    return Plan(due, bool(seal.get("rehearsal"))) if votes else None


@law
def no_posting_time_is_given_twice(world: World) -> Iterator[str]:
    """Who takes a posting time has it for an hour around, whoever takes one in the same instant, and
    for as long as others still vote on it; only a form can say otherwise, and asks first."""
    videos = {id: one.production_id for id, one in Things(world).posts.items()}
    plans: dict[str, Plan] = {}  # by video
    for entry in world.judged.journal:
        if entry.event not in {"PublicationMoved", "ProductionMoved"}:
            continue
        video, plan = videos.get(entry.subject, entry.subject), _plan(entry)
        if plan and entry.fact["news"] in CLAIMS and not plan.played:
            near = [id for id, one in plans.items() if id != video and not one.played
                    and abs(one.due - plan.due) < HOUR and one.due > entry.at]  # fmt: skip
            if near and (how := _claimed(world, entry, video, plan.due)):
                yield f"{video} took the time of {', '.join(near)} by {how}"
        if plan:
            plans[video] = plan
        elif entry.event == "PublicationMoved" or entry.fact["stage"] != "publishing":
            plans.pop(video, None)


def _claimed(world: World, entry: Entry, video: str, due: float) -> str:
    """How its time was chosen just then without a word about others; empty when it was not."""
    lately = [one for one in world.actions
              if one.user == entry.by and one.at <= entry.at <= one.at + LATELY]  # fmt: skip
    forms = [one for one in lately
             if _fills(one, due) and (video in one.value or entry.subject in one.value)]  # fmt: skip
    if forms:
        sure = any(key.startswith(SURE) for one in forms for key in one.filled)
        return "" if sure else "a form"
    taken = any(one.what == "take_slot" and one.value.startswith(f"{video}:")
                and f":{due:.0f}:" in one.value for one in lately)  # fmt: skip
    return "a button" if taken else ""


def _fills(action: Action, due: float) -> bool:
    form = action.what == "submit" and action.topic in {*MOVING, "publish_form"}
    return form and (action.filled.get("when") or {}).get("selected_date_time") == int(due)
