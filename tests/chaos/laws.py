"""What must be true after every run, judged by what could be seen from outside."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from genbot.domain import productions, publications
from genbot.domain.publications import PublicationState
from tests.chaos.frozen import nothing_while_frozen
from tests.chaos.shown import cards, same
from tests.chaos.world import Action, World

Law = Callable[[World], Iterator[str]]
LAWS: list[Law] = []
PACED = ("chat.", "files.", "conversations.")
LOOK, SOONEST = re.compile(r"/(runs|generations|user_jobs)/[^/]+$"), 0.9  # seconds
PRIVATE = ("note", "unreachable", "welcome")  # in a talk of two; once too often is allowed there


def law(check: Law) -> Law:
    LAWS.append(check)
    return check


law(nothing_while_frozen)


def broken(world: World) -> list[str]:
    """Every broken law, as "law: what"; empty when all is well."""
    if not hasattr(world, "judged"):
        return [f"finishes: {world.unfinished or 'genbot is not running at the end'}"]
    return [f"{check.__name__}: {what}" for check in LAWS for what in check(world)]


@law
def finishes(world: World) -> Iterator[str]:
    """When faults stop and time passes, everybody gets what they wanted (liveness)."""
    if world.unfinished:
        yield f"still to do after three days: {world.unfinished}"
    if world.gave_up:
        yield f"somebody {world.gave_up}"
    for slot, error in world.judged.dead:
        yield f"{slot} is dead: {error}"


@law
def published_at_most_once(world: World) -> Iterator[str]:
    """A second publish of one version needs a person's "send again" after the first."""
    again = [one.at for one in world.actions if one.what == "send_again"]
    before: dict[str, float] = {}
    for seen in world.log.all("PUBLISHED"):
        media = seen.about["media"]
        if media in before and not any(before[media] < at <= seen.at for at in again):
            yield f"{media} was published a second time, and nobody said so"
        before[media] = seen.at


@law
def one_message_per_slot(world: World) -> Iterator[str]:
    every = [one for one in world.slack.board.messages if not one.only_for]
    slots = Counter(one.slot for one in every if one.slot)
    for slot, count in slots.items():
        if count > 1 and slot.partition(":")[0] not in PRIVATE:
            yield f"{slot} is there {count} times"
    files = Counter((one.thread, file["title"]) for one in every for file in one.files)
    yield from (f"the file {file} is there {n} times" for file, n in files.items() if n > 1)


@law
def answered(world: World) -> Iterator[str]:
    """Whatever was acknowledged shows: on its card, in private, or as a form."""
    first: dict[tuple[str, str, str], Action] = {}
    for action in world.actions:
        if action.what == "submit":  # the same form sent again shows nothing new
            action = first.setdefault((action.user, action.what, action.value), action)  # noqa: PLW2901
        if not action.acked or action.what == "refused form":
            continue
        if not (_told(world, action) or _done(world, action)):
            yield f"{action.user}: {action.what} {action.value} was acknowledged, and nothing came"


def _told(world: World, action: Action) -> bool:
    board = world.slack.board
    mine = (f"D{action.user[1:]}", action.user)
    notes = (one for one in board.messages if one.only_for == action.user or one.channel in mine)
    if any(one.changed >= action.at for one in notes):
        return True
    return any(one.user == action.user and one.changed >= action.at for one in board.windows)


FORMS = {
    "reject_idea", "change_idea", "open_publish", "change_video", "reject_video", "move_post",
    "it_is_live", "idea_details", "choose_template", "open_settings", "open_request",
}  # fmt: skip


@law
def no_form_is_taken_away_in_silence(world: World) -> Iterator[str]:
    """The right to open a form lives three seconds, so a crash takes it away; then it is told."""
    pressed = Counter(one.user for one in world.actions if one.acked and one.what in FORMS)
    board = world.slack.board
    came = Counter(one.user for one in board.windows)
    came.update(one.only_for for one in board.messages if one.only_for)
    for user, count in pressed.items():
        if count > came[user]:
            yield f"{user} asked for {count} forms; {came[user]} came or were excused"


def excused(world: World) -> int:
    """How many forms did not open and were said so."""
    return sum("I was interrupted" in one.text for one in world.slack.board.messages)


def _done(world: World, action: Action) -> bool:
    messages = world.slack.board.messages
    if action.message:
        return bool(action.message.versions > action.before[1])
    if action.what == "command" and action.value.startswith(("freeze", "thaw")):
        return any(one.changed >= action.at for one in messages if one.slot.startswith("freeze:"))
    if action.what == "command":
        topic = action.topic.partition(" ")[2]
        return any(topic in one.text for one in messages if one.slot.startswith("request:"))
    slots = ("request:",) if action.what == "say" else _ids(action.value)
    return any(part in one.slot and one.changed >= action.at for one in messages for part in slots)


