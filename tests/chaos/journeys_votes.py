"""What people want where several decide: of a group, under a rule that changes, and who may not yet."""

import asyncio
from itertools import cycle

from tests.chaos.board import Dict, Message
from tests.chaos.members import LEADS
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
    several,
    text,
)
from tests.chaos.team import Team
from tests.chaos.world import World

HOUR = 3600.0


async def in_turn(team: Team, acts: str, slot: str, *who: Person) -> None:
    """They press one of these buttons one after the other, until enough of them have."""

    def offered(one: Person) -> tuple[Message, Dict] | None:
        return next((found for act in acts.split() if (found := one.button(act))), None)

    for one in cycle(who):
        await team.until(lambda: team.slot(slot) or offered(team.bea))
        if team.slot(slot):
            return
        if found := offered(one):
            await one.press(*found)
        await a_while(60.0)


async def all_agree(of: str, *people: Person) -> None:
    """Each says yes in turn, until that video is planned, or none is left to be."""
    votes = ("agree", "publish_now")
    here = lambda it: it.slot.startswith(f"review:{of}")  # noqa: E731
    while any(who.button(act, here) for who in people for act in votes):
        for who in people:
            found = who.button("agree", here) or who.button("publish_now", here)
            if found:
                await who.press(*found)
                await a_while()


async def grouped(world: World) -> None:
    """The workspace asks for two of a group: one says yes and is taken out of it, so that counts no
    more; who comes in instead may say yes."""
    team = Team(world)
    agreed = lambda: team.bea.button("agree") or team.slot("publication")  # noqa: E731
    await world.members.found(LEADS, PABLO, BEA)
    wide = {"groups": several([LEADS]), "needed": text("2")}
    await team.sets(team.bea, "videos workspace", **wide)
    await team.press(team.pablo, "publish_now", agreed)
    await team.until(agreed)
    await world.members.leave(LEADS, PABLO)
    if found := team.bea.button("agree"):
        await team.bea.press(*found)
    await a_while(60.0)
    await world.members.join(LEADS, MAYA)
    await in_turn(team, "agree", "publication", team.maya, team.bea)
    await team.until(team.live)


async def ruled(world: World) -> None:
    """Whoever asked for the video says yes first; then the rule says that this counts no more, and
    two others have to."""
    team = Team(world)
    agreed = lambda: team.bea.button("agree") or team.slot("publication")  # noqa: E731
    await team.sets(team.bea, "videos", needed=text("2"))
    await team.press(team.maya, "publish_now", agreed)
    await team.until(agreed)
    three = people(MAYA, PABLO, BEA)
    await team.sets(team.bea, "videos", people=three, needed=text("2"), counts=boxes([]))
    await in_turn(team, "agree", "publication", team.pablo, team.bea)
    await team.until(team.live)


async def one_no(world: World) -> None:
    """One of three says no, which ends nothing where two of them have to agree; the others say yes."""
    team = Team(world)
    three = people(MAYA, PABLO, BEA)
    await team.sets(team.bea, "videos", people=three, needed=text("2"), ends=boxes([]))
    why = {"reason": choice("off_brand")}
    await team.fill(team.pablo, "reject_video", "reject_video_form", lambda: why)
    await in_turn(team, "agree publish_now", "publication", team.bea, team.maya)
    await team.until(team.live)


