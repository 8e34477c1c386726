"""What people want in the studio: a layer made anew, an earlier take after all, the next version."""

from genbot.domain.studio import Spot
from tests.chaos.board import Window
from tests.chaos.people import BEA, a_while, filled
from tests.chaos.team import Team
from tests.chaos.world import World

VOICE = "82"


def done(team: Team, title: str) -> bool:
    """What was asked for is done, as its card says."""
    return any(title in one.text and "done" in one.text for one in team.slot("errand"))


async def window(team: Team, shows: str) -> Window | None:
    """The form that is open, once it holds this button; None when it never does."""
    for _ in range(20):
        found = team.bea.board.window(BEA)
        if found and any(one["action_id"] == shows for one in found.buttons()):
            return found
        await a_while(2.0)
    return None


async def at_voice(team: Team, shows: str) -> Window | None:
    """From the card of the video to its Voice."""
    await team.bea.press(*await team.until(lambda: team.bea.button("open_studio")))
    row = await window(team, "see_part")
    if row and await team.bea.press_in(row, "see_part", lambda it: Spot.read(it).layer == VOICE):
        return await window(team, shows)
    return None


async def studio(world: World) -> None:
    """A layer is made anew, the earlier take chosen after all, and the video rendered again."""
    team = Team(world)
    while not done(team, "Make anew: Voice"):
        part = await at_voice(team, "make_anew")
        if part and await team.bea.press_in(part, "make_anew", bool):
            await a_while(5.0)
            asked = team.bea.board.window(BEA, "make_anew_form")
            if asked and await team.bea.submit(asked, **dict(filled(asked.view))) is True:
                await team.until(
                    lambda: done(team, "Make anew: Voice") or team.bea.button("repeat_errand")
                )
        await a_while()
    while not done(team, "Use: Take"):
        part = await at_voice(team, "use_take")
        if part and await team.bea.press_in(part, "use_take", bool):
            await a_while(60.0)
        await a_while()
    review = lambda: team.bea.button("render_again", lambda it: it.slot.startswith("review:"))  # noqa: E731
    while found := review():
        await team.bea.press(*found)
        await a_while()
    await team.until(lambda: len(team.slot("review")) > 1 and team.bea.button("publish_now"))