def _ids(metadata: str) -> tuple[str, ...]:
    value = json.loads(metadata)[0] if metadata.startswith("[") else metadata
    return (str(value).partition(":")[0],)


@law
def one_effect_per_action(world: World) -> Iterator[str]:
    typed = Counter(one.topic for one in world.actions if one.what == "command")
    made = Counter(f"{one.count} {one.topic}" for one in world.judged.things["requests"])
    for topic, count in made.items():
        if count > typed[topic]:
            yield f"{count} requests for {topic}, which was typed {typed[topic]} times"


@law
def asks_only_with_a_cause(world: World) -> Iterator[str]:
    """Nobody is asked to look at an account, and nothing is made twice, when all went well."""
    meddled = {"stop_production", "resume_production", "thaw"} & {one.what for one in world.actions}
    if world.log.faults or world.log.all("CRASH") or world.gen.troubled or meddled:
        return
    yield from (f"a person was asked: {one.text}" for one in world.slack.board.messages
                if one.slot.startswith("trouble:"))  # fmt: skip
    if len(world.log.all("cloned")) > sum(
        one.attempt for one in world.judged.things["productions"]
    ):
        yield "a template was cloned more than once"


@law
def paid_once(world: World) -> Iterator[str]:
    """No key is charged twice, and nothing is charged that no person asked for."""
    keys = Counter(key for _, key in world.gen.charges)
    yield from (f"{key} was charged {n} times" for key, n in keys.items() if n > 1)
    asked = Counter(one.what for one in world.actions)
    runs = sum(what.startswith("run:") for what, _ in world.gen.charges)
    wishes = asked["command"] + asked["say"] + asked["retry_run"] + asked["submit"]
    if runs > wishes:
        yield f"{runs} runs were paid for, {wishes} were asked for"
    places = Counter(what for what, _ in world.gen.charges if not what.startswith("run:"))
    redone = asked["resume_production"] + asked["submit"]
    yield from (f"{what} was paid {n} times" for what, n in places.items() if n > 1 + redone)


@law
def gen_and_store_agree(world: World) -> Iterator[str]:
    for idea in world.judged.things["ideas"]:
        there = world.gen.ideas.get(idea.gen_id)
        if there and there.status != idea.status and world.log.all("idea status"):
            yield f"idea {idea.gen_id} is {idea.status} here and {there.status} at GEN"
    for out in world.judged.things["publications"]:
        there = (one for one in world.gen.posts.values() if one.status != "failed")
        posts = [one for one in there if one.about["media"] == out.media_url]
        after = [one for one in posts if one.began >= out.made]
        told = any(one.what == "submit" and out.id in one.value for one in world.actions)
        if out.state is PublicationState.LIVE and not posts and not told:  # people may be wrong
            yield f"{out.id} is said to be live, and is not"
        later = any(one.made > out.made for one in world.judged.things["publications"])
        over = out.state in {PublicationState.FAILED, PublicationState.CANCELLED}
        if over and after and not later:
            yield f"{out.id} is said to be {out.state}, and is live"


@law
def tells_no_lie(world: World) -> Iterator[str]:
    """No card says "it was not published" of what is on its way or out."""
    media = {one.slot: one.media_url for one in world.judged.things["publications"]}
    out: dict[str, float] = {}
    for seen in world.log.lines:
        if seen.what == "PUBLISHED":
            out.setdefault(seen.about["media"], seen.at)
        said = str(seen.about.get("text", "")) if seen.who == "slack" else ""
        slot = str(seen.about.get("slot", ""))
        if said.startswith("It was not published") and media.get(slot) in out:
            yield f"{slot} said {said!r} of what GEN has published"


@law
def cards_show_what_is_kept(world: World) -> Iterator[str]:
    for slot, card in cards(world).items():
        there = world.slack.board.in_slot(slot)
        if not there or not same(there[0], card):
            yield f"{slot} shows {there[0].text if there else 'nothing'!r}, kept is {card.text!r}"