async def leaver(world: World) -> None:
    """Whoever approved a post leaves the workspace before it is due: it is held, and sent by somebody
    who may. Time decides against what waits, never about what is decided."""
    team = Team(world)
    rule = {"people": people(BEA, PABLO), "expire": text("1"), "remind": choice("1,4")}
    await team.sets(team.bea, "videos", **rule)
    form = {"caption": text("Tonight"), "when": moment(world.now() + 2 * HOUR)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    await team.until(lambda: team.slot("publication"))
    team.keeper = team.pablo
    await world.members.depart(BEA)
    await team.until(team.live)


async def both_agree(world: World) -> None:
    """An idea needs two, and never whoever asked for it; she tries all the same."""
    team = Team(world)
    three = people(MAYA, PABLO, BEA)
    await team.sets(team.bea, "ideas", people=three, needed=text("2"), counts=boxes([]))
    await team.asks(count=1)
    while not await team.maya.press(*await team.until(lambda: team.maya.button("approve_idea"))):
        await a_while()
    await in_turn(team, "approve_idea", "production", team.pablo, team.bea)
    await team.until(lambda: team.bea.button("open_publish"))


async def turned(world: World) -> None:
    """One of three says no to a plan, which ends nothing; the others approve it. Then a rejection by
    one ends it, before it has left: it is taken back, and all of them approve it anew."""
    team = Team(world)
    three = people(MAYA, PABLO, BEA)
    await team.sets(team.bea, "videos", people=three, needed=text("2"), ends=boxes([]))
    form = {"caption": text("Tonight"), "when": moment(world.now() + 2 * HOUR)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    why = {"reason": choice("off_brand")}
    await team.fill(team.pablo, "reject_video", "reject_video_form", lambda: why)
    await in_turn(team, "agree", "publication", team.maya, team.bea)
    await team.sets(team.bea, "videos", people=three, needed=text("2"), ends=boxes(["one"]))
    team.mending = False
    await team.until(lambda: team.bea.button("send_again") or team.live(), 4 * HOUR)
    if team.live():
        return
    await team.press(team.bea, "cancel_post", lambda: team.bea.button("publish_now"))
    await team.press(team.bea, "publish_now", lambda: team.maya.button("agree") or team.live())
    team.mending = True
    await all_agree("", team.maya, team.bea, team.pablo)
    await team.until(team.live)


async def let_in(world: World) -> None:
    """Somebody who may not asks to, and in one instant one says yes and another no."""
    team = Team(world)
    await team.sets(team.bea, "videos", people=people(BEA, MAYA))
    asking = lambda: team.pablo.button("request_access")  # noqa: E731
    while not asking():
        await team.pablo.press(*await team.until(lambda: team.pablo.button("publish_now")))
        await a_while(5.0)
    while not team.bea.button("allow_access"):
        await team.pablo.press(*asking())
        await a_while(60.0)
    while not (told := _answer(team)):
        yes, no = team.bea.button("allow_access"), team.maya.button("decline_access")
        hands = [team.bea.press(*yes)] if yes else []
        hands += [team.maya.press(*no)] if no else []
        await asyncio.gather(*hands)
        await a_while(60.0)
    await team.press(team.pablo if "You may" in told else team.bea, "publish_now")
    await team.until(team.live)


def _answer(team: Team) -> str:
    """What Pablo was told."""
    mine = (one for one in team.slot("access") if one.channel == f"D{PABLO[1:]}")
    return next((one.text for one in mine), "")


async def reminded(world: World) -> None:
    """One of two says yes, and the other says nothing for days: she is reminded by day, then
    somebody else hears of it."""
    team = Team(world)
    world.members.zones = {MAYA: "Asia/Tokyo", PABLO: "Europe/Madrid", BEA: "America/New_York"}
    other = {"person": {"type": "users_select", "selected_user": MAYA}, "remind": choice("24,48")}
    await team.sets(team.bea, "videos", people=people(PABLO, BEA), needed=text("2"), **other)
    await team.press(team.pablo, "publish_now", lambda: team.bea.button("agree"))
    await team.until(lambda: team.slot("asked"), 100 * HOUR)
    await team.press(team.bea, "agree", team.live)
    await team.until(team.live)


async def expired(world: World) -> None:
    """Nobody decides: time does, against it, because the rule says so."""
    team = Team(world)
    await team.sets(team.bea, "videos", people=people(PABLO, BEA), expire=text("5"))
    await team.until(lambda: "rejected" in team.slot("production")[0].text)
