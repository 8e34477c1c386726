"""What stands between a yes and a post: a posting time that two want, an account that is gone, credits."""

import asyncio

from tests.chaos.board import Window
from tests.chaos.gen import COST
from tests.chaos.journeys_votes import all_agree, in_turn
from tests.chaos.people import Person, a_while, filled, moment, text
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
    asks = ("It was not", "It missed", "I may have")  # that one, when GEN did not tell of it
    await team.until(lambda: post[0].text.startswith(asks))
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


async def exchanged(world: World) -> None:
    """The agent gets another account while two vote, and another one once they have: each time both of
    them approve it anew, for the account that it is then."""
    team = Team(world)
    await team.sets(team.bea, "videos", needed=text("2"))
    form = {"caption": text("Tonight"), "when": moment(world.now() + 2 * HOUR)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    await a_while(60.0)
    world.gen.another_account()
    while team.pablo.board.window(team.pablo.id, "publish_form") is None:  # which asks GEN
        await team.pablo.press(*await team.until(lambda: team.pablo.button("open_publish")))
        await a_while(5.0)
    await in_turn(team, "agree", "publication", team.pablo, team.bea)
    world.gen.another_account()
    team.mending = False
    await team.until(lambda: team.bea.button("send_again") or team.live(), 4 * HOUR)
    if not team.live():  # else it had left before
        await team.press(team.bea, "cancel_post", lambda: team.bea.button("publish_now"))
        await team.press(team.bea, "publish_now", lambda: team.pablo.button("agree") or team.live())
        team.mending = True
        await all_agree("", team.pablo, team.bea)
    await team.until(team.live)


async def voted_slot(world: World) -> None:
    """Two have to approve. One plans a video for a posting time, and in that instant another takes the
    same for another video: one is asked, or offered the next. Then somebody plans it for it all the
    same."""
    team = Team(world)
    while not await _settled(team, {"slots": text("Every day 15:00"), "zone": text("UTC")}):
        await a_while()
    [one] = [made.slot.partition(":")[2] for made in team.slot("production")]
    await team.asks("salsa", count=1)
    await team.press(team.pablo, "approve_idea", lambda: len(team.slot("production")) > 1)
    await team.until(lambda: _waiting(team))
    await team.sets(team.bea, "videos", needed=text("2"))
    [other] = _waiting(team)
    await asyncio.gather(_plans(team, team.bea, one), _takes(team.pablo, other))
    await _plans(team, team.maya, other)
    for of in (one, other):
        await all_agree(of, team.bea, team.pablo, team.maya)
    await team.until(lambda: len(team.slot("confirmed")) > 1, 60 * HOUR)


async def _takes(who: Person, of: str) -> None:
    """By its button, when the other's form is filled in."""
    await a_while(5.0)
    if found := who.button("take_slot", lambda it: of in it.says()):
        await who.press(*found)
    await a_while(60.0)


async def _plans(team: Team, who: Person, of: str) -> None:
    """By its form, for a posting time that was offered; who is asked is sure of that."""
    at = next((float(it["value"].split(":")[2]) for one in team.slot("review")
               for it in one.buttons() if it["action_id"] == "take_slot"), 0.0)  # fmt: skip
    form = lambda: who.board.window(who.id, "publish_form")  # noqa: E731
    for _ in range(20):
        found = who.button("open_publish", lambda it: of in it.says())
        if not found or not at:
            return
        if form() is None:
            await who.press(*found)
            await a_while(5.0)
        window = form()
        sent = window and await who.submit(window, **dict(filled(window.view, at)))
        if sent is True and form() is None:
            return
        if sent is not True:
            await a_while()


async def moved(world: World) -> None:
    """In the second in which a post is due somebody moves it in the calendar; from then on two have to
    approve, so the other one is asked as well."""
    team = Team(world)
    due = float(int(world.now()) + 3600)
    form = {"caption": text("Tonight"), "when": moment(due)}
    await team.fill(team.bea, "open_publish", "publish_form", lambda: form)
    await team.until(lambda: team.slot("publication"))
    window = None
    while not window and world.now() < due - 60.0:
        window = await _in_the_calendar(team.pablo)
    await asyncio.sleep(max(0.0, due + 0.3 - world.now()))
    if window:
        await team.pablo.submit(window, when=moment(due + HOUR))
    await team.sets(team.bea, "videos", needed=text("2"))
    await team.until(team.live)


async def _in_the_calendar(who: Person) -> Window | None:
    """The form that moves the first post of the calendar that can be moved."""
    await who.type("calendar")
    await a_while(5.0)
    page = who.board.window(who.id)
    if page and await who.press_in(page, "move_planned", bool):
        await a_while(5.0)
        return who.board.window(who.id, "move_planned_form")
    return None