@law
def the_journal_explains(world: World) -> Iterator[str]:
    """Every state was reached by a move that exists, and nothing follows the last one."""
    for kind, states, shelf in (
        ("PublicationMoved", "state", "publications"),
        ("ProductionMoved", "stage", "productions"),
    ):
        told: dict[str, list[str]] = {}
        for entry in world.judged.journal:
            if entry.event == kind:
                told.setdefault(entry.subject, []).append(str(entry.fact[states]))
        moves = _moves(kind)
        for id, path in told.items():
            for was, now in pairwise(path):
                if was != now and (was, now) not in moves:
                    yield f"{id} went from {was} to {now}"
        for thing in world.judged.things[shelf]:
            if told.get(thing.id, [""])[-1] != str(getattr(thing, states)):
                yield f"{thing.id} is {getattr(thing, states)}, which the journal does not tell"


def _moves(kind: str) -> set[tuple[str, str]]:
    table = publications.MOVES if kind == "PublicationMoved" else productions.MOVES
    moves = {(str(was), str(now)) for (was, _), now in table.items()}
    if kind == "ProductionMoved":
        moves |= {(str(a), str(b)) for a in productions.RESTING for b in productions.WORKING}
        moves |= {("filling", "rendering"), ("generating", "review"), ("review", "rendering")}
        moves |= {(str(one), "cloning") for one in productions.WORKING}
        moves |= {(str(one), "failed") for one in productions.RESTING}
    return moves


@law
def only_who_may_decides(world: World) -> Iterator[str]:
    channels = {one.id: one for one in world.judged.things["channels"]}
    for shelf, gate in (("publications", "video_approvers"), ("ideas", "idea_approvers")):
        for thing in world.judged.things[shelf]:
            here = channels.get(thing.channel)
            may = getattr(here, gate) if here else ()
            by = getattr(thing, "by", "") or thing.decided_by
            if may and by and by not in may:
                yield f"{by} decided about {thing.id}"


@law
def never_faster_than_told(world: World) -> Iterator[str]:
    """After a 429 nobody makes that call again before its time, the next lives neither, unless this
    one died in the instant in which it was told."""
    died = {one.at for one in world.log.all("CRASH")}
    for told, _, method, where, until in world.slack.holds:
        for at, _, called, there in world.slack.calls:
            same = called == method and where == there and called.startswith(PACED)
            if same and told not in died and told < at < until - 0.01:
                yield f"{method} {where} came {until - at:.1f} s too early"
    for told, _, path, until in world.gen.holds:
        for at, _, called in world.gen.calls:
            same = called == path and told not in died and told < at < until - 0.01 and _ours(path)
            if same and not any(told <= one.at <= at for one in world.actions):
                yield f"GEN {path} came {until - at:.1f} s too early"


@law
def looks_at_its_pace(world: World) -> Iterator[str]:
    """However often GEN calls, or somebody who pretends to be GEN: a job is not asked about more
    often than after an error, and no sooner than after 0.9 s, unless somebody pressed something
    in between: Continue, for one, looks before it pays."""
    last: dict[tuple[int, str], float] = {}
    for at, by, path in world.gen.calls:
        if LOOK.search(path):
            before = last.get((by, path), -SOONEST)
            pressed = any(before <= one.at <= at for one in world.actions)
            if at - before < SOONEST - 0.01 and not pressed:
                yield f"{path} was asked about again after {at - before:.1f} s"
            last[by, path] = at


def _ours(path: str) -> bool:
    """Where one path is one piece of business; templates and agents are asked for by many."""
    return any(part in path for part in ("/runs/", "generations/", "user_jobs/", "/generate"))


@law
def no_secret_anywhere(world: World) -> Iterator[str]:
    told = [one.says() for one in world.slack.board.messages]
    told += [record.getMessage() for record in world.records] + [world.judged.text]
    yield from (f"a token is in {text[:60]!r}" for text in told if "canary" in text)


@law
def text_is_text(world: World) -> Iterator[str]:
    for message in world.slack.board.messages:
        if "<!channel" in message.text or '"mrkdwn", "text": "<!channel' in str(message.blocks):
            yield f"{message.slot} calls everybody: {message.text[:80]}"


@law
def the_database_is_whole(world: World) -> Iterator[str]:
    if world.judged.integrity != "ok" or world.judged.foreign:
        yield f"{world.judged.integrity} {world.judged.foreign}"


@law
def no_error_of_ours(world: World) -> Iterator[str]:
    yield from (f"{one.get('message')}: {one.get('exception')!r}" for one in world.lost)
    for record in world.records:
        ours = record.name.startswith("genbot.") and record.name != "genbot.slack.socket"
        ours = (
            ours and "not acknowledged" not in record.getMessage()
        )  # Slack did not say who we are
        if record.exc_info and ours:
            error = record.exc_info[1]
            yield f"{record.getMessage()}: {type(error).__name__}: {error}"
