"""What people want at the gates: a freeze, a budget, a second approval, a rehearsal."""

import asyncio

from tests.chaos.people import (
    BEA,
    MAYA,
    PABLO,
    Person,
    a_while,
    boxes,
    choice,
    moment,
    people,
    text,
)
from tests.chaos.team import Team
from tests.chaos.world import World


async def frozen(world: World) -> None:
    """It is frozen when it is due; thawed too late, it asks, and a person lets it out."""
    team = Team(world)
    form = {
        "caption": text("Tonight"),
        "media_type": choice("VIDEO"),
        "when": moment(world.now() + 3600.0),
    }
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    await team.until(lambda: team.bea.button("move_post") or team.live())
    while not (await team.bea.type("freeze new logo") or team.slot("freeze")):
        await a_while()
    await team.until(lambda: team.bea.button("thaw"))
    await a_while(2 * 3600.0)
    await team.press(team.bea, "thaw")
    await team.until(team.live)


async def over_budget(world: World) -> None:
    """A budget holds a video: who may not cannot let it pass, and two of those who may can, once."""
    team = Team(world)
    budget = {"budget": text("30"), "budget_period": choice("day")}
    await team.sets(team.bea, "videos", people=people(BEA))
    await team.sets(team.bea, "budget", people=people(BEA, PABLO), needed=text("2"))
    await team.sets(team.bea, **budget)
    while not await team.maya.type("ideas 1 salsa"):
        await a_while(60.0)
    begun = lambda: len(team.slot("production")) > 1  # noqa: E731
    await team.press(team.pablo, "approve_idea", begun)
    allow = lambda: team.maya.button("allow_once")  # noqa: E731
    await team.until(allow)
    while (found := allow()) and not await team.maya.press(*found):
        await a_while()
    both = [team.press(who, "allow_once", lambda: not allow()) for who in (team.bea, team.pablo)]
    await asyncio.gather(*both)
    await team.until(lambda: len(team.slot("review")) > 1)


async def first_price(world: World) -> None:
    """The first video of all would pass a budget, which is known once its template is copied: it waits
    there until one of two allows it, and is not asked about again."""
    team = Team(world)
    await team.sets(team.bea, budget=text("30"), budget_period=choice("day"))
    await team.asks()
    await team.press(team.pablo, "approve_idea", lambda: bool(team.slot("production")))
    await team.until(lambda: team.bea.button("allow_once") or team.slot("review"))
    if not team.slot("review"):  # else a law says what is wrong with that
        gone = lambda: not team.bea.button("allow_once")  # noqa: E731
        await asyncio.gather(
            *(team.press(who, "allow_once", gone) for who in (team.bea, team.pablo))
        )
    await team.until(lambda: team.slot("review"))


async def two_agree(world: World) -> None:
    """Two have to approve: one does, somebody changes the plan, and both approve the new one."""
    team = Team(world)
    await team.sets(team.bea, "videos", needed=text("2"))
    agreed = lambda: team.maya.button("agree")  # noqa: E731
    await team.press(team.bea, "publish_now", agreed)
    form = {"caption": text("Better #tacos"), "media_type": choice("VIDEO")}
    await team.fill(team.pablo, "open_publish", "publish_form", lambda: form)
    while not team.slot("publication"):  # who pressed on the card as it was looks at it again
        found = await team.until(lambda: team.slot("publication") or agreed())
        if not team.slot("publication"):
            await team.maya.press(*found)
        await a_while(60.0)
    await team.until(team.live)


async def rehearsed(world: World) -> None:
    """A post is planned when its channel becomes a rehearsal: it is void, the video is rehearsed, and
    published when the channel is none any more."""
    team = Team(world)
    form = {
        "caption": text("Tomorrow"),
        "media_type": choice("VIDEO"),
        "when": moment(world.now() + 86_400.0),
    }
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    await team.until(lambda: team.slot("publication"))
    await team.sets(team.bea, rehearsal=boxes(["on"]))
    await team.until(lambda: team.bea.button("rehearse") or team.live())
    if not team.live():  # else a law says what is wrong with that
        await team.press(team.bea, "rehearse", lambda: len(team.slot("publication")) > 1)
        await team.until(lambda: team.slot("rehearsed") or team.live())
    if team.live():
        return
    await team.sets(team.bea, rehearsal=boxes([]))
    await team.press(team.bea, "cancel_post", lambda: team.bea.button("publish_now"))
    await team.press(team.bea, "publish_now", team.live)
    await team.until(team.live)


async def denied(world: World) -> None:
    """A budget holds a video. Who may not cannot forbid it; one no of three ends nothing, a second one
    does; held anew once somebody continues it, two of them let it pass."""
    team = Team(world)
    await team.sets(team.bea, "budget", people=people(BEA, PABLO))
    await team.sets(team.bea, budget=text("30"), budget_period=choice("day"))
    while not await team.maya.type("ideas 1 salsa"):
        await a_while(60.0)
    await team.press(team.pablo, "approve_idea", lambda: len(team.slot("production")) > 1)
    await team.until(lambda: team.maya.button("deny_over"))
    await _says_no(team, team.maya)
    three = people(BEA, PABLO, MAYA)
    await team.sets(team.bea, "budget", people=three, needed=text("2"), ends=boxes([]))
    await _says_no(team, team.pablo)
    await a_while(60.0)
    if found := team.bea.button("allow_once"):
        await asyncio.gather(team.bea.press(*found), _says_no(team, team.maya))
    allow = lambda: team.bea.button("allow_once")  # noqa: E731
    made = lambda: len(team.slot("review")) > 1  # noqa: E731
    while not made():
        await team.until(lambda: allow() or made())
        for who in (team.bea, team.pablo):
            if found := who.button("allow_once"):
                await who.press(*found)
        await a_while(60.0)


async def _says_no(team: Team, who: Person) -> None:
    """Once: what becomes of it is for those who may say so."""
    why = {"reason": choice("hook"), "note": text("too much")}
    for _ in range(20):
        found = who.button("deny_over")
        if found is None:
            return
        await who.press(*found)
        await a_while(5.0)
        window = who.board.window(who.id, "deny_over_form")
        if window and await who.submit(window, **why) is not False:
            return
