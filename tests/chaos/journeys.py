"""What people want, journey by journey: they pursue it through whatever goes wrong, as people do."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.chaos import calls
from tests.chaos.faults import GEN, SLACK, Fault
from tests.chaos.journeys_gates import (
    denied,
    first_price,
    frozen,
    over_budget,
    rehearsed,
    two_agree,
)
from tests.chaos.journeys_posts import account_gone, exchanged, moved, short, slots, voted_slot
from tests.chaos.journeys_studio import studio
from tests.chaos.journeys_votes import (
    both_agree,
    expired,
    grouped,
    leaver,
    let_in,
    one_no,
    reminded,
    ruled,
    turned,
)
from tests.chaos.people import BEA, CHANNEL, a_while, boxes, choice, moment, text
from tests.chaos.team import Team
from tests.chaos.world import GaveUp, World


async def ideas(world: World) -> None:
    """A request brings ideas."""
    await Team(world).asks()


async def refine(world: World) -> None:
    """A reply in the thread refines them."""
    team = Team(world)
    first = (await team.asks())[0]
    before = len(world.gen.runs)
    for _ in range(5):
        await team.maya.say("make 1 punchier", CHANNEL, first.thread)
        try:
            await team.until(lambda: len(world.gen.runs) > before, 900.0)
            break
        except GaveUp:
            continue
    await team.until(lambda: "Refining" not in team.slot("request")[0].says())


async def change_idea(world: World) -> None:
    """One idea is sent back with a wish."""
    team = Team(world)
    await team.asks()
    await team.fill(team.maya, "change_idea", "change_idea_form", lambda: {"wish": text("funnier")})
    await team.until(lambda: "being refined" not in team.slot("request")[0].says())


async def reject(world: World) -> None:
    """An idea is not wanted."""
    team = Team(world)
    await team.asks()
    why = {"reason": choice("hook"), "note": text("too slow")}
    await team.fill(team.maya, "reject_idea", "reject_idea_form", lambda: why)
    # Whoever asked twice, because nobody answered, may see the second request's message first.
    await team.until(lambda: any("rejected" in one.text for one in team.slot("request")))


async def permission(world: World) -> None:
    """The agent asks for permission to go on."""
    world.gen.ask_permission = 1
    await Team(world).asks()


async def held(world: World) -> None:
    """GEN has no credits; later it has."""
    world.gen.refuse_credits = 1
    await Team(world).asks()


async def lost_post(world: World) -> None:
    """Slack takes a message, and the connection breaks before it says so."""
    world.faults.planned["chat.postMessage"] = [Fault("reset after", effect=True)]
    await Team(world).asks(count=1)


async def settings(world: World) -> None:
    """Only some may decide; a stranger tries, and is told so."""
    team = Team(world)
    few = {"type": "multi_users_select", "selected_users": [BEA]}
    await team.sets(team.maya, "ideas", people=few)
    await team.sets(team.maya, "videos", people=few)
    await team.asks(count=1)
    pressed, idea = await team.until(lambda: team.pablo.button("approve_idea"))
    while not await team.pablo.press(pressed, idea):
        await a_while()
    await a_while(120.0)
    await team.press(team.bea, "approve_idea", lambda: team.slot("production"))
    await team.until(lambda: team.slot("production"))


async def produce(world: World) -> None:
    """An approved idea becomes a video to be reviewed."""
    team = Team(world)
    await team.asks(count=1)
    await team.approves()


async def called(world: World) -> None:
    """GEN calls all the time, about everything and nothing; strangers call as well."""
    calling = asyncio.create_task(calls.all_the_time(world))
    try:
        team = Team(world)
        await team.asks(count=1)
        await team.approves()
        await team.press(team.bea, "publish_now")
        await team.until(team.live)
    finally:
        calling.cancel()


async def stop(world: World) -> None:
    """A production is stopped in the middle, and continued."""
    team = Team(world)
    await team.asks(count=1)
    await team.press(team.pablo, "approve_idea", lambda: team.slot("production"))
    await team.until(lambda: len(world.gen.generations) >= 2)
    team.mending = False
    if team.pablo.button("stop_production"):
        await team.press(team.pablo, "stop_production")
    await a_while(30.0)
    team.mending = True
    await team.until(lambda: team.bea.button("open_publish"))


async def parts_fail(world: World) -> None:
    """A part fails, and one waits for credits; both are continued."""
    team = Team(world)
    await team.asks(count=1)
    world.gen.fail_next = 1
    await team.press(team.pablo, "approve_idea", lambda: team.slot("production"))
    await team.until(lambda: len(world.gen.generations) >= 2)
    world.gen.refuse_credits = 1
    await team.until(lambda: team.bea.button("open_publish"))


async def publish(world: World) -> None:
    """The video goes out as it is shown."""
    team = Team(world)
    await team.press(team.bea, "publish_now")
    await team.until(team.live)


async def schedule(world: World) -> None:
    """The video goes out at a time, with another caption; the time is moved once."""
    team = Team(world)
    due = world.now() + 3600.0
    form = {"caption": text("Tonight #tacos"), "media_type": choice("VIDEO"), "when": moment(due)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    await team.until(lambda: team.bea.button("move_post") or team.live())
    if team.bea.button("move_post"):
        later = {"when": moment(due + 1800.0)}
        await team.fill(team.bea, "move_post", "move_form", lambda: later)
    await team.until(team.live)


async def cancel(world: World) -> None:
    """Publish, undo, publish."""
    team = Team(world)
    await team.press(team.bea, "publish_now")
    await team.until(lambda: team.bea.button("cancel_post") or team.live())
    if team.bea.button("cancel_post"):
        await team.press(team.bea, "cancel_post")
    await team.until(lambda: team.bea.button("publish_now") or team.live())
    if team.bea.button("publish_now"):
        await team.press(team.bea, "publish_now")
    await team.until(team.live)


async def unsure_out(world: World) -> None:
    """GEN's answer to the publish call is lost although it did it: a person looks and says so."""
    world.faults.planned["Publish"] = [Fault("GEN reset after", effect=True, status=1)]
    await publish(world)


