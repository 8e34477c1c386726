"""What stands between a yes and a post: a posting time that two want, an account that is gone, credits."""

import asyncio

from tests.chaos.gen import COST
from tests.chaos.people import a_while, moment, text
from tests.chaos.team import Team
from tests.chaos.world import World

HOUR, PLENTY = 3600.0, 1000.0


async def slots(world: World) -> None:
    """Two videos are ready, and two people take the next posting time in one instant: one of them
    is offered another."""
    team = Team(world)
    while not await _settled(team, {"slots": text("Every day 15:00"), "zone": text("UTC")}):
        await a_while()
    await two(team, 0)
    await team.until(lambda: len(_waiting(team)) > 1)
    while len(team.slot("publication")) < 2:
        found = [team.bea.button("take_slot", lambda one, of=of: of in one.says())
                 for of in _waiting(team)]  # fmt: skip
        people = (team.bea, team.pablo)
        await asyncio.gather(*(who.press(*one) for who, one in zip(people, found) if one))  # noqa: B905
        await a_while(60.0)
    await team.until(lambda: len(team.slot("confirmed")) > 1, 60 * HOUR)


async def _settled(team: Team, filled: dict[str, object]) -> bool:
    await team.maya.type("slots")
    await a_while(5.0)
    window = team.maya.board.window(team.maya.id, "slots_form")
    return bool(window) and await team.maya.submit(window, **filled) is True


def _waiting(team: Team) -> list[str]:
    """The videos of which no post is planned yet, as they stand in what their buttons hold."""
    reviews = [one for one in team.slot("review") if any(
        it["action_id"] == "take_slot" for it in one.buttons())]  # fmt: skip
    return [one.slot.split(":")[1] + ":" for one in reviews]


async def two(team: Team, before: int) -> None:
    """Two more videos are begun."""
    await team.asks("salsa", count=2)
    both = lambda: len(team.slot("production")) > before + 1  # noqa: E731
    while not both():
        found = await team.until(lambda: team.pablo.button("approve_idea") or both())
        if not both():
            await team.pablo.press(*found)
            await a_while(5.0)


async def account_gone(world: World) -> None:
    """The agent's account goes away between the yes and the post: nothing leaves, a person is told,
    and sends it once it is there again."""
    team = Team(world)
    form = {"caption": text("Tonight"), "when": moment(world.now() + HOUR)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    post = await team.until(lambda: team.slot("publication"))
    world.gen.unlink()
    team.mending = False
    await team.until(lambda: post[0].text.startswith(("It was not", "It missed")))
    await a_while(HOUR)
    world.gen.link()
    team.mending = True
    await team.until(team.live)


async def short(world: World) -> None:
    """Two videos run out of credits; somebody tries in vain, and after a top-up two people have them
    go on in one instant."""
    team = Team(world)
    world.gen.left, team.mending = 4.0 * COST, False  # of a video's two parts, for two of its own
    await two(team, 1)
    goes_on = lambda who: who.button("continue_all")  # noqa: E731
    await team.until(lambda: any("2 videos wait" in one.text for one in team.slot("shortage")))
    await team.press(team.pablo, "continue_all")
    await a_while(60.0)
    world.gen.left = PLENTY
    while len(team.slot("review")) < 3:
        pressed = [who.press(*found) for who in (team.bea, team.pablo) if (found := goes_on(who))]
        await asyncio.gather(*pressed)
        await a_while()
        await team.until(lambda: len(team.slot("review")) > 2 or goes_on(team.bea))