async def unsure_not_out(world: World) -> None:
    """GEN's answer is lost and nothing was done: a person looks and sends it again."""
    world.faults.planned["Publish"] = [Fault("GEN reset before", status=1)]
    await publish(world)


async def post_fails(world: World) -> None:
    """GEN takes the post and fails it, says so, and it is tried again."""
    world.gen.fail_post = 1
    await publish(world)


async def gen_away(world: World) -> None:
    """GEN cannot be reached for two hours, from before the post until long after: it asks."""
    team = Team(world)
    world.faults.away = {GEN[0].name}
    await team.press(team.bea, "publish_now")
    await a_while(2 * 3600.0)
    world.faults.away = set()
    await team.until(team.live)


async def slack_away(world: World) -> None:
    """Slack takes nothing for an hour, while a video is made."""
    team = Team(world)
    await team.asks(count=1)
    await team.press(team.pablo, "approve_idea", lambda: team.slot("production"))
    world.faults.away = {SLACK[0].name}
    await a_while(3600.0)
    world.faults.away = set()
    await team.until(lambda: team.bea.button("open_publish"))


async def change_video(world: World) -> None:
    """A part is made anew, and that version is published."""
    team = Team(world)

    def redo() -> dict[str, Any]:
        window = team.bea.board.window(BEA, "change_video_form")
        [parts] = [one for one in window.view["blocks"] if one.get("block_id") == "redo"]
        first = parts["element"]["options"][0]["value"]
        return {"wish": text("brighter"), "redo": boxes([first])}

    await team.fill(team.bea, "change_video", "change_video_form", redo)
    await team.until(lambda: len(team.slot("review")) > 1 and team.bea.button("publish_now"))
    await team.press(team.bea, "publish_now")
    await team.until(team.live)


async def swapped(world: World) -> None:
    """The file is exchanged after it was approved: it does not leave, a new version does."""
    team = Team(world)
    form = {"caption": text("Tonight"), "when": moment(world.now() + 3600.0)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    world.gen.exchange()
    team.mending = False
    post = await team.until(lambda: team.slot("publication"))
    await team.until(lambda: post[0].text.startswith(("It was not", "It missed")))
    await team.press(team.bea, "cancel_post")
    await change_video(world)


async def reject_video(world: World) -> None:
    """A finished video is not wanted."""
    team = Team(world)
    why = {"reason": choice("off_brand")}
    await team.fill(team.bea, "reject_video", "reject_video_form", lambda: why)
    await team.until(lambda: "rejected" in team.slot("production")[0].text)


async def upgraded(world: World) -> None:
    """Before a post goes out genbot is stopped for the next version; then its plug is pulled."""
    team = Team(world)
    await team.press(team.bea, "publish_now")
    await world.restart(1)
    await a_while(30.0)
    await world.restart(2, clean=False)
    await team.until(team.live)


Script = Callable[[World], Awaitable[None]]
FRESH: list[Script] = [
    ideas, refine, change_idea, reject, permission, held, produce, called, stop, parts_fail,
    lost_post, settings, both_agree, slots, first_price,
]  # fmt: skip
REVIEWED: list[Script] = [
    publish, schedule, cancel, frozen, unsure_out, unsure_not_out, post_fails, change_video, swapped,
    reject_video, over_budget, upgraded, two_agree, rehearsed, studio, grouped, ruled, leaver, one_no,
    let_in, reminded, expired, account_gone, short, exchanged, voted_slot, moved, denied, turned,
]  # fmt: skip
SWEPT = tuple(one.__name__ for one in (*FRESH, *REVIEWED))
AWAY = ("slack_away", "gen_away")  # hours of half-second beats: too long to sweep
JOURNEYS: dict[str, Script] = {
    one.__name__: one for one in (*FRESH, *REVIEWED, slack_away, gen_away)
}
FROM_REVIEW = frozenset(one.__name__ for one in (*REVIEWED, gen_away))
